"""The register of collectors: who may collect, registered with the tax bureau beforehand.

Nothing is overwritten: a change is a newer row of the same identity number.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from models.base import clock
from models.base.errors import BadInput
from models.base.text import check_clean, plain_name, squeeze
from models.station.desk import Desk
from models.store.tables.cash import Collector

_LATEST = """
SELECT c.point, c.name, c.id_number, c.bank_name, c.bank, c.account, c.phone FROM collector c
WHERE c.station_id = ? AND c.is_ended = 0 AND c.id =
 (SELECT max(d.id) FROM collector d WHERE d.station_id = c.station_id
  AND d.id_number = c.id_number AND d.business_date <= ?)
ORDER BY c.point, (SELECT min(e.id) FROM collector e WHERE e.station_id = c.station_id
 AND e.id_number = c.id_number)
"""


class RegisteredCollector(NamedTuple):
    """A collector as the annex's form has it: point, person, account, phone."""

    point: str
    name: str
    id_number: str
    bank_name: str = ""
    bank: str = ""
    account: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Registered:
    """What an import changed in the register."""

    new: int
    changed: int
    unchanged: int


def list_collectors(desk: Desk) -> tuple[RegisteredCollector, ...]:
    """Return the collectors registered on the business date, point by point."""
    asked = (desk.station_id, desk.business_date.isoformat())
    return tuple(desk.store.query(RegisteredCollector, _LATEST, asked))


def register_collectors(desk: Desk, collectors: Sequence[RegisteredCollector]) -> Registered:
    """Register collectors, or what has changed of them; the same again changes nothing."""
    with desk.writing("register_collectors"):
        known = {each.id_number: each for each in list_collectors(desk)}
        news = [each for each in collectors if known.get(each.id_number) != each]
        new = sum(each.id_number not in known for each in news)
        changed = len(news) - new
        if news:
            first_id = _insert(desk, news)
            detail = f"new {new} changed {changed}"
            desk.record("register_collectors", f"collector {first_id}", detail)
    return Registered(new, changed, len(collectors) - len(news))


def end_collector(desk: Desk, who: str, reason: str) -> RegisteredCollector:
    """Take a collector off the register, by name or the end of the identity number.

    Raises BadInput without a reason, or where nobody or more than one fits.
    """
    reason = check_clean(squeeze(reason), "原因")
    if not reason or len(reason) > 60:
        raise BadInput("请写明「原因」，最多 60 个字")
    name, tail = plain_name(who), squeeze(who).upper()
    with desk.writing("end_collector"):
        fitting = [
            each
            for each in list_collectors(desk)
            if each.name == name or (len(tail) >= 4 and each.id_number.endswith(tail))
        ]
        if len(fitting) != 1:
            found = "没有" if not fitting else f"有 {len(fitting)} 个"
            raise BadInput(f"登记表里{found}代征人员符合，请写姓名或证件号码的末几位（至少 4 位）")
        row_id = _insert(desk, fitting, reason)
        desk.record("end_collector", f"collector {row_id}", reason)
    return fitting[0]


def _insert(desk: Desk, collectors: Sequence[RegisteredCollector], ended_for: str = "") -> int:
    """Write a row for each and return the first one's identifier; only inside ``writing``."""
    operator_id, now = desk.operator_id(), clock.timestamp()
    rows = desk.store.add_all(
        Collector(
            station_id=desk.station_id,
            **each._asdict(),
            is_ended=bool(ended_for),
            reason=ended_for,
            business_date=desk.business_date,
            operator_id=operator_id,
            recorded_at=now,
        )
        for each in collectors
    )
    return rows[0].id
