"""Commands without a key: the palette opens each as a form; and those without a screen."""

from tui.actions.action import Action


def _command(name: str, title: str, text: str, where: str, initials: str) -> Action:
    """Return an action that is a command, filled in on a form when chosen in the palette."""
    handler = f"open_command('{name}')"
    return Action(name, title, text, f"tui.commands.{where}", handler=handler, initials=initials)


COMMANDS = (
    _command(
        "import", "导入", "导入花名册、部门名单、未参保名单、已缴数据、往年参保、对账单等",
        "import_files:import_files", "dr",
    ),
    _command(
        "deposit", "缴存", "现金缴存待报解账户；看库存现金", "deposit:deposit", "jc"
    ),
    _command(
        "correct-deposit", "更正缴存", "登记错的缴存：撤回错的，登记对的，第二人同意",
        "deposit:correct_deposit", "gzjc",
    ),
    _command(
        "contact", "催缴联系", "登记、查看和未缴家庭的联系", "contact:contact", "cjlx"
    ),
    _command(
        "confirm", "确认", "村或部门确认登记的类别；列出待确认的", "confirm:confirm", "qr"
    ),
    _command(
        "posting", "公示", "按村按类别张贴资助对象名单，登记异议，公示后报送",
        "posting:posting", "gs",
    ),
    _command(
        "paper", "证明登记表", "打缴费证明、参保登记表：一户一页", "paper:paper", "zmdjb"
    ),
    _command(
        "paid", "自行缴费", "处理自行缴费数据的例外：了结、入账、补收", "paid:paid", "zxjf"
    ),
    _command("transfer", "到账", "登记资金方划来的钱", "transfer:transfer", "dz"),
    _command(
        "repay", "退给个人", "登记先征后补的钱已付给个人", "transfer:repay", "tggr"
    ),
    _command(
        "void", "撤销收据", "按收据号撤销当日一笔收费", "reverse:void", "cxsj"
    ),
    _command(
        "correct", "更正", "录错户、人、档次、险种的收费，单据不变，改到对的上",
        "correct:correct", "gz",
    ),
    _command(
        "refund", "退费", "按收据号隔日退费，一人申请、另一人复核", "reverse:refund", "tf"
    ),
    _command(
        "refund-application", "退费申请", "钱已在税务、医保的，向部门申请退：登记、报送、到账",
        "refund_application:refund_application", "tfsq",
    ),
    _command(
        "family", "家庭", "一户的成员、类别、各险种应缴与理由、已缴情况",
        "family:family", "jt",
    ),
    _command(
        "quote", "试算", "不用数据库，按通知试算一个人", "quote:quote", "ss"
    ),
    _command(
        "target", "任务", "查看任务数和应参保人数，分到各村，按文件设定", "target:target", "rw"
    ),
    _command(
        "round", "轮次", "开新一年的征缴轮次，列出、查看各轮", "round:round_", "lc"
    ),
    _command(
        "boundary", "区划调整", "按计划文件合并、拆分、划出、划入村(社区)",
        "boundary:boundary", "qhtz",
    ),
    _command("remote", "偏远村", "登记偏远村，现金可以一周一缴", "remote:remote", "pyc"),
    _command("voucher", "税收票证", "登记领入、作废的税收票证", "voucher:voucher", "sspz"),
    _command("account", "账户", "登记税务待报解账户", "deposit:account", "zh"),
    _command(
        "terminal", "终端", "登记、列出、停用本站的 POS 终端", "terminal:terminal", "zd"
    ),
    _command(
        "collector", "代征人员", "代征人员除名", "collectors:collector", "dzry"
    ),
    _command(
        "notice", "通知", "列出、查看、检查通知，填入待定数字", "notice:notice", "tz"
    ),
    _command("audit", "操作记录", "谁、什么时候、办了什么，被拒绝的也在", "audit:audit", "czjl"),
    _command(
        "operator", "操作员", "登记、列出、停用操作员，设自己的 PIN", "operator:operator", "czy"
    ),
    _command("approve", "同意", "第二人在自己的终端先同意一件事", "operator:approve", "ty"),
    _command("check", "自检", "逐条检查数据库；核对印过的链头", "check:check", "zj"),
    _command("backup", "备份", "整库备份，加密并核对", "backup:backup", "bf"),
    Action(
        "commands", "全部命令", "命令行上的每个命令，填表办理",
        handler="open_commands", initials="qbml",
    ),
    # Without a screen: they make or replace the store that the counter is open on.
    Action(
        "init", "建站", "按一份通知为一个乡镇建立空的数据库", command="tui.commands.station:init"
    ),
    Action("demo", "演示", "建立演示站并打开柜台", command="tui.commands.demo:demo"),
    Action("restore", "恢复", "从备份恢复到空的位置", command="tui.commands.backup:restore"),
)  # fmt: skip
