"""Confirmation by the village or a department, where the notice asks for it (xiaoxue, 三(一))."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from models.base.dates import HalfMonth
from models.base.errors import BadInput, RefusedByRule
from models.levy.family import MemberQuote, quote_family
from models.people.categories.certify import certify
from models.people.categories.confirming import confirm, confirm_village, pending_confirmations
from models.people.department_list.apply import apply_list
from models.people.department_list.values import DepartmentList, ListEntry
from models.people.households.families import load_household
from models.people.person_meant import person_meant
from models.station.desk import Desk
from models.station.founding import found_station
from models.store.connect import create_store
from reports.progress.gather import gather_progress
from seed.notice_file import load_notice
from tests.making import household_id, person, register_people

_DAY = dt.date(2019, 11, 14)
_EARLY, _LATE = dt.date(2015, 6, 1), dt.date(2016, 2, 1)


@pytest.fixture
def desk(tmp_path: Path, key_file: Path) -> Iterator[Desk]:
    """A station under the notice of 小雪街道."""
    store = create_store(str(tmp_path / "station.db"), key_file)
    yield found_station(store, load_notice("xiaoxue-2019"), "小雪街道", _DAY, "test")
    store.close()


@pytest.fixture
def villager(desk: Desk) -> int:
    return person_meant(desk, register_people(desk, person("张三"))[0].id_number)


def quoted(desk: Desk, number: str = "0001") -> MemberQuote:
    family = load_household(desk, household_id(desk, number))
    return quote_family(desk.notices["medical"], "medical", family, desk.business_date).members[0]


def test_a_pending_category_does_not_count_until_confirmed(desk: Desk, villager: int) -> None:
    assert certify(desk, villager, "低保").is_pending
    pending = quoted(desk).quote
    assert (pending.category, pending.due_now_fen) == (None, 250_00)
    assert any("待村或主管部门确认" in each.reason for each in pending.considered)
    assert "三(一)" in pending.clauses

    assert len(confirm(desk, villager, "城乡低保", "青山村委会").certifications) == 1
    assert (quoted(desk).quote.category, quoted(desk).quote.due_now_fen) == ("低保", 0)
    assert desk.store.rows("SELECT confirmed_by, confirmed_on FROM certification") == [
        ("青山村委会", "2019-11-14")
    ]
    assert not certify(desk, villager, "低保").is_pending


def test_confirming_again_changes_nothing(desk: Desk, villager: int) -> None:
    certify(desk, villager, "低保")
    confirm(desk, villager, "低保", "村委会")
    before = desk.store.rows("SELECT * FROM certification")
    audit = desk.store.rows("SELECT count(*) FROM audit")
    assert confirm(desk, villager, "低保", "民政所").certifications == ()
    assert desk.store.rows("SELECT * FROM certification") == before
    assert desk.store.rows("SELECT count(*) FROM audit") == audit


def test_what_a_department_certified_needs_no_more(desk: Desk, villager: int) -> None:
    assert not certify(desk, villager, "低保", certified_by="民政办公室").is_pending
    assert quoted(desk).quote.category == "低保"
    assert pending_confirmations(desk) == ()


def test_what_a_roster_says_is_a_claim_until_it_is_confirmed(desk: Desk) -> None:
    register_people(desk, person("李四", household="0002", categories=("孤儿",)))
    assert quoted(desk, "0002").quote.category is None
    assert [each.category for each in pending_confirmations(desk)] == ["孤儿"]
    confirm_village(desk, "青山村", "青山村委会")
    assert quoted(desk, "0002").quote.category == "孤儿"


def test_a_day_the_village_determined_comes_with_the_roster(desk: Desk) -> None:
    """独女户 counts only if it was determined before 2016-01-22 (三)."""
    register_people(
        desk,
        person("早", household="0001", categories=("独女户父母",), determined_on=_EARLY),
        person("晚", household="0002", categories=("独女户父母",), determined_on=_LATE),
        person("无", household="0003", categories=("独女户父母",)),
        person("又", household="0004", categories=("双女户父母", "低保"), determined_on=_EARLY),
    )
    confirm_village(desk, "青山村", "青山村委会")
    dues = {number: quoted(desk, number).quote.due_now_fen for number in ("0001", "0002", "0003")}
    assert dues == {"0001": 0, "0002": 250_00, "0003": 250_00}
    assert desk.store.rows(
        "SELECT c.category, c.certified_from FROM certification c JOIN person p "
        "ON p.station_id = c.station_id AND p.id = c.person_id WHERE p.name = '又' ORDER BY c.id"
    ) == [("双女户父母", _EARLY.isoformat()), ("低保", None)]


def test_a_later_roster_adds_the_day_that_was_missing(desk: Desk) -> None:
    (known,) = register_people(desk, person("无", categories=("独女户父母",)))
    confirm_village(desk, "青山村", "青山村委会")
    assert quoted(desk).quote.due_now_fen == 250_00
    for _ in range(2):
        register_people(desk, replace(known, determined_on=_EARLY))
    assert quoted(desk).quote.due_now_fen == 0
    assert desk.store.rows("SELECT kind, happened_on FROM certification_change") == [
        ("correct", _EARLY.isoformat())
    ]


def test_a_departments_list_confirms_what_was_pending(desk: Desk, villager: int) -> None:
    certify(desk, villager, "低保", dt.date(2019, 11, 1))
    number = load_household(desk, household_id(desk)).members[0].id_number
    entry = ListEntry(2, "证件号码（B列）", "张三", number)
    made = DepartmentList("低保", "民政办公室", "名单.xlsx", _DAY, 1, (entry,))
    done = apply_list(desk, made).preview
    assert done.changed[0].changes[-1] == "待确认的认定由部门名单确认"
    assert quoted(desk).quote.category == "低保" and pending_confirmations(desk) == ()
    assert apply_list(desk, made).preview.unchanged == 1


def test_a_village_confirms_all_of_its_own(desk: Desk) -> None:
    people = register_people(
        desk,
        person("张三"),
        person("李四", household="0002"),
        person("王五", household="0003", village="白塘村"),
    )
    for each in people:
        certify(desk, person_meant(desk, each.id_number), "低保")
    assert [each.name for each in pending_confirmations(desk)] == ["张三", "李四", "王五"]
    done = confirm_village(desk, "青山村", "青山村委会")
    assert [each.name for each in done.certifications] == ["张三", "李四"]
    assert [each.name for each in pending_confirmations(desk, "白塘村")] == ["王五"]


def test_what_cannot_be_confirmed_is_refused_and_changes_nothing(desk: Desk, villager: int) -> None:
    with pytest.raises(RefusedByRule) as refused:
        confirm(desk, villager, "低保", "村委会")
    assert refused.value.code == "not_certified"
    certify(desk, villager, "低保")
    for category, by in (("无此类别", "村委会"), ("低保", "  "), ("低保", "坏\u202e字")):
        with pytest.raises(BadInput):
            confirm(desk, villager, category, by)
    with pytest.raises(BadInput):
        confirm_village(desk, "无此村", "村委会")
    assert len(pending_confirmations(desk)) == 1


def test_a_notice_that_asks_for_none_has_nothing_pending(sqlite_desk: Desk) -> None:
    """冷水滩's notice does not ask for it: what the counter certifies counts at once."""
    number = register_people(sqlite_desk, person())[0].id_number
    person_id = person_meant(sqlite_desk, number)
    assert not certify(sqlite_desk, person_id, "低保").is_pending
    assert quoted(sqlite_desk).quote.category == "低保"
    with pytest.raises(RefusedByRule) as refused:
        confirm(sqlite_desk, person_id, "低保", "村委会")
    assert refused.value.code == "confirmation_not_asked"


def test_a_pending_category_does_not_count_among_the_hardship_people(
    desk: Desk, villager: int
) -> None:
    """Nor in the half-monthly report: only the confirmed are counted (三(一))."""
    certify(desk, villager, "低保")
    assert hardship_people(desk) == 0
    confirm(desk, villager, "低保", "村委会")
    assert hardship_people(desk) == 1


def hardship_people(desk: Desk) -> int:
    """Count the hardship people of medical in the report of this half-month."""
    progress = gather_progress(desk, HalfMonth.containing(desk.business_date))
    return next(
        each for each in progress.insurances if each.insurance == "medical"
    ).total.hardship_people
