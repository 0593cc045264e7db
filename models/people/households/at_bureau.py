"""Reading what the tax bureau has for people and is not entered yet: open rows of paid data."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

from models.base.terms import Insurance
from models.levy.at_bureau import AtBureau
from models.station.desk import Desk

_ROWS = """
SELECT p.id AS person_id, r.id AS number, r.insurance, r.levy_year, r.amount_fen, r.paid_on
FROM person p
"""
_OPEN = """
LEFT JOIN self_paid_decision d ON d.station_id = r.station_id AND d.row_id = r.id
LEFT JOIN self_paid_return w ON w.station_id = r.station_id AND w.row_id = r.id
WHERE {where} AND r.payment_id IS NULL AND d.id IS NULL AND w.id IS NULL
 AND coalesce(r.kind, '') <> 'reversal'
"""
_AT_BUREAU = f"""
{_ROWS} JOIN self_paid_row r ON r.station_id = p.station_id AND r.id_number = p.id_number {_OPEN}
UNION {_ROWS} JOIN former_number n ON n.station_id = p.station_id AND n.person_id = p.id
JOIN self_paid_row r ON r.station_id = n.station_id AND r.id_number = n.id_number {_OPEN}
ORDER BY 2
"""


class _Row(NamedTuple):
    person_id: int
    number: int
    insurance: Insurance
    levy_year: int
    amount_fen: int
    paid_on: dt.date


def read_at_bureau(desk: Desk, where: str, values: Sequence[Any]) -> dict[int, list[AtBureau]]:
    """Return what is not decided of people ``p`` of one station, by person; one query."""
    found: dict[int, list[AtBureau]] = defaultdict(list)
    for row in desk.store.query(_Row, _AT_BUREAU.format(where=where), (*values, *values)):
        found[row.person_id].append(
            AtBureau(
                number=row.number,
                insurance=row.insurance,
                levy_year=row.levy_year,
                amount_fen=row.amount_fen,
                paid_on=row.paid_on,
            )
        )
    return found
