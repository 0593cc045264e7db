"""Every table is declared once, and the schema of either engine is as declared."""

import datetime as dt
from typing import Any

import pytest

from models.station.desk import Desk
from models.store.ddl import is_postgres
from models.store.sealed import SEALED
from models.store.tables import (
    bureau,
    cash,
    corrections,
    ledger,
    people,
    seals,
    self_paid,
    station,
    uninsured,
    villages,
)
from models.store.tables.declare import Declared, Numbered, Row, declared, parts_of
from models.store.tables.people import Person
from models.store.tables.station import Audit, Operator
from models.store.writing import Store
from tests.making import person, register_people

_MODULES = (
    station, villages, people, ledger, cash, bureau, self_paid, corrections, uninsured, seals,
)  # fmt: skip
TABLES = {
    each.__name__: each
    for module in _MODULES
    for each in vars(module).values()
    if isinstance(each, type) and issubclass(each, Row) and each.__module__ == module.__name__
}
_COUNTY = {"Township", "Station"}


def _kind(declared_as: Any) -> tuple[str, bool]:
    """Return how a declared column is kept, and whether it may be missing."""
    parts, may_be_missing = parts_of(declared_as)
    return ("INTEGER" if parts & {int, bool} else "TEXT"), may_be_missing


def _in_schema(store: Store, table: str) -> list[tuple[str, tuple[str, bool]]]:
    if is_postgres(store.database):
        rows = store.rows(
            "SELECT column_name, data_type, is_nullable FROM information_schema.columns "
            "WHERE table_schema = 'public' AND table_name = ? ORDER BY ordinal_position",
            (table,),
        )
        kinds = {"bigint": "INTEGER", "text": "TEXT"}
        return [(name, (kinds[kind], nullable == "YES")) for name, kind, nullable in rows]
    rows = store.rows(f"PRAGMA table_info({table})")
    return [(name, (kind, not not_null)) for _, name, kind, not_null, *_ in rows]


def _key_in_schema(store: Store, said: Declared) -> list[str]:
    if is_postgres(store.database):
        sql = (
            "SELECT a.attname FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid "
            "AND a.attnum = ANY (i.indkey) WHERE i.indrelid = ?::regclass AND i.indisprimary "
            "ORDER BY array_position(i.indkey, a.attnum)"
        )
        return [row[0] for row in store.rows(sql, (said.table,))]
    rows = [row for row in store.rows(f"PRAGMA table_info({said.table})") if row[5]]
    return [row[1] for row in sorted(rows, key=lambda row: row[5])]


def test_every_table_stands_as_it_is_declared(store: Store) -> None:
    for kind in TABLES.values():
        said = declared(kind)
        expected = [(name, _kind(of)) for name, of in zip(said.columns, said.types, strict=True)]
        assert _in_schema(store, said.table) == expected, said.table
        assert _key_in_schema(store, said) == list(kind.KEY), said.table


def test_no_table_is_left_undeclared(store: Store) -> None:
    tables = {name for name in store.database.get_tables() if not name.startswith("sqlite_")}
    assert tables - {"schema_migration"} == {declared(kind).table for kind in TABLES.values()}


def test_the_station_leads_every_table_but_the_countys(store: Store) -> None:
    for name, kind in TABLES.items():
        assert "station_id" in kind.__struct_fields__ or name in _COUNTY
    assert all(
        kind.KEY[0] == "station_id" for kind in TABLES.values() if issubclass(kind, Numbered)
    )
    assert set(SEALED) <= set(TABLES.values())


def test_rows_go_in_and_come_out_as_they_were(desk: Desk) -> None:
    day = dt.date(2019, 11, 14)
    with desk.writing("pay"):
        added = desk.store.add_all(
            Audit(
                station_id=desk.station_id,
                recorded_at="now",
                operator_id=desk.operator_id(),
                business_date=day,
                action=action,
                subject="x",
                detail="",
            )
            for action in ("one", "two")
        )
    assert [each.action for each in added] == ["one", "two"]
    assert added[1].id == added[0].id + 1
    for each in added:
        assert desk.store.get(Audit, station_id=desk.station_id, id=each.id) == each
    assert desk.store.find(Audit, action=["one", "two"], business_date=day) == added


def test_a_query_that_does_not_fit_its_shape_is_a_fault_of_the_program(desk: Desk) -> None:
    with pytest.raises(TypeError, match="login"):
        desk.store.query(Operator, "SELECT station_id, login, id FROM operator")


def test_nothing_is_added_outside_of_a_transaction(desk: Desk) -> None:
    with pytest.raises(RuntimeError):
        desk.store.add(Operator(station_id=desk.station_id, login="nobody"))


def test_columns_are_changed_by_their_names_whatever_their_order(desk: Desk) -> None:
    (who,) = register_people(desk, person())
    key = {"station_id": desk.station_id, "id_number": who.id_number}
    with desk.writing("change"):
        desk.store.change(Person, key, note="备注", ethnicity="汉", phone="1380000", name="李四")
    row = desk.store.get(Person, **key)
    assert row is not None
    assert (row.name, row.ethnicity, row.phone, row.note) == ("李四", "汉", "1380000", "备注")
