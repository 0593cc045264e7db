"""Taking back a category that was applied by mistake."""

from dataclasses import replace

import pytest

from models.base.errors import RefusedByRule
from models.checks.check_store import check_store
from models.levy.family import Member
from models.people.categories.certify import Certified, certify
from models.people.categories.withdraw import withdraw_certification
from models.people.households.families import load_household
from models.station.desk import Desk
from tests.making import household_id, pay, person, register_people, reverse


@pytest.fixture
def certified(desk: Desk) -> Certified:
    """Somebody who holds a category since a moment ago."""
    register_people(desk, person("张三"))
    return certify(desk, _member(desk).person_id, "低保", certified_by="民政所")


def _member(desk: Desk) -> Member:
    return load_household(desk, household_id(desk)).members[0]


def test_it_is_as_if_never_applied_and_the_trail_keeps_both(
    desk: Desk, certified: Certified
) -> None:
    withdraw_certification(desk, certified)
    assert _member(desk).holdings == ()
    trail = [row[0] for row in desk.store.rows("SELECT action FROM audit ORDER BY id")]
    assert trail[-2:] == ["certify", "withdraw"]
    assert check_store(desk.store).broken == ()
    assert certify(desk, certified.person_id, "低保").is_new


def test_only_who_applied_it_takes_it_back(desk: Desk, certified: Certified) -> None:
    with pytest.raises(RefusedByRule, match="只有本人可以撤回"):
        withdraw_certification(replace(desk, operator="other"), certified)
    assert _member(desk).holdings


def test_a_category_somebody_paid_under_stays(desk: Desk, certified: Certified) -> None:
    receipt = pay(desk).receipt
    with pytest.raises(RefusedByRule, match="请先撤销那笔收费"):
        withdraw_certification(desk, certified)
    reverse(desk, receipt, "void")
    withdraw_certification(desk, certified)
    assert _member(desk).holdings == ()


def test_it_is_taken_back_once(desk: Desk, certified: Certified) -> None:
    withdraw_certification(desk, certified)
    with pytest.raises(RefusedByRule, match="没有这一项"):
        withdraw_certification(desk, certified)
