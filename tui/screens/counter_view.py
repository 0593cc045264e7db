"""What the counter shows: the search, the people found, the card of a family."""

from collections.abc import Callable

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widgets import Static

from models.custody.overdue import overdue_cash
from models.desk import Desk
from models.levy.family import FamilyQuote, Household, Member
from models.lookup.find import Match, find_people
from models.money import format_yuan
from models.people.families import load_household
from models.submission.due import periods_due
from models.text import cut, fit, mask_id, mask_phone
from models.till.takings import takings_of_day
from tui.bindings import footer_of
from tui.screens import card
from tui.widgets.field import Field
from tui.widgets.line import Bar, Line
from tui.widgets.lines import Lines, TextLine


class CounterView(Screen[None]):
    """Search field, results, and the card of the family under the cursor."""

    CSS = """
    #search-line { height: 1; }
    #search-label { width: 6; }
    #results { height: 7; }
    #members { height: 1fr; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(id="counter")
        self.desk = desk
        self.searched = ""
        self.matches: list[Match] = []
        self.household: Household | None = None
        self.quotes: list[FamilyQuote] = []

    def compose(self) -> ComposeResult:
        """Lay out twenty-four rows."""
        yield Bar(id="status")
        with Horizontal(id="search-line"):
            yield Static("查找：", id="search-label", markup=False)
            hint = "姓名、拼音、首字母、证件号、手机号、户编号"
            yield Field(placeholder=hint, id="search", submits=True)
        yield Line(_heading(), classes="strong")
        yield Lines(id="results")
        yield Bar(id="household")
        yield Line(id="columns", classes="strong")
        yield Lines(id="members")
        yield Line(id="total", classes="strong")
        yield Line(id="message")
        yield Bar(footer_of("counter"))

    def on_mount(self) -> None:
        """Start with the cursor in the search field."""
        self.show_status()
        self.show_family(None)
        self.query_one("#search").focus()

    def show_status(self) -> None:
        """Show the station, the day, the operator, what is overdue, and the day's takings."""
        desk = self.desk
        takings = takings_of_day(desk)
        place = f"{desk.township}劳保站{'（演示）' if desk.is_demonstration else ''}"
        late = _late_words(desk)
        who = cut(desk.operator, 8) if late else f"操作员 {cut(desk.operator, 8)}"
        self.query_one("#status", Bar).show(
            f"{place}  {desk.business_date}  {who}  {late}"
            f"今日 {takings.payments} 笔 {format_yuan(takings.amount_fen)} 元"
        )

    def say(self, message: str) -> None:
        """Show one line that stays until the next action."""
        self.query_one("#message", Line).show(message)

    @on(Field.Changed, "#search")
    def find(self, event: Field.Changed) -> None:
        """Search at every key."""
        self.search_for(event.value)

    def search_for(self, text: str) -> None:
        """Show the people a text finds and the family of the first; once for each text."""
        if text == self.searched:
            return
        self.searched = text
        self.matches = find_people(self.desk, text)
        self.query_one("#results", Lines).show([TextLine(_result(each)) for each in self.matches])
        self.say("" if self.matches or not text.strip() else "没有找到，可换一种写法")
        self.show_match(0)

    @on(Lines.Moved, "#results")
    def moved(self, event: Lines.Moved) -> None:
        """Show the family of the match under the cursor."""
        self.show_match(event.position)

    def find_again(self) -> None:
        """Find the same text again: names, numbers and families may be others now."""
        results = self.query_one("#results", Lines)
        self.matches = find_people(self.desk, self.searched)
        results.show([TextLine(_result(each)) for each in self.matches], results.position)

    def show_match(self, position: int) -> None:
        """Show the family of a match, the cursor on the matched member."""
        if position < len(self.matches):
            match = self.matches[position]
            self.show_family(match.household_id, match.person_id)
            if match.left:
                self.say(f"{match.name}：{match.left}，下面是原来那一户；F9 看历史")
        else:
            self.show_family(None)

    def show_family(self, household_id: int | None, person_id: int | None = None) -> None:
        """Show a household's card, or an empty one."""
        members, at = self.query_one("#members", Lines), 0
        if household_id is None:
            self.household, self.quotes = None, []
            texts, rows = ("", "", ""), []
        else:
            self.household = load_household(self.desk, household_id)
            self.quotes = card.family_quotes(self.desk, self.household)
            rows = card.member_lines(self.desk, self.household, self.quotes)
            texts = (
                card.head_line(self.household) + card.doubt_words(self.desk, self.household),
                card.column_line(self.quotes),
                card.total_line(self.quotes) + card.difference_words(self.desk, self.household),
            )
            people = [member.person_id for member in self.household.members]
            at = people.index(person_id) if person_id in people else members.position
        members.show(rows, at)
        head, columns, total = texts
        self.query_one("#household", Bar).show(head)
        for name, text in (("columns", columns), ("total", total)):
            self.query_one(f"#{name}", Line).show(text)

    def action_move(self, by: int) -> None:
        """Move in the results while the cursor is in the search field."""
        self.query_one("#results", Lines).move(by)

    def action_search(self) -> None:
        """Go back to the search field and empty it."""
        field = self.query_one("#search", Field)
        if field.has_focus:
            field.value = ""
        field.focus()

    def after_typing(self, act: Callable[[], None]) -> None:
        """Act once the search has seen every key typed so far.

        A function key overtakes letters typed before it in one burst, and would act on
        the family that was found before them.
        """

        def catch_up() -> None:
            self.search_for(field.value)
            self.call_later(act)

        field = self.query_one("#search", Field)
        field.call_later(catch_up)

    def member_at_cursor(self) -> Member | None:
        """Return the member under the cursor; None in a family whose members have all left."""
        assert self.household is not None
        members, at = self.household.members, self.query_one("#members", Lines).position
        return members[at] if at < len(members) else None

    def after(self, message: str | None) -> None:
        """Show what an action changed."""
        self.desk = self.desk.refreshed()
        if self.household is not None:
            self.show_family(self.household.household_id)
        self.show_status()
        self.say(message or "")


def _late_words(desk: Desk) -> str:
    """Return what should have been done already: cash to deposit, reports to send."""
    overdue, due = overdue_cash(desk, desk.business_date), periods_due(desk)
    words = [f"逾期未缴存 {format_yuan(overdue.amount_fen)} 元"] if overdue.note else []
    words += [f"待报 {len(due)} 期"] if due else []
    return "".join(f"{each}  " for each in words)


def _heading() -> str:
    return f"  {fit('姓名', 17)}{fit('证件号码', 20)}{fit('手机', 13)}{fit('村(社区)', 17)}户编号"


def _result(match: Match) -> str:
    return (
        f"  {fit(cut(match.name, 16), 17)}{fit(mask_id(match.id_number), 20)}"
        f"{fit(mask_phone(match.phone), 13)}{fit(cut(match.village, 16), 17)}"
        f"{match.household}{' ' + match.left if match.left else ''}"
    )
