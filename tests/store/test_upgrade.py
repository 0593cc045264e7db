"""A store of an older schema is brought forward with every row, and every new row is sealed."""

import shutil
from pathlib import Path

import pytest
from peewee import DatabaseError

from models.base.errors import StoreFailure
from models.checks.check_store import check_store
from models.station.desk import Desk
from models.store import connect
from models.store.connect import open_store
from models.store.ddl import is_postgres
from models.store.writing import Store
from tests.checks.making import walked
from tests.making import pay, person, register_people

_ADDS_A_COLUMN_AND_A_ROW = """
def up(migrator, db):
    db.execute_sql("ALTER TABLE contact ADD COLUMN later TEXT")
    db.execute_sql(
        "INSERT INTO audit SELECT station_id, max(id) + 1, 'now', min(operator_id), '2019-11-14', "
        "'migrate', '', '' FROM audit GROUP BY station_id"
    )
"""
_LOSES_A_TABLE = """
def up(migrator, db):
    db.execute_sql("ALTER TABLE operator RENAME TO gone")
    db.execute_sql("CREATE TABLE operator AS SELECT * FROM gone WHERE 1 = 0")
    db.execute_sql("DELETE FROM gone")
"""


@pytest.fixture
def older(desk: Desk) -> Desk:
    """A station at work under the schema as it is now, which a newer program finds."""
    register_people(desk, person("张三", categories=("低保",)), person("李四"))
    pay(desk, trace=1)
    return desk


def _brought_forward(
    older: Desk, script: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> Store:
    """Open the store with a program that has one migration more."""
    newer = folder / "newer"
    newer.mkdir()
    for known in connect._MIGRATIONS.glob("0*.py"):
        shutil.copy(known, newer)
    version = connect.SCHEMA_VERSION + 1
    (newer / f"{version:04d}_next.py").write_text(script)
    monkeypatch.setattr(connect, "_MIGRATIONS", newer)
    monkeypatch.setattr(connect, "SCHEMA_VERSION", version)
    location = older.store.location
    older.store.close()
    return open_store(location, older.store.key_file)


@pytest.fixture
def upgraded(older: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """The store after a migration that adds a column to one sealed table, a row to another."""
    return _brought_forward(older, _ADDS_A_COLUMN_AND_A_ROW, tmp_path, monkeypatch)


def test_every_row_is_kept_and_older_seals_stay_good(upgraded: Store):
    assert upgraded.number("SELECT count(*) FROM payment") == 1
    assert upgraded.number("SELECT count(*) FROM payment_line") == 2
    assert check_store(upgraded).broken == ()


def test_what_a_migration_puts_in_is_sealed(upgraded: Store):
    assert not walked(upgraded).faults
    sql = (
        "SELECT count(*) FROM seal s JOIN audit a ON a.station_id = s.station_id "
        "AND a.id = s.subject_id WHERE s.subject = 'audit' AND a.action = 'migrate'"
    )
    assert upgraded.number(sql) == 1


@pytest.mark.parametrize("sql", ["UPDATE payment SET amount_fen = 1", "DELETE FROM payment_line"])
def test_the_guards_stand_again(upgraded: Store, sql: str):
    with pytest.raises(DatabaseError), upgraded.writing():
        upgraded.run(sql)


def test_opened_again_nothing_is_migrated(upgraded: Store):
    upgraded.close()
    again = open_store(upgraded.location, upgraded.key_file)
    assert again.number("SELECT count(*) FROM audit WHERE action = 'migrate'") == 1
    if not is_postgres(again.database):
        assert again.rows("PRAGMA foreign_keys") == [(1,)]
        assert again.rows("PRAGMA integrity_check") == [("ok",)]
    again.close()


def test_a_migration_that_breaks_a_reference_is_not_kept(
    older: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """PostgreSQL refuses it by itself."""
    if is_postgres(older.store.database):
        return
    with pytest.raises(StoreFailure, match=r"没有升级|升级失败"):
        _brought_forward(older, _LOSES_A_TABLE, tmp_path, monkeypatch)
    monkeypatch.undo()
    again = open_store(older.store.location, older.store.key_file)
    assert again.number("SELECT count(*) FROM operator") >= 1
    again.close()
