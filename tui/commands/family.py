"""``family``: a household's members, what each owes and why, and what is paid."""

from collections.abc import Sequence
from typing import Any

import click

from models.base.money import format_yuan
from models.base.terms import INSURANCE_TITLES
from models.counter.choose import missing_reasons, missing_words
from models.levy.excuses import excused_reasons
from models.levy.family import FamilyQuote, Household, MemberQuote
from models.levy.values import Quote
from models.station.desk import Desk
from tui.frame.command_line import Answer, LaobaoCommand, answering
from tui.frame.session import Session


@click.command(cls=LaobaoCommand, help="一户的成员、类别、各险种应缴与理由、已缴情况。")
@click.argument("household", metavar="户编号")
@answering
@click.pass_obj
def family(session: Session, household: str) -> Answer:
    """Print a household by its number (or village/number)."""
    from models.people.duplicates.cases import open_cases_of
    from models.people.households.families import household_numbered, load_household
    from models.people.households.quotes import quote_insurances
    from models.people.uninsured.of_people import reasons_of_household

    desk = session.desk
    found = load_household(desk, household_numbered(desk, household))
    quotes = quote_insurances(desk, found)
    doubts = open_cases_of(desk, [member.person_id for member in found.members])
    lines = _lines(session, found, quotes)
    if doubts:
        lines.append(f"有待核查的重复：{doubts} 件，见「列出待核查的」")
    reasons = reasons_of_household(desk, found.household_id)
    lines += [f"未参保核查：{each.name} {each.reason}（{each.on}）" for each in reasons]
    document = _document(desk, found, quotes)
    return {**document, "open_duplicates": doubts, "uninsured": reasons}, lines


def _document(desk: Desk, household: Household, quotes: Sequence[FamilyQuote]) -> dict[str, Any]:
    return {
        "household": household.number,
        "village": household.village,
        "head": household.head,
        "note": household.note,
        "business_date": desk.business_date,
        "members": [
            {
                "id_number": member.id_number,
                "name": member.name,
                "relation": member.relation,
                "born": member.born,
                "categories": [
                    {"name": each.category, "from": each.certified_from, "until": each.until}
                    for each in member.holdings
                ],
                "enrolment": member.enrolment,
                "insurances": {
                    quote.insurance: _member_document(quote.members[position]) for quote in quotes
                },
            }
            for position, member in enumerate(household.members)
        ],
        "due_now_fen": {quote.insurance: quote.due_now_fen for quote in quotes},
        "missing": {
            quote.insurance: [
                {"name": name, "reason": reason} for name, reason in missing_reasons(quote)
            ]
            for quote in quotes
            if quote.family_rule is not None
        },
        "excused": {
            quote.insurance: [
                {"name": name, "reason": reason} for name, reason in excused_reasons(quote)
            ]
            for quote in quotes
        },
    }


def _member_document(each: MemberQuote) -> dict[str, Any]:
    document = {"state": each.state, "quote": each.quote, "paid": each.paid}
    return {**document, "others": each.others}


def _lines(session: Session, household: Household, quotes: Sequence[FamilyQuote]) -> list[str]:
    lines = [f"{household.village} {household.number} 户  户主 {household.head}"]
    lines += [f"备注：{household.note}"] if household.note else []
    for position, member in enumerate(household.members):
        held = "、".join(each.category for each in member.holdings)
        lines.append(
            f"{member.name} {member.relation} {session.number(member.id_number)}"
            f"{' ' + held if held else ''}{' ' + member.enrolment if member.enrolment else ''}"
        )
        lines += [
            f"  {INSURANCE_TITLES[quote.insurance]}：{member_state(quote.members[position])}"
            for quote in quotes
        ]
    for quote in quotes:
        waiting = sum(1 for each in quote.members if _waits_for_tier(each))
        without = f"（{waiting} 人待选缴费档次，未计入）" if waiting else ""
        title = INSURANCE_TITLES[quote.insurance]
        lines.append(f"{title}合计应缴 {format_yuan(quote.due_now_fen)} 元{without}")
        lines += [f"  注意：{said}" for said in _warnings(quote)]
        rule = quote.family_rule
        missing = missing_reasons(quote)
        if rule is not None and missing:
            lines.append(f"  全家参保（{rule.clause}），{missing_words(missing)}")
        excused = excused_reasons(quote)
        if excused:
            lines.append(f"  可不参保：{'；'.join(f'{name} {reason}' for name, reason in excused)}")
    return lines


def _waits_for_tier(each: MemberQuote) -> bool:
    refused = each.quote.refused
    return each.state == "refused" and refused is not None and refused.code == "tier_missing"


def _warnings(family: FamilyQuote) -> tuple[str, ...]:
    """Return what must be known before the money is taken, each once."""
    asked = (
        quote
        for each in family.members
        for quote in ((each.quote, *each.others) if each.state == "due" else each.others)
    )
    return tuple(dict.fromkeys(said for quote in asked for said in quote.warnings))


def member_state(each: MemberQuote) -> str:
    """Return a member's state for one insurance in a few words."""
    if each.paid is not None:
        words = f"已缴 {format_yuan(each.paid.amount_fen)} 元（{each.paid.receipt}）"
    else:
        words = quote_state(each.quote)
    further = [f"{quote.levy_year} 年度{quote_state(quote)}" for quote in each.others]
    return "；还可缴 ".join([words, *further])


def quote_state(quote: Quote) -> str:
    """Return what a quote says in a few words; a late payment is called 补缴."""
    if quote.refused is not None:
        return quote.refused.message
    due = f"{'补缴' if quote.late else '应缴'} {format_yuan(quote.due_now_fen or 0)} 元"
    if quote.category:
        due += f"（{quote.category}，资助 {format_yuan(quote.subsidy_fen or 0)} 元）"
    return due
