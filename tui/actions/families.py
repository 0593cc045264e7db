"""The keys of the screens about people: their categories, changes, and why they owe what."""

from tui.actions.action import key_of

FAMILIES = (
    key_of(
        "certify",
        "f2",
        "certify-confirm",
        "登记",
        "登记所选类别",
        "confirm",
        "dj",
        same_as="certify 证件号码 --category 类别",
    ),
    key_of("certify", "escape", "certify-back", "返回", "不登记，回到柜台", "back", "fh"),
    key_of("change", "left", "change-earlier", "上一人", "换成这一户的上一人", "member(-1)", "syr"),
    key_of("change", "right", "change-later", "下一人", "换成这一户的下一人", "member(1)", "xyr"),
    key_of(
        "change",
        "f2",
        "change-confirm",
        "办理",
        "办理所选变更；有人因此离开的，看清提示再按一次",
        "confirm",
        "bl",
        same_as="change",
    ),
    key_of("change", "escape", "change-back", "返回", "不办理，回到柜台", "back", "fh"),
    key_of(
        "explain",
        "f3",
        "explain-whole",
        "全家",
        "看全家的说明，再按一次只看这一个人",
        "whole",
        "qj",
    ),
    key_of(
        "explain",
        "f2",
        "explain-export",
        "写成一页",
        "写成一页 xlsx，打印给参保人",
        "export",
        "xcyy",
        same_as="explain 户编号 --xlsx 文件",
    ),
    key_of("explain", "escape", "explain-back", "返回", "回到柜台", "back", "fh"),
)
