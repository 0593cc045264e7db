"""``import paid``: the tax bureau's file of what people paid by themselves."""

from pathlib import Path
from typing import Any

import click

from tui.frame.command_line import FILE, INSURANCE, Answer, LaobaoCommand, answering
from tui.frame.progress_bar import progress_bar
from tui.frame.session import Session


def _of_the_file(context: click.Context, option: click.Parameter, text: str | None) -> str:
    """Return how the money of a whole file came; what the station takes itself is refused."""
    from models.base.errors import BadInput
    from seed.self_paid_words import channel_named

    try:
        return text if text and channel_named(text) else ""
    except BadInput as error:
        raise click.BadParameter(error.message, context, option) from None


@click.command(
    cls=LaobaoCommand,
    help="导入税务的已缴数据（银行批扣、支付宝、微信、税务APP、柜面、大厅等）：相符的入账，"
    "退费、冲正的冲回，不符的列出。",
)
@click.argument("path", metavar="文件", type=FILE)
@click.option("--insurance", type=INSURANCE, help="整个文件的险种；没有这一列时用，例如 医疗保险")
@click.option(
    "--channel",
    metavar="渠道",
    callback=_of_the_file,
    is_eager=True,  # before the file is looked for
    help="整个文件的缴费渠道；没有这一列时用，例如 银行批扣",
)
@click.option("--preview", "is_preview", is_flag=True, help="只看会怎样，不入账")
@answering
@click.pass_obj
def import_paid(
    session: Session,
    path: Path,
    insurance: Any,
    channel: str,
    is_preview: bool,
) -> Answer:
    """Match the rows, post what fits, list the rest."""
    from models.bureau.self_paid import record
    from reports.self_paid.words import (
        channel_counts,
        finding_document,
        import_lines,
        note_counts,
        state_counts,
    )
    from seed.roster_file import fault_lines
    from seed.self_paid_file import read_paid_file

    desk = session.desk
    with progress_bar("读取已缴数据") as progress:
        read = read_paid_file(desk, path, insurance, channel, progress)
    act = record.preview_paid if is_preview else record.import_paid
    result = act(desk, read.file)
    back = [each for each in result.returned if each.row.is_reversal]
    lines = import_lines(result, read.file.name, len(read.refused), is_preview=is_preview)
    lines += fault_lines("拒绝", read.refused) + fault_lines("提示", read.warnings)
    if is_preview:
        lines.append("以上只是预览，没有入账")
    elif result.exceptions:
        lines.append("例外的处理见「自行缴费数据的例外」")
    return {
        "file": read.file.name,
        "preview": is_preview,
        "rows": read.rows,
        "known": result.known,
        "posted": {
            "rows": len(result.posted),
            "amount_fen": result.posted_fen,
            "receipts": result.receipts,
        },
        "returned": {
            "rows": len(back),
            "amount_fen": sum(each.row.amount_fen for each in back),
        },
        "notes": note_counts(result.posted),
        "unknown_channels": channel_counts((*result.posted, *result.exceptions)),
        "counts": state_counts(result.exceptions),
        "exceptions": [finding_document(each) for each in result.exceptions],
        "conflicting": [finding_document(each) for each in result.conflicting],
        "refused": read.refused,
        "warnings": read.warnings,
    }, lines
