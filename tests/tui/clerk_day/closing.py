"""Papers are printed, and the day is closed."""

from tests.tui import keys
from tests.tui.clerk_day.played import Played, played

_PAID = ("reyihan", "已缴 250")
_PALETTE = ("", "输入功能名称")
_CTRL_T = "\x14"

TASKS: dict[str, Played] = {
    "打刚收的登记单": played(_PAID, ("", "收据号"), ("", "【正本】")),
    "补打登记单，写原因": played(
        _PAID, ("", "收据号"), ("", "补打的原因"), ("丢失", "丢失"), ("", "【补打 第 1 次】"),
        before=(("reyihan" + _CTRL_T + keys.ENTER, "【正本】"), (keys.ESC * 2, "")),
    ),
    "打缴费证明": played(_PAID, _PALETTE, ("jfzm", "缴费证明"), ("", "已写入")),
    "打参保登记表": played(
        ("zgq", "曾国强"), _PALETTE, ("cbdjb", "参保登记表"), ("", "已写入")
    ),
    "选定打印机：经终端打到自己的": played(
        _PALETTE, ("dyj", "打印机"), ("", "打印到"), ("", "终端的打印机"),
        ("", "以后打到：终端的打印机，80 毫米"),
    ),
    "看对账的差异": played(("", "待处理 0 件")),
    "在名册里查重复": played(("", "待核查 0 件"), ("", "新发现 0 件")),
    "本人日结，没有现金": played(
        ("", "清点的现金"), ("", ""), ("", "已日结：第 1 号")
    ),
    "本人日结，连 POS 结算单": played(
        ("", "清点的现金"), ("", ""), ("", ""), ("", ""), ("", ""), ("", "500"),
        ("", "终端 12345678 批次 000001     1    500.00    500.00  0.00"),
    ),
    "整库备份": played(
        _PALETTE, ("bf", "备份"), ("", "加密、逐页核对"), ("b.db", "b.db"),
        ("", "已备份到 b.db：1 笔，到 2019-11-14"),
    ),
    "自检": played(_PALETTE, ("zj", "自检"), ("", "链头"), ("", "通过  分录借贷平衡")),
    "看操作记录": played(
        _PALETTE, ("czjl", "操作记录"), ("", "操作记录"), ("", "收据 2019-000001")
    ),
}  # fmt: skip
