"""The short report on screen: leafed by day or week, written as text, workbook, picture."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from models.base.text import wrap
from models.checks.check_store import one_moment
from models.station.desk import Desk
from reports.short.figures import ShortReport
from reports.short.gather import gather_short, week_of
from reports.short.text import short_text, write_text
from tui.actions import Place
from tui.frame.folders import free_path
from tui.screens.desk_screen import DeskScreen
from tui.widgets.bindings import bindings_of
from tui.widgets.keys import Keys
from tui.widgets.line import Bar
from tui.widgets.lines import Lines, TextLine
from tui.widgets.outcome import Outcome

_HINT = "上下键翻看；F2 写成文本，复制到工作群"


class ShortReportScreen(DeskScreen[None]):
    """The text of a day, or of its week, as it goes into the work group."""

    PLACE: ClassVar[Place] = "short"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("short")
    CSS = "#message { min-height: 1; }"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._day, self._is_week = desk.business_date, False
        self._report: ShortReport | None = None

    def compose(self) -> ComposeResult:
        """Title, text, message, keys."""
        yield Bar(id="title")
        yield Lines(id="text", has_cursor=False)
        yield Outcome(id="message")
        yield Keys("short")

    def on_mount(self) -> None:
        """Show the business date."""
        self.query_one("#text").focus()
        self._gather()

    def _gather(self) -> None:
        """Collect and show the day, or the week it lies in."""
        days = week_of(self._day) if self._is_week else (self._day, self._day)

        def gather() -> ShortReport:
            with one_moment(self.desk.store):
                return gather_short(self.desk, days)

        self.read_long("正在汇总", gather, self._show)

    def _show(self, report: ShortReport) -> None:
        self._report = report
        days = f"{report.first} 至 {report.last}" if report.is_week else f"{report.first}"
        self.query_one("#title", Bar).show(f"{report.name}  {self.desk.township}  {days}")
        self._draw(report)
        self.query_one("#text", Lines).scroll_to_row(0)
        self.say(_HINT)

    def _draw(self, report: ShortReport) -> None:
        """Break the text to the screen's width."""
        cells = self.app.size.width - 1
        rows = [
            TextLine(row, is_strong=line.startswith(("截至", "【", "合计")))
            for line in short_text(report).splitlines()
            for row in wrap(line, cells)
        ]
        self.query_one("#text", Lines).show(rows)

    def on_resize(self) -> None:
        """Use the room of a larger terminal."""
        if self._report is not None:
            self._draw(self._report)

    def action_earlier(self) -> None:
        """Show the day before, or the week before."""
        self._move(-1)

    def action_later(self) -> None:
        """Show the day after, or the week after."""
        self._move(1)

    def _move(self, by: int) -> None:
        self._day += dt.timedelta(days=by * (7 if self._is_week else 1))
        self._gather()

    def action_week(self) -> None:
        """Show the week of the day, or the day again."""
        self._is_week = not self._is_week
        self._gather()

    def action_text(self) -> None:
        """Write the text into the current folder, to be opened and copied."""
        self._write(".txt", write_text)

    def action_export(self) -> None:
        """Write the workbook, with its charts."""
        from reports.listing.workbook import write_listings_workbook
        from reports.short.listing import short_listings

        self._write(
            ".xlsx", lambda report, path: write_listings_workbook(short_listings(report), path)
        )

    def action_picture(self) -> None:
        """Draw the villages' rates."""
        from reports.short.picture import write_picture

        self._write(".svg", write_picture)

    def _write(self, ending: str, write: Callable[[ShortReport, Path], None]) -> None:
        report = self._report
        if report is not None:
            path = free_path(f"{report.file_stem}{ending}")
            self.write_file(self.desk, lambda: write(report, path), path)
