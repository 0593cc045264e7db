"""Commands without a key."""

from tui.actions.action import Action

COMMANDS = (
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
    Action("void", "撤销", "当日撤销一笔收费", command="tui.commands.reverse:void"),
    Action(
        "refund",
        "退费",
        "隔日退费，一人申请、另一人复核",
        command="tui.commands.reverse:refund",
    ),
    Action("check", "自检", "逐条检查数据库；核对印过的链头", command="tui.commands.check:check"),
    Action("deposit", "缴存", "现金缴存待报解账户", command="tui.commands.deposit:deposit"),
    Action(
        "remote", "偏远村", "登记偏远村，现金可以一周一缴", command="tui.commands.remote:remote"
    ),
    Action(
        "contact",
        "催缴联系",
        "登记、查看和未缴家庭的联系",
        command="tui.commands.contact:contact",
    ),
    Action("collector", "代征人员", "代征人员除名", command="tui.commands.collectors:collector"),
    Action("account", "账户", "登记税务待报解账户", command="tui.commands.deposit:account"),
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
    Action(
        "paid",
        "自行缴费",
        "处理自行缴费数据的例外：了结、入账",
        command="tui.commands.paid:paid",
    ),
    Action("target", "任务", "查看任务数，或分到各村", command="tui.commands.station:target"),
    Action(
        "boundary",
        "区划调整",
        "按计划文件合并、拆分、划出、划入村(社区)",
        command="tui.commands.boundary:boundary",
    ),
    Action("backup", "备份", "整库备份，加密并核对", command="tui.commands.backup:backup"),
    Action("restore", "恢复", "从备份恢复到空的位置", command="tui.commands.backup:restore"),
)
