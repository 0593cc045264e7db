"""Filing a posted list with a bureau (报送), after the posting where the notice says so."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from models.base.errors import BadInput, RefusedByRule
from models.base.terms import INSURANCE_TITLES, Insurance
from models.base.text import check_clean, squeeze
from models.bureau.public_posting.beneficiaries import (
    Beneficiary,
    find_beneficiaries,
    subsidy_rules,
)
from models.bureau.public_posting.postings import FiledList, list_filings
from models.levy.notice import PostingRule
from models.station.desk import Desk
from models.store.tables.bureau import Filing

_SCOPE = "p.station_id = ? AND p.category = ? AND p.insurance = ? AND p.levy_year = ?"
_LATEST_LINES = f"""
SELECT l.person_id, p.until,
 EXISTS (SELECT 1 FROM objection o
  JOIN objection_outcome r ON r.station_id = o.station_id AND r.objection_id = o.id
  WHERE o.station_id = l.station_id AND o.line_id = l.id AND r.is_upheld = 1) AS is_upheld
FROM public_posting_line l
JOIN public_posting p ON p.station_id = l.station_id AND p.id = l.posting_id
WHERE {_SCOPE} ORDER BY l.id
"""
_OPEN_OBJECTIONS = f"""
SELECT o.id AS objection_id FROM objection o
JOIN public_posting_line l ON l.station_id = o.station_id AND l.id = o.line_id
JOIN public_posting p ON p.station_id = l.station_id AND p.id = l.posting_id
LEFT JOIN objection_outcome r ON r.station_id = o.station_id AND r.objection_id = o.id
WHERE {_SCOPE} AND r.id IS NULL ORDER BY o.id
"""
_NAMED_AT_MOST = 5


class _Line(NamedTuple):
    """A person as posted last; ``is_upheld``: an objection to it was."""

    person_id: int
    until: dt.date
    is_upheld: bool


class _Open(NamedTuple):
    objection_id: int


@dataclass(frozen=True)
class Filed:
    """A filing as recorded; ``left_out`` counts people with an upheld objection.

    ``is_order_stated``: the notice states that posting comes first, and it was checked.
    """

    filing: FiledList
    left_out: int
    is_order_stated: bool
    is_new: bool


def file_with_bureau(
    desk: Desk, category: str, insurance: Insurance, bureau: str, paper: str
) -> Filed:
    """Record that the list of a category went to a bureau, on the business date.

    Where the notice names the bureaus, everybody on the list must have been posted and the
    period be over. The same paper to the same bureau again answers with the first filing,
    whatever the day. Raises RefusedByRule with
    ``not_posted``, ``objection_open`` or ``nobody_to_file``, BadInput for a bureau the
    notice does not name or a missing paper.
    """
    desk = desk.refreshed()
    name = desk.category_named(squeeze(category)).name
    rule = desk.notice.posting
    is_stated = rule is not None and bool(rule.files_with)
    where = _bureau(rule, check_clean(squeeze(bureau), "报送部门"))
    paper = check_clean(squeeze(paper), "文号")
    if not paper:
        raise BadInput("请写明「报送文件的文号」")
    levy_year = subsidy_rules(desk.notices.get(insurance, desk.notice), name, insurance).levy_year
    scope = (desk.station_id, name, insurance, levy_year)
    with desk.writing("file_with_bureau"):
        people = find_beneficiaries(desk, name, insurance, desk.business_date)
        lines = {each.person_id: each for each in desk.store.query(_Line, _LATEST_LINES, scope)}
        upheld = {each.person_id for each in lines.values() if each.is_upheld}
        left_out = sum(each.person_id in upheld for each in people)
        before = _same_filing(desk, name, insurance, levy_year, where, paper)
        if before is not None:
            return Filed(before, left_out, is_stated, is_new=False)
        if is_stated:
            _refuse_open_objections(desk, name, scope)
            _refuse_not_posted(desk, name, people, lines)
        count = len(people) - left_out
        if not count:
            title = INSURANCE_TITLES[insurance]
            raise RefusedByRule(f"没有按“{name}”享受{title}资助的人，不用报送", "nobody_to_file")
        filing_id = desk.store.add(
            Filing(
                insurance=insurance,
                levy_year=levy_year,
                category=name,
                bureau=where,
                filed_on=desk.business_date,
                paper=paper,
                people=count,
                **desk.stamp(),
            )
        ).id
        desk.record("file_with_bureau", f"filing {filing_id}", f"{name} {where} {count} people")
    filing = next(each for each in list_filings(desk) if each.filing_id == filing_id)
    return Filed(filing, left_out, is_stated, is_new=True)


def _bureau(rule: PostingRule | None, typed: str) -> str:
    """Return the bureau as the notice names it; any name where the notice names none."""
    if not typed:
        raise BadInput("请写明「报送哪个部门」")
    if rule is None or not rule.files_with:
        return typed
    fitting = [name for name in rule.files_with if _is_short_for(typed, name)]
    if len(fitting) == 1:
        return fitting[0]
    named = "、".join(rule.files_with)
    raise BadInput(f"通知没有要求报送“{typed}”，应报：{named}（{rule.clause}）")


def _is_short_for(short: str, name: str) -> bool:
    """Whether a name is another shortened, as 医保局 is 医疗保障局."""
    rest = iter(name)
    return len(short) > 1 and all(character in rest for character in short)


def _same_filing(
    desk: Desk, category: str, insurance: Insurance, levy_year: int, bureau: str, paper: str
) -> FiledList | None:
    same = (insurance, levy_year, category, bureau, paper)
    for each in list_filings(desk):
        if (each.insurance, each.levy_year, each.category, each.bureau, each.paper) == same:
            return each
    return None


def _refuse_open_objections(
    desk: Desk, category: str, scope: tuple[int, str, Insurance, int]
) -> None:
    rows = desk.store.query(_Open, _OPEN_OBJECTIONS, scope)
    if rows:
        numbers = "、".join(str(each.objection_id) for each in rows[:_NAMED_AT_MOST])
        raise RefusedByRule(
            f"“{category}”的公示还有 {len(rows)} 件异议没有处理（第 {numbers} 号），不能报送；"
            "请先「处理一件异议」",
            "objection_open",
        )


def _refuse_not_posted(
    desk: Desk,
    category: str,
    people: Sequence[Beneficiary],
    lines: Mapping[int, _Line],
) -> None:
    """Refuse while somebody on the list was not posted, or is posted and the days not over."""
    waiting = Counter[str]()
    for each in people:
        line = lines.get(each.person_id)
        if line is None:
            waiting[f"{each.village}有人未公示"] += 1
        elif line.until >= desk.business_date:
            waiting[f"{each.village}公示到 {line.until} 才期满"] += 1
    if waiting:
        named = "、".join(
            f"{what}（{count} 人）" for what, count in list(waiting.items())[:_NAMED_AT_MOST]
        )
        more = "等" if len(waiting) > _NAMED_AT_MOST else ""
        rule = desk.notice.posting
        raise RefusedByRule(
            f"通知规定先公示后报送（{rule.clause if rule else ''}），“{category}”还不能报送："
            f"{named}{more}",
            "not_posted",
        )
