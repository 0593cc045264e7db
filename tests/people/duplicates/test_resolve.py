"""Deciding: by a person, with a reason, once; what follows is done with it."""

import pytest

from models.base.errors import BadInput, RefusedByRule
from models.levy.family import quote_family
from models.people.duplicates.cases import find_case, list_cases
from models.people.duplicates.compare_rows import (
    ListedPerson,
    record_county_rows,
    record_elsewhere_rows,
)
from models.people.duplicates.find import find_duplicates
from models.people.duplicates.resolve import resolve
from models.people.duplicates.terms import Decision
from models.people.households.families import load_household
from models.station.desk import Desk
from models.station.founding import found_station
from seed.notice_file import load_notice
from tests.making import (
    BUSINESS_DATE,
    household_id,
    made_up_number,
    pay,
    person,
    register_people,
    reverse,
)
from tests.people.duplicates.making import alike_case, settle_alike


def _roster(desk: Desk) -> list[tuple[str, str | None, str]]:
    sql = "SELECT name, left_on, left_reason FROM person ORDER BY id"
    return desk.store.rows(sql)


@pytest.mark.parametrize(("keep", "left"), [(1, 1), (2, 0)])
def test_the_same_person_keeps_the_chosen_record(desk: Desk, keep: int, left: int) -> None:
    """Which of the two is kept is chosen; the other leaves on the business date."""
    settle_alike(desk)
    result = resolve(desk, alike_case(desk).case_id, "same", "一人登记两次", keep)  # type: ignore[arg-type]
    assert (result.left, result.kept) == ("曾国强", keep)
    roster = _roster(desk)
    assert roster[left][1:] == ("2019-11-14", "重复登记")
    assert roster[1 - left][1:] == (None, "")
    event = desk.store.rows("SELECT kind, happened_on, reason FROM family_event")
    assert event == [("duplicate", "2019-11-14", "一人登记两次")]


def test_leaving_takes_nothing_out_of_the_store(desk: Desk) -> None:
    settle_alike(desk)
    resolve(desk, alike_case(desk).case_id, "same", "一人登记两次", 1)
    assert len(_roster(desk)) == 2 and find_duplicates(desk).new == 0


def test_two_people_both_stay(desk: Desk) -> None:
    settle_alike(desk)
    before = _roster(desk)
    resolve(desk, alike_case(desk).case_id, "different", "同名同日 身份证已核对")
    assert _roster(desk) == before
    assert desk.store.rows("SELECT decision, reason, kept FROM duplicate_decision") == [
        ("different", "同名同日 身份证已核对", None)
    ]


def test_a_person_paid_for_on_both_records_is_refunded_first(desk: Desk) -> None:
    settle_alike(desk)
    case = alike_case(desk).case_id
    first, second = pay(desk, "0001", trace=1).receipt, pay(desk, "0002", trace=2).receipt
    with pytest.raises(RefusedByRule) as refused:
        resolve(desk, case, "same", "一人登记两次", 1)
    assert refused.value.code == "paid_twice"
    assert first in refused.value.message and second in refused.value.message
    assert len(list_cases(desk)) == 1 and all(left is None for _, left, _ in _roster(desk))
    reverse(desk, second, "void", "重复缴费")
    assert resolve(desk, case, "same", "一人登记两次", 1).left == "曾国强"


def test_the_record_that_holds_the_payment_is_not_taken_away(desk: Desk) -> None:
    """Otherwise the person would owe again under the other number."""
    settle_alike(desk)
    case = alike_case(desk).case_id
    receipt = pay(desk, "0001").receipt
    with pytest.raises(RefusedByRule) as refused:
        resolve(desk, case, "same", "一人登记两次", 2)
    assert refused.value.code == "paid_on_other" and receipt in refused.value.message
    assert resolve(desk, case, "same", "一人登记两次", 1).kept == 1


def test_a_case_is_decided_once(desk: Desk) -> None:
    settle_alike(desk)
    case = alike_case(desk).case_id
    resolve(desk, case, "different", "两人")
    with pytest.raises(RefusedByRule) as refused:
        resolve(desk, case, "same", "想错了", 1)
    assert refused.value.code == "already_resolved"
    assert all(left is None for _, left, _ in _roster(desk))


def test_a_case_of_somebody_who_left_needs_no_decision(desk: Desk) -> None:
    one, _ = settle_alike(desk)
    case = alike_case(desk).case_id
    desk.store.run("UPDATE person SET left_on = '2019-11-14' WHERE id_number = ?", (one.id_number,))
    with pytest.raises(RefusedByRule) as refused:
        resolve(desk, case, "different", "两人")
    assert refused.value.code == "has_left"


@pytest.mark.parametrize(
    ("decision", "reason", "keep"),
    [
        ("same", "一人登记两次", None),
        ("different", "两人", 1),
        ("different", "  ", None),
        ("different", "坏\u202e字", None),
        ("elsewhere", "已参保", None),
        ("not_elsewhere", "没有", None),
    ],
)
def test_a_decision_that_does_not_fit_records_nothing(
    desk: Desk, decision: Decision, reason: str, keep: int | None
) -> None:
    settle_alike(desk)
    case = alike_case(desk).case_id
    with pytest.raises(BadInput):
        resolve(desk, case, decision, reason, keep)  # type: ignore[arg-type]
    assert len(list_cases(desk)) == 1


def _elsewhere_case(desk: Desk, status: str = "职工医保", enrolment: str = "") -> int:
    (villager,) = register_people(desk, person(enrolment=enrolment))
    row = ListedPerson("张三", villager.id_number, "名单 第 2 行", place="永州市", status=status)
    record_elsewhere_rows(desk, [row], "名单")
    return list_cases(desk)[0].case_id


def _medical_refusal(desk: Desk) -> str | None:
    household = load_household(desk, household_id(desk))
    quote = (
        quote_family(desk.notices["medical"], "medical", household, desk.business_date)
        .members[0]
        .quote
    )
    return quote.refused.code if quote.refused else None


@pytest.mark.parametrize(
    ("status", "refusal"),
    [("职工医保", "insured_elsewhere"), ("异地参保", "insured_elsewhere"), ("职工养老", None)],
)
def test_insured_elsewhere_once_confirmed_is_not_quoted_here(
    desk: Desk, status: str, refusal: str | None
) -> None:
    case = _elsewhere_case(desk, status)
    assert _medical_refusal(desk) is None, "an open case refuses nothing"
    result = resolve(desk, case, "elsewhere", "单位证明")
    assert result.enrolment == status and result.refund == ()
    assert _medical_refusal(desk) == refusal
    event = desk.store.rows("SELECT kind, reason, proof, before, after FROM family_event")
    assert event == [("status", "单位证明", "重复核查第 1 号", "", status)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("在校学生", "在校学生、职工医保"),
        ("未参保", "职工医保"),
        ("职工养老", "职工养老、职工医保"),
    ],
)
def test_a_new_status_stands_beside_what_still_holds(desk: Desk, before: str, after: str) -> None:
    case = _elsewhere_case(desk, enrolment=before)
    assert resolve(desk, case, "elsewhere", "单位证明").enrolment == "职工医保"
    assert desk.store.rows("SELECT enrolment FROM person") == [(after,)]


def test_confirmed_elsewhere_after_paying_here_names_the_receipt_to_refund(desk: Desk) -> None:
    case = _elsewhere_case(desk)
    receipt = pay(desk).receipt
    result = resolve(desk, case, "elsewhere", "单位证明")
    assert result.refund == (receipt,) and receipt in result.next_step


def test_another_insurance_elsewhere_refunds_nothing_here(desk: Desk) -> None:
    case = _elsewhere_case(desk, "职工养老")
    pay(desk)
    assert resolve(desk, case, "elsewhere", "单位证明").refund == ()


def test_not_elsewhere_needs_a_proof_and_changes_nobody(desk: Desk) -> None:
    case = _elsewhere_case(desk)
    with pytest.raises(BadInput, match="证明"):
        resolve(desk, case, "not_elsewhere", "已停保")
    before = desk.store.rows("SELECT * FROM person")
    resolve(desk, case, "not_elsewhere", "已停保", proof="停保证明")
    assert desk.store.rows("SELECT * FROM person") == before
    assert list_cases(desk) == () and find_case(desk, case).decided is not None


def _county_case(desk: Desk) -> int:
    (villager,) = register_people(desk, person())
    row = ListedPerson("张三", villager.id_number, "全县 第 9 行", "蔡市镇", "大塘村")
    record_county_rows(desk, [row], "全县")
    return list_cases(desk)[0].case_id


def test_who_is_kept_elsewhere_leaves_our_roster(desk: Desk) -> None:
    assert resolve(desk, _county_case(desk), "same", "户口在蔡市镇", 2).left == "张三"
    assert _roster(desk) == [("张三", "2019-11-14", "重复登记")]


def test_who_is_kept_here_is_left_to_the_others_to_correct(desk: Desk) -> None:
    result = resolve(desk, _county_case(desk), "same", "户口在本镇", 1)
    assert result.left == "" and "告知对方" in result.next_step
    assert _roster(desk) == [("张三", None, "")]


def test_another_stations_people_are_never_changed(desk: Desk) -> None:
    number = made_up_number()
    register_people(desk, person("张三", id_number=number))
    other = found_station(
        desk.store, load_notice("lengshuitan-2019"), "蔡市镇", BUSINESS_DATE, "there"
    )
    register_people(other, person("张三", id_number=number))
    result = resolve(desk, alike_case(desk).case_id, "same", "户口在本镇", 1)
    assert result.left == "" and all(left is None for _, left, _ in _roster(desk))
    kept = resolve(other, alike_case(other).case_id, "same", "户口在上岭桥镇", 2)
    assert kept.left == "张三"
    assert [left for _, left, _ in _roster(desk)] == [None, "2019-11-14"]


def test_the_audit_trail_names_no_number_and_no_person(desk: Desk) -> None:
    one, other = settle_alike(desk)
    resolve(desk, alike_case(desk).case_id, "same", "一人登记两次", 1)
    trail = str(desk.store.rows("SELECT action, subject, detail FROM audit"))
    assert "resolve_duplicate" in trail and "曾国强" not in trail
    assert one.id_number not in trail and other.id_number not in trail
