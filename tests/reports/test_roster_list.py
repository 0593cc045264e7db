"""The roster of the insured: everybody whose payment counts on a day, village by village."""

import csv
import datetime as dt
import random
import tracemalloc
from collections import Counter
from itertools import groupby
from pathlib import Path

import openpyxl
import pytest

from models.base.dates import HalfMonth
from models.base.errors import BadInput
from models.base.text import natural_key
from models.counter.pay_difference import DifferenceRequest, pay_difference
from models.people.changes.departures import death
from models.people.changes.occasion import Occasion
from models.station.desk import Desk
from models.station.filled_figures import record_figure
from reports.listing.csv import write_table_csv
from reports.listing.document import listing_document
from reports.listing.workbook import write_listing_workbook
from reports.people_lists.roster import roster_listing
from reports.progress.gather import gather_progress
from tests.built import MIDDLE_DEMONSTRATION, Built, open_copy
from tests.making import household_id, in_csv, pay, person, register_people, reverse, slip
from tests.people.families import row_of
from tests.reports.stations import DAYS, Lived, live
from tests.villages.plans import carry_out, merge, split

_INSURANCE = {"medical": "医疗保险", "pension": "养老保险"}


def _check_against_ledger(desk: Desk) -> int:
    """Compare with the lines of the ledger up to the day; return how many people."""
    end = desk.business_date.isoformat()
    ledger = Counter(
        {
            (row[0], _INSURANCE[row[1]]): int(row[2])
            for row in desk.store.rows(
                "SELECT id_number, insurance, sum(people) FROM payment_line "
                "WHERE business_date <= ? GROUP BY id_number, insurance",
                (end,),
            )
        }
    )
    listing = roster_listing(desk)
    rows = list(listing.rows)
    assert Counter((row[4], row[6]) for row in rows) == +ledger
    assert listing.total[9] == sum(row[9] for row in rows)  # type: ignore[misc]
    assert listing.total[9] == int(
        desk.store.rows(
            "SELECT coalesce(sum(amount_fen), 0) FROM payment WHERE business_date <= ?", (end,)
        )[0][0]
    )
    assert listing.total[1] == f"{len(rows)} 人次"
    assert listing.total[2] == f"{len({row[4] for row in rows})} 人"
    return len(rows)


@pytest.mark.parametrize("seed", range(8))
def test_on_any_day_it_lists_whose_payment_counts_by_the_ledger(lived: Lived, seed: int) -> None:
    desk = lived(seed)
    assert sum(_check_against_ledger(desk.on(day)) for day in DAYS[::4]) > 0


def test_it_is_the_same_in_either_database(desk: Desk) -> None:
    live(desk, random.Random(1))
    assert _check_against_ledger(desk.on(DAYS[-1])) > 0


@pytest.mark.parametrize("seed", range(4))
def test_each_insurance_has_as_many_as_the_half_monthly_report(lived: Lived, seed: int) -> None:
    desk = lived(seed)
    period = HalfMonth.parse("2019-11-H2")
    report = gather_progress(desk, period)
    for each in report.insurances:
        rows = list(roster_listing(desk.on(period.last_day), "", each.insurance).rows)
        assert len(rows) == each.total.people_to_date
        by_village = Counter(row[0] for row in rows)
        assert by_village == Counter(
            {row.village: row.people_to_date for row in each.rows if row.people_to_date}
        )


def test_villages_come_in_their_order_and_families_as_people_count(lived: Lived) -> None:
    desk = lived(3)
    rows = list(roster_listing(desk.on(DAYS[-1])).rows)
    villages = [name for name, _ in groupby(row[0] for row in rows)]
    known = [row[0] for row in desk.store.rows("SELECT name FROM village ORDER BY position")]
    assert villages == [name for name in known if name in villages]
    for _, group in groupby(rows, key=lambda row: row[0]):
        numbers = [row[1] for row in group]
        assert numbers == sorted(numbers, key=natural_key)  # type: ignore[arg-type]


def test_before_a_change_of_boundaries_the_villages_are_those_of_the_day(lived: Lived) -> None:
    desk = lived(2)
    day = dt.date(2019, 11, 20)
    before = list(roster_listing(desk.on(day)).rows)
    plan = [merge("乙村", "甲村", effective_on=day + dt.timedelta(days=1), number=2)]
    plan += [split("丙村", "丁村", "9", effective_on=day + dt.timedelta(days=1), number=3)]
    after = desk.on(day + dt.timedelta(days=2))
    count = len(list(roster_listing(after).rows))
    carry_out(after, *plan)
    now = list(roster_listing(after).rows)
    assert {row[0] for row in now} <= {"甲村", "丙村", "丁村"}
    then = list(roster_listing(desk.on(day)).rows)
    assert [row[0] for row in then] == [row[0] for row in before] and len(now) == count


def test_what_a_line_says(sqlite_desk: Desk) -> None:
    (who,) = register_people(
        sqlite_desk, person("热依汗古丽·阿不都热合曼", relation="户主", categories=("低保",))
    )
    pay(sqlite_desk)
    row = (
        "青山村", "0001", "热依汗古丽·阿不都热合曼", "户主", who.id_number, "低保", "医疗保险",
        "2020", sqlite_desk.business_date, 25000, "2019-000001", None,
    )  # fmt: skip
    assert list(roster_listing(sqlite_desk).rows) == [row]
    death(sqlite_desk, row_of(sqlite_desk, who), Occasion(on=sqlite_desk.business_date))
    assert next(iter(roster_listing(sqlite_desk).rows))[-1] == "2019-11-14 死亡"
    reverse(sqlite_desk, "2019-000001", "void")
    assert list(roster_listing(sqlite_desk).rows) == []


def test_a_difference_settled_later_is_in_the_amount_from_its_day(sqlite_desk: Desk) -> None:
    register_people(sqlite_desk, person("张三"))
    pay(sqlite_desk)
    later = sqlite_desk.on(dt.date(2019, 11, 18))
    record_figure(later, "medical.personal", "280", "湘医保发〔2019〕1号")
    later = later.refreshed()
    pay_difference(
        later, DifferenceRequest(household_id(later), "medical", slip=slip(2, later.business_date))
    )
    amounts = [next(iter(roster_listing(desk).rows))[9] for desk in (sqlite_desk, later)]
    assert amounts == [25000, 28000]


def test_one_village_or_one_insurance_only(sqlite_desk: Desk) -> None:
    register_people(sqlite_desk, person("张三"), person("李四", household="0002", village="绿水村"))
    for trace, number in enumerate(("0001", "0002"), 1):
        pay(sqlite_desk, number, trace=trace)
    listing = roster_listing(sqlite_desk, "绿水村")
    assert [row[2] for row in listing.rows] == ["李四"] and "绿水村" in listing.title
    assert list(roster_listing(sqlite_desk, "", "pension").rows) == []
    with pytest.raises(BadInput, match="黑山村"):
        roster_listing(sqlite_desk, "黑山村")


def test_files_hold_texts_as_texts(sqlite_desk: Desk, tmp_path: Path) -> None:
    who = register_people(sqlite_desk, person("=1+1"), person("备注[/]"), person("𬱖䶮"))
    pay(sqlite_desk)
    write_listing_workbook(roster_listing(sqlite_desk), tmp_path / "a.xlsx")
    write_table_csv((roster_listing(sqlite_desk),), tmp_path / "a.csv")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert [sheet.cell(row, 3).value for row in (4, 5, 6)] == ["=1+1", "备注[/]", "𬱖䶮"]
    assert [sheet.cell(row, 5).value for row in (4, 5, 6)] == [each.id_number for each in who]
    assert sheet["C4"].data_type == "s" and sheet["J4"].value == 250 and sheet["J7"].value == 750
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[1][2] == "\t=1+1" and rows[1][4] == in_csv(who[0].id_number)
    assert listing_document(roster_listing(sqlite_desk))["rows"][0]["amount_fen"] == 25000


def test_a_whole_station_streams_through_a_file_in_little_memory(
    tmp_path: Path, built: Built
) -> None:
    """Twice the people take as good as no more memory: only a village is held at a time."""
    desk = open_copy(built.demonstration(MIDDLE_DEMONSTRATION), tmp_path)
    tracemalloc.start()
    write_table_csv((roster_listing(desk),), tmp_path / "a.csv")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    written = (tmp_path / "a.csv").read_text(encoding="utf-8-sig").count("\n")
    assert written > 5_000 and peak < 3_000_000
    desk.store.close()
