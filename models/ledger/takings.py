"""What a day brought in, as a whole and hour by hour."""

from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from models.base.clock import local_time
from models.ledger.entry import COUNTS_AS
from models.station.desk import Desk
from models.store.tables.ledger import EntryKind


@dataclass(frozen=True)
class Takings:
    """Payments of a business day, net of reversals, and their amount in fen."""

    payments: int
    amount_fen: int


class _OfKind(NamedTuple):
    kind: EntryKind
    entries: int
    amount_fen: int


def takings_of_day(desk: Desk) -> Takings:
    """Return the station's takings of the desk's business date."""
    kinds = desk.store.query(
        _OfKind,
        "SELECT kind, count(*) AS entries, sum(amount_fen) AS amount_fen FROM payment "
        "WHERE station_id = ? AND business_date = ? GROUP BY kind",
        (desk.station_id, desk.business_date.isoformat()),
    )
    return Takings(
        sum(COUNTS_AS[each.kind] * each.entries for each in kinds),
        sum(each.amount_fen for each in kinds),
    )


@dataclass(frozen=True)
class HourTakings:
    """What was entered within an hour, by China's clock: payments net of reversals, and fen."""

    hour: int
    payments: int
    amount_fen: int


class _Entered(NamedTuple):
    kind: EntryKind
    recorded_at: str
    amount_fen: int


def takings_by_hour(desk: Desk) -> tuple[HourTakings, ...]:
    """Return the takings of the business date by hour of entry, from the first to the last."""
    sums: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for each in desk.store.query(
        _Entered,
        "SELECT kind, recorded_at, amount_fen FROM payment "
        "WHERE station_id = ? AND business_date = ?",
        (desk.station_id, desk.business_date.isoformat()),
    ):
        hour = int(local_time(each.recorded_at)[11:13])
        sums[hour][0] += COUNTS_AS[each.kind]
        sums[hour][1] += each.amount_fen
    if not sums:
        return ()
    return tuple(HourTakings(hour, *sums[hour]) for hour in range(min(sums), max(sums) + 1))
