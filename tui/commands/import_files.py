"""``import``: files that come in. Every refused row is listed; none refuses the file."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.commands.collectors import import_collectors
from tui.commands.import_category import import_category
from tui.commands.import_enrolment import import_enrolment
from tui.commands.import_options import answers_meaning, previewed, previewing
from tui.commands.import_paid import import_paid
from tui.commands.import_statement import import_statement
from tui.commands.import_uninsured import import_uninsured
from tui.commands.target import import_targets
from tui.frame.command_line import FILE, Answer, LaobaoGroup, answering
from tui.frame.progress_bar import progress_bar
from tui.frame.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.base.long_work import Progress
    from models.station.desk import Desk
    from seed.people_file import ListImport
    from seed.understood import Explained


@click.group(cls=LaobaoGroup, help="导入文件（xlsx、xls、csv）。")
def import_files() -> None:
    """Hold the commands below."""


import_files.add_command(import_category, "category")
import_files.add_command(import_paid, "paid")
import_files.add_command(import_statement, "statement")
import_files.add_command(import_collectors, "collectors")
import_files.add_command(import_enrolment, "enrolment")
import_files.add_command(import_targets, "targets")
import_files.add_command(import_uninsured, "uninsured")


@import_files.command("roster", help="导入花名册（参保底册）；重复导入不会改变任何东西。")
@click.argument("path", metavar="文件", type=FILE)
@click.option(
    "--same",
    multiple=True,
    metavar="名字=名字",
    help="当作同一个，例如 青山村委会=青山村、青山村/1=青山村/0001；可写几个，全部都是的写 全部",
)
@click.option(
    "--new",
    multiple=True,
    metavar="名字",
    help="当作新的，例如 青山村委会；可写几个，全部都是的写 全部",
)
@previewing
@answers_meaning
@answering
@click.pass_obj
def import_roster(
    session: Session,
    path: Path,
    same: tuple[str, ...],
    new: tuple[str, ...],
    is_preview: bool,
    meanings: tuple[str, ...],
) -> Answer:
    """Import a roster and list every refused row."""
    from models.people.roster_questions import answers_of
    from seed.roster_file import import_roster_file
    from seed.table_file import fault_lines
    from seed.understood import columns_line, explained_by

    desk = session.desk
    explained = explained_by(desk, meanings)
    with progress_bar("导入花名册") as progress:
        result = import_roster_file(
            desk, path, progress, answers_of(same, new), explained, is_preview=is_preview
        )
    lines = [
        f"{result.file}：共 {result.rows} 行，新增 {result.households} 户 {result.people} 人，"
        f"更新 {result.changed} 人，未变 {result.unchanged} 人，拒绝 {len(result.refused)} 行"
        + (f"，死亡、迁出等没有录入 {len(result.left)} 行" if result.left else ""),
        columns_line(result.columns),
    ]
    if result.new_villages:
        verb = "会新建" if is_preview else "新建了"
        lines.append(f"{verb} {len(result.new_villages)} 个村：{'、'.join(result.new_villages)}")
    lines += fault_lines("不录入", result.left)
    lines += fault_lines("拒绝", result.refused) + fault_lines("提示", result.warnings)
    return previewed(result, lines, is_preview=is_preview)


@import_files.command("elsewhere", help="导入在别处参保的名单（职工等）；相符的人列入重复核查。")
@click.argument("path", metavar="文件", type=FILE)
@click.option("--status", default="", metavar="情况", help="名单上的人怎样参保，例如 职工医保")
@previewing
@answers_meaning
@answering
@click.pass_obj
def import_elsewhere(
    session: Session, path: Path, status: str, is_preview: bool, meanings: tuple[str, ...]
) -> Answer:
    """Compare a list of people insured elsewhere with the station's."""
    from seed.elsewhere_file import import_elsewhere_file

    def compare(desk: "Desk", explained: "Explained", progress: "Progress") -> "ListImport":
        return import_elsewhere_file(desk, path, status, progress, explained)

    return _compared(session, "核对名单", compare, is_preview, meanings)


@import_files.command("county-roster", help="导入全县花名册；本站的人又在别处的，列入重复核查。")
@click.argument("path", metavar="文件", type=FILE)
@previewing
@answers_meaning
@answering
@click.pass_obj
def import_county_roster(
    session: Session, path: Path, is_preview: bool, meanings: tuple[str, ...]
) -> Answer:
    """Compare the county's roster with the station's people."""
    from seed.county_file import import_county_file

    def compare(desk: "Desk", explained: "Explained", progress: "Progress") -> "ListImport":
        return import_county_file(desk, path, progress, explained)

    return _compared(session, "核对全县花名册", compare, is_preview, meanings)


def _compared(
    session: Session,
    title: str,
    compare: "Callable[[Desk, Explained, Progress], ListImport]",
    is_preview: bool,
    meanings: tuple[str, ...],
) -> Answer:
    """Compare a list with the station and say what came of it."""
    from models.station.tried_out import tried_out
    from seed.table_file import fault_lines
    from seed.understood import columns_line, explained_by, keep_answers

    desk = session.desk
    explained = explained_by(desk, meanings)
    act = "find_duplicates"
    with progress_bar(title) as progress, tried_out(desk, act, is_preview=is_preview):
        result = compare(desk, explained, progress)
        keep_answers(desk, act, result.layout, explained)
    lines = [
        f"{result.file}：共 {result.rows} 行，非本站 {result.strangers} 行，与本站相符 "
        f"{result.agreeing} 行，新列入核查 {result.new_cases} 件，原有 {result.known_cases} 件，"
        f"拒绝 {len(result.refused)} 行"
        + (f"，写明不算的 {len(result.left)} 行" if result.left else ""),
        columns_line(result.columns),
    ]
    lines += fault_lines("不算", result.left)
    lines += fault_lines("拒绝", result.refused) + fault_lines("提示", result.warnings)
    return previewed(result, lines, is_preview=is_preview)
