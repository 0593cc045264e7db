"""``make bench``: the lookup beside a LIKE scan in the same run, and the report.

Prints a table. Every kind of query a clerk types is asked for 300 people drawn from the
demonstration station's 47,212.
"""

import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from models.base.dates import HalfMonth
from models.search.find import TWO_PAGES, find_people
from models.search.keys import person_keys
from models.station.desk import Desk
from models.store.connect import create_store
from models.store.key import create_key_file
from reports.progress.gather import gather_progress
from reports.rendering.text_table import text_table
from seed.demo.station import BUSINESS_DATE, build_demonstration

_ASKED = 300
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
        _time_report(desk)
        store.close()


def _lookup_table(desk: Desk) -> tuple[list[str], list[list[str]]]:
    kinds = _kinds(desk)
    _prepare_scan(desk)
    rows = []
    for kind, texts in kinds.items():
        ours = _times(lambda text: find_people(desk, text), texts)
        scan = _times(lambda text: _scan(desk, text), texts[:_SCANNED])
        middle = statistics.median(scan) / statistics.median(ours)
        rows.append([
            kind,
            f"{statistics.median(ours):.3f}",
            f"{sorted(ours)[int(len(ours) * 0.99)]:.3f}",
            f"{statistics.median(scan):.1f}",
            f"{middle:.0f}x",
        ])  # fmt: skip
    return ["query", "median ms", "p99 ms", "LIKE ms", "faster"], rows


def _kinds(desk: Desk) -> dict[str, list[str]]:
    people = desk.store.rows(
        "SELECT p.name, p.id_number, p.phone, h.number FROM person p "
        "JOIN household h ON h.id = p.household_id WHERE p.phone <> '' ORDER BY p.id"
    )
    sample = random.Random(1).sample(people, _ASKED)

    return {
        "name": [row[0] for row in sample],
        "surname": [row[0][0] for row in sample],
        "given name": [row[0][1:] for row in sample],
        "pinyin": [_letters(row[0], max) for row in sample],
        "pinyin, two letters": [_letters(row[0], max)[:2] for row in sample],
        "initials": [_letters(row[0], min) for row in sample],
        "identity number": [row[1] for row in sample],
        "its last four": [row[1][-4:] for row in sample],
        "phone": [row[2] for row in sample],
        "its last four digits": [row[2][-4:] for row in sample],
        "household number": [row[3] for row in sample],
    }


_SCANNED_COLUMNS = ("name", "pinyin", "initials", "id_number", "phone", "number")


def _prepare_scan(desk: Desk) -> None:
    """Make what a program without keys would search: a column for each thing one can ask for."""
    columns = ("person_id", *_SCANNED_COLUMNS)
    desk.store.run(f"CREATE TEMPORARY TABLE scanned ({', '.join(columns)})")
    people = desk.store.rows(
        "SELECT p.id, p.name, p.id_number, p.phone, h.number FROM person p "
        "JOIN household h ON h.id = p.household_id"
    )
    scanned = [
        (person_id, name, _letters(name, max), _letters(name, min), id_number, phone, number)
        for person_id, name, id_number, phone, number in people
    ]
    desk.store.insert_rows("scanned", columns, scanned)


def _letters(name: str, choose: Callable[..., str]) -> str:
    """Return the longest (pinyin) or shortest (initials) of a name's keys in letters."""
    keys = [key for key in person_keys(name, "", "", "") if key.isascii() and key.isalpha()]
    return choose(keys, key=len) if keys else ""


def _scan(desk: Desk, text: str) -> list[tuple[object, ...]]:
    likes = " OR ".join(f"s.{column} LIKE ?" for column in _SCANNED_COLUMNS)
    return desk.store.rows(
        "SELECT p.id, p.name, p.id_number, p.phone, h.id, h.number, v.name FROM scanned s "
        "JOIN person p ON p.id = s.person_id JOIN household h ON h.id = p.household_id "
        f"JOIN village v ON v.id = h.village_id WHERE {likes} ORDER BY p.name LIMIT {TWO_PAGES}",
        (f"%{text}%",) * len(_SCANNED_COLUMNS),
    )


def _times(ask: Callable[[str], object], texts: list[str]) -> list[float]:
    """Return the milliseconds of each call, after one that warms up."""
    ask(texts[0])
    times = []
    for text in texts:
        started = time.perf_counter()
        ask(text)
        times.append((time.perf_counter() - started) * 1000)
    return times


def _time_report(desk: Desk) -> None:
    period = HalfMonth.containing(BUSINESS_DATE)
    times = _times(lambda _: gather_progress(desk, period), ["report"] * 9)
    print(f"half-monthly report: median {statistics.median(times):.0f} ms")


if __name__ == "__main__":
    main()
