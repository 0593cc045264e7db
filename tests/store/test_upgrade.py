"""A store of the first schema is brought forward with every row and every guard."""

import shutil
from pathlib import Path

import pytest
from peewee import DatabaseError

from models.store import connect
from models.store.connect import create_store, open_store
from models.store.ddl import is_postgres
from models.store.writing import Store

_FIRST_ROWS = (
    "INSERT INTO township VALUES (1, '上岭桥镇')",
    "INSERT INTO station VALUES (1, 1, 'lengshuitan-2019', 0, '2019-11-01T00:00:00Z')",
    "INSERT INTO operator VALUES (1, 1, '01')",
    "INSERT INTO village VALUES (1, 1, '青山村', 1)",
    "INSERT INTO household VALUES (1, 1, 1, '0001')",
    "INSERT INTO person VALUES (1, 1, 1, 1, '张三', 'A', '1980-05-06', '', '', '', '', '', NULL)",
    "INSERT INTO certification VALUES (1, 1, 1, '低保', NULL, NULL, '', '', 1, 'now')",
    "INSERT INTO filled_figure VALUES (1, 1, 'medical.personal', '280', '1号', "
    "'2019-11-10', 1, 'x')",
    "INSERT INTO payment VALUES (1, 1, 'payment', 2019, 1, NULL, 'pos', '2019-11-12', 25000, 0, "
    "'', 1, 'now')",
    "INSERT INTO payment VALUES (2, 1, 'payment', 2019, 2, NULL, 'pos', '2019-11-13', 25000, 0, "
    "'', 1, 'now')",
    "INSERT INTO payment VALUES (3, 1, 'refund', 2019, 3, 1, 'pos', '2019-11-13', -25000, 0, "
    "'', 1, 'now')",
    "INSERT INTO payment_line VALUES (1, 1, 1, NULL, 1, 1, 1, 'A', 'medical', 2020, '2019-11-12', "
    "'', NULL, 25000, 0, 0, 25000, 1, 0, '2020-01-01')",
    "INSERT INTO payment_line VALUES (3, 1, 3, 1, 1, 1, 1, 'A', 'medical', 2020, '2019-11-13', "
    "'', NULL, -25000, 0, 0, -25000, -1, 0, '2020-01-01')",
    "INSERT INTO payment_line VALUES (2, 1, 2, NULL, 1, 1, 1, 'A', 'medical', 2020, '2019-11-13', "
    "'', NULL, 25000, 0, 0, 25000, 1, 0, '2020-01-01')",
    "INSERT INTO line_share VALUES (1, 1, 2, '财政', 'waived', 0)",
)  # fmt: skip
_KEPT = "SELECT id, payment_id, reverses_line_id, amount_fen, people FROM payment_line ORDER BY id"


@pytest.fixture
def upgraded(
    location: str, key_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Store:
    """A store made by the first version of the program, opened by this one."""
    first = tmp_path / "first"
    first.mkdir()
    shutil.copy(connect._MIGRATIONS / "0001_station.py", first)
    with monkeypatch.context() as patch:
        patch.setattr(connect, "_MIGRATIONS", first)
        patch.setattr(connect, "SCHEMA_VERSION", 1)
        old = create_store(location, key_file)
        for sql in _FIRST_ROWS:
            old.run(sql)
        old.close()
    return open_store(location, key_file)


def test_every_row_of_the_ledger_is_kept(upgraded: Store) -> None:
    assert upgraded.rows(_KEPT) == [
        (1, 1, None, 25000, 1),
        (2, 2, None, 25000, 1),
        (3, 3, 1, -25000, -1),
    ]
    assert upgraded.rows("SELECT line_id FROM in_force") == [(2,)]
    assert upgraded.rows("SELECT effective_from FROM filled_figure") == [("2019-11-10",)]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE payment SET amount_fen = 1",
        "DELETE FROM payment_line",
        "DELETE FROM in_force",
        "INSERT INTO payment SELECT 9, station_id, 'gift', year, 9, reverses_id, channel, "
        "business_date, amount_fen, chose_members, reason, operator_id, recorded_at FROM payment "
        "WHERE id = 1",
        "INSERT INTO line_share VALUES (9, 1, 999, '财政', 'waived', 0)",
        "INSERT INTO payment_line SELECT 9, station_id, payment_id, NULL, village_id, "
        "household_id, person_id, id_number, insurance, levy_year, business_date, category, "
        "tier_fen, 1, 0, 0, 1, 0, is_late, benefit_from, 1 FROM payment_line WHERE id = 1",
        "INSERT INTO payment_line SELECT 9, station_id, payment_id, NULL, village_id, "
        "household_id, person_id, 'B', insurance, levy_year, business_date, category, "
        "tier_fen, 1, 0, 0, 1, 1, is_late, benefit_from, NULL FROM payment_line WHERE id = 1",
    ],
    ids=[
        "update", "delete", "free", "unknown kind", "lost line", "adjusts a reversed line",
        "second in force under another number",
    ],
)  # fmt: skip
def test_the_guards_stand_again(upgraded: Store, sql: str) -> None:
    with pytest.raises(DatabaseError), upgraded.writing():
        upgraded.run(sql)


def test_opened_again_nothing_is_migrated(upgraded: Store, location: str, key_file: Path) -> None:
    upgraded.close()
    again = open_store(location, key_file)
    assert len(again.rows(_KEPT)) == 3
    if not is_postgres(again.database):
        assert again.rows("PRAGMA foreign_keys") == [(1,)]
        assert again.rows("PRAGMA integrity_check") == [("ok",)]
