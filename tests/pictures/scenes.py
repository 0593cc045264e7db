"""What the manual shows: visits to the demonstration station, scene after scene.

A step is keys, and a text that then stands on the screen; a scene's picture is taken
after its last step, and the next scene goes on from there.
"""

from dataclasses import dataclass

from tests.tui.keys import (
    CTRL_E,
    CTRL_K,
    CTRL_N,
    CTRL_O,
    CTRL_P,
    CTRL_R,
    CTRL_T,
    CTRL_Z,
    DOWN,
    ENTER,
    ESC,
    F1,
    F2,
    F3,
    F4,
    F5,
    F6,
    F7,
    F8,
    F9,
    F10,
    F11,
    F12,
    TAB,
)  # fmt: skip

Step = tuple[str, str]


@dataclass(frozen=True)
class Scene:
    """One picture of the counter. ``steps`` lead there from the scene before."""

    name: str
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Visit:
    """A session at the counter on a day, after commands that make what is shown."""

    day: str
    scenes: tuple[Scene, ...]
    before: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Printed:
    """One picture of what a command prints, so many rows high."""

    name: str
    words: tuple[str, ...]
    rows: int = 24


_TOUR = Visit("2019-10-24", (Scene("导览", (("", "【导览 1/10】"),)),))
_COUNTER = Visit(
    "2019-10-24",
    (
        Scene("查找", (("chenwenquan", "030115 户"),)),
        Scene("成员", ((ENTER, "上下键选人"),)),
        Scene("认定", ((F4, "按数字选类别"), ("2", ""))),
        Scene("认定之后", ((F2, "已认定：陈文泉"),)),
        Scene("理由", ((F5, "谁出钱"),)),
        Scene("收费", ((ESC, "030115 户"), (F2, "应收"))),
        Scene("入账", ((F2, "已入账"),)),
        Scene("下一户", ((ENTER, "收据"), (CTRL_N, "同村下一户"))),
        Scene("收现金", ((F2, "应收"), (F4, "征集流水号"))),
        Scene("撤销", ((ESC, "没有收费"), (ESC, ""), ("030115", "陈文泉"), (CTRL_Z, "撤销、退费"),
                       ("1", "录错金额"))),
        Scene("撤销之后", ((F2, "已撤销收据"),)),
        Scene("历史", ((ESC, "030115 户"), (F9, "户的历史"))),
        Scene("家庭变更", ((ESC, "030115 户"), (F7, "家庭变更"), (DOWN, "死亡"))),
        Scene("业务日期", ((ESC, "030115 户"), (F8, "业务日期（"))),
        Scene("打收据", ((ESC, "030115 户"), (CTRL_T, "收据号"))),
        Scene("日报", ((ESC, "030115 户"), (CTRL_K, "截至 2019年10月24日"))),
        Scene("半月报", ((ESC, "030115 户"), (F6, "城乡居民养老保险 2019 年度"))),
        Scene("数后面的家庭", ((ENTER, "本期参保人数"), (ENTER, "黄源村  本期参保人数："))),
        Scene("名单", ((ESC, ""), (ESC, "半月报"), (F5, "名单和表"))),
        Scene("催缴名单", ((ENTER, "第 1-"),)),
        Scene("上报", ((ESC, "名单和表"), (ESC, "半月报"), (F7, "10月上半月"),
                       (F4, "复核人的"))),
        Scene("重复核查", ((ESC, ""), (ESC, "030115 户"), (F10, "重复核查"), (F7, "新发现"))),
        Scene("日结", ((ESC, "030115 户"), (F11, "经办人日结"), (F3, "全站日结"),
                       ("0" + TAB, ""))),
        Scene("帮助", ((ESC, "030115 户"), (F1, "本屏的键"))),
        Scene("命令面板", ((ESC, "030115 户"), (CTRL_P, "功能："), ("s", "收费"))),
        Scene("缴存", (("\x7fjc", "缴存"), (ENTER, "银行缴款单号"), ("500", "500"))),
    ),
)  # fmt: skip
_LISTS = Visit(
    "2019-10-24",
    (
        Scene("今日流水", ((CTRL_O, "今日流水"),)),
        Scene("待办", ((ESC, "查找"), (CTRL_E, "谁办"))),
    ),
)
_PENSION = Visit(
    "2019-10-24",
    (Scene("收养老", (("010026", "许仁宇"), (F3, "档次"), ("+", "应收"))),),
)
_STATEMENT = Visit(
    "2019-10-24",
    (Scene("对账", ((CTRL_R, "待处理"),)),),
    before=(("import", "statement", "对账单.csv"),),
)
_REVISED = Visit(
    "2019-10-30",
    (Scene("补退差额", (("030112", "标准已改"), (F12, "补收"))),),
    before=(("notice", "fill", "medical.personal=280", "--document", "湘医保发〔2019〕88号"),),
)

VISITS = (_TOUR, _COUNTER, _LISTS, _PENSION, _STATEMENT, _REVISED)
PRINTED = (
    Printed("收据", ("receipt", "2019-010447"), rows=40),
    Printed("自检", ("check",), rows=40),
)
