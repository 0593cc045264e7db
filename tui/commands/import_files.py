"""``import``: files that come in. Every refused row is listed; none refuses the file."""

from pathlib import Path
from typing import ClassVar

import click

from tui.cli import FILE, LaobaoGroup, as_json, print_json, print_lines
from tui.progress import progress_bar
from tui.session import Session


class _ImportGroup(LaobaoGroup):
    later: ClassVar[dict[str, str]] = {
        "category": "导入部门名单",
        "paid": "导入已缴数据",
        "statement": "导入对账单",
    }


@click.group(cls=_ImportGroup, help="导入文件（xlsx、xls、csv）。")
def import_files() -> None:
    """Hold the commands below."""


@import_files.command("roster", help="导入花名册（参保底册）；重复导入不会改变任何东西。")
@click.argument("path", metavar="文件", type=FILE)
@as_json
@click.pass_obj
def import_roster(session: Session, path: Path, is_json: bool) -> None:
    """Import a roster and list every refused row."""
    from seed.roster_file import fault_lines, import_roster_file

    with progress_bar("导入花名册") as progress:
        result = import_roster_file(session.desk, path, progress)
    if is_json:
        print_json(result)
        return
    lines = [
        f"{result.file}：共 {result.rows} 行，新增 {result.households} 户 {result.people} 人，"
        f"更新 {result.changed} 人，未变 {result.unchanged} 人，拒绝 {len(result.refused)} 行"
    ]
    lines += fault_lines("拒绝", result.refused) + fault_lines("提示", result.warnings)
    print_lines(lines)
