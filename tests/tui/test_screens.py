"""The screens, driven by the keys a clerk presses, at 80x24."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from models.base.text import width
from models.station.desk import Desk
from tests.tui.families import add_families, number
from tui.app import LaobaoApp
from tui.screens.certify import CertifyScreen
from tui.screens.counter import CounterScreen
from tui.screens.explain import ExplainScreen
from tui.screens.payment import PaymentScreen
from tui.screens.report import ReportScreen
from tui.widgets.line import Line
from tui.widgets.lines import Lines

_SIZE = (80, 24)


@pytest.fixture
async def pilot(sqlite_desk: Desk) -> AsyncIterator[Pilot[None]]:
    add_families(sqlite_desk)
    async with LaobaoApp(sqlite_desk).run_test(size=_SIZE) as pilot:
        await pilot.pause()
        yield pilot


def _screen_text(pilot: Pilot[None]) -> list[str]:
    """Return the rows of the screen as a person sees them."""
    app = pilot.app
    lines = app.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip).rstrip() for strip in lines]


def _shows(pilot: Pilot[None], text: str) -> bool:
    return any(text in row for row in _screen_text(pilot))


async def _type(pilot: Pilot[None], text: str) -> None:
    await pilot.press(*text)
    await pilot.pause()


async def _wait_for_posting(pilot: Pilot[None]) -> None:
    await pilot.pause()


async def _ready(pilot: Pilot[None]) -> None:
    await pilot.pause()


async def test_typing_finds_and_shows_the_family(pilot: Pilot[None]) -> None:
    for text in [
        "曾国强",
        "国",
        "zengguoqiang",
        "zgq",
        "guoqiang",
        "0011",
        "14200000011",
        "010001",
    ]:
        await pilot.press("escape")
        assert not _shows(pilot, "医疗应缴"), text
        await _type(pilot, text)
        screen = pilot.app.screen
        assert isinstance(screen, CounterScreen)
        assert screen.household is not None and screen.household.number == "010001", text
        assert _shows(pilot, "医疗应缴 750 元，尚有 3 人未参保"), text


async def test_a_surname_is_found_by_each_of_its_readings(pilot: Pilot[None]) -> None:
    readings = [
        ("shan", "单雪梅"), ("dan", "单雪梅"), ("xie", "解放军"), ("jie", "解放军"),
        ("ou", "区桂花"), ("qiu", "仇老五"), ("chou", "仇老五"), ("ceng", "曾国强"),
    ]  # fmt: skip
    for text, name in readings:
        await pilot.press("escape")
        await _type(pilot, text)
        screen = pilot.app.screen
        assert isinstance(screen, CounterScreen)
        assert name in [match.name for match in screen.matches], text


async def test_every_row_fits_eighty_cells(pilot: Pilot[None]) -> None:
    await _type(pilot, "热依汗")
    assert _shows(pilot, "热依汗古..")
    assert all(width(row) <= 80 for row in _screen_text(pilot))


async def test_a_remark_is_never_read_as_markup(pilot: Pilot[None]) -> None:
    await _type(pilot, "阿不都")
    await pilot.press("f5")
    assert isinstance(pilot.app.screen, ExplainScreen)
    assert _shows(pilot, "备注[/] [@click=app.quit]点我[/]")


async def test_the_explanation_names_clause_and_interpretation(pilot: Pilot[None]) -> None:
    await _type(pilot, "解放军")
    await pilot.press("f5")
    assert _shows(pilot, "先征后补") and _shows(pilot, "参保范围(六)")
    assert _shows(pilot, "本程序的解释 1")
    await pilot.press("escape")
    assert isinstance(pilot.app.screen, CounterScreen)


async def test_the_explanation_shows_the_family_and_writes_a_page(
    pilot: Pilot[None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    await _type(pilot, "zgq")
    await pilot.press("f5")
    assert _shows(pilot, "现在缴 250 元") and not _shows(pilot, "户主 曾国强")
    await pilot.press("f3")
    assert _shows(pilot, "户主 曾国强")
    await pilot.press("end")
    await pilot.pause()
    assert _shows(pilot, "全家都要参保")
    await pilot.press("f2")
    await pilot.pause()
    assert len(list(tmp_path.glob("缴费说明-*.xlsx"))) == 1
    await pilot.press("f2")
    await pilot.pause()
    assert len(list(tmp_path.glob("缴费说明-*-2.xlsx"))) == 1


async def _pay_the_first_family(pilot: Pilot[None], trace: str = "000123") -> None:
    await _type(pilot, "zgq")
    await pilot.press("f2")
    await _ready(pilot)
    await _type(pilot, "12345678")
    await pilot.press("enter")
    await _type(pilot, "000001")
    await pilot.press("enter")
    await _type(pilot, trace)
    await pilot.press("f2")
    await _wait_for_posting(pilot)


async def test_a_family_is_paid_with_one_slip(pilot: Pilot[None], sqlite_desk: Desk) -> None:
    await _pay_the_first_family(pilot)
    assert _shows(pilot, "已入账  收据 2019-000001  750.00 元  3 人")
    assert sqlite_desk.store.rows("SELECT count(*) FROM payment_line") == [(3,)]
    await pilot.press("enter")
    assert isinstance(pilot.app.screen, CounterScreen)
    assert _shows(pilot, "已缴 250") and _shows(pilot, "全家已参保")
    assert _shows(pilot, "（不是今天）") and _shows(pilot, "当日 1 笔 750.00 元")


async def test_the_next_trace_is_proposed_and_two_keys_take_the_money(
    pilot: Pilot[None], sqlite_desk: Desk
) -> None:
    """From a family that is found: F2, then F2 when the proposed slip is right."""
    await _pay_the_first_family(pilot)
    await pilot.press("enter", "escape", "escape")
    await _type(pilot, "jfj")
    await pilot.press("f2")
    await _ready(pilot)
    assert _shows(pilot, "凭证号：    000124") and _shows(pilot, "之后退回 150.00 元")
    await pilot.press("f2")
    await _wait_for_posting(pilot)
    traces = sqlite_desk.store.rows("SELECT trace FROM slip ORDER BY id")
    assert traces == [("000123",), ("000124",)]


async def test_keys_typed_ahead_never_take_money(
    pilot: Pilot[None], sqlite_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is pressed before the payment screen has been seen posts nothing."""
    await _pay_the_first_family(pilot)
    await pilot.press("enter", "escape", "escape")
    monkeypatch.setattr("tui.widgets.seen._SECONDS", 3600)
    await _type(pilot, "jfj")
    await pilot.press("f2", "f2", "enter", "enter")
    await _wait_for_posting(pilot)
    assert sqlite_desk.store.rows("SELECT count(*) FROM payment") == [(1,)]


async def test_a_second_f2_cannot_pay_twice(pilot: Pilot[None], sqlite_desk: Desk) -> None:
    await _pay_the_first_family(pilot)
    await pilot.press("f2", "f2")
    await _wait_for_posting(pilot)
    assert sqlite_desk.store.rows("SELECT count(*) FROM payment") == [(1,)]


async def test_members_can_be_left_out_and_are_named_as_missing(
    pilot: Pilot[None], sqlite_desk: Desk
) -> None:
    await _type(pilot, "zgq")
    await pilot.press("f2", "down", "space")
    await _ready(pilot)
    assert _shows(pilot, "2 人  应收 500.00 元")
    assert _shows(pilot, "尚有 1 人未参保：单雪梅")


async def test_a_slip_number_takes_digits_only_and_says_what_is_missing(
    pilot: Pilot[None], sqlite_desk: Desk
) -> None:
    await _type(pilot, "zgq")
    await pilot.press("f2")
    await _ready(pilot)
    await _type(pilot, "12ab 34")
    await pilot.press("f2")
    await _wait_for_posting(pilot)
    assert _shows(pilot, "终端号“1234”应为 8 位数字")
    assert sqlite_desk.store.rows("SELECT count(*) FROM payment") == [(0,)]


async def test_a_family_that_owes_nothing_needs_no_slip(
    pilot: Pilot[None], sqlite_desk: Desk
) -> None:
    await _type(pilot, "仇老五")
    await pilot.press("f2")
    await _ready(pilot)
    assert _shows(pilot, "不需刷卡")
    await pilot.press("f2")
    await _wait_for_posting(pilot)
    assert sqlite_desk.store.rows("SELECT channel, amount_fen FROM payment") == [("no_charge", 0)]


async def test_leaving_the_payment_posts_nothing(pilot: Pilot[None], sqlite_desk: Desk) -> None:
    await _type(pilot, "zgq")
    await pilot.press("f2", "escape")
    assert isinstance(pilot.app.screen, CounterScreen)
    assert sqlite_desk.store.rows("SELECT count(*) FROM payment") == [(0,)]


async def test_pension_tiers_are_chosen_by_plus_and_minus(
    pilot: Pilot[None], sqlite_desk: Desk
) -> None:
    await pilot.press("f8")
    await _type(pilot, "2019-10-20")
    await pilot.press("enter")
    assert _shows(pilot, "业务日期已改为 2019-10-20")
    await _type(pilot, "zgq")
    await pilot.press("f3")
    await _ready(pilot)
    assert _shows(pilot, "待选档次")
    await pilot.press("plus", "plus", "plus", "minus")
    assert _shows(pilot, "档次 200") and _shows(pilot, "1 人  应收 200.00 元")


async def test_a_tier_is_not_chosen_for_somebody_who_paid_or_may_not(pilot: Pilot[None]) -> None:
    await pilot.press("f8")
    await _type(pilot, "2019-10-20")
    await pilot.press("enter")
    await _type(pilot, "zgq")
    await pilot.press("f3", "down", "down", "plus")
    assert _shows(pilot, "曾小宝：办理当日 7 周岁，未满 16 周岁")
    assert not _shows(pilot, "档次 100")


async def test_a_category_is_applied_in_three_keys(pilot: Pilot[None], sqlite_desk: Desk) -> None:
    """F4, the category's digit, F2: the due amount follows at once."""
    await _type(pilot, "zgq")
    await pilot.press("f4", "2", "f2")
    await pilot.pause()
    assert _shows(pilot, "已认定：曾国强 低保，自 2019-11-14 起")
    held = sqlite_desk.store.rows("SELECT category, certified_from FROM certification "
                                  "WHERE paper = '' ORDER BY id")  # fmt: skip
    assert held == [("低保", "2019-11-14")]


async def test_a_wrong_certification_date_is_said_in_place(pilot: Pilot[None]) -> None:
    await _type(pilot, "zgq")
    await pilot.press("f4", "1", "tab")
    await _type(pilot, "2019-02-30")
    await pilot.press("f2")
    assert isinstance(pilot.app.screen, CertifyScreen)
    assert _shows(pilot, "起始日期“2019-02-30”不是有效日期")


async def test_no_category_is_proposed(pilot: Pilot[None], sqlite_desk: Desk) -> None:
    await _type(pilot, "zgq")
    await pilot.press("f4", "f2")
    assert isinstance(pilot.app.screen, CertifyScreen) and _shows(pilot, "还没有选类别")
    assert sqlite_desk.store.rows("SELECT 1 FROM certification WHERE operator_id > 1") == []


async def test_the_report_leafs_through_periods_and_exports(
    pilot: Pilot[None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    await _pay_the_first_family(pilot)
    await pilot.press("enter", "f6")
    await pilot.pause()
    assert isinstance(pilot.app.screen, ReportScreen)
    assert _shows(pilot, "2019年11月上半月") and _shows(pilot, "青山村")
    await pilot.press("f7")
    await pilot.pause()
    assert _shows(pilot, "2019年10月下半月")
    await pilot.press("f8", "f2")
    await pilot.pause()
    assert (tmp_path / "半月报-上岭桥镇-2019-11-H1.xlsx").exists()
    assert _shows(pilot, "已写入")
    await pilot.press("f2")
    await pilot.pause()
    assert (tmp_path / "半月报-上岭桥镇-2019-11-H1-2.xlsx").exists()
    assert all(width(row) <= 80 for row in _screen_text(pilot))


@pytest.mark.parametrize(("key", "kind"), [("f2", PaymentScreen), ("f4", CertifyScreen)])
async def test_help_lists_the_keys_of_the_screen_underneath(
    pilot: Pilot[None], key: str, kind: type
) -> None:
    await _type(pilot, "zgq")
    await pilot.press(key, "f1")
    assert _shows(pilot, "【本屏的键】") and _shows(pilot, "F2")
    await pilot.press("escape")
    assert isinstance(pilot.app.screen, kind)


async def test_the_palette_answers_to_pinyin_initials(pilot: Pilot[None]) -> None:
    await _type(pilot, "zgq")
    await pilot.press("ctrl+p")
    await _type(pilot, "rd")
    await pilot.pause()
    await pilot.press("enter")
    await pilot.pause()
    assert isinstance(pilot.app.screen, CertifyScreen)


@pytest.mark.parametrize("key", ["f2", "f3", "f4", "f5"])
async def test_without_a_family_every_key_says_what_to_do(pilot: Pilot[None], key: str) -> None:
    await pilot.press(key)
    await pilot.pause()
    assert "先" in pilot.app.screen.query_one("#message", Line).text


async def test_the_number_of_queries_at_every_key_is_constant(
    pilot: Pilot[None], monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = pilot.app.screen
    assert isinstance(screen, CounterScreen)
    store = screen.desk.store
    asked: list[str] = []
    run = store.run
    monkeypatch.setattr(store, "run", lambda sql, *rest: (asked.append(sql), run(sql, *rest))[1])
    counts = set()
    for text in ("z", "zg", "曾", "解"):
        asked.clear()
        screen.query_one("#search").value = text  # type: ignore[attr-defined]
        await pilot.pause()
        counts.add(len(asked))
    # One range, the people, a family's seven, its note, open duplicates, and why not insured.
    assert counts == {12}, asked


async def test_arrow_keys_move_through_the_results_while_typing(pilot: Pilot[None]) -> None:
    await _type(pilot, "01000")
    screen = pilot.app.screen
    assert isinstance(screen, CounterScreen)
    first = screen.household
    for _ in range(8):
        await pilot.press("down")
    assert screen.household != first
    assert screen.query_one("#results", Lines).position == len(screen.matches) - 1
    assert number("1990-01-01", 42)[-4:] in "\n".join(_screen_text(pilot))
