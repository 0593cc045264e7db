"""In a shared store too every column of every sealed table counts; PostgreSQL holds the rows."""

from typing import Any

import pytest

from models.checks.walk import walk_chains
from models.store.chain import seal_rows
from models.store.sealed import SEALED
from models.store.tables.declare import Numbered, declared, table_of
from models.store.writing import Store
from tests.checks.making import undone

pytestmark = pytest.mark.parametrize("kind", ["postgresql"])
_ROWS = (101, 111, 121)


def _columns(store: Store, table: str) -> list[tuple[str, bool, bool]]:
    """Return name, whether it is a number, and whether it may be NULL, of each column."""
    return store.rows(
        "SELECT a.attname, a.atttypid = 'bigint'::regtype, NOT a.attnotnull FROM pg_attribute a "
        "WHERE a.attrelid = ?::regclass AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum",
        (table,),
    )


def _unguard(store: Store) -> None:
    """Take away whatever would refuse a row, as the owner of the database could."""
    store.run("SET session_replication_role = replica")
    for name, table in store.rows(
        "SELECT k.conname, k.conrelid::regclass::text FROM pg_constraint k WHERE k.contype = 'c' "
        "AND k.connamespace = 'public'::regnamespace"
    ):
        store.run(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')


def _insert_made_up(store: Store, kind: type[Numbered], row_id: int) -> list[Any]:
    table = table_of(kind)
    made_up = {
        name: row_id if is_number else f"记{7 * row_id}"
        for name, is_number, _ in _columns(store, table)
    }
    values = list((made_up | {"station_id": 1}).values())
    store.run(f"INSERT INTO {table} VALUES ({', '.join('?' * len(values))})", values)
    return values


def _others(value: Any, may_be_null: bool) -> list[Any]:
    changed = [value + 1, -value] if isinstance(value, int) else [f"{value} ", value[:-1], ""]
    return [*changed, None] if may_be_null else changed


def _fault(store: Store) -> str:
    return walk_chains(store)[0].fault


def test_every_column_of_every_sealed_table_counts(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A walk reads one table only, sealed anew."""
    _unguard(store)
    tried = 0
    for kind in SEALED:
        table = table_of(kind)
        monkeypatch.setattr("models.checks.walk.SEALED_TABLES", (table,))
        with undone(store):
            for sealed in ("seal", "seal_head", table):
                store.run(f"DELETE FROM {sealed}")
            rows = [_insert_made_up(store, kind, row_id) for row_id in _ROWS]
            seal_rows(store, store.sealer, {kind: rows})
            assert not _fault(store)
            tried += _tamper(store, kind)
            store.run(f"DELETE FROM {table} WHERE id = 111")
            assert f"{table} 第 111 行不见了" in _fault(store)
    assert tried > 1000


def _tamper(store: Store, kind: type[Numbered]) -> int:
    """Change every column of a row in turn; return how often."""
    table, tried = table_of(kind), 0
    columns = _columns(store, table)
    assert len(columns) == len(declared(kind).columns)
    for name, _, may_be_null in columns:
        value = store.rows(f"SELECT {name} FROM {table} WHERE id = 111")[0][0]
        for other in _others(value, may_be_null):
            with undone(store):
                store.run(f"UPDATE {table} SET {name} = ? WHERE id = 111", (other,))
                fault = _fault(store)
            numbers = {111, other} if name == "id" else {111}
            assert any(f"{table} 第 {number} 行" in fault for number in numbers), (name, other)
            tried += 1
    return tried
