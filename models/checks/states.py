"""Rows that may change are what the program last made of them; so are the notices kept as read."""

from typing import Any

from models.checks.result import Finding, broken, sound
from models.checks.rules import place
from models.station.kept_notice import is_as_kept
from models.store.stated import STATED, Stated
from models.store.states import GONE, STRANGE, all_states, state_of
from models.store.tables.station import KeptNotice
from models.store.writing import Store

_NAME = "可改的行与登记时一致"
_STATIONS = "SELECT id FROM station UNION SELECT DISTINCT station_id FROM row_state ORDER BY 1"


def check_states(store: Store) -> Finding:
    """Return whether every row that may change is as it was last written, none put in, none gone.

    The first fault of each station and table is named.
    """
    total, faults = 0, list[str]()
    for (station_id,) in store.rows(_STATIONS):
        for of in STATED.values():
            found = _Table(store, station_id, of)
            total += found.rows
            if found.faults:
                faults.append(
                    f"{place(store, station_id)}{of.table} 第 {found.first} 行{found.told}"
                )
                faults.extend([""] * (found.faults - 1))
    if not faults:
        return sound(_NAME, f"{total} 行")
    more = f"，共 {len(faults)} 处" if len(faults) > 1 else ""
    return broken(_NAME, "；".join(filter(None, faults)) + more)


class _Table:
    """One table of one station compared with its states."""

    def __init__(self, store: Store, station_id: int, of: Stated) -> None:
        self._store, self._of = store, of
        self.faults = self.rows = self.first = 0
        self.told = ""
        last: dict[int, str] = {}
        strange: set[int] = set()
        for number, state in all_states(store, station_id, of.table):
            last[number] = state.removeprefix(STRANGE)
            if state.startswith(STRANGE):
                strange.add(number)
        sql = f"SELECT * FROM ({of.sql}) r WHERE r.station_id = ? ORDER BY r.id"
        for row in store.run(sql, (station_id,)):
            self.rows += 1
            self._compare(row, last.pop(row[1], GONE))
        for number in sorted(number for number, state in last.items() if state != GONE):
            self._wrong(number, "不见了，不是本程序删的")
        for number in sorted(strange):
            self._wrong(number, "在本程序修改以前已被别人改动过")

    def _compare(self, row: tuple[Any, ...], state: str) -> None:
        if state == GONE:
            self._wrong(row[1], "没有登记过，不是本程序写的")
        elif state != state_of(self._store.sealer, self._of, row):
            self._wrong(row[1], "与最后一次登记不符，被改动过")

    def _wrong(self, number: int, told: str) -> None:
        if not self.faults:
            self.first, self.told = number, told
        self.faults += 1


def check_kept_notices(store: Store) -> Finding:
    """Return whether the notices kept as read are as they were kept."""
    name = "存下的通知未被改动"
    kept = store.find(KeptNotice)
    for each in kept:
        if not is_as_kept(store, each):
            at = place(store, each.station_id)
            return broken(name, f"{at}kept_notice 中的 {each.notice} 被改动过")
    return sound(name, f"{len(kept)} 份")
