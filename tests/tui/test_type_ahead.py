"""Keys typed ahead, in one write or split anywhere: in the right fields, or refused."""

import random
import re
from pathlib import Path

import pytest

from models.store.connect import open_store
from tests.tui.conftest import Entries, delayed_in_campaigns
from tests.tui.keys import (
    CTRL_P,
    CTRL_Y,
    CTRL_Z,
    DOWN,
    ENTER,
    ESC,
    F2,
    F3,
    F4,
    F5,
    F6,
    F7,
    F8,
    TAB,
)  # fmt: skip
from tests.tui.terminal import Terminal

pytestmark = pytest.mark.slow

_SPLITS, _CAMPAIGN = 5, 50
_KEY = re.compile(r"\x1bO.|\x1b\[[0-9;]*[A-Za-z~]|.", re.DOTALL)

_PAY_TWICE = f"zgq{F2}{F2}{ENTER}{ENTER}{F2}"
_UNTICK_AND_PAY = f"zgq{F2}{DOWN} {F2}"
_FILL_A_SLIP = f"zgq{F2}{TAB}{TAB}123456789012{TAB}654321"
_LOOK_AT_THE_REPORT = f"{F6}{F7}{F5}{ESC}{ESC}jfj"
_LEAVE_AND_FIND = f"zgq{F2}{ESC}{ESC}{ESC}仇老五{F4}"
_VOID = f"reyihan{CTRL_Z}1{F2}{F2}{F2}"


def pieces(keys: str, seed: int) -> list[str]:
    """Split keys into a few writes: between keys, or anywhere for even seeds."""
    dice = random.Random(seed)
    parts = _KEY.findall(keys) if seed % 2 else list(keys)
    cuts = sorted(dice.sample(range(1, len(parts)), min(len(parts) - 1, dice.randrange(6))))
    return [
        "".join(parts[start:end])
        for start, end in zip([0, *cuts], [*cuts, len(parts)], strict=True)
    ]


def type_in(terminal: Terminal, keys: str, seed: int) -> None:
    """Send keys split somewhere; seed 0 is one write, odd seeds let the program draw between.

    Within a key's own sequence nothing may come between: a terminal's answers do not.
    """
    for piece in pieces(keys, seed) if seed else [keys]:
        terminal.send(piece)
        if seed % 2:
            terminal.handled()


def back_at_the_counter(terminal: Terminal) -> None:
    """Leave whatever is open, with an empty search."""
    terminal.send(ESC * 5)
    terminal.wait_for("F2 收费", "查找：姓名")


def take_no_money(terminal: Terminal, seeds: range) -> None:
    """Type a payment ahead, however it is split: the right family, and the last key refused."""
    for seed in seeds:
        type_in(terminal, _PAY_TWICE if seed % 3 else _UNTICK_AND_PAY, seed)
        terminal.wait_for("收费  医疗保险", "010001 户  户主 曾国强", "！", "按键太快")
        back_at_the_counter(terminal)


def test_no_split_of_a_flow_takes_money_unseen(opened: Terminal, entries: Entries) -> None:
    take_no_money(opened, range(_SPLITS))
    assert entries() == []


@pytest.mark.soak
@pytest.mark.parametrize("start", range(_SPLITS, _CAMPAIGN, 9))
def test_none_of_fifty_splits_takes_money_unseen(
    opened: Terminal, entries: Entries, start: int
) -> None:
    take_no_money(opened, range(start, start + 9))
    assert entries() == []


def test_numbers_typed_ahead_of_their_screen_end_in_their_fields(opened: Terminal) -> None:
    """The screen opens with the cursor in the trace number; two fields on is the reference."""
    for seed in range(_SPLITS):
        type_in(opened, _FILL_A_SLIP, seed)
        opened.wait_for("凭证号：    000123", "参考号：    123456789012", "授权码：    654321")
        back_at_the_counter(opened)


@delayed_in_campaigns
def test_a_look_at_the_report_and_back_loses_no_letter(opened: Terminal) -> None:
    for seed in range(_SPLITS):
        type_in(opened, _LOOK_AT_THE_REPORT, seed)
        opened.wait_for("查找：jfj", "户主 解放军")
        back_at_the_counter(opened)


def test_letters_after_escape_are_letters(opened: Terminal) -> None:
    """Escape and a Chinese name in one write, then the key that opens the right person."""
    for seed in range(_SPLITS):
        type_in(opened, _LEAVE_AND_FIND, seed)
        opened.wait_for("[x] 仇老五")
        back_at_the_counter(opened)


def test_a_category_goes_to_the_person_typed(opened: Terminal) -> None:
    """The whole flow at once; and it can be taken back."""
    for seed in range(_SPLITS):
        type_in(opened, f"jfj{DOWN}{ENTER}{DOWN}{F4}5{F2}", seed)
        opened.wait_for("已认定：区桂花 重度残疾人")
        opened.send(CTRL_Y)
        opened.wait_for("已撤回：区桂花 重度残疾人")
        back_at_the_counter(opened)


def test_a_void_typed_ahead_is_refused(opened: Terminal, entries: Entries) -> None:
    """The payment to be voided was not seen: it stays."""
    for seed in range(_SPLITS):
        type_in(opened, _VOID, seed)
        opened.wait_for("按键太快")
        back_at_the_counter(opened)
    assert entries() == []


def look_at_the_payment(terminal: Terminal) -> None:
    """Open the payment of a family and read it."""
    terminal.send(f"zgq{F2}")
    terminal.wait_for("应收 750.00 元")
    terminal.settled()


def test_what_was_changed_has_to_be_seen_before_it_is_paid(
    opened: Terminal, entries: Entries
) -> None:
    """A tick, another family, cash instead of POS, each with F2 in the same write."""
    for keys in (f" {F2}", f"{F3}010002{ENTER}{F2}", f"{F4}{F2}"):
        look_at_the_payment(opened)
        opened.send(keys)
        opened.wait_for("按键太快")
        back_at_the_counter(opened)
    assert entries() == []


def test_another_family_is_paid_with_the_first_when_both_were_seen(
    opened: Terminal, entries: Entries
) -> None:
    look_at_the_payment(opened)
    opened.send(f"{F3}010002{ENTER}{F2}")
    opened.wait_for("按键太快", "2 户 5 人  应收 1,250.00 元")
    opened.settled()
    opened.send(F2)
    opened.wait_for("已入账")
    assert entries() == [(125000, "000123")]


def test_a_key_that_is_held_down_pays_nothing(opened: Terminal, entries: Entries) -> None:
    """F2 opens the payment, and is repeated by the keyboard long after it is to be seen."""
    opened.send("zgq")
    opened.wait_for("医疗应缴 750 元")
    for _ in range(50):
        opened.send(F2)
        opened.pass_time(0.03)
    opened.wait_for("按键太快")
    assert entries() == []
    opened.settled()
    opened.send(F2)
    opened.wait_for("已入账")


def test_a_date_typed_ahead_is_the_date_of_what_follows(opened: Terminal, stored: Path) -> None:
    opened.send("zgq")
    opened.wait_for("医疗应缴 750 元")
    opened.send(f"{F8}2019-11-13{ENTER}{F2}")
    opened.wait_for("应收 750.00 元")
    opened.settled()
    opened.send(f"{TAB}{TAB}{F2}")
    opened.wait_for("已入账")
    assert days_of_entries(stored)[-1] == "2019-11-13"


def days_of_entries(stored: Path) -> list[str]:
    store = open_store(str(stored / "station.db"), stored / "key")
    days = [str(row[0]) for row in store.rows("SELECT business_date FROM payment ORDER BY id")]
    store.close()
    return days


def test_what_the_palette_asks_gets_what_is_typed_behind(opened: Terminal) -> None:
    opened.send(f"{CTRL_P}ywrq{ENTER}2019-11-13{ENTER}")
    opened.wait_for("业务日期已改为 2019-11-13", "2019-11-13（不是今天）")


def test_a_payment_is_taken_once_however_often_the_key_is_pressed(
    opened: Terminal, entries: Entries
) -> None:
    look_at_the_payment(opened)
    opened.send(F2 + F2 + ENTER + F2)
    opened.wait_for("已入账")
    opened.settled()
    assert entries() == [(75000, "000123")]
