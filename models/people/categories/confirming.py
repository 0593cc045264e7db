"""Confirming certifications (村或部门确认), where the notice asks for it.

A department's list and the roster say who certified; what was entered by hand without
saying so is pending, and counts in no quote until the village or a department confirms it.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from models.base.errors import BadInput, RefusedByRule
from models.base.text import check_clean, squeeze
from models.levy.notice import Confirmation
from models.station.desk import Desk
from models.store.tables.people import Certification
from models.store.tables.villages import Village

_PENDING = """
SELECT c.id AS certification_id, p.id AS person_id, p.name, p.id_number, v.name AS village,
 h.number AS household, c.category, c.certified_from, c.until FROM certification c
JOIN person p ON p.station_id = c.station_id AND p.id = c.person_id
JOIN household h ON h.station_id = p.station_id AND h.id = p.household_id
JOIN village v ON v.station_id = h.station_id AND v.id = h.village_id
WHERE c.station_id = ? AND c.certified_by = '' AND c.confirmed_by = '' AND p.left_on IS NULL"""
_AT_ONCE = 500


class Pending(NamedTuple):
    """A certification that waits for confirmation."""

    certification_id: int
    person_id: int
    name: str
    id_number: str
    village: str
    household: str
    category: str
    certified_from: dt.date | None
    until: dt.date | None


@dataclass(frozen=True)
class Confirmed:
    """What was confirmed, by whom; empty if nothing was pending."""

    by: str
    certifications: tuple[Pending, ...]


def pending_confirmations(desk: Desk, village: str = "") -> tuple[Pending, ...]:
    """Return what waits for confirmation, in a village or in the whole station, by household.

    Raises BadInput for an unknown village, RefusedByRule (``confirmation_not_asked``) where
    the notice asks for none.
    """
    _rule(desk)
    if village:
        _refuse_unknown_village(desk, village)
    more, parameters = (" AND v.name = ?", (village,)) if village else ("", ())
    return _pending(desk, f"{more} ORDER BY v.position, h.number, p.position, c.id", parameters)


def confirm(desk: Desk, person_id: int, category: str, by: str) -> Confirmed:
    """Confirm a person's pending certifications of one category; again changes nothing.

    Raises BadInput for an unknown category or if nobody is named, RefusedByRule where the
    person does not hold the category (``not_certified``) or no confirmation is asked.
    """
    name = desk.category_named(squeeze(category)).name
    with desk.writing("confirm"):
        _rule(desk)
        whose = {"station_id": desk.station_id, "person_id": person_id}
        if not desk.store.find(Certification, **whose, category=name):
            raise RefusedByRule(f"此人没有登记“{name}”，请先「认定」", "not_certified")
        found = _pending(desk, " AND p.id = ? AND c.category = ? ORDER BY c.id", (person_id, name))
        return _confirm(desk, found, by)


def confirm_village(desk: Desk, village: str, by: str) -> Confirmed:
    """Confirm everything that is pending in a village; raises as ``pending_confirmations``."""
    with desk.writing("confirm"):
        return _confirm(desk, pending_confirmations(desk, village), by)


def _rule(desk: Desk) -> Confirmation:
    if desk.notice.confirmation is None:
        raise RefusedByRule(
            f"{desk.notice.id} 没有要求村或部门确认，登记的类别直接计入", "confirmation_not_asked"
        )
    return desk.notice.confirmation


def _refuse_unknown_village(desk: Desk, village: str) -> None:
    if desk.store.get(Village, station_id=desk.station_id, name=village) is None:
        raise BadInput(f"没有“{village}”这个村（社区），请核对村名")


def _pending(desk: Desk, more: str, parameters: Sequence[object]) -> tuple[Pending, ...]:
    return tuple(desk.store.query(Pending, _PENDING + more, (desk.station_id, *parameters)))


def _confirm(desk: Desk, found: Sequence[Pending], by: str) -> Confirmed:
    confirmed_by = check_clean(squeeze(by), "确认单位")
    if not confirmed_by:
        raise BadInput("请写明由哪个「单位」确认，例如 村委会")
    for first in range(0, len(found), _AT_ONCE):
        some = [each.certification_id for each in found[first : first + _AT_ONCE]]
        desk.store.change(
            Certification,
            {"station_id": desk.station_id, "id": some},
            confirmed_by=confirmed_by,
            confirmed_on=desk.business_date,
        )
    if found:
        ids = " ".join(str(each.certification_id) for each in found[:_AT_ONCE])
        desk.record("confirm", f"certifications {ids}", f"{len(found)} by {confirmed_by}")
    return Confirmed(confirmed_by, tuple(found))
