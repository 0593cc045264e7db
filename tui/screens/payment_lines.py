"""The lines of the payment screen: members, what is due, who is missing, slips so far."""

import datetime as dt
from collections.abc import Mapping, Sequence

from models.base.money import format_yuan, short_yuan
from models.base.terms import INSURANCE_TITLES, Insurance
from models.base.text import cut, fit, width
from models.counter.choose import missing_words
from models.ledger.slip import PosSlip
from tui.screens.card import SHORT_TITLES, quote_words, state_words
from tui.screens.payment_choice import PaymentChoice
from tui.screens.payment_rows import Choice

_AS_DUE = {
    True: "照“应收”收现金，填征缴清单的流水号和开出的票据号，",
    False: "照“应收”在 POS 机上刷卡，核对签购单上的号码，",
}


def title(taking: PaymentChoice, verb: str) -> str:
    """Return what is done, for which insurances and years, and which family or how many."""
    if len(on_screen := _insurances(taking)) == 1:
        called = INSURANCE_TITLES[taking.insurance].removeprefix("城乡居民")
        what = f"{called} {taking.levy_year} 年度"
    else:
        what = "、".join(f"{SHORT_TITLES[name]}{year or ''}" for name, year in on_screen.items())
    households = taking.households
    if len(households) == 1:
        home = households[0]
        head, village = cut(home.head, 14), cut(home.village, 12)
        return f"{verb}  {what}  {village}  {home.number} 户  户主 {head}  {len(home.members)} 人"
    people = sum(len(each.members) for each in households)
    return f"{verb}  {what}  共 {len(households)} 户  {people} 人"


def _insurances(taking: PaymentChoice) -> dict[Insurance, int | None]:
    """Return the insurances that have a row, each with the year that is collected."""
    shown = {row.quote.insurance for row in taking.rows} | {taking.insurance}
    rules = taking.desk.insurances
    return {name: rules[name].levy_year for name in taking.insurances if name in shown}


def heading(taking: PaymentChoice) -> str:
    """Return the heads of the members' columns; tiers are chosen with + and -."""
    tiers = "档次 + -" if any(row.what[1] in taking.tiered for row in taking.rows) else ""
    return f"     {fit('姓名', 15)}{fit('关系', 9)}{fit('应缴', 16)}{fit(tiers, 10)}类别"


def row_line(taking: PaymentChoice, row: Choice) -> str:
    """Return a row: a member, under it a further levy year, below what else can be paid."""
    mark = "[x]" if taking.is_ticked(row) else "[ ]" if row.can_pay or row.waits_for_tier else "   "
    member, quote = row.each.member, row.quote
    is_other = quote.insurance != taking.insurance
    name, relation = cut(member.name, 14), cut(member.relation, 6)
    if not row.is_ticked_year:
        name, relation = f"  {quote.levy_year} 年度", "新生儿" if quote.is_newborn else "补缴"
    elif is_other:
        year = "" if quote.levy_year == taking.levy_year else quote.levy_year
        relation = f"{SHORT_TITLES[quote.insurance]}{year or ''}"
    has_tier = quote.insurance in taking.tiered and row.is_ticked_year
    tier = taking.tiers_fen.get(member.id_number) if has_tier else None
    tier_words = f"档次 {short_yuan(tier)}" if tier is not None else ""
    held = quote.category or ("" if row.is_further else member.enrolment)
    whose = f"{row.household.number} " if len(taking.households) > 1 else ""
    if taking.is_ticked(row) and quote.benefit_from and len(_benefit_days(taking)) > 1:
        held = f"{quote.benefit_from}起 {held}"
    if not row.is_further and quote.levy_year != taking.levy_year:
        held = f"{quote.levy_year}年度 {held}"
    state = quote_words(quote) if row.is_further else state_words(row.each)
    return (
        f" {mark} {fit(name, 15)}{fit(relation, 9)}"
        f"{fit(state, 16)}{fit(tier_words, 10)}{cut(whose + held, 22)}"
    )


def due_rows(taking: PaymentChoice, cells: int) -> tuple[str, str]:
    """Return how many pay what, by insurance where there are several, and what comes back.

    The second row has what the first has no room for.
    """
    chosen = len({row.each.member.person_id for row in taking.chosen})
    families = f"{len(taking.households)} 户 " if len(taking.households) > 1 else ""
    sums = f"{families}{chosen} 人  应收 {format_yuan(taking.due_fen)} 元"
    later = f"，之后退回 {format_yuan(taking.later_fen)} 元" if taking.later_fen else ""
    no_slip = "，不需刷卡" if chosen and not taking.due_fen else ""
    first, more = f"{sums}{split_words(taking.due_by_insurance)}", f"{later}{no_slip}"
    benefit = _benefit_words(taking)
    for row, rest in ((first + more + benefit, ""), (first + more, benefit)):
        if width(row) <= cells:
            return row, rest
    return first, f"{more.removeprefix('，')}{benefit}"


def split_words(sums_fen: Mapping[Insurance, int]) -> str:
    """Return what a sum is made of, by insurance; nothing where it is of one alone."""
    if len(sums_fen) < 2:
        return ""
    parts = (f"{SHORT_TITLES[name]} {short_yuan(fen)}" for name, fen in sums_fen.items())
    return f"（{'、'.join(parts)}）"


def _benefit_words(taking: PaymentChoice) -> str:
    """Return from when benefits run, where a rule says so; of several days the rows tell each."""
    days = _benefit_days(taking)
    known = days - {None}
    if not known:
        return ""
    if len(days) > 1:
        return "  今天缴，待遇起始见各行"
    return f"  今天缴，{known.pop()} 起享受待遇"


def _benefit_days(taking: PaymentChoice) -> set[dt.date | None]:
    """Return from when benefits run for the rows ticked, of insurances whose rules say a day."""
    days: dict[Insurance, set[dt.date | None]] = {}
    for row in taking.chosen:
        days.setdefault(row.quote.insurance, set()).add(row.quote.benefit_from)
    return {day for each in days.values() if each != {None} for day in each}


def what_to_do(taking: PaymentChoice, cursor: int, *, is_cash: bool = False) -> str:
    """Return the next thing to do, for who opens the screen for the first time.

    ``cursor``: the row of the member whose reason is told where nobody can pay.
    """
    if not taking.chosen:
        rows = taking.rows
        if any(row.waits_for_tier for row in rows if row.what[1] == taking.insurance):
            return "F8 全家同一档，F5 给光标所在的人输档次，+ - 升降；不收就按 Esc 返回"
        if any(row.can_pay or row.waits_for_tier for row in rows):
            return "没有勾选任何人：上下键选人，空格勾选；不收就按 Esc 返回"
        return f"现在没有要收的。{rows[cursor].why_not}" if rows else "这一户没有成员"
    if not taking.due_fen:
        return "不用刷卡，核对人员后按 F2 登记"
    if any(row.waits_for_tier for row in taking.rows):
        return f"{_AS_DUE[is_cash]}按 F2 入账；一起缴养老按 F8 选档次"
    return f"{_AS_DUE[is_cash]}按 F2 入账"


def warning_line(taking: PaymentChoice) -> str:
    """Return what must be known before the money is taken; empty where there is nothing."""
    return "请注意：" + "；".join(taking.warnings) if taking.warnings else ""


def missing_line(taking: PaymentChoice) -> str:
    """Return who is still missing from the family, with the reasons."""
    return missing_words(taking.missing)


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
