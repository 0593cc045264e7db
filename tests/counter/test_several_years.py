"""What a person owes is a list of levy years: one slip takes several, and nobody pays one twice."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pytest

from models.base.errors import BadInput, RefusedByRule
from models.checks.check_store import check_store
from models.counter.pay import take_payment
from models.counter.request import Part, PaymentRequest
from models.people.households.families import load_household
from models.people.households.quotes import quote_household, quote_insurances
from models.station.desk import Desk
from models.station.filled_figures import record_figure
from models.station.founding import found_station
from models.station.opening import open_round
from models.store.writing import Store
from seed.notice_file import load_notice
from tests.making import fixed_number, household_id, pay, person, register_people, reverse, slip
from tests.years import notice_of_year

XIAOXUE = load_notice("xiaoxue-2019")
NEXT = notice_of_year("xiaoxue-2019", 1)
BABY = fixed_number("2019-11-20")
IN_WINDOW = dt.date(2019, 12, 1)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.fixture
def street(store: Store) -> Iterator[Desk]:
    """小雪街道 with a mother, and a child born in the window."""
    desk = found_station(store, XIAOXUE, "小雪街道", IN_WINDOW, "clerk")
    desk = replace(desk, find_notice={each.id: each for each in (XIAOXUE, NEXT)}.__getitem__)
    register_people(desk, person("林一"), person("林小", "2019-11-20", id_number=BABY))
    yield desk


def years_paid(desk: Desk) -> list[tuple[str, int, int]]:
    return desk.store.rows(
        "SELECT q.name, l.levy_year, l.amount_fen FROM payment_line l JOIN person q "
        "ON q.station_id = l.station_id AND q.id = l.person_id WHERE l.people = 1 "
        "ORDER BY q.id, l.levy_year"
    )


def test_in_the_window_a_newborn_is_ticked_for_the_year_and_offered_the_year_of_birth(
    street: Desk,
) -> None:
    """小雪 三(一): newborns of 2019 may enrol for 2019 whatever the window."""
    family = quote_household(street, load_household(street, household_id(street)), "medical")
    mother, child = family.members
    assert (mother.quote.levy_year, mother.others) == (2020, ())
    assert (child.quote.levy_year, [each.levy_year for each in child.others]) == (2020, [2019])
    assert child.others[0].benefit_from == day("2019-11-20") and child.others[0].is_newborn
    assert family.due_now_fen == 50000


def test_one_slip_takes_both_years(street: Desk) -> None:
    pay(street, trace=1, levy_years=(2020, 2019), members=frozenset([BABY]))
    assert years_paid(street) == [("林小", 2019, 25000), ("林小", 2020, 25000)]
    again = pay(street, trace=1, levy_years=(2020, 2019), members=frozenset([BABY]))
    assert again.replayed and again.amount_fen == 50000
    with pytest.raises(RefusedByRule, match="内容不同"):
        pay(street, trace=1, levy_years=(2020,), members=frozenset([BABY]), amount_fen=25000)
    assert check_store(street.store).broken == ()


def test_a_year_is_not_taken_twice(street: Desk) -> None:
    home = household_id(street)
    pay(street, trace=1, levy_years=(2019,), members=frozenset([BABY]))
    with pytest.raises(RefusedByRule, match="已缴 2019 年度"):
        pay(street, trace=2, levy_years=(2019,), members=frozenset([BABY]))
    twice = (Part(home, "medical"), Part(home, "medical", 2020))
    with pytest.raises(BadInput, match="写了两次"):
        take_payment(street, PaymentRequest(twice, slips=(slip(3, IN_WINDOW),)))
    assert years_paid(street) == [("林小", 2019, 25000)]


def test_only_a_childs_year_of_birth_is_offered(street: Desk) -> None:
    mother = frozenset(street.store.rows("SELECT id_number FROM person WHERE name = '林一'")[0])
    with pytest.raises(RefusedByRule, match="没有规定可以补缴 2019 年度") as refused:
        pay(street, trace=1, levy_years=(2019,), members=mother)
    assert refused.value.code == "window_closed" and years_paid(street) == []
    pay(street, trace=1, levy_years=(2019,))
    assert years_paid(street) == [("林小", 2019, 25000)]


def test_refunding_one_slip_frees_both_years(street: Desk) -> None:
    pay(street, trace=1, levy_years=(2020, 2019), members=frozenset([BABY]))
    reverse(street.on(day("2019-12-02")), "2019-000001", "refund")
    assert street.store.number("SELECT count(*) FROM in_force") == 0
    pay(street, trace=2, levy_years=(2019,), members=frozenset([BABY]))
    assert check_store(street.store).broken == ()


def test_a_year_of_the_last_round_is_paid_late_beside_this_years(street: Desk) -> None:
    """In autumn 2020 a family pays 2021 in the window and 2020 late, under each notice."""
    record_figure(street, "medical.government", "520", "厦财社〔2019〕1号")
    autumn = street.on(day("2020-11-20")).refreshed()
    open_round(autumn, NEXT)
    autumn = autumn.refreshed()
    family = quote_household(autumn, load_household(autumn, household_id(autumn)), "medical")
    mother = family.members[0]
    assert mother.quote.levy_year == 2021 and not mother.quote.late
    (late,) = mother.others
    assert (late.levy_year, late.late, late.due_now_fen) == (2020, True, 77000)
    assert (late.notice, late.benefit_from) == ("xiaoxue-2019", day("2020-12-20"))
    pay(autumn, trace=1, levy_years=(2021, 2020))
    assert years_paid(autumn) == [
        ("林一", 2020, 77000), ("林一", 2021, 25000),
        ("林小", 2020, 77000), ("林小", 2021, 25000),
    ]  # fmt: skip
    assert (
        quote_household(autumn, load_household(autumn, household_id(autumn)), "medical")
        .members[0]
        .others
        == ()
    )
    assert check_store(autumn.store).broken == ()


def test_the_year_of_birth_belongs_to_its_own_round(street: Desk) -> None:
    """Born in September 2020: 2020 is sold by the round of 2020, 2021 by the next."""
    autumn = street.on(day("2020-11-20"))
    open_round(autumn, NEXT)
    autumn = autumn.refreshed()
    register_people(autumn, person("陈小", "2020-09-10", household="0009"))
    home = load_household(autumn, household_id(autumn, "0009"))
    (child,) = quote_household(autumn, home, "medical").members
    assert (child.quote.levy_year, child.quote.notice) == (2021, "xiaoxue-2020")
    assert [(each.levy_year, each.notice) for each in child.others] == [(2020, "xiaoxue-2019")]


def test_every_insurance_of_the_notice_is_quoted_in_its_order(store: Store) -> None:
    notice = load_notice("yiwu-2020")
    desk = found_station(store, notice, "上溪镇", day("2020-11-20"), "clerk")
    register_people(desk, person("王芳"))
    answers = quote_insurances(desk, load_household(desk, household_id(desk)))
    assert [each.insurance for each in answers] == list(notice.insurances)
    assert [each.members[0].state for each in answers] == ["refused"] * 3
    assert [each.levy_year for each in answers] == [2020, 2021, 2021]


@pytest.fixture
def yiwu(store: Store) -> Desk:
    """上溪镇 of 义乌, every figure set; 王芳 with a husband."""
    desk = found_station(store, load_notice("yiwu-2020"), "上溪镇", day("2020-11-20"), "clerk")
    for key, value in (("medical.personal", "500"), ("critical_illness.personal", "70")):
        record_figure(desk, key, value, "义医保〔2020〕1号")
    register_people(desk, person("王芳"), person("李强"))
    return desk.refreshed()


def _both(desk: Desk, members: frozenset[str] | None = None) -> PaymentRequest:
    home = household_id(desk)
    parts = (Part(home, "medical"), Part(home, "critical_illness", members=members))
    return PaymentRequest(parts, slips=(slip(1, desk.business_date),))


def test_critical_illness_is_taken_with_medical_on_one_slip(yiwu: Desk) -> None:
    """义乌 三(二): 由税务局随医保一并代征. One of two takes it."""
    one = frozenset(yiwu.store.rows("SELECT id_number FROM person WHERE name = '王芳'")[0])
    receipt = take_payment(yiwu, _both(yiwu, one))
    assert receipt.amount_fen == 2 * 50000 + 7000
    assert [(line.name, line.insurance) for line in receipt.lines] == [
        ("王芳", "medical"), ("李强", "medical"), ("王芳", "critical_illness"),
    ]  # fmt: skip


def test_critical_illness_is_not_taken_without_medical(yiwu: Desk) -> None:
    with pytest.raises(RefusedByRule, match="随城乡居民医疗保险一并征收") as refused:
        pay(yiwu, insurance="critical_illness", trace=1)
    assert refused.value.code == "not_alone"
    pay(yiwu, trace=2)
    assert pay(yiwu, insurance="critical_illness", trace=3).amount_fen == 2 * 7000
    assert check_store(yiwu.store).broken == ()
