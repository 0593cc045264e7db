"""Applying a category to a person."""

import datetime as dt

import pytest

from models.base.errors import BadInput, RefusedByRule
from models.people.categories.certify import certify
from models.people.households.families import load_household
from models.people.person_meant import person_meant
from models.station.desk import Desk
from tests.making import household_id, person, register_people

_DAY = dt.date(2019, 11, 14)


@pytest.fixture
def villager(desk: Desk) -> int:
    return person_meant(desk, register_people(desk, person())[0].id_number)


def test_a_category_is_held_from_the_business_date_by_any_of_its_names(
    desk: Desk, villager: int
) -> None:
    result = certify(desk, villager, "城乡低保", certified_by="民政所", paper="低保证 1 号")
    assert (result.category, result.certified_from, result.is_new) == ("低保", _DAY, True)
    holding = load_household(desk, household_id(desk)).members[0].holdings[0]
    assert (holding.category, holding.certified_from, holding.until) == ("低保", _DAY, None)


def test_the_same_certification_again_changes_nothing(desk: Desk, villager: int) -> None:
    certify(desk, villager, "低保")
    assert not certify(desk, villager, "低保").is_new
    assert len(desk.store.rows("SELECT id FROM certification")) == 1


def test_overlapping_certifications_of_one_category_are_refused(desk: Desk, villager: int) -> None:
    certify(desk, villager, "低保", dt.date(2019, 1, 1), dt.date(2019, 12, 31))
    with pytest.raises(RefusedByRule) as refused:
        certify(desk, villager, "低保")
    assert refused.value.code == "held"
    assert certify(desk, villager, "低保", dt.date(2020, 1, 1)).is_new


@pytest.mark.parametrize(
    "wrong",
    [
        {"category": "无此类别"},
        {"certified_from": _DAY, "until": dt.date(2019, 11, 13)},
        {"paper": "坏\u202e字"},
    ],
)
def test_wrong_input_records_nothing(desk: Desk, villager: int, wrong: dict[str, object]) -> None:
    with pytest.raises(BadInput):
        certify(desk, villager, **{"category": "低保", **wrong})  # type: ignore[arg-type]
    assert desk.store.rows("SELECT id FROM certification") == []


def test_unknown_people_are_bad_input(desk: Desk) -> None:
    with pytest.raises(BadInput):
        certify(desk, 99, "低保")
    with pytest.raises(BadInput):
        person_meant(desk, "431198198005060011")
