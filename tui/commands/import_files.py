"""``import``: files that come in. Every refused row is listed; none refuses the file."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.commands.collectors import import_collectors
from tui.commands.import_category import import_category
from tui.commands.import_enrolment import import_enrolment
from tui.commands.import_paid import import_paid
from tui.commands.import_statement import import_statement
from tui.commands.target import import_targets
from tui.frame.command_line import FILE, Answer, LaobaoGroup, answering
from tui.frame.progress_bar import progress_bar
from tui.frame.session import Session

if TYPE_CHECKING:
    from seed.people_file import ListImport


@click.group(cls=LaobaoGroup, help="导入文件（xlsx、xls、csv）。")
def import_files() -> None:
    """Hold the commands below."""


import_files.add_command(import_category, "category")
import_files.add_command(import_paid, "paid")
import_files.add_command(import_statement, "statement")
import_files.add_command(import_collectors, "collectors")
import_files.add_command(import_enrolment, "enrolment")
import_files.add_command(import_targets, "targets")


@import_files.command("roster", help="导入花名册（参保底册）；重复导入不会改变任何东西。")
@click.argument("path", metavar="文件", type=FILE)
@answering
@click.pass_obj
def import_roster(session: Session, path: Path) -> Answer:
    """Import a roster and list every refused row."""
    from seed.roster_file import import_roster_file
    from seed.table_file import fault_lines

    with progress_bar("导入花名册") as progress:
        result = import_roster_file(session.desk, path, progress)
    lines = [
        f"{result.file}：共 {result.rows} 行，新增 {result.households} 户 {result.people} 人，"
        f"更新 {result.changed} 人，未变 {result.unchanged} 人，拒绝 {len(result.refused)} 行"
    ]
    lines += fault_lines("拒绝", result.refused) + fault_lines("提示", result.warnings)
    return result, lines


@import_files.command("elsewhere", help="导入在别处参保的名单（职工等）；相符的人列入重复核查。")
@click.argument("path", metavar="文件", type=FILE)
@click.option("--status", default="", metavar="情况", help="名单上的人怎样参保，例如 职工医保")
@answering
@click.pass_obj
def import_elsewhere(session: Session, path: Path, status: str) -> Answer:
    """Compare a list of people insured elsewhere with the station's."""
    from seed.elsewhere_file import import_elsewhere_file

    with progress_bar("核对名单") as progress:
        result = import_elsewhere_file(session.desk, path, status, progress)
    return _answer(result)


@import_files.command("county-roster", help="导入全县花名册；本站的人又在别处的，列入重复核查。")
@click.argument("path", metavar="文件", type=FILE)
@answering
@click.pass_obj
def import_county_roster(session: Session, path: Path) -> Answer:
    """Compare the county's roster with the station's people."""
    from seed.county_file import import_county_file

    with progress_bar("核对全县花名册") as progress:
        result = import_county_file(session.desk, path, progress)
    return _answer(result)


def _answer(result: "ListImport") -> Answer:
    from seed.table_file import fault_lines

    lines = [
        f"{result.file}：共 {result.rows} 行，非本站 {result.strangers} 行，与本站相符 "
        f"{result.agreeing} 行，新列入核查 {result.new_cases} 件，原有 {result.known_cases} 件，"
        f"拒绝 {len(result.refused)} 行"
    ]
    lines += fault_lines("拒绝", result.refused) + fault_lines("提示", result.warnings)
    return result, lines
