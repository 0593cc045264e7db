"""``import paid``: the tax bureau's file of what people paid by themselves."""

from pathlib import Path
from typing import Any

import click

from tui.frame.command_line import FILE, INSURANCE, Answer, LaobaoCommand, answering
from tui.frame.progress_bar import progress_bar
from tui.frame.session import Session

_OWN = (
    "bank_batch", "alipay", "wechat", "self_service", "bank_counter", "service_hall", "online",
)  # fmt: skip


@click.command(
    cls=LaobaoCommand,
    help="导入税务的已缴数据（银行批扣、支付宝、微信、自助机、柜面、大厅）：相符的入账，不符的列出。",
)
@click.argument("path", metavar="文件", type=FILE)
@click.option("--insurance", type=INSURANCE, help="整个文件的险种；没有这一列时用，例如 医疗保险")
@click.option("--channel", type=click.Choice(_OWN), help="整个文件的缴费渠道；没有这一列时用")
@click.option("--preview", "is_preview", is_flag=True, help="只看会怎样，不入账")
@answering
@click.pass_obj
def import_paid(
    session: Session,
    path: Path,
    insurance: Any,
    channel: str | None,
    is_preview: bool,
) -> Answer:
    """Match the rows, post what fits, list the rest."""
    from models.bureau.self_paid import record
    from reports.self_paid.words import finding_document, import_lines, note_counts, state_counts
    from seed.roster_file import fault_lines
    from seed.self_paid_file import read_paid_file

    desk = session.desk
    with progress_bar("读取已缴数据") as progress:
        read = read_paid_file(desk, path, insurance, channel or "", progress)
    act = record.preview_paid if is_preview else record.import_paid
    result = act(desk, read.file)
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
        "notes": note_counts(result.posted),
        "counts": state_counts(result.exceptions),
        "exceptions": [finding_document(each) for each in result.exceptions],
        "conflicting": [finding_document(each) for each in result.conflicting],
        "refused": read.refused,
        "warnings": read.warnings,
    }, lines
