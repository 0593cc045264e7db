"""The demonstration station: the same everywhere, real targets, nobody real."""

import datetime as dt
import re
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

import pytest

from models.base.dates import HalfMonth
from models.base.identity import parse_identity_number
from models.search.find import MOST
from models.store.writing import Store
from reports.progress.figures import ProgressReport
from reports.progress.gather import gather_progress
from seed.demo.history import make_history
from seed.demo.people import make_roster
from seed.demo.station import BUSINESS_DATE, PEOPLE, build_demonstration, people_of_last_year
from seed.notice_file import load_notice
from tests.built import SMALL_DEMONSTRATION, Built, open_copy

Contents = dict[str, list[tuple[Any, ...]]]


def _contents(store: Store) -> Contents:
    return {name: store.rows(f"SELECT {columns} FROM {name}") for name, columns in _SAME.items()}


@pytest.fixture(scope="module")
def shown(
    built: Built, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Contents, ProgressReport]:
    """What stands in a demonstration station, and its report."""
    desk = open_copy(built.demonstration(SMALL_DEMONSTRATION), tmp_path_factory.mktemp("demo"))
    report = gather_progress(desk, HalfMonth.containing(BUSINESS_DATE))
    contents = _contents(desk.store)
    desk.store.close()
    return contents, report


_SAME = {
    "village": "*",
    "household": "*",
    "person": "*",
    "search_key": "*",
    "target": "*",
    "payment_line": "*",
    "line_share": "*",
    "slip": "*",
    "enrolled_year": "*",
    "enrolment_list": "id, file, rows, digest",
    "payment": "id, kind, year, serial, channel, business_date, amount_fen",
}


def test_the_same_seed_gives_the_same_station(
    shown: tuple[Contents, ProgressReport], sqlite_store: Store
) -> None:
    build_demonstration(sqlite_store, people=SMALL_DEMONSTRATION)
    again = _contents(sqlite_store)
    for name in _SAME:
        assert again[name] == shown[0][name], name


def test_it_has_the_real_targets_and_as_many_people_as_asked(
    shown: tuple[Contents, ProgressReport],
) -> None:
    contents, report = shown
    assert {each.insurance: each.total.target for each in report.insurances} == {
        "pension": 20100,
        "medical": 47212,
    }
    assert len(contents["person"]) == SMALL_DEMONSTRATION
    assert all(sum(row.target or 0 for row in each.rows) == each.total.target
               for each in report.insurances)  # fmt: skip


def test_the_year_before_is_known_as_the_annexes_print_it() -> None:
    """42,920 people of medical insurance, 19,957 of pension, on days of the year before."""
    notice = load_notice("lengshuitan-2019")
    roster = make_roster(Random(1), PEOPLE, 34, BUSINESS_DATE)
    last_year = people_of_last_year(notice, "上岭桥镇", PEOPLE)
    listed = make_history(Random(1), roster, notice.insurances, last_year)
    assert Counter((each.insurance, each.levy_year) for each in listed) == {
        ("medical", 2019): 42920,
        ("pension", 2018): 19957,
    }
    assert len({(each.insurance, each.id_number) for each in listed}) == len(listed)
    days = {
        name: sorted(each.paid_on for each in listed if each.insurance == name and each.paid_on)
        for name in ("medical", "pension")
    }
    assert (days["medical"][0], days["medical"][-1]) == (
        dt.date(2018, 10, 1), dt.date(2018, 12, 31),
    )  # fmt: skip
    assert (days["pension"][0], days["pension"][-1]) == (
        dt.date(2018, 1, 1), dt.date(2018, 10, 31),
    )  # fmt: skip
    # The same day of last year has something to be compared with.
    assert 0.1 < sum(day <= dt.date(2018, 10, 24) for day in days["medical"]) / 42920 < 0.5


def test_a_smaller_one_knows_the_year_before_in_proportion(
    shown: tuple[Contents, ProgressReport],
) -> None:
    counts = Counter(row[3] for row in shown[0]["enrolled_year"])
    assert counts == {
        "medical": round(42920 * SMALL_DEMONSTRATION / PEOPLE),
        "pension": round(19957 * SMALL_DEMONSTRATION / PEOPLE),
    }
    assert [row[2] for row in shown[0]["enrolment_list"]] == [counts.total()]


def test_on_its_business_date_both_insurances_can_be_paid() -> None:
    assert dt.date(2019, 10, 24) == BUSINESS_DATE
    for rules in load_notice("lengshuitan-2019").insurances.values():
        assert rules.window.opens <= BUSINESS_DATE <= rules.window.closes


def test_nobody_in_it_is_real(shown: tuple[Contents, ProgressReport]) -> None:
    """The area code and the beginning of the phone numbers were never given out."""
    for row in shown[0]["person"]:
        number = next(text for text in row if re.fullmatch(r"\d{17}[\dX]", str(text)))
        assert parse_identity_number(number).text.startswith("431198")
        phones = [text for text in row if re.fullmatch(r"1\d{10}", str(text))]
        assert all(phone.startswith("142") for phone in phones)


def test_it_has_payments_reversals_and_hardship_up_to_the_business_date(
    shown: tuple[Contents, ProgressReport],
) -> None:
    contents, report = shown
    kinds = {row[1] for row in contents["payment"]}
    assert kinds == {"payment", "void", "refund"}
    assert max(row[5] for row in contents["payment"]) == BUSINESS_DATE.isoformat()
    for each in report.insurances:
        assert each.total.people_to_date > 0 and each.total.hardship_covered > 0


def test_no_localitys_name_stands_in_code() -> None:
    """A notice is data: what a locality is called is in its file alone."""
    root = Path(__file__).parents[2]
    localities = ("松阳", "义乌", "冷水滩", "卫东", "小雪", "上岭桥", "songyang", "yiwu",
                  "lengshuitan", "weidong", "xiaoxue")  # fmt: skip
    for room in ("models", "reports", "seed", "tui"):
        for path in (root / room).rglob("*.py"):
            text = path.read_text(encoding="utf-8").lower()
            assert not [name for name in localities if name in text], path


def test_the_last_four_of_an_identity_number_tell_people_apart() -> None:
    """So that the tour's first step, a number's end, finds somebody and not a crowd."""
    roster = make_roster(Random(1), PEOPLE, 34, BUSINESS_DATE)
    alike = Counter(each.id_number[-4:] for each in roster)
    assert max(alike.values()) <= MOST
    assert any(each.name == "曾国强" for each in roster)
