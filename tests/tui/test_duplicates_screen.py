"""The screen of duplicates, driven by the keys a clerk presses, at 80x24."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from textual.pilot import Pilot

from models.base.text import width
from models.people.duplicates.cases import Case
from models.people.duplicates.compare_rows import ListedPerson, record_elsewhere_rows
from models.people.duplicates.find import find_duplicates
from models.people.duplicates.sides import InForce, Side
from models.people.roster import merge_roster
from models.station.desk import Desk
from tests.making import BUSINESS_DATE, pay, person
from tests.tui.families import add_families, number
from tui.app import LaobaoApp
from tui.background.working_screen import WorkingScreen
from tui.screens.counter import CounterScreen
from tui.screens.duplicates import DuplicatesScreen
from tui.widgets.line import Line
from tui.widgets.side_by_side import pair_lines

_SIZE = (80, 24)


def add_doubts(desk: Desk) -> None:
    """Add to the families two namesakes one digit apart, and somebody insured as employee."""
    add_families(desk)
    twin = person(
        "曾国强",
        born="1975-03-04",
        household="020005",
        village="白塘村",
        id_number=number("1975-03-04", 17),
        relation="子女",
        categories=("低保",),
    )
    merge_roster(desk, [twin], "花名册")
    pay(desk, "010001")
    find_duplicates(desk)
    row = ListedPerson(
        "单雪梅", number("1977-08-09", 12), "职工名单.xlsx 第 3 行", place="永州市 某某厂",
        status="职工医保",
    )  # fmt: skip
    record_elsewhere_rows(desk, [row], "职工名单.xlsx")


@pytest.fixture
async def pilot(sqlite_desk: Desk) -> AsyncIterator[Pilot[None]]:
    add_doubts(sqlite_desk)
    async with LaobaoApp(sqlite_desk).run_test(size=_SIZE) as pilot:
        await pilot.pause()
        yield pilot


def _rows(pilot: Pilot[None]) -> list[str]:
    strips = pilot.app.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip).rstrip() for strip in strips]


def _shows(pilot: Pilot[None], text: str) -> bool:
    return any(text in row for row in _rows(pilot))


def _said(pilot: Pilot[None]) -> str:
    return pilot.app.screen.query_one("#message", Line).text


async def _answer(pilot: Pilot[None], text: str) -> None:
    await pilot.press(*text, "enter")
    await pilot.pause()


async def test_f10_shows_the_open_cases_and_the_first_side_by_side(pilot: Pilot[None]):
    await pilot.press("f10")
    await pilot.pause()
    assert isinstance(pilot.app.screen, DuplicatesScreen)
    assert _shows(pilot, "待核查 2 件") and _shows(pilot, "证件号码第 17 位不同")
    assert _shows(pilot, "青山村 010001 户") and _shows(pilot, "白塘村 020005 户")
    assert _shows(pilot, "医疗2020 250 元 2019-000001")
    marked = {row[2:12].strip() for row in _rows(pilot) if row.startswith("* ")}
    assert any(label.startswith("证件号码") for label in marked)
    assert all(width(row) <= 80 for row in _rows(pilot))
    assert not _shows(pilot, number("1975-03-04", 17))
    await pilot.press("escape")
    assert isinstance(pilot.app.screen, CounterScreen)


async def test_the_cursor_shows_another_case(pilot: Pilot[None]):
    await pilot.press("f10", "down")
    await pilot.pause()
    assert _shows(pilot, "在别处参保") and _shows(pilot, "永州市 某某厂")


async def test_the_open_familys_case_comes_first(pilot: Pilot[None], sqlite_desk: Desk):
    merge_roster(
        sqlite_desk,
        [person("解放军", born="1960-01-02", household="030001",
                id_number=number("1960-01-02", 23))],
        "花名册",
    )  # fmt: skip
    find_duplicates(sqlite_desk)
    await pilot.press(*"jfj", "f10")
    await pilot.pause()
    assert _shows(pilot, "第 3 号")


async def test_the_counter_says_that_a_case_is_open_until_it_is_decided(pilot: Pilot[None]):
    await pilot.press(*"020005")
    await pilot.pause()
    assert _shows(pilot, "有待核查的重复：1 件（F10）")
    await pilot.press("f10", "f4")
    await _answer(pilot, "bushi")
    assert "已核查：两人" in _said(pilot) and _shows(pilot, "待核查 1 件")
    await pilot.press("escape")
    await pilot.pause()
    assert isinstance(pilot.app.screen, CounterScreen)
    assert not _shows(pilot, "待核查")


async def test_one_person_keeps_the_side_that_is_chosen(pilot: Pilot[None], sqlite_desk: Desk):
    await pilot.press("f10", "f3")
    await _answer(pilot, "liangci")
    assert "2019-000001" in _said(pilot), "the left has paid: keep it, or refund first"
    await pilot.press("f2")
    await _answer(pilot, "liangci")
    assert "离开名册" in _said(pilot)
    left = sqlite_desk.store.rows("SELECT id_number FROM person WHERE left_on IS NOT NULL")
    assert left == [(number("1975-03-04", 17),)]


async def test_a_decision_that_does_not_apply_is_one_line(pilot: Pilot[None]):
    await pilot.press("f10", "f5")
    await pilot.pause()
    assert "同一人" in _said(pilot) and isinstance(pilot.app.screen, DuplicatesScreen)
    await pilot.press("down", "f2")
    await pilot.pause()
    assert "确认在别处参保" in _said(pilot)


async def test_not_elsewhere_asks_for_reason_and_proof(pilot: Pilot[None], sqlite_desk: Desk):
    await pilot.press("f10", "down", "f6")
    await _answer(pilot, "tingbao")
    assert _shows(pilot, "证明材料")
    await _answer(pilot, "zhengming")
    assert "未在别处参保" in _said(pilot)
    kept = sqlite_desk.store.rows("SELECT decision, reason, proof FROM duplicate_decision")
    assert kept == [("not_elsewhere", "tingbao", "zhengming")]


async def test_elsewhere_names_the_receipt_to_refund(pilot: Pilot[None]):
    await pilot.press("f10", "down", "f5")
    await _answer(pilot, "danwei")
    assert "请办理退费：收据 2019-000001" in _said(pilot)


@pytest.mark.parametrize("ending", ["escape", "enter"])
async def test_without_a_reason_nothing_is_decided(
    pilot: Pilot[None], sqlite_desk: Desk, ending: str
):
    await pilot.press("f10", "f4", ending)
    await pilot.pause()
    assert isinstance(pilot.app.screen, DuplicatesScreen)
    assert sqlite_desk.store.rows("SELECT count(*) FROM duplicate_decision") == [(0,)]


async def test_f7_searches_the_roster(pilot: Pilot[None], sqlite_desk: Desk):
    twin = person(
        "曾国强", born="1975-03-04", household="020009", id_number=number("1975-03-04", 19)
    )
    merge_roster(sqlite_desk, [twin], "花名册")
    await pilot.press("f10", "f7")
    await pilot.pause(0.05)
    assert isinstance(pilot.app.screen, WorkingScreen), "apart: it looks at everybody"
    while isinstance(pilot.app.screen, WorkingScreen):
        await pilot.pause(0.05)
    await pilot.pause()
    assert _said(pilot) == "新发现 2 件，原有 1 件" and _shows(pilot, "待核查 4 件")


async def test_a_question_given_up_leaves_no_old_success(pilot: Pilot[None]):
    await pilot.press("f10", "f4")
    await _answer(pilot, "bushi")
    assert "已核查" in _said(pilot)
    await pilot.press("f5", "escape")
    await pilot.pause()
    assert isinstance(pilot.app.screen, DuplicatesScreen)
    assert _said(pilot) == "可以：F5 在别处，F6 未在别处"


async def test_the_keys_keep_the_side_that_the_columns_number(pilot: Pilot[None]):
    await pilot.press("f10")
    await pilot.pause()
    assert "F2 留1  F3 留2" in _rows(pilot)[-1]
    assert _said(pilot) == "可以：F2 留1，F3 留2，F4 两人"
    assert _shows(pilot, "1 本站名册") and _shows(pilot, "2 本站名册")
    await pilot.press("f3")
    await pilot.pause()
    assert _shows(pilot, "同一人，保留 2")


def _side(*payments: InForce) -> Side:
    return Side(1, True, "曾国强", "431198197503040113", None, "青山村", "本站名册",
                payments=payments)  # fmt: skip


def test_every_line_of_payments_that_differs_is_marked():
    """The labelled first one too: both have paid, on different receipts."""
    medical, pension = InForce("medical", 2020, 250_00, "1"), InForce("pension", 2019, 100_00, "2")
    other = replace(medical, receipt="3")
    case = Case(1, "look_alike", _side(medical, pension), _side(other), "", "", "",
                BUSINESS_DATE, None)  # fmt: skip
    first, second = pair_lines(case)[-2:]
    assert first.startswith("* 已缴") and "医疗2020" in first
    assert second.startswith("* ") and "养老2019" in second
    same = replace(case, other=_side(medical))
    first, second = pair_lines(same)[-2:]
    assert first.startswith("  已缴") and second.startswith("* ")
    case = replace(case, one=_side(pension), other=_side(medical, pension))
    first, second = pair_lines(case)[-2:]
    assert first.startswith("* 已缴") and first.count("医疗2020") == 1, "like beside like"
    assert not second.startswith("*") and second.count("养老2019") == 2


async def test_without_cases_every_key_says_so(sqlite_desk: Desk):
    async with LaobaoApp(sqlite_desk).run_test(size=_SIZE) as pilot:
        for key in ("f2", "f3", "f4", "f5", "f6"):
            await pilot.press("f10", key)
            await pilot.pause()
            assert _said(pilot) == "没有待核查的重复"
            await pilot.press("escape")


@pytest.mark.parametrize("keys", [["f10"], ["f10", "down"]], ids=["alike", "elsewhere"])
def test_the_screen(keys: list[str], sqlite_desk: Desk, snap_compare):
    add_doubts(sqlite_desk)

    async def settle(pilot: Pilot[None]) -> None:
        await pilot.press(*keys)
        await pilot.pause(0.3)

    assert snap_compare(LaobaoApp(sqlite_desk), terminal_size=_SIZE, run_before=settle)
