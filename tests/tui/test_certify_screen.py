"""F4: a category for the family, ended, renewed and corrected, at 80x24."""

import datetime as dt
from collections.abc import AsyncIterator

import pytest
from textual.pilot import Pilot

from models.people.categories.certify import certify
from models.people.households.families import load_household
from models.station.desk import Desk
from tests.making import household_id, pay
from tests.tui.families import add_families
from tui.app import LaobaoApp
from tui.screens.certify import CertifyScreen
from tui.screens.counter import CounterScreen
from tui.widgets.field import Field
from tui.widgets.line import Line
from tui.widgets.lines import Lines
from tui.widgets.outcome import Outcome

_DAY = dt.date(2019, 11, 20)
_CATEGORY = "2"


@pytest.fixture
def desk(sqlite_desk: Desk) -> Desk:
    """曾国强's family has paid on 14 November; he was 低保 until the end of October."""
    add_families(sqlite_desk)
    pay(sqlite_desk, "010001")
    member = load_household(sqlite_desk, household_id(sqlite_desk, "010001")).members[0]
    name = sqlite_desk.notice.categories[1].name
    starts, until = dt.date(2019, 1, 1), dt.date(2019, 10, 31)
    certify(sqlite_desk, member.person_id, name, starts, until, "民政所")
    return sqlite_desk.on(_DAY)


@pytest.fixture
async def pilot(desk: Desk) -> AsyncIterator[Pilot[None]]:
    async with LaobaoApp(desk).run_test(size=(80, 24)) as pilot:
        await pilot.press(*"zgq", "f4", _CATEGORY)
        await pilot.pause()
        assert isinstance(pilot.app.screen, CertifyScreen)
        yield pilot


def _said(pilot: Pilot[None]) -> str:
    said = pilot.app.screen.query_one("#message")
    assert isinstance(said, Line | Outcome)
    return said.text


def _fill(pilot: Pilot[None], **values: str) -> None:
    for name, value in values.items():
        pilot.app.screen.query_one(f"#{name}", Field).value = value


def _spans(desk: Desk) -> list[tuple[str, str | None]]:
    return desk.store.rows(
        "SELECT c.certified_from, c.until FROM certification c JOIN person p "
        "ON p.station_id = c.station_id AND p.id = c.person_id WHERE p.name = '曾国强'"
    )


async def test_the_days_that_are_held_are_shown_and_proposed(pilot: Pilot[None]) -> None:
    categories = pilot.app.screen.query_one("#categories", Lines)
    shown = "".join(segment.text for segment in categories.render_line(1))
    assert "已到期  2019-01-01 至 2019-10-31" in shown
    assert pilot.app.screen.query_one("#from", Field).value == "2019-01-01"
    assert pilot.app.screen.query_one("#until", Field).value == "2019-10-31"
    await pilot.press("1")
    await pilot.pause()
    assert pilot.app.screen.query_one("#from", Field).value == "2019-11-20"


async def test_days_that_were_typed_stay(pilot: Pilot[None]) -> None:
    _fill(pilot, until="2020-12-31")
    await pilot.press("1", _CATEGORY)
    await pilot.pause()
    assert pilot.app.screen.query_one("#until", Field).value == "2020-12-31"


async def test_a_change_without_its_paper_changes_nothing(pilot: Pilot[None], desk: Desk) -> None:
    await pilot.press("f5")
    await pilot.pause()
    assert "认定文件" in _said(pilot) and _spans(desk) == [("2019-01-01", "2019-10-31")]


@pytest.mark.parametrize(
    ("key", "filled", "span", "said"),
    [
        ("f5", {"until": "2020-12-31"}, ("2019-01-01", "2020-12-31"), "已续期"),
        ("f5", {"until": ""}, ("2019-01-01", None), "已续期"),
        ("f4", {"until": "2019-09-30"}, ("2019-01-01", "2019-09-30"), "已终止"),
        ("f6", {"from": "2018-01-01", "until": ""}, ("2018-01-01", None), "已更正"),
    ],
)
async def test_a_key_changes_the_chosen_category(
    pilot: Pilot[None],
    desk: Desk,
    key: str,
    filled: dict[str, str],
    span: tuple[str, str | None],
    said: str,
) -> None:
    _fill(pilot, **filled, paper="民政函 1")
    await pilot.press(key)
    await pilot.pause()
    assert isinstance(pilot.app.screen, CounterScreen) and said in _said(pilot)
    assert _spans(desk) == [span]
    if key != "f4":
        assert "已缴费的有差额 1 人" in _said(pilot)
        assert "认定有变" in pilot.app.screen.query_one("#total", Line).text


async def test_the_whole_family_is_certified_and_taken_back_at_once(
    pilot: Pilot[None], desk: Desk
) -> None:
    await pilot.press("1")
    count = "SELECT count(*) FROM certification"
    before = desk.store.number(count, ())
    await pilot.press("f3")
    await pilot.pause()
    assert "全家登记" in _said(pilot) and desk.store.number(count, ()) == before + 4
    await pilot.press("ctrl+y")
    await pilot.pause()
    assert "已撤回" in _said(pilot) and desk.store.number(count, ()) == before


def _holders(desk: Desk, category: str) -> set[str]:
    rows = desk.store.rows(
        "SELECT p.name FROM certification c JOIN person p ON p.station_id = c.station_id "
        "AND p.id = c.person_id WHERE c.category = ?",
        (category,),
    )
    return {row[0] for row in rows}


async def test_those_who_are_ticked_get_a_category_in_one_act(
    pilot: Pilot[None], desk: Desk
) -> None:
    category = desk.notice.categories[0].name
    await pilot.press("1", "down", "space", "space")
    await pilot.pause()
    names = [each.name for each in load_household(desk, household_id(desk, "010001")).members]
    await pilot.press("f2")
    await pilot.pause()
    assert "一起登记" in _said(pilot)
    assert _holders(desk, category) - {"区桂花"} == set(names[:3])
    acts = desk.store.rows("SELECT subject FROM audit WHERE action = 'certify_family'")
    assert len(acts) == 1
    await pilot.press("ctrl+y")
    await pilot.pause()
    assert _holders(desk, category) == {"区桂花"}, "of another family"


async def test_everybody_is_ticked_by_one_key_and_nobody_by_the_next(
    pilot: Pilot[None], desk: Desk
) -> None:
    await pilot.press("1", "a", "a", "f2")
    await pilot.pause()
    assert isinstance(pilot.app.screen, CertifyScreen) and "没有勾选人" in _said(pilot)
    await pilot.press("a", "f2")
    await pilot.pause()
    assert len(_holders(desk, desk.notice.categories[0].name) - {"区桂花"}) == 4


async def test_what_is_held_is_ended_today_by_the_paper_alone(
    pilot: Pilot[None], desk: Desk
) -> None:
    member = load_household(desk, household_id(desk, "010001")).members[0]
    name = desk.notice.categories[0].name
    certify(desk, member.person_id, name, dt.date(2019, 11, 1), dt.date(2020, 6, 30), "民政所")
    await pilot.press("escape", "f4", "1", "f4")
    await pilot.pause()
    assert "认定文件" in _said(pilot)
    await pilot.press(*"han1", "f4")
    await pilot.pause()
    assert f"已终止：曾国强 {name}，自 2019-11-01 至 {_DAY}" in _said(pilot)


async def test_a_renewal_asks_for_the_day_and_the_paper(pilot: Pilot[None], desk: Desk) -> None:
    await pilot.press("f5", *"2020-12-31", "f5", *"han1", "f5")
    await pilot.pause()
    assert "已续期" in _said(pilot) and _spans(desk) == [("2019-01-01", "2020-12-31")]


async def test_of_several_all_are_changed_or_none(pilot: Pilot[None], desk: Desk) -> None:
    _fill(pilot, until="2020-12-31", paper="民政函 1")
    await pilot.press("down", "space", "f5")
    await pilot.pause()
    assert "别的人也没有改" in _said(pilot) and _spans(desk) == [("2019-01-01", "2019-10-31")]
