"""Clerks post while they are killed at random: nothing acknowledged is lost or doubled."""

import datetime as dt
import os
import random
import subprocess
import sys
import threading
import time
from pathlib import Path

from models.checks.check_store import check_store
from models.ledger.journal import balances
from models.ledger.receipt_numbers import receipt_number
from models.station.founding import found_station
from models.store.connect import create_store
from seed.notice_file import load_notice
from tests.making import BUSINESS_DATE, person, register_people, with_others
from tests.soak import DICE, campaign, times

_CLERKS, _KILLS, _HOUSEHOLDS = times(2, 4), times(8, 100), times(1000, 6000)
_FIRST_BORN = dt.date(1950, 1, 1)


class Clerk:
    """A clerk's process, started again whenever it was killed."""

    def __init__(self, location: Path, key_file: Path, number: int) -> None:
        self._words = [sys.executable, "-m", "tests.counter.clerk", str(location), str(key_file)]
        self._words.append(str(number))
        self.acknowledged: list[tuple[str, str]] = []
        self.is_done = False
        self.has_paid = threading.Event()
        self.start()

    def start(self) -> None:
        """Start, and read what is acknowledged until the process ends."""
        self.has_paid.clear()
        self._process = subprocess.Popen(
            self._words, stdout=subprocess.PIPE, text=True, env=dict(os.environ)
        )
        self._reader = threading.Thread(target=self._read, args=(self._process,))
        self._reader.start()

    def _read(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        for line in process.stdout:
            if line == "done\n":
                self.is_done = True
            elif line.startswith("paid ") and line.endswith("\n"):
                _, household, receipt = line.split()
                self.acknowledged.append((household, receipt))
                self.has_paid.set()
        self.has_paid.set()  # nobody waits for a process that has ended

    def wait_for_a_payment(self) -> None:
        """Wait until something was acknowledged; the process must not have ended before."""
        self.has_paid.wait()
        assert not self.is_done and self._process.poll() is None

    def kill(self) -> None:
        """Kill without warning (SIGKILL), keeping what was acknowledged before."""
        self._process.kill()
        self.wait()

    def wait(self) -> None:
        """Wait for the end of the process and of what it said."""
        self._process.wait()
        self._reader.join()


@campaign
def test_kills_lose_and_double_nothing(tmp_path: Path, key_file: Path) -> None:
    store = create_store(str(tmp_path / "station.db"), key_file)
    desk = found_station(store, load_notice("lengshuitan-2019"), "上岭桥镇", BUSINESS_DATE, "test")
    with_others(desk)
    register_people(
        desk,
        *[
            person(household=f"{number:06d}", born=str(_FIRST_BORN + dt.timedelta(number)))
            for number in range(1, _HOUSEHOLDS + 1)
        ],
    )
    dice = random.Random(DICE or 4)
    clerks = [Clerk(tmp_path / "station.db", key_file, number) for number in range(_CLERKS)]
    for _ in range(_KILLS):
        clerk = dice.choice(clerks)
        clerk.wait_for_a_payment()
        time.sleep(dice.random() * 0.05)  # at any statement of the next
        clerk.kill()
        clerk.start()
    for clerk in clerks:
        clerk.kill()
    booked = [
        (number, receipt_number(year, serial))
        for number, year, serial in store.rows(
            "SELECT h.number, p.year, p.serial FROM payment p "
            "JOIN payment_line l ON l.payment_id = p.id "
            "JOIN household h ON h.id = l.household_id ORDER BY p.serial"
        )
    ]
    acknowledged = {pair for clerk in clerks for pair in clerk.acknowledged}
    assert acknowledged <= set(booked)
    assert len(booked) - len(acknowledged) <= _KILLS + _CLERKS
    assert len({number for number, _ in booked}) == len(booked) >= _KILLS
    assert [receipt for _, receipt in booked] == [
        receipt_number(2019, serial) for serial in range(1, len(booked) + 1)
    ]
    assert balances(desk)["pos_clearing"] == 250_00 * len(booked)
    assert check_store(store).broken == ()
    store.close()
