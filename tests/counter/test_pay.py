"""Taking a payment: what is due, once, on one slip."""

import datetime as dt

import pytest

from models.base.errors import BadInput, RefusedByRule
from models.station.desk import Desk
from tests.making import pay, person, register_people, reverse, slip


def _refusal(desk: Desk, **request: object) -> str:
    with pytest.raises(RefusedByRule) as refused:
        pay(desk, **request)  # type: ignore[arg-type]
    return refused.value.code


def _lines(desk: Desk) -> list[tuple[object, ...]]:
    return desk.store.rows("SELECT person_id, amount_fen FROM payment_line ORDER BY id")


def test_a_family_pays_what_its_members_owe(desk: Desk) -> None:
    """250 for a villager, 125 for 建档立卡, nothing for 特困供养."""
    people = register_people(
        desk,
        person("张三", relation="户主"),
        person("李四", categories=("建档立卡贫困人口",)),
        person("王五", categories=("特困供养人员",)),
    )
    receipt = pay(desk)
    assert receipt.receipt == "2019-000001"
    assert receipt.amount_fen == 37500
    assert [(line.id_number, line.amount_fen) for line in receipt.lines] == [
        (people[0].id_number, 25000),
        (people[1].id_number, 12500),
        (people[2].id_number, 0),
    ]
    assert receipt.missing == ()


def test_receipts_are_numbered_without_gaps_even_after_a_refusal(desk: Desk) -> None:
    register_people(desk, person(household="0001"), person(household="0002"))
    assert pay(desk, "0001", trace=1).receipt == "2019-000001"
    assert _refusal(desk, number="0002", trace=2, amount_fen=1) == "amount_not_due"
    assert pay(desk, "0002", trace=2).receipt == "2019-000002"


def test_every_funders_part_is_kept_with_the_line(desk: Desk) -> None:
    register_people(desk, person(categories=("社会保障兜底脱贫对象",)))
    pay(desk, trace=None)
    shares = desk.store.rows("SELECT funder, settlement, amount_fen FROM line_share ORDER BY id")
    assert shares == [("医疗救助", "remitted", 12500), ("财政", "remitted", 12500)]


def test_a_line_remembers_village_category_and_the_day_benefits_begin(desk: Desk) -> None:
    register_people(desk, person(categories=("低保",)))
    pay(desk)
    rows = desk.store.rows(
        "SELECT v.name, l.category, l.standard_fen, l.subsidy_fen, l.reimbursed_fen, l.amount_fen, "
        "l.benefit_from FROM payment_line l JOIN village v ON v.id = l.village_id"
    )
    assert rows == [("青山村", "低保", 25000, 7500, 7500, 25000, "2020-01-01")]


def test_the_same_slip_again_answers_with_the_first_receipt(desk: Desk) -> None:
    register_people(desk, person("张三"), person("李四"))
    first = pay(desk, trace=7)
    again = pay(desk, trace=7)
    assert again.replayed and not first.replayed
    assert (again.receipt, again.amount_fen, again.lines) == (
        first.receipt,
        first.amount_fen,
        first.lines,
    )
    assert len(_lines(desk)) == 2


def test_the_same_slip_again_with_the_amount_spelled_out_is_the_same(desk: Desk) -> None:
    register_people(desk, person())
    pay(desk, trace=7)
    assert pay(desk, trace=7, amount_fen=25000).replayed


@pytest.mark.parametrize(
    "other",
    [
        {"number": "0002"},
        {"amount_fen": 25000},
        {"insurance": "pension"},
        {"slip": slip(7, reference="123456789012")},
    ],
)
def test_the_same_slip_with_other_content_is_refused(desk: Desk, other: dict[str, object]) -> None:
    register_people(desk, person("张三"), person("李四"), person(household="0002"))
    pay(desk, trace=7)
    assert _refusal(desk, **{"trace": 7, **other}) == "slip_used"
    assert len(_lines(desk)) == 2


def test_the_same_slip_for_fewer_or_more_members_is_refused(desk: Desk) -> None:
    people = register_people(desk, person("张三"), person("李四"))
    pay(desk, trace=7, members=frozenset({people[0].id_number}))
    assert _refusal(desk, trace=7) == "slip_used"
    assert _refusal(desk, trace=7, members=frozenset({people[1].id_number})) == "slip_used"
    assert pay(desk, trace=7, members=frozenset({people[0].id_number})).replayed


def test_a_recycled_trace_in_another_batch_day_or_terminal_is_another_slip(desk: Desk) -> None:
    register_people(desk, *[person(household=f"000{number}") for number in range(1, 5)])
    pay(desk, "0001", trace=7)
    pay(desk, "0002", slip=slip(7, batch="000002"))
    pay(desk, "0003", slip=slip(7, terminal="87654321"))
    tomorrow = desk.on(dt.date(2019, 11, 15))
    assert _refusal(tomorrow, number="0004", trace=7) == "another_slip"
    pay(tomorrow, "0004", trace=7, confirmed=frozenset({"another_slip"}))
    assert len(_lines(desk)) == 4


def test_nobody_is_charged_twice_for_one_insurance_and_year(desk: Desk) -> None:
    people = register_people(desk, person("张三"), person("李四"))
    pay(desk, trace=1)
    assert _refusal(desk, trace=2) == "already_paid"
    again = frozenset({people[0].id_number})
    assert _refusal(desk, trace=3, members=again) == "already_paid"


def test_a_member_who_came_later_is_charged_alone(desk: Desk) -> None:
    register_people(desk, person("张三"))
    pay(desk, trace=1)
    register_people(desk, person("张小三", born="2019-08-01"))
    receipt = pay(desk, trace=2)
    assert [line.name for line in receipt.lines] == ["张小三"]


def test_an_amount_that_is_not_what_is_due_is_refused(desk: Desk) -> None:
    register_people(desk, person("张三"), person("李四"))
    assert _refusal(desk, amount_fen=25000) == "amount_not_due"
    assert _refusal(desk, amount_fen=0) == "amount_not_due"
    assert _lines(desk) == []


def test_money_without_a_slip_is_refused(desk: Desk) -> None:
    register_people(desk, person())
    with pytest.raises(BadInput, match="签购单"):
        pay(desk, trace=None)


def test_a_family_that_owes_nothing_is_entered_without_a_slip(desk: Desk) -> None:
    register_people(desk, person("张三", categories=("特困供养人员",)))
    receipt = pay(desk, trace=None)
    assert receipt.amount_fen == 0 and len(receipt.lines) == 1
    assert desk.store.rows("SELECT channel FROM payment") == [("no_charge",)]


def test_the_family_rule_names_who_is_missing_and_leaves_out_who_is_excused(desk: Desk) -> None:
    """All members enrol; students enrol through their college, employees elsewhere."""
    people = register_people(
        desk,
        person("张三"),
        person("李四"),
        person("张大学", born="1999-03-01", enrolment="在校学生"),
        person("张职工", enrolment="职工医保"),
    )
    receipt = pay(desk, members=frozenset({people[0].id_number}))
    assert receipt.missing == (("李四", "尚未缴费"),)


def test_a_stranger_cannot_be_paid_with_a_family(desk: Desk) -> None:
    stranger = register_people(desk, person(household="0001"), person(household="0002"))[1]
    with pytest.raises(BadInput, match="不在这一户"):
        pay(desk, "0001", members=frozenset({stranger.id_number}))


def test_a_member_insured_elsewhere_cannot_be_paid_for(desk: Desk) -> None:
    people = register_people(desk, person("张三"), person("张职工", enrolment="职工医保"))
    chosen = frozenset({people[1].id_number})
    assert _refusal(desk, members=chosen) == "insured_elsewhere"


def test_a_payment_outside_the_window_is_refused(desk: Desk) -> None:
    register_people(desk, person())
    assert _refusal(desk.on(dt.date(2020, 1, 1))) == "window_closed"
    assert _refusal(desk.on(dt.date(2019, 9, 30))) == "window_not_open"


def test_a_pension_tier_is_chosen_for_each_payer(desk: Desk) -> None:
    october = desk.on(dt.date(2019, 10, 20))
    people = register_people(october, person("张三"), person("李四", categories=("低保",)))
    tiers = {people[0].id_number: 50000, people[1].id_number: 30000}
    receipt = pay(october, insurance="pension", tiers_fen=tiers)
    assert [line.amount_fen for line in receipt.lines] == [50000, 20000]
    tiers_kept = desk.store.rows("SELECT tier_fen FROM payment_line ORDER BY id")
    assert tiers_kept == [(50000,), (30000,)]


def test_without_a_tier_only_those_the_state_pays_for_are_entered(desk: Desk) -> None:
    """区财政 pays the lowest tier for 低保; others have to choose one."""
    october = desk.on(dt.date(2019, 10, 20))
    register_people(october, person("张三"), person("李四", categories=("低保",)))
    receipt = pay(october, insurance="pension", trace=None)
    assert [(line.name, line.amount_fen) for line in receipt.lines] == [("李四", 0)]


def test_without_any_tier_a_pension_is_refused(desk: Desk) -> None:
    october = desk.on(dt.date(2019, 10, 20))
    register_people(october, person("张三"))
    assert _refusal(october, insurance="pension") == "tier_missing"


def test_a_voided_slip_cannot_be_used_again(desk: Desk) -> None:
    register_people(desk, person())
    pay(desk, trace=7)
    reverse(desk, "2019-000001", "void", "刷错金额")
    assert _refusal(desk, trace=7) == "slip_reversed"
    assert pay(desk, trace=8).receipt == "2019-000003"


def test_every_payment_leaves_a_line_in_the_audit_trail_without_identity_numbers(
    desk: Desk,
) -> None:
    people = register_people(desk, person())
    pay(desk)
    trail = desk.store.rows(
        "SELECT a.action, a.subject, a.detail, o.login FROM audit a "
        "JOIN operator o ON o.id = a.operator_id ORDER BY a.id"
    )
    assert [row[0] for row in trail[-2:]] == ["import_roster", "pay"]
    assert trail[-1][3] == "test"
    assert not any(people[0].id_number in str(row) for row in trail)
