"""Why somebody owes what they owe, to be read by clerk and villager together."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from models.base.file_names import file_stem
from models.base.text import wrap
from models.station.desk import Desk
from reports.explanation.figures import ExplainedFamily
from reports.explanation.text import family_lines, hang_of, is_headline, member_lines
from reports.rendering.paper import CELLS
from tui.actions import Place
from tui.frame.folders import free_path
from tui.screens.desk_screen import DeskScreen
from tui.screens.paper_out import put_out
from tui.widgets.bindings import bindings_of
from tui.widgets.keys import Keys
from tui.widgets.line import Bar
from tui.widgets.lines import Lines, TextLine
from tui.widgets.outcome import Outcome


class ExplainScreen(DeskScreen[None]):
    """One member explained; a key shows the whole family, another writes the page to print."""

    PLACE: ClassVar[Place] = "explain"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("explain")

    def __init__(self, desk: Desk, family: ExplainedFamily, position: int) -> None:
        super().__init__()
        self.desk = desk
        self._family, self._position = family, position
        self._is_whole = False

    @property
    def shown(self) -> ExplainedFamily:
        """What is on the screen: one member, or everybody."""
        return self._family if self._is_whole else self._family.only(self._position)

    def compose(self) -> ComposeResult:
        """Title, text, message, keys."""
        yield Bar(id="title")
        yield Lines(has_cursor=False, id="reasons")
        yield Outcome(id="message")
        yield Keys("explain")

    def on_mount(self) -> None:
        """Show the member."""
        self.query_one("#reasons").focus()
        self._show()

    def _show(self) -> None:
        who = "全家" if self._is_whole else self._family.members[self._position].name
        self.query_one("#title", Bar).show(f"应缴与理由  {who}")
        member = self._family.members[self._position]
        lines = family_lines(self._family) if self._is_whole else member_lines(member)
        cells = self.app.size.width - 1
        texts = [
            TextLine(row, is_strong=is_headline(line))
            for line in lines
            for row in wrap(line, cells, hang=hang_of(line))
        ]
        reasons = self.query_one("#reasons", Lines)
        reasons.show(texts)
        reasons.scroll_to_row(0)

    def action_whole(self) -> None:
        """Show the whole family, or the one member again."""
        self._is_whole = not self._is_whole
        self._show()

    def action_export(self) -> None:
        """Print the page, or write it into the current folder under a name that is free."""
        from reports.explanation.text import paper_rows
        from reports.explanation.workbook import write_explanation_workbook

        who = self._family.head if self._is_whole else self._family.members[self._position].name
        family, shown = self._family, self.shown
        stem = file_stem("缴费说明", family.on, family.village, family.number, who)
        path = free_path(f"{stem}.xlsx")
        put_out(
            self,
            self.desk,
            path.stem,
            lambda paper: paper_rows(shown, CELLS[paper]),
            lambda: self.write_file(
                self.desk, lambda: write_explanation_workbook(shown, path), path
            ),
        )
