"""``import paid``: the tax bureau's file of what people paid by themselves."""

from pathlib import Path
from typing import Any

import click

from tui.commands.import_options import answers_meaning
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
    "退费、冲正的冲回，不符的列出；只有参保状态的文件，按税务的登记参保，不记金额。",
)
@click.argument("path", metavar="文件", type=FILE)
@click.option("--insurance", type=INSURANCE, help="整个文件的险种；没有这一列时用，例如 医疗保险")
@click.option(
    "--levy-year",
    type=click.IntRange(2000, 2100),
    metavar="年度",
    help="整个文件的参保年度；没有这一列时用，例如 2020",
)
@click.option(
    "--channel",
    metavar="渠道",
    callback=_of_the_file,
    is_eager=True,  # before the file is looked for
    help="整个文件的缴费渠道；没有这一列时用，例如 银行批扣",
)
@click.option("--preview", "is_preview", is_flag=True, help="只看会怎样，不入账")
@answers_meaning
@answering
@click.pass_obj
def import_paid(
    session: Session,
    path: Path,
    insurance: Any,
    levy_year: int | None,
    channel: str,
    is_preview: bool,
    meanings: tuple[str, ...],
) -> Answer:
    """Match the rows, post what fits, list the rest."""
    from reports.self_paid.states import states_answer
    from reports.self_paid.words import paid_answer
    from seed.paid_states_file import read_bureau_file
    from seed.self_paid_file import ReadPaid, WholeFile
    from seed.table_file import fault_lines
    from seed.understood import columns_line, explained_by, keep_answers

    desk = session.desk
    explained = explained_by(desk, meanings)
    with progress_bar("读取已缴数据") as progress:
        read = read_bureau_file(
            desk, path, WholeFile(insurance, channel, levy_year), progress, explained
        )
    understood = read.understood
    if not is_preview:
        keep_answers(desk, "import_paid", understood.layout, explained)
    if isinstance(read, ReadPaid):
        from models.bureau.self_paid.record import import_paid, preview_paid

        act = preview_paid if is_preview else import_paid
        document, lines = paid_answer(
            act(desk, read.file),
            read.file.name,
            read.rows,
            len(read.refused),
            is_preview=is_preview,
        )
    else:
        from models.bureau.self_paid.states import import_states, preview_states

        state = preview_states if is_preview else import_states
        document, lines = states_answer(
            state(desk, read.file),
            read.file.name,
            read.rows,
            len(read.refused),
            is_preview=is_preview,
        )
    lines.insert(1, columns_line(understood.columns))
    lines += fault_lines("拒绝", read.refused) + fault_lines("提示", read.warnings)
    if is_preview:
        lines.append("以上只是预览，没有入账")
    elif document["exceptions"] and document["kind"] == "paid":
        lines.append("例外的处理见「自行缴费数据的例外」")
    return {
        **document,
        "columns": understood.columns,
        "refused": read.refused,
        "warnings": read.warnings,
    }, lines
