"""Applying a department's full list: first shown, then done in one transaction.

Nothing is ever deleted: who is no longer on the list is certified until the day before
it. The comparison is made again inside the transaction, so that what is applied is what
holds then.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from models.base import clock
from models.base.errors import BadInput, RefusedByRule
from models.people.department_list.compare import Standing, compare_list
from models.people.department_list.part_names import WHOLE, is_automatic
from models.people.department_list.values import (
    Adopted,
    DepartmentList,
    Held,
    Leaving,
    ListPreview,
    PartCount,
    Previous,
    Villager,
)
from models.station.desk import Desk
from models.store.tables.people import CategoryList, Certification

UNNAMED_DEPARTMENT = "部门名单"
"""Who certified, where nobody said which department the list is from."""

_AT_ONCE = 500
_PEOPLE = """
SELECT p.id AS person_id, p.name, p.id_number, v.name AS village, h.number AS household, p.left_on
FROM person p JOIN household h ON h.station_id = p.station_id AND h.id = p.household_id
JOIN village v ON v.station_id = h.station_id AND v.id = h.village_id
WHERE p.station_id = ? ORDER BY p.id
"""
_HELD = """
SELECT id AS certification_id, person_id, certified_from AS starts, until, certified_by, paper,
 confirmed_by, list_id IS NOT NULL AS is_from_list,
 coalesce(part, CASE WHEN list_id IS NOT NULL THEN '' END) AS part FROM certification
WHERE station_id = ? AND category = ? ORDER BY certified_from, id
"""
_FORMER = "SELECT id_number, person_id FROM former_number WHERE station_id = ? ORDER BY id"
_LISTS = """
SELECT listed_on, file, rows, people, coalesce(part, '') AS part, department FROM category_list
WHERE station_id = ? AND category = ? ORDER BY listed_on DESC, id DESC
"""


class _Former(NamedTuple):
    id_number: str
    person_id: int


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
    (``list_incomplete``), for one older than the last of its part (``list_outdated``) and for
    one that may be several parts (``part_unclear``); BadInput for a list of nobody.
    """
    with desk.writing("import_category"):
        preview = preview_list(desk, listing)
        refuse_unfit(listing, preview, accept_incomplete)
        if preview.is_nothing and not preview.adopted and _is_known(listing, preview):
            return AppliedList(preview, is_recorded=False)
        lists = {
            each.part: _record_list(desk, listing, preview, each, accept_incomplete)
            for each in preview.parts
        }
        _certify_newly_in(desk, listing, preview, lists)
        _change(desk, listing, preview, lists)
        _adopt(desk, preview)
        _end(desk, preview, lists)
        desk.record(
            "apply_list",
            f"category_list {'、'.join(map(str, lists.values()))}",
            f"{listing.category} {listing.listed_on} new {len(preview.newly_in)} "
            f"changed {len(preview.changed)} gone {len(preview.gone)} kept {len(preview.kept)}",
        )
    return AppliedList(preview, is_recorded=True)


def refuse_unfit(listing: DepartmentList, preview: ListPreview, accept_incomplete: str) -> None:
    """Raise what stands in the way of applying a list that was compared."""
    if not listing.entries:
        raise BadInput(f"{listing.file}：名单里一个人也没有，请换一个文件")
    if preview.unclear:
        raise RefusedByRule(
            f"{listing.file}：{preview.unclear}，不知道是哪一部分的名单，没有更新。"
            f"全部人员的名单请在「部分」写 {WHOLE}，只是其中一部分的写它的名称，例如 农村低保",
            "part_unclear",
        )
    for each in preview.parts:
        if each.latest_on is not None and listing.listed_on < each.latest_on:
            which = listing.category if is_automatic(each.part) else each.part
            raise RefusedByRule(
                f"“{which}”已按 {each.latest_on} 的名单更新，不能再用更早的 "
                f"{listing.listed_on} 的名单，请核对「名单从哪天起算」",
                "list_outdated",
            )
    if preview.incomplete and not accept_incomplete.strip():
        raise RefusedByRule(
            f"{listing.file}：名单像是不完整：{'；'.join(preview.incomplete)}；没有更新，以免误退。"
            "请向部门要完整名单；只是其中一部分的名单，在「部分」写它的名称；"
            "确实如此的，写明「不完整也更新的原因」",
            "list_incomplete",
        )


def _is_known(listing: DepartmentList, preview: ListPreview) -> bool:
    return all(
        each.previous is not None
        and (each.previous.file, each.previous.rows, each.previous.people)
        == (listing.file, each.rows, each.people)
        for each in preview.parts
    )


def _standing(desk: Desk, category: str) -> Standing:
    """Return what the station holds, in four queries whatever its size."""
    store, station = desk.store, (desk.station_id,)
    return Standing(
        people=store.query(Villager, _PEOPLE, station),
        held=store.query(Held, _HELD, (*station, category)),
        former=dict(store.query(_Former, _FORMER, station)),
        lists=store.query(Previous, _LISTS, (*station, category)),
        asks_confirmation=desk.notice.confirmation is not None,
    )


def _record_list(
    desk: Desk,
    listing: DepartmentList,
    preview: ListPreview,
    count: PartCount,
    accept_incomplete: str,
) -> int:
    applied = CategoryList(
        category=listing.category,
        department=listing.department,
        file=listing.file,
        listed_on=listing.listed_on,
        rows=count.rows,
        people=count.people,
        part=count.part,
        reason=accept_incomplete.strip() if preview.incomplete else "",
        **desk.stamp(),
    )
    return desk.store.add(applied).id


def _certify_newly_in(
    desk: Desk, listing: DepartmentList, preview: ListPreview, lists: Mapping[str, int]
) -> None:
    operator_id, now = desk.operator_id(), clock.timestamp()
    desk.store.add_all(
        Certification(
            station_id=desk.station_id,
            person_id=each.villager.person_id,
            category=listing.category,
            certified_from=each.starts,
            until=each.until,
            certified_by=listing.department or UNNAMED_DEPARTMENT,
            paper=each.paper or listing.file,
            list_id=lists[each.part],
            part=each.part,
            operator_id=operator_id,
            recorded_at=now,
            recorded_on=desk.business_date,
        )
        for each in preview.newly_in
    )


def _change(
    desk: Desk, listing: DepartmentList, preview: ListPreview, lists: Mapping[str, int]
) -> None:
    for each in preview.changed:
        values: dict[str, object] = {
            "certified_from": each.starts,
            "until": each.until,
            "paper": each.paper,
        }
        if each.is_ending:
            values["ended_list_id"] = lists.get(each.part or "", max(lists.values()))
        if each.is_confirming:
            values["confirmed_by"] = listing.department or UNNAMED_DEPARTMENT
            values["confirmed_on"] = desk.business_date
        values["part"] = each.part
        key = {"station_id": desk.station_id, "id": each.certification_id}
        desk.store.change(Certification, key, **values)


def _adopt(desk: Desk, preview: ListPreview) -> None:
    for part, several in _by_part(preview.adopted).items():
        for ids in _some(several):
            desk.store.change(Certification, {"station_id": desk.station_id, "id": ids}, part=part)


def _end(desk: Desk, preview: ListPreview, lists: Mapping[str, int]) -> None:
    for part, several in _by_part(preview.gone).items():
        for ids in _some(several):
            desk.store.change(
                Certification,
                {"station_id": desk.station_id, "id": ids},
                until=preview.gone[0].until,
                ended_list_id=lists[part],
            )


def _by_part(several: Iterable[Adopted | Leaving]) -> dict[str, list[int]]:
    """Return the certifications of each part."""
    found: dict[str, list[int]] = defaultdict(list)
    for each in several:
        found[each.part].append(each.certification_id)
    return found


def _some(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for first in range(0, len(ids), _AT_ONCE):
        yield ids[first : first + _AT_ONCE]
