"""The ways by which ``receipt print`` sends slips: into a file, to a printer, as text."""

from pathlib import Path
from typing import TYPE_CHECKING

from models.counter.receipt.printing import Sending
from models.counter.receipt.values import PrintedReceipt
from reports.rendering.paper import Paper
from tui.commands.paper_options import said_of
from tui.frame.printing import print_lines

if TYPE_CHECKING:
    from tui.frame.paper_out import Target

_Slips = tuple[PrintedReceipt, ...]


class Said(list[str]):
    """What is to be said of slips when they are sent."""


def into_file(path: Path, said: Said) -> Sending:
    """Return what writes slips as a workbook; BadInput for a file that cannot be written."""
    from reports.rendering.sheet import refuse_unwritable

    refuse_unwritable(path)

    def write(slips: _Slips) -> bool:
        from reports.receipt_paper.workbook import write_slips_workbook

        write_slips_workbook(slips, path)
        said.append(f"已写入 {path}")
        return True

    return Sending("file", write)


def to_printer(target: "Target", paper: Paper | None, said: Said) -> Sending:
    """Return what prints slips, on another paper than the printer's where one is named."""
    from reports.receipt_paper.text import receipt_lines

    to = target.on(paper) if paper else target

    def send(slips: _Slips) -> bool:
        is_sent = to.print([receipt_lines(each, to.choice.paper) for each in slips])
        said.append(said_of(to, f"登记单 {slips[0].number}", is_sent))
        return is_sent

    return Sending(to.choice.way, send)


def as_text(paper: Paper) -> Sending:
    """Return what prints slips as lines on standard output."""
    from reports.receipt_paper.text import slips_lines

    def show(slips: _Slips) -> bool:
        print_lines(slips_lines(slips, paper))
        return True

    return Sending("text", show)
