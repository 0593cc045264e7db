"""Every line of ``docs/按键数.md``, driven in a real terminal: its keys lead to its result."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.tui.families import number
from tests.tui.keys import CTRL_F, CTRL_N, CTRL_P, CTRL_Y, CTRL_Z, ENTER, F2, F4, F5, F6
from tests.tui.terminal import Terminal

pytestmark = pytest.mark.slow

_TABLE = Path(__file__).parents[2] / "docs" / "按键数.md"
_KEYS = {
    "F2": F2, "F4": F4, "F5": F5, "F6": F6, "回车": ENTER, "Ctrl+Z": CTRL_Z,
    "Ctrl+Y": CTRL_Y, "Ctrl+N": CTRL_N, "Ctrl+P": CTRL_P, "1": "1", "2": "2",
    "Ctrl+F": CTRL_F, "A": "a",
}  # fmt: skip
_NOT_COUNTED = ("文字", "号码", "首字母")


@dataclass(frozen=True)
class Flow:
    """One line of the table: what is done, its keys, how many, and the most there may be."""

    title: str
    words: tuple[str, ...]
    keys: int
    most: int


def flows() -> dict[str, Flow]:
    """Read the table."""
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \| (\d+) \| (\d+) \|$", _TABLE.read_text(), re.M)
    return {
        title: Flow(title, tuple(words.split()), int(keys), int(most))
        for title, words, keys, most in rows
    }


_FLOWS = flows()


def mistyped(born: str, sequence: int) -> str:
    """Return a person's identity number with a wrong digit in the year of birth."""
    whole = number(born, sequence)
    return whole[:8] + str((int(whole[8]) + 1) % 10) + whole[9:]


# What is typed for 文字, 号码 and 首字母, and what the screen says after each word.
_PLAYED: dict[str, list[tuple[str, str]]] = {
    "找到一户，四口人一张签购单收费": [
        ("zgq", "医疗应缴 750 元"), ("", "应收 750.00 元"), ("000555", "000555"),
        ("", "已入账"), ("", "收据 2019-000002"),
    ],
    "收费，签购单号正好接着上一张": [
        ("zgq", "医疗应缴 750 元"), ("", "000123"), ("", "已入账"), ("", "全家已参保"),
    ],
    "登记一个人的类别": [
        ("zgq", "曾国强"), ("", "按数字或上下键选类别"), ("", ""), ("", "已认定：曾国强 低保"),
    ],
    "撤回刚登记的类别": [("", "已撤回：曾国强 低保")],
    "看半月报": [("", "2019年11月上半月")],
    "导出半月报": [("", "2019年11月上半月"), ("", "已写入")],
    "催缴名单": [("", "2019年11月上半月"), ("", "名单和表"), ("", "上岭桥镇催缴名单")],
    "撤销今天的一笔收费，选原因": [
        ("reyihan", "已缴 250"), ("", "撤销、退费"), ("", "录错金额"), ("", "已撤销"),
    ],
    "看一个人为什么交这么多": [("jfj", "户主 解放军"), ("", "参保范围")],
    "整村代收，全村勾选，签购单号正好接着上一张": [
        ("", "村名"), ("qsc", "qsc"), ("", "未缴 3 户"), ("", "已勾 3 户"), ("", "000123"),
        ("", "已入账  青山村 3 户"),
    ],
    "同村下一户还要缴费的家庭": [("zgq", "曾国强"), ("", "户主 解放军")],
    "回到最近办理的一户": [("", "010004 户")],
    "用命令面板做一件事": [("", "输入功能名称"), ("bb", "报表"), ("", "2019年11月上半月")],
    "按姓名和村找到一户": [("qingshan zgq", "村内首字")],
    "按收据号找到一户": [("2019-000001", "已 收据")],
    "按出生日期找到一户": [("1960年1月2日", "户主 解放军")],
    "姓名打成了同音字，照样找到": [("曾国墙", "同音")],
    "证件号码错一位，照样找到": [(mistyped("1975-03-04", 11), "最像的")],
}  # fmt: skip


def test_every_flow_of_the_table_is_played() -> None:
    assert _FLOWS.keys() == _PLAYED.keys()


@pytest.mark.parametrize("flow", _FLOWS.values(), ids=lambda flow: flow.title)
def test_the_keys_lead_to_the_result_and_are_few(opened: Terminal, flow: Flow) -> None:
    if flow.title == "撤回刚登记的类别":
        opened.send("zgq" + F4 + "2" + F2)
        opened.wait_for("已认定")
    pressed = 0
    for word, (typed, following) in zip(flow.words, _PLAYED[flow.title], strict=True):
        if word in _NOT_COUNTED:
            opened.send(typed)
        else:
            opened.send(_KEYS[word])
            pressed += 1
        opened.wait_for(following)
        opened.settled()
    assert pressed == flow.keys <= flow.most
