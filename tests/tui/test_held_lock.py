"""While a colleague writes: every action answers its keys, is given up by Esc, or done once."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from models.bureau.reconciliation.run import reconcile
from models.counter.refund import request_refund
from models.people.categories.certify import certify
from models.people.duplicates.find import find_duplicates
from models.people.households.families import load_household
from models.people.roster import merge_roster
from models.people.uninsured.receive import SentList, SentRow, receive_list
from models.station.desk import Desk
from models.station.filled_figures import record_figure
from models.store.turn import Turn
from tests.bureau.reconciliation.making import arrive, line
from tests.making import PIN, household_id, pay, person
from tests.tui.changing import KEY_OF
from tests.tui.colleague import Colleague, colleague_at
from tests.tui.families import add_families, number
from tests.tui.piloting import keys_do_not_wait
from tui.app import LaobaoApp
from tui.background.working_screen import WorkingScreen
from tui.screens.desk_screen import DeskScreen
from tui.widgets.field import Field
from tui.widgets.line import Line
from tui.widgets.outcome import Outcome

_SIZE = (80, 24)
_COUNTS = "SELECT action, count(*) FROM audit GROUP BY action"


@pytest.fixture
def colleague(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Colleague]:
    keys_do_not_wait(monkeypatch)
    with colleague_at(tmp_path / "station.db") as colleague:
        yield colleague


@dataclass(frozen=True)
class Act:
    """How an action is reached at a station, the keys that do it, and what it is recorded as."""

    name: str
    prepare: Callable[[Desk], Desk]
    reach: tuple[str, ...]
    press: tuple[str, ...]
    recorded: str
    fill: tuple[tuple[str, str], ...] = ()


def _families(desk: Desk) -> Desk:
    add_families(desk)
    return desk


def _in_october(desk: Desk) -> Desk:
    """Pensions are collected as well."""
    return _families(desk).on(dt.date(2019, 10, 20))


def _paid(desk: Desk) -> Desk:
    add_families(desk)
    pay(desk, "010001")
    return desk


def _certified(desk: Desk) -> Desk:
    """The person under the cursor holds the second category until the end of the year."""
    add_families(desk)
    (member,) = (
        each
        for each in load_household(desk, household_id(desk, "010001")).members
        if each.name == "曾国强"
    )
    category = desk.notice.categories[1].name
    starts, until = dt.date(2019, 3, 1), dt.date(2019, 12, 31)
    certify(desk, member.person_id, category, starts, until, "民政所")
    return desk


def _paid_yesterday(desk: Desk) -> Desk:
    return _paid(desk).on(desk.business_date + dt.timedelta(1))


def _paid_for_another(desk: Desk) -> Desk:
    """What 010005 paid was entered for 010001: 750 either way."""
    merge_roster(desk, [person(f"新{each}", household="010005") for each in "甲乙丙"], "花名册")
    return _paid(desk)


def _asked(desk: Desk) -> Desk:
    later = _paid_yesterday(desk)
    request_refund(replace(later, operator="02"), "2019-000001", "录错人员")
    return later


def _revised(desk: Desk) -> Desk:
    day = dt.date(2019, 11, 20)
    record_figure(_paid(desk).on(day), "medical.personal", "280", "湘医保发〔2019〕88号")
    return desk.refreshed().on(day)


def _doubtful(desk: Desk) -> Desk:
    add_families(desk)
    twin = number("1975-03-04", 17)
    others = [
        person("曾国强", born="1975-03-04", household="020005", village="白塘村", id_number=twin)
    ]
    merge_roster(desk, others, "花名册")
    find_duplicates(desk)
    return desk


def _stated(desk: Desk) -> Desk:
    """The acquirer knows a slip of the books, and one the books do not have."""
    add_families(desk)
    arrive(desk, line(1, 750_00, line_id=0), line(2, 100_00, line_id=0))
    pay(desk, "010001", trace=1)
    return desk


def _reconciled(desk: Desk) -> Desk:
    reconcile(_stated(desk))
    return desk


def _ended(desk: Desk) -> Desk:
    return _paid(desk).on(dt.date(2019, 11, 15))


def _uninsured(desk: Desk) -> Desk:
    """曾大学 is listed as uninsured, and the roster says that he is a student."""
    add_families(desk)
    row = SentRow(2, "曾大学", number("1999-05-06", 15), "", "", ())
    receive_list(desk, SentList("名单.xlsx", (), None, (row,)), "公安户籍", "medical", 2020)
    return desk


_SLIP = (("terminal", "12345678"), ("batch", "000001"), ("trace", "000009"))
ACTS = (
    Act("pay", _families, (*"zgq", "f2"), ("f2",), "pay", _SLIP),
    Act("pay together", _in_october, (*"zgq", "f2", "f8", "enter"), ("f2",), "pay", _SLIP),
    Act(
        "pay a village", _families, ("ctrl+f", *"qsc", "enter", "space", "f2"), ("f2",), "pay",
        _SLIP,
    ),
    Act("certify", _families, (*"zgq", "f4", "2"), ("f2",), "certify"),
    Act("certify family", _families, (*"zgq", "f4", "2"), ("f3",), "certify_family"),
    Act(
        "end", _certified, (*"zgq", "f4", "2"), ("f4",), "end_certification",
        (("until", "2019-11-20"), ("paper", "民政函 1")),
    ),
    Act(
        "renew", _certified, (*"zgq", "f4", "2"), ("f5",), "renew_certification",
        (("until", "2020-12-31"), ("paper", "民政函 1")),
    ),
    Act(
        "correct", _certified, (*"zgq", "f4", "2"), ("f6",), "correct_certification",
        (("from", "2019-01-01"), ("paper", "民政函 1")),
    ),
    Act("withdraw", _families, (*"zgq", "f4", "2", "f2"), ("ctrl+y",), "withdraw"),
    Act(
        "change", _families, (*"zgq", "f7", KEY_OF["情况开始"]), ("f2",), "change_status",
        (("own-0", "在校学生"), ("reason", "入学"), ("proof", "学生证")),
    ),
    Act("phone", _families, (*"zgq", "f7", "1", *"13800001234"), ("f2",), "change_phone"),
    Act("note", _families, (*"zgq", "f7", "2", *"lianxi"), ("f2",), "change_note"),
    Act("name", _families, (*"zgq", "f7", "3", *"Zeng"), ("f2",), "change_name"),
    Act("relation", _families, (*"zgq", "f7", "right", "4", *"qi"), ("f2",), "change_relation"),
    Act("certify some", _families, (*"zgq", "f4", "2", "a"), ("f2",), "certify_family"),
    Act("see a number", _families, (*"zgq", "ctrl+x"), ("1",), "see_number"),
    Act("void", _paid, (*"zgq", "ctrl+z", "1"), ("f2",), "void"),
    Act("refund", _paid_yesterday, (*"zgq", "ctrl+z", "1"), ("f2",), "request_refund"),
    Act(
        "correct the family", _paid_for_another, (*"zgq", "ctrl+z", "2", "f6", *"010005", "enter"),
        ("f2",), "correct",
    ),
    Act("approve", _asked, (*"zgq", "ctrl+z"), ("f3",), "refund"),
    Act("decline", _asked, (*"zgq", "ctrl+z", "1"), ("f4",), "decline_refund"),
    Act("close", _families, ("f11", "0"), ("f2",), "close_day"),
    Act("settle", _revised, (*"zgq", "f12"), ("f2",), "collect", _SLIP),
    Act(
        "duplicates", _doubtful, ("f10", "f4", *"liangren"), ("enter",), "resolve_duplicate"
    ),
    Act("reconcile", _stated, (), ("ctrl+r",), "clear_statement"),
    Act("exception", _reconciled, ("ctrl+r", "f3", *"chabuqing"), ("enter",), "settle_statement"),
    Act("report", _ended, ("f6", "f4", *"second", "enter", *PIN), ("enter",), "submit_report"),
    Act(
        "uninsured", _uninsured, ("ctrl+p", *"wcb", "enter", "enter", "f2"), ("enter",),
        "answer_uninsured",
    ),
    Act("receipt", _paid, (*"zgq", "ctrl+t"), ("enter",), "print_receipt"),
)  # fmt: skip


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.name)
async def test_an_act_is_given_up_or_done_once(
    act: Act, sqlite_desk: Desk, colleague: Colleague, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    desk = act.prepare(sqlite_desk)
    app = LaobaoApp(desk)
    async with app.run_test(size=_SIZE) as pilot:
        await _reach(pilot, act)
        before = dict(desk.store.rows(_COUNTS))
        colleague.hold()
        await _begin(pilot, act)
        await pilot.press("f2", "f3", "x")
        assert "正在" in _said(pilot), "a key is answered while the others write"
        await pilot.press("escape")
        assert not _is_acting(pilot) and "已取消，没有改动" in _said(pilot)
        colleague.let_go()
        await app.threads.write(Turn(), lambda: None)
        assert dict(desk.store.rows(_COUNTS)) == before, "Esc: nothing was recorded"

        if act.press == ("enter",):
            await _reach(pilot, act, again=True)
        colleague.hold()
        await _begin(pilot, act)
        await pilot.press(*act.press, *act.press)
        assert _is_acting(pilot) and dict(desk.store.rows(_COUNTS)) == before
        colleague.let_go()
        await pilot.pause()
        after = dict(desk.store.rows(_COUNTS))
        agreed = after.pop("agreed", 0)  # by a second person, to the one act
        assert agreed == (act.name == "report")
        ended = after.pop("end_print", 0)  # noted behind the print: it was sent
        assert ended == (act.name == "receipt")
        assert after.pop(act.recorded) == before.pop(act.recorded, 0) + 1
        assert after == before, "done once, and nothing else"


@dataclass(frozen=True)
class Apart:
    """An action in a process of its own: the keys that reach it, the one that does it."""

    reach: tuple[str, ...]
    press: str
    recorded: str


_CONTACT = ("ctrl+p", *"cjlx", "enter", *"010001", "tab", *"电话", "tab", *"愿缴")
APART = (Apart(_CONTACT, "f2", "contact"), Apart(("f10",), "f7", "find_duplicates"))


@pytest.mark.parametrize("act", APART, ids=lambda act: act.recorded)
async def test_an_act_apart_is_given_up_or_done_once(
    act: Apart, sqlite_desk: Desk, colleague: Colleague
) -> None:
    """The process asks before it writes."""
    add_families(sqlite_desk)
    twin = number("1975-03-04", 17)
    others = [person("曾国强", born="1975-03-04", household="020005", id_number=twin)]
    merge_roster(sqlite_desk, others, "花名册")
    before = dict(sqlite_desk.store.rows(_COUNTS))
    app = LaobaoApp(sqlite_desk)
    async with app.run_test(size=_SIZE) as pilot:
        await pilot.press(*act.reach)
        await pilot.pause()
        colleague.hold()
        await pilot.press(act.press)
        assert isinstance(app.screen, WorkingScreen)
        await pilot.press(act.press, "x", "escape")
        await pilot.pause()
        assert _said(pilot).endswith("已取消，没有改动")
        assert dict(sqlite_desk.store.rows(_COUNTS)) == before
        await pilot.press(act.press, act.press)
        assert isinstance(app.screen, WorkingScreen)
        colleague.let_go()
        await pilot.pause()
        after = dict(sqlite_desk.store.rows(_COUNTS))
        assert after.pop(act.recorded) == 1 and after == before


async def _reach(pilot: Pilot[None], act: Act, *, again: bool = False) -> None:
    """Press what leads to an action; after Esc it may be on its screen already."""
    keys = act.reach
    if again and act.name in ("duplicates", "report", "exception"):
        keys = keys[1:]
    elif again:
        keys = keys[-1:]
    for key in keys:
        await pilot.press(key)
        await pilot.pause()
    for name, value in act.fill:
        pilot.app.screen.query_one(f"#{name}", Field).value = value
    await pilot.pause()


async def _begin(pilot: Pilot[None], act: Act) -> None:
    """Press the keys that do it; nothing holds up the program."""
    await pilot.press(*act.press)
    assert _is_acting(pilot), f"{act.name} does not act: {_said(pilot)}"


def _is_acting(pilot: Pilot[None]) -> bool:
    screen = pilot.app.screen
    return isinstance(screen, DeskScreen) and screen.is_acting


def _said(pilot: Pilot[None]) -> str:
    screen = pilot.app.screen
    assert isinstance(screen, DeskScreen)
    place = screen.query_one(screen.MESSAGE)
    assert isinstance(place, Line | Outcome)
    return place.text
