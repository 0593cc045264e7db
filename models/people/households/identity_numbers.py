"""Identity numbers in the station: who has one, and who had it by mistake.

A corrected number (``former_number``) still finds the person, so that a paper with the
wrong one leads to the right family.
"""

import datetime as dt
from typing import NamedTuple

from models.base.errors import RefusedByRule
from models.base.text import mask_id
from models.station.desk import Desk


class _Holder(NamedTuple):
    person_id: int
    correction: int


class _Registered(NamedTuple):
    name: str
    id_number: str
    village: str
    household: str


class _Corrected(NamedTuple):
    old: str
    now: str
    name: str
    corrected_on: dt.date


class _Gone(NamedTuple):
    id_number: str
    name: str
    left_on: dt.date
    left_reason: str


def holder_of(desk: Desk, id_number: str) -> int | None:
    """Return the person who has a number now, else who had it before a correction, else None."""
    key = (desk.station_id, id_number)
    holders = desk.store.query(
        _Holder,
        "SELECT p.id AS person_id, 0 AS correction FROM person p "
        "WHERE p.station_id = ? AND p.id_number = ? "
        "UNION SELECT f.person_id, f.id AS correction FROM former_number f "
        "WHERE f.station_id = ? AND f.id_number = ? ORDER BY correction",
        (*key, *key),
    )
    if not holders:
        return None
    # A number somebody holds today comes first; of former holders the last.
    return (holders[-1] if holders[0].correction else holders[0]).person_id


def refuse_taken(desk: Desk, id_number: str, own_id: int | None = None) -> None:
    """Raise RefusedByRule (``number_taken``) if a number is, or was, somebody else's here.

    ``own_id`` is the person who may have it. Two people under one number are a matter
    of duplicates, not of a correction.
    """
    holder_id = holder_of(desk, id_number)
    if holder_id is None or holder_id == own_id:
        return
    (holder,) = desk.store.query(
        _Registered,
        "SELECT p.name, p.id_number, v.name AS village, h.number AS household FROM person p "
        "JOIN household h ON h.station_id = p.station_id AND h.id = p.household_id "
        "JOIN village v ON v.station_id = h.station_id AND v.id = h.village_id "
        "WHERE p.station_id = ? AND p.id = ?",
        (desk.station_id, holder_id),
    )
    whose = f"{holder.name}（{holder.village} {holder.household} 户）"
    if holder.id_number == id_number:
        message = f"证件号码 {mask_id(id_number)} 已登记在{whose}名下，请按重复人员核对处理"
    else:
        message = (
            f"证件号码 {mask_id(id_number)} 曾是{whose}的号码，"
            f"已更正为 {mask_id(holder.id_number)}，请核对"
        )
    raise RefusedByRule(message, "number_taken")


def unusable_numbers(desk: Desk) -> dict[str, str]:
    """Return the numbers no roster may bring in, each with the reason.

    They are those that were corrected, and those of people who have left.
    """
    corrected = desk.store.query(
        _Corrected,
        "SELECT f.id_number AS old, p.id_number AS now, p.name, f.corrected_on "
        "FROM former_number f "
        "JOIN person p ON p.station_id = f.station_id AND p.id = f.person_id "
        "WHERE f.station_id = ? AND NOT EXISTS "
        "(SELECT 1 FROM person q WHERE q.station_id = f.station_id "
        "AND q.id_number = f.id_number) ORDER BY f.id",
        (desk.station_id,),
    )
    gone = desk.store.query(
        _Gone,
        "SELECT id_number, name, left_on, left_reason FROM person "
        "WHERE station_id = ? AND left_on IS NOT NULL",
        (desk.station_id,),
    )
    reasons = {
        each.old: f"此号码是{each.name}的旧号码，已于 {each.corrected_on} "
        f"更正为 {mask_id(each.now)}，请改用新号码"
        for each in corrected
    }
    for each in gone:
        reasons[each.id_number] = (
            f"{each.name}已于 {each.left_on} {each.left_reason}，不再导入；"
            "已回来或登记有误的请凭证明办理迁入"
        )
    return reasons
