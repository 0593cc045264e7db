"""Explaining a household: every member, every insurance, on the desk's business date."""

from collections import defaultdict
from collections.abc import Sequence

from models.base.dates import age_on
from models.base.terms import Insurance
from models.counter.choose import missing_reasons, missing_words
from models.counter.difference import CAUSE_TITLES, Difference
from models.counter.differences import household_differences
from models.levy.excuses import excused_reasons
from models.levy.family import FamilyQuote, Household, MemberQuote
from models.levy.quote import quote_accepted
from models.station.desk import Desk
from reports.explanation.figures import Explained, ExplainedFamily, ExplainedMember, explained


def explain_family(
    desk: Desk, household: Household, quotes: Sequence[FamilyQuote]
) -> ExplainedFamily:
    """Return a household explained; ``quotes`` are its quotes in the order to show them."""
    differences: dict[tuple[int, Insurance], list[Difference]] = defaultdict(list)
    for each in household_differences(desk, household):
        differences[each.person_id, each.insurance].append(each)
    return ExplainedFamily(
        station=desk.township,
        notice_title=desk.notice.title,
        document=desk.notice.document,
        on=desk.business_date,
        village=household.village,
        number=household.number,
        head=household.head,
        members=tuple(
            ExplainedMember(
                name=member.name,
                relation=member.relation,
                id_number=member.id_number,
                born=member.born,
                age=age_on(member.born, desk.business_date),
                enrolment=member.enrolment,
                note=member.note,
                parts=tuple(
                    _part(
                        desk,
                        quote.members[position],
                        differences[member.person_id, quote.insurance],
                    )
                    for quote in quotes
                ),
            )
            for position, member in enumerate(household.members)
        ),
        remarks=tuple(_remarks(quotes)),
    )


def _part(desk: Desk, each: MemberQuote, differences: Sequence[Difference]) -> Explained:
    """Explain a payment in force by the quote of its own day, else the quote of today."""
    paid, member = each.paid, each.member
    if paid is None:
        return explained(desk.notices[each.quote.insurance], each.quote, desk.business_date)
    notice = desk.notice_of(paid.insurance, paid.levy_year, paid.business_date)
    quote = quote_accepted(
        notice,
        paid.insurance,
        member.applicant(paid.insurance, is_enrolled=False),
        paid.business_date,
        paid.tier_fen,
        paid.levy_year,
    )
    fen = sum(each.amount_fen for each in differences)
    why = "、".join(dict.fromkeys(CAUSE_TITLES[each.cause] for each in differences))
    return explained(notice, quote, paid.business_date, paid, fen, why)


def _remarks(quotes: Sequence[FamilyQuote]) -> list[str]:
    remarks = []
    for quote in quotes:
        rule = quote.family_rule
        if rule is None:
            continue
        missing = missing_reasons(quote)
        if missing:
            remarks.append(f"全家都要参保（{rule.clause}），{missing_words(missing)}")
        else:
            remarks.append(f"全家都要参保（{rule.clause}），已齐")
        excused = excused_reasons(quote)
        if excused:
            names = "；".join(f"{name} {reason}" for name, reason in excused)
            remarks.append(f"通知准许不在本户参保的：{names}")
    return remarks
