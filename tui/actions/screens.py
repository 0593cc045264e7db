"""The keys of the other screens, in the order of their footers."""

from tui.actions.action import Action, Place


def _key(
    place: Place, key: str, name: str, title: str, text: str, handler: str, initials: str
) -> Action:
    """Return an action that is only a key of one screen, shown in its footer."""
    return Action(name, title, text, "", key, place, handler, initials, in_footer=True)


SCREENS = (
    _key(
        "payment",
        "space",
        "pay-toggle",
        "勾选",
        "上下键选人，空格勾选或去掉",
        "toggle_member",
        "gx",
    ),
    Action(
        "pay-tier-up",
        "高一档",
        "养老：光标所在的人选高一档",
        key="plus",
        place="payment",
        handler="tier(1)",
        initials="gyd",
    ),
    Action(
        "pay-tier-down",
        "低一档",
        "养老：光标所在的人选低一档",
        key="minus",
        place="payment",
        handler="tier(-1)",
        initials="dyd",
    ),
    _key(
        "payment", "f2", "pay-confirm", "入账", "核对无误后入账；号码不全时先补全", "confirm", "rz"
    ),
    _key("payment", "f3", "pay-add-family", "加一户", "同一张单据再加一户", "add_family", "jyh"),
    _key(
        "payment", "f4", "pay-other-money", "现金/刷卡", "在刷卡和现金之间换", "other_money", "xjsk"
    ),
    _key(
        "payment",
        "f6",
        "pay-add-slip",
        "再刷一张",
        "几张签购单一起付：记下这一张",
        "add_slip",
        "zsyz",
    ),
    _key("payment", "escape", "pay-back", "返回", "不入账，回到柜台", "back", "fh"),
    _key("certify", "f2", "certify-confirm", "登记", "登记所选类别", "confirm", "dj"),
    _key("certify", "escape", "certify-back", "返回", "不登记，回到柜台", "back", "fh"),
    _key("change", "f2", "change-confirm", "办理", "办理所选变更", "confirm", "bl"),
    _key("change", "escape", "change-back", "返回", "不办理，回到柜台", "back", "fh"),
    _key("report", "f7", "report-earlier", "上一期", "看前一个半月", "earlier", "syq"),
    _key("report", "f8", "report-later", "下一期", "看后一个半月", "later", "xyq"),
    Action(
        "report-open",
        "看家庭",
        "看光标这一行的数，再看数后面的家庭",
        key="enter",
        place="report",
        handler="open_line",
        initials="kjt",
    ),
    _key("report", "f4", "report-submit", "上报", "复核后上报这一期，从此不变", "submit", "sb"),
    _key(
        "report", "f5", "report-lists", "名单", "催缴、花名册、台账、结报等名单和表", "lists", "md"
    ),
    _key("report", "f2", "report-export", "导出", "把这一期写成 xlsx 文件", "export", "dc"),
    _key("report", "escape", "report-back", "返回", "回到柜台", "back", "fh"),
    _key(
        "duplicates",
        "f2",
        "duplicates-keep-one",
        "留左边",
        "同一人：保留左边的记录，右边的离开名册",
        "same(1)",
        "lzb",
    ),
    _key(
        "duplicates",
        "f3",
        "duplicates-keep-other",
        "留右边",
        "同一人：保留右边的记录，左边的离开名册",
        "same(2)",
        "lyb",
    ),
    _key(
        "duplicates",
        "f4",
        "duplicates-different",
        "两人",
        "是两个人，各自保留",
        "decide('different')",
        "lr",
    ),
    _key(
        "duplicates",
        "f5",
        "duplicates-elsewhere",
        "在别处",
        "确认在别处参保，本站不再收费",
        "decide('elsewhere')",
        "zbc",
    ),
    Action(
        "duplicates-not-elsewhere",
        "未在别处",
        "核实未在别处参保，要写明证明",
        key="f6",
        place="duplicates",
        handler="decide('not_elsewhere')",
        initials="wzbc",
    ),
    _key(
        "duplicates", "f7", "duplicates-find", "查找", "在本站名册里查找疑似重复的人", "find", "cz"
    ),
    _key("duplicates", "escape", "duplicates-back", "返回", "回到柜台", "back", "fh"),
    _key(
        "reconcile",
        "f2",
        "reconcile-same",
        "同一笔",
        "两边（或提示的另一方）是同一笔，核销这一行",
        "decide('same')",
        "tyb",
    ),
    _key(
        "reconcile",
        "f3",
        "reconcile-suspense",
        "挂账",
        "暂时查不清，挂账待查",
        "decide('suspense')",
        "gz",
    ),
    _key(
        "reconcile", "f4", "reconcile-entered", "已补录", "已补录或更正", "decide('entered')", "ybl"
    ),
    _key(
        "reconcile",
        "f5",
        "reconcile-refunded",
        "已退款",
        "多刷、多记的钱已经退还，例如单机多刷已退",
        "decide('refunded')",
        "ytk",
    ),
    _key(
        "reconcile",
        "f6",
        "reconcile-not-ours",
        "非本站",
        "不是本站的业务",
        "decide('not_ours')",
        "fbz",
    ),
    Action(
        "reconcile-voided",
        "已撤销",
        "已在 POS 机或台账里撤销",
        key="f7",
        place="reconcile",
        handler="decide('voided')",
        initials="ycx",
    ),
    _key("reconcile", "escape", "reconcile-back", "返回", "回到柜台", "back", "fh"),
    _key(
        "explain",
        "f3",
        "explain-whole",
        "全家",
        "看全家的说明，再按一次只看这一个人",
        "whole",
        "qj",
    ),
    _key(
        "explain",
        "f2",
        "explain-export",
        "写成一页",
        "写成一页 xlsx，打印给参保人",
        "export",
        "xcyy",
    ),
    _key("explain", "escape", "explain-back", "返回", "回到柜台", "back", "fh"),
    _key("settle", "f2", "settle-confirm", "入账", "补收或退还差额，记入台账", "confirm", "rz"),
    _key("settle", "escape", "settle-back", "返回", "不入账，回到柜台", "back", "fh"),
    _key("lists", "enter", "lists-open", "打开", "看光标所在的这张表", "open", "dk"),
    _key("lists", "escape", "lists-back", "返回", "回到半月报", "back", "fh"),
    _key("listing", "left", "listing-left", "向左", "看左边的列", "shift(-1)", "xz"),
    _key("listing", "right", "listing-right", "向右", "看右边的列", "shift(1)", "xy"),
    _key(
        "listing", "f2", "listing-export", "导出", "写成 xlsx 文件，放在当前文件夹", "export", "dc"
    ),
    _key("listing", "escape", "listing-back", "返回", "回到上一屏", "back", "fh"),
    _key("close", "f2", "close-confirm", "日结", "核对并日结；有差额先写明原因", "confirm", "rj"),
    _key("close", "f3", "close-scope", "本人/全站", "在本人日结和全站日结之间换", "scope", "brqz"),
    _key("close", "escape", "close-back", "返回", "回到柜台", "back", "fh"),
    _key(
        "reverse",
        "f2",
        "reverse-confirm",
        "撤销/退费",
        "当日撤销，隔日登记退费申请",
        "confirm",
        "cxtf",
    ),
    _key("reverse", "f3", "reverse-approve", "复核同意", "另一位经办人同意退费", "approve", "fhty"),
    _key("reverse", "f4", "reverse-decline", "不同意", "取消退费申请，要写原因", "decline", "bty"),
    _key("reverse", "escape", "reverse-back", "返回", "回到柜台", "back", "fh"),
)
