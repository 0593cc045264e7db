"""Posting a list (公示): a snapshot of the subsidised of one village and category."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from models.base.errors import BadInput, RefusedByRule
from models.base.terms import INSURANCE_TITLES, Insurance
from models.base.text import check_clean, squeeze
from models.bureau.public_posting.beneficiaries import (
    Beneficiary,
    find_beneficiaries,
    village_named,
)
from models.bureau.public_posting.postings import PostedList, find_posting
from models.levy.notice import PostingRule
from models.station.desk import Desk
from models.store.tables.bureau import PublicPosting, PublicPostingLine

_LAST_LINES = """
SELECT posting_id, person_id, id_number, amount_fen FROM public_posting_line
WHERE station_id = ? AND posting_id = (SELECT max(p.id) FROM public_posting p
 WHERE p.station_id = ? AND p.village_id = ? AND p.category = ? AND p.insurance = ?
 AND p.posted_on = ? AND p.until = ? AND p.place = ?) ORDER BY id
"""


class _Line(NamedTuple):
    posting_id: int
    person_id: int
    id_number: str
    amount_fen: int


@dataclass(frozen=True)
class Posted:
    """A posting as recorded; ``is_new`` is false where the very same was posted before."""

    listed: PostedList
    is_new: bool


def post_list(
    desk: Desk,
    village: str,
    category: str,
    insurance: Insurance = "medical",
    posted_on: dt.date | None = None,
    until: dt.date | None = None,
    place: str = "",
) -> Posted:
    """Record the list of a village's people subsidised under a category, as posted.

    From the business date, until the day that the notice's rule gives, unless stated
    otherwise. The same list again changes nothing. Raises BadInput for an unknown village
    or category, or where no last day follows from anything; RefusedByRule where nobody is
    to be posted (``nobody_to_post``) or as ``find_beneficiaries``.
    """
    desk = desk.refreshed()
    name = desk.category_named(squeeze(category)).name
    starts = posted_on or desk.business_date
    ends = _last_day(desk.notice.posting, starts, until)
    where = check_clean(squeeze(place), "公示地点")
    if not where and desk.notice.posting is not None:
        where = desk.notice.posting.place
    with desk.writing("post_list"):
        at = village_named(desk, squeeze(village), starts)
        people = find_beneficiaries(desk, name, insurance, starts, at)
        if not people:
            raise RefusedByRule(
                f"{at.name} {starts} 没有按“{name}”享受{INSURANCE_TITLES[insurance]}资助的人，"
                "不用公示",
                "nobody_to_post",
            )
        span = (starts.isoformat(), ends.isoformat(), where)
        before = _same_posting(desk, at.village_id, name, insurance, span, people)
        if before is not None:
            return Posted(find_posting(desk, before), is_new=False)
        posting_id = desk.store.add(
            PublicPosting(
                village_id=at.village_id,
                insurance=insurance,
                levy_year=desk.insurances[insurance].levy_year,
                category=name,
                posted_on=starts,
                until=ends,
                place=where,
                **desk.stamp(),
            )
        ).id
        desk.store.add_all(
            PublicPostingLine(
                station_id=desk.station_id,
                posting_id=posting_id,
                person_id=each.person_id,
                name=each.name,
                id_number=each.id_number,
                amount_fen=each.amount_fen,
            )
            for each in people
        )
        desk.record("post_list", f"posting {posting_id}", f"{name} {len(people)} people {starts}")
    return Posted(find_posting(desk, posting_id), is_new=True)


def _last_day(rule: PostingRule | None, starts: dt.date, until: dt.date | None) -> dt.date:
    """Return the last day of a posting: as stated, else as the notice's rule has it."""
    if until is None and rule is not None and rule.days:
        until = starts + dt.timedelta(days=rule.days - 1)
    if until is None and rule is not None and rule.ends is not None and starts <= rule.ends:
        until = rule.ends
    if until is None:
        raise BadInput("通知没有写明公示多少天，请写明「公示到哪一天」")
    if until < starts:
        raise BadInput(f"公示截止日期 {until} 早于开始日期 {starts}，请核对")
    return until


def _same_posting(
    desk: Desk,
    village_id: int,
    category: str,
    insurance: Insurance,
    span: tuple[str, str, str],
    people: Sequence[Beneficiary],
) -> int | None:
    """Return the last posting of the same list, days and place, if there is one."""
    asked = (desk.station_id, desk.station_id, village_id, category, insurance, *span)
    last = desk.store.query(_Line, _LAST_LINES, asked)
    then = [(each.person_id, each.id_number, each.amount_fen) for each in last]
    now = [(each.person_id, each.id_number, each.amount_fen) for each in people]
    return last[0].posting_id if last and then == now else None
