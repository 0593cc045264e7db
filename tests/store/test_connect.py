"""Opening a store: keys, other people's files, newer programs."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from models.base.errors import BadInput, LaobaoError, StoreFailure
from models.store import connect
from models.store.connect import create_store, open_store
from models.store.key import create_key_file, read_key


def test_a_key_file_is_256_bits_that_only_its_owner_reads(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "station.key"
    create_key_file(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(bytes.fromhex(read_key(path))) == 32


def test_an_existing_key_file_is_never_overwritten(key_file: Path) -> None:
    before = key_file.read_text()
    with pytest.raises(BadInput, match="已存在"):
        create_key_file(key_file)
    assert key_file.read_text() == before


@pytest.mark.parametrize("content", ["", "\n", "secret", "ab" * 31, "钥匙"])
def test_an_empty_or_mangled_key_is_refused_in_one_line(tmp_path: Path, content: str) -> None:
    path = tmp_path / "station.key"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(StoreFailure) as refused:
        read_key(path)
    assert "密钥文件" in refused.value.message and "\n" not in refused.value.message


def test_a_missing_key_file_says_how_to_name_one(tmp_path: Path) -> None:
    with pytest.raises(StoreFailure, match="「密钥文件」"):
        read_key(tmp_path / "none")


def test_the_store_is_encrypted_and_opens_only_with_its_key(tmp_path: Path, key_file: Path) -> None:
    path = tmp_path / "station.db"
    create_store(str(path), key_file).close()
    assert not path.read_bytes().startswith(b"SQLite format 3")
    other = tmp_path / "other.key"
    create_key_file(other)
    with pytest.raises(StoreFailure, match="密钥不对"):
        open_store(str(path), other)
    open_store(str(path), key_file).close()


def test_a_file_that_is_no_store_is_refused(tmp_path: Path, key_file: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("not a database " * 100)
    with pytest.raises(StoreFailure, match="不是劳保数据库"):
        open_store(str(path), key_file)


def test_another_programs_database_is_refused(tmp_path: Path, key_file: Path) -> None:
    path = tmp_path / "other.db"
    store = create_store(str(path), key_file)
    store.run("PRAGMA application_id = 7")
    store.close()
    with pytest.raises(StoreFailure, match="应用标识"):
        open_store(str(path), key_file)


def test_a_missing_store_says_what_to_run(tmp_path: Path, key_file: Path) -> None:
    with pytest.raises(BadInput, match="「建站」"):
        open_store(str(tmp_path / "none.db"), key_file)


def test_a_store_is_never_made_over_an_existing_one(location: str, key_file: Path) -> None:
    create_store(location, key_file).close()
    with pytest.raises(BadInput, match="不覆盖"):
        create_store(location, key_file)


def test_a_newer_programs_store_is_refused(
    location: str, key_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    create_store(location, key_file).close()
    monkeypatch.setattr(connect, "SCHEMA_VERSION", 0)
    with pytest.raises(StoreFailure, match="升级程序"):
        open_store(location, key_file)


def test_an_empty_postgresql_database_is_no_store(
    location: str, key_file: Path, tmp_path: Path
) -> None:
    if not connect.is_url(location):
        return
    with pytest.raises(BadInput, match="「建站」"):
        open_store(location, key_file)


def test_a_postgresql_server_that_is_not_there_is_one_line(key_file: Path, tmp_path: Path) -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(StoreFailure) as failed:
        open_store(f"postgresql://nobody@/none?host={tmp_path}", key_file)
    assert "\n" not in failed.value.message


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path: Path, key_file: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    with pytest.raises(LaobaoError) as failed:
        create_store(str(blocked / "station.db"), key_file)
    assert "\n" not in failed.value.message


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("recursive_triggers", 1),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("busy_timeout", 15000),
        ("user_version", connect.SCHEMA_VERSION),
        ("application_id", connect.APPLICATION_ID),
    ],
)
def test_an_embedded_store_survives_power_cuts_by_its_pragmas(
    tmp_path: Path, key_file: Path, pragma: str, value: object
) -> None:
    store = create_store(str(tmp_path / "station.db"), key_file)
    assert store.rows(f"PRAGMA {pragma}") == [(value,)]
    store.close()


def test_every_table_of_an_embedded_store_is_strict(tmp_path: Path, key_file: Path) -> None:
    store = create_store(str(tmp_path / "station.db"), key_file)
    loose = store.rows(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' "
        "AND strict = 0 AND name NOT LIKE 'sqlite%' AND name <> 'schema_migration'"
    )
    assert loose == []
    store.close()


def test_psycopg_is_not_needed_for_an_embedded_store() -> None:
    script = (
        "import sys; sys.modules['psycopg'] = None; sys.modules['psycopg2'] = None\n"
        "import models.store.connect"
    )
    subprocess.run([sys.executable, "-c", script], check=True, env=dict(os.environ))


def test_a_wrong_key_is_told_in_one_line_and_nowhere_else(tmp_path: Path, key_file: Path) -> None:
    """SQLCipher would write lines of its own to the terminal, over the screen."""
    path, other = tmp_path / "station.db", tmp_path / "other.key"
    create_store(str(path), key_file).close()
    create_key_file(other)
    words = ["--store", str(path), "--key-file", str(other), "find", "x"]
    done = subprocess.run(
        [sys.executable, "-m", "tui.main", *words], check=False, capture_output=True, text=True
    )
    assert done.returncode == 3 and done.stdout == ""
    assert done.stderr.count("\n") == 1 and "密钥不对" in done.stderr


def test_a_store_that_cannot_be_made_leaves_nothing_behind(tmp_path: Path) -> None:
    """With an emptied key file: once the key is back, init must not find a stump."""
    key_file, path = tmp_path / "station.key", tmp_path / "station.db"
    key_file.write_text("")
    with pytest.raises(StoreFailure, match="空的"):
        create_store(str(path), key_file)
    assert list(tmp_path.iterdir()) == [key_file]


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o660, 0o602])
def test_a_key_that_others_can_read_is_refused(tmp_path: Path, key_file: Path, mode: int) -> None:
    path = tmp_path / "station.db"
    create_store(str(path), key_file).close()
    key_file.chmod(mode)
    with pytest.raises(
        StoreFailure, match=f"station.key 别人也能读写（权限 {mode:03o}）.*chmod 600"
    ):
        open_store(str(path), key_file)
    key_file.chmod(0o400)
    open_store(str(path), key_file).close()


def test_store_key_lock_and_folders_are_their_owners_alone(tmp_path: Path) -> None:
    usual = os.umask(0)
    try:
        key_file, path = tmp_path / "a" / "b" / "key", tmp_path / "c" / "d" / "station.db"
        create_key_file(key_file)
        store = create_store(str(path), key_file)
        with store.writing():
            store.run("INSERT INTO township (id, name) VALUES (99, '某镇')")
        made = [*tmp_path.rglob("*")]
        assert {each.name for each in made} >= {"station.db", "station.db-wal", "station.db.lock"}
        for each in made:
            assert stat.S_IMODE(each.stat().st_mode) == (0o700 if each.is_dir() else 0o600), each
        store.close()
    finally:
        os.umask(usual)


def test_what_a_killed_restore_left_is_cleared_at_the_next_start(
    tmp_path: Path, key_file: Path
) -> None:
    path, left = tmp_path / "station.db", tmp_path / f".{'0a' * 8}.part"
    create_store(str(path), key_file).close()
    left.write_bytes(b"half")
    open_store(str(path), key_file).close()
    assert left.exists(), "it may be on its way"
    os.utime(left, times=(0, 0))
    open_store(str(path), key_file).close()
    assert not left.exists()
