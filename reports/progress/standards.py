"""What a report says of a standard revised during the round: both standards, and what is open."""

import datetime as dt
from collections.abc import Collection
from typing import NamedTuple

from models.base.money import format_yuan, short_yuan
from models.base.terms import INSURANCE_TITLES, Insurance
from models.people.households.register import IN_FORCE
from models.station.desk import Desk
from reports.differences.gather import InsuranceDifferences, Sum, standard_figures

_BY_STANDARD = f"""
SELECT l.standard_fen, count(*) AS people, sum(l.amount_fen) AS amount_fen FROM payment_line l
WHERE l.station_id = ? AND l.insurance = ? AND l.levy_year = ? AND {IN_FORCE}
GROUP BY l.standard_fen ORDER BY l.standard_fen
"""


class _OfStandard(NamedTuple):
    standard_fen: int
    people: int
    amount_fen: int


def standard_notes(desk: Desk, day: dt.date, told: Collection[tuple[Insurance, int]]) -> list[str]:
    """Return a note for each insurance whose standard a document has set or revised by a day.

    Of the levy years that are ``told`` in the report, and of those of which a difference is
    still open. Everything is reckoned as of that day, so that the note of a closed period stays.
    """
    notes = []
    for each in standard_figures(desk, day):
        if (each.insurance, each.levy_year) not in told and not each.open:
            continue
        title = f"{INSURANCE_TITLES[each.insurance]} {each.levy_year} 年度"
        notes.append(f"{title}：{'；'.join(figure.sentence for figure in each.figures)}")
        if _is_revised(each):
            notes.append(f"{title}：{_by_standard(desk, each.insurance, each.levy_year, day)}")
            notes.append(f"{title}：{_settling(each)}")
    return notes


def _is_revised(each: InsuranceDifferences) -> bool:
    """Whether people may have paid by different standards of their own."""
    personal = [figure for figure in each.figures if figure.key.endswith(".personal")]
    return len(personal) + (each.stated_personal_fen is not None) > 1


def _by_standard(desk: Desk, insurance: Insurance, levy_year: int, day: dt.date) -> str:
    end = day.isoformat()
    chosen = (desk.station_id, insurance, levy_year, end, end)
    parts = [
        f"按 {short_yuan(each.standard_fen)} 元标准缴费 {each.people} 人 "
        f"{format_yuan(each.amount_fen)} 元"
        for each in desk.store.query(_OfStandard, _BY_STANDARD, chosen)
    ]
    return "，".join(parts) or "尚无人缴费"


def _settling(each: InsuranceDifferences) -> str:
    return (
        f"标准差额已补收 {_words(each.collected)}、已退还 {_words(each.returned)}，"
        f"尚应补收 {_words(each.to_collect)}、尚应退还 {_words(each.to_return)}"
    )


def _words(total: Sum) -> str:
    return f"{total.people} 人 {format_yuan(total.amount_fen)} 元"
