"""Writes and syncs that the disk refuses, one after the other: what the clerk is told is so."""

import errno
import os
import random
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from models.checks.check_store import check_store
from models.store.connect import open_store
from tests.built import DATABASE, KEY, Built
from tests.soak import DICE, campaign, times

_ENTRIES = 12
_CALLS = 60
"""About as many writes and syncs as the entries take."""
_NOT, _UNKNOWN = "没有保存", "保存了没有还查不出"
_CAUSES = ("磁盘读写出错", "磁盘已满", "打不开")
_SOURCE = Path(__file__).with_name("failing_disk.c")


@dataclass(frozen=True)
class _Fault:
    at: int
    number: int
    lasts: bool
    of: str


@pytest.fixture(scope="module")
def failing_disk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None or sys.platform != "linux":
        pytest.skip("no C compiler for the failing disk")
    made = tmp_path_factory.mktemp("disk") / "failing_disk.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", made, _SOURCE, "-ldl"], check=True)
    return made


def _new_store(built: Built, folder: Path) -> Path:
    folder.mkdir()
    for name in (DATABASE, KEY):
        shutil.copy(built.founded() / name, folder)
    return folder


def _told(folder: Path, library: Path, fault: _Fault) -> list[str]:
    """Let the clerk work on the failing disk; return what she was told of each entry."""
    failing = {
        "LD_PRELOAD": str(library),
        "FAULT_PATH": f"{folder.name}/{DATABASE}{fault.of}",
        "FAULT_AT": str(fault.at),
        "FAULT_ERRNO": str(fault.number),
    } | ({"FAULT_LASTS": "1"} if fault.lasts else {})
    words = [str(folder / DATABASE), str(folder / KEY), str(_ENTRIES)]
    clerk = subprocess.run(
        [sys.executable, "-m", "tests.store.clerk_on_a_failing_disk", *words],
        env=dict(os.environ) | failing, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert clerk.returncode == 0 and not clerk.stderr, clerk.stderr
    return clerk.stdout.splitlines()


def _entered(folder: Path) -> set[str]:
    """Return what is in the store, which is sound."""
    store = open_store(str(folder / DATABASE), folder / KEY)
    try:
        assert check_store(store).broken == ()
        return {row[0] for row in store.rows("SELECT subject FROM audit WHERE action = 'entered'")}
    finally:
        store.close()


@campaign
def test_who_is_killed_loses_nothing_that_was_told(built: Built, tmp_path: Path) -> None:
    """Two clerks write side by side and are killed: what each was told is in, and nothing twice."""
    dice = random.Random(DICE)
    for number in range(times(2, 500)):
        folder = _new_store(built, tmp_path / f"killed-{number}")
        words = [str(folder / DATABASE), str(folder / KEY), "1000"]
        clerks = [
            subprocess.Popen(
                [sys.executable, "-m", "tests.store.clerk_on_a_failing_disk", *words],
                stdout=subprocess.PIPE, text=True,
            )
            for _ in range(2)
        ]  # fmt: skip
        told = 0
        for _ in range(dice.randrange(1, 30)):
            assert clerks[0].stdout is not None
            told += clerks[0].stdout.readline().startswith("done")
        for clerk in clerks:
            clerk.kill()
        told += sum(clerk.communicate()[0].count("done") for clerk in clerks)
        store = open_store(str(folder / DATABASE), folder / KEY)
        entered = store.number("SELECT count(*) FROM audit WHERE action = 'entered'")
        assert told <= entered <= told + len(clerks), (number, told, entered)
        assert check_store(store).broken == ()
        store.close()
        shutil.rmtree(folder)


@campaign
def test_what_is_told_of_an_entry_is_so(failing_disk: Path, built: Built, tmp_path: Path) -> None:
    """Whatever write or sync is refused, once or from then on: its cause, and whether it is in."""
    dice = random.Random(DICE)
    refused = unknown = 0
    for number in range(times(10, 400)):
        folder = _new_store(built, tmp_path / f"disk-{number}")
        fault = _Fault(
            at=dice.randrange(1, _CALLS),
            number=dice.choice((errno.EIO, errno.ENOSPC)),
            lasts=dice.random() < 0.5,
            of=dice.choice(("", "-wal")),
        )
        said = _told(folder, failing_disk, fault)
        entered = _entered(folder)
        for line in said:
            kind, entry, message = (*line.split(" ", 2), "")[:3]
            context = f"{fault} {line} {sorted(entered)}"
            if kind == "done":
                assert entry in entered, context
                continue
            refused += 1
            assert any(each in message for each in _CAUSES), context
            assert "rollback" not in message, context
            if kind == "told" and _NOT in message:
                assert entry not in entered, context
            elif kind == "told":
                assert _UNKNOWN in message, context
                unknown += 1
        shutil.rmtree(folder)
    assert refused, "no fault was met at all"
