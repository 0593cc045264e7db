"""After a fault: the cause in one line, and whether it was saved, asked of the store again."""

import resource
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from models.base.errors import StoreFailure
from models.checks.backup import back_up, restore
from models.checks.check_store import check_store
from models.station.desk import Desk
from models.store.connect import open_store
from models.store.ddl import is_postgres
from models.store.writing import Store
from tests.cases import for_each

_TRIED = "SELECT count(*) FROM audit WHERE action = 'tried'"
_MANY = 200


def _enter(desk: Desk, lines: int = 1) -> None:
    with desk.store.writing(desk.station_id):
        for _ in range(lines):
            desk.record("tried", "x", "长" * _MANY)


def _refused(words: str) -> Any:
    return pytest.raises(StoreFailure, match=words)


def _tried(store: Store) -> int:
    return store.number(_TRIED)


@contextmanager
def _disk_full_after(pages: int, store: Store) -> Iterator[None]:
    """Let the database have so many pages more and then no other."""
    now = store.number("PRAGMA page_count")
    store.run(f"PRAGMA max_page_count = {now + pages}")
    yield
    store.run(f"PRAGMA max_page_count = {now + 100_000}")


@contextmanager
def _no_file_beyond(size: int) -> Iterator[None]:
    """Let the system refuse whatever this process writes behind that place in any file."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def _at_commit(
    store: Store, monkeypatch: pytest.MonkeyPatch, act: Callable[[Callable[[], None]], None]
) -> None:
    """Let the next COMMIT be what ``act`` makes of it."""
    commit = store.database.commit

    def once() -> None:
        monkeypatch.undo()
        act(commit)

    monkeypatch.setattr(store.database, "commit", once)


def test_a_full_disk_is_called_so_and_nothing_of_it_is_saved(sqlite_desk: Desk) -> None:
    """SQLite takes the transaction back itself; that it cannot be taken back again is no cause."""
    store = sqlite_desk.store
    with _disk_full_after(1, store), _refused(r"磁盘已满.*没有保存"):
        _enter(sqlite_desk, _MANY)
    assert _tried(store) == 0
    _enter(sqlite_desk)
    assert _tried(store) == 1 and check_store(store).broken == ()


def test_a_block_within_another_hides_no_cause_either(sqlite_desk: Desk) -> None:
    store = sqlite_desk.store
    with _disk_full_after(1, store), _refused(r"磁盘已满.*没有保存"), store.writing(1):
        _enter(sqlite_desk, _MANY)
    assert _tried(store) == 0


def test_what_commit_could_not_write_is_not_saved(
    sqlite_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = sqlite_desk.store
    _enter(sqlite_desk)

    def act(commit: Callable[[], None]) -> None:
        with _no_file_beyond(Path(f"{store.path}-wal").stat().st_size + 1):
            commit()

    _at_commit(store, monkeypatch, act)
    with _refused(r"磁盘读写出错.*已查明：这一次没有保存"):
        _enter(sqlite_desk, _MANY)
    assert _tried(store) == 1
    _enter(sqlite_desk)
    assert _tried(store) == 2 and check_store(store).broken == ()


def test_what_was_kept_in_spite_of_a_fault_is_done(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer was lost on its way: the clerk would have taken the money a second time."""
    store = desk.store

    def act(commit: Callable[[], None]) -> None:
        commit()
        _end_line(store)

    _at_commit(store, monkeypatch, act)
    _enter(desk)
    assert _tried(store) == 1 and check_store(store).broken == ()
    _enter(desk)
    assert _tried(store) == 2


def test_what_a_lost_line_did_not_keep_is_not_saved(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = desk.store

    def act(commit: Callable[[], None]) -> None:
        _end_line(store)

    _at_commit(store, monkeypatch, act)
    with _refused(r"已查明：这一次没有保存"):
        _enter(desk)
    assert _tried(store) == 0
    _enter(desk)
    assert _tried(store) == 1


def _end_line(store: Store) -> None:
    """Lose the connection as a restarted server does, or fail as a disk that is read-only now."""
    if is_postgres(store.database):
        own = store.number("SELECT pg_backend_pid()")
        other = open_store(store.location, store.key_file)
        other.run("SELECT pg_terminate_backend(?)", (own,))
        other.close()
        store.run("SELECT 1")
    if store.database.connection().in_transaction:
        store.run("ROLLBACK")
    store.run("PRAGMA query_only = 1")
    store.run("DELETE FROM last_id")


def test_where_the_store_cannot_be_asked_it_is_said_that_nobody_knows(
    sqlite_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = sqlite_desk.store
    away = store.path.with_suffix(".away") if store.path else Path()

    def act(commit: Callable[[], None]) -> None:
        commit()
        assert store.path is not None
        store.database.close()
        store.path.rename(away)
        store.path.mkdir()
        store.database.connect()

    _at_commit(store, monkeypatch, act)
    with _refused(r"打不开.*保存了没有还查不出，不要马上重做"):
        _enter(sqlite_desk)
    assert store.path is not None
    store.path.rmdir()
    away.rename(store.path)
    assert _tried(store) == 1


def test_who_ends_the_program_just_then_is_told_that_it_was_saved(
    sqlite_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def act(commit: Callable[[], None]) -> None:
        commit()
        raise KeyboardInterrupt

    _at_commit(sqlite_desk.store, monkeypatch, act)
    with _refused(r"中断.*这一次已经保存"):
        _enter(sqlite_desk)
    assert _tried(sqlite_desk.store) == 1


def test_a_fault_of_the_program_stays_one(sqlite_desk: Desk) -> None:
    """No disk is blamed for what the program did wrong."""
    with pytest.raises(ZeroDivisionError), sqlite_desk.store.writing(1):
        sqlite_desk.record("tried", str(1 // 0))
    assert _tried(sqlite_desk.store) == 0


def test_a_store_that_is_read_only_is_called_so(sqlite_desk: Desk) -> None:
    sqlite_desk.store.run("PRAGMA query_only = 1")
    with _refused(r"只读.*没有保存"):
        _enter(sqlite_desk)


@for_each(
    "put, cause",
    [
        (lambda path: path.mkdir(), "它是文件夹"),
        (lambda path: path.symlink_to(path.with_name("elsewhere")), "它是链接"),
        (lambda path: path.symlink_to(path), "它是链接"),
    ],
)
def test_a_queue_that_cannot_be_joined_is_named(
    sqlite_desk: Desk, put: Callable[[Path], Any], cause: str
) -> None:
    store = sqlite_desk.store
    lock = Path(f"{store.path}.lock")
    lock.unlink(missing_ok=True)
    put(lock)
    with _refused(rf"station\.db\.lock 打不开（{cause}.*没有保存"):
        _enter(sqlite_desk)
    assert not lock.with_name("elsewhere").exists(), "nothing is made where a link leads"
    lock.rmdir() if lock.is_dir() and not lock.is_symlink() else lock.unlink()
    _enter(sqlite_desk)


def test_a_key_that_cannot_be_read_says_why(sqlite_desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "round").symlink_to("round")
    (tmp_path / "binary").write_bytes(b"\xff" * 32)
    for name, cause in (("folder", "文件夹"), ("round", "链接"), ("binary", "不是文本")):
        with _refused(f"{name}.*{cause}"):
            open_store(sqlite_desk.store.location, tmp_path / name)


def test_half_a_backup_is_not_taken_for_another_key(sqlite_desk: Desk, tmp_path: Path) -> None:
    whole = back_up(sqlite_desk.store, tmp_path / "b.bak").path.read_bytes()
    for size in (0, 10, 4096, 4100, len(whole) // 2, len(whole) - 4096, len(whole) - 1):
        (tmp_path / "half.bak").write_bytes(whole[:size])
        with _refused(r"空文件|没有拷贝完整|已损坏"):
            restore(tmp_path / "half.bak", str(tmp_path / "new.db"), sqlite_desk.store.key_file)


def test_a_backup_that_finds_no_room_says_so_and_leaves_nothing(
    sqlite_desk: Desk, tmp_path: Path
) -> None:
    (tmp_path / "out").mkdir()
    with _no_file_beyond(100_000), _refused(r"b\.bak.*磁盘读写出错"):
        back_up(sqlite_desk.store, tmp_path / "out" / "b.bak")
    assert list((tmp_path / "out").iterdir()) == []


def test_a_turn_that_failed_is_free_for_the_next(sqlite_desk: Desk) -> None:
    """Another thread's writer waits for nothing that a fault has left behind."""
    store = sqlite_desk.store
    with _disk_full_after(1, store), pytest.raises(StoreFailure):
        _enter(sqlite_desk, _MANY)

    def other() -> None:
        _enter(sqlite_desk)
        store.close()

    writer = threading.Thread(target=other)
    writer.start()
    writer.join(10)
    assert not writer.is_alive() and _tried(store) == 1
