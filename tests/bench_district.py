"""``make bench``: a district's report beside its bare SQL, its roster, and the lookup in it."""

import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from models.base.dates import HalfMonth
from models.search.index import Findable, add_household_keys, add_keys
from models.station.desk import Desk
from models.store.connect import create_store
from models.store.key import create_key_file
from models.store.tables.villages import Household
from reports.listing.workbook import write_listing_workbook
from reports.people_lists.roster import roster_listing
from reports.progress.gather import gather_progress
from reports.progress.workbook import write_progress_workbook
from tests.bench_kinds import kinds_table
from tests.bench_terminal import AS_IT_IS, opened, painted, time_beside_an_import
from tests.district import PEOPLE, build_district

_PERIOD = HalfMonth.parse("2019-11-H2")
_TEXTS = ["zhangyi", "张丁", "0013", "000012", "zy", "1990", "张一"]


def main() -> None:
    """Build the district and print what takes how long."""
    with tempfile.TemporaryDirectory() as folder:
        key_file = Path(folder) / "key"
        create_key_file(key_file)
        store = create_store(str(Path(folder) / "district.db"), key_file)
        desk, seconds = _timed(lambda: build_district(store))
        print(f"district of {PEOPLE:,} people ready in {seconds:.0f} s")
        _time_report(desk, Path(folder) / "report.xlsx")
        path = Path(folder) / "roster.xlsx"
        _, seconds = _timed(lambda: write_listing_workbook(roster_listing(desk, "", None), path))
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"roster as xlsx: {seconds:.0f} s, the process never above {most} MB")
        _time_lookup(desk)
        store.close()
        words = (
            "--store", str(Path(folder) / "district.db"), "--key-file", str(key_file),
            "--on", "2019-11-30", "--operator", "local",
        )  # fmt: skip
        with opened(Path(folder), words, AS_IT_IS) as terminal:
            print(f"last key to painted result there, alone: {painted(terminal, _TEXTS)}")
        time_beside_an_import(Path(folder), words, _TEXTS)


def _time_report(desk: Desk, path: Path) -> None:
    """Print the report with its workbook beside the time its own queries take."""
    gather_progress(desk, _PERIOD)
    database: Any = desk.store.database
    spent, execute = 0.0, database.execute_sql

    def timed(sql: str, parameters: Any = ()) -> Any:
        nonlocal spent
        fetched, seconds = _timed(lambda: _Fetched(execute(sql, parameters)))
        spent += seconds
        return fetched

    database.execute_sql = timed
    gather_progress(desk, _PERIOD)
    database.execute_sql = execute
    report, seconds = _timed(lambda: gather_progress(desk, _PERIOD))
    _, writing = _timed(lambda: write_progress_workbook(report, path))
    whole = seconds + writing
    print(
        f"half-monthly report with workbook: {whole:.2f} s, its bare SQL {spent:.2f} s: "
        f"{whole / spent:.1f} times"
    )


class _Fetched:
    """A cursor whose rows have been fetched already."""

    def __init__(self, cursor: Any) -> None:
        self.description = cursor.description
        self._rows: list[Any] = cursor.fetchall()

    def fetchall(self) -> list[Any]:
        """Return the rows."""
        return self._rows

    def fetchone(self) -> Any:
        """Return the first row."""
        return self._rows[0]


def _time_lookup(desk: Desk) -> None:
    """Give the district's people and households their keys, and ask for some in every way."""
    people = desk.store.query(
        Findable,
        "SELECT p.id AS person_id, p.name, p.id_number, p.phone, h.village_id "
        "FROM person p JOIN household h ON h.station_id = p.station_id AND h.id = p.household_id "
        "WHERE p.station_id = ? ORDER BY p.id",
        (desk.station_id,),
    )
    households = desk.store.find(Household, station_id=desk.station_id)
    with desk.writing("pay"):
        add_household_keys(
            desk.store, desk.station_id, {each.id: each.number for each in households}
        )
        add_keys(desk.store, desk.station_id, people)
    print(f"lookup in {len(people):,} people")
    print(kinds_table(desk))


def _timed(act: Callable[[], Any]) -> tuple[Any, float]:
    started = time.perf_counter()
    result = act()
    return result, time.perf_counter() - started


if __name__ == "__main__":
    main()
