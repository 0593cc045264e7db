"""Who looks alike: against a comparison of everybody with everybody."""

import datetime as dt
import random
import time
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.base.identity import with_check_character
from models.people.duplicates.alike import Candidate, find_alike, what_differs
from seed.demo.people import make_roster
from tests.people.duplicates.making import near_number, swapped_number

_NUMBER = with_check_character("43119819800506001")
_LATER = with_check_character("43119819910203457")


def _pair(name: str, number: str, other_name: str, other: str) -> list[tuple[int, int]]:
    people = [(1, name, number), (2, other_name, other)]
    return find_alike(Candidate(who, called, _day_of(text), text) for who, called, text in people)


def _day_of(number: str) -> dt.date:
    """Return a day for the digits of a birth date, which need not be a day: other for others."""
    return dt.date.fromordinal(1 + int(number[6:14]) % dt.date.max.toordinal())


def test_one_name_and_birth_date_is_alike_whatever_the_numbers():
    assert _pair("张三", _NUMBER, "张三", with_check_character("43010319800506789")) == [(1, 2)]


@pytest.mark.parametrize("place", range(1, 18))
def test_one_name_and_numbers_one_digit_apart_are_alike(place: int):
    digit = str((int(_NUMBER[place - 1]) + 3) % 10)
    other = near_number(_NUMBER, place, digit)
    assert _pair("张三", _NUMBER, "张三", other) == [(1, 2)]
    assert what_differs(_NUMBER, other) == f"证件号码第 {place} 位不同"


def test_one_name_and_two_swapped_neighbours_are_alike():
    other = swapped_number(_LATER, 12)
    assert other != _LATER and _pair("张三", _LATER, "张三", other) == [(1, 2)]
    assert what_differs(_LATER, other) == "证件号码第 12、13 位对调"


def test_digits_swapped_over_a_distance_are_not_neighbours():
    other = with_check_character("43119819910203754")
    assert _pair("张三", _LATER, "李四", other) == []
    assert what_differs(_LATER, other) == ""


def test_another_name_is_another_person_even_one_digit_apart():
    """Numbers of one day follow each other: neighbours alone mean nothing."""
    assert _pair("张三", _NUMBER, "李四", near_number(_NUMBER, 17, "3")) == []


def test_the_same_number_but_for_the_check_is_alike_under_any_name():
    wrong = _NUMBER[:17] + ("0" if _NUMBER[17] != "0" else "1")
    assert _pair("张三", _NUMBER, "章三", wrong) == [(1, 2)]
    assert what_differs(_NUMBER, wrong) == "证件号码只差校验码"


# Few names, days and digits, so that likeness of every kind is common.
_digits = st.lists(st.sampled_from("012"), min_size=17, max_size=17).map("".join)
_people = st.lists(
    st.tuples(
        st.sampled_from(["张三", "李四"]),
        st.sampled_from([dt.date(year, 5, 6) for year in range(1980, 1984)]),
        st.one_of(
            _digits,
            st.builds(
                lambda place, digit: "0" * place + digit + "0" * (16 - place),
                st.integers(0, 16),
                st.sampled_from("12"),
            ),
        ),
    ),
    max_size=14,
)


def _is_alike(one: Candidate, other: Candidate) -> bool:
    """The rule, said as plainly as possible."""
    a, b = one.id_number[:17], other.id_number[:17]
    if a == b:
        return True
    if one.name != other.name:
        return False
    places = [place for place in range(17) if a[place] != b[place]]
    if one.born == other.born or len(places) == 1:
        return True
    return (
        len(places) == 2
        and places[1] == places[0] + 1
        and a[places[0]] == b[places[1]]
        and a[places[1]] == b[places[0]]
    )


@given(_people)
def test_the_finder_agrees_with_comparing_everybody_with_everybody(
    drawn: list[tuple[str, dt.date, str]],
):
    people = [
        Candidate(position, name, born, with_check_character(digits))
        for position, (name, born, digits) in enumerate(drawn)
    ]
    expected = [
        (one.person_id, other.person_id)
        for one, other in combinations(people, 2)
        if _is_alike(one, other)
    ]
    assert find_alike(people) == expected


@given(_people)
def test_the_order_of_the_people_makes_no_difference(drawn: list[tuple[str, dt.date, str]]):
    people = [Candidate(position, *each) for position, each in enumerate(drawn)]
    assert find_alike(reversed(people)) == find_alike(people)


def test_a_township_of_47212_people_takes_seconds():
    """Measured at 0.42 s on one of two shared cores."""
    roster = make_roster(random.Random(1), 47212, 34, dt.date(2019, 11, 14))
    people = [
        Candidate(position, each.name, each.born, each.id_number)
        for position, each in enumerate(roster)
    ]
    twin = people[777]._replace(
        person_id=50000, id_number=near_number(people[777].id_number, 3, "7")
    )
    started = time.perf_counter()
    pairs = find_alike([*people, twin])
    taken = time.perf_counter() - started
    assert (777, 50000) in pairs
    assert taken < 15
