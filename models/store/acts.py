"""Acts: on which business date each row of a sealed table was recorded.

An act ends with a line of the audit trail, which carries its business date and is sealed after
the act's other rows. So every sealed row, of however old a store, tells its day.
"""

import datetime as dt
from typing import NamedTuple

from models.store.rows import Rows
from models.store.tables.declare import Numbered, table_of

# Nothing is compared with the bare subject of the seal that ends an act: an index of seals by
# subject must not be taken for it, which would walk the whole trail for every row.
_DAYS = """
SELECT s.subject_id AS id, a.business_date FROM seal s
JOIN audit a ON a.station_id = s.station_id AND a.id =
 (SELECT e.subject_id FROM seal e WHERE e.station_id = s.station_id AND e.id > s.id
  AND e.subject || '' = 'audit' ORDER BY e.id LIMIT 1)
WHERE s.station_id = ? AND s.subject = ?
"""


class _Day(NamedTuple):
    id: int
    business_date: dt.date


def days_of_acts(store: Rows, station_id: int, row: type[Numbered]) -> dict[int, dt.date]:
    """Return the business date of the act that recorded each row of a sealed table."""
    found = store.query(_Day, _DAYS, (station_id, table_of(row)))
    return {each.id: each.business_date for each in found}
