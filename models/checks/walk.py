"""Walking the chain: every seal computed again from its row, every table read once.

Each station has a chain of its own. A table's rows were sealed in the order of their numbers,
so one cursor a table and one over the seals are enough, whatever there is of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from models.store.chain import BEGINNING, names_of
from models.store.declare import columns_sql
from models.store.sealed import SEALED_TABLES
from models.store.tables.seals import Seal
from models.store.tables.station import Station
from models.store.writing import Store

_SEALS = f"SELECT {columns_sql(Seal)} FROM seal WHERE station_id = ? ORDER BY id"
_STATIONS = "SELECT DISTINCT station_id FROM seal"
_NEVER = 1 << 62


@dataclass(frozen=True)
class Walk:
    """What the walk of a station's chain saw: how many seals, the last number, under which head.

    ``fault`` is the first place where rows and seals do not agree, ``fault_at`` the number of
    the seal there, ``faults`` how many such places there are. ``gap`` is the first number
    that is missing among the seals, 0 for none.
    """

    station_id: int
    seals: int
    last: int
    head: str
    fault: str
    fault_at: int
    faults: int
    gap: int


def walk_chains(store: Store) -> tuple[Walk, ...]:
    """Compute every seal again, station by station; the sealed tables tell how many queries."""
    stations = {each.id for each in store.find(Station)}
    stations |= {row[0] for row in store.rows(_STATIONS)}
    return tuple(_Walker(store, station_id).walk(store) for station_id in sorted(stations))


class _Rows:
    """One table's rows, lowest first; reading stops for good where it cannot go on.

    They are read bare: what somebody put in need not have the shape that the table declares.
    """

    def __init__(self, store: Store, table: str, station_id: int) -> None:
        cursor = store.run(f"SELECT * FROM {table} WHERE station_id = ? ORDER BY id", (station_id,))
        self.names = names_of(table, tuple(column[0] for column in cursor.description))
        self._rows: Iterator[tuple[Any, ...]] = iter(cursor)
        self.row: tuple[Any, ...] = ()
        self.row_id = 0
        self.is_broken = False
        self.advance()

    def advance(self) -> None:
        """Go to the next row; past the last one ``row_id`` is higher than any."""
        try:
            self.row = next(self._rows)
        except StopIteration:
            self.row_id = _NEVER
        except Exception:  # a page that is gone: the driver's own error
            self.row_id, self.is_broken = _NEVER, True
        else:
            self.row_id = self.row[1]


class _Walker:
    def __init__(self, store: Store, station_id: int) -> None:
        self._station_id = station_id
        self._tables = {table: _Rows(store, table, station_id) for table in SEALED_TABLES}
        self._sealer = store.sealer
        self._beginning = self._sealer.beginning(station_id)
        self._seals = self._last = self._faults = self._fault_at = self._gap = 0
        self._fault = self._head = ""

    def walk(self, store: Store) -> Walk:
        for _, number, subject, subject_id, head in store.run(_SEALS, (self._station_id,)):
            self._seals += 1
            is_next = number == self._last + 1
            if not is_next:
                self._gap = self._gap or self._last + 1
                self._wrong(f"封存第 {self._last + 1} 号不见了", number)
            if subject == BEGINNING:
                if (number, subject_id, head) != (1, 0, self._beginning):
                    self._wrong(f"封存第 {number} 号与密钥不符", number)
            elif subject in self._tables:
                self._check(number, subject, subject_id, head, is_next)
            else:
                self._wrong(f"封存第 {number} 号写着不认识的表", number)
            self._last, self._head = number, head
        for table, rows in self._tables.items():
            while rows.row_id != _NEVER:
                self._wrong(f"{table} 第 {rows.row_id} 行没有封存，不是本程序写的", self._last + 1)
                rows.advance()
            if rows.is_broken:
                self._wrong(f"{table} 有读不出的行", self._last + 1)
        return self._result()

    def _check(self, number: int, table: str, row_id: int, head: str, is_next: bool) -> None:
        """Compare one seal with the next row of its table.

        Behind a gap the head before is not known, so the row cannot be judged.
        """
        rows = self._tables[table]
        while rows.row_id < row_id:
            self._wrong(f"{table} 第 {rows.row_id} 行没有封存，不是本程序写的", number)
            rows.advance()
        if rows.row_id != row_id:
            what = "读不出" if rows.is_broken else "不见了"
            self._wrong(f"{table} 第 {row_id} 行{what}（封存第 {number} 号）", number)
            return
        if is_next and not self._fits(rows, head):
            self._wrong(f"{table} 第 {row_id} 行与封存第 {number} 号不符，被改动过", number)
        rows.advance()

    def _fits(self, rows: _Rows, head: str) -> bool:
        try:
            return self._sealer.head(self._head, rows.names, rows.row) == head
        except UnicodeEncodeError:
            return False

    def _wrong(self, fault: str, number: int) -> None:
        if not self._faults:
            self._fault, self._fault_at = fault, number
        self._faults += 1

    def _result(self) -> Walk:
        return Walk(
            station_id=self._station_id,
            seals=self._seals,
            last=self._last,
            head=self._head,
            fault=self._fault,
            fault_at=self._fault_at,
            faults=self._faults,
            gap=self._gap,
        )
