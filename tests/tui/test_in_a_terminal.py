"""The whole program in a real terminal: a clerk's flow, from the search to the report."""

from pathlib import Path

import pytest

from tests.tui.conftest import Entries, also_delayed, delayed_in_campaigns
from tests.tui.keys import CTRL_Q, ENTER, ESC, F2, F4, F5, F6
from tests.tui.terminal import Terminal


@delayed_in_campaigns
@pytest.mark.usefixtures("begun_from_nothing")
def test_a_day_at_the_counter(opened: Terminal, entries: Entries, stored: Path) -> None:
    """Find by Chinese, certify in three keys, pay by two, look at the report, leave."""
    opened.send("曾国强")
    opened.wait_for("医疗应缴 750 元")
    opened.send(F4)
    opened.wait_for("按数字选类别")
    opened.send("3" + F2)
    opened.wait_for("已认定：曾国强 特困供养人员", "医疗应缴 500 元")
    opened.send(F2)
    opened.wait_for("000123")
    opened.settled()
    opened.send(F2)
    opened.wait_for("已入账  收据 2019-000002  500.00 元")
    assert entries() == [(50000, "000123")]
    opened.send("\r")
    opened.wait_for("全家已参保")
    opened.send(F6)
    opened.wait_for("2019年11月上半月", "青山村")
    opened.send(F2)
    opened.wait_for("已写入")
    assert (stored / "半月报-上岭桥镇-2019-11-H1.xlsx").exists()
    opened.send(ESC)
    opened.wait_for("F4 认定", gone=["2019年11月上半月"])
    opened.send(CTRL_Q)
    assert opened.wait_for_end() == 0


@pytest.mark.usefixtures("begun_from_nothing")
def test_the_program_has_not_settled_before_its_work_apart_is_over(opened: Terminal) -> None:
    """A list is made in a process of its own, behind a bar."""
    opened.send(F6 + F5 + ENTER)
    assert "上岭桥镇催缴名单" in opened.settled()


def test_rare_characters_are_typed_and_shown(opened: Terminal) -> None:
    opened.send("𬱖")
    opened.wait_for("𬱖䶮", "热依汗古丽")


@also_delayed
@pytest.mark.parametrize(("key", "title"), [(F2, "收费  医疗保险"), (F4, "认定  青山村")])
def test_a_key_never_overtakes_the_letters_typed_before_it(
    opened: Terminal, key: str, title: str
) -> None:
    """Another family is on the screen; its successor's name and the key come in one write."""
    opened.send("jfj")
    opened.wait_for("户主 解放军")
    opened.send("\x15zgq" + key)
    opened.wait_for(title, "曾国强", gone=["解放军"])
    assert "解放军" not in opened.settled()


@delayed_in_campaigns
def test_a_burst_is_edited_in_the_order_typed(opened: Terminal) -> None:
    """Letters, two backspaces and letters again in one write."""
    opened.send("zgjj\x7f\x7fq")
    opened.wait_for("查找：zgq", "医疗应缴 750 元")


@delayed_in_campaigns
def test_a_whole_slip_in_one_write_ends_in_the_right_fields(opened: Terminal) -> None:
    """Numbers with an Enter after each, as fast as a line delivers them."""
    opened.send("zgq")
    opened.wait_for("医疗应缴 750 元")
    opened.send(F2)
    opened.wait_for("应收 750.00 元")
    opened.send("000127\x7f8\r\t123456789012\r654321\r8888\r093011")
    opened.wait_for(
        "凭证号：    000128", "参考号：    123456789012", "授权码：    654321",
        "卡号末四位：8888", "交易时间：  093011",
    )  # fmt: skip


@pytest.mark.usefixtures("begun_from_nothing")
def test_a_hang_up_ends_the_program_and_loses_nothing(opened: Terminal, entries: Entries) -> None:
    opened.send("zgq")
    opened.wait_for("医疗应缴 750 元")
    opened.send(F2)
    opened.wait_for("应收 750.00 元")
    opened.hang_up()
    assert entries() == []
