"""Certified, ended, renewed or withdrawn for a day on which the person had paid otherwise."""

import datetime as dt
from dataclasses import replace

import pytest

from models.base.errors import BadInput, RefusedByRule
from models.bureau.funders.owed import owed_to_people
from models.bureau.funders.repay import repay
from models.checks.check_store import check_store
from models.counter.difference import Difference
from models.counter.differences import find_differences, standard_differences
from models.counter.pay_difference import (
    DifferenceRequest,
    book_without_money,
    pay_difference,
    return_to_all,
)
from models.counter.void import void_payment
from models.people.categories.certify import certify
from models.people.categories.change import (
    Grounds,
    correct_certification,
    end_certification,
    renew_certification,
)
from models.people.categories.confirming import confirm_village
from models.people.categories.withdraw import withdraw_certification
from models.people.households.families import load_household
from models.people.person_meant import person_meant
from models.station.desk import Desk
from models.station.filled_figures import record_figure
from models.station.founding import found_station
from reports.receivables.gather import gather_receivables
from seed.notice_file import load_notice
from tests.making import household_id, open_differences, pay, person, register_people, reverse, slip

_PAID, _LATER = dt.date(2019, 11, 14), dt.date(2019, 11, 20)
_PAPER = Grounds("民政函〔2019〕7号")


@pytest.fixture
def paid(desk: Desk) -> Desk:
    """Nobody's 张三 has paid 250 on 14 November; the desk stands on the 20th."""
    register_people(desk, person("张三"))
    pay(desk)
    return desk.on(_LATER)


def who(desk: Desk, number: str = "0001") -> int:
    return load_household(desk, household_id(desk, number)).members[0].person_id


def held(desk: Desk, category: str, starts: dt.date = _PAID, number: str = "0001") -> None:
    certify(desk, who(desk, number), category, starts, certified_by="民政所", paper="民政函7号")


def changes(desk: Desk) -> dict[str, tuple[int, dict[str, int]]]:
    """Return what each person owes (or gets back) and each funder bears more, in yuan."""
    return {
        each.name: (
            each.amount_fen // 100,
            {share.funder: share.amount_fen // 100 for share in each.shares},
        )
        for each in find_differences(desk, "medical")
    }


def only(desk: Desk) -> Difference:
    (difference,) = find_differences(desk, "medical")
    return difference


def settle(desk: Desk, paper: str = "") -> None:
    due_fen = sum(each.amount_fen for each in find_differences(desk, "medical"))
    taken = slip(90, desk.business_date) if due_fen > 0 else None
    request = DifferenceRequest(household_id(desk), "medical", taken, paper or "转账 1")
    pay_difference(desk, request if due_fen < 0 else replace(request, paper=""))


@pytest.mark.parametrize(
    ("category", "amount", "funders"),
    [
        ("低保", 0, {"医疗救助": 75}),  # 先征后补: 250 was right, 75 of it come back later
        ("建档立卡贫困人口", -125, {"扶贫": 125}),
        ("特困供养人员", -250, {"医疗救助": 250}),
        ("社会保障兜底脱贫对象", -250, {"医疗救助": 125, "财政": 125}),
    ],
)
def test_certified_for_the_day_of_payment_the_person_gets_back_what_the_funders_bear(
    paid: Desk, category: str, amount: int, funders: dict[str, int]
) -> None:
    held(paid, category)
    assert changes(paid) == {"张三": (amount, funders)}
    assert (only(paid).cause, only(paid).category) == ("category", category)
    assert "民政函7号" in only(paid).basis


def test_a_category_that_begins_after_the_payment_changes_nothing(paid: Desk) -> None:
    held(paid, "特困供养人员", _PAID + dt.timedelta(days=1))
    assert changes(paid) == {}


def test_a_category_that_grants_nothing_changes_nothing(paid: Desk) -> None:
    held(paid, "贫困残疾人")
    assert changes(paid) == {}


def test_nothing_is_applied_by_itself_and_what_was_settled_is_not_listed_again(paid: Desk) -> None:
    held(paid, "建档立卡贫困人口")
    before = paid.store.rows("SELECT count(*) FROM payment")
    assert changes(paid) and changes(paid)
    assert paid.store.rows("SELECT count(*) FROM payment") == before
    settle(paid)
    assert changes(paid) == {} and open_differences(paid, load_household(paid, 1)) == {}
    kind, channel, fen, reason = paid.store.rows(
        "SELECT kind, channel, amount_fen, reason FROM payment ORDER BY id DESC LIMIT 1"
    )[0]
    assert (kind, channel, fen) == ("return", "bank_transfer", -12500)
    assert reason.startswith("无类别改按建档立卡贫困人口") and reason.endswith("；转账 1")
    assert check_store(paid.store).broken == ()


def test_a_further_change_gives_a_further_difference(paid: Desk) -> None:
    held(paid, "建档立卡贫困人口")
    settle(paid)
    held(paid, "特困供养人员")
    assert changes(paid) == {"张三": (-125, {"扶贫": -125, "医疗救助": 250})}
    assert only(paid).former_category == "建档立卡贫困人口"


def test_a_category_taken_back_later_turns_the_difference_round(paid: Desk) -> None:
    """The funder asks its money back, and the person owes it."""
    certified = certify(paid, who(paid), "建档立卡", _PAID, certified_by="民政所")
    settle(paid)
    withdraw_certification(paid, certified)
    assert changes(paid) == {"张三": (125, {"扶贫": -125})}
    settle(paid)
    assert changes(paid) == {} and gather_receivables(paid).rows == ()
    assert check_store(paid.store).broken == ()


def test_a_category_ended_before_the_payment_takes_the_subsidy_back(desk: Desk) -> None:
    register_people(desk, person("张三", categories=("特困供养人员",)))
    pay(desk, trace=None)
    later = desk.on(_LATER)
    end_certification(later, who(later), "特困", _PAID - dt.timedelta(days=1), _PAPER)
    assert changes(later) == {"张三": (250, {"医疗救助": -250})}


def test_a_category_ended_on_the_day_of_payment_was_held_on_it(desk: Desk) -> None:
    register_people(desk, person("张三", categories=("特困供养人员",)))
    pay(desk, trace=None)
    end_certification(desk.on(_LATER), who(desk), "特困", _PAID, _PAPER)
    assert changes(desk.on(_LATER)) == {}


def test_a_category_renewed_over_the_day_of_payment_counts_on_it(desk: Desk) -> None:
    register_people(desk, person("张三"))
    certify(desk, who(desk), "建档立卡", dt.date(2019, 1, 1), dt.date(2019, 10, 31), "扶贫办")
    pay(desk)
    later = desk.on(_LATER)
    assert changes(later) == {}
    renew_certification(later, who(later), "建档立卡", dt.date(2020, 10, 31), _PAPER)
    assert changes(later) == {"张三": (-125, {"扶贫": 125})}


def test_a_corrected_beginning_counts(paid: Desk) -> None:
    held(paid, "建档立卡", _LATER)
    assert changes(paid) == {}
    correct_certification(paid, who(paid), "建档立卡", _PAID, None, _PAPER)
    assert changes(paid) == {"张三": (-125, {"扶贫": 125})}


def test_a_payment_taken_back_has_no_difference(paid: Desk) -> None:
    held(paid, "建档立卡")
    settle(paid)
    assert reverse(paid, "2019-000001", "refund", "死亡").amount_fen == 12500
    assert changes(paid) == {} and gather_receivables(paid).rows == ()


def test_the_highest_of_several_counts_as_at_the_payment(paid: Desk) -> None:
    held(paid, "建档立卡")
    held(paid, "特困供养人员")
    assert changes(paid) == {"张三": (-250, {"医疗救助": 250})}


def test_a_revised_standard_and_a_category_are_two_differences_of_one_payment(paid: Desk) -> None:
    """280 instead of 250: 30 more; half of 280 borne by 扶贫: 140 back."""
    record_figure(paid, "medical.personal", "280", "省文1号")
    held(paid, "建档立卡")
    desk = paid.refreshed()
    found = {each.cause: each.amount_fen for each in find_differences(desk, "medical")}
    assert found == {"standard": 30_00, "category": -140_00}
    assert [each.amount_fen for each in standard_differences(desk, "medical", _LATER)] == [30_00]
    settle(desk)
    assert changes(desk) == {} and check_store(desk.store).broken == ()


def test_a_slip_voided_leaves_the_payment_as_it_was(paid: Desk) -> None:
    certified = certify(paid, who(paid), "建档立卡", _PAID, certified_by="民政所")
    settle(paid)
    withdraw_certification(paid, certified)
    settle(paid)
    void_payment(paid, "2019-000003", "录错")
    assert changes(paid) == {"张三": (125, {"扶贫": -125})}
    assert only(paid).former_category == "建档立卡贫困人口"


def test_what_comes_back_later_is_owed_to_the_person_under_the_new_category(paid: Desk) -> None:
    held(paid, "低保")
    assert book_without_money(paid, "medical") == 1
    (owed,) = owed_to_people(paid)
    assert (owed.category, owed.receipt, owed.amount_fen) == ("低保", "2019-000001", 7500)
    assert repay(paid, "medical", "低保", "民政拨 1").amount_fen == 7500
    end_certification(paid, who(paid), "低保", _PAID - dt.timedelta(days=1), _PAPER)
    assert changes(paid) == {"张三": (0, {"医疗救助": -75})}
    assert book_without_money(paid, "medical") == 1
    (back,) = owed_to_people(paid)
    assert (back.category, back.amount_fen) == ("低保", -7500)


def test_the_receivables_tell_who_came_onto_the_list_after_paying(desk: Desk) -> None:
    """系统资助: on the list when he paid; 事后资助: paid back later."""
    register_people(
        desk,
        person("先", household="0001", categories=("建档立卡贫困人口",)),
        person("后", household="0002"),
    )
    for number in (1, 2):
        pay(desk, f"000{number}", trace=number)
    later = desk.on(_LATER)
    held(later, "建档立卡", number="0002")
    assert return_to_all(later, "medical", "转账 8").amount_fen == 12500
    (row,) = gather_receivables(later).rows
    assert (row.category, row.people, row.due_fen) == ("建档立卡贫困人口", 2, 25000)
    assert {each.name: each.is_afterwards for each in row.shares} == {"先": False, "后": True}
    assert (row.afterwards_people, row.afterwards_fen) == (1, 12500)
    assert gather_receivables(later, _PAID).rows[0].people == 1


def test_everybody_who_gets_something_is_settled_on_one_paper(desk: Desk) -> None:
    for number in range(1, 5):
        register_people(desk, person(f"人{number}", household=f"000{number}"))
        pay(desk, f"000{number}", trace=number)
    later = desk.on(_LATER)
    for number, category in ((1, "建档立卡"), (2, "特困供养人员"), (3, "低保")):
        held(later, category, number=f"000{number}")
    with pytest.raises(BadInput, match="「退款凭据号」"):
        return_to_all(later, "medical", " ")
    done = return_to_all(later, "medical", "转账 8")
    assert (done.households, done.people, done.amount_fen) == (2, 2, 37500)
    assert changes(later) == {"人3": (0, {"医疗救助": 75})}
    assert book_without_money(later, "medical") == 1
    with pytest.raises(RefusedByRule) as refused:
        return_to_all(later, "medical", "转账 9")
    assert refused.value.code == "nothing_to_settle"


def test_a_day_before_a_settlement_settles_nothing_again(paid: Desk) -> None:
    held(paid, "建档立卡")
    settle(paid)
    earlier = paid.on(_LATER - dt.timedelta(days=1))
    with pytest.raises(RefusedByRule) as refused:
        settle(earlier)
    assert refused.value.code == "too_early"
    with pytest.raises(RefusedByRule):
        return_to_all(earlier, "medical", "转账 9")


@pytest.fixture
def xiaoxue(desk: Desk) -> Desk:
    """A station under the notice of 小雪街道: categories are confirmed, late payers pay all."""
    return found_station(desk.store, load_notice("xiaoxue-2019"), "小雪街道", _PAID, "02")


def test_a_claim_is_no_difference_until_it_is_confirmed(xiaoxue: Desk) -> None:
    register_people(xiaoxue, person("张三", categories=("低保",)))
    pay(xiaoxue)
    assert changes(xiaoxue) == {}
    confirm_village(xiaoxue.on(_LATER), "青山村", "青山村委会")
    assert changes(xiaoxue.on(_LATER)) == {"张三": (-250, {"财政": 250})}


def test_a_determined_day_after_the_limit_grants_nothing(xiaoxue: Desk) -> None:
    register_people(xiaoxue, person("张三"))
    pay(xiaoxue)
    certify(xiaoxue, who(xiaoxue), "独女户父母", dt.date(2016, 2, 1), certified_by="街道")
    assert changes(xiaoxue) == {}
    correct_certification(xiaoxue, who(xiaoxue), "独女户父母", dt.date(2015, 2, 1), None, _PAPER)
    assert changes(xiaoxue) == {"张三": (-250, {"财政": 250})}


def test_a_late_payer_stays_without_subsidy(xiaoxue: Desk) -> None:
    """Interpretation 5: whoever pays late owes the late amount in full."""
    record_figure(xiaoxue, "medical.government", "520", "厦医保1号")
    late = xiaoxue.refreshed().on(dt.date(2020, 1, 10))
    register_people(late, person("张三"))
    assert pay(late).amount_fen == 77000
    certify(late, who(late), "低保", dt.date(2019, 1, 1), certified_by="民政")
    assert changes(late) == {}


def test_a_newborn_is_reckoned_for_the_year_that_was_paid(xiaoxue: Desk) -> None:
    """In the window it was the year after birth, outside of it the year of birth."""
    register_people(
        xiaoxue,
        person("童", born="2019-10-20", household="0001"),
        person("婴", born="2019-12-01", household="0002"),
    )
    pay(xiaoxue)
    late = xiaoxue.on(dt.date(2019, 12, 25))
    pay(late, "0002", trace=2)
    for number in ("0001", "0002"):
        held(late, "孤儿", dt.date(2019, 1, 1), number)
    found = find_differences(late, "medical")
    assert {each.levy_year: each.amount_fen for each in found} == {2019: -25000, 2020: -25000}


def test_pension_under_a_category_is_the_tier_less_the_lowest(desk: Desk) -> None:
    october = desk.on(dt.date(2019, 10, 20))
    (number,) = register_people(october, person("张三"))
    pay(october, insurance="pension", tiers_fen={number.id_number: 200_00})
    held(october, "低保", dt.date(2019, 1, 1))
    (found,) = find_differences(october, "pension")
    assert (found.amount_fen, found.subsidy_fen) == (-100_00, 100_00)
    assert person_meant(october, number.id_number) == found.person_id
