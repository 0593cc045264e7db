"""What ends a membership at the counter is said in words, and done by a second key."""

from collections.abc import AsyncIterator

import pytest
from textual.pilot import Pilot

from models.people.changes.departures import move_out
from models.people.person_meant import person_meant
from models.station.desk import Desk
from tests.making import pay
from tests.people.families import BECAUSE
from tests.tui.changing import DOWN_TO, KEY_OF, SIZE, choose, fill, open_changes, press, says, shows
from tests.tui.families import add_families, number
from tests.tui.keys import F2, F7
from tests.tui.terminal import Terminal
from tui.app import LaobaoApp
from tui.screens.change import ChangeScreen
from tui.screens.counter import CounterScreen
from tui.widgets.seen import TOO_EARLY, Seen


@pytest.fixture
async def pilot(sqlite_desk: Desk) -> AsyncIterator[Pilot[None]]:
    add_families(sqlite_desk)
    async with LaobaoApp(sqlite_desk).run_test(size=SIZE) as pilot:
        await pilot.pause()
        yield pilot


@pytest.mark.parametrize("keys", [["f2"], ["tab", "tab", *"病故", "f2"]])
async def test_no_departure_is_done_before_it_was_said_in_words(
    pilot: Pilot[None], keys: list[str]
) -> None:
    await open_changes(pilot, "曾国强")
    await pilot.press(*DOWN_TO["死亡"], *keys)
    await pilot.pause()
    assert shows(pilot, "将登记：曾国强 2019-11-14 死亡，自当日起不再是成员。确认请再按 F2")
    assert shows(pilot, "办好以后：原户已无户主，请办理户主变更")
    await pilot.press("escape")
    assert shows(pilot, "4 人")


@pytest.mark.parametrize(
    ("title", "filled", "words"),
    [
        ("婚出", [], "将登记：曾国强 2019-11-14 婚出，离开本站，自当日起不再是成员"),
        ("婚出", ["010002"], "曾国强 2019-11-14 婚出到 青山村 010002 户，自当日起不再是这一户的"),
        (
            "分户",
            ["010088", "2019-11-14", "本人申请"],
            "曾国强 2019-11-14 分户，另立 青山村 010088",
        ),
        ("并户", ["010002", "2019-11-14", "合住"], "全家 4 人 2019-11-14 并入 青山村 010002 户"),
        ("婚入", [number("1948-03-04", 31)], "仇老五 2019-11-14 婚入，从 青山村 010003 户 转来"),
    ],
    ids=["away", "to another", "split", "merge", "from another"],
)
async def test_whatever_ends_a_membership_says_whose_and_waits(
    pilot: Pilot[None], title: str, filled: list[str], words: str
) -> None:
    await choose(pilot, "曾国强", title)
    await fill(pilot, *filled)
    assert says(pilot).startswith("将登记：") and words in says(pilot)
    await press(pilot, "f2")
    assert isinstance(pilot.app.screen, CounterScreen) and shows(pilot, "已")


async def test_who_comes_back_to_the_same_family_ends_nothing(
    pilot: Pilot[None], sqlite_desk: Desk
) -> None:
    move_out(sqlite_desk, person_meant(sqlite_desk, number("2012-05-06", 13)), BECAUSE)
    await choose(pilot, "曾国强", "迁入")
    await fill(pilot, number("2012-05-06", 13), "", "子女", "2019-11-14", "回来", "居住证 1")
    assert isinstance(pilot.app.screen, CounterScreen) and shows(pilot, "已办理迁入：曾小宝")


@pytest.mark.parametrize(
    ("keys", "is_again"),
    [(["tab", "x"], False), (["down", "up"], False), (["right", "left"], False), (["tab"], True)],
)
async def test_another_field_kind_or_person_starts_again(
    pilot: Pilot[None], keys: list[str], is_again: bool
) -> None:
    await open_changes(pilot, "曾国强")
    await pilot.press(*DOWN_TO["死亡"], "f2", *keys)
    await pilot.pause()
    assert ("将登记" in says(pilot)) == is_again
    await press(pilot, "f2")
    assert isinstance(pilot.app.screen, CounterScreen) == is_again


async def test_a_second_key_before_the_line_was_seen_does_nothing(
    pilot: Pilot[None], monkeypatch: pytest.MonkeyPatch
) -> None:
    await open_changes(pilot, "曾国强")
    await pilot.press(*DOWN_TO["死亡"], "f2")
    with monkeypatch.context() as patch:
        patch.setattr(Seen, "is_clear", False)
        await press(pilot, "f2")
    assert says(pilot).startswith(f"！{TOO_EARLY}\n将登记")
    assert shows(pilot, "将登记：曾国强") and isinstance(pilot.app.screen, ChangeScreen)
    await press(pilot, "f2")
    assert isinstance(pilot.app.screen, CounterScreen) and shows(pilot, "已办理死亡：曾国强")


def test_keys_typed_ahead_end_nothing(opened: Terminal) -> None:
    opened.send(f"zgq{F7}{KEY_OF['死亡']}{F2}{F2}{F2}")
    opened.wait_for("按键太快", "将登记：曾国强 2019-11-14 死亡")
    assert "家庭变更  曾国强（户主）" in opened.settled()


async def test_who_has_paid_may_want_it_back(pilot: Pilot[None], sqlite_desk: Desk) -> None:
    pay(sqlite_desk, "010001")
    await choose(pilot, "单雪梅", "死亡")
    await fill(pilot)
    assert shows(pilot, "办好以后：已缴 2020 年度医疗 250 元，如需退费按 Ctrl+Z")
    await press(pilot, "f2")
    assert shows(
        pilot, "已办理死亡：单雪梅，2019-11-14；已缴 2020 年度医疗 250 元，如需退费按 Ctrl+Z"
    )
