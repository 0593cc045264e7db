"""Applying a department's full list: first shown, then done in one transaction.

Nothing is ever deleted: who is no longer on the list is certified until the day before
it. The comparison is made again inside the transaction, so that what is applied is what
holds then.
"""

import datetime as dt
from dataclasses import dataclass

from models.base import clock
from models.base.errors import BadInput, RefusedByRule
from models.people.department_list.compare import Standing, compare_list
from models.people.department_list.values import (
    DepartmentList,
    Held,
    ListPreview,
    Previous,
    Villager,
)
from models.station.desk import Desk

UNNAMED_DEPARTMENT = "部门名单"
"""Who certified, where nobody said which department the list is from."""

_CERTIFICATION = (
    "station_id", "person_id", "category", "certified_from", "until", "certified_by", "paper",
    "list_id", "operator_id", "recorded_at",
)  # fmt: skip
_LIST = (
    "id", "station_id", "category", "department", "file", "listed_on", "rows", "people", "reason",
    "operator_id", "recorded_at",
)  # fmt: skip
_AT_ONCE = 500


@dataclass(frozen=True)
class AppliedList:
    """What applying a list did. ``is_recorded`` is false when it changed nothing again."""

    preview: ListPreview
    is_recorded: bool


def preview_list(desk: Desk, listing: DepartmentList) -> ListPreview:
    """Return what a list would change now; changes nothing."""
    return compare_list(listing, _standing(desk, listing.category))


def apply_list(desk: Desk, listing: DepartmentList, accept_incomplete: str = "") -> AppliedList:
    """Apply a list in one transaction: certify who is newly in, end who is gone.

    The same list again changes nothing. ``accept_incomplete`` is the reason for applying a
    list that looks incomplete; it is recorded. Raises RefusedByRule for one without a reason
    (``list_incomplete``) and for one older than the last (``list_outdated``); BadInput for a
    list of nobody.
    """
    with desk.store.writing():
        preview = preview_list(desk, listing)
        refuse_unfit(listing, preview, accept_incomplete)
        if preview.is_nothing and _is_known(listing, preview):
            return AppliedList(preview, is_recorded=False)
        list_id = _record_list(desk, listing, preview, accept_incomplete)
        _certify_newly_in(desk, listing, preview, list_id)
        _change(desk, listing, preview, list_id)
        _end(desk, preview, list_id)
        desk.record(
            "apply_list",
            f"category_list {list_id}",
            f"{listing.category} {listing.listed_on} new {len(preview.newly_in)} "
            f"changed {len(preview.changed)} gone {len(preview.gone)} kept {len(preview.kept)}",
        )
    return AppliedList(preview, is_recorded=True)


def refuse_unfit(listing: DepartmentList, preview: ListPreview, accept_incomplete: str) -> None:
    """Raise what stands in the way of applying a list that was compared."""
    previous = preview.previous
    if not listing.entries:
        raise BadInput(f"{listing.file}：名单里一个人也没有，请换一个文件")
    if previous is not None and listing.listed_on < previous.listed_on:
        raise RefusedByRule(
            f"“{listing.category}”已按 {previous.listed_on} 的名单更新，不能再用更早的 "
            f"{listing.listed_on} 的名单，请核对 --listed-on",
            "list_outdated",
        )
    if preview.incomplete and not accept_incomplete.strip():
        raise RefusedByRule(
            f"{listing.file}：名单像是不完整：{'；'.join(preview.incomplete)}；没有更新，以免误退。"
            "请向部门要完整名单；确实如此的，用 --accept-incomplete 写明原因",
            "list_incomplete",
        )


def _is_known(listing: DepartmentList, preview: ListPreview) -> bool:
    last = preview.previous
    return last is not None and (last.file, last.rows, last.people) == (
        listing.file,
        listing.rows,
        preview.people,
    )


def _standing(desk: Desk, category: str) -> Standing:
    """Return what the station holds, in four queries whatever its size."""
    rows, station = desk.store.rows, (desk.station_id,)
    people = rows(
        "SELECT p.id, p.name, p.id_number, v.name, h.number, p.left_on FROM person p "
        "JOIN household h ON h.id = p.household_id JOIN village v ON v.id = h.village_id "
        "WHERE p.station_id = ? ORDER BY p.id",
        station,
    )
    held = rows(
        "SELECT id, person_id, certified_from, until, certified_by, paper, confirmed_by, "
        "CASE WHEN list_id IS NULL THEN 0 ELSE 1 END FROM certification "
        "WHERE station_id = ? AND category = ? ORDER BY certified_from, id",
        (*station, category),
    )
    former = rows(
        "SELECT id_number, person_id FROM former_number WHERE station_id = ? ORDER BY id", station
    )
    last = rows(
        "SELECT listed_on, file, rows, people FROM category_list "
        "WHERE station_id = ? AND category = ? ORDER BY listed_on DESC, id DESC LIMIT 1",
        (*station, category),
    )
    return Standing(
        people=[
            Villager(person_id, name, id_number, village, household, _date(left_on))
            for person_id, name, id_number, village, household, left_on in people
        ],
        held=[
            Held(row_id, person_id, _date(starts), _date(until), by, paper, confirmed, bool(listed))
            for row_id, person_id, starts, until, by, paper, confirmed, listed in held
        ],
        former=dict(former),
        previous=Previous(dt.date.fromisoformat(last[0][0]), *last[0][1:]) if last else None,
        asks_confirmation=desk.notice.confirmation is not None,
    )


def _record_list(
    desk: Desk, listing: DepartmentList, preview: ListPreview, accept_incomplete: str
) -> int:
    list_id = desk.store.next_id("category_list")
    row = (
        list_id, desk.station_id, listing.category, listing.department, listing.file,
        listing.listed_on.isoformat(), listing.rows, preview.people,
        accept_incomplete.strip() if preview.incomplete else "",
        desk.operator_id(), clock.timestamp(),
    )  # fmt: skip
    desk.store.insert_rows("category_list", _LIST, [row])
    return list_id


def _certify_newly_in(
    desk: Desk, listing: DepartmentList, preview: ListPreview, list_id: int
) -> None:
    department = listing.department or UNNAMED_DEPARTMENT
    operator_id, now = desk.operator_id(), clock.timestamp()
    rows = [
        (
            desk.station_id, each.villager.person_id, listing.category, each.starts.isoformat(),
            _iso(each.until), department, each.paper or listing.file, list_id, operator_id, now,
        )
        for each in preview.newly_in
    ]  # fmt: skip
    desk.store.insert_rows("certification", _CERTIFICATION, rows)


def _change(desk: Desk, listing: DepartmentList, preview: ListPreview, list_id: int) -> None:
    department = listing.department or UNNAMED_DEPARTMENT
    for each in preview.changed:
        desk.store.run(
            "UPDATE certification SET certified_from = ?, until = ?, paper = ? WHERE id = ?",
            (_iso(each.starts), _iso(each.until), each.paper, each.certification_id),
        )
        if each.is_ending:
            desk.store.run(
                "UPDATE certification SET ended_list_id = ? WHERE id = ?",
                (list_id, each.certification_id),
            )
        if each.is_confirming:
            desk.store.run(
                "UPDATE certification SET confirmed_by = ?, confirmed_on = ? WHERE id = ?",
                (department, desk.business_date.isoformat(), each.certification_id),
            )


def _end(desk: Desk, preview: ListPreview, list_id: int) -> None:
    for first in range(0, len(preview.gone), _AT_ONCE):
        some = preview.gone[first : first + _AT_ONCE]
        marks = ", ".join("?" * len(some))
        desk.store.run(
            f"UPDATE certification SET until = ?, ended_list_id = ? WHERE id IN ({marks})",
            (some[0].until.isoformat(), list_id, *(each.certification_id for each in some)),
        )


def _iso(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


def _date(text: str | None) -> dt.date | None:
    return None if text is None else dt.date.fromisoformat(text)
