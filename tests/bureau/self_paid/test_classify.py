"""Classifying, as a pure function: each row one thing, and nobody enters twice."""

import datetime as dt
from collections import Counter
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from models.base.identity import with_check_character
from models.bureau.self_paid.classify import classify, is_same_name
from models.bureau.self_paid.values import Finding, PaidRow, Payer, identities
from models.levy.family import Household, Member
from models.levy.fill import fill_notice
from seed.notice_file import load_notice
from tests.bureau.self_paid.making import row
from tests.cases import for_each

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
def test_every_row_is_one_thing_and_has_a_reason_unless_it_is_entered(rows: list[PaidRow]) -> None:
    findings = classified(rows)
    assert [each.row for each in findings] == rows
    for each in findings:
        assert bool(each.reason) == (each.state != "posted") == (each.line is None)


@given(_ROWS)
def test_nobody_is_entered_twice_and_only_with_what_was_due(rows: list[PaidRow]) -> None:
    lines = [each.line for each in classified(rows) if each.line is not None]
    entered = Counter((line.person_id, line.insurance, line.levy_year) for line in lines)
    assert set(entered.values()) <= {1}
    for each in classified(rows):
        if each.line is not None:
            assert each.line.amount_fen == each.row.amount_fen == each.due_fen == 25000
            is_in_window = dt.date(2019, 10, 1) <= each.row.paid_on <= dt.date(2019, 12, 31)
            assert ("税务部门已经收下" in each.note) != is_in_window


@for_each(
    "notice, paid_on, channel, amount_fen, year, words",
    [
        ("songyang-2020", "2020-11-02", "alipay", 48000, 2021, "税务部门已经收下"),
        ("songyang-2020", "2020-11-20", "alipay", 48000, 2021, ""),
        ("songyang-2020", "2020-12-16", "alipay", 48000, 2021, "2020-12-15 前完成"),
        ("weidong-2020", "2020-09-20", "wechat", 28000, 2020, "参保年度 2020 有疑"),
        ("weidong-2020", "2020-12-20", "service_hall", 28000, 2020, "参保年度 2020 有疑"),
        ("weidong-2020", "2020-12-31", "service_hall", 28000, 2020, "税务部门已经收下"),
        ("yiwu-2020", "2020-10-31", "bank_batch", 51000, 2021, "税务部门已经收下"),
    ],
)
def test_the_window_binds_the_counter_and_not_the_bureau(
    notice: str, paid_on: str, channel: str, amount_fen: int, year: int, words: str
) -> None:
    """What the tax bureau has is enrolled, with a note where the day is outside its days."""
    rules = load_notice(notice)
    if notice == "yiwu-2020":
        rules = fill_notice(rules, [("medical.personal", "510")])
    paid = row(
        _NUMBERS[0],
        amount_fen=amount_fen,
        levy_year=year,
        channel=channel,
        paid_on=dt.date.fromisoformat(paid_on),
    )
    (found,) = classify([paid], _PAYERS, {}, lambda day: rules)
    assert (found.state, found.reason, found.due_fen) == ("posted", "", amount_fen)
    assert words in found.note and bool(words) == bool(found.note)
    assert ("已经收下" in found.note) == ("已经收下" in words)


@for_each("government", [None, "520"])
def test_after_the_window_both_prices_are_enrolled_and_no_other(government: str | None) -> None:
    """xiaoxue 三(一): late payers owe both shares; the bureau may have taken it as in time."""
    rules = load_notice("xiaoxue-2019")
    if government is not None:
        rules = fill_notice(rules, [("medical.government", government)])
    day = dt.date(2020, 1, 5)
    in_time, late, other = (
        classify([row(_NUMBERS[0], amount_fen=fen, paid_on=day)], _PAYERS, {}, lambda _: rules)[0]
        for fen in (25000, 77000, 30000)
    )
    assert in_time.state == "posted" and "按期内标准收下" in in_time.note
    assert in_time.line is not None and in_time.line.benefit_from is None
    assert (late.state == "posted") == (government is not None)
    assert late.line is None or late.line.is_late
    assert other.state == ("wrong_amount" if government else "refused") and other.note == ""


@given(_ROWS)
def test_a_row_is_a_repeat_only_of_one_entered_before_it(rows: list[PaidRow]) -> None:
    entered: set[tuple[str, str, int]] = set()
    for each in classified(rows):
        key = each.row.id_number, each.row.insurance, each.row.levy_year
        assert (each.state == "paid_twice") <= (key in entered)
        if each.state == "posted":
            entered.add(key)


@given(_ROWS, st.randoms(use_true_random=False))
def test_the_rows_of_a_file_are_the_same_in_any_order(rows: list[PaidRow], dice: Random) -> None:
    shuffled = rows[:]
    dice.shuffle(shuffled)
    assert Counter(identities(rows)) == Counter(identities(shuffled))


@given(_ROWS)
def test_only_a_voucher_makes_two_rows_one(rows: list[PaidRow]) -> None:
    repeated = {key for key, count in Counter(identities(rows)).items() if count > 1}
    assert all(key.startswith("v|") for key in repeated)


@given(st.text(min_size=1), st.text(min_size=1))
def test_a_name_without_stars_is_itself_only(one: str, other: str) -> None:
    if "*" not in one:
        assert is_same_name(one, other) == (one == other)
    assert is_same_name("*" * len(other), other)
