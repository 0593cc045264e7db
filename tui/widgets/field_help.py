"""What goes into every field: what to write, an example, how it is checked. F1 shows it.

By the field's id; where two screens ask different things under one id, by
``screen.id``, the screen named as in the registry.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class FieldHelp:
    """The help of one field. ``checked`` says what is refused, or that nothing is."""

    title: str
    what: str
    example: str
    checked: str

    @property
    def lines(self) -> list[str]:
        """The help as lines to read."""
        example = [f"  例子    {self.example}"] if self.example else []
        return [
            f"【这一栏：{self.title}】",
            f"  填什么  {self.what}",
            *example,
            f"  检查    {self.checked}",
        ]


_TEXT = "最长 100 个字；看不见的字符不收。"
_DAY = "要是日历上有的日期，可写 11-14、11.14、11月14日、昨天、2019-11-14 或 20191114。"

FIELD_HELP: dict[str, FieldHelp] = {
    "search": FieldHelp(
        "查找",
        "姓名或其中几个字、拼音、拼音首字母、证件号码或末几位、手机号码或末几位、户编号。",
        "曾国强、zengguoqiang、zgq、0113、010001",
        "不分大小写和全角半角；每按一键就查一次，最多列 14 人，多打一个字就更准。",
    ),
    "palette-text": FieldHelp(
        "功能", "功能的名称，或拼音首字母。", "收费、sf", "列出对得上的；上下键选，回车去做。"
    ),
    "go-on-reason": FieldHelp(
        "理由", "通知没有规定，为什么照常收。", "职工医保 11 月已停保", f"必填。{_TEXT}"
    ),
    "go-on-proof": FieldHelp(
        "凭据", "看了什么证明、文号或日期。", "停保证明 2019-11-01", f"必填。{_TEXT}"
    ),
    "reconcile-choice": FieldHelp(
        "筛选",
        "只看哪些差异：情况、终端号、日期、状态，可写几样，用空格隔开。空着看全部待处理的。",
        "仅台账有 12345678 11-01至11-15 已处理",
        "情况和状态要用屏上的名称；状态还可写“等对账单”“全部”。",
    ),
    "second-person": FieldHelp(
        "第二人",
        "同意这件事的另一个人的编号，要是复核或站长。",
        "li",
        "不能是本人；要输入 PIN，或已在自己的终端同意。",
    ),
    "pin": FieldHelp(
        "PIN",
        "第二人自己的 PIN，本人输入，屏幕上不显示。已在自己的终端同意的，空着。",
        "6 至 12 位数字",
        "连错 5 次就不能用，要本人重设。",
    ),
    "terminal": FieldHelp(
        "终端号",
        "签购单上的终端号。接着上一张单据自动填好，和单据一样就不用动。",
        "12345678",
        "必填，8 位半角数字。",
    ),
    "batch": FieldHelp(
        "批次号", "签购单上的批次号。POS 机结算以后换一个批次。", "000001", "必填，6 位半角数字。"
    ),
    "trace": FieldHelp(
        "凭证号",
        "签购单上的凭证号（流水号）。下一个号自动填好，请和签购单核对。",
        "000123",
        "必填，6 位半角数字；终端号、批次号、凭证号、日期都相同的单据只能用一次。",
    ),
    "slip-date": FieldHelp(
        "签购单日期",
        "签购单上印的日期。空着就是业务日期；补录前一天刷的卡，照签购单写。",
        "2019-11-13",
        f"{_DAY}不能晚于业务日期。",
    ),
    "slip-amount": FieldHelp(
        "金额",
        "这一张签购单的金额，元。只有一张单据时空着；几张一起付，填好一张按 F6。",
        "300",
        "大于零，最多两位小数；几张合起来要等于应收。",
    ),
    "reference": FieldHelp(
        "参考号", "签购单上的参考号，没有就空着；填了对账更快。", "123456789012", "12 位半角数字。"
    ),
    "authorisation": FieldHelp(
        "授权码", "签购单上的授权码，没有就空着。", "654321", "6 位半角数字。"
    ),
    "card": FieldHelp(
        "卡号末四位", "银行卡号的最后四位，没有就空着。整个卡号不要录。", "8888", "4 位半角数字。"
    ),
    "time": FieldHelp(
        "交易时间", "签购单上的时间，没有就空着。", "093011、09:30 或 09:30:11", "要是真有的时刻。"
    ),
    "merchant": FieldHelp(
        "商户号", "签购单上的商户号，没有就空着。", "123456789012345", "15 位半角数字。"
    ),
    "levy-list": FieldHelp(
        "征集流水号",
        "税务征缴计划清单上的征集流水号；没有清单不能收现金。",
        "4311032019110001",
        "必填，字母和数字，最长 40 位。",
    ),
    "voucher": FieldHelp(
        "票据号",
        "交给缴费人的票据的号码。下一个号自动填好，请和票据核对。",
        "00012345",
        "必填，字母和数字，最长 40 位；一张票据只能用一次。",
    ),
    "received": FieldHelp(
        "实收",
        "缴费人给的现金；比应收多的，右边写出找零。正好的空着。",
        "1000",
        "元，不能少于应收。",
    ),
    "tier": FieldHelp(
        "缴费档次",
        "养老保险一年缴多少；上面列出可选的档次。已填好的是选过的，或上次缴的，可直接改。",
        "200",
        "通知规定的档次之一，元。",
    ),
    "find-family": FieldHelp(
        "再加的一户",
        "同一张单据上的另一户，和柜台一样找；空着时列出同村还没缴的。",
        "曾国强、zgq、010002、青山村/010002",
        "上下键选，回车加；写全户编号的就是那一户。",
    ),
    "from": FieldHelp("起始日期", "从哪一天起享受这个类别。", "2019-11-14", f"必填。{_DAY}"),
    "until": FieldHelp(
        "截止日期",
        "到哪一天为止；没有期限就空着。",
        "2020-12-31",
        f"不早于起始日期；同一类别的时间不能重叠。{_DAY}",
    ),
    "by": FieldHelp(
        "认定部门",
        "哪个部门认定的。通知要求村或部门确认的，空着就先记为“待确认”。",
        "民政所",
        "看不见的字符不收。",
    ),
    "paper": FieldHelp(
        "认定文件", "批文的文号，或证件的号码。", "冷民〔2019〕12号", "看不见的字符不收。"
    ),
    "settle.paper": FieldHelp(
        "退款凭据", "已经转账的凭证号：先转账，后登记。", "转账凭证0012", "必填；看不见的字符不收。"
    ),
    "reason": FieldHelp(
        "原因", "为什么这样办，别人以后看得懂就行。", "核实是同一人", "必填；看不见的字符不收。"
    ),
    "reverse.reason": FieldHelp(
        "原因",
        "为什么撤销或退费，或者为什么不同意退费。在收据列表里按数字选，或在这里写。",
        "录错金额",
        "必填，办完一笔就清空；看不见的字符不收。",
    ),
    "close.reason": FieldHelp(
        "差额的原因",
        "清点数和账面数不同的原因；相符就空着。",
        "残币一元",
        f"有差额必填：F2 先列出差额，看过再按一次 F2 才日结。{_TEXT}",
    ),
    "correct.stated": FieldHelp(
        "单上金额",
        "签购单或票据上印的金额，和录入的不同时才填：和应收一致才能更正，要第二人同意。",
        "300",
        "元，最多两位小数；确实没有收到这么多的，不要填，请退费后重新收费。",
    ),
    "correct-household": FieldHelp(
        "应收的户",
        "这张单据其实是哪一户的。户没有录错，只是人、档次、险种录错的，空着。",
        "010023",
        "本站的户编号，几个村都有的写 村名/户编号。",
    ),
    "reverse.terminal": FieldHelp(
        "退货终端号",
        "先在 POS 机上退货，再照退货签购单填；没有签购单就空着，对账单上就对不上。",
        "12345678",
        "8 位半角数字。",
    ),
    "reverse.batch": FieldHelp("退货批次号", "退货签购单上的批次号。", "000003", "6 位半角数字。"),
    "reverse.trace": FieldHelp(
        "签购单凭证号",
        "先在 POS 机上撤销（退货），再照那张签购单填凭证号；没有就空着。",
        "000124",
        "6 位半角数字，不能和别的单据相同。",
    ),
    "cash": FieldHelp(
        "清点的现金", "数出来的现金，元；没有现金就填 0。", "500", "必填，不能为负，最多两位小数。"
    ),
    "batch-total": FieldHelp(
        "POS 结算单总额",
        "这个终端这一批次的结算单总额（消费减撤销），元。",
        "1250",
        "全站日结必填，本人日结可以空着；最多两位小数。",
    ),
    "date": FieldHelp(
        "变更日期",
        "事情发生的那一天，不是来办理的那一天。",
        "2019-11-14",
        f"不晚于业务日期，不早于这个人出生和来到这一户的日期。{_DAY}",
    ),
    "change.reason": FieldHelp(
        "原因",
        "为什么变更；名称前有 * 的必填，没有的可以空着。",
        "外出务工、户口登记有误",
        _TEXT,
    ),
    "proof": FieldHelp(
        "凭证",
        "看了什么证明，写明号码。迁入必填：居住证、房产证或村证明。",
        "居住证 430000123456",
        _TEXT,
    ),
    "number": FieldHelp(
        "证件号码",
        "这个人的居民身份证号码，照证件录。",
        "18 位，末位可以是 X",
        "18 位；日期和末位校验要对；本站别的人不能用同一个号码；出生只收两岁以内的。",
    ),
    "name": FieldHelp(
        "姓名",
        "照证件写，少数民族姓名中间的点也要写。本站登记过的人可以空着。",
        "曾国强、阿依古丽·买买提",
        "只收文字、点和连字符；数字、括号、表情符号不收。",
    ),
    "relation": FieldHelp(
        "与户主关系",
        "这个人（户主变更时是原户主）是户主的什么人；空着是家庭成员。",
        "配偶、子女、父母",
        _TEXT,
    ),
    "village-name": FieldHelp(
        "村名",
        "村(社区)的名字，其中几个字，或拼音首字母；只有一个村这样叫就行。",
        "青山村、青山、qsc",
        "本站要有这个村。",
    ),
    "village-file": FieldHelp(
        "名单文件",
        "村干部交来的名单：xlsx、xls 或 csv。按人写证件号码，或户编号加姓名；按户写户编号。"
        "可以有险种、档次、金额、人数各列。",
        "青山村名单.xlsx",
        "每一行都要认得出是谁；认不出的、金额不符的在下一屏逐行列出。",
    ),
    "household": FieldHelp(
        "户编号",
        "另一户的户编号；几个村编号相同的，前面写村名。",
        "010002、青山村/010002",
        "本站要有。",
    ),
    "split": FieldHelp("新户编号", "分出来的新户用什么编号。", "010088", "本村没有用过的。"),
    "status": FieldHelp(
        "情况",
        "哪一种参保情况开始或结束。",
        "在校学生",
        "要是屏幕上列出的一种；结束的，要是此人现在有的。",
    ),
    "business-date": FieldHelp(
        "业务日期", "单据是哪一天的就写哪一天，例如补录昨天的。", "2019-11-13", _DAY
    ),
    "evidence": FieldHelp(
        "证明材料",
        "凭什么证明核实了，写明是什么材料。",
        "县医保局查询单 12 号",
        "必填；看不见的字符不收。",
    ),
    "uninsured-reason": FieldHelp(
        "未参保的原因",
        "列出的人为什么没有参保；比对已经说明的，自动填好。",
        "在校、职工、异地、死亡未销户、迁出、服役、服刑、失踪、拒参",
        "要是能认出的原因，常见的别的写法也认；名单上各村的答复保留，可以再改。",
    ),
    "uninsured-village": FieldHelp(
        "村(社区)", "只看哪个村；空着看全部，对不上村的写 村不明。", "青山村", "本站要有。"
    ),
    "receipt": FieldHelp(
        "收据号",
        "要打登记单的那一笔的号码；默认是这一家最近的一笔。",
        "2019-000123",
        "本站要有这一笔。",
    ),
}


def help_of_field(about: str | FieldHelp, place: str) -> FieldHelp | None:
    """Return the help of a field on a screen, if it has none with it; None when there is none."""
    if isinstance(about, FieldHelp):
        return about
    return FIELD_HELP.get(f"{place}.{about}") or FIELD_HELP.get(about)
