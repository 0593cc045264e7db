"""Families without a search, and why somebody was found."""

import datetime as dt

import pytest

from models.people.found import Found
from models.people.households.families import load_household
from models.people.worklist import next_owing, recent_families
from models.search.find import find_people
from models.search.match import Match, why_matched
from models.station.desk import Desk
from tests.making import BUSINESS_DATE, household_id, pay, person, register_people, reverse
from tui.screens.counter_rows import result_line

_BORN = dt.date(1980, 5, 6)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("张伟国", "姓名"),
        ("伟国", "名字"),
        ("zhangwei", "拼音"),
        ("weiguo", "拼音"),
        ("zwg", "首字母"),
        ("010001", "户编号"),
        ("4311", "证件号"),
        ("001x", "证件号尾"),
        ("138", "手机号"),
        ("6789", "手机尾号"),
    ],
)
def test_results_say_why_they_matched(desk: Desk, typed: str, why: str) -> None:
    register_people(
        desk,
        person("张伟国", household="010001", id_number="43119819800506001X", phone="13812346789"),
    )
    assert [each.why for each in find_people(desk, typed)] == [why]


def test_who_is_called_so_as_a_whole_comes_before_whose_name_ends_so(desk: Desk) -> None:
    others = [person(f"{surname}礼信", household="010001") for surname in "仇周苏王陈吴" * 4]
    register_people(desk, *others, person("李信", household="010002"))
    assert find_people(desk, "lixin")[0].name == find_people(desk, "lx")[0].name == "李信"


def test_a_number_of_old_is_named_as_such() -> None:
    assert why_matched("431103198005060028", "张三", "43119819800506001X", "") == "曾用号"


def test_a_minority_name_is_found_by_its_name() -> None:
    assert why_matched("阿依古丽买买提", "阿依古丽·买买提", "", "") == "姓名"


@pytest.fixture
def village(desk: Desk) -> Desk:
    """Five families of one village and one of another; a member has died, one was paid for."""
    register_people(
        desk,
        *(person(f"王{number}", household=f"01000{number}") for number in range(1, 6)),
        person("李一", household="020001", village="白水村"),
    )
    pay(desk, "010003", trace=1)
    return desk


def test_the_next_family_is_the_next_that_owes(village: Desk) -> None:
    """In the order of the numbers; who has paid is passed over; the village ends the queue."""
    here = load_household(village, household_id(village, "010002"))
    following = next_owing(village, here)
    assert following == household_id(village, "010004")
    last = load_household(village, household_id(village, "010005"))
    assert next_owing(village, last) is None


def test_a_voided_payment_puts_the_family_back_into_the_queue(village: Desk) -> None:
    reverse(village, "2019-000001", "void")
    here = load_household(village, household_id(village, "010002"))
    assert next_owing(village, here) == household_id(village, "010003")


def test_recent_families_are_those_seen_then_those_that_paid(village: Desk) -> None:
    pay(village, "010005", trace=2)
    seen = household_id(village, "020001")
    recent = recent_families(village, [seen], 14)
    assert [each.household for each in recent] == ["020001", "010005", "010003"]
    assert {each.why for each in recent} == {"最近办理"}
    assert len(recent_families(village, [seen], 2)) == 2


def test_a_station_without_payments_has_no_recent_families(desk: Desk) -> None:
    assert recent_families(desk, [], 14) == []


def test_a_number_without_a_date_in_it_shows_no_age() -> None:
    match = Match(1, "张三", "431198999999990013", "", 1, "0001", "青山村")
    assert result_line(Found(match), BUSINESS_DATE, 80).startswith("  张三            431198")
    born = Match(1, "张三", "431198199001010013", "", 1, "0001", "青山村")
    assert "张三        29  431198" in result_line(Found(born), BUSINESS_DATE, 80)
