"""The uninsured by group: what the data say of them, how many are open; out to the villages."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from models.base.errors import BadInput
from models.base.file_names import file_stem
from models.base.text import fit, squeeze
from models.people.uninsured.ask import Asking, ask_villages
from models.people.uninsured.label import LABELS
from models.people.uninsured.read import roll_or_empty
from models.people.uninsured.values import NOWHERE, Listed, Roll
from models.station.desk import Desk
from tui.actions import Place
from tui.frame.folders import free_path
from tui.screens.filtered import FilteredScreen
from tui.screens.prompt import PromptScreen
from tui.widgets.bindings import bindings_of
from tui.widgets.filter_line import FilterLine
from tui.widgets.keys import Keys
from tui.widgets.line import Bar, Line
from tui.widgets.lines import Lines, TextLine
from tui.widgets.outcome import Outcome

if TYPE_CHECKING:
    from models.people.uninsured.accept import Accepted

_CONFLICT, _UNCLEAR = "答复矛盾", "看不懂的答复"
_STATES = {_CONFLICT: "conflict", _UNCLEAR: "unclear"}


class UninsuredScreen(FilteredScreen[None]):
    """The groups; Enter shows the people of one, who are then settled together."""

    PLACE: ClassVar[Place] = "uninsured"
    LIST: ClassVar[str] = "#groups"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("uninsured")
    CSS = "#message { min-height: 1; }"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.village = desk, ""
        self.roll: Roll | None = None
        self._groups: list[tuple[str, tuple[Listed, ...]]] = []
        self._shown: list[tuple[str, tuple[Listed, ...]]] = []

    def compose(self) -> ComposeResult:
        """Title, heads, groups, filter, message, keys."""
        yield Bar(id="title")
        yield Line(_heading(), classes="strong")
        yield Lines(id="groups")
        yield FilterLine()
        yield Outcome(id="message")
        yield Keys("uninsured")

    async def on_mount(self) -> None:
        """Show the groups."""
        self.query_one("#groups").focus()
        await self.show_groups()

    async def show_groups(self) -> None:
        """Read who is listed and show the groups; the cursor stays where it is."""
        roll = self.roll = await self.read(roll_or_empty, self.desk)
        people = [each for each in roll.people if self.village in ("", each.village)]
        self._groups = list(_groups(people))
        where = self.village or f"{len(set(roll.by_village()) - {NOWHERE})} 个村"
        settled = sum(bool(each.reason) for each in people)
        self.query_one("#title", Bar).show(
            f"未参保  {self.desk.township}  {where}  名单 {len(people)} 人，已明确 {settled} 人"
        )
        self.show_narrowed()
        if not roll.lists:
            self.say("还没有未参保名单：Ctrl+P 打 dr，导入未参保名单")

    def show_narrowed(self) -> None:
        """Show the groups in whose line is found what is typed."""
        self._shown = self.narrowed(self._groups, lambda each: _group_line(*each))
        lines = self.query_one("#groups", Lines)
        lines.show([TextLine(_group_line(*each)) for each in self._shown], lines.position)

    @on(Lines.Chosen, "#groups")
    def action_open_group(self) -> None:
        """Show the people of the group under the cursor."""
        self.say("")
        label, people = self._shown[self.query_one("#groups", Lines).position]
        self.app.push_screen(GroupScreen(self.desk, label, self.village, people), self._settled)

    async def _settled(self, told: str | None) -> None:
        await self.show_groups()
        self.say(told or "")

    def action_choose_village(self) -> None:
        """Ask which village is to be seen."""

        def check(text: str) -> None:
            known = (*self.roll.villages, NOWHERE) if self.roll else ()
            if squeeze(text) and squeeze(text) not in known:
                raise BadInput(f"本站没有“{text[:20]}”，请核对村名")

        async def chosen(text: str | None) -> None:
            if text is not None:
                self.village = squeeze(text)
                await self.show_groups()

        question = "只看哪个村；空着看全部"
        self.app.push_screen(
            PromptScreen(question, self.village, about="uninsured-village", check=check), chosen
        )

    def action_export(self) -> None:
        """Write a workbook for each village into a new folder, and remember who was asked."""
        folder = free_path(file_stem("未参保核查", self.desk.township, self.desk.business_date))
        self.say("")
        self.write(
            "正在写核查表",
            lambda: _ask(self.desk, folder, self.village),
            lambda askings: self._asked(askings, folder),
        )

    async def _asked(self, askings: tuple[Asking, ...], folder: Path) -> None:
        people = sum(len(each.people) for each in askings)
        await self.show_groups()
        self.say(f"已写入 {folder}：{len(askings)} 份，共 {people} 人；填好交回后办“收回”")


class GroupScreen(FilteredScreen[str]):
    """The people of a group; all who are open are given one reason, or one of them."""

    PLACE: ClassVar[Place] = "uninsured-group"
    LIST: ClassVar[str] = "#people"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("uninsured-group")
    CSS = "#message { min-height: 1; }"

    def __init__(self, desk: Desk, label: str, village: str, people: tuple[Listed, ...]) -> None:
        super().__init__()
        self.desk, self.label, self.village, self.people = desk, label, village, people
        self.open = tuple(each for each in people if each.standing.state == "none")
        self._shown = list(people)

    def compose(self) -> ComposeResult:
        """Title, heads, people, filter, who is under the cursor, keys."""
        place = f"  {self.village}" if self.village else ""
        yield Bar(f"未参保：{self.label}{place}  {len(self.people)} 人，未定 {len(self.open)} 人")
        yield Line(_people_heading(), classes="strong")
        yield Lines(id="people")
        yield FilterLine()
        yield Outcome(id="message")
        yield Keys("uninsured-group")

    def on_mount(self) -> None:
        """Show the people."""
        self.show_narrowed()
        self.query_one("#people").focus()

    def show_narrowed(self) -> None:
        """Show the people in whose line is found what is typed."""
        self._shown = self.narrowed(self.people, _person_line)
        lines = self.query_one("#people", Lines)
        lines.show([TextLine(_person_line(each)) for each in self._shown])
        self._tell(0)

    @on(Lines.Moved, "#people")
    def moved(self, event: Lines.Moved) -> None:
        """Say what was answered about whoever is under the cursor."""
        self._tell(event.position)

    def _tell(self, position: int) -> None:
        if position >= len(self._shown):
            self.say("没有这样的人，Esc 看全部")
            return
        standing = self._shown[position].standing
        said = list(map(str, standing.open))
        if not said and standing.answer:
            note = f"（{standing.answer.note}）" if standing.answer.note else ""
            said = [f"{standing.answer.on} {standing.answer.reason}{note}"]
        self.say("；".join(said))

    def action_accept(self) -> None:
        """Ask for the reason and give it to all who are open; of a narrowed list to those shown."""
        chosen = [each for each in self._shown if each in self.open]
        if not chosen:
            self.say("这一组没有还没定的人")
            return
        keys, is_part = [each.key for each in chosen], bool(self.needle.words)

        def act(reason: str) -> "Accepted":
            from models.people.uninsured.accept import accept_group, settle_people

            if is_part:
                return settle_people(self.desk, keys, reason)
            return accept_group(self.desk, self.label, self.village, reason, seen=frozenset(keys))

        whose = f"{self.label}{'，列出的' if is_part else ''} {len(keys)} 人"
        self._ask(f"{whose}，未参保的原因", chosen[0].label.reason, act)

    def action_accept_one(self) -> None:
        """Ask for the reason of the one under the cursor."""
        if not self._shown:
            self.say("没有这样的人，Esc 看全部")
            return
        one = self._shown[self.query_one("#people", Lines).position]

        def act(reason: str) -> "Accepted":
            from models.people.uninsured.accept import settle_people

            return settle_people(self.desk, [one.key], reason)

        self._ask(f"{one.name}，未参保的原因", one.reason or one.label.reason, act)

    def _ask(self, question: str, proposed: str, act: Callable[[str], "Accepted"]) -> None:
        """Ask for a reason; Esc settles nobody."""
        from models.people.uninsured.accept import checked_reason

        def answered(reason: str | None) -> None:
            if reason is not None:
                self.write("正在认定", lambda: act(reason), self._done)

        self.say("")
        self.app.push_screen(
            PromptScreen(question, proposed, about="uninsured-reason", check=checked_reason),
            answered,
        )

    def _done(self, done: "Accepted") -> None:
        self.leave(f"已认定 {done.people} 人：{done.reason}")


def _ask(desk: Desk, folder: Path, village: str) -> tuple[Asking, ...]:
    """Write the workbooks and record who was asked."""
    from models.checks.trail import record_export
    from reports.uninsured.folder import write_village_workbooks

    def write(roll: Roll, askings: Sequence[Asking]) -> list[str]:
        return write_village_workbooks(roll, askings, desk.township, desk.business_date, folder)

    record_export(desk, folder.name)
    return ask_villages(desk, write, village)


def _groups(people: Sequence[Listed]) -> list[tuple[str, tuple[Listed, ...]]]:
    """Return the doubtful answers, then the groups by label, each with its people."""
    doubtful = [
        (title, tuple(each for each in people if each.standing.state == state))
        for title, state in _STATES.items()
    ]
    labelled = [
        (label, tuple(each for each in people if each.label.word == label)) for label in LABELS
    ]
    return [(title, own) for title, own in (*doubtful, *labelled) if own]


def _heading() -> str:
    return f"  {fit('比对', 16)}{fit('人数', 8, right=True)}{fit('未定', 8, right=True)}  可给原因"


def _people_heading() -> str:
    return f"  {fit('姓名', 12)}{fit('村(社区)', 16)}{fit('户编号', 10)}{fit('原因', 12)}依据"


def _group_line(label: str, people: Sequence[Listed]) -> str:
    left = sum(not each.reason for each in people)
    reason = "逐个定" if label in _STATES else people[0].label.reason or "下发各村问"
    figures = fit(str(len(people)), 8, right=True) + fit(str(left), 8, right=True)
    return f"  {fit(label, 16)}{figures}  {reason}"


def _person_line(each: Listed) -> str:
    states = {"conflict": "矛盾", "unclear": "看不懂"}
    reason = each.reason or states.get(each.standing.state, "")
    place = fit(each.village, 16) + fit(each.household, 10)
    return f"  {fit(each.name, 12)}{place}{fit(reason, 12)}{each.label.basis}"
