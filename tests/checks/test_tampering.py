"""Whatever somebody changes in a row that was sealed, ``check`` names that row."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from peewee import IntegrityError

from models.checks.check_store import check_store
from models.store.chain import seal_rows
from models.store.connect import create_store
from models.store.key import create_key_file
from models.store.sealed import SEALED, SEALED_TABLES
from models.store.tables.declare import Numbered, table_of
from models.store.writing import Store
from tests.built import founding
from tests.cases import for_each
from tests.checks.making import busy, finding, undone, unguard, walked
from tests.soak import IS_SOAK, campaign, times

_CHAIN = "封存链完整"
_ROWS = (101, 111, 121)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """An unguarded store with three made-up rows in every sealed table, written in one go."""
    folder = tmp_path_factory.mktemp("filled")
    create_key_file(folder / "key")
    store = create_store(str(folder / "station.db"), folder / "key")
    unguard(store)
    with store.writing():
        for kind in SEALED:
            store.added(kind, [_insert_made_up(store, kind, row_id) for row_id in _ROWS])
    yield store
    store.close()


def _columns(store: Store, table: str) -> list[tuple[str, str, bool]]:
    """Return name, type and whether it may be NULL of each column."""
    rows = store.rows(f"PRAGMA table_info({table})")
    return [(row[1], row[2], not row[3] and not row[5]) for row in rows]


def _insert_made_up(store: Store, kind: type[Numbered], row_id: int, /, **more: Any) -> list[Any]:
    """Insert a row of the first station, whose values stand for nothing, and return them.

    No text of a row is another row's with one bit changed: a unique key would refuse that.
    """
    table = table_of(kind)
    made_up = {
        name: row_id if stored_as == "INTEGER" else f"记{7 * row_id}"
        for name, stored_as, _ in _columns(store, table)
    }
    values = list((made_up | {"station_id": 1} | more).values())
    store.run(f"INSERT INTO {table} VALUES ({', '.join('?' * len(values))})", values)
    return values


def _other_values(kind: str, may_be_null: bool, value: Any) -> Iterator[tuple[str, Any]]:
    """Yield SQL expressions of other values, each with its parameter."""
    if kind == "INTEGER":
        yield "?", value + 1
        yield "?", value ^ (1 << 40)
        yield "?", -value
    else:
        raw = value.encode()
        for place in range(len(raw)) if IS_SOAK else (0, len(raw) - 1):
            changed = raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :]
            yield "CAST(? AS TEXT)", changed
        yield "CAST(? AS TEXT)", raw[:-1] + b"\xff"
        yield "?", value + " "
        yield "?", ""
    if may_be_null:
        yield "?", None


@contextmanager
def _walks_of(store: Store, kind: type[Numbered]) -> Iterator[None]:
    """Let a walk read one table only, sealed anew; a campaign reads them all."""
    if IS_SOAK:
        yield
        return
    table = table_of(kind)
    with undone(store), pytest.MonkeyPatch.context() as patch:
        patch.setattr("models.checks.walk.SEALED_TABLES", (table,))
        for sealed in ("seal", "seal_head", table):
            store.run(f"DELETE FROM {sealed}")
        rows = [_insert_made_up(store, kind, row_id) for row_id in _ROWS]
        seal_rows(store, store.sealer, {kind: rows})
        assert not walked(store).faults
        yield


@campaign
@for_each("kind", SEALED)
def test_every_byte_of_every_column_counts(filled: Store, kind: type[Numbered]) -> None:
    """Text that is no text any more (half a character) is found as well."""
    table = table_of(kind)
    with _walks_of(filled, kind):
        for name, stored_as, may_be_null in _columns(filled, table):
            value = filled.rows(f"SELECT {name} FROM {table} WHERE id = 111")[0][0]
            for expression, other in _other_values(stored_as, may_be_null, value):
                with undone(filled):
                    filled.run(f"UPDATE {table} SET {name} = {expression} WHERE id = 111", (other,))
                    fault = walked(filled).fault
                numbers = {111, other} if name == "id" else {111}
                assert any(f"{table} 第 {number} 行" in fault for number in numbers), (name, other)


@for_each("kind", SEALED)
def test_an_empty_text_is_not_a_missing_one(filled: Store, kind: type[Numbered]) -> None:
    """Rows with NULL and with '' or 0 have different seals, so neither passes for the other."""
    table = table_of(kind)
    for name, stored_as, may_be_null in _columns(filled, table):
        if not may_be_null:
            continue
        empty = 0 if stored_as == "INTEGER" else ""
        for written, read in ((None, empty), (empty, None)):
            with undone(filled):
                row = _insert_made_up(filled, kind, 131, **{name: written})
                seal_rows(filled, filled.sealer, {kind: [row]})
                assert not walked(filled).faults
                filled.run(f"UPDATE {table} SET {name} = ? WHERE id = 131", (read,))
                assert f"{table} 第 131 行" in walked(filled).fault


@for_each("table", SEALED_TABLES)
def test_a_row_taken_out_is_named(filled: Store, table: str) -> None:
    with undone(filled):
        filled.run(f"DELETE FROM {table} WHERE id = 111")
        assert f"{table} 第 111 行不见了" in walked(filled).fault


@for_each("kind", SEALED)
def test_a_row_put_in_behind_the_programs_back_is_named(
    filled: Store, kind: type[Numbered]
) -> None:
    with undone(filled):
        _insert_made_up(filled, kind, 141)
        assert f"{table_of(kind)} 第 141 行没有封存" in walked(filled).fault


@for_each("table", SEALED_TABLES)
def test_two_rows_exchanged_are_named(filled: Store, table: str) -> None:
    with undone(filled):
        for old, new in ((101, 999), (111, 101), (999, 111)):
            filled.run(f"UPDATE {table} SET id = ? WHERE id = ?", (new, old))
        walk = walked(filled)
        assert f"{table} 第 101 行" in walk.fault and walk.faults == 2


@for_each("table", SEALED_TABLES)
def test_a_tail_taken_out_with_its_seals_leaves_a_gap(filled: Store, table: str) -> None:
    with undone(filled):
        filled.run(f"DELETE FROM {table} WHERE id > 101")
        first = filled.rows(
            "SELECT min(id) FROM seal WHERE subject = ? AND subject_id > 101", (table,)
        )[0][0]
        filled.run("DELETE FROM seal WHERE subject = ? AND subject_id > 101", (table,))
        walk = walked(filled)
        if table == SEALED_TABLES[-1]:
            assert walk.last == first - 1 and not walk.gap
            assert "seal_head 记着" in finding(filled, "封存链没有截断").detail
        else:
            assert walk.gap == first and f"封存第 {first} 号不见了" in walk.fault


@pytest.fixture(scope="module")
def station(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A station where much has really happened, its guards taken away."""
    folder = tmp_path_factory.mktemp("busy")
    create_key_file(folder / "key")
    store = create_store(str(folder / "station.db"), folder / "key")
    desk = founding(store)
    busy(desk)
    unguard(store)
    yield store
    store.close()


@campaign
@settings(max_examples=times(60, 3000))
@given(data=st.data())
def test_any_byte_of_any_row_of_a_real_station_is_named(
    station: Store, data: st.DataObject
) -> None:
    tables = [table for table in SEALED_TABLES if station.rows(f"SELECT 1 FROM {table} LIMIT 1")]
    table = data.draw(st.sampled_from(tables))
    row_id = data.draw(st.sampled_from([row[0] for row in station.rows(f"SELECT id FROM {table}")]))
    name, kind, _ = data.draw(st.sampled_from(_columns(station, table)))
    value = station.rows(f"SELECT {name} FROM {table} WHERE id = ?", (row_id,))[0][0]
    assume(value not in (None, ""))
    with undone(station):
        if kind == "INTEGER":
            changed: Any = value ^ (1 << data.draw(st.integers(0, 62)))
            sql = f"UPDATE {table} SET {name} = ? WHERE id = ?"
        else:
            raw = bytearray(value.encode())
            raw[data.draw(st.integers(0, len(raw) - 1))] ^= data.draw(st.integers(1, 255))
            changed, sql = bytes(raw), f"UPDATE {table} SET {name} = CAST(? AS TEXT) WHERE id = ?"
        try:
            station.run(sql, (changed, row_id))
        except IntegrityError:
            assume(False)
        told = finding(station, _CHAIN)
    numbers = {row_id, changed} if name == "id" else {row_id}
    assert not told.is_sound
    assert any(f"{table} 第 {number} 行" in told.detail for number in numbers)


@campaign
@settings(max_examples=times(20, 600))
@given(data=st.data())
def test_any_change_of_a_seal_is_named(station: Store, data: st.DataObject) -> None:
    """The head, the table it names or the row: the seal, or the row it was of, is named."""
    seals = station.rows("SELECT id, subject, subject_id, head FROM seal ORDER BY id")
    number, subject, row_id, head = data.draw(st.sampled_from(seals))
    place = data.draw(st.integers(0, len(head) - 1))
    other = head[:place] + ("0" if head[place] != "0" else "1") + head[place + 1 :]
    column, value = data.draw(
        st.sampled_from([("head", other), ("subject_id", row_id + 1), ("subject", "nothing")])
    )
    with undone(station):
        station.run(f"UPDATE seal SET {column} = ? WHERE id = ?", (value, number))
        told = finding(station, _CHAIN)
    assert not told.is_sound
    named = f"封存第 {number} 号" in told.detail or f"{subject} 第 {row_id} 行" in told.detail
    assert named or f"封存第 {number + 1} 号" in told.detail


def test_everything_is_sound_before_anybody_touches_it(station: Store) -> None:
    broken = check_store(station).broken
    assert [each.name for each in broken] == ["只增不改的保护都在"]
