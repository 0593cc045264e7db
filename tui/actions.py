"""The one registry of actions: every action of the program is declared here, once.

The command line, key bindings, footer, palette and help are all made from it. An
action names its command (``module:attribute``, imported only when called), its key on a
screen, or both. One that comes later says so instead of pretending to work.
"""

from dataclasses import dataclass
from typing import Literal

Place = Literal["counter", "payment", "certify", "report", "everywhere"]


@dataclass(frozen=True)
class Action:
    """Something a person can do, from a screen (``key`` in ``place``) or as a command.

    ``handler`` is the screen's action method; ``initials`` are the pinyin initials the
    palette answers to; ``in_footer`` shows the key at the bottom of its screen.
    """

    name: str
    title: str
    help: str
    command: str = ""
    key: str = ""
    place: Place = "counter"
    handler: str = ""
    initials: str = ""
    in_footer: bool = False
    comes_later: bool = False

    @property
    def key_title(self) -> str:
        """The key as a person reads it: ``F2``, ``Ctrl+P``, ``Esc``."""
        names = {"escape": "Esc", "enter": "回车", "space": "空格", "plus": "+", "minus": "-"}
        return names.get(self.key) or "+".join(part.title() for part in self.key.split("+"))


ACTIONS: tuple[Action, ...] = (
    # The counter's actions, each also a command.
    Action(
        "find",
        "查找",
        "按姓名、拼音、首字母、证件号、手机号或户编号查人；Esc 回到查找栏，再按清空",
        command="tui.commands.find:find",
        key="escape",
        handler="search",
        initials="cz",
    ),
    Action(
        "open-family",
        "成员",
        "到家庭的成员里选人",
        key="enter",
        handler="open_family",
        initials="cy",
        in_footer=True,
    ),
    Action(
        "pay",
        "收费",
        "为打开的家庭收医疗保险费：核对人员，录入 POS 签购单，确认入账",
        command="tui.commands.pay:pay",
        key="f2",
        handler="pay_medical",
        initials="sf",
        in_footer=True,
    ),
    Action(
        "pay-pension",
        "收养老",
        "为打开的家庭收养老保险费：逐人选档次，录入 POS 签购单，确认入账",
        key="f3",
        handler="pay_pension",
        initials="syl",
        in_footer=True,
    ),
    Action(
        "certify",
        "认定",
        "为选中的人登记人员类别：类别、起止日期、认定部门和文件",
        command="tui.commands.certify:certify",
        key="f4",
        handler="certify",
        initials="rd",
        in_footer=True,
    ),
    Action(
        "family",
        "家庭",
        "一户的成员、类别、各险种应缴与理由、已缴情况；屏幕上逐人看理由",
        command="tui.commands.family:family",
        key="f5",
        handler="explain",
        initials="jt",
        in_footer=True,
    ),
    Action(
        "report",
        "报表",
        "半月报：选报告期，看进度，导出 xlsx",
        command="tui.commands.report:report",
        key="f6",
        handler="open_report",
        initials="bb",
        in_footer=True,
    ),
    Action(
        "help",
        "帮助",
        "本屏的键和说明",
        key="f1",
        place="everywhere",
        handler="app.open_help",
        initials="bz",
        in_footer=True,
    ),
    Action(
        "palette",
        "命令",
        "列出所有功能，输入文字或拼音首字母来选",
        key="ctrl+p",
        place="everywhere",
        handler="app.command_palette",
        initials="ml",
    ),
    Action(
        "business-date",
        "业务日期",
        "更改业务日期，例如补录昨天的单据",
        key="f8",
        handler="set_business_date",
        initials="ywrq",
    ),
    Action(
        "quit",
        "退出",
        "离开程序；已入账的都已保存",
        key="ctrl+q",
        place="everywhere",
        handler="app.quit",
        initials="tc",
    ),
    # Keys of the other screens.
    Action(
        "pay-toggle",
        "勾选",
        "上下键选人，空格勾选或去掉",
        key="space",
        place="payment",
        handler="toggle_member",
        in_footer=True,
    ),
    Action(
        "pay-tier-up",
        "高一档",
        "养老：光标所在的人选高一档",
        key="plus",
        place="payment",
        handler="tier(1)",
        in_footer=True,
    ),
    Action(
        "pay-tier-down",
        "低一档",
        "养老：光标所在的人选低一档",
        key="minus",
        place="payment",
        handler="tier(-1)",
        in_footer=True,
    ),
    Action(
        "pay-confirm",
        "入账",
        "核对无误后入账；签购单号码不全时先补全",
        key="f2",
        place="payment",
        handler="confirm",
        in_footer=True,
    ),
    Action(
        "pay-back",
        "返回",
        "不入账，回到柜台",
        key="escape",
        place="payment",
        handler="back",
        in_footer=True,
    ),
    Action(
        "certify-confirm",
        "登记",
        "登记所选类别",
        key="f2",
        place="certify",
        handler="confirm",
        in_footer=True,
    ),
    Action(
        "certify-back",
        "返回",
        "不登记，回到柜台",
        key="escape",
        place="certify",
        handler="back",
        in_footer=True,
    ),
    Action(
        "report-earlier",
        "上一期",
        "看前一个半月",
        key="f7",
        place="report",
        handler="earlier",
        in_footer=True,
    ),
    Action(
        "report-later",
        "下一期",
        "看后一个半月",
        key="f8",
        place="report",
        handler="later",
        in_footer=True,
    ),
    Action(
        "report-export",
        "导出",
        "把这一期写成 xlsx 文件",
        key="f2",
        place="report",
        handler="export",
        in_footer=True,
    ),
    Action(
        "report-back",
        "返回",
        "回到柜台",
        key="escape",
        place="report",
        handler="back",
        in_footer=True,
    ),
    # Commands without a key.
    Action(
        "init", "建站", "按一份通知为一个乡镇建立空的数据库", command="tui.commands.station:init"
    ),
    Action("demo", "演示", "建立演示站并打开柜台", command="tui.commands.demo:demo"),
    Action(
        "notice", "通知", "列出、查看、检查通知，填入待定数字", command="tui.commands.notice:notice"
    ),
    Action("quote", "试算", "不用数据库，按通知试算一个人", command="tui.commands.quote:quote"),
    Action("import", "导入", "导入花名册等文件", command="tui.commands.import_files:import_files"),
    Action("target", "任务", "查看任务数，或分到各村", command="tui.commands.station:target"),
    # Declared so that nobody mistakes them for typing errors; they come with later versions.
    Action("void", "撤销", "当日撤销一笔收费", comes_later=True),
    Action("refund", "退费", "隔日退费", comes_later=True),
    Action("deposit", "缴存", "现金缴存待报解账户", comes_later=True),
    Action("close-day", "日结", "日清日结", comes_later=True),
    Action("reconcile", "对账", "与收单对账单核对", comes_later=True),
    Action("check", "自检", "逐条检查数据库的不变量", comes_later=True),
    Action("backup", "备份", "整库备份", comes_later=True),
    Action("restore", "恢复", "从备份恢复", comes_later=True),
)


def commands() -> dict[str, Action]:
    """Return the actions that are commands, or will be, by name."""
    return {each.name: each for each in ACTIONS if each.command or each.comes_later}


def keys_of(place: Place) -> tuple[Action, ...]:
    """Return the actions with a key on a screen: its own first, then those of every screen."""
    own = tuple(each for each in ACTIONS if each.key and each.place == place)
    taken = {each.key for each in own}
    everywhere = tuple(
        each
        for each in ACTIONS
        if each.key and each.place == "everywhere" and each.key not in taken
    )
    return own if place == "everywhere" else own + everywhere
