"""A colleague writes for a while, in a real terminal: keys are answered, Esc means not recorded."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.store.connect import open_store
from tests.tui.colleague import Colleague, colleague_at
from tests.tui.keys import DOWN, ENTER, ESC, F2, F4
from tests.tui.terminal import Terminal

pytestmark = pytest.mark.slow

_CERTIFIED = "SELECT count(*) FROM audit WHERE action = 'certify'"
_PAID = "SELECT count(*) FROM payment"


@pytest.fixture
def colleague(stored: Path) -> Iterator[Colleague]:
    with colleague_at(stored / "station.db") as colleague:
        yield colleague


def count(folder: Path, sql: str) -> int:
    """Count what another process sees recorded."""
    store = open_store(str(folder / "station.db"), folder / "key")
    counted = int(store.rows(sql)[0][0])
    store.close()
    return counted


def test_a_category_that_waits_is_given_up_by_escape(
    opened: Terminal, stored: Path, colleague: Colleague
) -> None:
    opened.send(f"jfj{DOWN}{ENTER}{DOWN}{F4}5")
    opened.wait_for("[x] 区桂花")
    colleague.hold()
    opened.send(F2)
    opened.wait_for("正在登记……  Esc 取消")
    opened.send(f"x{F2}{F2}{ESC}")
    opened.wait_for("已取消，没有改动")
    colleague.let_go()
    opened.send(F2)
    opened.wait_for("已认定：区桂花 重度残疾人")
    assert count(stored, _CERTIFIED) == 1


def test_a_payment_that_waits_is_entered_once_when_the_colleague_is_done(
    opened: Terminal, stored: Path, colleague: Colleague
) -> None:
    opened.send(f"zgq{F2}")
    opened.wait_for("应收 750.00 元")
    opened.settled()
    before = count(stored, _PAID)
    colleague.hold()
    opened.send(F2)
    opened.wait_for("正在入账……  Esc 取消")
    opened.send(F2 * 20 + ENTER)
    assert "正在入账……  Esc 取消" in opened.handled()
    assert count(stored, _PAID) == before
    colleague.let_go()
    opened.wait_for("已入账")
    assert count(stored, _PAID) == before + 1


def test_whoever_is_cut_off_while_waiting_leaves_nothing(
    opened: Terminal, stored: Path, colleague: Colleague
) -> None:
    opened.send(f"jfj{DOWN}{ENTER}{DOWN}{F4}5")
    opened.wait_for("[x] 区桂花")
    colleague.hold()
    opened.send(F2)
    opened.wait_for("正在登记……  Esc 取消")
    opened.hang_up()
    colleague.let_go()
    assert count(stored, _CERTIFIED) == 0
