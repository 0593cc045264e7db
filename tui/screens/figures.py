"""The figures of one line of the report; Enter on one shows the families behind it."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from models.dates import HalfMonth
from models.desk import Desk
from models.levy.terms import INSURANCE_TITLES, Insurance
from models.money import format_yuan
from models.text import cut, fit
from reports.progress.behind import FIGURE_TITLES, Behind, Figure, people_behind
from reports.progress.figures import ProgressRow
from tui.screens.reading import ReadingScreen
from tui.widgets.line import Bar
from tui.widgets.lines import Lines, TextLine

_FIGURES: tuple[Figure, ...] = tuple(FIGURE_TITLES)


class FiguresScreen(Screen[None]):
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
        """Title, figures, keys."""
        title = INSURANCE_TITLES[self.insurance]
        yield Bar(f"{self.row.village}  {title}  {self.period.title}")
        yield Lines(id="figures")
        yield Bar("上下键选一个数  回车 看是哪些家庭  Esc 返回")

    def on_mount(self) -> None:
        """Show the figures, the cursor on the first."""
        rows = [
            TextLine(f"  {fit(FIGURE_TITLES[name], 20)}{fit(self._text(name), 20, right=True)}")
            for name in _FIGURES
        ]
        lines = self.query_one("#figures", Lines)
        lines.show(rows)
        lines.focus()

    def _text(self, figure: Figure) -> str:
        value = getattr(self.row, figure)
        return f"{format_yuan(value)} 元" if "_fen" in figure else f"{value:,} 人"

    @on(Lines.Chosen, "#figures")
    def open_figure(self) -> None:
        """Show the families behind the figure under the cursor."""
        figure = _FIGURES[self.query_one("#figures", Lines).position]
        village = None if self.row.village == "合计" else self.row.village
        people = people_behind(self.desk, self.period, self.insurance, village, figure)
        title = f"{self.row.village}  {FIGURE_TITLES[figure]}：{self._text(figure)}"
        lines = [_line(each, figure) for each in people]
        heading = _heading(figure, has_entries=any(each.day for each in people))
        self.app.push_screen(ReadingScreen(title, lines or ["这个数后面没有人"], heading))


def _heading(figure: Figure, *, has_entries: bool) -> str:
    entry = f"{fit('入账日期', 12)}{fit('收据', 11)}" if has_entries else ""
    value = fit("元" if "_fen" in figure else "人", 10, right=True)
    return f"{fit('户编号', 12)}{fit('姓名', 14)}{fit('证件号码', 20)}{entry}{value}"


def _line(each: Behind, figure: Figure) -> str:
    value = format_yuan(each.value) if "_fen" in figure else f"{each.value:d}"
    entry = f"{each.day}  {fit(each.receipt, 11)}" if each.day else ""
    return (
        f"{fit(cut(each.household, 11), 12)}{fit(cut(each.name, 13), 14)}"
        f"{fit(each.masked_number, 20)}{entry}{fit(value, 10, right=True)}"
    )
