"""Medical and pension of a family on one slip: one entry, one number, accounts by insurance."""

import datetime as dt

import pytest

from models.base.errors import BadInput, RefusedByRule
from models.checks.check_store import check_store
from models.counter.choose import missing_words
from models.counter.correct import correct_payment
from models.counter.correct_request import right_request
from models.counter.entered import entered_payment
from models.counter.pay import Receipt, take_payment
from models.counter.receipt.read import slips_of
from models.counter.refund import approve_refund, request_refund
from models.counter.request import Part as Asked
from models.counter.request import PaymentRequest
from models.counter.reverse import Part, parts_of
from models.counter.reversible import reversible_payments
from models.counter.tiers import same_tier
from models.counter.void import void_payment
from models.ledger.accounts import levy_account
from models.ledger.collected import collected
from models.ledger.journal import balances
from models.ledger.takings import takings_of_day
from models.people.households.families import load_household
from models.station.desk import Desk
from models.station.filled_figures import record_figure
from models.station.founding import found_station
from models.store.writing import Store
from reports.receipt_paper.text import receipt_lines
from reports.receipt_register.gather import gather_register
from seed.notice_file import load_notice
from tests.making import fixed_number, household_id, person, register_people, second_at, slip

_DAY = dt.date(2019, 10, 20)
"""Both are collected: pensions until the end of October, medical insurance from its beginning."""
_FATHER, _MOTHER = fixed_number("1975-03-04", 1), fixed_number("1977-08-09", 2)
_UNCLE, _CHILD = fixed_number("1980-01-02", 3), fixed_number("2012-05-06", 4)


@pytest.fixture
def october(desk: Desk) -> Desk:
    """A family of three grown-ups and a child, in the month in which both are collected."""
    register_people(
        desk,
        person("张父", "1975-03-04", id_number=_FATHER, relation="户主"),
        person("李母", "1977-08-09", id_number=_MOTHER),
        person("张叔", "1980-01-02", id_number=_UNCLE, categories=("低保",)),
        person("张童", "2012-05-06", id_number=_CHILD),
    )
    return desk.on(_DAY)


def pay_together(desk: Desk, trace: int = 1, tier_fen: int = 200_00, **more: object) -> Receipt:
    """Pay medical insurance for everybody and one tier of pension for who can, on one slip."""
    home = load_household(desk, household_id(desk))
    request = PaymentRequest(
        parts=(Asked(home.household_id, "medical"), Asked(home.household_id, "pension")),
        slips=(slip(trace, desk.business_date),),
        tiers_fen=same_tier(desk, [home], ("medical", "pension"), tier_fen),
        **more,  # type: ignore[arg-type]
    )
    return take_payment(desk, request)


def in_force(desk: Desk) -> list[tuple[str, str]]:
    rows = desk.store.rows("SELECT id_number, insurance FROM in_force ORDER BY id_number")
    return sorted((str(who), str(insurance)) for who, insurance in rows)


def test_one_tier_is_of_whoever_can_pay_a_pension(october: Desk) -> None:
    home = load_household(october, household_id(october))
    tiers = same_tier(october, [home], ("medical", "pension"), 300_00)
    assert tiers == {_FATHER: 300_00, _MOTHER: 300_00, _UNCLE: 300_00}


def test_one_entry_one_number_one_slip_and_accounts_by_insurance(october: Desk) -> None:
    """冷水滩: 4 x 250 medical, 2 x 200 pension, and 100 of 张叔, whose lowest tier 区财政 pays."""
    receipt = pay_together(october)
    assert (receipt.receipt, receipt.amount_fen) == ("2019-000001", 1_500_00)
    assert len(receipt.lines) == 7 and not receipt.missing
    assert october.store.rows("SELECT count(*) FROM payment") == [(1,)]
    assert october.store.rows("SELECT amount_fen FROM slip") == [(1_500_00,)]
    books = balances(october)
    assert books[levy_account("medical")] == -1_000_00
    assert books[levy_account("pension")] == -600_00  # with the funder's 100
    assert takings_of_day(october).payments == 1
    own = {each.insurance: each for each in collected(october, _DAY, _DAY)}
    assert (own["medical"].people, own["medical"].amount_fen) == (4, 1_000_00)
    assert (own["pension"].people, own["pension"].amount_fen) == (3, 500_00)
    (row,) = gather_register(october).rows
    assert (row.people, row.amount_fen, row.insurances) == (4, 1_500_00, "医疗保险、养老保险")
    assert check_store(october.store).broken == ()


def test_the_paper_states_every_line_and_one_sum(october: Desk) -> None:
    pay_together(october)
    (paper,) = slips_of(october, "2019-000001")
    text = "\n".join(receipt_lines(paper))
    medical, pension = text.split("城乡居民养老保险 2019 年度", 1)
    assert [medical.count(name) for name in ("李母", "张叔", "张童")] == [1, 1, 1]
    assert [pension.count(name) for name in ("李母", "张叔", "张童")] == [1, 1, 0]
    assert "合计 4 人" in pension and "1,500.00 元" in pension


def test_the_same_slip_again_is_answered_and_another_content_refused(october: Desk) -> None:
    first = pay_together(october)
    again = pay_together(october)
    assert again.replayed and (again.receipt, again.amount_fen) == (first.receipt, 1_500_00)
    home = household_id(october)
    with pytest.raises(RefusedByRule, match="内容不同"):
        take_payment(
            october,
            PaymentRequest((Asked(home, "medical"),), (slip(1, _DAY),), amount_fen=1_000_00),
        )
    assert october.store.rows("SELECT count(*) FROM payment") == [(1,)]


def test_a_void_takes_back_both(october: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.base.clock.today", lambda: _DAY)
    monkeypatch.setattr("models.base.clock.day_of", lambda _: _DAY)
    pay_together(october)
    done = void_payment(october, "2019-000001", "录错人员")
    assert (done.people, done.amount_fen) == (4, 1_500_00)
    assert in_force(october) == [] and not any(balances(october).values())
    assert check_store(october.store).broken == ()


def test_one_insurance_goes_back_and_the_other_stays(october: Desk) -> None:
    pay_together(october)
    later = october.on(_DAY + dt.timedelta(1))
    pensions = frozenset(each for each in parts_of(later, "2019-000001") if each[1] == "pension")
    asked = request_refund(later, "2019-000001", "已在别处参保", parts=pensions)
    assert (asked.amount_fen, asked.insurances) == (500_00, ("pension",))
    assert asked.names == ("张父", "李母", "张叔")
    (waiting,) = reversible_payments(later, household_id(later))
    assert waiting.is_partial
    done = approve_refund(second_at(later), "2019-000001")
    assert (done.people, done.amount_fen) == (3, 500_00)
    assert {insurance for _, insurance in in_force(later)} == {"medical"}
    assert balances(later)[levy_account("pension")] == 0
    assert check_store(later.store).broken == ()
    (row, back) = gather_register(later).rows
    assert row.state == "部分退费" and back.insurances == "养老保险"


def test_one_insurance_of_one_person(october: Desk) -> None:
    pay_together(october)
    later = october.on(_DAY + dt.timedelta(1))
    asked = request_refund(later, "2019-000001", "死亡", parts=frozenset({(_FATHER, "pension")}))
    assert (asked.names, asked.amount_fen) == (("张父",), 200_00)


def test_all_of_a_person_goes_back_where_no_insurance_is_named(october: Desk) -> None:
    pay_together(october)
    later = october.on(_DAY + dt.timedelta(1))
    asked = request_refund(later, "2019-000001", "死亡", frozenset({_FATHER}))
    assert (asked.names, asked.amount_fen) == (("张父",), 450_00)
    assert asked.insurances == ("medical", "pension")


def test_what_somebody_has_not_paid_cannot_go_back(october: Desk) -> None:
    pay_together(october)
    later = october.on(_DAY + dt.timedelta(1))
    with pytest.raises(BadInput, match="没有这个险种"):
        request_refund(later, "2019-000001", "死亡", parts=frozenset({(_CHILD, "pension")}))
    with pytest.raises(BadInput, match="没有这 1 个证件号码"):
        request_refund(later, "2019-000001", "死亡", parts=frozenset({("431100", "pension")}))


def test_the_tier_of_one_is_put_right_and_the_rest_stays(october: Desk) -> None:
    """Entered with 200 where the paper has 300 for 李母 and 100 for 张父: the sum is the same."""
    pay_together(october)
    entered = entered_payment(october, "2019-000001")
    assert {part.insurance for part in entered.parts} == {"medical", "pension"}
    request = right_request(october, entered, tiers_fen={_MOTHER: 300_00, _FATHER: 100_00})
    done = correct_payment(october, "2019-000001", request, "录错档次", None)
    assert done.amount_fen == 1_500_00 and len(done.lines) == 7
    rows = october.store.rows(
        "SELECT l.id_number, l.tier_fen FROM payment_line l JOIN in_force f ON "
        "f.station_id = l.station_id AND f.line_id = l.id WHERE l.insurance = 'pension'"
    )
    assert sorted(rows) == sorted([(_FATHER, 100_00), (_MOTHER, 300_00), (_UNCLE, 200_00)])
    assert check_store(october.store).broken == ()


def test_medical_insurance_does_not_go_back_from_under_critical_illness(store: Store) -> None:
    """义政办发〔2020〕54号 三(二): critical illness is collected with medical insurance."""
    day = dt.date(2020, 11, 20)
    desk = found_station(store, load_notice("yiwu-2020"), "上溪镇", day, "01")
    for key, value in (("medical.personal", "500"), ("critical_illness.personal", "70")):
        record_figure(desk, key, value, "义医保〔2020〕1号")
    desk = desk.refreshed()
    register_people(desk, person("张父", "1975-03-04", id_number=_FATHER))
    home = household_id(desk)
    parts = (Asked(home, "medical"), Asked(home, "critical_illness"))
    take_payment(desk, PaymentRequest(parts, (slip(1, day),)))
    later = desk.on(day + dt.timedelta(1))
    with pytest.raises(RefusedByRule, match="请一起退") as refused:
        request_refund(later, "2020-000001", "录错", parts=frozenset({(_FATHER, "medical")}))
    assert refused.value.code == "not_alone"
    alone: Part = (_FATHER, "critical_illness")
    asked = request_refund(later, "2020-000001", "录错", parts=frozenset({alone}))
    assert asked.amount_fen == 70_00


def test_who_is_not_enrolled_yet_is_said_as_a_clerk_says_it() -> None:
    """Who has only not paid is named alone; a reason that several share is told once."""
    assert missing_words(()) == ""
    assert missing_words([("李四", "尚未缴费")]) == "尚有 1 人未参保：李四"
    missing = [("李四", "在校"), ("张三", "尚未缴费"), ("王五", "在校"), ("赵六", "尚未缴费")]
    assert missing_words(missing) == "尚有 4 人未参保：张三、赵六；李四、王五（在校）"
