"""参保率 is enrolled by who is to enrol, where the notice asks for it; nothing else is printed."""

from dataclasses import replace
from fractions import Fraction
from math import ceil
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.base.errors import BadInput
from models.station.denominators import NOTHING, Denominator, Stated
from models.station.founding import found_station
from models.station.set_target import TargetWish, set_target
from models.store.writing import Store
from reports.progress.document import progress_document
from reports.progress.figures import InsuranceProgress, ProgressRow, total_of
from reports.progress.gather import gather_progress
from reports.progress.goals import denominator_notes, goal_words
from reports.progress.text import progress_summary, progress_text, summary_heads
from reports.progress.words import villages_listing
from reports.progress.workbook import write_progress_workbook
from seed.notice_file import load_notice
from tests.making import person, register_people
from tests.reports.rates import DAY, PERIOD, medical, state, station_of


def test_a_rate_is_of_the_registered_people_less_who_is_not_to_enrol(sqlite_store: Store) -> None:
    desk = station_of(sqlite_store)
    state(desk, "甲村", 户籍人口=10, 职工参保=4, 死亡=2)
    state(desk, "乙村", 应参保人数=12)
    each = medical(desk)
    assert [row.enrolment_rate for row in (*each.rows, each.total)] == [2 / 4, 0, 2 / 16]
    assert each.is_by_rate and each.ranks == {"甲村": 1, "乙村": 2}
    assert each.pace is not None and each.pace.missing == 14  # 99.91 % of 16, rounded up


def test_permanent_residents_stand_beside_the_registered(sqlite_store: Store) -> None:
    desk = station_of(sqlite_store)
    state(desk, 户籍人口=4, 常住人口=8)
    goals = {goal.group: goal for goal in medical(desk).goals}
    assert (goals["residents"].of, goals["residents"].missing) == (4, 2)
    assert (goals["permanent_residents"].of, goals["permanent_residents"].missing) == (8, 6)
    words = "常住人口参保率要求 95%（二(二)），现 2 / 8 = 25.00%，还差 6 人"
    assert words in goal_words(medical(desk))


@pytest.mark.parametrize("notice", ["yiwu-2020", "songyang-2020"])
def test_nothing_is_printed_where_nothing_can_be_computed(sqlite_store: Store, notice: str) -> None:
    report = gather_progress(station_of(sqlite_store, notice), PERIOD)
    each = next(e for e in report.insurances if e.insurance == "medical")
    printed = {figure.key for figure in each.columns}
    assert not printed & {"target", "rate", "enrolment_rate", "rank", "to_target", "denominator"}
    about = [note for note in report.notes if "不计参保率" in note and "医疗" in note]
    assert len(about) == 1 and "还没有登记应参保人数" in about[0]
    text = progress_text(report)
    assert "还差" not in text and "任务" not in text
    heads = {column.heading for column in villages_listing(report).columns}
    assert not heads & {"完成率", "任务数", "参保率"}


def test_a_number_that_is_set_is_completed_and_no_rate_is_invented(sqlite_store: Store) -> None:
    desk = station_of(sqlite_store)
    set_target(desk, TargetWish("medical", "文", people=8))
    each = medical(desk)
    assert each.total.rate == 2 / 8 and each.total.enrolment_rate is None and not each.is_by_rate


def test_the_document_keeps_its_keys_and_gains_some_only_where_stated(sqlite_store: Store) -> None:
    desk = station_of(sqlite_store)
    before = progress_document(gather_progress(desk, PERIOD))["insurances"]["medical"]["total"]
    assert not {"denominator", "enrolment_rate", "same_day_last_year"} & set(before)
    assert before["rate"] is None and before["target"] is None
    state(desk, 户籍人口=3)
    total = progress_document(gather_progress(desk, PERIOD))["insurances"]["medical"]["total"]
    assert (total["denominator"], total["enrolment_rate"]) == (3, 0.6667)
    assert set(before) < set(total)


def test_the_screen_shows_the_rate_and_its_bar(sqlite_store: Store) -> None:
    desk = station_of(sqlite_store)
    state(desk, 户籍人口=4)
    report = gather_progress(desk, PERIOD)
    each = next(e for e in report.insurances if e.insurance == "medical")
    assert "应参保" in summary_heads(each) and "参保率" in summary_heads(each)
    assert "任务" in summary_heads()
    lines = [e.text for e in progress_summary(report) if e.row is each.total]
    assert "50.00%" in lines[0] and "#" in lines[0]


_ROW = st.builds(
    ProgressRow,
    village=st.just("村"),
    target=st.none(),
    people_to_date=st.integers(0, 10**5),
    denominator=st.integers(1, 10**6),
)


@given(st.lists(_ROW, min_size=1, max_size=8))
def test_villages_add_up_to_the_township(rows: list[ProgressRow]) -> None:
    total = total_of(rows, None)
    assert total.denominator == sum(row.denominator or 0 for row in rows)
    for row in (*rows, total):
        assert row.enrolment_rate == row.people_to_date / (row.denominator or 0)
    lacking = total_of([*rows, replace(rows[0], denominator=None)], None)
    assert lacking.denominator is None and lacking.enrolment_rate is None


def test_villages_that_do_not_add_up_are_told() -> None:
    rows = (ProgressRow("甲村", None, denominator=3), ProgressRow("乙村", None, denominator=4))
    each = InsuranceProgress("medical", 2021, None, rows, total_of(rows, None, None, 9))
    notes = denominator_notes(each, {None: Denominator({"应参保人数": Stated(9, "甲号")})}, {})
    assert "各村应参保人数相加为 7，乡镇为 9，相差 +2" in notes[1] and NOTHING.people is None


def test_a_document_is_asked_for(sqlite_store: Store) -> None:
    with pytest.raises(BadInput, match="「文号」"):
        set_target(station_of(sqlite_store), TargetWish("medical", "", parts={"户籍人口": 1}))


_ASKED = {
    "songyang-2020": {
        "pension": [("residents", 0.98)],
        "medical": [("residents", 0.99), ("hardship", 1.0)],
    },
    "yiwu-2020": {
        "pension": [("residents", 0.98), ("hardship", 1.0)],
        "medical": [("residents", 0.9991), ("permanent_residents", 0.95), ("hardship", 1.0)],
        "critical_illness": [("residents", 0.85)],
    },
    "weidong-2020": {"pension": [], "medical": []},
}


@pytest.mark.parametrize("notice", _ASKED)
def test_the_rates_asked_are_the_notices(sqlite_store: Store, notice: str) -> None:
    desk = found_station(sqlite_store, load_notice(notice), "某镇", DAY, "01")
    register_people(desk, person(village="甲村"))
    for insurance in desk.insurances:
        set_target(desk, TargetWish(insurance, "文", "甲村", parts={"户籍人口": 200}))
    report = gather_progress(desk, PERIOD)
    for each in report.insurances:
        asked = [(goal.group, goal.asked_rate) for goal in each.goals]
        assert asked == _ASKED[notice][each.insurance]
        if asked:
            pace = each.pace
            assert pace is not None and pace.missing == ceil(200 * Fraction(str(asked[0][1])))


def test_the_form_explains_the_figures_it_has(sqlite_store: Store, tmp_path: Path) -> None:
    desk = station_of(sqlite_store)
    write_progress_workbook(gather_progress(desk, PERIOD), tmp_path / "a.xlsx")
    state(desk, "甲村", 户籍人口=4)
    write_progress_workbook(gather_progress(desk, PERIOD), tmp_path / "b.xlsx")
    without, stated = (openpyxl.load_workbook(tmp_path / f"{name}.xlsx") for name in "ab")
    named = [[row[0].value for row in book["渠道与说明"].rows] for book in (without, stated)]
    assert "应参保人数" not in named[0] and "应参保人数" in named[1]
    heads = [[cell.value for cell in book["城乡居民医疗保险"][4]] for book in (without, stated)]
    assert "应参保人数" not in heads[0] and "应参保人数" in heads[1]
    assert "任务数" not in heads[0] + heads[1]
