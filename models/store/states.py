"""What rows of tables that may change were when the program last wrote them.

An action leaves a state of every such row that it added, changed or removed: a keyed digest, or
that the row is gone. States are sealed, so ``check`` tells a row that somebody changed behind the
program's back. Before the program itself changes a row it is compared with its last state; where
it was not what the program had left, the new state says so for good.

Many states stand in one row of ``row_state``: ``12 9f3a…,13 -,14 !77c1…``.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from models.store.chain import Sealer, Values, names_of
from models.store.rows import Rows
from models.store.stated import STATED, Stated
from models.store.tables.declare import Row
from models.store.tables.seals import RowState

GONE = "-"
STRANGE = "!"
"""Stands before the state of a row that was not what the program had left of it."""

_DIGITS = 16
_AT_ONCE = 500
_ONE_BY_ONE = 30  # so many rows are looked up alone, then all states of the table are read
_ALL = "SELECT states FROM row_state WHERE station_id = ? AND table_name = ? ORDER BY id"
_ABOUT = (
    "SELECT states FROM row_state WHERE station_id = ? AND table_name = ? "
    "AND last_row >= ? AND first_row <= ? ORDER BY id DESC"
)


class Key(NamedTuple):
    """A row by its station and number."""

    station_id: int
    id: int


def state_of(sealer: Sealer, of: Stated, row: Values) -> str:
    """Return the state of a row as it is; empty for text that is no text."""
    try:
        return sealer.head("", names_of(of.table, of.columns), row)[:_DIGITS]
    except UnicodeEncodeError:
        return ""


def read_states(text: str) -> Iterator[tuple[int, str]]:
    """Yield the rows of a ``row_state``, each with its state."""
    for each in text.split(","):
        number, _, state = each.partition(" ")
        yield int(number), state


def all_states(store: Rows, station_id: int, table: str) -> Iterator[tuple[int, str]]:
    """Yield every state of a table's rows, in the order in which they were written."""
    for (text,) in store.run(_ALL, (station_id, table)):
        yield from read_states(text)


class States:
    """The rows of stated tables that one transaction touches."""

    def __init__(self, store: Rows, sealer: Sealer) -> None:
        self._store = store
        self._sealer = sealer
        self._added: set[tuple[str, Key]] = set()
        self._before: dict[type[Row], dict[Key, str]] = defaultdict(dict)
        self._last: dict[tuple[str, int], dict[int, str]] = {}
        self._asked = 0

    def add(self, row: type[Row], values: Iterable[Values]) -> None:
        """Hear which rows are new."""
        table = STATED[row].table
        self._added.update((table, Key(each[0], each[1])) for each in values)

    def begin(self, row: type[Row], key: Key) -> None:
        """Hear that a row is new which was inserted otherwise."""
        self._before[row].setdefault(key, "")

    def change(self, row: type[Row], equal: Mapping[str, Any]) -> None:
        """Hear which rows are about to change, and compare them with what was left of them."""
        of, before = STATED[row], self._before[row]
        if equal.keys() == {"station_id", "id"} and isinstance(equal["id"], int):
            if Key(equal["station_id"], equal["id"]) in before:
                return
        for values in self._store.bare(row, equal):
            key = Key(values[0], values[1])
            if key in before:
                continue
            if (of.table, key) in self._added:
                before[key] = ""
                continue
            state = state_of(self._sealer, of, values)
            is_known = self._last_state(of, key) == state
            before[key] = state if is_known else STRANGE

    def rows(self, added: Mapping[type[Row], Sequence[Values]]) -> list[RowState]:
        """Return the states that the transaction leaves behind; ``added`` are its new rows."""
        found: list[RowState] = []
        for row, of in STATED.items():
            states = {
                Key(values[0], values[1]): state_of(self._sealer, of, values)
                for values in added.get(row, ())
            }
            before = self._before.get(row, {})
            if before:
                states |= self._now(of, before)
            found.extend(as_rows(self._store, of, states))
        return found

    def _now(self, of: Stated, before: Mapping[Key, str]) -> dict[Key, str]:
        """Return the present states of rows that were changed and are not what they were."""
        now = dict.fromkeys(before, GONE)
        for station_id in sorted({key.station_id for key in before}):
            numbers = sorted(key.id for key in before if key.station_id == station_id)
            for first in range(0, len(numbers), _AT_ONCE):
                some = numbers[first : first + _AT_ONCE]
                marks = ", ".join("?" * len(some))
                sql = f"SELECT * FROM ({of.sql}) r WHERE r.station_id = ? AND r.id IN ({marks})"
                for values in self._store.run(sql, (station_id, *some)):
                    now[Key(station_id, values[1])] = state_of(self._sealer, of, values)
        return {
            key: STRANGE + state if before[key] == STRANGE else state
            for key, state in now.items()
            if state != before[key]
        }

    def _last_state(self, of: Stated, key: Key) -> str:
        """Return the last state of a row; empty where it has none."""
        place = (of.table, key.station_id)
        if place not in self._last:
            self._asked += 1
            if self._asked <= _ONE_BY_ONE:
                return self._looked_up(of, key)
            self._last[place] = dict(all_states(self._store, key.station_id, of.table))
        return self._last[place].get(key.id, "").removeprefix(STRANGE)

    def _looked_up(self, of: Stated, key: Key) -> str:
        about = self._store.run(_ABOUT, (key.station_id, of.table, key.id, key.id))
        for (text,) in about:
            for number, state in read_states(text):
                if number == key.id:
                    return state.removeprefix(STRANGE)
        return ""


def as_rows(store: Rows, of: Stated, states: Mapping[Key, str]) -> list[RowState]:
    """Return states as rows to be added, each with its number."""
    found: list[RowState] = []
    for station_id in sorted({key.station_id for key in states}):
        numbers = sorted(key.id for key in states if key.station_id == station_id)
        lots = [numbers[first : first + _AT_ONCE] for first in range(0, len(numbers), _AT_ONCE)]
        first_id = store.new_ids(RowState, station_id, len(lots))
        for number, some in enumerate(lots, first_id):
            text = ",".join(f"{each} {states[Key(station_id, each)]}" for each in some)
            found.append(
                RowState(
                    station_id=station_id,
                    id=number,
                    table_name=of.table,
                    first_row=some[0],
                    last_row=some[-1],
                    states=text,
                )
            )
    return found


def state_everything(store: Rows, sealer: Sealer) -> None:
    """Write the state of every row as it is: once, when a store learns to know its rows."""
    for of in STATED.values():
        rows = {Key(each[0], each[1]): state_of(sealer, of, each) for each in store.run(of.sql)}
        store.insert(as_rows(store, of, rows))
