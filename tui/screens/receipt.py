"""Printing slips from the counter: the number, a reason for a reprint, then the papers."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from models.base.errors import LaobaoError
from models.base.file_names import file_stem
from models.counter.receipt.doubt import Doubt, doubts_of
from models.counter.receipt.last import last_receipt
from models.counter.receipt.printing import Sending, answer_doubts, print_receipt
from models.counter.receipt.read import slips_of
from models.counter.receipt.values import PrintedReceipt
from models.station.desk import Desk
from tui.screens.came_out import CameOutScreen
from tui.screens.desk_screen import DeskScreen
from tui.screens.paper_out import chosen_printer, sent_words, target_on
from tui.screens.prompt import PromptScreen
from tui.screens.reading import ReadingScreen


async def ask_receipt(screen: DeskScreen[Any], desk: Desk, household_id: int | None) -> None:
    """Ask for which entry to print, proposing a household's last one, and go on from there.

    The slip of the household is printed where it stands in that entry, else those of all.
    """
    last = await screen.read(last_receipt, desk, household_id) if household_id is not None else None

    async def answered(number: str | None) -> None:
        if number is not None:
            await _Printing(screen, desk).begin(number, household_id)

    number = last.number if last else ""
    prompt = PromptScreen("打哪张登记单（收据号）", number, about="receipt")
    screen.app.push_screen(prompt, answered)


@dataclass(frozen=True)
class _Wanted:
    """Slips that are to be printed: those of an entry, or one household's of them.

    ``copies`` were printed before; of ``doubts`` nobody knows whether they were.
    """

    number: str
    household: str
    copies: int
    doubts: tuple[Doubt, ...]

    @property
    def title(self) -> str:
        """What the paper is called."""
        return f"登记单 {self.number}{f'-{self.household}' if self.household else ''}"


class _Printing:
    """The questions before a print, the print, and the one behind it."""

    def __init__(self, screen: DeskScreen[Any], desk: Desk) -> None:
        self._screen, self._desk = screen, desk

    async def begin(self, number: str, household_id: int | None) -> None:
        """Ask what became of the last print where nobody knows, then why it is printed again."""
        try:
            wanted = await self._screen.read(self._read, number, household_id)
        except LaobaoError as error:
            self._screen.fail(error)
            return
        if not wanted.doubts:
            self._ask_reason(wanted)
            return

        def answered(came_out: bool | None) -> None:
            if came_out is True:
                self._ask_reason(wanted)
            elif came_out is False:
                copies = wanted.copies - 1
                self._ask_reason(replace(wanted, copies=copies), is_last_lost=True)

        question = f"上一次打印（{wanted.doubts[-1].words}）没有确认是否打出"
        self._screen.app.push_screen(CameOutScreen(question), answered)

    def _read(self, number: str, household_id: int | None) -> _Wanted:
        slips = slips_of(self._desk, number)
        own = tuple(each for each in slips if each.lines[0].household_id == household_id)
        wanted = own or slips
        return _Wanted(
            wanted[0].number,
            own[0].places[0].number if own and len(slips) > 1 else "",
            max(len(each.prints) for each in wanted),
            tuple(doubts_of(self._desk, wanted)),
        )

    def _ask_reason(self, wanted: _Wanted, *, is_last_lost: bool = False) -> None:
        """Ask why it is printed again, if it was printed before; then print."""
        if not wanted.copies:
            self._print(wanted, "", is_last_lost)
            return

        def answered(reason: str | None) -> None:
            if reason is not None:
                self._print(wanted, reason, is_last_lost)

        question = f"已打印过 {wanted.copies} 次，补打的原因"
        self._screen.app.push_screen(PromptScreen(question, "", about="reason"), answered)

    def _print(self, wanted: _Wanted, reason: str, is_last_lost: bool) -> None:
        screen, desk, choice = self._screen, self._desk, chosen_printer(self._screen.app)
        stem = file_stem("登记单", wanted.number, wanted.household, wanted.copies + 1)
        path = Path.cwd() / f"{stem}.xlsx"
        is_known: list[bool] = []

        def act() -> tuple[PrintedReceipt, ...]:
            from reports.receipt_paper.text import receipt_lines
            from reports.receipt_paper.workbook import write_slips_workbook
            from reports.rendering.sheet import refuse_unwritable

            def write(slips: tuple[PrintedReceipt, ...]) -> bool:
                write_slips_workbook(slips, path)
                return True

            def send(slips: tuple[PrintedReceipt, ...]) -> bool:
                is_known.append(target.print([receipt_lines(s, choice.paper) for s in slips]))
                return is_known[0]

            if choice.way == "file":
                refuse_unwritable(path)
                sending = Sending("file", write)
            else:
                target, sending = target_on(screen.app, choice), Sending(choice.way, send)
            return print_receipt(
                desk,
                wanted.number,
                reason,
                wanted.household,
                sending=sending,
                is_last_lost=is_last_lost,
            )

        def printed(slips: tuple[PrintedReceipt, ...]) -> None:
            from reports.receipt_paper.text import slips_lines

            if choice.way == "file":
                screen.say(f"已写入 {path}")
                title = f"{wanted.title}  已写入 {path.name}"
                screen.app.push_screen(ReadingScreen(title, slips_lines(slips, "a5")))
                return
            mark = slips[0].last_print
            title = f"{wanted.title}（{mark.title if mark else ''}）"
            screen.say(sent_words(title, choice, is_known[0]))
            if not is_known[0]:
                self._ask_whether_it_came_out(slips)

        screen.write("正在登记打印", act, printed)

    def _ask_whether_it_came_out(self, slips: tuple[PrintedReceipt, ...]) -> None:
        def answered(came_out: bool | None) -> None:
            if came_out is None:
                return
            words = "已记为打出" if came_out else "已记为没有打出，再打还是这一张"
            self._screen.write(
                "正在登记",
                lambda: answer_doubts(self._desk, slips, is_sent=came_out),
                lambda _: self._screen.say(words),
            )

        question = f"登记单 {slips[0].number} 打出来了吗"
        self._screen.app.push_screen(CameOutScreen(question), answered)
