"""Classifying, as a pure function: each row one thing, and nobody enters twice."""

import datetime as dt
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from models.base.identity import with_check_character
from models.bureau.self_paid.classify import classify, is_same_name
from models.bureau.self_paid.same_row import identities
from models.bureau.self_paid.values import Finding, PaidRow, Payer
from models.levy.family import Household, Member
from seed.notice_file import load_notice
from tests.bureau.self_paid.making import row

_NOTICE = load_notice("lengshuitan-2019")
_HOME = Household(household_id=1, number="0001", village_id=1, village="青山村", members=())
_NUMBERS = [with_check_character(f"43119819800506{sequence:03d}") for sequence in range(1, 6)]
_PAYERS = {
    number: Payer(
        Member(person_id=place, name="张三", id_number=number, born=dt.date(1980, 5, 6)), _HOME
    )
    for place, number in enumerate(_NUMBERS[:4])
}
_ROWS = st.lists(
    st.builds(
        row,
        st.sampled_from(_NUMBERS),
        st.sampled_from(["张三", "张三", "李四"]),
        amount_fen=st.sampled_from([25000, 25000, 12500]),
        levy_year=st.sampled_from([2020, 2020, 2019]),
        insurance=st.sampled_from(["medical", "medical", "critical_illness"]),
        channel=st.sampled_from(["alipay", "wechat"]),
        paid_on=st.dates(dt.date(2019, 9, 25), dt.date(2020, 1, 5)),
        voucher=st.sampled_from(["", "1", "2"]),
    ),
    max_size=12,
)


def classified(rows: list[PaidRow]) -> tuple[Finding, ...]:
    return classify(rows, _PAYERS, {}, lambda day: _NOTICE)


@given(_ROWS)
def test_every_row_is_one_thing_and_has_a_reason_unless_it_is_entered(rows: list[PaidRow]):
    findings = classified(rows)
    assert [each.row for each in findings] == rows
    for each in findings:
        assert bool(each.reason) == (each.state != "posted") == (each.line is None)


@given(_ROWS)
def test_nobody_is_entered_twice_and_only_with_what_was_due(rows: list[PaidRow]):
    lines = [each.line for each in classified(rows) if each.line is not None]
    entered = Counter((line.person_id, line.insurance, line.levy_year) for line in lines)
    assert set(entered.values()) <= {1}
    for each in classified(rows):
        if each.line is not None:
            assert each.line.amount_fen == each.row.amount_fen == each.due_fen == 25000
            assert dt.date(2019, 10, 1) <= each.row.paid_on <= dt.date(2019, 12, 31)


@given(_ROWS)
def test_a_row_is_a_repeat_only_of_one_entered_before_it(rows: list[PaidRow]):
    entered: set[tuple[str, str, int]] = set()
    for each in classified(rows):
        key = each.row.id_number, each.row.insurance, each.row.levy_year
        assert (each.state == "paid_twice") <= (key in entered)
        if each.state == "posted":
            entered.add(key)


@given(_ROWS, st.randoms(use_true_random=False))
def test_the_rows_of_a_file_are_the_same_in_any_order(rows: list[PaidRow], dice):
    shuffled = rows[:]
    dice.shuffle(shuffled)
    assert Counter(identities(rows)) == Counter(identities(shuffled))


@given(_ROWS)
def test_only_a_voucher_makes_two_rows_one(rows: list[PaidRow]):
    repeated = {key for key, count in Counter(identities(rows)).items() if count > 1}
    assert all(key.startswith("v|") for key in repeated)


@given(st.text(min_size=1), st.text(min_size=1))
def test_a_name_without_stars_is_itself_only(one: str, other: str):
    if "*" not in one:
        assert is_same_name(one, other) == (one == other)
    assert is_same_name("*" * len(other), other)
