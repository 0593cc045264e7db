"""Printing slips from the counter: the number, a reason for a reprint, then the papers."""

from pathlib import Path
from typing import Any

from models.base.errors import LaobaoError
from models.counter.receipt.last import last_receipt
from models.counter.receipt.printing import print_receipt
from models.counter.receipt.read import slips_of
from models.counter.receipt.values import PrintedReceipt
from models.station.desk import Desk
from tui.screens.desk_screen import DeskScreen
from tui.screens.prompt import PromptScreen
from tui.screens.reading import ReadingScreen


async def ask_receipt(screen: DeskScreen[Any], desk: Desk, household_id: int | None) -> None:
    """Ask for which entry to print, proposing a household's last one, and go on from there.

    The slip of the household is printed where it stands in that entry, else those of all.
    """
    last = await screen.read(last_receipt, desk, household_id) if household_id is not None else None

    async def answered(number: str | None) -> None:
        if number is not None:
            await _ask_reason(screen, desk, number, household_id)

    number = last.number if last else ""
    prompt = PromptScreen("打哪张登记单（收据号）", number, about="receipt")
    screen.app.push_screen(prompt, answered)


async def _ask_reason(
    screen: DeskScreen[Any], desk: Desk, number: str, household_id: int | None
) -> None:
    """Ask why it is printed again, if it was printed before; then print."""
    try:
        slips = await screen.read(slips_of, desk, number)
    except LaobaoError as error:
        screen.fail(error)
        return
    own = [each for each in slips if each.lines[0].household_id == household_id]
    household = own[0].places[0].number if own and len(slips) > 1 else ""
    wanted = own or slips
    copies = max(len(each.prints) for each in wanted)
    number = wanted[0].number
    named = f"{number}-{household}" if household else number
    path = Path.cwd() / f"登记单-{named}-{copies + 1}.xlsx"
    if not copies:
        _print(screen, desk, number, "", household, path)
        return

    def answered(reason: str | None) -> None:
        if reason is not None:
            _print(screen, desk, number, reason, household, path)

    question = f"已打印过 {copies} 次，补打的原因"
    screen.app.push_screen(PromptScreen(question, "", about="reason"), answered)


def _print(
    screen: DeskScreen[Any], desk: Desk, number: str, reason: str, household: str, path: Path
) -> None:
    """Log the print, write the A5 pages into the current folder and show the papers."""

    def act() -> tuple[PrintedReceipt, ...]:
        from reports.receipt_paper.workbook import write_slips_workbook
        from reports.rendering.sheet import refuse_unwritable

        refuse_unwritable(path)
        slips = print_receipt(desk, number, reason, household)
        write_slips_workbook(slips, path)
        return slips

    def printed(slips: tuple[PrintedReceipt, ...]) -> None:
        from reports.receipt_paper.text import slips_lines

        screen.say(f"已写入 {path}")
        title = f"登记单 {number}  已写入 {path.name}"
        screen.app.push_screen(ReadingScreen(title, slips_lines(slips, "a5")))

    screen.write("正在登记打印", act, printed)
