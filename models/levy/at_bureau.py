"""Money that the tax bureau has for somebody and that is not entered yet: nobody is charged again.

A wrong amount enrols nobody. Until it is decided what becomes of it (taken, with the surplus to
be returned or the rest to be collected, or all of it returned), the counter takes nothing.
"""

import datetime as dt
from collections.abc import Sequence

from msgspec.structs import replace

from models.base.money import format_yuan
from models.base.terms import Insurance, Value
from models.levy.notice import Notice
from models.levy.quote import quote_person
from models.levy.values import Applicant, Quote, Refusal
from models.levy.years import is_on_offer

_LATER = ("window_not_open", "window_closed", "no_benefit_left")
"""Refusals of the counter that say nothing of money which the bureau has taken already."""


class AtBureau(Value, frozen=True):
    """What somebody has paid the bureau; ``number`` is that of the exception it waits under."""

    number: int
    insurance: Insurance
    levy_year: int
    amount_fen: int
    paid_on: dt.date


def is_held_back(quote: Quote) -> bool:
    """Whether money at the bureau is what a clerk must know of a year before all else."""
    return is_on_offer(quote) or (quote.refused is not None and quote.refused.code in _LATER)


def hold_back(
    notice: Notice, quote: Quote, applicant: Applicant, paid: Sequence[AtBureau]
) -> Quote:
    """Return the quote of a year refused, because the bureau has money for it."""
    words = "；".join(_words(notice, quote, applicant, each) for each in paid)
    numbers = "、".join(str(each.number) for each in paid)
    refused = Refusal(
        code="paid_at_bureau",
        message=f"{words}；还没有入账，柜台不能再收，请先处理自行缴费例外第 {numbers} 号",
    )
    return replace(
        quote,
        refused=refused,
        standard_fen=None,
        subsidy_fen=None,
        due_now_fen=None,
        reimbursed_fen=None,
        shares=(),
        additions=(),
        benefit_from=None,
        explanation=(*quote.explanation, refused.message),
        warnings=(),
    )


def _words(notice: Notice, quote: Quote, applicant: Applicant, paid: AtBureau) -> str:
    """Return what the bureau has, what was due on the day it was paid, and the difference."""
    taken = f"税务已收 {format_yuan(paid.amount_fen)} 元"
    due_fen = quote_person(
        notice,
        paid.insurance,
        applicant,
        paid.paid_on,
        quote.tier_fen,
        paid.levy_year,
        is_bureaus=True,
    ).due_now_fen
    if due_fen is None:
        return f"{taken}（{paid.paid_on}）"
    if due_fen == paid.amount_fen:
        return f"{taken}（{paid.paid_on}），金额相符"
    way = "多" if paid.amount_fen > due_fen else "差"
    difference = format_yuan(abs(paid.amount_fen - due_fen))
    return f"{taken}，应缴 {format_yuan(due_fen)} 元，{way} {difference} 元"
