"""The demonstration station: the same everywhere, real targets, nobody real."""

import re
from pathlib import Path

import pytest

from models.base.dates import HalfMonth
from models.base.identity import parse_identity_number
from models.store.connect import create_store
from models.store.key import create_key_file
from models.store.writing import Store
from reports.progress.gather import gather_progress
from seed.demo.station import BUSINESS_DATE, build_demonstration

_PEOPLE = 1500


def _build(folder: Path) -> tuple[Store, object]:
    folder.mkdir()
    create_key_file(folder / "key")
    store = create_store(str(folder / "station.db"), folder / "key")
    return store, build_demonstration(store, people=_PEOPLE)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, list[tuple]], object]:
    store, desk = _build(tmp_path_factory.mktemp("demo") / "first")
    period = HalfMonth.containing(BUSINESS_DATE)
    contents = {
        name: store.rows(f"SELECT {columns} FROM {name}") for name, columns in _SAME.items()
    }
    report = gather_progress(desk, period)
    store.close()
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


def test_the_same_seed_gives_the_same_station(built, tmp_path: Path):
    store, _ = _build(tmp_path / "second")
    for name, columns in _SAME.items():
        assert store.rows(f"SELECT {columns} FROM {name}") == built[0][name], name
    store.close()


def test_it_has_the_real_targets_and_as_many_people_as_asked(built):
    contents, report = built
    assert {each.insurance: each.total.target for each in report.insurances} == {
        "pension": 20100,
        "medical": 47212,
    }
    assert len(contents["person"]) == _PEOPLE
    assert all(sum(row.target or 0 for row in each.rows) == each.total.target
               for each in report.insurances)  # fmt: skip


def test_nobody_in_it_is_real(built):
    """The area code and the beginning of the phone numbers were never given out."""
    for row in built[0]["person"]:
        number = next(text for text in row if re.fullmatch(r"\d{17}[\dX]", str(text)))
        assert parse_identity_number(number).text.startswith("431198")
        phones = [text for text in row if re.fullmatch(r"1\d{10}", str(text))]
        assert all(phone.startswith("142") for phone in phones)


def test_it_has_payments_reversals_and_hardship_up_to_the_business_date(built):
    contents, report = built
    kinds = {row[1] for row in contents["payment"]}
    assert kinds == {"payment", "void", "refund"}
    assert max(row[5] for row in contents["payment"]) == BUSINESS_DATE.isoformat()
    for each in report.insurances:
        assert each.total.people_to_date > 0 and each.total.hardship_covered > 0


def test_no_localitys_name_stands_in_code():
    """A notice is data: what a locality is called is in its file alone."""
    root = Path(__file__).parents[2]
    localities = ("松阳", "义乌", "冷水滩", "卫东", "小雪", "上岭桥", "songyang", "yiwu",
                  "lengshuitan", "weidong", "xiaoxue")  # fmt: skip
    for room in ("models", "reports", "seed", "tui"):
        for path in (root / room).rglob("*.py"):
            text = path.read_text(encoding="utf-8").lower()
            assert not [name for name in localities if name in text], path
