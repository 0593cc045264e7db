"""Every row that is only added is sealed in the transaction that adds it, and no other row."""

import hashlib
from pathlib import Path

import pytest

from models.base.errors import StoreFailure
from models.checks.check_store import check_store
from models.station.desk import Desk
from models.store import connect
from models.store.chain import PURPOSE, Sealer, names_of
from models.store.connect import open_store
from models.store.ddl import is_postgres
from models.store.key import create_key_file, derived_key
from models.store.sealed import NOT_SEALED, SEALED_TABLES
from models.store.writing import Store
from tests.checks.making import busy, finding, next_day, walked
from tests.making import pay, person, register_people

_AUDIT = (
    "INSERT INTO audit SELECT 1, max(id) + 1, '2019-11-14T08:00:00Z', 1, '2019-11-14', "
    "'x', 'x', 'x' FROM audit"
)


def _seals(store: Store) -> list[tuple[str, int]]:
    return store.rows("SELECT subject, subject_id FROM seal ORDER BY id")


def test_a_payment_seals_its_rows_table_by_table(desk: Desk) -> None:
    register_people(desk, person("张三", categories=("低保",)))
    before = len(_seals(desk.store))
    before_audit = desk.store.number("SELECT max(id) FROM audit")
    pay(desk)
    assert _seals(desk.store)[before:] == [
        ("payment", 1), ("payment_line", 1), ("line_share", 1), ("slip", 1), ("journal", 1),
        ("journal", 2), ("audit", before_audit + 1),
    ]  # fmt: skip


def test_a_head_is_the_keyed_hash_of_the_head_before_and_the_row(desk: Desk) -> None:
    """Written out once more, so that a change of the encoding cannot pass unnoticed."""
    register_people(desk, person("张三"))
    store = desk.store
    rows = store.rows("SELECT id, subject, subject_id, head FROM seal ORDER BY id")
    assert [row[1] for row in rows[:7]] == [
        "store", "round", "operator", "operator_event", "row_state", "row_state", "audit",
    ]  # fmt: skip

    def head_of(data: bytes) -> str:
        key = derived_key(store.key_file, PURPOSE)
        return hashlib.blake2b(data, key=key, digest_size=16, person=b"laobao chain 1").hexdigest()

    def text(value: str) -> bytes:
        raw = value.encode()
        return (bytes([0xA0 + len(raw)]) if len(raw) < 32 else b"\xd9" + bytes([len(raw)])) + raw

    columns = (
        "audit", "station_id", "id", "recorded_at", "operator_id", "business_date", "action",
        "subject", "detail",
    )  # fmt: skip
    names = bytes([0x90 + len(columns)]) + b"".join(map(text, columns))
    first = store.rows("SELECT * FROM audit ORDER BY id LIMIT 1")[0]
    values = bytes([0x90 + len(first)]) + b"".join(
        text(value) if isinstance(value, str) else bytes([value]) for value in first
    )
    assert rows[0][3] == head_of(b"station 1")
    assert rows[6][3] == head_of(rows[5][3].encode() + names + values)


def test_columns_left_empty_at_the_end_do_not_count() -> None:
    sealer = Sealer(b"k" * 32)
    short, wide = names_of("t", ("id", "a")), names_of("t", ("id", "a", "b"))
    assert sealer.head("", short, (1, "x")) == sealer.head("", wide, (1, "x", None))
    heads = {
        sealer.head("", wide, row)
        for row in ((1, "x", ""), (1, "x", None), (1, "", "x"), (1, None, "x"), (1, "x", 0), (1, 0))
    }
    assert len(heads) == 6


def test_a_column_added_later_leaves_older_seals_as_they_are(sqlite_desk: Desk) -> None:
    store = busy(sqlite_desk).store
    store.run("ALTER TABLE audit ADD COLUMN later TEXT")
    assert not walked(store).faults
    store.run("ALTER TABLE audit RENAME COLUMN detail TO details")
    assert "audit 第 1 行" in walked(store).fault


def test_a_transaction_within_another_is_sealed_once_by_the_outer(desk: Desk) -> None:
    register_people(desk, person("张三"))
    before = len(_seals(desk.store))
    with desk.store.writing():
        desk.record("outer", "x")
        pay(desk)
        assert len(_seals(desk.store)) == before
    assert not walked(desk.store).faults and len(_seals(desk.store)) == before + 6


def test_what_is_taken_back_leaves_no_seal(desk: Desk) -> None:
    before = _seals(desk.store)
    with pytest.raises(ZeroDivisionError), desk.store.writing():
        desk.record("nothing", "x")
        raise ZeroDivisionError
    assert _seals(desk.store) == before and check_store(desk.store).broken == ()


def test_a_transaction_that_wrote_nothing_asks_no_question(
    sqlite_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    run = sqlite_desk.store.run
    monkeypatch.setattr(sqlite_desk.store, "run", lambda sql, *more: asked.append(sql) or run(sql))
    with sqlite_desk.store.writing():
        pass
    assert asked == []


def test_a_row_written_behind_the_programs_back_is_never_sealed(desk: Desk) -> None:
    store = busy(desk).store
    store.run(_AUDIT)
    stranger = store.rows("SELECT max(id) FROM audit")[0][0]
    pay(next_day(desk), "0004", trace=9)
    assert ("audit", stranger) not in _seals(store)
    assert f"audit 第 {stranger} 行没有封存" in finding(store, "封存链完整").detail


def test_opening_an_older_version_again_seals_no_stranger(sqlite_desk: Desk) -> None:
    """Somebody sets the version back, to have a row sealed by the upgrade."""
    store = busy(sqlite_desk).store
    store.run(_AUDIT)
    store.run(f"PRAGMA user_version = {connect.SCHEMA_VERSION - 1}")
    store.close()
    again = open_store(str(store.path), store.key_file)
    assert "没有封存" in finding(again, "封存链完整").detail


def test_every_guarded_table_is_sealed_or_named_with_a_reason(store: Store) -> None:
    sql = (
        "SELECT tgname FROM pg_trigger"
        if is_postgres(store.database)
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    names = [row[0] for row in store.rows(sql)]
    guarded = {name.removesuffix("_no_delete") for name in names if name.endswith("_no_delete")}
    sealed = set(SEALED_TABLES)
    assert guarded <= sealed | set(NOT_SEALED)
    assert sealed <= guarded and SEALED_TABLES[-1] == "audit"
    assert all(NOT_SEALED.values()) and not sealed & set(NOT_SEALED)


def test_every_sealed_table_begins_with_its_station_and_its_number(store: Store) -> None:
    for table in SEALED_TABLES:
        columns = [column[0] for column in store.run(f"SELECT * FROM {table}").description]
        assert columns[:2] == ["station_id", "id"]


def test_seals_cannot_be_changed_or_taken_out(desk: Desk) -> None:
    from peewee import DatabaseError

    for sql in (
        "UPDATE seal SET head = 'x'",
        "DELETE FROM seal",
        "UPDATE seal_head SET number = number - 1",
        "UPDATE seal_head SET head = 'x'",
        "DELETE FROM seal_head",
        "INSERT INTO seal_head VALUES (1, 99, 'x')",
    ):
        with pytest.raises(DatabaseError), desk.store.writing():
            desk.store.run(sql)


def test_a_shared_store_is_not_opened_under_another_key(desk: Desk, tmp_path: Path) -> None:
    """An embedded store cannot be; on PostgreSQL the chain's beginning tells."""
    if not is_postgres(desk.store.database):
        return
    other = tmp_path / "other.key"
    create_key_file(other)
    location = _url(desk.store)
    with pytest.raises(StoreFailure, match="不是数据库"):
        open_store(location, other)
    with pytest.raises(StoreFailure, match="找不到密钥文件"):
        open_store(location, tmp_path / "none.key")
    open_store(location, desk.store.key_file).close()


def _url(store: Store) -> str:
    parameters = store.database.connection().info.get_parameters()
    return f"postgresql://{parameters['user']}@/{parameters['dbname']}?host={parameters['host']}"
