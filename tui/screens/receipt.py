"""Printing a receipt from the counter: the number, a reason for a reprint, then the paper."""

from collections.abc import Callable
from pathlib import Path

from textual.app import App

from models.base.errors import LaobaoError
from models.counter.receipt.printing import last_receipt, print_receipt
from models.counter.receipt.read import receipt_of
from models.station.desk import Desk
from tui.screens.prompt import PromptScreen
from tui.screens.reading import ReadingScreen

_Say = Callable[[str], None]


def ask_receipt(app: App[None], desk: Desk, household_id: int | None, say: _Say) -> None:
    """Ask which receipt to print, proposing a household's last one, and go on from there."""
    last = last_receipt(desk, household_id) if household_id is not None else None

    def answered(number: str | None) -> None:
        if number is not None:
            _ask_reason(app, desk, number, say)

    number = last.number if last else ""
    app.push_screen(PromptScreen("打印哪张收据（收据号）", number, about="receipt"), answered)


def _ask_reason(app: App[None], desk: Desk, number: str, say: _Say) -> None:
    """Ask why it is printed again, if it was printed before; then print."""
    try:
        found = receipt_of(desk, number)
    except LaobaoError as error:
        say(error.message)
        return
    copies = len(found.prints)
    path = Path.cwd() / f"收据-{found.number}-{copies + 1}.xlsx"
    if not copies:
        _print(app, desk, found.number, "", path, say)
        return

    def answered(reason: str | None) -> None:
        if reason is not None:
            _print(app, desk, found.number, reason, path, say)

    question = f"已打印过 {copies} 次，补打的原因"
    app.push_screen(PromptScreen(question, "", about="reason"), answered)


def _print(app: App[None], desk: Desk, number: str, reason: str, path: Path, say: _Say) -> None:
    """Log the print, write the A5 page into the current folder and show the paper."""
    from reports.receipt_paper.text import receipt_lines
    from reports.receipt_paper.workbook import write_receipt_workbook
    from reports.rendering.sheet import refuse_unwritable

    try:
        refuse_unwritable(path)
        receipt = print_receipt(desk, number, reason)
        write_receipt_workbook(receipt, path)
    except LaobaoError as error:
        say(error.message)
        return
    message = f"已写入 {path}"
    say(message)
    app.push_screen(
        ReadingScreen(f"收据 {number}  已写入 {path.name}", receipt_lines(receipt, "a5"))
    )
