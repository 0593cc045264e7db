"""What some tasks need in the station before they begin."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from models.people.categories.certify import certify
from models.people.person_meant import person_meant
from models.people.roster import merge_roster
from models.station.desk import Desk, open_desk
from models.store.connect import open_store
from seed.notice_file import load_notice
from tests.making import BUSINESS_DATE, person, register_people

IN_OCTOBER = "2019-10-20"
"""A day on which pensions are collected too."""


@contextmanager
def _desk(folder: Path) -> Iterator[Desk]:
    store = open_store(str(folder / "station.db"), folder / "key")
    yield open_desk(store, load_notice, BUSINESS_DATE, "01")
    store.close()


def four_who_pay(folder: Path) -> None:
    """Four people under one number who can pay for a pension and for medical care."""
    names = ("钟家强", "文秀英", "钟小龙", "钟小凤")
    with _desk(folder) as desk:
        register_people(desk, *(person(name, household="010006") for name in names))


def six_of_a_family(folder: Path) -> None:
    """Six people under one number, the head disabled until the end of October."""
    names = ("阳大户", "阳一", "阳二", "阳三", "阳四", "阳五")
    people = [
        person(name, household="010006", relation="子女" if place else "户主")
        for place, name in enumerate(names)
    ]
    with _desk(folder) as desk:
        merge_roster(desk, people, "花名册")
        head = person_meant(desk, "010006/阳大户")
        certify(
            desk, head, "贫困残疾人", dt.date(2019, 1, 1), dt.date(2019, 10, 31), "残联", "残证 1"
        )
