"""A store of an older schema is brought forward with every row, and every new row is sealed."""

import datetime as dt
import json
import shutil
from pathlib import Path

import pytest
from peewee import DatabaseError
from playhouse.migrations import Runner

from models.base.dates import HalfMonth
from models.base.errors import StoreFailure
from models.checks.check_store import check_store
from models.station.desk import Desk, open_desk
from models.station.registration import list_operators
from models.store import connect
from models.store.connect import open_store
from models.store.ddl import is_postgres
from models.store.writing import Store
from reports.progress.document import progress_document
from reports.progress.gather import gather_progress
from seed.notice_file import load_notice
from tests.checks.making import finding, walked
from tests.making import BUSINESS_DATE, pay, person, register_people

_OLDER = Path(__file__).parent / "older"

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
    for known in connect.MIGRATIONS.glob("0*.py"):
        shutil.copy(known, newer)
    version = connect.SCHEMA_VERSION + 1
    (newer / f"{version:04d}_next.py").write_text(script)
    monkeypatch.setattr(connect, "MIGRATIONS", newer)
    monkeypatch.setattr(connect, "SCHEMA_VERSION", version)
    location = older.store.location
    older.store.close()
    return open_store(location, older.store.key_file)


@pytest.fixture
def upgraded(older: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """The store after a migration that adds a column to one sealed table, a row to another."""
    return _brought_forward(older, _ADDS_A_COLUMN_AND_A_ROW, tmp_path, monkeypatch)


def test_every_row_is_kept_and_older_seals_stay_good(upgraded: Store) -> None:
    assert upgraded.number("SELECT count(*) FROM payment") == 1
    assert upgraded.number("SELECT count(*) FROM payment_line") == 2
    assert check_store(upgraded).broken == ()


def test_what_a_migration_puts_in_is_sealed(upgraded: Store) -> None:
    assert not walked(upgraded).faults
    sql = (
        "SELECT count(*) FROM seal s JOIN audit a ON a.station_id = s.station_id "
        "AND a.id = s.subject_id WHERE s.subject = 'audit' AND a.action = 'migrate'"
    )
    assert upgraded.number(sql) == 1


@pytest.mark.parametrize("sql", ["UPDATE payment SET amount_fen = 1", "DELETE FROM payment_line"])
def test_the_guards_stand_again(upgraded: Store, sql: str) -> None:
    with pytest.raises(DatabaseError), upgraded.writing():
        upgraded.run(sql)


def test_opened_again_nothing_is_migrated(upgraded: Store) -> None:
    upgraded.close()
    again = open_store(upgraded.location, upgraded.key_file)
    assert again.number("SELECT count(*) FROM audit WHERE action = 'migrate'") == 1
    if not is_postgres(again.database):
        assert again.rows("PRAGMA foreign_keys") == [(1,)]
        assert again.rows("PRAGMA integrity_check") == [("ok",)]
    again.close()


def test_a_migration_that_breaks_a_reference_is_not_kept(
    older: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PostgreSQL refuses it by itself."""
    if is_postgres(older.store.database):
        return
    with pytest.raises(StoreFailure, match=r"没有升级|升级失败"):
        _brought_forward(older, _LOSES_A_TABLE, tmp_path, monkeypatch)
    monkeypatch.undo()
    again = open_store(older.store.location, older.store.key_file)
    assert again.number("SELECT count(*) FROM operator") >= 1
    again.close()


@pytest.mark.parametrize(
    ("version", "receipt"),
    [(1, "2019-000004"), (2, "2019-000005"), (3, "2019-000003"), (4, "2019-000004")],
)
def test_a_store_of_an_older_schema_keeps_every_figure_and_seal(
    tmp_path: Path, version: int, receipt: str
) -> None:
    """Row by row as the program of that schema left it: what was sent then comes out again."""
    store = open_store(*_left_by(version, tmp_path))
    assert check_store(store).broken == ()
    desk = open_desk(store, load_notice, BUSINESS_DATE, "01")
    (first,) = desk.rounds
    assert (first.number, first.opened_on, first.bare.id) == (1, BUSINESS_DATE, "lengshuitan-2019")
    figures = [("medical.personal", "280")] if version != 3 else []
    assert [(each.key, each.value) for each in first.figures] == figures
    period = HalfMonth.containing(BUSINESS_DATE)
    told = progress_document(gather_progress(desk.on(period.last_day), period))
    then = json.loads((_OLDER / f"schema_{version}.json").read_text(encoding="utf-8"))
    assert json.loads(json.dumps(told["insurances"], default=str)) == then
    roles = {each.login: each.role for each in list_operators(desk)}
    assert roles["01"] == "chief", "who founded it leads it"
    assert roles["second"] == ("clerk" if version < 3 else "reviewer")
    if version in (1, 4):
        assert pay(desk, "0002", trace=9).receipt == receipt
    else:  # its half-month was sent
        later = desk.on(period.last_day + dt.timedelta(1))
        assert pay(later, "0004", trace=9).receipt == receipt
    assert check_store(store).broken == ()


def test_rows_that_a_store_had_before_are_known_from_its_upgrade_on(tmp_path: Path) -> None:
    store = open_store(*_left_by(1, tmp_path))
    assert store.number("SELECT count(*) FROM row_state") > 3
    store.run("UPDATE person SET note = 'x' WHERE id = 2")
    assert "person 第 2 行与最后一次登记不符" in finding(store, "可改的行与登记时一致").detail
    # Nobody has it known anew by setting the version back.
    store.run("PRAGMA user_version = 2")
    store.close()
    again = open_store(store.location, store.key_file)
    assert not finding(again, "可改的行与登记时一致").is_sound


def _left_by(version: int, folder: Path) -> tuple[str, Path]:
    """Return a store as an older program left it, and its key."""
    database, key_file = folder / "station.db", folder / "station.key"
    key_file.write_text((_OLDER / f"schema_{version}.key").read_text())
    key_file.chmod(0o600)
    database.touch()
    older = connect._connect(str(database), key_file)
    Runner(older, str(_only_first(folder, version))).up()
    older.execute_sql("PRAGMA foreign_keys = 0")
    statements = (_OLDER / f"schema_{version}.sql").read_text(encoding="utf-8").splitlines()
    for statement in statements:
        if not statement.startswith("--"):
            older.execute_sql(statement)
    older.execute_sql(f"PRAGMA application_id = {connect.APPLICATION_ID}")
    older.execute_sql(f"PRAGMA user_version = {version}")
    older.close()
    return str(database), key_file


def _only_first(folder: Path, count: int) -> Path:
    """Return a folder with the first migrations alone."""
    first = folder / "first"
    first.mkdir()
    for each in sorted(connect.MIGRATIONS.glob("0*.py"))[:count]:
        shutil.copy(each, first)
    return first
