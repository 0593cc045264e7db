"""``make bench``: the lookup beside a LIKE scan in the same run, the report, the checks.

Prints a table. Every kind of query a clerk types is asked for 300 people drawn from the
demonstration station's 47,212.
"""

import statistics
import tempfile
import time
from itertools import islice
from pathlib import Path
from typing import ClassVar, NamedTuple

from models.base.dates import HalfMonth
from models.checks.check_store import check_store
from models.people.duplicates.alike import Candidate, find_alike
from models.search.find import MOST, find_people
from models.station.desk import Desk
from models.station.founding import found_station
from models.store.connect import create_store
from models.store.key import create_key_file
from models.store.tables.declare import Row, columns_of, columns_sql, table_of
from models.store.tables.people import Person
from reports.progress.gather import gather_progress
from reports.rendering.text_table import text_table
from seed.demo.station import BUSINESS_DATE, build_demonstration
from seed.notice_file import load_notice
from tests.bench_kinds import asked_people, kinds_of_search, kinds_table, letters, times
from tests.checks.county import write_a_year

_OF_OLD = 11
"""Kinds of search that a scan is asked for as well."""
_SCANNED = 15


def main() -> None:
    """Build the demonstration station, ask, and print the times."""
    with tempfile.TemporaryDirectory() as folder:
        key_file = Path(folder) / "key"
        create_key_file(key_file)
        store = create_store(str(Path(folder) / "station.db"), key_file)
        started = time.perf_counter()
        desk = build_demonstration(store)
        print(f"demonstration station ready in {time.perf_counter() - started:.1f} s")
        print(text_table(*_lookup_table(desk)))
        print(kinds_table(desk))
        _time_report(desk)
        _time_alike(desk)
        store.close()
        _time_check(Path(folder))


def _lookup_table(desk: Desk) -> tuple[list[str], list[list[str]]]:
    people = asked_people(desk)
    kinds = dict(islice(kinds_of_search(people).items(), _OF_OLD))
    _prepare_scan(desk)
    rows = []
    for kind, texts in kinds.items():
        ours = times(lambda text: find_people(desk, text), texts)
        scan = times(lambda text: _scan(desk, text), texts[:_SCANNED])
        middle = statistics.median(scan) / statistics.median(ours)
        rows.append([
            kind,
            f"{statistics.median(ours):.3f}",
            f"{ours[int(len(ours) * 0.99)]:.3f}",
            f"{statistics.median(scan):.1f}",
            f"{middle:.0f}x",
        ])  # fmt: skip
    return ["query", "median ms", "p99 ms", "LIKE ms", "faster"], rows


_EVERYBODY = (
    "SELECT p.id AS person_id, p.name, p.id_number, p.phone, h.number AS household_number "
    "FROM person p JOIN household h ON h.station_id = p.station_id AND h.id = p.household_id "
    "WHERE p.station_id = ? ORDER BY p.id"
)


class _Everybody(NamedTuple):
    person_id: int
    name: str
    id_number: str
    phone: str
    household_number: str


class _Scanned(Row, frozen=True, kw_only=True):
    """What a program without keys would search: a column for each thing one can ask for."""

    KEY: ClassVar[tuple[str, ...]] = ("person_id",)
    person_id: int
    name: str
    pinyin: str
    initials: str
    id_number: str
    phone: str
    household_number: str


class _Found(NamedTuple):
    person_id: int
    name: str
    id_number: str
    phone: str
    household_id: int
    number: str
    village: str


def _prepare_scan(desk: Desk) -> None:
    desk.store.run(f"CREATE TEMPORARY TABLE {table_of(_Scanned)} ({columns_sql(_Scanned)})")
    desk.store.insert(
        [
            _Scanned(
                **each._asdict(), pinyin=letters(each.name, max), initials=letters(each.name, min)
            )
            for each in desk.store.query(_Everybody, _EVERYBODY, (desk.station_id,))
        ]
    )


def _scan(desk: Desk, text: str) -> list[_Found]:
    columns = columns_of(_Scanned)[1:]
    likes = " OR ".join(f"s.{column} LIKE ?" for column in columns)
    return desk.store.query(
        _Found,
        "SELECT p.id AS person_id, p.name, p.id_number, p.phone, h.id AS household_id, h.number, "
        f"v.name AS village FROM {table_of(_Scanned)} s "
        "JOIN person p ON p.station_id = ? AND p.id = s.person_id "
        "JOIN household h ON h.station_id = p.station_id AND h.id = p.household_id "
        "JOIN village v ON v.station_id = h.station_id AND v.id = h.village_id "
        f"WHERE {likes} ORDER BY p.name LIMIT {MOST}",
        (desk.station_id, *[f"%{text}%"] * len(columns)),
    )


def _time_report(desk: Desk) -> None:
    period = HalfMonth.containing(BUSINESS_DATE)
    taken = times(lambda _: gather_progress(desk, period), ["report"] * 9)
    print(f"half-monthly report: median {statistics.median(taken):.0f} ms")


def _time_alike(desk: Desk) -> None:
    people = desk.store.find(Person, station_id=desk.station_id)
    candidates = [Candidate(each.id, each.name, each.born, each.id_number) for each in people]
    [seconds] = times(lambda _: find_alike(candidates), [""])
    print(f"who looks alike among {len(people):,}: {seconds / 1000:.2f} s (limit 15)")


def _time_check(folder: Path) -> None:
    """Print how long all invariants and seals of a county's year take."""
    store = create_store(str(folder / "county.db"), folder / "key")
    desk = found_station(store, load_notice("lengshuitan-2019"), "上岭桥镇", BUSINESS_DATE, "bench")
    write_a_year(desk)
    started = time.perf_counter()
    seals = check_store(store).head.number
    print(f"{seals:,} seals checked in {time.perf_counter() - started:.1f} s (limit 20)")
    store.close()


if __name__ == "__main__":
    main()
