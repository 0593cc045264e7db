"""``import enrolment``: who was enrolled in earlier years, for a station that begins with us."""

from pathlib import Path
from typing import Any

import click

from tui.commands.import_options import answers_meaning, previewed, previewing
from tui.frame.command_line import FILE, INSURANCE, Answer, LaobaoCommand, answering
from tui.frame.progress_bar import progress_bar
from tui.frame.session import Session


@click.command(
    cls=LaobaoCommand,
    help="导入往年参保名单（一年一列，或一行一年）；重复导入不会改变任何东西，后来的名单为准。",
)
@click.argument("path", metavar="文件", type=FILE)
@click.option("--insurance", type=INSURANCE, help="整个文件的险种；没有这一列时用，例如 医疗保险")
@click.option("--year", type=int, metavar="年度", help="整个文件的年度；没有这一列时用，例如 2018")
@click.option(
    "--status", default="", metavar="状态", help="整个名单的状态；没有这一列时用，例如 已参保"
)
@click.option(
    "--blank", default="", metavar="状态", help="空白格的意思，例如 未缴；默认空白什么也不说明"
)
@click.option("--document", default="", metavar="文号", help="名单的来源或文号")
@previewing
@answers_meaning
@answering
@click.pass_obj
def import_enrolment(
    session: Session,
    path: Path,
    insurance: Any,
    year: int | None,
    status: str,
    blank: str,
    document: str,
    is_preview: bool,
    meanings: tuple[str, ...],
) -> Answer:
    """Record what the list says of earlier years; list what it says of nobody of ours."""
    from models.base.text import check_clean, squeeze
    from models.station.tried_out import tried_out
    from seed.enrolment_file import WholeFile, import_enrolment_file
    from seed.table_file import fault_lines
    from seed.understood import columns_line, explained_by

    whole = WholeFile(
        insurance, year, squeeze(status), squeeze(blank), check_clean(squeeze(document), "文号")
    )
    desk = session.desk
    explained = explained_by(desk, meanings)
    with (
        progress_bar("导入往年参保") as progress,
        tried_out(desk, "import_enrolment", is_preview=is_preview),
    ):
        result = import_enrolment_file(desk, path, whole, progress, explained)
    lines = [
        f"{result.file}：共 {result.rows} 行 {result.statements} 条，新增 {result.new} 条，"
        f"与以前的名单不同、改按这份的 {result.changed} 条，未变 {result.unchanged} 条，"
        f"拒绝 {len(result.refused)} 处",
        columns_line(result.columns),
        *(f"  {each}" for each in result.of_ledger),
    ]
    lines += fault_lines("不算", result.left)
    lines += fault_lines("拒绝", result.refused) + fault_lines("提示", result.warnings)
    return previewed(result, lines, is_preview=is_preview)
