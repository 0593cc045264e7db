"""Printing a receipt from the counter: the number, a reason for a reprint, then the paper."""

from pathlib import Path
from typing import Any

from models.desk import Desk
from models.errors import LaobaoError
from models.receipt.printing import last_receipt, print_receipt
from models.receipt.read import receipt_of
from models.receipt.values import PrintedReceipt
from tui.screens.desk_screen import DeskScreen
from tui.screens.prompt import PromptScreen
from tui.screens.reading import ReadingScreen


async def ask_receipt(screen: DeskScreen[Any], desk: Desk, household_id: int | None) -> None:
    """Ask which receipt to print, proposing a household's last one, and go on from there."""
    last = await screen.read(last_receipt, desk, household_id) if household_id is not None else None

    async def answered(number: str | None) -> None:
        if number is not None:
            await _ask_reason(screen, desk, number)

    number = last.number if last else ""
    prompt = PromptScreen("打印哪张收据（收据号）", number, about="receipt")
    screen.app.push_screen(prompt, answered)


async def _ask_reason(screen: DeskScreen[Any], desk: Desk, number: str) -> None:
    """Ask why it is printed again, if it was printed before; then print."""
    try:
        found = await screen.read(receipt_of, desk, number)
    except LaobaoError as error:
        screen.fail(error)
        return
    copies = len(found.prints)
    path = Path.cwd() / f"收据-{found.number}-{copies + 1}.xlsx"
    if not copies:
        _print(screen, desk, found.number, "", path)
        return

    def answered(reason: str | None) -> None:
        if reason is not None:
            _print(screen, desk, found.number, reason, path)

    question = f"已打印过 {copies} 次，补打的原因"
    screen.app.push_screen(PromptScreen(question, "", about="reason"), answered)


def _print(screen: DeskScreen[Any], desk: Desk, number: str, reason: str, path: Path) -> None:
    """Log the print, write the A5 page into the current folder and show the paper."""

    def act() -> PrintedReceipt:
        from reports.receipt.workbook import write_receipt_workbook
        from reports.sheet import refuse_unwritable

        refuse_unwritable(path)
        receipt = print_receipt(desk, number, reason)
        write_receipt_workbook(receipt, path)
        return receipt

    def printed(receipt: PrintedReceipt) -> None:
        from reports.receipt.text import receipt_lines

        screen.say(f"已写入 {path}")
        title = f"收据 {number}  已写入 {path.name}"
        screen.app.push_screen(ReadingScreen(title, receipt_lines(receipt, "a5")))

    screen.write("正在登记打印", act, printed)
