"""The lines of the payment screen: members, what is due, who is missing, slips so far."""

from collections.abc import Sequence

from models.base.money import format_yuan, short_yuan
from models.base.text import cut, fit
from models.ledger.slip import PosSlip
from models.levy.family import MemberQuote
from models.levy.notice import InsuranceRules
from tui.screens.card import SHORT_TITLES, quote_words, state_words
from tui.screens.payment_choice import Choice, PaymentChoice


def heading(rules: InsuranceRules | None) -> str:
    """Return the heads of the members' columns; tiers are chosen with + and -."""
    tiers = "档次 + -" if rules is not None and rules.tiers is not None else ""
    return f"     {fit('姓名', 15)}{fit('关系', 8)}{fit('应缴', 16)}{fit(tiers, 10)}类别"


def row_line(taking: PaymentChoice, row: Choice) -> str:
    """Return a row: a member, or under it a further levy year, or what goes with the insurance."""
    mark = "[x]" if taking.is_ticked(row) else "[ ]" if row.can_pay else "   "
    member, quote = row.each.member, row.quote
    name, relation = cut(member.name, 14), cut(member.relation, 6)
    if quote.insurance != taking.insurance:
        relation = SHORT_TITLES[quote.insurance]
    elif row.is_further:
        name, relation = f"  {quote.levy_year} 年度", "新生儿" if quote.is_newborn else "补缴"
    tier = taking.tiers_fen.get(member.id_number) if not row.is_further else None
    tier_words = f"档次 {short_yuan(tier)}" if tier is not None else ""
    held = quote.category or ("" if row.is_further else member.enrolment)
    whose = f"{row.household.number} " if len(taking.households) > 1 else ""
    if taking.is_ticked(row) and quote.benefit_from and _has_several_days(taking):
        held = f"{quote.benefit_from}起 {held}"
    if not row.is_further and quote.levy_year != taking.families[0].levy_year:
        held = f"{quote.levy_year}年度 {held}"
    state = quote_words(quote) if row.is_further and row.can_pay else state_words(row.each)
    return (
        f" {mark} {fit(name, 15)}{fit(relation, 8)}"
        f"{fit(state, 16)}{fit(tier_words, 10)}{cut(whose + held, 22)}"
    )


def due_line(taking: PaymentChoice) -> str:
    """Return how many pay what, and what comes back later."""
    chosen = len({row.each.member.person_id for row in taking.chosen})
    later = f"，之后退回 {format_yuan(taking.later_fen)} 元" if taking.later_fen else ""
    no_slip = "，不需刷卡" if chosen and not taking.due_fen else ""
    families = f"{len(taking.households)} 户 " if len(taking.households) > 1 else ""
    sums = f"{families}{chosen} 人  应收 {format_yuan(taking.due_fen)} 元{later}{no_slip}"
    return f"{sums}{_benefit_words(taking)}"


def _benefit_words(taking: PaymentChoice) -> str:
    """Return from when benefits run, where a rule says so; of several days the rows tell each."""
    days = {row.quote.benefit_from for row in taking.chosen}
    known = days - {None}
    if not known:
        return ""
    if len(days) > 1:
        return "  今天缴，待遇起始见各行"
    return f"  今天缴，{known.pop()} 起享受待遇"


def what_to_do(taking: PaymentChoice, cursor: int, *, is_cash: bool = False) -> str:
    """Return the next thing to do, for who opens the screen for the first time.

    ``cursor``: the row of the member whose reason is told where nobody can pay.
    """
    if not taking.chosen:
        rows = taking.rows
        if any(row.can_pay for row in rows):
            return "没有勾选任何人：上下键选人，空格勾选；不收就按 Esc 返回"
        if any(_refusal_code(row.each) == "tier_missing" for row in rows):
            return "上下键选人，按 + 或 - 选档次；不收就按 Esc 返回"
        return f"现在没有要收的。{_reason(rows[cursor].each)}" if rows else "这一户没有成员"
    if not taking.due_fen:
        return "不用刷卡，核对人员后按 F2 登记"
    if is_cash:
        return "照“应收”收现金，填征缴清单的流水号和开出的票据号，按 F2 入账"
    return "照“应收”在 POS 机上刷卡，核对签购单上的号码，按 F2 入账"


def _has_several_days(taking: PaymentChoice) -> bool:
    return len({row.quote.benefit_from for row in taking.chosen}) > 1


def _refusal_code(each: MemberQuote) -> str:
    return each.quote.refused.code if each.quote.refused is not None else ""


def _reason(each: MemberQuote) -> str:
    if each.quote.refused is not None:
        return f"{each.member.name}：{each.quote.refused.message}"
    return f"{each.member.name}：{state_words(each)}"


def warning_line(taking: PaymentChoice) -> str:
    """Return what must be known before the money is taken; empty where there is nothing."""
    return "请注意：" + "；".join(taking.warnings) if taking.warnings else ""


def missing_line(taking: PaymentChoice) -> str:
    """Return who is still missing from the family, with the reasons."""
    names = "；".join(f"{name}（{reason}）" for name, reason in taking.missing)
    return f"全家参保还缺：{names}" if names else ""


def slips_line(slips: Sequence[PosSlip], due_fen: int) -> str:
    """Return how many of several slips are entered, and what is left to pay."""
    if not slips:
        return ""
    paid_fen = sum(each.amount_fen or 0 for each in slips)
    traces = "、".join(each.trace for each in slips)
    return (
        f"已录签购单 {len(slips)} 张（{traces}）{format_yuan(paid_fen)} 元，"
        f"还差 {format_yuan(due_fen - paid_fen)} 元"
    )
