"""The half-monthly report counts who was subsidised afterwards from the day that was settled."""

import datetime as dt

import pytest

from models.base.dates import HalfMonth
from models.counter.pay_difference import book_without_money, return_to_all
from models.people.categories.certify import certify
from models.people.categories.change import Grounds, end_certification
from models.people.households.families import load_household
from models.station.desk import Desk
from models.station.filled_figures import record_figure
from reports.progress.behind import people_behind
from reports.progress.gather import gather_progress
from tests.making import household_id, pay, person, register_people, reverse

_PAID, _SETTLED, _ENDED = dt.date(2019, 11, 14), dt.date(2019, 11, 20), dt.date(2019, 12, 3)
_FIRST, _SECOND, _THIRD = (
    HalfMonth.parse(each) for each in ("2019-11-H1", "2019-11-H2", "2019-12-H1")
)


def subsidised(desk: Desk, period: HalfMonth) -> tuple[int, int, dict[str, tuple[int, int]]]:
    """Return how many are subsidised, with how many yuan, and each funder's people and yuan."""
    (medical,) = (
        each for each in gather_progress(desk, period).insurances if each.insurance == "medical"
    )
    total = medical.total
    funders = {each.funder: (each.people, each.amount_fen // 100) for each in medical.funders}
    people = people_behind(desk, period, "medical", None, "subsidised_people_to_date")
    assert sum(each.value for each in people) == total.subsidised_people_to_date
    return total.subsidised_people_to_date, total.subsidy_fen_to_date // 100, funders


def who(desk: Desk, number: str) -> int:
    return load_household(desk, household_id(desk, number)).members[0].person_id


@pytest.fixture
def paid(desk: Desk) -> Desk:
    """One was on a list when paying, two came onto one later; it was settled on 20 November."""
    register_people(
        desk,
        person("先", household="0001", categories=("建档立卡贫困人口",)),
        person("后", household="0002"),
        person("补", household="0003"),
    )
    for number in (1, 2, 3):
        pay(desk, f"000{number}", trace=number)
    later = desk.on(_SETTLED)
    certify(later, who(desk, "0002"), "建档立卡", _PAID, certified_by="扶贫办")
    certify(later, who(desk, "0003"), "低保", _PAID, certified_by="民政所")
    return later


def test_certifying_alone_changes_no_period(paid: Desk) -> None:
    assert subsidised(paid, _FIRST) == subsidised(paid, _SECOND) == (1, 125, {"扶贫": (1, 125)})


def test_who_is_settled_counts_from_that_day_on_and_not_before(paid: Desk) -> None:
    before = gather_progress(paid, _FIRST)
    return_to_all(paid, "medical", "转账 1")
    book_without_money(paid, "medical")
    assert gather_progress(paid, _FIRST) == before
    assert subsidised(paid, _SECOND) == (3, 325, {"扶贫": (2, 250), "医疗救助": (1, 75)})


def test_who_loses_it_again_or_is_refunded_counts_no_more(paid: Desk) -> None:
    return_to_all(paid, "medical", "转账 1")
    book_without_money(paid, "medical")
    december = paid.on(_ENDED)
    last_day = _PAID - dt.timedelta(days=1)
    end_certification(december, who(paid, "0003"), "低保", last_day, Grounds("民政函 1"))
    book_without_money(december, "medical")
    assert subsidised(december, _SECOND)[0] == 3
    assert subsidised(december, _THIRD) == (2, 250, {"扶贫": (2, 250)})
    reverse(december, "2019-000002", "refund", "死亡")
    assert subsidised(december, _THIRD) == (1, 125, {"扶贫": (1, 125)})


def test_another_category_counts_a_person_once(paid: Desk) -> None:
    return_to_all(paid, "medical", "转账 1")
    certify(paid, who(paid, "0002"), "特困供养人员", _PAID, certified_by="民政所")
    return_to_all(paid, "medical", "转账 2")
    people, yuan, funders = subsidised(paid, _SECOND)
    assert (people, yuan) == (2, 375)
    assert funders == {"扶贫": (1, 125), "医疗救助": (1, 250)}


def test_what_was_said_of_the_standard_stays_whatever_is_certified_later(paid: Desk) -> None:
    record_figure(paid, "medical.personal", "280", "省文1号")
    desk = paid.refreshed()
    before = gather_progress(desk, _SECOND).notes
    certify(desk, who(desk, "0001"), "特困供养人员", _PAID, certified_by="民政所")
    assert gather_progress(desk, _SECOND).notes == before
