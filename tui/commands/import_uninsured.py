"""``import uninsured``: who is not insured, as the police, the province or the bureau say."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tui.commands.import_options import answers_meaning
from tui.frame.command_line import FILE, INSURANCE, Answer, LaobaoCommand, answering
from tui.frame.progress_bar import progress_bar
from tui.frame.session import Session

if TYPE_CHECKING:
    from seed.uninsured_file import UninsuredImport


@click.command(
    cls=LaobaoCommand,
    help="导入未参保名单，或说明原因的名单（在校、职工、异地、死亡、迁出、已参保），与名册比对；"
    "重复导入不会改变任何东西。",
)
@click.argument("path", metavar="文件", type=FILE)
@click.option(
    "--sender", required=True, metavar="来源", help="名单从哪里来，例如 公安户籍、省下发数据、税务"
)
@click.option(
    "--status", default="", metavar="情况", help="名单上的人都是什么情况，例如 在校；问原因的空着"
)
@click.option("--insurance", type=INSURANCE, help="险种，例如 养老保险；默认医疗保险")
@click.option("--year", type=int, metavar="年度", help="年度，例如 2020；默认现在征收的年度")
@click.option(
    "--column", default="", metavar="列名", help="填原因的列；默认按列名认，没有就加在最后"
)
@answers_meaning
@click.option("--preview", "is_preview", is_flag=True, help="只看会怎样，不登记")
@answering
@click.pass_obj
def import_uninsured(
    session: Session,
    path: Path,
    sender: str,
    status: str,
    insurance: Any,
    year: int | None,
    column: str,
    meanings: tuple[str, ...],
    *,
    is_preview: bool,
) -> Answer:
    """Keep a sender's list and say what the station's data say of it."""
    from models.people.uninsured.read import year_of
    from models.station.rehearse import rehearse
    from seed.understood import explained_by
    from seed.uninsured_file import import_uninsured_file

    desk = session.desk
    explained = explained_by(desk, meanings)
    of, levy_year = year_of(desk, insurance, year)

    def act() -> "UninsuredImport":
        return import_uninsured_file(
            desk, path, sender, of, levy_year, status, column, progress, explained
        )

    with progress_bar("读取名单") as progress:
        result = rehearse(desk, act, "import_uninsured") if is_preview else act()
    return {**vars(result), "preview": is_preview}, list(_lines(result, is_preview=is_preview))


def _lines(result: "UninsuredImport", *, is_preview: bool) -> Iterator[str]:
    from seed.table_file import fault_lines
    from seed.understood import columns_line

    got = result.received
    known = "以前导入过，没有改变；" if got.is_known else ""
    kind = f"说明{got.meaning}" if got.meaning else "未参保"
    yield (
        f"{'预览，没有登记：' if is_preview else ''}{result.file}：{known}{got.sender}"
        f"（名单 {got.list_id}），共 {got.rows} 行，{kind} {got.people} 人，"
        f"重复 {got.repeated} 行，拒绝 {len(result.refused)} 行"
    )
    if got.meaning:
        yield f"  在未参保名单上的 {got.people} 人，别的 {got.strangers} 人"
    for word, people in sorted(got.labels.items(), key=lambda each: -each[1]):
        yield f"  {word} {people} 人"
    if got.nowhere:
        yield f"  村不明 {got.nowhere} 人：不在花名册上，名单写的村也对不上，下发时单独一份"
    if not got.meaning:
        column = result.answer_column
        yield f"  报回时原因{f'填在“{column}”列' if column else '加在最后一列'}"
    if result.columns:
        yield columns_line(result.columns)
    yield from fault_lines("不算", result.left)
    yield from fault_lines("拒绝", result.refused)
    yield from fault_lines("提示", result.warnings)
