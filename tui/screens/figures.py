"""The figures of one line of the report; Enter on one shows the people behind it."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from models.base.dates import HalfMonth
from models.base.money import format_yuan
from models.base.terms import INSURANCE_TITLES, Insurance
from models.base.text import fit
from models.station.desk import Desk
from reports.progress.behind import FIGURE_TITLES
from reports.progress.behind_text import BehindLines, behind_lines
from reports.progress.figures import ProgressRow
from tui.background.long_work import do_long
from tui.screens.desk_screen import DeskScreen
from tui.widgets.line import Bar, Line
from tui.widgets.lines import Lines, TextLine
from tui.widgets.message import Message
from tui.widgets.rows_shown import place_words, rows_shown

_FIGURES = tuple(FIGURE_TITLES)
_WHOLE_STATION = "合计"


class FiguresScreen(DeskScreen[None]):
    """Every figure of a village, or of the station, that people stand behind."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "app.pop_screen", "返回", priority=True)
    ]

    def __init__(
        self, desk: Desk, period: HalfMonth, insurance: Insurance, row: ProgressRow
    ) -> None:
        super().__init__()
        self.desk, self.period = desk, period
        self.insurance, self.row = insurance, row

    def compose(self) -> ComposeResult:
        """Title, figures, message, keys."""
        title = INSURANCE_TITLES[self.insurance]
        yield Bar(f"{self.row.village}  {title}  {self.period.title}")
        yield Lines(id="figures")
        yield Message(id="message", classes="strong")
        yield Bar("上下键选一个数  回车 看数后面的人  Esc 返回")

    def on_mount(self) -> None:
        """Show the figures, the cursor on the first."""
        rows = [
            TextLine(f"  {fit(FIGURE_TITLES[name], 20)}{fit(self._text(name), 20, right=True)}")
            for name in _FIGURES
        ]
        lines = self.query_one("#figures", Lines)
        lines.show(rows)
        lines.focus()

    def _text(self, figure: str) -> str:
        value = getattr(self.row, figure)
        return f"{format_yuan(value)} 元" if "_fen" in figure else f"{value:,} 人"

    @on(Lines.Chosen, "#figures")
    def open_figure(self) -> None:
        """Show the people behind the figure under the cursor; the whole station's take long."""
        figure = _FIGURES[self.query_one("#figures", Lines).position]
        title = f"{self.row.village}  {FIGURE_TITLES[figure]}：{self._text(figure)}"

        def show(people: BehindLines) -> None:
            self.app.push_screen(PeopleScreen(title, people))

        self.say("")
        if self.row.village == _WHOLE_STATION:
            given = (self.period, self.insurance, None, figure)
            do_long(self, self.desk, "正在查找", behind_lines, given, show, self.say)
        else:
            self.read_long(
                "正在查找",
                lambda: behind_lines(
                    self.desk, self.period, self.insurance, self.row.village, figure
                ),
                show,
            )


class PeopleScreen(Screen[None]):
    """The people a figure counts, under heads that stay; only Esc leaves them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "app.pop_screen", "返回", priority=True)
    ]

    def __init__(self, title: str, people: BehindLines) -> None:
        super().__init__()
        self._title, self._people = title, people

    def compose(self) -> ComposeResult:
        """Title with the place in the list, heads, people, the way back."""
        yield Bar(id="title")
        yield Line(self._people.heading, classes="strong")
        yield Lines(has_cursor=False, id="people")
        yield Bar("上下键、PgUp、PgDn 翻看  Esc 返回")

    def on_mount(self) -> None:
        """Show the people from the first."""
        lines = self.query_one("#people", Lines)
        lines.show([TextLine(line) for line in self._people.lines or ("这个数后面没有人",)])
        lines.focus()
        self.watch(lines, "scroll_y", self._show_place)

    def on_resize(self) -> None:
        """Count the rows there is room for anew."""
        self.call_after_refresh(self._show_place)

    def _show_place(self) -> None:
        """Say in the title which of the people are in sight."""
        count = len(self._people.lines)
        shown = rows_shown(self.query_one("#people", Lines))
        place = place_words(shown.start + 1, min(shown.stop, count), count)
        self.query_one("#title", Bar).show(f"{self._title}  {place}")
