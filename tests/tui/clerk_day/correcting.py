"""What was booked wrongly is put right."""

from tests.making import PIN
from tests.tui import keys
from tests.tui.clerk_day.played import Played, played

_PAID = ("reyihan", "已缴 250")
_REVERSING = ("", "撤销、退费、更正")
_NEXT_DAY = "2019-11-15"
_CTRL_Z = "\x1a"

TASKS: dict[str, Played] = {
    "撤销今天的一笔收费，选原因": played(_PAID, _REVERSING, ("", "录错金额"), ("", "已撤销")),
    "从今天的流水撤销一笔": played(
        ("", "上岭桥镇劳动保障站流水"), _REVERSING, ("", "录错金额"), ("", "已撤销")
    ),
    "按收据号撤销一笔": played(
        ("", "输入功能名称"), ("cxsj", "撤销收据"), ("", "整批撤销"), ("2019-000001", "000001"),
        ("", ""), ("录错金额", "录错金额"), ("", "已撤销收据 2019-000001：2 人，500.00 元"),
    ),
    "收到了别家名下，改到对的一家": played(
        _PAID, _REVERSING, ("", "录错人员"), ("", "应收的是哪一户"), ("010002", "010002"),
        ("", "金额不变"), ("", "收据 2019-000001 改为收据 2019-000003"),
    ),
    "一个人退费，选原因": played(
        _PAID, _REVERSING, ("", "[x] 热依汗"), ("", "重复缴费"),
        ("", "已登记退费申请：收据 2019-000001，热依汗古丽·阿不都热合曼 250.00 元"),
    ),
    "昨天的一笔申请退费": played(
        _PAID, _REVERSING, ("", "原因：        重复缴费"), ("", "等待复核"), day=_NEXT_DAY
    ),
    "第二人当面复核退费": played(
        _PAID, _REVERSING, ("", "第二人的编号"), ("second", "second"), ("", "PIN"),
        (PIN, ""), ("", "已退费收据 2019-000001：2 人 500.00 元"),
        before=(
            ("reyihan" + _CTRL_Z, "撤销、退费、更正"), ("3" + keys.F2, "等待复核"),
            (keys.ESC * 2, "查找"),
        ),
        day=_NEXT_DAY,
    ),
}  # fmt: skip
