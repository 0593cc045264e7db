"""A backup is whole, encrypted and verified, or it is none."""

import subprocess
import sys
from pathlib import Path

import pytest

from models.base.errors import BadInput, StoreFailure
from models.checks.backup import back_up, restore
from models.checks.check_store import check_store
from models.checks.head import chain_head
from models.station.desk import Desk, open_desk
from models.store.connect import create_store, open_store
from models.store.key import create_key_file
from seed.notice_file import load_notice
from tests.checks.making import busy, next_day, unguard
from tests.making import BUSINESS_DATE, pay, person, register_people


def test_a_backup_restored_is_the_store_it_was(sqlite_desk: Desk, tmp_path: Path) -> None:
    store = busy(sqlite_desk).store
    made = back_up(store, tmp_path / "b.bak")
    assert made.head == chain_head(store, 1).text and made.broken == ()
    assert made.payments == store.rows("SELECT count(*) FROM payment")[0][0]
    assert b"SQLite" not in made.path.read_bytes()[:64]
    assert oct(made.path.stat().st_mode)[-3:] == "600"
    done = restore(made.path, str(tmp_path / "new.db"), store.key_file)
    assert (done.head, done.payments, done.last_day) == (
        made.head, made.payments, str(BUSINESS_DATE)
    )  # fmt: skip
    again = open_store(str(done.path), store.key_file)
    assert check_store(again, made.head).broken == ()
    later = next_day(open_desk(again, load_notice, BUSINESS_DATE, "test"))
    assert pay(later, "0005", trace=77).amount_fen
    again.close()


def test_nothing_is_left_beside_it(sqlite_desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    back_up(busy(sqlite_desk).store, tmp_path / "out" / "b.bak")
    assert [each.name for each in (tmp_path / "out").iterdir()] == ["b.bak"]


@pytest.mark.parametrize("suffix", ["-wal", "-shm", "-journal"])
def test_a_log_that_was_left_is_never_played_into_another_store(
    sqlite_desk: Desk, tmp_path: Path, suffix: str
) -> None:
    """A counter was killed, its store moved away without its log: payments stand there alone."""
    made = back_up(busy(sqlite_desk).store, tmp_path / "b.bak")
    place = tmp_path / "moved.db"
    left = Path(f"{place}{suffix}")
    left.write_bytes(b"the last payments")
    for act in (
        lambda: restore(made.path, str(place), sqlite_desk.store.key_file),
        lambda: create_store(str(place), sqlite_desk.store.key_file),
    ):
        with pytest.raises(BadInput, match=f"moved.db{suffix}.*一起移到"):
            act()
    assert left.read_bytes() == b"the last payments" and not place.exists()
    left.rename(tmp_path / left.name.replace("moved", "old"))
    assert restore(made.path, str(place), sqlite_desk.store.key_file).broken == ()


def test_any_page_that_was_changed_is_noticed(sqlite_desk: Desk, tmp_path: Path) -> None:
    store = busy(sqlite_desk).store
    good = back_up(store, tmp_path / "b.bak").path.read_bytes()
    for place in range(0, len(good), 9973):
        bad = bytearray(good)
        bad[place] ^= 1
        (tmp_path / "bad.bak").write_bytes(bad)
        with pytest.raises(StoreFailure):
            restore(tmp_path / "bad.bak", str(tmp_path / "new.db"), store.key_file)
        assert not (tmp_path / "new.db").exists()


def test_another_key_opens_nothing(sqlite_desk: Desk, tmp_path: Path) -> None:
    made = back_up(sqlite_desk.store, tmp_path / "b.bak")
    create_key_file(tmp_path / "other.key")
    with pytest.raises(StoreFailure, match="密钥不对"):
        restore(made.path, str(tmp_path / "new.db"), tmp_path / "other.key")


def test_what_stands_there_is_never_written_over(sqlite_desk: Desk, tmp_path: Path) -> None:
    made = back_up(sqlite_desk.store, tmp_path / "b.bak")
    for act in (
        lambda: back_up(sqlite_desk.store, made.path),
        lambda: restore(made.path, str(sqlite_desk.store.path), sqlite_desk.store.key_file),
        lambda: back_up(sqlite_desk.store, tmp_path / "none" / "b.bak"),
        lambda: restore(tmp_path / "none.bak", str(tmp_path / "n.db"), sqlite_desk.store.key_file),
    ):
        with pytest.raises(BadInput):
            act()


def test_a_store_that_fails_its_check_is_copied_and_says_so(
    sqlite_desk: Desk, tmp_path: Path
) -> None:
    store = busy(sqlite_desk).store
    unguard(store)
    store.run("UPDATE payment SET amount_fen = amount_fen + 1 WHERE id = 1")
    made = back_up(store, tmp_path / "b.bak")
    assert made.broken
    with pytest.raises(StoreFailure, match="自检不符"):
        restore(made.path, str(tmp_path / "new.db"), store.key_file)


def test_a_postgresql_store_is_told_of_pg_dump(desk: Desk, tmp_path: Path) -> None:
    if desk.store.path is not None:
        assert back_up(desk.store, tmp_path / "b.bak").payments == 0
        return
    with pytest.raises(BadInput, match="pg_dump"):
        back_up(desk.store, tmp_path / "b.bak")


def test_others_go_on_working_meanwhile(sqlite_desk: Desk, tmp_path: Path) -> None:
    """Whatever moment the copy is of, it is whole."""
    register_people(sqlite_desk, *(person(f"张{n}", household=f"{n:04d}") for n in range(1, 31)))
    store = sqlite_desk.store
    words = (sys.executable, "-m", "tests.counter.clerk", str(store.path), str(store.key_file), "1")
    with subprocess.Popen(words, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]) as clerk:
        number, made = 0, []
        while clerk.poll() is None:
            number += 1
            made.append(back_up(store, tmp_path / f"{number}.bak"))
        assert clerk.stdout is not None and b"done" in clerk.stdout.read()
    assert all(each.broken == () for each in made)
    assert back_up(store, tmp_path / "last.bak").payments == 30
