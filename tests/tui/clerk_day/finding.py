"""The door opens, and people are found."""

from tests.tui import keys
from tests.tui.clerk_day.played import Played, played
from tests.tui.families import number

_A_WEEK_LATER = (keys.F8 + "2019-11-20" + keys.ENTER, "待办")


def mistyped(born: str, sequence: int) -> str:
    """Return a person's identity number with a wrong digit in the year of birth."""
    whole = number(born, sequence)
    return whole[:8] + str((int(whole[8]) + 1) % 10) + whole[9:]


TASKS: dict[str, Played] = {
    "看有什么等着办": played(("", "上岭桥镇劳动保障站待办")),
    "从待办去办第一件": played(
        ("", "上岭桥镇劳动保障站待办"), ("", "经办人日结  2019-11-14"), before=(_A_WEEK_LATER,)
    ),
    "待办写成文件": played(("", "上岭桥镇劳动保障站待办"), ("", "已写入"), before=(_A_WEEK_LATER,)),
    "业务日期改成前一天，补录单据": played(
        ("", "业务日期（例如"), ("2019-11-13", "2019-11-13"), ("", "业务日期已改为 2019-11-13")
    ),
    "回到最近办理的一户": played(("", "010004 户")),
    "按姓名首字母找到一户": played(("zgq", "户主 曾国强")),
    "按姓名和村找到一户": played(("qingshan zgq", "村内首字")),
    "看一个村的人": played(("qingshan", "已 村")),
    "按手机尾号找到一户": played(("0011", "未 手机尾号")),
    "按户编号找到一户": played(("010003", "户主 仇老五")),
    "按收据号找到一户": played(("2019-000001", "已 收据")),
    "按出生日期找到一户": played(("1960年1月2日", "户主 解放军")),
    "姓名打成了同音字，照样找到": played(("曾国墙", "同音")),
    "证件号码错一位，照样找到": played((mistyped("1975-03-04", 11), "最像的")),
    "同村下一户还要缴费的家庭": played(("zgq", "曾国强"), ("", "户主 解放军")),
    "看完整证件号": played(("zgq", "曾国强"), ("", "核对证件"), ("", number("1975-03-04", 11))),
    "看一家的历史": played(("reyihan", "已缴 250"), ("", "青山村 010004 户的历史")),
    "看一个人为什么交这么多": played(("jfj", "户主 解放军"), ("", "参保范围")),
    "看全家为什么交这么多": played(
        ("jfj", "户主 解放军"), ("", "参保范围"), ("", "应缴与理由  全家")
    ),
    "缴费说明写成一页": played(("jfj", "户主 解放军"), ("", "参保范围"), ("", "已写入")),
}
