"""A bulletin speaks of a rate only where one was computed, and says why where none was."""

from fractions import Fraction

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from models.bureau.district.roll_up import roll_up
from models.bureau.district.values import SentReport
from reports.bulletin import bulletin_listings
from reports.listing.values import Listing
from seed.notice_file import load_notice
from tests.bureau.district.making import line, report

YIWU = load_notice("yiwu-2020")


def sent(station: str, **insurances: dict[str, int]) -> SentReport:
    return msgspec.structs.replace(report(station, **insurances), notice=YIWU.id)  # type: ignore[arg-type]


def medical(*reports: SentReport) -> Listing:
    bulletin = roll_up(YIWU, reports[0].half_month, reports)
    return next(each for each in bulletin_listings(bulletin) if "医疗" in each.title)


def keys(listing: Listing) -> set[str]:
    return {column.key for column in listing.columns}


def test_without_stated_people_there_is_no_rate_no_rank_and_nobody_below() -> None:
    listing = medical(sent("甲镇", medical=line(40)), sent("乙镇", medical=line(50)))
    assert not keys(listing) & {"target", "rate", "rank", "ranks_gained", "denominator"}
    assert listing.bars is None and not any("低于的" in note for note in listing.notes)
    asked = [note for note in listing.notes if "要求参保率 99.91%" in note]
    assert len(asked) == 1 and "不计参保率，不排名" in asked[0]
    assert any("要求常住人口参保率 95.00%" in note and "不计" in note for note in listing.notes)


def test_with_stated_people_the_townships_are_ranked_by_enrolment() -> None:
    listing = medical(
        sent("甲镇", medical=line(9990, denominator=10_000, permanent_people=10_400)),
        sent("乙镇", medical=line(9995, denominator=10_000, permanent_people=12_000)),
        sent("丙镇", medical=line(5)),
    )
    heads = {column.key: column.heading for column in listing.columns}
    assert (heads["rate"], heads["hardship_rate"]) == ("居民参保率", "困难群体参保率")
    places = [column.key for column in listing.columns]
    rows = [dict(zip(places, row, strict=True)) for row in listing.rows]
    assert [(row["rank"], row["township"], row["rate"]) for row in rows] == [
        (1, "乙镇", 0.9995), (2, "甲镇", 0.999), (None, "丙镇", None),
    ]  # fmt: skip
    assert [row["remark"] for row in rows] == ["", "低于要求", "没有应参保人数"]
    assert any("要求参保率 99.91%（二(二)），低于的 1 个：甲镇" in note for note in listing.notes)
    assert any("要求常住人口参保率 95.00%（二(二)），低于的 1 个：乙镇" in n for n in listing.notes)


@given(st.lists(st.tuples(st.integers(0, 9999), st.integers(1, 9999)), min_size=1, max_size=6))
def test_the_districts_rate_is_of_all_who_are_to_enrol(numbers: list[tuple[int, int]]) -> None:
    reports = [
        sent(f"{n}镇", medical=line(people, denominator=of))
        for n, (people, of) in enumerate(numbers)
    ]
    bulletin = roll_up(YIWU, reports[0].half_month, reports)
    each = next(each for each in bulletin.insurances if each.insurance == "medical")
    people, of = (sum(column) for column in zip(*numbers, strict=True))
    assert each.total.rate == Fraction(people, of) and each.is_by_rate
    below = {row.township for row in each.rows if row.is_below}
    assert below == {
        f"{n}镇" for n, (p, o) in enumerate(numbers) if Fraction(p, o) < Fraction("0.9991")
    }
