"""The screen of reconciliation, driven by the keys a clerk presses, at 80x24."""

from collections.abc import AsyncIterator

import pytest
from textual.pilot import Pilot

from models.base.text import width
from models.bureau.reconciliation.run import read_reconciliation
from models.bureau.reconciliation.values import StatementLine
from models.ledger.journal import balances
from models.station.desk import Desk
from tests.bureau.reconciliation.making import arrive, kinds
from tests.making import pay, person, register_people
from tui.app import LaobaoApp
from tui.screens.counter import CounterScreen
from tui.screens.reconcile import ReconcileScreen
from tui.widgets.line import Line

_SIZE = (80, 24)


@pytest.fixture
async def pilot(sqlite_desk: Desk, lines: list[StatementLine]) -> AsyncIterator[Pilot[None]]:
    arrive(sqlite_desk, *lines)
    async with LaobaoApp(sqlite_desk).run_test(size=_SIZE) as pilot:
        await pilot.pause()
        await pilot.press("ctrl+r")
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


async def test_ctrl_r_shows_the_exceptions_and_both_sides_of_the_first(pilot: Pilot[None]):
    assert isinstance(pilot.app.screen, ReconcileScreen)
    assert _shows(pilot, "待处理 7 件") and _shows(pilot, "撤销相抵 1 笔")
    assert _shows(pilot, "对账单 第 5 行") and _shows(pilot, "台账 收据 2019-000002")
    marked = [row[2:8] for row in _rows(pilot) if row.startswith("* ")]
    assert [each.strip() for each in marked] == ["金额"]
    assert _shows(pilot, "提示：差额正好是手续费")
    assert all(width(row) <= 80 for row in _rows(pilot))
    await pilot.press("escape")
    assert isinstance(pilot.app.screen, CounterScreen)


async def test_the_cursor_shows_another_exception(pilot: Pilot[None]):
    await pilot.press(*["down"] * 4)
    await pilot.pause()
    assert _shows(pilot, "第 5 号  号码不符") and _shows(pilot, "111400000033")


@pytest.mark.parametrize("key", ["f2", "f3", "f4", "f6"])
async def test_each_key_that_fits_settles_with_a_reason(
    pilot: Pilot[None], sqlite_desk: Desk, key: str
):
    decided = {"f2": "same", "f3": "suspense", "f4": "entered", "f6": "not_ours"}
    await pilot.press(*["down"] * 4, key)
    await _answer(pilot, "kancuo")
    assert "第 5 号已处理" in _said(pilot) and _shows(pilot, "待处理 6 件")
    kept = sqlite_desk.store.rows("SELECT exception_id, decision, reason FROM statement_decision")
    assert kept == [(5, decided[key], "kancuo")]


async def test_the_same_transaction_is_cleared_in_the_books(pilot: Pilot[None], sqlite_desk: Desk):
    before = balances(sqlite_desk)["pending_remittance"]
    await pilot.press(*["down"] * 4, "f2")
    await _answer(pilot, "kancuo")
    assert "已核销 250.00 元" in _said(pilot)
    assert balances(sqlite_desk)["pending_remittance"] - before == 250_00


@pytest.mark.parametrize("ending", ["escape", "enter"])
async def test_without_a_reason_nothing_is_settled(
    pilot: Pilot[None], sqlite_desk: Desk, ending: str
):
    await pilot.press("f3", ending)
    await pilot.pause()
    assert isinstance(pilot.app.screen, ReconcileScreen)
    assert sqlite_desk.store.rows("SELECT count(*) FROM statement_decision") == [(0,)]


async def test_a_question_given_up_leaves_no_old_success(pilot: Pilot[None]):
    await pilot.press(*["down"] * 4, "f6")
    await _answer(pilot, "kancuo")
    assert "已处理" in _said(pilot)
    await pilot.press("f3", "escape")
    await pilot.pause()
    assert isinstance(pilot.app.screen, ReconcileScreen)
    assert _said(pilot).startswith("可以：F")


async def test_the_keys_that_settle_what_is_under_the_cursor_are_told(pilot: Pilot[None]):
    """All seven are more than the footer holds."""
    assert _said(pilot) == "可以：F3 挂账，F4 已补录，F5 已退款，F7 已撤销"
    await pilot.press(*["down"] * 4)
    await pilot.pause()
    assert _said(pilot) == "可以：F2 同一笔，F3 挂账，F4 已补录，F6 非本站"


async def test_a_decision_that_does_not_fit_is_one_line(pilot: Pilot[None]):
    await pilot.press("f2")
    await pilot.pause()
    assert _said(pilot).startswith("金额不符的处理结果应为")
    await pilot.press(*["down"] * 6, "f2")
    await pilot.pause()
    assert "没有唯一的另一方" in _said(pilot)


async def test_a_slip_typed_in_late_is_matched_when_the_screen_opens(
    sqlite_desk: Desk, lines: list[StatementLine]
):
    arrive(sqlite_desk, *lines)
    register_people(sqlite_desk, person("补录", household="9999"))
    pay(sqlite_desk, "9999", trace=9)
    async with LaobaoApp(sqlite_desk).run_test(size=_SIZE) as pilot:
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert _said(pilot) == "新核对上 1 笔" and _shows(pilot, "待处理 6 件")
    assert "only_in_statement" not in kinds(read_reconciliation(sqlite_desk))


async def test_without_statements_every_key_says_so(sqlite_desk: Desk):
    async with LaobaoApp(sqlite_desk).run_test(size=_SIZE) as pilot:
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert _shows(pilot, "laobao import statement")
        for key in ("f2", "f3", "f4", "f5", "f6", "f7"):
            await pilot.press(key)
            await pilot.pause()
            assert _said(pilot) == "没有待处理的差异"


async def test_the_counters_palette_leads_to_it(sqlite_desk: Desk):
    async with LaobaoApp(sqlite_desk).run_test(size=_SIZE) as pilot:
        await pilot.press("ctrl+p")
        await pilot.pause()
        await pilot.press(*"dz")
        await pilot.pause(0.5)
        await pilot.press("enter")
        await pilot.pause(0.3)
        assert isinstance(pilot.app.screen, ReconcileScreen)


@pytest.mark.parametrize(
    "keys",
    [["ctrl+r"], ["ctrl+r", *["down"] * 4], ["ctrl+r", *["down"] * 6], ["ctrl+r", "f3"]],
    ids=["amount", "reference", "void", "reason"],
)
def test_picture(keys: list[str], sqlite_desk: Desk, lines: list[StatementLine], snap_compare):
    arrive(sqlite_desk, *lines)

    async def press(pilot: Pilot[None]) -> None:
        await pilot.press(*keys)
        await pilot.pause(0.3)

    assert snap_compare(LaobaoApp(sqlite_desk), terminal_size=_SIZE, run_before=press)
