"""The screen of reconciliation, driven by the keys a clerk presses, at 80x24."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from textual.pilot import Pilot

from models.base.text import width
from models.bureau.reconciliation.arrive import Statement, receive_statement
from models.bureau.reconciliation.rules import set_rules
from models.bureau.reconciliation.run import read_reconciliation
from models.bureau.reconciliation.values import StatementLine
from models.ledger.journal import balances
from models.station.desk import Desk
from tests.bureau.reconciliation.making import arrive, kinds, line, post_slips
from tests.making import PIN, pay, person, register_people, slip
from tui.app import LaobaoApp
from tui.screens.counter import CounterScreen
from tui.screens.reconcile import ReconcileScreen
from tui.widgets.field import Field
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


async def test_ctrl_r_shows_the_exceptions_and_both_sides_of_the_first(pilot: Pilot[None]) -> None:
    assert isinstance(pilot.app.screen, ReconcileScreen)
    assert _shows(pilot, "待处理 7 件") and _shows(pilot, "撤销相抵 1 笔")
    assert _shows(pilot, "对账单 第 5 行") and _shows(pilot, "台账 收据 2019-000002")
    marked = [row[2:8] for row in _rows(pilot) if row.startswith("* ")]
    assert [each.strip() for each in marked] == ["金额"]
    assert _shows(pilot, "提示：差额正好是手续费")
    assert all(width(row) <= 80 for row in _rows(pilot))
    await pilot.press("escape")
    assert isinstance(pilot.app.screen, CounterScreen)


async def test_the_cursor_shows_another_exception(pilot: Pilot[None]) -> None:
    await pilot.press(*["down"] * 4)
    await pilot.pause()
    assert _shows(pilot, "第 5 号  号码不符") and _shows(pilot, "111400000033")


@pytest.mark.parametrize("key", ["f2", "f3", "f4", "f6"])
async def test_each_key_that_fits_settles_with_a_reason(
    pilot: Pilot[None], sqlite_desk: Desk, key: str
) -> None:
    decided = {"f2": "same", "f3": "suspense", "f4": "entered", "f6": "not_ours"}
    await pilot.press(*["down"] * 4, key)
    await _answer(pilot, "kancuo")
    assert "第 5 号已处理" in _said(pilot) and _shows(pilot, "待处理 6 件")
    kept = sqlite_desk.store.rows("SELECT exception_id, decision, reason FROM statement_decision")
    assert kept == [(5, decided[key], "kancuo")]


async def test_the_same_transaction_is_cleared_in_the_books(
    pilot: Pilot[None], sqlite_desk: Desk
) -> None:
    before = balances(sqlite_desk)["pending_remittance"]
    await pilot.press(*["down"] * 4, "f2")
    await _answer(pilot, "kancuo")
    assert "已核销 250.00 元" in _said(pilot)
    assert balances(sqlite_desk)["pending_remittance"] - before == 250_00


@pytest.mark.parametrize("ending", ["escape", "enter"])
async def test_without_a_reason_nothing_is_settled(
    pilot: Pilot[None], sqlite_desk: Desk, ending: str
) -> None:
    await pilot.press("f3", ending)
    await pilot.pause()
    assert isinstance(pilot.app.screen, ReconcileScreen)
    assert sqlite_desk.store.rows("SELECT count(*) FROM statement_decision") == [(0,)]


async def test_a_question_given_up_leaves_no_old_success(pilot: Pilot[None]) -> None:
    await pilot.press(*["down"] * 4, "f6")
    await _answer(pilot, "kancuo")
    assert "已处理" in _said(pilot)
    await pilot.press("f3", "escape")
    await pilot.pause()
    assert isinstance(pilot.app.screen, ReconcileScreen)
    assert _said(pilot).startswith("可以：F")


async def test_the_keys_that_settle_what_is_under_the_cursor_are_told(pilot: Pilot[None]) -> None:
    """All seven are more than the footer holds."""
    assert _said(pilot) == "可以：F3 挂账，F4 已补录，F5 已退款，F7 已撤销"
    await pilot.press(*["down"] * 4)
    await pilot.pause()
    assert _said(pilot) == "可以：F2 同一笔，F3 挂账，F4 已补录，F6 非本站"


async def test_a_decision_that_does_not_fit_is_one_line(pilot: Pilot[None]) -> None:
    await pilot.press("f2")
    await pilot.pause()
    assert _said(pilot).startswith("金额不符的处理结果应为")
    await pilot.press(*["down"] * 6, "f2")
    await pilot.pause()
    assert "没有唯一的另一方" in _said(pilot)


async def test_a_slip_typed_in_late_is_matched_when_the_screen_opens(
    sqlite_desk: Desk, lines: list[StatementLine]
) -> None:
    arrive(sqlite_desk, *lines)
    register_people(sqlite_desk, person("补录", household="9999"))
    pay(sqlite_desk, "9999", trace=9)
    async with LaobaoApp(sqlite_desk).run_test(size=_SIZE) as pilot:
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert _said(pilot) == "新核对上 1 笔" and _shows(pilot, "待处理 6 件")
    assert "only_in_statement" not in kinds(read_reconciliation(sqlite_desk))


async def _choose(pilot: Pilot[None], text: str) -> None:
    await pilot.press("f8", "ctrl+u")
    pilot.app.screen.query_one("#answer", Field).value = text
    await pilot.press("enter")
    await pilot.pause()


async def test_only_some_are_shown_when_asked_for(pilot: Pilot[None]) -> None:
    await _choose(pilot, "仅台账有")
    assert _shows(pilot, "待处理 1/7 件") and not _shows(pilot, "金额不符")
    await _choose(pilot, "已处理")
    assert _shows(pilot, "待处理 0/7 件") and _shows(pilot, "没有这样的差异")
    await _choose(pilot, "随便")
    assert _shows(pilot, "“随便”不认识")
    await pilot.press("escape")
    await _choose(pilot, "")
    assert _shows(pilot, "待处理 7 件")


async def test_a_settled_one_is_shown_with_what_was_decided(pilot: Pilot[None]) -> None:
    await pilot.press(*["down"] * 4, "f3")
    await _answer(pilot, "kancuo")
    await _choose(pilot, "已处理")
    assert _shows(pilot, "处理为“挂账”：kancuo")
    await pilot.press("f3")
    await pilot.pause()
    assert "处理为“挂账”" in _said(pilot)


async def test_what_may_be_in_the_next_file_is_folded_below(sqlite_desk: Desk) -> None:
    """Sixty slips of the last day are one row, under the three exceptions there are."""
    post_slips(sqlite_desk, [(slip(100 + each), 250_00) for each in range(60)])
    receive_statement(sqlite_desk, Statement("a", "a", (line(901), line(902), line(903))))
    async with LaobaoApp(sqlite_desk).run_test(size=_SIZE) as pilot:
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert _shows(pilot, "待处理 3 件") and _shows(pilot, "第 1 号  仅对账单有")
        fold = next(row for row in _rows(pilot) if row.startswith("+ 等对账单"))
        assert "是对账单的最后一天，可能在下一份里" in fold
        await pilot.press(*["down"] * 3)
        await pilot.pause()
        assert _shows(pilot, "等对账单的不是差异") and "F9" in _said(pilot)
        await pilot.press("f3")
        await pilot.pause()
        assert _said(pilot) == "等对账单的不用处理"
        await pilot.press("f9", "down")
        await pilot.pause()
        assert _shows(pilot, "- 等对账单") and _shows(pilot, "等对账单        2019-11-14")
        await pilot.press("f9")
        await pilot.pause()
        assert _shows(pilot, "+ 等对账单")


async def test_above_the_limit_the_second_person_is_asked_for(
    sqlite_desk: Desk, lines: list[StatementLine]
) -> None:
    arrive(sqlite_desk, *lines)
    set_rules(sqlite_desk, limit_fen=200_00)
    async with LaobaoApp(sqlite_desk).run_test(size=_SIZE) as pilot:
        await pilot.press("ctrl+r")
        await pilot.pause()
        await pilot.press(*["down"] * 4, "f3")
        await _answer(pilot, "kancuo")
        assert _shows(pilot, "第 5 号超过 200.00 元：第二人的编号")
        await pilot.press("escape")
        await pilot.pause()
        assert _shows(pilot, "待处理 7 件")
        await pilot.press("f3")
        await _answer(pilot, "kancuo")
        await _answer(pilot, "second")
        await _answer(pilot, PIN)
        assert "第 5 号已处理" in _said(pilot) and _shows(pilot, "待处理 6 件")


async def test_without_statements_every_key_says_so(sqlite_desk: Desk) -> None:
    async with LaobaoApp(sqlite_desk).run_test(size=_SIZE) as pilot:
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert _shows(pilot, "请先「导入对账单」")
        for key in ("f2", "f3", "f4", "f5", "f6", "f7"):
            await pilot.press(key)
            await pilot.pause()
            assert _said(pilot) == "没有待处理的差异"


async def test_the_counters_palette_leads_to_it(sqlite_desk: Desk) -> None:
    async with LaobaoApp(sqlite_desk).run_test(size=_SIZE) as pilot:
        await pilot.press("ctrl+p")
        await pilot.pause()
        await pilot.press(*"dz")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, ReconcileScreen)


@pytest.mark.parametrize(
    "keys",
    [["ctrl+r"], ["ctrl+r", *["down"] * 4], ["ctrl+r", *["down"] * 6], ["ctrl+r", "f3"]],
    ids=["amount", "reference", "void", "reason"],
)
def test_picture(
    keys: list[str], sqlite_desk: Desk, lines: list[StatementLine], snap_compare: Any
) -> None:
    arrive(sqlite_desk, *lines)

    async def press(pilot: Pilot[None]) -> None:
        await pilot.press(*keys)
        await pilot.pause()

    assert snap_compare(LaobaoApp(sqlite_desk), terminal_size=_SIZE, run_before=press)
