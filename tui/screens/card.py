"""A household as lines of text: who, which category, what each owes for each insurance.

What only an open family needs is imported where it is used: the counter opens without one.
"""

import datetime as dt
from collections.abc import Sequence

from models.base.dates import age_on
from models.base.money import short_yuan
from models.base.terms import Insurance
from models.base.text import cut, fit, mask_id, mask_phone
from models.levy.family import FamilyQuote, Household, Member, MemberQuote
from models.levy.values import Quote
from models.people.households.quotes import quote_insurances
from models.station.desk import Desk
from tui.widgets.lines import TextLine

SHORT_TITLES: dict[Insurance, str] = {
    "pension": "养老",
    "medical": "医疗",
    "critical_illness": "大病",
}
_REFUSED = {
    "too_young": "不到年龄",
    "too_old": "超过年龄",
    "in_school": "在校",
    "insured_elsewhere": "已在别处",
    "in_service": "现役军人",
    "imprisoned": "服刑人员",
    "window_not_open": "未到征缴期",
    "window_closed": "征缴期已过",
    "tier_missing": "待选档次",
    "tier_not_offered": "无此档次",
    "standard_not_set": "标准未定",
    "insurance_not_collected": "不征收",
    "paid_at_bureau": "税务已收",
}
_CAUSES = {"standard": "标准已改", "category": "认定有变"}
_STATE_CELLS = 15
_NAME_CELLS, _KIND_CELLS = 13, 22
_LEAST_CELLS = 9  # of a name and of the categories where three insurances stand beside them
_NARROW = 80


def family_quotes(desk: Desk, household: Household) -> list[FamilyQuote]:
    """Return the household's quotes as the card shows them: medical first."""
    quotes = quote_insurances(desk, household)
    return sorted(quotes, key=lambda quote: quote.insurance != "medical")


def head_line(household: Household) -> str:
    """Return the household in one line."""
    return (
        f"{household.village}  {household.number} 户  户主 {household.head}  "
        f"{len(household.members)} 人"
    )


def note_words(household: Household) -> str:
    """Return what the counter keeps in mind of the family, or nothing."""
    return f"  备注：{household.note}" if household.note else ""


def difference_words(desk: Desk, household: Household) -> str:
    """Return that a revised standard or a category is still to be settled, or nothing."""
    from models.counter.differences import household_differences

    found = household_differences(desk, household)
    if not found:
        return ""
    due_fen = sum(each.amount_fen for each in found)
    way = f"应补 {short_yuan(due_fen)} 元" if due_fen > 0 else f"应退 {short_yuan(-due_fen)} 元"
    causes = dict.fromkeys(each.cause for each in found)
    why = "、".join(_CAUSES[cause] for cause in causes)
    return f"；{why}，{way if due_fen else '只变资助'}（F12）"


def uninsured_words(desk: Desk, household: Household) -> str:
    """Return why members are not insured, as was found out, or nothing; one query."""
    from models.people.uninsured.of_people import reasons_of_household

    found = reasons_of_household(desk, household.household_id)
    names = "、".join(f"{each.name} {each.reason}" for each in found)
    return f"未参保核查：{names}  " if found else ""


def doubt_words(desk: Desk, household: Household) -> str:
    """Return that somebody of the household may be enrolled twice, or nothing; one query."""
    from models.people.duplicates.cases import open_cases_of

    cases = open_cases_of(desk, [member.person_id for member in household.members])
    return f"  有待核查的重复：{cases} 件（F10）" if cases else ""


def _wide(cells: int, insurances: int) -> tuple[int, int]:
    """Return the cells of names and of categories on a terminal of some width.

    A third insurance takes its column from them, so that it is whole at 80 cells.
    """
    spare = cells - _NARROW - _STATE_CELLS * max(0, insurances - 2)
    if spare >= 0:
        return _NAME_CELLS + spare // 3, _KIND_CELLS + spare // 3 * 2
    name = max(_LEAST_CELLS, _NAME_CELLS + spare // 3)
    return name, max(_LEAST_CELLS, _NAME_CELLS + _KIND_CELLS + spare - name)


def column_line(quotes: Sequence[FamilyQuote], cells: int) -> str:
    """Return the headings over the members."""
    name, kind = _wide(cells, len(quotes))
    states = "".join(
        fit(f"{SHORT_TITLES[quote.insurance]}{quote.levy_year or ''}", _STATE_CELLS)
        for quote in quotes
    )
    return f"  {fit('姓名', name)}{fit('关系', 7)}{fit('年龄', 5)}{fit('类别', kind)}{states}"


def member_lines(
    desk: Desk, household: Household, quotes: Sequence[FamilyQuote], cells: int
) -> list[TextLine]:
    """Return one line a member: name, relation, age, category, state for each insurance."""
    lines = []
    name, kind = _wide(cells, len(quotes))
    for position, member in enumerate(household.members):
        held = [
            desk.notice.short_category(each.category)
            for each in member.holdings
            if each.is_held_on(desk.business_date)
        ]
        states = "".join(
            fit(cut(_state(quote.members[position]), _STATE_CELLS - 1), _STATE_CELLS)
            for quote in quotes
        )
        age = f"{age_on(member.born, desk.business_date):>3}"
        categories = cut("、".join(held) or member.enrolment, kind - 1)
        lines.append(
            TextLine(
                f"  {fit(cut(member.name, name - 1), name)}{fit(cut(member.relation, 6), 7)}"
                f"{fit(age, 5)}{fit(categories, kind)}{states}"
            )
        )
    return lines


def further_words(quotes: Sequence[FamilyQuote], position: int) -> str:
    """Return which further levy years a member can pay, and from when benefits run if paid today.

    A newborn's year of birth, a year that is paid late. Before them, what the bureau has and is
    not entered yet.
    """
    parts = [
        f"{SHORT_TITLES[quote.insurance]} {quote.levy_year} 年度"
        f"{'（新生儿）' if quote.is_newborn else ''}{quote_words(quote)}"
        for family in quotes
        for quote in family.members[position].others
    ]
    begins: dict[dt.date, list[str]] = {}
    for family in quotes:
        each = family.members[position]
        if each.state == "due" and each.quote.benefit_from is not None:
            title = SHORT_TITLES[family.insurance]
            begins.setdefault(each.quote.benefit_from, []).append(title)
    waits = [
        f"{SHORT_TITLES[family.insurance]}：{refused.message}"
        for family in quotes
        for refused in (family.members[position].quote.refused,)
        if refused is not None and refused.code == "paid_at_bureau"
    ]
    words = [
        f"{'' if len(begins) == 1 else '、'.join(titles)}今天缴 {day} 起享受待遇"
        for day, titles in begins.items()
    ]
    further = [f"还可缴 {'、'.join(parts)}"] if parts else []
    return "  ".join([*waits, *further, *words])


def member_words(desk: Desk, member: Member, further: str = "") -> str:
    """Return a member's number, telephone, and each category with its certification.

    ``further`` says which further levy years the member can pay.
    """
    parts = [f"  {member.name} {mask_id(member.id_number)}", further, mask_phone(member.phone)]
    for each in member.holdings:
        since = f"{each.certified_from} 起" if each.certified_from else "起始不详"
        until = f"至 {each.until}" if each.until else ""
        ended = "" if each.is_held_on(desk.business_date) else "（今天不享受）"
        waits = "" if each.is_confirmed else "（待确认）"
        parts.append(f"{desk.notice.short_category(each.category)} {since}{until}{ended}{waits}")
    return "  ".join(part for part in [*parts, member.enrolment, member.note] if part)


def _state(each: MemberQuote) -> str:
    """Return a member's state; a plus says that a further levy year can be paid."""
    return state_words(each) + ("＋" if each.others else "")


def state_words(each: MemberQuote) -> str:
    """Return a member's state for one insurance in a few cells."""
    if each.paid is not None and each.paid.is_stated:
        return "税务登记参保"
    if each.paid is not None:
        return f"已缴 {short_yuan(each.paid.amount_fen)}"
    waiting = each.member.waiting_for(each.quote.insurance, each.quote.levy_year)
    if waiting and each.quote.refused is not None:
        return f"税务收 {short_yuan(sum(one.amount_fen for one in waiting))}"
    return quote_words(each.quote)


def quote_words(quote: Quote) -> str:
    """Return what one levy year costs at the counter in a few cells; late is 补缴."""
    if quote.refused is not None:
        return _REFUSED[quote.refused.code]
    later = quote.reimbursed_fen or 0
    back = f" 退{short_yuan(later)}" if later else ""
    return f"{'补缴' if quote.late else '应缴'} {short_yuan(quote.due_now_fen or 0)}{back}"


def total_line(quotes: Sequence[FamilyQuote]) -> str:
    """Return what the family owes for each insurance, and how many members are missing."""
    from models.counter.choose import missing_count_words, missing_reasons

    parts = []
    for quote in quotes:
        words = f"{SHORT_TITLES[quote.insurance]}应缴 {short_yuan(quote.due_now_fen)} 元"
        missing = len(missing_reasons(quote))
        if quote.family_rule is not None:
            words += f"，{missing_count_words(missing) if missing else '全家已参保'}"
        parts.append(words)
    return "；".join(parts)


def missing_line(quotes: Sequence[FamilyQuote]) -> str:
    """Return who "all members enrol" still waits for, each with the reason; one line."""
    from models.counter.choose import missing_reasons, missing_words

    return next(filter(None, (missing_words(missing_reasons(each)) for each in quotes)), "")
