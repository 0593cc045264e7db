"""Asking a notice about people with gaps: a missed year never helps, buying one never hurts."""

import datetime as dt
from collections.abc import Iterator

from models.base.dates import add_months
from models.base.terms import Fault, Insurance
from models.levy.notice import InsuranceRules, Notice
from models.levy.quote import quote_person
from models.levy.values import Applicant, Quote

_MOST = 6


def wait_faults(
    notice: Notice, insurance: Insurance, rules: InsuranceRules, tier_fen: int | None
) -> tuple[int, list[Fault]]:
    """Return how many questions were asked of waits, and what was wrong with the answers."""
    if rules.waiting is None:
        return 0, []
    asked, faults = 0, dict[str, Fault]()
    window = rules.window
    for day in (window.opens, window.closes, window.closes + dt.timedelta(days=1)):
        begun: dict[tuple[int, int], dt.date] = {}
        for missed in range(_MOST + 1):
            for bought in range(missed + 1):
                applicant = _with_gap(rules, missed, bought)
                quote = quote_person(notice, insurance, applicant, day, tier_fen)
                asked += 1
                begun[missed, bought] = _begins(quote)
        for message in _wrong(begun):
            key = f"insurances.{insurance}.waiting"
            faults.setdefault(message, Fault(key=key, message=f"{message}（{day} 办理）"))
    return asked, list(faults.values())


def _with_gap(rules: InsuranceRules, missed: int, bought: int) -> Applicant:
    """Return an adult who missed so many years before the round, the last ones bought back."""
    year = rules.levy_year
    gone = range(year - missed, year)
    return Applicant(
        born=add_months(rules.window.opens, -12 * 40),
        insured_years=tuple(each for each in range(year - 10, year) if each not in gone),
        bought_years=tuple(gone[missed - bought :]),
        history_from=year - 10,
    )


def _begins(quote: Quote) -> dt.date:
    """Return from when benefits run; who is refused has none."""
    if quote.refused is not None:
        return dt.date.max
    return quote.benefit_from or dt.date.min


def _wrong(begun: dict[tuple[int, int], dt.date]) -> Iterator[str]:
    for (missed, bought), begins in begun.items():
        if begun.get((missed + 1, bought), dt.date.max) < begins:
            yield "多断保一年，等待期反而变短"
        if begun.get((missed, bought + 1), dt.date.min) > begins:
            yield "多补缴一年，等待期反而变长"
