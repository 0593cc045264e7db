"""Who may do what: the one table of acts, each with its title and the roles that may do it.

What is not in it nobody may do. Every writing transaction names its act (``Desk.writing``), the
audit trail names acts by these titles, and the manual prints the table.
"""

from dataclasses import dataclass

from models.store.tables.station import Role

ROLE_TITLES: dict[Role, str] = {
    "clerk": "经办",
    "reviewer": "复核",
    "chief": "站长",
    "auditor": "审计",
}
_CLERKS: frozenset[Role] = frozenset({"clerk", "reviewer", "chief"})
_REVIEWERS: frozenset[Role] = frozenset({"reviewer", "chief"})
_CHIEF: frozenset[Role] = frozenset({"chief"})
_OVERSEERS: frozenset[Role] = frozenset({"reviewer", "chief", "auditor"})
_ALL: frozenset[Role] = frozenset(ROLE_TITLES)


@dataclass(frozen=True)
class Act:
    """Something that is done at a station. ``title`` is what it is called in the trail.

    ``agreed_on``: what names it when a second person agrees beforehand (``收据号``); empty for
    what one person does alone.
    """

    title: str
    roles: frozenset[Role]
    agreed_on: str = ""


ACTS: dict[str, Act] = {
    # The counter
    "pay": Act("收费", _CLERKS),
    "override": Act("照常办理", _CLERKS, "户编号"),
    "late_entry": Act("记到已日结的日子", _CLERKS, "日期"),
    "void": Act("撤销", _CLERKS),
    "correct": Act("更正", _CLERKS, "收据号"),
    "request_refund": Act("申请退费", _CLERKS),
    "refund": Act("复核退费", _REVIEWERS, "收据号"),
    "decline_refund": Act("取消退费申请", _CLERKS),
    "pay_difference": Act("补退差额", _CLERKS),
    "print_receipt": Act("打印登记单", _CLERKS),
    "end_print": Act("登记单是否打出", _CLERKS),
    # Cash and the day
    "deposit": Act("缴存", _CLERKS),
    "take_back_deposit": Act("撤回缴存", _CLERKS, "缴款单号"),
    "register_account": Act("登记待报解账户", _CLERKS, "账号"),
    "close_account": Act("停用待报解账户", _CHIEF),
    "register_terminal": Act("登记 POS 终端", _CHIEF),
    "end_terminal": Act("停用 POS 终端", _CHIEF),
    "receive_vouchers": Act("领入票证", _CLERKS),
    "spoil_voucher": Act("作废票证", _CLERKS),
    "close_day": Act("日结", _CLERKS),
    "mark_remote": Act("登记偏远村", _CHIEF),
    "register_collectors": Act("登记代征人员", _CHIEF),
    "end_collector": Act("代征人员除名", _CHIEF),
    # With the bureaus and the bank
    "import_statement": Act("导入对账单", _CLERKS),
    "clear_statement": Act("对账", _CLERKS),
    "settle_statement": Act("处理对账例外", _REVIEWERS, "例外编号"),
    "set_statement_rule": Act("设定对账规则", _CHIEF),
    "import_paid": Act("导入已缴数据", _CLERKS),
    "resolve_paid": Act("了结自行缴费例外", _CLERKS),
    "accept_paid": Act("自行缴费例外入账", _CLERKS),
    "take_paid": Act("自行缴费按应缴入账", _CLERKS),
    "collect_paid": Act("自行缴费补收少缴", _CLERKS),
    "retry_paid": Act("重办自行缴费例外", _CLERKS),
    "record_transfer": Act("登记到账", _CLERKS),
    "repay": Act("退给个人", _CLERKS),
    "post_list": Act("公示", _CLERKS),
    "raise_objection": Act("登记异议", _CLERKS),
    "resolve_objection": Act("处理异议", _CLERKS),
    "file_with_bureau": Act("报送名单", _CLERKS),
    "apply_refund": Act("登记退费申请", _CLERKS),
    "step_refund": Act("报送、了结退费申请", _CLERKS),
    "submit_report": Act("上报半月报", _CLERKS, "报告期"),
    # People
    "import_roster": Act("导入花名册", _CLERKS),
    "import_category": Act("导入部门名单", _CLERKS),
    "import_enrolment": Act("导入往年参保", _CLERKS),
    "import_uninsured": Act("导入未参保名单", _CLERKS),
    "ask_uninsured": Act("下发未参保核查表", _CLERKS),
    "withdraw_uninsured": Act("撤回未参保名单", _CLERKS),
    "answer_uninsured": Act("登记未参保答复", _CLERKS),
    "change": Act("家庭变更", _CLERKS),
    "certify": Act("认定", _CLERKS),
    "certify_family": Act("认定全户", _CLERKS),
    "change_certification": Act("续期、终止、更正认定", _CLERKS),
    "withdraw": Act("撤回认定", _CLERKS),
    "confirm": Act("确认类别", _CLERKS),
    "contact": Act("登记催缴联系", _CLERKS),
    "find_duplicates": Act("重复核查", _CLERKS),
    "resolve_duplicate": Act("处理重复", _CLERKS),
    "boundary": Act("区划调整", _CHIEF),
    # The station
    "open_round": Act("开轮次", _CHIEF),
    "withdraw_round": Act("撤回轮次", _CHIEF),
    "fill": Act("填入待定数字", _CHIEF),
    "set_target": Act("设定任务", _CHIEF),
    "share_targets": Act("分任务到村", _CHIEF),
    "register_operator": Act("登记操作员", _CHIEF),
    "end_operator": Act("停用操作员", _CHIEF),
    "clear_pin": Act("清除 PIN", _CHIEF),
    "set_pin": Act("设自己的 PIN", _ALL),
    "approve": Act("同意", _REVIEWERS),
    "backup": Act("备份", _CLERKS),
    # Reading
    "unmask": Act("看全号", _OVERSEERS),
    "see_number": Act("看一个人的全号", _ALL),
    "export": Act("导出文件", _ALL),
    "read_audit": Act("看操作记录", _OVERSEERS),
}
"""Every act by the word that the audit trail keeps."""

ONLY_TOLD = {
    "found_station": "建站",
    "restore": "恢复备份",
    "collect": "补收差额",
    "return": "退还差额",
    "book_without_money": "登记不收钱的差额",
    "return_to_all": "整批退还差额",
    "apply_list": "导入部门名单",
    "answer_layout": "说明文件的列和名字",
    "end_certification": "终止认定",
    "renew_certification": "续期认定",
    "correct_certification": "更正认定",
    "demonstration": "演示数据",
    "denied": "被拒绝",
    "agreed": "第二人同意",
}
"""Words of the trail that name no act of an operator."""


def act_title(word: str) -> str:
    """Return what a word of the audit trail is called."""
    if word in ACTS:
        return ACTS[word].title
    if word.startswith("change_"):
        return ACTS["change"].title
    return ONLY_TOLD.get(word, word)


def may(role: Role | None, act: str) -> bool:
    """Whether a role may do an act; nobody may what is not in the table."""
    return role is not None and act in ACTS and role in ACTS[act].roles
