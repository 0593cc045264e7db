"""Papers of one page from the counter: made of the open family, written into the folder."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from models.checks.trail import record_export
from models.station.desk import Desk
from reports.listing.values import Listing, whole_numbers
from tui.frame.folders import free_path
from tui.screens.desk_screen import DeskScreen


def write_paper(screen: DeskScreen[Any], desk: Desk, make: Callable[[], Listing]) -> None:
    """Write a list as a workbook into the current folder and say so; or why there is none."""

    def act() -> tuple[Path, bool]:
        from reports.listing.workbook import write_listing_workbook

        paper = make()
        path = free_path(f"{paper.file_stem}.xlsx")
        record_export(desk, path.name)
        write_listing_workbook(paper, path)
        return path, bool(whole_numbers(paper))

    def written(done: tuple[Path, bool]) -> None:
        path, has_numbers = done
        care = "；文件含完整证件号码，请妥善保管" if has_numbers else ""
        screen.say(f"已写入 {path}{care}")

    screen.write("正在写文件", act, written)
