"""Importing paid data: what fits is posted once, everything else is set aside with a reason."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from models.base.dates import HalfMonth
from models.base.errors import BadInput
from models.bureau.self_paid.exceptions import open_rows
from models.bureau.self_paid.record import import_paid, preview_paid
from models.bureau.self_paid.values import PaidFile
from models.counter.differences import find_differences
from models.counter.void import void_payment
from models.ledger.journal import balances
from models.people.changes.departures import death
from models.people.changes.number import correct_number
from models.people.changes.occasion import Occasion
from models.people.changes.status import set_status
from models.people.households.families import load_household
from models.people.person_meant import person_meant
from models.station.desk import Desk
from models.station.filled_figures import record_figure
from models.station.founding import found_station
from models.store.connect import create_store
from reports.progress.gather import gather_progress
from seed.notice_file import load_notice
from tests.bureau.self_paid.making import PAID_ON, bring, everything, row, states
from tests.making import household_id, made_up_number, pay, person, register_people, reverse


def test_a_row_that_fits_is_entered_by_its_channel_with_its_voucher(desk: Desk) -> None:
    (one,) = register_people(desk, person("张三"))
    result = bring(desk, row(one.id_number, voucher="3431100001"))
    assert (result.receipts, result.posted_fen, states(result)) == (("2019-000001",), 25000, [])
    assert desk.store.rows(
        "SELECT kind, channel, business_date, amount_fen, reason FROM payment"
    ) == [("payment", "alipay", "2019-11-14", 25000, "3431100001")]
    assert balances(desk) == {"bureau": 25000, "levy:medical": -25000}
    assert desk.store.rows("SELECT state, payment_id FROM self_paid_row") == [("posted", 1)]


def test_the_same_file_again_changes_nothing(desk: Desk) -> None:
    people = register_people(desk, person("张三"), person("李四"), person("王五"))
    rows = [
        row(people[0].id_number, "张三", voucher="1"),
        row(people[1].id_number, "李四", amount_fen=28000),
        row(made_up_number(), "赵六"),
        row(people[2].id_number, "王五"),
        row(people[2].id_number, "王五"),
    ]
    first = bring(desk, *rows)
    assert (len(first.posted), states(first)) == (2, ["wrong_amount", "unknown", "paid_twice"])
    before = everything(desk)
    again = bring(replace(desk, operator="another"), *rows)
    assert (again.posted, again.known, states(again)) == ((), 2, states(first))
    assert everything(desk) == before


def test_a_preview_says_the_same_and_changes_nothing(desk: Desk) -> None:
    (one,) = register_people(desk, person("张三"))
    file = PaidFile("x", "0" * 64, (row(one.id_number), row(made_up_number())))
    before = everything(desk)
    preview = preview_paid(desk, file)
    assert everything(desk) == before
    done = import_paid(desk, file)
    assert replace(done, receipts=()) == preview


def test_an_overlapping_file_brings_only_what_is_new(desk: Desk) -> None:
    people = register_people(desk, person("张三"), person("李四"))
    bring(desk, row(people[0].id_number, voucher="1"))
    result = bring(
        desk,
        row(people[0].id_number, voucher="1", row=7),
        row(people[1].id_number, "李四", voucher="2", row=8),
    )
    assert (result.known, result.receipts) == (1, ("2019-000002",))


def test_a_line_copied_twice_with_its_voucher_is_one_payment(desk: Desk) -> None:
    (one,) = register_people(desk, person("张三"))
    result = bring(desk, row(one.id_number, voucher="1"), row(one.id_number, voucher="1", row=3))
    assert (len(result.posted), result.known, states(result)) == (1, 1, [])


def test_one_voucher_may_stand_for_a_whole_family(desk: Desk) -> None:
    people = register_people(desk, person("张三"), person("李四"))
    result = bring(
        desk,
        row(people[0].id_number, voucher="1"),
        row(people[1].id_number, "李四", voucher="1"),
    )
    assert len(result.posted) == 2


def test_a_voucher_with_other_content_is_told_and_not_entered(desk: Desk) -> None:
    (one,) = register_people(desk, person("张三"))
    bring(desk, row(one.id_number, voucher="1"))
    before = everything(desk)
    result = bring(desk, row(one.id_number, voucher="1", amount_fen=30000))
    assert "另一笔（支付宝，2019-11-05，250.00 元）" in result.conflicting[0].reason
    assert everything(desk) == before


def test_paid_at_the_station_and_at_the_bank_is_a_refund_candidate_with_both(desk: Desk) -> None:
    (one,) = register_people(desk, person("张三"))
    pay(desk)
    result = bring(desk, row(one.id_number, channel="bank_batch", voucher="77"))
    (found,) = result.exceptions
    assert (found.state, found.row.amount_fen) == ("paid_twice", 25000)
    assert "收据 2019-000001（POS刷卡，2019-11-14，250.00 元）" in found.reason
    assert desk.store.rows("SELECT count(*) FROM payment") == [(1,)]


def test_paid_twice_by_two_banks_names_the_first_voucher(desk: Desk) -> None:
    (one,) = register_people(desk, person("张三"))
    bring(desk, row(one.id_number, voucher="1"))
    result = bring(desk, row(one.id_number, voucher="2", channel="wechat"))
    assert "票号 1）" in result.exceptions[0].reason and "支付宝，2019-11-05" in (
        result.exceptions[0].reason
    )


def test_what_may_be_the_same_payment_in_a_file_without_vouchers_says_so(desk: Desk) -> None:
    (one,) = register_people(desk, person("张三"))
    bring(desk, row(one.id_number))
    assert "也可能是同一笔" in bring(desk, row(one.id_number, voucher="1")).exceptions[0].reason


def test_a_refund_of_the_stations_payment_lets_the_banks_stand(desk: Desk) -> None:
    (one,) = register_people(desk, person("张三"))
    receipt = pay(desk).receipt
    bank = row(one.id_number, voucher="77")
    bring(desk, bank)
    void_payment(desk, receipt, "已从银行缴")
    assert [each.finding.state for each in open_rows(desk)] == ["posted"]
    assert len(bring(desk, bank).posted) == 1
    assert open_rows(desk) == ()
    before = everything(desk)
    assert bring(desk, bank).known == 1 and everything(desk) == before


def test_a_wrong_amount_says_what_was_due(desk: Desk) -> None:
    (one,) = register_people(desk, person("张三", categories=("建档立卡贫困人口",)))
    (found,) = bring(desk, row(one.id_number)).exceptions
    assert (found.state, found.due_fen) == ("wrong_amount", 12500)
    assert found.reason == "2019-11-05 应缴 125.00 元，实缴 250.00 元，多缴 125.00 元"


def test_the_subsidy_stands_with_the_line_as_at_the_counter(desk: Desk) -> None:
    (one,) = register_people(desk, person("张三", categories=("低保",)))
    assert len(bring(desk, row(one.id_number)).posted) == 1
    assert desk.store.rows("SELECT funder, settlement, amount_fen FROM line_share") == [
        ("医疗救助", "reimbursed", 7500)
    ]


def test_an_unknown_person_comes_with_the_nearest_ones(desk: Desk) -> None:
    (one,) = register_people(desk, person("张三"))
    wrong = one.id_number[:-1] + ("1" if one.id_number[-1] != "1" else "2")
    (found,) = bring(desk, row(wrong, fault="校验码不对")).exceptions
    assert (found.state, found.reason) == ("unknown", "校验码不对")
    assert [each.villager.id_number for each in found.candidates] == [one.id_number]


def test_somebody_else_of_the_same_number_is_not_entered(desk: Desk) -> None:
    (one,) = register_people(desk, person("张三"))
    (found,) = bring(desk, row(one.id_number, "李四")).exceptions
    assert found.state == "name_differs" and "张三" in found.reason


@pytest.mark.parametrize(("written", "fits"), [("张*", True), ("*三", True), ("*四", False)])
def test_a_name_masked_by_the_bank_is_compared_by_what_it_shows(
    sqlite_desk: Desk, written: str, fits: bool
) -> None:
    (one,) = register_people(sqlite_desk, person("张三"))
    assert bool(bring(sqlite_desk, row(one.id_number, written)).posted) is fits


def test_who_may_not_enrol_is_set_aside_with_the_rule(sqlite_desk: Desk) -> None:
    (one,) = register_people(sqlite_desk, person("张三", enrolment="职工医保"))
    (found,) = bring(sqlite_desk, row(one.id_number)).exceptions
    assert found.state == "refused" and found.reason


def test_the_status_of_the_day_of_payment_counts(sqlite_desk: Desk) -> None:
    (one,) = register_people(sqlite_desk, person("张三"))
    since = Occasion(dt.date(2019, 11, 10), "入职", "合同")
    set_status(sqlite_desk, person_meant(sqlite_desk, one.id_number), "职工医保", since)
    assert len(bring(sqlite_desk, row(one.id_number)).posted) == 1


def test_another_year_is_not_this_rounds(sqlite_desk: Desk) -> None:
    (one,) = register_people(sqlite_desk, person("张三"))
    (found,) = bring(sqlite_desk, row(one.id_number, levy_year=2019)).exceptions
    assert found.state == "refused"
    assert found.reason.startswith("本通知征收 2020 年度，没有规定可以补缴 2019 年度")


def test_a_payment_is_in_time_however_late_the_file_and_noted_after_the_window(
    desk: Desk,
) -> None:
    """Pension 2019 closes at the counter on 31 October; the file comes in December."""
    one, other = register_people(desk, person("张三"), person("李四"))
    paid = row(
        one.id_number, insurance="pension", levy_year=2019, amount_fen=30000,
        paid_on=dt.date(2019, 10, 31),
    )  # fmt: skip
    after = replace(paid, id_number=other.id_number, name="李四", paid_on=dt.date(2019, 11, 1))
    later = desk.on(dt.date(2019, 12, 2))
    result = bring(later, paid, after)
    assert result.exceptions == ()
    assert [bool(each.note) for each in result.posted] == [False, True]
    assert (
        desk.store.rows("SELECT is_late, tier_fen, business_date FROM payment_line")
        == [(0, 30000, "2019-12-02")] * 2
    )


def test_a_closed_half_month_stays_as_it_was(desk: Desk) -> None:
    (one,) = register_people(desk, person("张三"))
    later = desk.on(dt.date(2019, 11, 20))
    closed = HalfMonth.parse("2019-11-H1")
    before = gather_progress(later, closed)
    bring(later, row(one.id_number))
    assert gather_progress(later, closed) == before
    now = gather_progress(later, closed.following()).insurances[-1].total
    assert (now.people_this_period, now.personal_fen_this_period) == (1, 25000)


@pytest.mark.parametrize(
    ("amount_fen", "tier_fen", "expected"),
    [
        (30000, None, None),
        (30000, 40000, (40000, 10000)),
        (140000, None, (150000, 10000)),
        (25000, None, None),
    ],
    ids=["that tier or the rest of 400", "stated", "only the rest of 1500", "no tier's"],
)
def test_the_tier_of_somebody_subsidised_is_never_guessed(
    sqlite_desk: Desk, amount_fen: int, tier_fen: int | None, expected: tuple[int, int] | None
) -> None:
    """区财政 pays 100 of any tier for 低保: who paid 300 may have meant 300 or 400."""
    (one,) = register_people(sqlite_desk, person("张三", categories=("低保",)))
    desk = sqlite_desk.on(dt.date(2019, 10, 31))
    paid = row(
        one.id_number, insurance="pension", levy_year=2019, amount_fen=amount_fen,
        tier_fen=tier_fen, paid_on=dt.date(2019, 10, 20),
    )  # fmt: skip
    result = bring(desk, paid)
    assert states(result) == ([] if expected else ["wrong_amount"])
    posted = desk.store.rows("SELECT tier_fen, subsidy_fen FROM payment_line")
    assert posted == ([expected] if expected else [])


def test_a_corrected_number_still_means_its_person(desk: Desk) -> None:
    (one,) = register_people(desk, person("张三"))
    right = made_up_number()
    whose = person_meant(desk, one.id_number)
    correct_number(desk, whose, right, Occasion(PAID_ON, "录错", "户口簿"))
    assert len(bring(desk, row(one.id_number)).posted) == 1
    assert states(bring(desk, row(right, voucher="9"))) == ["paid_twice"]


def test_who_had_left_before_paying_is_set_aside(desk: Desk) -> None:
    (one,) = register_people(desk, person("张三"))
    death(desk, person_meant(desk, one.id_number), Occasion(PAID_ON, "病故", "证明"))
    assert states(bring(desk, row(one.id_number))) == ["refused"]
    assert len(bring(desk, row(one.id_number, paid_on=dt.date(2019, 11, 4))).posted) == 1


def test_a_day_after_the_business_date_is_refused(sqlite_desk: Desk) -> None:
    with pytest.raises(BadInput, match="晚于业务日期"):
        bring(sqlite_desk, row(made_up_number(), paid_on=dt.date(2019, 11, 15)))


def test_numbers_have_no_gaps_and_a_refund_takes_back_one_row(desk: Desk) -> None:
    people = register_people(desk, person("张三"), person("李四"))
    bring(desk, *[row(each.id_number, each.name) for each in people])
    done = reverse(desk.on(dt.date(2019, 11, 20)), "2019-000001", "refund")
    assert (done.receipt, done.amount_fen, done.people) == ("2019-000003", 25000, 1)
    assert desk.store.rows("SELECT count(*) FROM in_force") == [(1,)]


def test_a_later_revision_is_reckoned_from_the_day_of_payment(sqlite_desk: Desk) -> None:
    """250 until 20 November, then 280; paid on the 5th, the file comes after the window."""
    (one,) = register_people(sqlite_desk, person("张三"))
    revised = dt.date(2019, 11, 20)
    record_figure(sqlite_desk.on(revised), "medical.personal", "280", "省文1号", None, revised)
    desk = sqlite_desk.refreshed().on(dt.date(2020, 1, 5))
    assert len(bring(desk, row(one.id_number)).posted) == 1
    (difference,) = find_differences(desk, "medical")
    assert (difference.problem, difference.amount_fen, difference.paid_on) == ("", 3000, PAID_ON)
    household = load_household(desk, household_id(desk))
    assert household.members[0].paid[0].business_date == PAID_ON


def test_what_came_before_the_window_is_reckoned_with_the_figures_of_its_first_day(
    tmp_path: Path, key_file: Path
) -> None:
    """songyang's pension of 2 November: its tiers were filled in for the round later on."""
    store = create_store(str(tmp_path / "songyang.db"), key_file)
    day = dt.date(2020, 11, 20)
    desk = found_station(store, load_notice("songyang-2020"), "某乡", day, "test")
    record_figure(desk, "pension.tiers", "100,300", "松人社〔2020〕1号")
    (one,) = register_people(desk, person("张三"))
    paid = row(
        one.id_number, insurance="pension", levy_year=2020, amount_fen=30000,
        paid_on=dt.date(2020, 11, 2),
    )  # fmt: skip
    result = bring(desk.refreshed(), paid)
    assert result.exceptions == () and "税务部门已经收下" in result.posted[0].note
    store.close()
