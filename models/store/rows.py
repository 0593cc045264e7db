"""Rows in and out of one open database, typed: what a store can do besides writing.

What runs at every key is SQL text, executed as it is and read into the shape it names. What is
asked or changed by equal columns alone goes through the Peewee model of the declaration.
"""

import datetime as dt
import itertools
import operator
import threading
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from functools import cache, reduce
from typing import Any, TypeVar

import msgspec
import peewee
from peewee import SQL, Database

from models.store.ddl import is_postgres
from models.store.tables.declare import Numbered, Row, columns_of, declared, model_of, values_of

_driver_errors: Any = vars(peewee)["__exception_wrapper__"]
"""What turns the driver's errors into peewee's, as ``execute_sql`` does."""

_ROWS_AT_ONCE = 2000
_streams = itertools.count(1)
_NEXT_IDS = (
    "INSERT INTO last_id (station_id, table_name, id) "
    "SELECT ?, ?, coalesce(max(id), 0) + ? FROM {table} WHERE {own} "
    "ON CONFLICT (station_id, table_name) DO UPDATE SET id = CASE "
    "WHEN excluded.id > last_id.id + ? THEN excluded.id ELSE last_id.id + ? END RETURNING id"
)
"""The counter goes on; a row that somebody put in behind the program's back is passed over."""

Shape = TypeVar("Shape", bound=tuple[Any, ...] | Row)
AnyRow = TypeVar("AnyRow", bound=Row)


def _as_list(found: Sequence[Any], shape: Any) -> list[Any]:
    """Return bare rows in their shape: dates from ISO text, truth values from 0 and 1."""
    rows: list[Any] = msgspec.convert(found, _list_of(shape), strict=False)
    return rows


@cache
def _list_of(shape: Any) -> Any:
    return list[shape]


@cache
def _names(shape: Any) -> tuple[str, ...]:
    names: tuple[str, ...] = columns_of(shape) if issubclass(shape, Row) else shape._fields
    return names


class Rows:
    """Typed rows of one open database. Every table is bound to it, none to the last one opened."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._mark = "%s" if is_postgres(database) else "?"
        self._models: dict[type[Row], Any] = {}
        self._built_before: dict[tuple[type[Row], tuple[str, ...]], str] = {}
        self._own = threading.local()

    # Reading

    def query(self, shape: type[Shape], sql: str, parameters: Sequence[Any] = ()) -> list[Shape]:
        """Return the rows of a query, each in a shape: a NamedTuple, or a table's declaration.

        The query's columns bear the names of the shape's fields, in their order: anything else
        is a fault of the program and raises TypeError, as does a value of another type.
        """
        cursor = self.run(sql, parameters)
        _check_names(shape, cursor)
        return _as_list(cursor.fetchall(), shape)

    def first(self, shape: type[Shape], sql: str, parameters: Sequence[Any] = ()) -> Shape | None:
        """Return the first row of a query, or None where there is none."""
        found = self.query(shape, sql, parameters)
        return found[0] if found else None

    def number(self, sql: str, parameters: Sequence[Any] = ()) -> int:
        """Return the one number a query asks for; 0 where it is NULL."""
        return int(self.run(sql, parameters).fetchone()[0] or 0)

    def stream(
        self, shape: type[Shape], sql: str, parameters: Sequence[Any] = ()
    ) -> Generator[Shape]:
        """Yield the rows of a query a few at a time, in constant memory however many there are."""
        if not is_postgres(self.database):
            yield from _in_shape(shape, self.run(sql, parameters))
            return
        # Only a cursor with a name leaves its rows at the server; held, it needs no transaction.
        name = f"stream_{next(_streams)}"
        with self.database.connection().cursor(name=name, withhold=True) as cursor:
            cursor.itersize = _ROWS_AT_ONCE
            cursor.execute(sql.replace("?", "%s"), parameters)
            yield from _in_shape(shape, cursor)

    def find(self, row: type[AnyRow], **equal: Any) -> list[AnyRow]:
        """Return the rows whose columns are as given, in the order of their key.

        None stands for a missing value, a list or tuple for any of its values.
        """
        return _as_list(self.bare(row, equal), row)

    def bare(self, row: type[Row], equal: Mapping[str, Any]) -> list[Any]:
        """Return the same rows as the database holds them."""

        def build(model: Any) -> Any:
            key = (getattr(model, column) for column in row.KEY)
            return model.select().where(_all(model, equal)).order_by(*key)

        sql = self._built(row, ("find", *_pattern(equal)), build)
        return list(self.database.execute_sql(sql, _values(equal)).fetchall())

    def get(self, row: type[AnyRow], **equal: Any) -> AnyRow | None:
        """Return the first row whose columns are as given, or None."""
        found = self.find(row, **equal)
        return found[0] if found else None

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return the bare rows of a query whose shape nobody knows, as checks of any table ask."""
        return list(self.run(sql, parameters).fetchall())

    def run(self, sql: str, parameters: Sequence[Any] = ()) -> Any:
        """Execute one statement written with ``?`` marks and return its cursor."""
        text = sql if self._mark == "?" else sql.replace("?", "%s")
        return self.database.execute_sql(text, parameters)

    def model(self, row: type[Row]) -> Any:
        """Return the Peewee model of a table, bound to this database."""
        model = self._models.get(row)
        if model is None:
            model = self._models[row] = model_of(row, self.database)
        return model

    # Writing, inside ``Store.writing``

    def new_ids(self, row: type[Numbered], station_id: int, count: int = 1) -> int:
        """Return the first of the next numbers of a station's table, taken for the caller."""
        return self._next_id(station_id, row, count) - count + 1

    def new_county_id(self, row: type[Row]) -> int:
        """Return the next number of a table that is the county's own."""
        return self._next_id(0, row, 1)

    def _next_id(self, station_id: int, row: type[Row], count: int) -> int:
        table = declared(row).table
        own = "station_id = ?" if issubclass(row, Numbered) else "? = 0"
        given = (station_id, table, count, station_id, count, count)
        return int(self.run(_NEXT_IDS.format(table=table, own=own), given).fetchone()[0])

    def add(self, row: AnyRow) -> AnyRow:
        """Insert a row and return it, numbered."""
        return self.add_all([row])[0]

    def add_all(self, rows: Iterable[AnyRow]) -> list[AnyRow]:
        """Insert rows of one table of one station and return them, each numbered.

        Those that have no number yet get the next ones, in their order.
        """
        given = self._numbered(list(rows))
        values = self.insert(given)
        if given:
            self.added(type(given[0]), values)
        return given

    def insert(self, rows: Sequence[Row]) -> list[list[Any]]:
        """Insert rows of one table as they are, with one statement; return their values.

        For what nobody seals; everything else is added by ``add_all``.
        """
        if not rows:
            return []
        said = declared(type(rows[0]))
        marks = ", ".join([self._mark] * len(said.columns))
        sql = f"INSERT INTO {said.table} ({', '.join(said.columns)}) VALUES ({marks})"
        values = [values_of(row) for row in rows]
        with _driver_errors:
            self.database.cursor().executemany(sql, values)
        return values

    def added(self, row: type[Row], values: list[list[Any]]) -> None:
        """Hear which rows were inserted; a store that seals its rows remembers them."""

    def change(self, row: type[Row], equal: Mapping[str, Any], **values: Any) -> int:
        """Change columns of the rows whose columns are as given; return how many there were.

        Peewee writes the columns in the table's order, in which the values are bound.
        """
        self.changing(row, equal)
        order = declared(row).columns
        values = dict(sorted(values.items(), key=lambda each: order.index(each[0])))

        def build(model: Any) -> Any:
            new = {getattr(model, column): value for column, value in values.items()}
            return model.update(new).where(_all(model, equal))

        sql = self._built(row, ("change", *values, "where", *_pattern(equal)), build)
        given = [_plain(value) for value in values.values()]
        return int(self.database.execute_sql(sql, [*given, *_values(equal)]).rowcount)

    def remove(self, row: type[Row], **equal: Any) -> int:
        """Remove the rows whose columns are as given; return how many there were."""
        self.changing(row, equal)

        def build(model: Any) -> Any:
            return model.delete().where(_all(model, equal))

        sql = self._built(row, ("remove", *_pattern(equal)), build)
        return int(self.database.execute_sql(sql, _values(equal)).rowcount)

    def changing(self, row: type[Row], equal: Mapping[str, Any]) -> None:
        """Hear which rows are about to change; a store remembers what they were and become."""

    def _built(self, row: type[Row], key: tuple[str, ...], build: Callable[[Any], Any]) -> str:
        """Return the SQL of a Peewee query, built once: building costs 40 times the running."""
        if (row, key) not in self._built_before:
            self._built_before[row, key] = build(self.model(row)).sql()[0]
        return self._built_before[row, key]

    def _numbered(self, rows: list[AnyRow]) -> list[AnyRow]:
        without = sum(isinstance(row, Numbered) and not row.id for row in rows)
        if not without:
            return rows
        first = rows[0]
        assert isinstance(first, Numbered)
        ids = itertools.count(self.new_ids(type(first), first.station_id, without))
        return [
            msgspec.structs.replace(row, id=next(ids))
            if isinstance(row, Numbered) and not row.id
            else row
            for row in rows
        ]


def _check_names(shape: Any, cursor: Any) -> None:
    names = tuple(column[0] for column in cursor.description)
    if names != _names(shape):
        raise TypeError(f"{shape.__name__} reads {_names(shape)}, the query gives {names}")


def _in_shape(shape: type[Shape], cursor: Any) -> Generator[Shape]:
    _check_names(shape, cursor)
    while rows := cursor.fetchmany(_ROWS_AT_ONCE):
        yield from _as_list(rows, shape)


def _all(model: Any, equal: Mapping[str, Any]) -> Any:
    conditions = [_condition(getattr(model, column), value) for column, value in equal.items()]
    return reduce(operator.and_, conditions, SQL("1 = 1"))


def _condition(field: Any, value: Any) -> Any:
    if value is None:
        return field.is_null()
    return field.in_(value) if isinstance(value, list | tuple) else field == value


def _pattern(equal: Mapping[str, Any]) -> list[str]:
    """Return what the text of a query depends on: the columns, not the values."""
    return [
        f"{column} {len(value) if isinstance(value, list | tuple) else value is None}"
        for column, value in equal.items()
    ]


def _values(equal: Mapping[str, Any]) -> list[Any]:
    return [
        _plain(each)
        for value in equal.values()
        for each in (value if isinstance(value, list | tuple) else (value,))
        if each is not None
    ]


def _plain(value: Any) -> Any:
    """Return a value as both databases take it."""
    if isinstance(value, dt.date):
        return value.isoformat()
    return int(value) if isinstance(value, bool) else value
