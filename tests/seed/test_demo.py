"""The demonstration station: the same everywhere, real targets, nobody real."""

import re
from pathlib import Path
from typing import Any

import pytest

from models.dates import HalfMonth
from models.identity import parse_identity_number
from models.store.writing import Store
from reports.progress.collect import collect_progress
from reports.progress.figures import ProgressReport
from seed.demo.station import BUSINESS_DATE, build_demonstration
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
    report = collect_progress(desk, HalfMonth.containing(BUSINESS_DATE))
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
