"""A provisional standard becomes final: those who paid owe or get back the difference."""

import datetime as dt
from typing import Any

import pytest

from models.base.errors import BadInput, RefusedByRule
from models.counter.difference import Difference
from models.counter.differences import find_differences
from models.counter.pay_difference import DifferenceRequest, book_without_money, pay_difference
from models.ledger.takings import takings_of_day
from models.people.households.families import load_household
from models.station.desk import Desk
from models.station.filled_figures import record_figure
from tests.making import household_id, pay, person, register_people, reverse, slip

_LATER = dt.date(2019, 11, 20)
_FAMILIES = (
    person("张三", household="0001"),
    person("李四", household="0002", categories=("低保",)),
    person("王五", household="0003", categories=("特困供养人员",)),
    person("赵六", household="0004", categories=("建档立卡贫困人口",)),
    person("孙七", household="0005", categories=("社会保障兜底脱贫对象",)),
    person("周八", household="0006", categories=("贫困残疾人",)),
)


@pytest.fixture
def paid(desk: Desk) -> Desk:
    """Six families have paid under 250; the desk stands on a later day."""
    register_people(desk, *_FAMILIES)
    for number in range(1, 7):
        pay(desk, f"000{number}", trace=number if number not in (3, 5) else None)
    return desk.on(_LATER)


def revise(desk: Desk, yuan: str, day: dt.date = _LATER, document: str = "省文〔2019〕1号") -> Desk:
    record_figure(desk.on(day), "medical.personal", yuan, document)
    return desk.refreshed()


def changes(desk: Desk) -> dict[str, tuple[int, int, int]]:
    """Return (amount, subsidy, reimbursed) changes in yuan, by name."""
    return {
        each.name: (each.amount_fen // 100, each.subsidy_fen // 100, each.reimbursed_fen // 100)
        for each in find_differences(desk, "medical")
    }


def collect(desk: Desk, number: str, trace: int, **more: Any) -> object:
    request = DifferenceRequest(
        household_id(desk, number), "medical", slip(trace, desk.business_date), **more
    )
    return pay_difference(desk, request)


def test_without_a_revision_nobody_owes_a_difference(paid: Desk) -> None:
    assert find_differences(paid, "medical") == ()


def test_a_higher_standard_is_collected_share_by_share(paid: Desk) -> None:
    """250 -> 280: 低保 pays 30 more and gets 9 of them back, 建档立卡 pays half of the 30."""
    assert changes(revise(paid, "280")) == {
        "张三": (30, 0, 0),
        "李四": (30, 9, 9),
        "王五": (0, 30, 0),
        "赵六": (15, 15, 0),
        "孙七": (0, 30, 0),
        "周八": (30, 0, 0),
    }


def test_a_lower_standard_is_returned(paid: Desk) -> None:
    found = changes(revise(paid, "240"))
    assert found["张三"] == (-10, 0, 0) and found["李四"] == (-10, -3, -3)
    assert found["王五"] == (0, -10, 0) and found["赵六"] == (-5, -5, 0)


def test_new_quotes_use_the_new_standard_from_its_day_and_not_before(paid: Desk) -> None:
    desk = revise(paid, "280")
    register_people(desk, person("新来", household="0009"))
    assert pay(desk.on(_LATER - dt.timedelta(days=1)), "0009", trace=90).amount_fen == 25000
    register_people(desk, person("更新", household="0010"))
    assert pay(desk, "0010", trace=91).amount_fen == 28000
    assert "更新" not in changes(desk) and changes(desk)["新来"] == (30, 0, 0)


def test_a_standard_of_a_later_day_changes_nothing_yet(paid: Desk) -> None:
    desk = revise(paid, "280", dt.date(2019, 12, 1))
    assert changes(desk) == {}
    assert changes(desk.on(dt.date(2019, 12, 1)))["张三"] == (30, 0, 0)


def test_collecting_is_an_entry_that_counts_nobody(paid: Desk) -> None:
    desk = revise(paid, "280")
    before = desk.store.rows("SELECT sum(people) FROM payment_line")
    settled = collect(desk, "0001", 50, amount_fen=3000)
    assert (settled.amount_fen, settled.people) == (3000, 1)  # type: ignore[attr-defined]
    assert desk.store.rows("SELECT sum(people) FROM payment_line") == before
    assert takings_of_day(desk).amount_fen == 3000 and takings_of_day(desk).payments == 1
    assert "张三" not in changes(desk)
    reason = desk.store.rows("SELECT kind, reason FROM payment WHERE kind = 'collect'")
    assert reason == [("collect", "省文〔2019〕1号")]


def test_the_funders_owe_the_difference_too(paid: Desk) -> None:
    desk = revise(paid, "280")
    assert book_without_money(desk, "medical") == 2
    rows = desk.store.rows(
        "SELECT s.funder, sum(s.amount_fen) FROM line_share s JOIN payment_line l "
        "ON l.id = s.line_id WHERE l.people = 0 GROUP BY s.funder ORDER BY s.funder"
    )
    assert {funder: int(fen) for funder, fen in rows} == {"医疗救助": 4500, "财政": 1500}
    assert {"王五", "孙七"}.isdisjoint(changes(desk))
    assert book_without_money(desk, "medical") == 0


def test_the_same_slip_again_answers_with_the_first_receipt(paid: Desk) -> None:
    desk = revise(paid, "280")
    first, again = collect(desk, "0001", 50), collect(desk, "0001", 50)
    assert again.replayed and again.receipt == first.receipt  # type: ignore[attr-defined]
    with pytest.raises(RefusedByRule) as refused:
        collect(desk, "0002", 50)
    assert refused.value.code == "slip_used"


def test_the_slip_of_a_difference_does_not_answer_for_a_payment(paid: Desk) -> None:
    desk = revise(paid, "280")
    collect(desk, "0001", 50)
    with pytest.raises(RefusedByRule) as refused:
        pay(desk, "0001", trace=50)
    assert refused.value.code == "slip_used"


def test_money_given_back_needs_its_paper(paid: Desk) -> None:
    desk = revise(paid, "240")
    request = DifferenceRequest(household_id(desk, "0001"), "medical")
    with pytest.raises(BadInput, match="「退款凭据号」"):
        pay_difference(desk, request)
    done = pay_difference(
        desk, DifferenceRequest(request.household_id, "medical", paper="转账 0012", amount_fen=1000)
    )
    assert done.amount_fen == -1000
    kept = desk.store.rows("SELECT kind, channel, amount_fen, reason FROM payment WHERE id = 7")
    assert kept == [("return", "bank_transfer", -1000, "省文〔2019〕1号；转账 0012")]


@pytest.mark.parametrize(
    ("number", "request_more", "code"),
    [
        ("0001", {"amount_fen": 2999}, "amount_not_due"),
        ("0009", {}, "nothing_to_settle"),
    ],
)
def test_what_is_not_due_is_refused(paid: Desk, number: str, request_more: dict, code: str) -> None:  # type: ignore[type-arg]
    desk = revise(paid, "280")
    register_people(desk, person("没缴", household="0009"))
    with pytest.raises(RefusedByRule) as refused:
        collect(desk, number, 51, **request_more)
    assert refused.value.code == code
    assert desk.store.rows("SELECT count(*) FROM payment WHERE kind = 'collect'") == [(0,)]


def test_collecting_without_a_slip_is_refused(paid: Desk) -> None:
    desk = revise(paid, "280")
    with pytest.raises(BadInput, match="签购单"):
        pay_difference(desk, DifferenceRequest(household_id(desk, "0001"), "medical"))


def test_a_second_revision_starts_from_what_was_settled(paid: Desk) -> None:
    desk = revise(paid, "280")
    collect(desk, "0001", 50)
    again = revise(desk, "260", dt.date(2019, 11, 25), "省文〔2019〕2号").on(dt.date(2019, 11, 25))
    found = changes(again)
    assert found["张三"] == (-20, 0, 0) and found["周八"] == (10, 0, 0)


def test_a_refund_gives_back_the_difference_too(paid: Desk) -> None:
    desk = revise(paid, "280")
    collect(desk, "0002", 50)
    receipt = next(each for each in _receipts(desk) if each[1] == 2)
    undone = reverse(desk, f"{receipt[0]}-{receipt[1]:06d}", "refund", "重复参保")
    assert undone.amount_fen == 28000
    rows = desk.store.rows(
        "SELECT sum(s.amount_fen) FROM line_share s JOIN payment_line l ON l.id = s.line_id "
        "JOIN person p ON p.id = l.person_id WHERE p.name = '李四'"
    )
    assert int(rows[0][0]) == 0
    assert "李四" not in changes(desk)


def test_a_family_that_moved_together_is_settled_where_it_lives_now(paid: Desk) -> None:
    desk = revise(paid, "280")
    found = {each.name: each for each in find_differences(desk, "medical")}
    household = load_household(desk, household_id(desk, "0001"))
    assert found["张三"].present_household_id == household.household_id


def test_who_cannot_be_reckoned_again_is_named_and_left_alone(desk: Desk) -> None:
    """A tier that a later document does not offer any more is for a person to decide."""
    from seed.notice_file import load_notice

    bare = load_notice("songyang-2020")
    from models.station.founding import found_station

    town = found_station(desk.store, bare, "某镇", dt.date(2020, 11, 20), "other")
    record_figure(town, "pension.tiers", "100,200", "县文1号")
    town = town.refreshed()
    register_people(town, person("钱九"))
    pay(town, "0001", "pension", 77, tiers_fen={_number(town): 20000})
    record_figure(town.on(dt.date(2020, 11, 25)), "pension.tiers", "100,300", "县文2号")
    later = town.refreshed().on(dt.date(2020, 11, 25))
    found = find_differences(later, "pension")
    assert [each.amount_fen for each in found] == [0] and "改选" in found[0].problem
    assert book_without_money(later, "pension") == 0
    with pytest.raises(RefusedByRule) as refused:
        pay_difference(later, DifferenceRequest(household_id(later), "pension"))
    assert refused.value.code == "not_reckoned"


def _number(desk: Desk) -> str:
    return load_household(desk, household_id(desk)).members[0].id_number


def _receipts(desk: Desk) -> list[tuple[int, int]]:
    return desk.store.rows("SELECT year, serial FROM payment WHERE kind = 'payment'")


def test_every_change_adds_up(paid: Desk) -> None:
    for yuan in ("280", "240.55", "333.33"):
        desk = revise(paid, yuan, document=f"省文{yuan}")
        for each in find_differences(desk, "medical"):
            assert isinstance(each, Difference)
            assert sum(share.amount_fen for share in each.shares) == each.subsidy_fen
            assert each.amount_fen == each.standard_fen - each.subsidy_fen + each.reimbursed_fen
