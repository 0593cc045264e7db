"""A report once sent never changes; what comes later stands in the next one (六(四))."""

import datetime as dt
import hashlib
from pathlib import Path

import openpyxl
import pytest

from models.base.dates import HalfMonth
from models.base.errors import BadInput, LaobaoError, RefusedByRule
from models.bureau.submission.due import leaves_out_earlier, periods_due
from models.bureau.submission.kept import list_submissions, submission_of, workbook_sent
from models.bureau.submission.send import refuse_unsendable
from models.checks.check_store import check_store
from models.counter.refund import approve_refund, request_refund
from models.station.approvals import SecondPerson
from models.station.desk import Desk
from reports.progress.gather import gather_progress
from reports.submission import progress_of, submit_progress, write_stated
from seed.report_file import read_report
from tests.making import BUSINESS_DATE, PIN, SECOND, pay, person, register_people, reverse
from tui.screens.station_lists import listing_grids

PERIOD = HalfMonth.containing(BUSINESS_DATE)
NEXT_DAY = PERIOD.last_day + dt.timedelta(days=1)


@pytest.fixture
def worked(desk: Desk) -> Desk:
    """Two families paid in the first half of November."""
    register_people(desk, *(person(f"张{n}", household=f"000{n}") for n in range(1, 5)))
    pay(desk, "0001", trace=1)
    pay(desk, "0002", trace=2)
    return desk


def refused(desk: Desk, period: HalfMonth = PERIOD, reviewer: SecondPerson | None = SECOND) -> str:
    """Return the code, if there is one, with which sending is refused."""
    with pytest.raises(LaobaoError) as caught:
        submit_progress(desk, period, reviewer)
    assert "\n" not in caught.value.message
    return caught.value.code if isinstance(caught.value, RefusedByRule) else "bad"


def test_what_was_sent_stays_to_the_byte_whatever_comes_later(worked: Desk, tmp_path: Path) -> None:
    desk = worked.on(NEXT_DAY)
    before = gather_progress(desk, PERIOD)
    sent = submit_progress(desk, PERIOD, SECOND)
    assert (sent.number, sent.operator, sent.reviewer) == ("2019-001", "test", "李站长")
    file = workbook_sent(desk.store, sent)
    assert hashlib.sha256(file).hexdigest() == sent.digest
    reverse(desk, "2019-000001", "refund")
    pay(desk, "0003", trace=3)
    stated = progress_of(desk, PERIOD)
    assert stated.figures == before and stated.submission == sent
    assert workbook_sent(desk.store, sent) == file
    write_stated(desk, stated, tmp_path / "a.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == file
    assert check_store(desk.store).broken == ()


def test_the_next_report_states_the_corrections(worked: Desk) -> None:
    desk = worked.on(NEXT_DAY)
    submit_progress(desk, PERIOD, SECOND)
    reverse(desk, "2019-000001", "refund")
    pay(desk, "0003", trace=3)
    medical = progress_of(desk, PERIOD.following()).figures.insurances[-1]
    assert (medical.total.people_this_period, medical.total.people_to_date) == (0, 2)
    frozen = progress_of(desk, PERIOD).figures.insurances[-1]
    assert (frozen.total.people_this_period, frozen.total.people_to_date) == (2, 2)


def test_nothing_is_entered_any_more_for_the_days_it_covers(worked: Desk) -> None:
    submit_progress(worked.on(NEXT_DAY), PERIOD, SECOND)
    request_refund(worked, "2019-000001", "死亡")
    for act in (
        lambda: pay(worked, "0003", trace=3),
        lambda: reverse(worked, "2019-000001", "void"),
        lambda: approve_refund(_second(worked), "2019-000001"),
        lambda: pay(worked.on(PERIOD.first_day), "0003", trace=3),
    ):
        with pytest.raises(RefusedByRule) as no:
            act()
        assert no.value.code == "period_submitted" and "请改用今天" in no.value.message
    assert pay(worked.on(NEXT_DAY), "0003", trace=3).amount_fen == 250_00


def _second(desk: Desk) -> Desk:
    from dataclasses import replace

    return replace(desk, operator="second")


def test_the_file_is_what_the_district_reads(worked: Desk, tmp_path: Path) -> None:
    desk = worked.on(NEXT_DAY)
    submit_progress(desk, PERIOD, SECOND)
    path = tmp_path / "a.xlsx"
    write_stated(desk, progress_of(desk, PERIOD), path)
    report = read_report(path)
    assert (report.station, report.submission.number) == ("上岭桥镇", "2019-001")
    assert report.insurances["medical"].total.people_to_date == 2
    assert report.ledger_head
    book = openpyxl.load_workbook(path)
    cell = next(
        cell for row in book["城乡居民医疗保险"].iter_rows() for cell in row if cell.value == 500
    )
    cell.value = 750
    book.save(path)
    with pytest.raises(BadInput, match=f"{cell.coordinate} 原为“500”，文件里是“750”"):
        read_report(path)


def test_the_months_bulletin_is_a_list_of_the_screen(worked: Desk) -> None:
    desk = worked.on(NEXT_DAY)
    with pytest.raises(BadInput, match="还没有上报这个月"):
        listing_grids(desk, "月度通报（本月）", PERIOD)
    submit_progress(desk, PERIOD, SECOND)
    grids = listing_grids(desk, "月度通报（本月）", PERIOD)
    assert "医疗保险征缴进度通报" in "".join(each.title for each in grids)
    medical = next(each for each in grids if "医疗" in each.title)
    (own,) = [row for row in medical.rows if worked.township in row[1]]
    people = gather_progress(desk, PERIOD).insurances[-1].total.people_to_date
    assert own[5] == people > 0


def test_it_needs_a_reviewer_who_is_another(worked: Desk) -> None:
    desk = worked.on(NEXT_DAY)
    assert refused(desk, reviewer=SecondPerson(" ")) == "second_operator"
    assert refused(desk, reviewer=SecondPerson("somebody", PIN)) == "not_an_operator"
    assert refused(desk, reviewer=SecondPerson("second")) == "pin_needed"
    assert refused(desk, reviewer=SecondPerson("second", "111111")) == "wrong_pin"
    assert refused(desk, reviewer=SecondPerson("test", PIN)) == "second_operator"
    assert refused(desk, reviewer=SecondPerson("ＴＥＳＴ", PIN)) == "second_operator"
    assert list_submissions(desk) == ()


def test_the_first_report_leaves_out_what_was_entered_before(worked: Desk) -> None:
    desk = worked.on(NEXT_DAY)
    assert not leaves_out_earlier(desk, PERIOD)
    assert leaves_out_earlier(worked.on(dt.date(2019, 12, 20)), PERIOD.following())
    submit_progress(desk, PERIOD, SECOND)
    assert not leaves_out_earlier(worked.on(dt.date(2019, 12, 20)), PERIOD.following())


def test_whether_a_period_can_be_sent_is_told_without_a_reviewer(worked: Desk) -> None:
    refuse_unsendable(worked.on(NEXT_DAY), PERIOD)
    with pytest.raises(RefusedByRule, match="请到那天再报"):
        refuse_unsendable(worked, PERIOD)


def test_periods_are_sent_when_over_once_and_in_order(worked: Desk) -> None:
    assert refused(worked) == "period_not_ended"
    desk = worked.on(dt.date(2019, 12, 20))
    submit_progress(desk, PERIOD, SECOND)
    assert refused(desk) == "already_submitted"
    assert refused(desk, PERIOD.previous()) == "already_submitted"
    assert refused(desk, PERIOD.following().following()) == "earlier_not_submitted"
    submit_progress(desk, PERIOD.following(), SECOND)
    assert [each.number for each in list_submissions(desk)] == ["2019-001", "2019-002"]
    assert submission_of(desk, PERIOD.previous()) is None


def test_what_is_due_is_every_ended_period_not_sent(worked: Desk) -> None:
    assert periods_due(worked) == ()
    assert periods_due(worked.on(PERIOD.last_day)) == ()
    assert periods_due(worked.on(NEXT_DAY)) == (PERIOD,)
    late = worked.on(dt.date(2019, 12, 20))
    assert [str(each) for each in periods_due(late)] == ["2019-12-H1"]
    submit_progress(late, PERIOD, SECOND)
    assert [str(each) for each in periods_due(late)] == ["2019-11-H2", "2019-12-H1"]


def test_a_station_without_entries_owes_no_report(desk: Desk) -> None:
    assert periods_due(desk.on(dt.date(2020, 5, 1))) == ()
    assert submit_progress(desk.on(NEXT_DAY), PERIOD, SECOND).number == "2019-001"
