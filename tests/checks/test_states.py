"""Rows that may change are what the program last made of them, in every column."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from peewee import DatabaseError

from models.base.errors import StoreFailure
from models.checks.check_store import check_store, one_moment
from models.checks.states import check_kept_notices, check_states
from models.people.changes.number import correct_number
from models.people.changes.occasion import Occasion
from models.people.changes.rows import change_person
from models.station.desk import Desk
from models.station.kept_notice import keep_notice
from models.station.targets import share_targets
from models.store import states
from models.store.ddl import is_postgres
from models.store.sealed import NOT_SEALED, SEALED_TABLES
from models.store.stated import NOT_STATED, STATED
from models.store.tables.people import Person
from models.store.writing import Store
from tests.checks.making import busy, undone
from tests.making import made_up_number, person, register_people

_ROOT = Path(__file__).parents[2]


def _told(store: Store) -> str:
    if is_postgres(store.database):
        found = check_states(store)
    else:
        with one_moment(store):
            found = check_states(store)
    return "" if found.is_sound else found.detail


def _columns(store: Store, table: str) -> list[str]:
    return [column[0] for column in store.run(f"SELECT * FROM {table}").description]


def test_every_table_is_sealed_or_stated_or_named_with_a_reason(store: Store) -> None:
    everything = (each for each in store.database.get_tables() if not each.startswith("sqlite_"))
    tables = set(everything) - {"schema_migration"}
    known = set(SEALED_TABLES) | set(NOT_SEALED) | set(NOT_STATED)
    stated = {of.table for of in STATED.values()}
    assert tables == known | stated
    assert not stated & known and all(NOT_STATED.values())


def _other_values(value: Any) -> Iterator[Any]:
    if isinstance(value, int):
        yield from (value + 1, -value - 1)
    elif value is None:
        yield from ("x", "", 0)
    else:
        yield from (value + " ", "", None)


def test_every_column_of_every_stated_table_counts(desk: Desk) -> None:
    """On both engines; what the database itself refuses need not be told."""
    store = share(busy(desk)).store
    tried = 0
    for of in STATED.values():
        keys = {"station_id", "id"}
        for column in set(_columns(store, of.table)) - keys:
            value = store.rows(f"SELECT {column} FROM {of.table} WHERE id = 1")[0][0]
            for other in set(_other_values(value)) - {value}:
                with undone(store):
                    try:
                        with store.database.atomic():
                            store.run(f"UPDATE {of.table} SET {column} = ? WHERE id = 1", (other,))
                    except DatabaseError:
                        continue
                    tried += 1
                    told = _told(store)
                assert f"{of.table} 第 1 行与最后一次登记不符" in told, (of.table, column, other)
    assert tried > 60


def share(desk: Desk) -> Desk:
    share_targets(desk, "medical")
    return desk


def test_a_township_called_otherwise_is_named(desk: Desk) -> None:
    busy(desk).store.run("UPDATE township SET name = '别处镇'")
    assert "station 第 1 行与最后一次登记不符" in _told(desk.store)


def test_a_row_taken_out_or_put_in_is_named(sqlite_desk: Desk) -> None:
    store = share(busy(sqlite_desk)).store
    store.run("PRAGMA foreign_keys = 0")
    for row, of in STATED.items():
        columns = ", ".join(_columns(store, of.table))
        last = store.number(f"SELECT max(id) FROM {of.table}")
        with undone(store):
            store.run(f"DELETE FROM {of.table} WHERE id = ?", (last,))
            assert f"{of.table} 第 {last} 行不见了" in _told(store)
        if "station_id" not in row.__struct_fields__:
            continue
        with undone(store):
            copied = columns.replace("station_id, id", f"station_id, {last + 1}")
            for unique in ("name", "number", "id_number"):
                copied = re.sub(rf"\b{unique}\b", f"{unique} || 'x'", copied)
            if of.table == "target":
                copied = copied.replace("levy_year", "levy_year + 9")
            store.run(
                f"INSERT INTO {of.table} ({columns}) SELECT {copied} FROM {of.table} WHERE id = ?",
                (last,),
            )
            assert f"{of.table} 第 {last + 1} 行没有登记过" in _told(store)


def test_what_the_program_changes_or_removes_is_known(desk: Desk) -> None:
    people = register_people(desk, person("张三"), person("李四"))
    correct_number(desk, 1, made_up_number("1981-02-03"), Occasion(reason="户口本登记有误"))
    share_targets(desk, "medical")
    share_targets(desk, "medical")
    with desk.writing("change"):
        change_person(desk, 2, note="记")
        change_person(desk, 2, note="再记")
        change_person(desk, 2, phone="13800000000")
    assert people and _told(desk.store) == ""
    with desk.writing("change"):
        assert desk.store.remove(Person, station_id=1, id=99) == 0


def test_what_is_taken_back_leaves_no_state(desk: Desk) -> None:
    register_people(desk, person("张三"))
    before = desk.store.number("SELECT count(*) FROM row_state")
    with pytest.raises(ZeroDivisionError), desk.writing("change"):
        change_person(desk, 1, note="记")
        raise ZeroDivisionError
    with desk.writing("change"):
        change_person(desk, 1, note="")
    assert desk.store.number("SELECT count(*) FROM row_state") == before
    assert _told(desk.store) == ""


def test_a_block_within_another_may_fail_alone(desk: Desk) -> None:
    register_people(desk, person("张三"))
    with desk.writing("change"):
        with pytest.raises(ZeroDivisionError), desk.writing("change"):
            register_people(desk, person("李四", household="0002"))
            raise ZeroDivisionError
        register_people(desk, person("王五", household="0003"))
        change_person(desk, 2, note="记")
    assert check_store(desk.store).broken == ()


def test_a_later_change_by_the_program_hides_nothing(desk: Desk) -> None:
    """Somebody changed the row behind its back before: that stays to be told."""
    register_people(desk, person("张三"), person("李四"))
    desk.store.run("UPDATE person SET enrolment = '职工医保' WHERE id = 1")
    with desk.writing("change"):
        change_person(desk, 1, phone="13800000000")
    with desk.writing("change"):
        change_person(desk, 1, note="记")
        change_person(desk, 2, note="记")
    assert _told(desk.store).startswith("person 第 1 行在本程序修改以前已被别人改动过")
    assert "2 处" not in _told(desk.store)


def test_many_changes_at_once_are_compared_alike(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Few rows are looked up one by one, of many all states are read: the same is told."""
    register_people(desk, *(person(f"张{n}", household=f"{n:04d}") for n in range(1, 9)))
    desk.store.run("UPDATE person SET note = 'x' WHERE id IN (3, 7)")
    for at_once in (0, 4, 100):
        monkeypatch.setattr(states, "_ONE_BY_ONE", at_once)
        with pytest.raises(ZeroDivisionError), desk.writing("change"):
            for number in range(1, 9):
                change_person(desk, number, phone="13800000000")
            with desk.store.writing():
                pass
            written = desk.store._states.rows({})
            text = ",".join(each.states for each in written)
            assert re.findall(r"(\d+) !", text) == ["3", "7"]
            raise ZeroDivisionError


@settings(max_examples=40)
@given(data=st.data())
def test_states_are_read_as_they_were_written(data: st.DataObject) -> None:
    state = st.sampled_from(["-", "!-", "0123456789abcdef", "!0123456789abcdef"])
    rows = data.draw(st.dictionaries(st.integers(1, 1 << 40), state, min_size=1))
    text = ",".join(f"{number} {each}" for number, each in rows.items())
    assert dict(states.read_states(text)) == rows


def test_a_notice_that_was_kept_and_changed_is_named(desk: Desk) -> None:
    store = desk.store
    with desk.writing("change"):
        keep_notice(store, desk.station_id, desk.notice, b"its text")
    assert check_kept_notices(store).detail == "1 份"
    for column in ("notice", "digest", "content"):
        with undone(store):
            store.run(f"UPDATE kept_notice SET {column} = {column} || ' '")
            assert not check_kept_notices(store).is_sound, column


def test_a_change_outside_of_writing_is_refused(desk: Desk) -> None:
    register_people(desk, person("张三"))
    with pytest.raises(RuntimeError):
        change_person(desk, 1, note="记")


_WRITES = re.compile(r"\b(?:UPDATE|DELETE FROM|INSERT INTO)\s+(\w+)")


def test_stated_rows_are_written_by_their_declaration_alone() -> None:
    """What text changes, nobody states."""
    stated = {of.table for of in STATED.values()}
    written = []
    for room in ("models", "seed", "reports", "tui"):
        for file in (_ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    written += [(file, each) for each in _WRITES.findall(node.value)]
    assert len(written) > 10
    assert [each for each in written if each[1] in stated] == []


def test_text_that_is_no_text_is_named(sqlite_desk: Desk) -> None:
    register_people(sqlite_desk, person("张三"))
    sqlite_desk.store.run("UPDATE person SET note = CAST(x'ff' AS TEXT)")
    assert "person 第 1 行与最后一次登记不符" in _told(sqlite_desk.store)
    with pytest.raises(StoreFailure), sqlite_desk.writing("change"):
        change_person(sqlite_desk, 1, phone="13800000000")


def test_no_state_is_looked_for_by_walking_a_station(sqlite_desk: Desk) -> None:
    store = sqlite_desk.store
    if is_postgres(store.database):
        return
    plan = store.rows(f"EXPLAIN QUERY PLAN {states._ABOUT}", (1, "person", 5, 5))
    assert "row_state_of" in plan[0][3], plan
