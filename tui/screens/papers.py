"""Papers of one page from the counter: made of the open family, printed or written as a file."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from models.checks.trail import record_export
from models.station.desk import Desk
from reports.listing.values import Listing, whole_numbers
from tui.frame.folders import free_path
from tui.screens.desk_screen import DeskScreen
from tui.screens.paper_out import chosen_printer, sent_words, target_on


def print_paper(screen: DeskScreen[Any], desk: Desk, make: Callable[[], Listing]) -> None:
    """Print a list on the operator's printer, or write it where none is chosen."""
    choice = chosen_printer(screen.app)
    if choice.way == "file":
        write_paper(screen, desk, make)
        return

    def act() -> str:
        from tui.frame.paper_out import print_listing

        paper = make()
        is_sent = print_listing(desk, target_on(screen.app, choice), paper)
        return sent_words(paper.file_stem, choice, is_sent)

    screen.write("正在打印", act, screen.say)


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
