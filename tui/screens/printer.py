"""What papers are printed on: chosen once by each operator, and tried with a page."""

from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from models.base.errors import LaobaoError
from models.base.text import fit
from models.station.desk import Desk
from reports.rendering.paper import CELLS, ENCODING_TITLES, PAPER_TITLES, trial_page
from tui.actions import Place
from tui.frame.paper_out import trial_facts
from tui.frame.preferences import Choice
from tui.frame.printers import Printer, printers_of
from tui.screens.desk_screen import DeskScreen
from tui.screens.paper_out import chosen_printer, sent_words, target_on
from tui.widgets.bindings import bindings_of
from tui.widgets.keys import Keys
from tui.widgets.line import Bar
from tui.widgets.lines import Lines, TextLine
from tui.widgets.outcome import Outcome

_WAY, _PAPER, _ENCODING = range(3)
_HINTS = {
    "file": "写成 xlsx 文件，放在本人的文件夹里",
    "terminal": "本人电脑上的打印机，经终端软件（PuTTY）打；先在终端软件里选好打印机",
    "command": "服务器上的打印机，由管理员登记",
}


class PrinterScreen(DeskScreen[str]):
    """Where, on which paper, in which encoding: a row each, changed by left and right."""

    PLACE: ClassVar[Place] = "printer"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("printer")

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.choice = Choice()
        self._printers: tuple[Printer, ...] = ()

    def compose(self) -> ComposeResult:
        """Title, the rows, message, keys."""
        yield Bar("打印机  登记单、缴费说明、缴费证明、日结单打到哪里")
        yield Lines(id="rows")
        yield Outcome(id="message")
        yield Keys("printer")

    async def on_mount(self) -> None:
        """Show what is chosen now."""
        self.choice = chosen_printer(self.app)
        try:
            self._printers = await self.read(printers_of)
        except LaobaoError as error:
            self.refuse(error.message)
        self._show()
        self.query_one(Lines).focus()

    def _show(self) -> None:
        choice = self.choice
        where = choice.title if choice in self._ways() else f"{choice.title}（现在没有登记）"
        is_printed = choice.way != "file"
        rows = [
            TextLine(f"  {fit('打印到', 10)}‹ {where} ›"),
            TextLine(
                f"  {fit('纸', 10)}‹ {PAPER_TITLES[choice.paper]}，一行 {CELLS[choice.paper]} 格 ›",
                is_faint=not is_printed,
            ),
            TextLine(
                f"  {fit('编码', 10)}‹ {ENCODING_TITLES[choice.encoding]} ›",
                is_faint=not is_printed,
            ),
            TextLine(""),
            TextLine(f"  {_HINTS[choice.way]}", is_faint=True),
            TextLine("  上下键选行，左右键改；改好按 F3 试打，按 F2 选定", is_faint=True),
        ]
        lines = self.query_one(Lines)
        lines.show(rows, lines.position)

    def _ways(self) -> list[Choice]:
        """Return where papers can go, each with the paper and encoding that it would have."""
        own = replace(self.choice, name="")
        return [
            replace(own, way="file"),
            replace(own, way="terminal"),
            *(
                self.choice
                if self.choice.name == each.name
                else Choice("command", each.name, each.paper, each.encoding)
                for each in self._printers
            ),
        ]

    def action_turn(self, step: int) -> None:
        """Change the row under the cursor to its next value."""
        choice, row = self.choice, self.query_one(Lines).position
        if row == _WAY:
            ways = self._ways()
            at = ways.index(choice) if choice in ways else 0
            self.choice = ways[(at + step) % len(ways)]
        elif row == _PAPER:
            papers = list(PAPER_TITLES)
            at = papers.index(choice.paper)
            self.choice = replace(choice, paper=papers[(at + step) % len(papers)])
        elif row == _ENCODING:
            encodings = list(ENCODING_TITLES)
            at = encodings.index(choice.encoding)
            self.choice = replace(choice, encoding=encodings[(at + step) % len(encodings)])
        self.say("")
        self._show()

    @on(Lines.Chosen)
    def action_keep(self) -> None:
        """Print here from now on."""
        kept = self.choice
        vars(self.app)["preferences"].keep_printer(kept)
        self.dismiss(
            f"以后打到：{kept.title}"
            + ("" if kept.way == "file" else f"，{PAPER_TITLES[kept.paper]}")
        )

    def action_try(self) -> None:
        """Print a page that shows paper, width and encoding; it is kept nowhere."""
        choice = self.choice
        if choice.way == "file":
            self.refuse("写成文件不用试打；左右键换成打印机再试")
            return
        facts = trial_facts(self.desk, choice)

        def act() -> bool:
            target = target_on(self.app, choice)
            return target.print([trial_page("试打", facts, choice.paper)])

        self.write("正在试打", act, lambda is_sent: self.say(sent_words("试打页", choice, is_sent)))
