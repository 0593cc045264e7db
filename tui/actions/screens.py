"""The keys of the other screens, in the order of their footers."""

from tui.actions.action import Action, Place


def _key(place: Place, key: str, name: str, title: str, text: str, handler: str) -> Action:
    """Return an action that is only a key of one screen, shown in its footer."""
    return Action(name, title, text, key=key, place=place, handler=handler, in_footer=True)


SCREENS = (
    _key("payment", "space", "pay-toggle", "勾选", "上下键选人，空格勾选或去掉", "toggle_member"),
    Action(
        "pay-tier-up",
        "高一档",
        "养老：光标所在的人选高一档",
        key="plus",
        place="payment",
        handler="tier(1)",
    ),
    Action(
        "pay-tier-down",
        "低一档",
        "养老：光标所在的人选低一档",
        key="minus",
        place="payment",
        handler="tier(-1)",
    ),
    _key("payment", "f2", "pay-confirm", "入账", "核对无误后入账；号码不全时先补全", "confirm"),
    _key("payment", "f3", "pay-add-family", "加一户", "同一张单据再加一户", "add_family"),
    _key("payment", "f4", "pay-other-money", "现金/刷卡", "在刷卡和现金之间换", "other_money"),
    _key("payment", "f6", "pay-add-slip", "再刷一张", "几张签购单一起付：记下这一张", "add_slip"),
    _key("payment", "escape", "pay-back", "返回", "不入账，回到柜台", "back"),
    _key("certify", "f2", "certify-confirm", "登记", "登记所选类别", "confirm"),
    _key("certify", "escape", "certify-back", "返回", "不登记，回到柜台", "back"),
    _key("change", "f2", "change-confirm", "办理", "办理所选变更", "confirm"),
    _key("change", "escape", "change-back", "返回", "不办理，回到柜台", "back"),
    _key("report", "f7", "report-earlier", "上一期", "看前一个半月", "earlier"),
    _key("report", "f8", "report-later", "下一期", "看后一个半月", "later"),
    _key("report", "f2", "report-export", "导出", "把这一期写成 xlsx 文件", "export"),
    _key("report", "escape", "report-back", "返回", "回到柜台", "back"),
    _key(
        "duplicates",
        "f2",
        "duplicates-keep-one",
        "留左边",
        "同一人：保留左边的记录，右边的离开名册",
        "same(1)",
    ),
    _key(
        "duplicates",
        "f3",
        "duplicates-keep-other",
        "留右边",
        "同一人：保留右边的记录，左边的离开名册",
        "same(2)",
    ),
    _key(
        "duplicates",
        "f4",
        "duplicates-different",
        "两人",
        "是两个人，各自保留",
        "decide('different')",
    ),
    _key(
        "duplicates",
        "f5",
        "duplicates-elsewhere",
        "在别处",
        "确认在别处参保，本站不再收费",
        "decide('elsewhere')",
    ),
    _key(
        "duplicates",
        "f6",
        "duplicates-not-elsewhere",
        "未在别处",
        "核实未在别处参保，要写明证明",
        "decide('not_elsewhere')",
    ),
    _key("duplicates", "f7", "duplicates-find", "查找", "在本站名册里查找疑似重复的人", "find"),
    _key("duplicates", "escape", "duplicates-back", "返回", "回到柜台", "back"),
    _key("explain", "f3", "explain-whole", "全家", "看全家的说明，再按一次只看这一个人", "whole"),
    _key("explain", "f2", "explain-export", "写成一页", "写成一页 xlsx，打印给参保人", "export"),
    _key("explain", "escape", "explain-back", "返回", "回到柜台", "back"),
    _key("settle", "f2", "settle-confirm", "入账", "补收或退还差额，记入台账", "confirm"),
    _key("settle", "escape", "settle-back", "返回", "不入账，回到柜台", "back"),
    _key("reverse", "f2", "reverse-confirm", "撤销/退费", "当日撤销，隔日登记退费申请", "confirm"),
    _key("reverse", "f3", "reverse-approve", "复核同意", "另一位经办人同意退费", "approve"),
    _key("reverse", "f4", "reverse-decline", "不同意", "取消退费申请，要写原因", "decline"),
    _key("reverse", "escape", "reverse-back", "返回", "回到柜台", "back"),
)
