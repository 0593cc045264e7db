"""The lists of earlier years: their rows are those of which the sealed list keeps the digest."""

from itertools import groupby

from models.checks.result import Finding, broken, sound
from models.checks.rules import place
from models.store.list_digest import digest_of
from models.store.tables.declare import columns_sql
from models.store.tables.people import EnrolledYear, EnrolmentList
from models.store.writing import Store

_NAME = "往年参保与名单一致"
_ROWS = f"SELECT {columns_sql(EnrolledYear)} FROM enrolled_year ORDER BY station_id, list_id, id"


def check_enrolment_lists(store: Store) -> Finding:
    """Return whether every list of earlier years has the rows it was read with, and no others."""
    lists = {(each.station_id, each.id): each for each in store.find(EnrolmentList)}
    total = 0
    rows = store.stream(EnrolledYear, _ROWS)
    for (station_id, list_id), group in groupby(rows, lambda row: (row.station_id, row.list_id)):
        found = list(group)
        total += len(found)
        own = lists.pop((station_id, list_id), None)
        if own is None or own.rows != len(found) or own.digest != digest_of(found):
            return broken(_NAME, _told(store, station_id, list_id))
    for station_id, list_id in sorted(lists):
        if lists[station_id, list_id].rows:
            return broken(_NAME, _told(store, station_id, list_id))
    return sound(_NAME, f"{total} 条")


def _told(store: Store, station_id: int, list_id: int) -> str:
    return f"{place(store, station_id)}enrolment_list 第 {list_id} 行与它的 enrolled_year 不符"
