"""What a table is declared by: one frozen class, its fields the columns in their order.

From it follow the columns, the insert, the typed reading of a row and the Peewee model. The
schema itself is made by the migrations, which stay as they were written; a test compares the
two on both engines. Dates are ISO text in the database, truth values 0 and 1, money integer fen.
"""

import datetime as dt
import re
from functools import cache
from types import UnionType
from typing import Any, ClassVar, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

import msgspec
from peewee import CompositeKey, Database, IntegerField, Model, TextField


class Row(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """A row of a table, whose name is the class's in snake case; ``KEY`` is its primary key."""

    KEY: ClassVar[tuple[str, ...]] = ()


class Numbered(Row, frozen=True, kw_only=True):
    """A row of a station's table: ``id`` counts from 1 in each station and table.

    0 stands for a row that has no number yet: it gets one when it is added.
    """

    KEY: ClassVar[tuple[str, ...]] = ("station_id", "id")
    station_id: int
    id: int = 0


class Declared(NamedTuple):
    """What follows from a declaration, and where a date and where a truth value stands."""

    table: str
    columns: tuple[str, ...]
    types: tuple[Any, ...]
    dates: tuple[int, ...]
    truths: tuple[int, ...]


@cache
def declared(row: type[Row]) -> Declared:
    """Return table, columns and their types of a declaration."""
    hints = get_type_hints(row)
    columns = tuple(row.__struct_fields__)
    types = tuple(hints[column] for column in columns)
    return Declared(
        re.sub(r"(?<!^)(?=[A-Z])", "_", row.__name__).lower(),
        columns,
        types,
        tuple(place for place, kind in enumerate(types) if dt.date in _parts(kind)),
        tuple(place for place, kind in enumerate(types) if kind is bool),
    )


def table_of(row: type[Row]) -> str:
    """Return the name of the table that a class declares."""
    return declared(row).table


def columns_of(row: type[Row]) -> tuple[str, ...]:
    """Return the columns of a table, in the order in which they stand in it."""
    return declared(row).columns


def columns_sql(row: type[Row], alias: str = "") -> str:
    """Return a table's columns as a query lists them, each under ``alias`` where one is given."""
    before = f"{alias}." if alias else ""
    return ", ".join(before + column for column in columns_of(row))


def values_of(row: Row) -> list[Any]:
    """Return a row's values as both databases take them: text, integers and None."""
    values = list(msgspec.structs.astuple(row))
    said = declared(type(row))
    for place in said.dates:
        if values[place] is not None:
            values[place] = values[place].isoformat()
    for place in said.truths:
        values[place] = int(values[place])
    return values


class _IsoText(TextField):
    """A date in a Peewee query: compared and written as ISO text."""

    def db_value(self, value: dt.date | str | None) -> str | None:
        """Return the ISO text; text is taken as it is."""
        return value.isoformat() if isinstance(value, dt.date) else value


def model_of(row: type[Row], database: Database) -> Any:
    """Return the Peewee model of a declaration, bound to one open database and no other."""
    said = declared(row)
    fields: dict[str, Any] = {
        column: _field(kind) for column, kind in zip(said.columns, said.types, strict=True)
    }
    key = CompositeKey(*row.KEY)
    own = {"database": database, "table_name": said.table, "primary_key": key}
    fields["Meta"] = type("Meta", (), own)
    return type(row.__name__, (Model,), fields)


def _field(kind: Any) -> Any:
    parts, may_be_missing = parts_of(kind)
    if dt.date in parts:
        of: Any = _IsoText
    else:
        of = IntegerField if parts & {int, bool} else TextField
    return of(null=may_be_missing)


def parts_of(kind: Any) -> tuple[set[type], bool]:
    """Return the plain types of a declared column, and whether its value may be missing."""
    alone = get_args(kind) if get_origin(kind) in (Union, UnionType) else (kind,)
    parts = {
        part
        for each in alone
        for part in (map(type, get_args(each)) if get_origin(each) is Literal else (each,))
    }
    return parts - {type(None)}, type(None) in parts


def _parts(kind: Any) -> set[Any]:
    """Return a type, or the types that one of several may be."""
    return set(get_args(kind)) if isinstance(kind, UnionType) else {kind}
