"""The one registry of actions: every action of the program is declared here, once.

The command line, key bindings, footer, palette and help are all made from it. An
action names its command (``module:attribute``, imported only when called), its key on a
screen, or both. One that comes later says so instead of pretending to work.
"""

from dataclasses import dataclass
from typing import Literal

Place = Literal[
    "counter", "payment", "certify", "change", "report", "duplicates", "explain", "settle",
    "everywhere",
]  # fmt: skip


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
        "explain",
        "理由",
        "缴费说明：应缴多少、谁出多少、依据哪一条；可看全家，可写成一页纸",
        command="tui.commands.explain:explain",
        key="f5",
        handler="explain",
        initials="ly",
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
        "change",
        "变更",
        "家庭变更：出生、死亡、婚嫁、迁移、分户、并户、户主、号码、参保情况",
        command="tui.commands.change:change",
        key="f7",
        handler="change_family",
        initials="jtbg",
    ),
    Action(
        "history",
        "历史",
        "这一家的历史：变更、认定、收费，新的在前",
        command="tui.commands.history:history",
        key="f9",
        handler="open_history",
        initials="jtls",
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
        "duplicates",
        "重复核查",
        "可能重复参保的人：并排看，由人决定是不是同一人、是否在别处参保",
        command="tui.commands.duplicates:duplicates",
        key="f10",
        handler="open_duplicates",
        initials="cfhc",
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
        "change-confirm",
        "办理",
        "办理所选变更",
        key="f2",
        place="change",
        handler="confirm",
        in_footer=True,
    ),
    Action(
        "change-back",
        "返回",
        "不办理，回到柜台",
        key="escape",
        place="change",
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
    Action(
        "duplicates-keep-one",
        "留左边",
        "同一人：保留左边的记录，右边的离开名册",
        key="f2",
        place="duplicates",
        handler="same(1)",
        in_footer=True,
    ),
    Action(
        "duplicates-keep-other",
        "留右边",
        "同一人：保留右边的记录，左边的离开名册",
        key="f3",
        place="duplicates",
        handler="same(2)",
        in_footer=True,
    ),
    Action(
        "duplicates-different",
        "两人",
        "是两个人，各自保留",
        key="f4",
        place="duplicates",
        handler="decide('different')",
        in_footer=True,
    ),
    Action(
        "duplicates-elsewhere",
        "在别处",
        "确认在别处参保，本站不再收费",
        key="f5",
        place="duplicates",
        handler="decide('elsewhere')",
        in_footer=True,
    ),
    Action(
        "duplicates-not-elsewhere",
        "未在别处",
        "核实未在别处参保，要写明证明",
        key="f6",
        place="duplicates",
        handler="decide('not_elsewhere')",
        in_footer=True,
    ),
    Action(
        "duplicates-find",
        "查找",
        "在本站名册里查找疑似重复的人",
        key="f7",
        place="duplicates",
        handler="find",
        in_footer=True,
    ),
    Action(
        "duplicates-back",
        "返回",
        "回到柜台",
        key="escape",
        place="duplicates",
        handler="back",
        in_footer=True,
    ),
    Action(
        "explain-whole",
        "全家",
        "看全家的说明，再按一次只看这一个人",
        key="f3",
        place="explain",
        handler="whole",
        in_footer=True,
    ),
    Action(
        "explain-export",
        "写成一页",
        "写成一页 xlsx，打印给参保人",
        key="f2",
        place="explain",
        handler="export",
        in_footer=True,
    ),
    Action(
        "explain-back",
        "返回",
        "回到柜台",
        key="escape",
        place="explain",
        handler="back",
        in_footer=True,
    ),
    Action(
        "settle-confirm",
        "入账",
        "补收或退还差额，记入台账",
        key="f2",
        place="settle",
        handler="confirm",
        in_footer=True,
    ),
    Action(
        "settle-back",
        "返回",
        "不入账，回到柜台",
        key="escape",
        place="settle",
        handler="back",
        in_footer=True,
    ),
    # Commands without a key.
    Action(
        "family",
        "家庭",
        "一户的成员、类别、各险种应缴与理由、已缴情况",
        command="tui.commands.family:family",
    ),
    Action(
        "init", "建站", "按一份通知为一个乡镇建立空的数据库", command="tui.commands.station:init"
    ),
    Action("demo", "演示", "建立演示站并打开柜台", command="tui.commands.demo:demo"),
    Action(
        "notice", "通知", "列出、查看、检查通知，填入待定数字", command="tui.commands.notice:notice"
    ),
    Action("quote", "试算", "不用数据库，按通知试算一个人", command="tui.commands.quote:quote"),
    Action(
        "settle",
        "补退差额",
        "标准调整后，为已缴费的一户补收或退还差额",
        command="tui.commands.settle:settle",
        key="f12",
        handler="settle_differences",
        initials="btce",
    ),
    Action("import", "导入", "导入花名册等文件", command="tui.commands.import_files:import_files"),
    Action(
        "confirm",
        "确认",
        "村或部门确认登记的类别；列出待确认的",
        command="tui.commands.confirm:confirm",
    ),
    Action(
        "posting",
        "公示",
        "按村按类别张贴资助对象名单，登记异议，公示后报送",
        command="tui.commands.posting:posting",
    ),
    Action(
        "transfer",
        "到账",
        "登记资金方划来的钱",
        command="tui.commands.transfer:transfer",
    ),
    Action(
        "repay",
        "退给个人",
        "登记先征后补的钱已付给个人",
        command="tui.commands.transfer:repay",
    ),
    Action("target", "任务", "查看任务数，或分到各村", command="tui.commands.station:target"),
    Action(
        "boundary",
        "区划调整",
        "按计划文件合并、拆分、划出、划入村(社区)",
        command="tui.commands.boundary:boundary",
    ),
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
