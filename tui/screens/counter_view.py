"""What the counter shows: the search, the people found, the card of a family."""

import datetime as dt

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Horizontal
from textual.events import Resize
from textual.widgets import Static

from models.base import clock
from models.levy.family import FamilyQuote, Household, Member
from models.search.find import MOST
from models.station.desk import Desk
from models.station.setting_up import lacking
from tui.screens import card
from tui.screens.counter_lines import station_words, status_words
from tui.screens.counter_results import CounterResults
from tui.screens.counter_rows import found_words
from tui.screens.family_card import FamilyCard, read_card
from tui.widgets.field import Field
from tui.widgets.keys import Keys
from tui.widgets.line import Bar, Line
from tui.widgets.lines import Lines
from tui.widgets.message import Message

_OTHER_DAY = "-other-day"
"""Marks the app while work is entered on another day than today: every screen looks different."""


class CounterView(CounterResults):
    """Search field, results, and the card of the family under the cursor."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.household: Household | None = None
        self.quotes: tuple[FamilyQuote, ...] = ()
        self._demonstrated = desk.business_date if desk.is_demonstration else None

    def compose(self) -> ComposeResult:
        """Lay out twenty-four rows."""
        yield Bar(id="status")
        yield Line(id="station")
        with Horizontal(id="search-line"):
            yield Static("查找：", id="search-label", markup=False)
            hint = "姓名、拼音、证件号、手机号、户编号、村名加姓名、收据号；空着按回车：最近的"
            yield Field(placeholder=hint, id="search", submits=True)
        with Container(id="body"):
            with Container(id="found"):
                yield Line(id="heading", classes="strong")
                yield Lines(id="results")
            with Container(id="family"):
                yield Bar(id="household")
                yield Line(id="columns", classes="strong")
                yield Lines(id="members")
                yield Message(id="member", most=2)
                yield Line(id="total", classes="strong")
                yield Message(id="missing", most=2)
        yield Message(id="message", classes="strong")
        yield Keys("counter")

    async def on_mount(self) -> None:
        """Start with the cursor in the search field, the families dealt with last under it."""
        await self.show_recent()
        self.query_one("#search", Field).focus()
        self.call_after_refresh(self.show_status)

    def on_resize(self, event: Resize) -> None:
        """Use the room of a larger terminal: more people, wider columns, the family beside."""
        self.lay_out(event.size)
        self.call_after_refresh(self.show_status)
        self.call_after_refresh(self.show_matches)
        if self.household is not None:
            self.call_after_refresh(self.show_family, self.household.household_id)

    @property
    def _today(self) -> dt.date:
        """The day on which nothing is entered late; a demonstration's is the one it began with."""
        return self._demonstrated or clock.today()

    async def show_status(self) -> None:
        """Show the day, the operator and the takings; below, the notice and what is overdue."""
        status = await self.read(status_words, self.desk, self.cells)
        self.query_one("#status", Bar).show(status)
        self.app.set_class(self.desk.business_date != self._today, _OTHER_DAY)
        words = await self.read(station_words, self.desk, self.cells)
        line = self.query_one("#station", Line)
        line.set_class(words.startswith("！"), "warning")
        line.show(words)

    @on(Field.Changed, "#search")
    async def find(self, event: Field.Changed) -> None:
        """Search at every key; the keys behind it wait for what it finds."""
        await self.search_for(event.value)

    async def search_for(self, text: str) -> None:
        """Show the people a text finds and the family of the first; once for each text."""
        if text == self.searched:
            return
        self.searched = text
        if not text.strip():
            await self.show_recent()
            return
        self.found = await self.read(self.read_found, text)
        self.show_matches()
        self.say(found_words(len(self.matches)))
        await self.show_match(0)

    async def show_recent(self) -> None:
        """Show the families dealt with last, none of them opened yet."""
        self.found = await self.read(self.read_recent)
        self.lacking = () if self.matches else await self.read(lacking, self.desk)
        self.show_matches()
        await self.show_family(None)

    @on(Lines.Moved, "#results")
    async def moved(self, event: Lines.Moved) -> None:
        """Show the family of the match under the cursor."""
        await self.show_match(event.position)

    async def find_again(self) -> None:
        """Find the same text again: names, numbers and families may be others now."""
        if self.searched.strip():
            self.found = await self.read(self.read_found, self.searched)
        self.show_matches(self.query_one("#results", Lines).position)

    async def show_match(self, position: int) -> None:
        """Show the family of a match, the cursor on the matched member."""
        if position < len(self.matches):
            match = self.matches[position]
            await self.show_family(match.household_id, match.person_id)
            if match.left:
                self.say(f"{match.name}：{match.left}，下面是原来那一户；F9 看历史")
        else:
            await self.show_family(None)

    async def show_family(self, household_id: int | None, person_id: int | None = None) -> None:
        """Show a household's card, or an empty one."""
        if household_id is None:
            shown = FamilyCard()
        else:
            shown = await self.read(read_card, self.desk, household_id, self.card_cells)
        self.household, self.quotes = shown.household, shown.quotes
        members, at, head = self.query_one("#members", Lines), 0, shown.head
        if shown.household is not None:
            people = [member.person_id for member in shown.household.members]
            at = people.index(person_id) if person_id in people else members.position
            if 0 < members.size.height < len(shown.rows):
                head += "  回车后上下键看全"
        members.show(shown.rows, at)
        self.query_one("#household", Bar).show(head)
        self.query_one("#columns", Line).show(shown.columns)
        self.query_one("#total", Line).show(shown.total)
        self.query_one("#missing", Line).show(shown.missing)
        self.show_member()

    @on(Lines.Moved, "#members")
    def show_member(self) -> None:
        """Show the number, the telephone and the certifications of the member at the cursor."""
        member = self.member_at_cursor() if self.household is not None else None
        words = ""
        if member is not None:
            position = self.query_one("#members", Lines).position
            words = card.member_words(self.desk, member, card.further_words(self.quotes, position))
        self.query_one("#member", Line).show(words)

    async def action_move(self, by: int) -> None:
        """Move in the results while the cursor is in the search field; the first opens one."""
        results = self.query_one("#results", Lines)
        if self.household is None:
            await self.show_match(results.position)
        else:
            results.move(by)

    async def action_page(self, direction: int) -> None:
        """Move by a page of the results."""
        await self.action_move(direction * max(1, self.query_one("#results").size.height))

    async def action_search(self) -> None:
        """Go back to the search field, what is in it chosen to be typed over; then empty it.

        Pressed in an empty one, the family that is open is left.
        """
        field = self.query_one("#search", Field)
        if field.has_focus and field.value:
            field.value = ""
        elif field.has_focus:
            await self.show_recent()
        field.focus()
        self.say("")

    def member_at_cursor(self) -> Member | None:
        """Return the member under the cursor; None in a family whose members have all left."""
        assert self.household is not None
        members, at = self.household.members, self.query_one("#members", Lines).position
        return members[at] if at < len(members) else None

    def visit(self) -> None:
        """Remember the open family as one that was dealt with."""
        if self.household is not None:
            household_id = self.household.household_id
            others = [each for each in self.visited if each != household_id]
            self.visited = [household_id, *others][:MOST]

    async def after(self, message: str | None) -> None:
        """Show what an action changed; the next family can be typed at once."""
        self.desk = await self.read(self.desk.refreshed)
        household_id = self.household.household_id if self.household is not None else None
        if not self.searched.strip():
            await self.show_recent()
        if household_id is not None:
            await self.show_family(household_id)
        await self.show_status()
        self.say(message or "")
        field = self.query_one("#search", Field)
        if field.has_focus:
            field.select_all()
