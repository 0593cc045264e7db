"""The whole program in a real terminal: a clerk's flow, from the search to the report."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from models.desk import open_desk
from models.station import found_station
from models.store.connect import create_store, open_store
from models.store.key import create_key_file
from seed.notice_file import load_notice
from tests.making import BUSINESS_DATE, pay
from tests.tui.families import add_families
from tests.tui.terminal import Terminal

_F2, _F4, _F6, _DOWN, _ESC, _CTRL_Q = "\x1bOQ", "\x1bOS", "\x1b[17~", "\x1b[B", "\x1b", "\x11"


@pytest.fixture
def station(tmp_path: Path) -> Path:
    """A store on disk with the families of the screen tests; one slip has been entered."""
    key_file = tmp_path / "key"
    create_key_file(key_file)
    store = create_store(str(tmp_path / "station.db"), key_file)
    desk = found_station(store, load_notice("lengshuitan-2019"), "上岭桥镇", BUSINESS_DATE, "01")
    add_families(desk)
    pay(desk, "010004", trace=122)
    store.close()
    return tmp_path


@pytest.fixture
def opened(station: Path) -> Iterator[Terminal]:
    """The counter of that station in a terminal."""
    terminal = Terminal(
        "--store", str(station / "station.db"), "--key-file", str(station / "key"),
        "--on", "2019-11-14", "--operator", "01", folder=station,
    )  # fmt: skip
    terminal.wait_for("F2 收费")
    yield terminal
    terminal.close()


@pytest.fixture
def entries(station: Path) -> Callable[[], list[tuple[object, ...]]]:
    """What stands in the ledger, read by another process."""

    def read() -> list[tuple[object, ...]]:
        store = open_store(str(station / "station.db"), station / "key")
        open_desk(store, load_notice, BUSINESS_DATE, "01")
        rows = store.rows(
            "SELECT p.amount_fen, s.trace FROM payment p LEFT JOIN slip s ON s.payment_id = p.id "
            "WHERE p.id > 1 ORDER BY p.id"
        )
        store.close()
        return rows

    return read


def test_a_day_at_the_counter(opened: Terminal, entries, station: Path):
    """Find by Chinese, certify in three keys, pay by two, look at the report, leave."""
    opened.send("曾国强")
    opened.wait_for("医疗应缴 750 元")
    opened.send(_F4)
    opened.wait_for("上下键选类别")
    opened.send(_DOWN + _DOWN)
    opened.read()
    opened.send(_F2)
    opened.wait_for("已认定：曾国强 特困供养人员")
    opened.wait_for("医疗应缴 500 元")
    opened.send(_F2)
    opened.wait_for("000123")
    opened.read(0.5)
    opened.send(_F2)
    opened.wait_for("已入账  收据 2019-000002  500.00 元")
    assert entries() == [(50000, "000123")]
    opened.send("\r")
    opened.wait_for("全家已参保")
    opened.send(_F6)
    opened.wait_for("2019年11月上半月")
    opened.wait_for("青山村")
    opened.send(_F2)
    opened.wait_for("已写入")
    assert (station / "半月报-上岭桥镇-2019-11-H1.xlsx").exists()
    opened.send(_ESC)
    opened.wait_for("F4 认定")
    opened.send(_CTRL_Q)
    assert opened.wait_for_end() == 0


def test_rare_characters_are_typed_and_shown(opened: Terminal):
    opened.send("𬱖")
    assert "𬱖䶮" in opened.wait_for("热依汗古丽")


@pytest.mark.parametrize("seed", range(5))
def test_keys_sent_ahead_in_bursts_never_take_money_unseen(opened: Terminal, entries, seed: int):
    """The whole flow in one write, or split anywhere: nothing is posted on an unseen screen."""
    dice = random.Random(seed)
    keys = ["j", "f", "j", _F2, _F2, "\r", "\r", _F2]
    cuts = sorted(dice.sample(range(1, len(keys)), dice.randrange(3))) if seed else []
    for start, end in zip([0, *cuts], [*cuts, len(keys)], strict=True):
        opened.send("".join(keys[start:end]))
    opened.read(0.4)
    assert entries() == []


@pytest.mark.parametrize("key", [_F2, _F4])
def test_a_key_never_overtakes_the_letters_typed_before_it(opened: Terminal, key: str):
    """Another family is on the screen; its successor's name and the key come in one write."""
    opened.send("jfj")
    opened.wait_for("解放军")
    opened.read()
    opened.send("\x15zgq" + key)
    assert "曾国强" in opened.wait_for("收费  城乡" if key == _F2 else "认定  ")
    assert "解放军" not in opened.read()


def test_a_burst_is_edited_in_the_order_typed(opened: Terminal):
    """Letters, two backspaces and letters again in one write."""
    opened.send("zgjj\x7f\x7fq")
    assert "查找：zgq" in opened.wait_for("医疗应缴 750 元")


def test_a_whole_slip_in_one_write_ends_in_the_right_fields(opened: Terminal):
    """Numbers with an Enter after each, as fast as a line delivers them."""
    opened.send("zgq")
    opened.wait_for("医疗应缴 750 元")
    opened.send(_F2)
    opened.wait_for("应收 750.00 元")
    opened.send("000127\x7f8\r\t123456789012\r654321\r8888\r093011")
    screen = opened.wait_for("交易时间：  093011")
    assert "凭证号：    000128" in screen and "参考号：    123456789012" in screen
    assert "授权码：    654321" in screen and "卡号末四位：8888" in screen


def test_a_hang_up_leaves_within_seconds_and_loses_nothing(opened: Terminal, entries):
    opened.send("zgq")
    opened.wait_for("医疗应缴 750 元")
    opened.send(_F2)
    opened.wait_for("应收 750.00 元")
    opened.hang_up()
    assert entries() == []


def test_nothing_is_drawn_while_nothing_happens(opened: Terminal):
    opened.read(0.5)
    before = opened.received
    opened.read(3)
    assert opened.received == before


def test_a_key_in_the_search_field_costs_little(opened: Terminal):
    """An Input of textual's own costs 2.2 KB a key; results that change come on top."""
    opened.send("龘")
    opened.read(0.5)
    before = opened.received
    opened.send("龖")
    opened.read(0.5)
    assert opened.received - before < 300
