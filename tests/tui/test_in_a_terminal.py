"""The whole program in a real terminal: a clerk's flow, from the search to the report."""

from pathlib import Path

import pytest

from tests.tui.keys import CTRL_Q, DOWN, ESC, F2, F4, F6
from tests.tui.terminal import Terminal


def test_a_day_at_the_counter(opened: Terminal, entries, stored: Path):
    """Find by Chinese, certify in three keys, pay by two, look at the report, leave."""
    opened.send("曾国强")
    opened.wait_for("医疗应缴 750 元")
    opened.send(F4)
    opened.wait_for("上下键选类别")
    opened.send(DOWN + DOWN)
    opened.read()
    opened.send(F2)
    opened.wait_for("已认定：曾国强 特困供养人员")
    opened.wait_for("医疗应缴 500 元")
    opened.send(F2)
    opened.wait_for("000123")
    opened.look()
    opened.send(F2)
    opened.wait_for("已入账  收据 2019-000002  500.00 元")
    assert entries() == [(50000, "000123")]
    opened.send("\r")
    opened.wait_for("全家已参保")
    opened.send(F6)
    opened.wait_for("2019年11月上半月")
    opened.wait_for("青山村")
    opened.send(F2)
    opened.wait_for("已写入")
    assert (stored / "半月报-上岭桥镇-2019-11-H1.xlsx").exists()
    opened.send(ESC)
    opened.wait_for("F4 认定")
    opened.send(CTRL_Q)
    assert opened.wait_for_end() == 0


def test_rare_characters_are_typed_and_shown(opened: Terminal):
    opened.send("𬱖")
    assert "𬱖䶮" in opened.wait_for("热依汗古丽")


@pytest.mark.parametrize("key", [F2, F4])
def test_a_key_never_overtakes_the_letters_typed_before_it(opened: Terminal, key: str):
    """Another family is on the screen; its successor's name and the key come in one write."""
    opened.send("jfj")
    opened.wait_for("解放军")
    opened.read()
    opened.send("\x15zgq" + key)
    assert "曾国强" in opened.wait_for("收费  城乡" if key == F2 else "认定  ")
    assert "解放军" not in opened.read()


def test_a_burst_is_edited_in_the_order_typed(opened: Terminal):
    """Letters, two backspaces and letters again in one write."""
    opened.send("zgjj\x7f\x7fq")
    assert "查找：zgq" in opened.wait_for("医疗应缴 750 元")


def test_a_whole_slip_in_one_write_ends_in_the_right_fields(opened: Terminal):
    """Numbers with an Enter after each, as fast as a line delivers them."""
    opened.send("zgq")
    opened.wait_for("医疗应缴 750 元")
    opened.send(F2)
    opened.wait_for("应收 750.00 元")
    opened.send("000127\x7f8\r\t123456789012\r654321\r8888\r093011")
    screen = opened.wait_for("交易时间：  093011")
    assert "凭证号：    000128" in screen and "参考号：    123456789012" in screen
    assert "授权码：    654321" in screen and "卡号末四位：8888" in screen


def test_a_hang_up_leaves_within_seconds_and_loses_nothing(opened: Terminal, entries):
    opened.send("zgq")
    opened.wait_for("医疗应缴 750 元")
    opened.send(F2)
    opened.wait_for("应收 750.00 元")
    opened.hang_up()
    assert entries() == []
