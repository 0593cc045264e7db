"""Stores that take long to build: built once for all workers of a run, copied by each test."""

import contextlib
import datetime as dt
import io
import random
import shutil
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock

from models.station.desk import Desk, open_desk
from models.station.founding import found_station
from models.station.registration import register_operator
from models.store.connect import create_store, open_store
from models.store.key import create_key_file
from models.store.writing import Store
from seed.demo.station import PEOPLE, build_demonstration
from seed.notice_file import load_notice
from tests.making import BUSINESS_DATE, PIN, pay, with_others
from tests.reports.stations import live
from tests.tui.families import add_families
from tui.main import run

DATABASE, KEY = "station.db", "station.key"
SMALL_DEMONSTRATION, MIDDLE_DEMONSTRATION = 1500, 9000


class Built:
    """The folders of one run, each filled by whoever needs it first; only to be read."""

    def __init__(self, common: Path) -> None:
        self._common = common

    def folder(self, name: str, build: Callable[[Path], None]) -> Path:
        """Return a folder that ``build`` has filled, once for all workers."""
        folder = self._common / name
        with FileLock(f"{folder}.lock"):
            if not folder.exists():
                begun = self._common / f"{name}.begun"
                begun.mkdir(parents=True)
                build(begun)
                begun.rename(folder)
        return folder

    def empty(self) -> Path:
        """Return where a store with nothing in it is, and its key."""
        return self.folder("empty", _make_empty)

    def founded(self) -> Path:
        """Return 上岭桥镇 with nobody in it yet, under the key of the empty store."""
        return self.folder("founded", lambda folder: _on_empty(self.empty(), folder, founding))

    def lived(self, seed: int) -> Path:
        """Return the founded 上岭桥镇 after two months of chance, thrown by a seed."""
        return self.folder(
            f"lived-{seed}",
            lambda folder: _on_empty(
                self.empty(), folder, lambda store: live(founding(store), random.Random(seed))
            ),
        )

    def families(self) -> Path:
        """Return 上岭桥镇 with the families of the screen tests; one slip has been entered."""
        return self.folder("families", lambda folder: _on_empty(self.empty(), folder, _families))

    def initialised(self) -> Path:
        """Return what ``laobao init`` leaves for 上岭桥镇, called by operator 01."""
        words = ("init", "--notice", "lengshuitan-2019", "--township", "上岭桥镇")
        options = ("--on", "2019-11-14", "--operator", "01")
        return self.folder("initialised", lambda folder: _initialise(folder, options, words))

    def demonstration(self, people: int = PEOPLE) -> Path:
        """Return the demonstration station, whole or smaller."""
        return self.folder(
            f"demonstration-{people}",
            lambda folder: _on_empty(
                self.empty(), folder, lambda store: _demonstration(store, people)
            ),
        )

    def worked_demonstration(self) -> Path:
        """Return a small demonstration station after the day's work of ``laobao demo``."""
        words = ("demo", "--people", str(SMALL_DEMONSTRATION))
        return self.folder("worked-demonstration", lambda folder: call_on(folder, *words))


def copy_store(source: Path, database: Path, key_file: Path) -> None:
    """Copy the store and the key of a built folder to where a test wants them."""
    for given, wanted in ((source / DATABASE, database), (source / KEY, key_file)):
        wanted.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(given, wanted)


def open_copy(source: Path, folder: Path, day: dt.date = BUSINESS_DATE) -> Desk:
    """Return the desk of a copy of a built station, made in a test's folder."""
    copy_store(source, folder / DATABASE, folder / KEY)
    store = open_store(str(folder / DATABASE), folder / KEY)
    return open_desk(store, load_notice, day, "test")


def founding(store: Store) -> Desk:
    """Found the station that most tests work in."""
    notice = load_notice("lengshuitan-2019")
    return with_others(found_station(store, notice, "上岭桥镇", BUSINESS_DATE, "test"))


def _make_empty(folder: Path) -> None:
    create_key_file(folder / KEY)
    create_store(str(folder / DATABASE), folder / KEY).close()


def _on_empty(empty: Path, folder: Path, build: Callable[[Store], object]) -> None:
    copy_store(empty, folder / DATABASE, folder / KEY)
    store = open_store(str(folder / DATABASE), folder / KEY)
    build(store)
    store.close()


def _demonstration(store: Store, people: int) -> None:
    desk = build_demonstration(store, people=people)
    for login in ("local", "test"):
        register_operator(desk, login, "chief")


def _families(store: Store) -> None:
    notice = load_notice("lengshuitan-2019")
    desk = with_others(found_station(store, notice, "上岭桥镇", BUSINESS_DATE, "01"))
    add_families(desk)
    pay(desk, "010004", trace=122)


def _initialise(folder: Path, options: tuple[str, ...], words: tuple[str, ...]) -> None:
    call_on(folder, *options, *words)
    call_on(folder, *options, "operator", "add", "second", "--role", "复核", "--name", "李站长")
    call_on(folder, *options, "--operator", "second", "operator", "pin", "--pin", PIN)


def call_on(folder: Path, *words: str) -> None:
    """Run the program on the store of a folder, with nobody to see what it prints."""
    options = ("--store", str(folder / DATABASE), "--key-file", str(folder / KEY))
    with contextlib.redirect_stdout(io.StringIO()):
        assert run([*options, *words]) == 0
    store = open_store(str(folder / DATABASE), folder / KEY)
    store.run("PRAGMA wal_checkpoint(TRUNCATE)")  # the program leaves closing to its end
    store.close()
