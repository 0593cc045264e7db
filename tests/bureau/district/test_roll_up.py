"""The bulletin is the sum of what the stations sent, set against the annexes (六(四))."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.base.dates import HalfMonth
from models.base.errors import BadInput
from models.base.terms import Insurance
from models.bureau.district.roll_up import roll_up
from models.bureau.district.values import Bulletin, InsuranceBulletin
from seed.notice_file import load_notice
from tests.bureau.district.making import NOVEMBER, OCTOBER, line, report

NOTICE = load_notice("lengshuitan-2019")
MEDICAL = next(table for table in NOTICE.targets if table.insurance == "medical")
PENSION = next(table for table in NOTICE.targets if table.insurance == "pension")
FIRST = HalfMonth(2019, 11, is_second=False)


def part(bulletin: Bulletin, insurance: Insurance = "medical") -> InsuranceBulletin:
    return next(each for each in bulletin.insurances if each.insurance == insurance)


@given(people=st.lists(st.integers(0, 60_000), min_size=21, max_size=21))
def test_the_figures_are_the_sum_of_the_stations(people: list[int]):
    reports = [
        report(row.township, medical=line(count, count // 7, hardship_people=count // 9))
        for row, count in zip(MEDICAL.rows, people, strict=True)
    ]
    bulletin = roll_up(NOTICE, NOVEMBER, reports)
    total = part(bulletin).total
    assert bulletin.missing == () and total.is_reported
    assert total.people_to_date == sum(people) == total.people_of_target
    assert total.personal_fen == sum(people) * 250_00
    assert total.hardship_people == sum(count // 9 for count in people)
    assert total.rate == Fraction(sum(people), 461_604)
    # The order is that of the rates, and equal rates share a rank.
    rows = part(bulletin).rows
    assert [row.rate for row in rows] == sorted((row.rate for row in rows), reverse=True)
    for row in rows:
        assert row.rank == 1 + sum(other.rate > row.rate for other in rows)  # type: ignore[operator]


def test_the_printed_total_stands_beside_the_computed_one():
    bulletin = roll_up(NOTICE, NOVEMBER, [report("上岭桥镇", medical=line(40))])
    assert part(bulletin).total.target == 461_604
    assert "461604" in str(part(bulletin).discrepancy) and "462000" in str(
        part(bulletin).discrepancy
    )
    assert part(bulletin, "pension").discrepancy is None


def test_who_has_not_reported_is_named_and_adds_a_target_only():
    bulletin = roll_up(NOTICE, NOVEMBER, [report("上岭桥镇", medical=line(47_212))])
    assert len(bulletin.missing) == 20 and "仁湾镇" in bulletin.missing
    medical = part(bulletin)
    assert len(medical.rows) == 21 and not medical.total.is_reported
    assert [row.township for row in medical.rows if row.is_reported] == ["上岭桥镇"]
    assert medical.rows[0].rank == 1 and medical.rows[1].rank is None
    assert medical.total.rate == Fraction(47_212, 461_604)


def test_a_township_without_a_target_is_listed_and_left_out_of_the_rate():
    """仁湾镇 has a medical target and no pension target."""
    pension = line(100)
    bulletin = roll_up(NOTICE, NOVEMBER, [report("仁湾镇", medical=line(1), pension=pension)])
    rows = part(bulletin, "pension").rows
    own = next(row for row in rows if row.township == "仁湾镇")
    assert len(rows) == 21 and own.target is None and own.rate is None and own.rank is None
    total = part(bulletin, "pension").total
    assert (total.people_to_date, total.people_of_target, total.target) == (100, 0, 150_812)


def test_what_changed_since_last_month():
    """From the end of October: people, and places in the ranking."""
    reports = [
        report("曲河街道", OCTOBER, medical=line(1320)),
        report("梅湾街道", OCTOBER, medical=line(24_750)),
        report("曲河街道", medical=line(13_200, 500)),
        report("梅湾街道", medical=line(24_750, 0)),
        report("凤凰街道", FIRST, medical=line(60, 60)),
        report("凤凰街道", medical=line(100, 40)),
        report("珊瑚街道", medical=line(100, 40)),
    ]
    rows = {row.township: row for row in part(roll_up(NOTICE, NOVEMBER, reports)).rows}
    assert rows["曲河街道"].people_this_month == 13_200 - 1320
    assert rows["梅湾街道"].people_this_month == 0
    assert rows["凤凰街道"].people_this_month == 100
    assert rows["珊瑚街道"].people_this_month is None
    assert (rows["曲河街道"].rank, rows["曲河街道"].ranks_gained) == (1, 1)
    assert (rows["梅湾街道"].rank, rows["梅湾街道"].ranks_gained) == (1, 0)
    assert rows["凤凰街道"].ranks_gained is None


@pytest.mark.parametrize(
    ("notice_id", "insurance", "people", "is_below"),
    [
        ("songyang-2020", "pension", 979, True),
        ("songyang-2020", "pension", 980, False),
        ("songyang-2020", "medical", 989, True),
        ("songyang-2020", "medical", 990, False),
        ("yiwu-2020", "medical", 999, True),
        ("yiwu-2020", "critical_illness", 849, True),
        ("yiwu-2020", "critical_illness", 850, False),
    ],
)
def test_the_line_is_the_one_the_notice_sets(
    notice_id: str, insurance: Insurance, people: int, is_below: bool
):
    """98 %, 99 %, 99.91 %, 85 %; the station's own target where there is no annex."""
    from tests.bureau.district.making import document, sent_report

    sent = sent_report(document("某镇", notice=notice_id, **{insurance: line(people, target=1000)}))
    rows = part(roll_up(load_notice(notice_id), NOVEMBER, [sent]), insurance).rows
    assert [row.is_below for row in rows] == [is_below]


def test_hardship_people_are_to_be_covered_whole():
    reports = [
        report("曲河街道", medical=line(1, hardship_people=9, hardship_covered=9)),
        report("梅湾街道", medical=line(1, hardship_people=9, hardship_covered=8)),
    ]
    rows = {row.township: row for row in part(roll_up(NOTICE, NOVEMBER, reports)).rows}
    assert not rows["曲河街道"].hardship_is_below and rows["梅湾街道"].hardship_is_below
    assert rows["梅湾街道"].hardship_rate == Fraction(8, 9)


def test_the_latest_half_month_sent_counts_and_who_lacks_it_is_missing():
    reports = [
        report("曲河街道", FIRST, medical=line(5)),
        report("梅湾街道", medical=line(7)),
    ]
    bulletin = roll_up(NOTICE, FIRST, reports)
    assert bulletin.period == NOVEMBER and "曲河街道" in bulletin.missing
    assert part(bulletin).total.people_to_date == 7
    early = roll_up(NOTICE, NOVEMBER, reports[:1])
    assert early.period == FIRST and part(early).total.people_to_date == 5


def test_what_does_not_belong_together_is_refused():
    with pytest.raises(BadInput, match="没有 2019 年 12 月的上报文件"):
        roll_up(NOTICE, HalfMonth(2019, 12, is_second=True), [report("曲河街道", medical=line(1))])
    with pytest.raises(BadInput, match="与 songyang-2020 不同"):
        roll_up(load_notice("songyang-2020"), NOVEMBER, [report("曲河街道", medical=line(1))])


def test_a_stranger_is_named():
    bulletin = roll_up(NOTICE, NOVEMBER, [report("别处镇", medical=line(3))])
    assert bulletin.strangers == ("别处镇",)
    own = next(row for row in part(bulletin).rows if row.township == "别处镇")
    assert own.people_to_date == 3 and own.target is None
