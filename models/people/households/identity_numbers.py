"""Identity numbers in the station: who has one, and who had it by mistake.

A corrected number (``former_number``) still finds the person, so that a paper with the
wrong one leads to the right family.
"""

from models.base.errors import RefusedByRule
from models.base.text import mask_id
from models.station.desk import Desk


def holder_of(desk: Desk, id_number: str) -> int | None:
    """Return the person who has a number now, else who had it before a correction, else None."""
    rows = desk.store.rows(
        "SELECT p.id, 0 FROM person p WHERE p.station_id = ? AND p.id_number = ? "
        "UNION SELECT f.person_id, f.id FROM former_number f "
        "WHERE f.station_id = ? AND f.id_number = ? ORDER BY 2",
        (desk.station_id, id_number, desk.station_id, id_number),
    )
    if not rows:
        return None
    # A number somebody holds today comes first; of former holders the last.
    return int(rows[0][0] if rows[0][1] == 0 else rows[-1][0])


def refuse_taken(desk: Desk, id_number: str, own_id: int | None = None) -> None:
    """Raise RefusedByRule (``number_taken``) if a number is, or was, somebody else's here.

    ``own_id`` is the person who may have it. Two people under one number are a matter
    of duplicates, not of a correction.
    """
    holder = holder_of(desk, id_number)
    if holder is None or holder == own_id:
        return
    name, now, village, household = desk.store.rows(
        "SELECT p.name, p.id_number, v.name, h.number FROM person p "
        "JOIN household h ON h.id = p.household_id JOIN village v ON v.id = h.village_id "
        "WHERE p.id = ?",
        (holder,),
    )[0]
    whose = f"{name}（{village} {household} 户）"
    if now == id_number:
        message = f"证件号码 {mask_id(id_number)} 已登记在{whose}名下，请按重复人员核对处理"
    else:
        message = (
            f"证件号码 {mask_id(id_number)} 曾是{whose}的号码，已更正为 {mask_id(now)}，请核对"
        )
    raise RefusedByRule(message, "number_taken")


def unusable_numbers(desk: Desk) -> dict[str, str]:
    """Return the numbers no roster may bring in, each with the reason.

    They are those that were corrected, and those of people who have left.
    """
    corrected = desk.store.rows(
        "SELECT f.id_number, p.id_number, p.name, f.corrected_on FROM former_number f "
        "JOIN person p ON p.id = f.person_id WHERE f.station_id = ? AND NOT EXISTS "
        "(SELECT 1 FROM person q WHERE q.station_id = f.station_id "
        "AND q.id_number = f.id_number) ORDER BY f.id",
        (desk.station_id,),
    )
    gone = desk.store.rows(
        "SELECT id_number, name, left_on, left_reason FROM person "
        "WHERE station_id = ? AND left_on IS NOT NULL",
        (desk.station_id,),
    )
    reasons = {
        old: f"此号码是{name}的旧号码，已于 {day} 更正为 {mask_id(now)}，请改用新号码"
        for old, now, name, day in corrected
    }
    for id_number, name, day, why in gone:
        reasons[id_number] = f"{name}已于 {day} {why}，不再导入；已回来或登记有误的请凭证明办理迁入"
    return reasons
