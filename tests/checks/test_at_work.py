"""``check`` beside clerks who work, and after a power cut: no false alarm, and no true one less."""

import shutil
import subprocess
import sys
from pathlib import Path

from models.checks.check_store import check_store
from models.station.desk import Desk
from models.store.connect import open_store
from models.store.writing import Store
from tests.checks.making import busy, finding
from tests.soak import campaign, times

_PAGE = 4096
_PAGES = "加密页完好"


def _pages_in_log(log: bytes) -> set[int]:
    """Return the pages of which the write-ahead log holds a newer state: SQLite's file format."""
    frame = 24 + _PAGE
    places = range(32, len(log) - frame + 1, frame)
    return {int.from_bytes(log[place : place + 4], "big") for place in places}


def _tear(path: Path, pages: set[int]) -> None:
    """Change a byte in the middle of pages of a file."""
    content = bytearray(path.read_bytes())
    for page in pages:
        content[(page - 1) * _PAGE + _PAGE // 2] ^= 1
    path.write_bytes(content)


def _copied(store: Store, folder: Path) -> Path:
    """Copy a store as a power cut leaves it: with its log, nothing closed."""
    folder.mkdir()
    for suffix in ("", "-wal"):
        shutil.copy(f"{store.path}{suffix}", folder / f"cut.db{suffix}")
    return folder / "cut.db"


def test_a_page_torn_in_a_checkpoint_that_is_sound_in_the_log_is_no_fault(
    sqlite_desk: Desk, tmp_path: Path
) -> None:
    store = busy(sqlite_desk).store
    store.run("PRAGMA wal_checkpoint(TRUNCATE)")
    with store.writing(1):
        for _ in range(50):
            sqlite_desk.record("tried", "x", "长" * 200)
    path = _copied(store, tmp_path / "cut")
    whole = path.stat().st_size // _PAGE
    torn = {each for each in _pages_in_log(Path(f"{path}-wal").read_bytes()) if each <= whole}
    assert len(torn) > 2
    _tear(path, torn)
    after = open_store(str(path), store.key_file)
    assert check_store(after).broken == ()
    assert after.number("SELECT count(*) FROM audit WHERE action = 'tried'") == 50
    after.close()


def test_every_page_that_is_really_damaged_is_found(sqlite_desk: Desk, tmp_path: Path) -> None:
    """Whichever it is, and though the connection read it before, while it was whole."""
    store = busy(sqlite_desk).store
    store.run("PRAGMA wal_checkpoint(TRUNCATE)")
    path = _copied(store, tmp_path / "cut")
    good = path.read_bytes()
    for page in range(2, len(good) // _PAGE + 1, times(7, 1)):
        path.write_bytes(good)
        opened = open_store(str(path), store.key_file)
        assert finding(opened, _PAGES).is_sound
        _tear(path, {page})
        assert not finding(opened, _PAGES).is_sound, page
        opened.close()


@campaign
def test_beside_clerks_who_work_nothing_false_is_said(sqlite_desk: Desk) -> None:
    store = busy(sqlite_desk).store
    words = [str(store.path), str(store.key_file), "100000"]
    clerk = subprocess.Popen(
        [sys.executable, "-m", "tests.store.clerk_on_a_failing_disk", *words],
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert clerk.stdout is not None and clerk.stdout.readline() == "done 1\n"
        for _ in range(times(25, 400)):
            told = finding(store, _PAGES)
            assert told.is_sound, told
        assert check_store(store).broken == ()
    finally:
        clerk.kill()
        clerk.communicate()
    assert store.number("SELECT count(*) FROM audit WHERE action = 'entered'") > times(10, 100)
