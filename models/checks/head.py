"""The head of the chain, as it is printed on a paper and typed from it."""

import datetime as dt
import re
from dataclasses import dataclass

from models.base.errors import BadInput
from models.base.text import squeeze
from models.station.desk import Desk
from models.store.chain import End, end_of_chain
from models.store.rows import Rows
from models.store.tables.seals import Seal

_PRINTED = 16
_HEAD = re.compile(r"[0-9a-f]{16,32}")
_LAST_OF_DAY = """
SELECT id AS number, head FROM seal WHERE station_id = ? AND (
 (subject = 'audit' AND subject_id = (SELECT id FROM audit
  WHERE station_id = ? AND business_date <= ? ORDER BY id DESC LIMIT 1))
 OR (subject = 'payment' AND subject_id = (SELECT id FROM payment
  WHERE station_id = ? AND business_date <= ? ORDER BY id DESC LIMIT 1)))
ORDER BY id DESC LIMIT 1
"""
_END_OF_ACT = """
SELECT id AS number, head FROM seal WHERE station_id = ? AND id >= ? AND subject = 'audit'
ORDER BY id LIMIT 1
"""


@dataclass(frozen=True)
class Head:
    """The chain up to a seal: its number, and its head as printed, ``3F2A 91BC 77D0 12EE``.

    Sixteen of the head's digits: without the key nobody can make another past for them.
    """

    number: int
    text: str


def chain_head(store: Rows, station_id: int) -> Head:
    """Return the head of a station's whole chain now, for a paper printed now; empty without."""
    return _as_printed(end_of_chain(store, station_id))


def head_of_day(desk: Desk, day: dt.date) -> Head:
    """Return the head after the last act or entry of the station for a day or earlier.

    For a running period that is the head now. Of a closed one it never changes, as its report
    never does, and all that the report counts stands before it. Empty where nothing was
    recorded yet.
    """
    station_id = desk.station_id
    asked = (station_id, *(station_id, day.isoformat()) * 2)
    last = desk.store.first(End, _LAST_OF_DAY, asked)
    if last is None:
        return Head(0, "")
    end = desk.store.first(End, _END_OF_ACT, (station_id, last.number))
    return _as_printed(end) if end else chain_head(desk.store, station_id)


def head_after(desk: Desk, table: str, row_id: int) -> Head:
    """Return the head after the act that wrote a row, for the paper about it.

    Always the same for the same row; empty where it is not sealed.
    """
    station_id = desk.station_id
    sealed = desk.store.get(Seal, station_id=station_id, subject=table, subject_id=row_id)
    if sealed is None:
        return Head(0, "")
    end = desk.store.first(End, _END_OF_ACT, (station_id, sealed.id))
    return _as_printed(end) if end else Head(0, "")


def typed_head(text: str) -> str:
    """Return the digits of a head as somebody typed it; raises BadInput for anything else."""
    digits = re.sub(r"[\s-]", "", squeeze(text)).lower()
    if _HEAD.fullmatch(digits) is None:
        raise BadInput(
            f"链头“{text[:40]}”不认识，应是报表或日结单上印的 {_PRINTED} 位数字和字母 A-F，请核对"
        )
    return digits


def _as_printed(end: End) -> Head:
    digits = end.head[:_PRINTED].upper()
    groups = (digits[place : place + 4] for place in range(0, len(digits), 4))
    return Head(end.number, " ".join(groups))
