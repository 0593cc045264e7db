"""A target is set by a document, for the township or a village, and an earlier one stays."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.base.errors import BadInput, RefusedByRule
from models.base.terms import Insurance
from models.checks.check_store import check_store
from models.station.denominators import (
    LESS,
    PERMANENT,
    REGISTERED,
    WHOLE,
    denominator_of,
    list_denominators,
)
from models.station.desk import Desk
from models.station.opening import open_round
from models.station.set_target import TargetSet, TargetWish, set_target, set_targets
from models.station.targets import list_targets, share_targets
from models.store.tables.station import DenominatorPart
from tests.making import SECOND, person, register_people
from tests.years import notice_of_year


def wish(people: int | None = None, village: str = "", **more: object) -> TargetWish:
    given_document = str(more.pop("document", "冷政发〔2019〕9号"))
    insurance: Insurance = "medical"
    return TargetWish(insurance, given_document, village, people=people, **more)  # type: ignore[arg-type]


def medical(desk: Desk) -> dict[str, int]:
    return {e.village: e.target_people for e in list_targets(desk) if e.insurance == "medical"}


def test_the_townships_target_is_set_anew_and_the_annexs_stays_for_earlier_days(
    desk: Desk,
) -> None:
    later = desk.on(dt.date(2019, 12, 3))
    done = set_target(later, wish(48000))
    assert (done.target_people, done.counts_from) == (48000, dt.date(2019, 12, 1))
    assert done.last_year_people == 42920  # the annex's, which the document does not touch
    assert medical(later) == {"": 48000} and medical(desk) == {"": 47212}
    assert set_target(later, wish(48500, document="更正")).is_new
    assert medical(later) == {"": 48500} and check_store(desk.store).broken == ()


def test_the_same_again_changes_nothing(desk: Desk) -> None:
    stated = wish(48000, parts={REGISTERED: 50000, "死亡": 10})
    assert [set_target(desk, stated).is_new for _ in range(2)] == [True, False]
    assert len(list_denominators(desk)) == 2


def test_a_villages_target_stands_beside_the_shared_ones(desk: Desk) -> None:
    register_people(desk, person(village="甲村"), person(household="2", village="乙村"))
    share_targets(desk, "medical")
    set_target(desk, wish(20000, "甲村", last_year_people=18000))
    assert medical(desk) == {"": 47212, "甲村": 20000, "乙村": 23606}


def test_sharing_out_again_in_a_later_period_leaves_the_earlier_parts(desk: Desk) -> None:
    register_people(desk, person(village="甲村"))
    share_targets(desk, "medical")
    later = desk.on(dt.date(2019, 12, 3))
    set_target(later, wish(48000))
    share_targets(later, "medical")
    assert medical(later) == {"": 48000, "甲村": 48000}
    assert medical(desk) == {"": 47212, "甲村": 47212}


def test_the_target_of_an_earlier_rounds_year_is_set_too(desk: Desk) -> None:
    second = notice_of_year("lengshuitan-2019", 1)
    known = {second.id: second, desk.notice.id: desk.notice}
    desk = replace(desk, find_notice=known.__getitem__).on(dt.date(2020, 10, 20))
    open_round(desk, second)
    desk = desk.refreshed()
    assert set_target(desk, wish(50000)).levy_year == 2021
    assert set_target(desk, wish(47000, levy_year=2020)).levy_year == 2020
    with pytest.raises(BadInput, match="没有 2022 年度的轮次，可用的年度：2020、2021"):
        set_target(desk, wish(1, levy_year=2022))


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (wish(1, "无名村"), "没有“无名村”这个村"),
        (wish(-1), "任务数 -1 应在 0 到"),
        (wish(), "「任务数」或「应参保人数」"),
        (wish(1, document=" "), "「文号」"),
        (wish(1, parts={"猫": 3}), "“猫”不是应参保人数的一部分"),
        (wish(1, parts={REGISTERED: 5, "死亡": 6}), "比户籍人口多 1 人"),
        (TargetWish("critical_illness", "文", people=1), "不征收大病保险"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_set(
    desk: Desk, wrong: TargetWish, words: str
) -> None:
    with pytest.raises(BadInput, match=words):
        set_targets(desk, [wish(48000), wrong])
    assert medical(desk) == {"": 47212} and not list_denominators(desk)


def test_a_last_years_count_alone_needs_a_target(desk: Desk) -> None:
    register_people(desk, person(village="甲村"))
    with pytest.raises(BadInput, match="「任务数」"):
        set_target(desk, wish(village="甲村", last_year_people=10))
    assert set_target(desk, wish(last_year_people=43000)).target_people == 47212


def test_nothing_is_set_on_a_day_that_was_reported(desk: Desk) -> None:
    from models.base.dates import HalfMonth
    from reports.submission import submit_progress

    submit_progress(desk.on(dt.date(2019, 11, 16)), HalfMonth(2019, 11, False), SECOND)
    with pytest.raises(RefusedByRule, match="已上报"):
        set_target(desk, wish(1))


def part(number: int, name: str, people: int) -> DenominatorPart:
    return DenominatorPart(
        station_id=1, id=number, village_id=None, insurance="medical", levy_year=2020, part=name,
        people=people, document=f"{number}号", operator_id=1, recorded_at="",
    )  # fmt: skip


@given(
    st.integers(0, 10**6),
    st.dictionaries(st.sampled_from(LESS), st.integers(0, 10**4)),
    st.integers(0, 10**6),
)
def test_a_denominator_is_the_registered_people_less_who_is_not_to_enrol(
    registered: int, less: dict[str, int], permanent: int
) -> None:
    stated = {REGISTERED: registered, PERMANENT: permanent, **less}
    rows = [part(number, *each) for number, each in enumerate(stated.items(), start=1)]
    known = denominator_of(rows)
    assert known.people == registered - sum(less.values()) and known.permanent == permanent
    whole = denominator_of([*rows, part(99, WHOLE, 7)])
    assert whole.people == 7 and whole.contradiction in (None, 7 - (known.people or 0))
    again = denominator_of([part(0, WHOLE, 7), *rows])
    assert again.people == known.people, "what was stated last counts"


def test_of_a_part_the_latest_counts(desk: Desk) -> None:
    set_target(desk, wish(parts={REGISTERED: 100, "死亡": 3}))
    done: TargetSet = set_target(desk, wish(parts={"死亡": 5}, document="更正"))
    assert done.denominator == 95
    assert [(each.part, each.people) for each in list_denominators(desk)] == [
        (REGISTERED, 100), ("死亡", 5),
    ]  # fmt: skip
