"""Every line of ``docs/按键数.md``, driven in a real terminal: its keys lead to its result."""

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from models.people.categories.certify import certify
from models.people.person_meant import person_meant
from models.people.roster import merge_roster
from models.station.desk import open_desk
from models.store.connect import open_store
from seed.notice_file import load_notice
from tests.making import BUSINESS_DATE, person
from tests.tui import keys
from tests.tui.families import number
from tests.tui.terminal import Terminal

pytestmark = pytest.mark.slow

_TABLE = Path(__file__).parents[2] / "docs" / "按键数.md"
_NAMED = {
    "回车": keys.ENTER, "Esc": keys.ESC, "空格": " ", "↑": keys.UP, "↓": keys.DOWN,
    "←": keys.LEFT, "→": keys.RIGHT, "PgDn": keys.PAGE_DOWN, "Tab": keys.TAB,
}  # fmt: skip
_NOT_COUNTED = ("文字", "号码", "首字母", "原因")


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
        ("zgq", "曾国强"), ("", "按数字选类别"), ("", ""), ("", "已认定：曾国强 低保"),
    ],
    "撤回刚登记的类别": [("", "已撤回：曾国强 低保")],
    "看半月报": [("", "2019年11月上半月")],
    "导出半月报": [("", "2019年11月上半月"), ("", "已写入")],
    "催缴名单": [("", "2019年11月上半月"), ("", "名单和表"), ("", "上岭桥镇催缴名单")],
    "一个村的催缴名单": [
        ("", "2019年11月上半月"), ("", "名单和表"), ("", "上岭桥镇催缴名单"), ("", "A 青山村"),
        ("", "筛选：青山村"),
    ],
    "一个村的催缴名单，写成文件": [
        ("", "2019年11月上半月"), ("", "名单和表"), ("", "上岭桥镇催缴名单"), ("", "A 青山村"),
        ("", "筛选：青山村"), ("", "已写入"),
    ],
    "名单里只看有几个字的行": [
        ("", "2019年11月上半月"), ("", "名单和表"), ("", "上岭桥镇催缴名单"), ("", "筛选："),
        ("jfj", "筛选：jfj"), ("", "解放军"),
    ],
    "名单按一列排序": [
        ("", "2019年11月上半月"), ("", "名单和表"), ("", "上岭桥镇催缴名单"), ("", "从小到大"),
    ],
    "名单按一列排序，从大到小": [
        ("", "2019年11月上半月"), ("", "名单和表"), ("", "上岭桥镇催缴名单"), ("", "从小到大"),
        ("", "从大到小"),
    ],
    "打开名单里的一家": [
        ("", "2019年11月上半月"), ("", "名单和表"), ("", "上岭桥镇催缴名单"),
        ("", "从名单打开的家庭"),
    ],
    "今天的流水": [("", "上岭桥镇劳动保障站流水")],
    "今天本人经办的": [("", "上岭桥镇劳动保障站流水"), ("", "本人")],
    "打开今天流水里的一家": [("", "上岭桥镇劳动保障站流水"), ("", "从名单打开的家庭")],
    "从今天的流水撤销一笔": [
        ("", "上岭桥镇劳动保障站流水"), ("", "撤销、退费"), ("", "录错金额"), ("", "已撤销"),
    ],
    "看有什么等着办": [("", "上岭桥镇劳动保障站待办")],
    "从待办去办第一件": [("", "上岭桥镇劳动保障站待办"), ("", "经办人日结  2019-11-14")],
    "撤销今天的一笔收费，选原因": [
        ("reyihan", "已缴 250"), ("", "撤销、退费"), ("", "录错金额"), ("", "已撤销"),
    ],
    "一个人退费，选原因": [
        ("reyihan", "已缴 250"), ("", "撤销、退费"), ("", "[x] 热依汗"), ("", "重复缴费"),
        ("", "已登记退费申请：收据 2019-000001，热依汗古丽·阿不都热合曼 250.00 元"),
    ],
    "改手机号码": [
        ("zgq", "曾国强"), ("", "家庭变更"), ("", "现在的号码：142****0011"),
        ("13800001234", "13800001234"), ("", "手机号码改为 138****1234：曾国强"),
    ],
    "记一句家庭备注": [
        ("zgq", "曾国强"), ("", "家庭变更"), ("", "家庭备注："), ("lianxinver", "lianxinver"),
        ("", "备注：lianxinver"),
    ],
    "更正姓名": [
        ("jfj", "户主 解放军"), ("", "家庭变更"), ("", "登记有误"), ("解放均", "解放均"),
        ("", "姓名已更正：解放军 改为 解放均"),
    ],
    "改与户主关系": [
        ("dxm", "单雪梅"), ("", "家庭变更"), ("", "现在的关系：配偶"), ("妻", "妻"),
        ("", "与户主关系改为妻：单雪梅"),
    ],
    "五个人一起登记类别": [
        ("ydh", "户主 阳大户"), ("", "按数字选类别"), ("", ""), ("", ""), ("", "[x] 阳一"),
        ("", "[x] 阳二"), ("", "[x] 阳三"), ("", "[x] 阳四"), ("", "一起登记：低保 5 人"),
    ],
    "终止一个人的类别": [
        ("jfj", "户主 解放军"), ("", "按数字选类别"), ("", "已认定"), ("", "认定文件"),
        ("minzhenghan1", "minzhenghan1"), ("", "已终止：解放军 低保"),
    ],
    "续期一个人的类别": [
        ("ydh", "户主 阳大户"), ("", "按数字选类别"), ("", "已到期"), ("", "新的截止日期"),
        ("2020-12-31", "2020-12-31"), ("", "认定文件"), ("minzhenghan1", "minzhenghan1"),
        ("", "已续期：阳大户 贫困残疾人"),
    ],
    "看完整证件号": [("zgq", "曾国强"), ("", "核对证件"), ("", "43119819750304011")],
    "看一个人为什么交这么多": [("jfj", "户主 解放军"), ("", "参保范围")],
    "整村代收，全村勾选，签购单号正好接着上一张": [
        ("", "村名"), ("qsc", "qsc"), ("", "未缴 3 户"), ("", "已勾 3 户"), ("", "000123"),
        ("", "已入账  青山村 3 户"),
    ],
    "同村下一户还要缴费的家庭": [("zgq", "曾国强"), ("", "户主 解放军")],
    "回到最近办理的一户": [("", "010004 户")],
    "打刚收的登记单": [("reyihan", "已缴 250"), ("", "收据号"), ("", "【正本】")],
    "补打登记单，写原因": [
        ("reyihan", "已缴 250"), ("", "收据号"), ("", "补打的原因"), ("丢失", "丢失"),
        ("", "【补打 第 1 次】"),
    ],
    "选定打印机：经终端打到自己的": [
        ("", "输入功能名称"), ("dyj", "打印机"), ("", "打印到"), ("", "终端的打印机"),
        ("", "以后打到：终端的打印机，80 毫米"),
    ],
    "用命令面板做一件事": [("", "输入功能名称"), ("bb", "报表"), ("", "2019年11月上半月")],
    "四口人的养老、医疗，一张签购单": [
        ("zjq", "养老应缴 0 元"), ("", "应收 1,000.00 元"), ("", "全家同一档"),
        ("2", ""), ("0", ""), ("0", ""), ("", "应收 1,800.00 元（医疗 1,000、养老 800）"),
        ("000777", "000777"),
        ("", "已入账  收据 2019-000002  1,800.00 元"),
    ],
    "全家养老同一档": [
        ("zjq", "钟家强"), ("", "F8 全家同一档"), ("", "回车确定"), ("5", ""), ("0", ""), ("0", ""),
        ("", "4 人  应收 2,000.00 元"), ("", "已入账"),
    ],
    "给一个人输入养老档次": [
        ("zjq", "钟家强"), ("", "F8 全家同一档"), ("", "钟家强，缴费档次"), ("5", ""), ("0", ""),
        ("0", ""), ("", "1 人  应收 500.00 元"), ("", "已入账"),
    ],
    "收现金，算找零": [
        ("zgq", "医疗应缴 750 元"), ("", "应收 750.00 元"), ("", "票据号"),
        ("ZJ2019001", "ZJ2019001"), ("", ""), ("A0099", "A0099"), ("", ""),
        ("1", ""), ("0", ""), ("0", ""), ("0", "找零 250.00 元"), ("", "已入账"),
    ],
    "一张签购单两户，按姓名加一户": [
        ("zgq", "医疗应缴 750 元"), ("", "应收 750.00 元"), ("", "再加一户"), ("jfj", "解放军"),
        ("", "2 户 5 人  应收 1,250.00 元"), ("", "已入账"),
    ],
    "按姓名和村找到一户": [("qingshan zgq", "村内首字")],
    "按收据号找到一户": [("2019-000001", "户主 仇老五")],
    "按出生日期找到一户": [("1960年1月2日", "户主 解放军")],
    "姓名打成了同音字，照样找到": [("曾国墙", "同音")],
    "证件号码错一位，照样找到": [(mistyped("1975-03-04", 11), "最像的")],
}  # fmt: skip
_BEFORE: dict[str, list[tuple[str, str]]] = {
    "撤回刚登记的类别": [("zgq" + keys.F4 + "2" + keys.F2, "已认定")],
    "从待办去办第一件": [(keys.F8 + "2019-11-20" + keys.ENTER, "待办")],
    "补打登记单，写原因": [("reyihan" + chr(0x14) + keys.ENTER, "【正本】"), (keys.ESC * 2, "")],
}
"""What is done, uncounted, before a task begins."""
_IN_OCTOBER = ("四口人的养老、医疗，一张签购单", "全家养老同一档", "给一个人输入养老档次")
"""What is played while pensions are collected; all others in November."""


def _sent(word: str) -> str:
    """Return what a terminal sends for a key as the table names it."""
    if word in _NAMED:
        return _NAMED[word]
    if re.fullmatch(r"F\d+", word):
        sent: str = getattr(keys, word)
        return sent
    if word.startswith("Ctrl+"):
        return chr(ord(word[-1]) - ord("@"))
    assert len(word) == 1, word
    return word.lower()


def _add_large_family(folder: Path) -> None:
    """Six people under one number, the head disabled until the end of October."""
    store = open_store(str(folder / "station.db"), folder / "key")
    desk = open_desk(store, load_notice, BUSINESS_DATE, "01")
    names = ("阳大户", "阳一", "阳二", "阳三", "阳四", "阳五")
    people = [
        person(name, household="010006", relation="子女" if place else "户主")
        for place, name in enumerate(names)
    ]
    merge_roster(desk, people, "花名册")
    head = person_meant(desk, "010006/阳大户")
    certify(desk, head, "贫困残疾人", dt.date(2019, 1, 1), dt.date(2019, 10, 31), "残联", "残证 1")
    store.close()


def test_every_flow_of_the_table_is_played() -> None:
    assert _FLOWS.keys() == _PLAYED.keys()


@pytest.mark.parametrize("flow", _FLOWS.values(), ids=lambda flow: flow.title)
def test_the_keys_lead_to_the_result_and_are_few(
    request: pytest.FixtureRequest, stored: Path, flow: Flow
) -> None:
    opened: Terminal = request.getfixturevalue(
        "in_october" if flow.title in _IN_OCTOBER else "opened"
    )
    if _PLAYED[flow.title][0][0] == "ydh":
        _add_large_family(stored)
    for typed, following in _BEFORE.get(flow.title, ()):
        opened.send(typed)
        opened.wait_for(following)
        opened.settled()
    pressed = 0
    for word, (typed, following) in zip(flow.words, _PLAYED[flow.title], strict=True):
        if word in _NOT_COUNTED:
            opened.send(typed)
        else:
            opened.send(_sent(word))
            pressed += 1
        opened.wait_for(following)
        opened.settled()
    assert pressed == flow.keys <= flow.most
