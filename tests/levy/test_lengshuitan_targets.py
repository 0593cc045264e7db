"""lengshuitan-2019, both target annexes as printed, and the sum that does not agree."""

from models.levy.round import TargetTable
from seed.notice_file import load_notice
from tests.levy.asking import ALL_NOTICES, printed

PENSION = """
黄阳司镇 17863 17947 · 上岭桥镇 19957 20100 · 蔡市镇 8634 8635 · 杨村甸乡 9915 10083
· 伊塘镇 9285 9416 · 花桥街镇 8653 8614 · 岚角山街道 12810 12977 · 高溪市镇 7887 7857
· 牛角坝镇 12112 12233 · 普利桥镇 20896 21072 · 曲河街道 3063 3381
· 马坪农业开发区 1934 2026 · 工业园区 872 970 · 梧桐街道 2168 2466 · 杨家桥街道 1203 1454
· 珊瑚街道 1959 2142 · 凤凰街道 2928 3282 · 梅湾街道 2137 2530 · 肖家园街道 976 1156
· 菱角山街道 2121 2471
"""
MEDICAL = """
曲河街道 12000 13200 · 梅湾街道 22500 24750 · 凤凰街道 13000 14300 · 杨家桥街道 12000 13200
· 珊瑚街道 6500 7150 · 肖家园街道 9620 10186 · 梧桐街道 13720 15092 · 岚角山街道 27060 29766
· 菱角山街道 17900 19690 · 工业园区 4700 5170 · 伊塘镇 21000 23100 · 牛角坝镇 27200 29920
· 杨村甸乡 20180 22198 · 蔡市镇 18600 20460 · 高溪市镇 16700 18370 · 花桥街镇 17900 19690
· 普利桥镇 44160 48576 · 黄阳司镇 39080 42988 · 上岭桥镇 42920 47212 · 仁湾镇 29100 32010
· 马坪农业开发区 4160 4576
"""


def rows(annex: str) -> list[tuple[str, int, int]]:
    """Read an annex as it stands in the notice."""
    cells = (row.split() for row in annex.split("·"))
    return [(name, int(last_year), int(target)) for name, last_year, target in cells]


def table(insurance: str) -> TargetTable:
    found = load_notice("lengshuitan-2019").target_table(insurance)  # type: ignore[arg-type]
    assert found is not None
    return found


def test_annex_1_pension_row_by_row() -> None:
    assert len(rows(PENSION)) == 20 and printed(table("pension")) == rows(PENSION)
    assert table("pension").clause == "附件1"


def test_annex_2_medical_row_by_row() -> None:
    assert len(rows(MEDICAL)) == 21 and printed(table("medical")) == rows(MEDICAL)
    assert table("medical").clause == "附件2"


def test_the_totals_of_annex_1_agree() -> None:
    """147373 and 150812, printed and added up."""
    pension = table("pension")
    assert (pension.printed_last_year_people, pension.printed_target_people) == (147373, 150812)
    assert pension.target_people == 150812 and pension.discrepancy is None


def test_the_total_of_annex_2_does_not_agree_and_says_so() -> None:
    """Printed 462000, rows 461604: 396 short, in 肖家园街道's line."""
    medical = table("medical")
    assert (medical.printed_last_year_people, medical.printed_target_people) == (420000, 462000)
    assert medical.target_people == 461604
    assert medical.discrepancy is not None
    for figure in ("461604", "462000", "396", "附件2"):
        assert figure in medical.discrepancy
    assert "420000" not in medical.discrepancy, "the 2018 column adds up"


def test_only_xiaojiayuan_is_not_110_percent_of_2018() -> None:
    """The printed figure is kept, not corrected."""
    odd = [
        row for row in table("medical").rows if row.target_people * 10 != row.last_year_people * 11
    ]
    assert [(row.township, row.target_people) for row in odd] == [("肖家园街道", 10186)]


def test_renwan_has_a_medical_target_and_no_pension_target() -> None:
    assert table("pension").row_of("仁湾镇") is None
    row = table("medical").row_of("仁湾镇")
    assert row is not None and row.target_people == 32010


def test_the_township_of_the_station() -> None:
    """上岭桥镇: pension 20100, medical 47212."""
    targets = [table(each).row_of("上岭桥镇") for each in ("pension", "medical")]
    assert [row and row.target_people for row in targets] == [20100, 47212]


def test_all_are_to_be_reached() -> None:
    """一(一), 一(二): 100 %, hardship included."""
    goals = load_notice("lengshuitan-2019").goals
    assert {(goal.insurance, goal.group, goal.rate, goal.clause) for goal in goals} == {  # type: ignore[comparison-overlap]
        ("pension", "residents", 1, "一(一)"),
        ("pension", "hardship", 1, "一(一)"),
        ("medical", "residents", 1, "一(二)"),
        ("medical", "hardship", 1, "一(二)"),
    }


def test_the_other_notices_set_no_targets() -> None:
    for each in ALL_NOTICES:
        if each == "lengshuitan-2019":
            continue
        assert load_notice(each).target_table("medical") is None
