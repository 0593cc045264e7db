"""A table of targets comes in as people send it; what is refused is listed row by row."""

from pathlib import Path

import pytest

from models.base.errors import BadInput
from models.station.denominators import list_denominators
from models.station.desk import Desk
from models.station.targets import list_targets
from seed.targets_file import TargetImport, import_targets_file
from tests.making import person, register_people
from tests.seed.tables import text_file, xls, xlsx


@pytest.fixture
def station(sqlite_desk: Desk) -> Desk:
    register_people(sqlite_desk, person(village="甲村"), person(household="2", village="乙村"))
    return sqlite_desk


def told(result: TargetImport) -> list[str]:
    return [f"{each.row} {each.column} {each.reason}" for each in result.refused]


HEAD = [
    "序号",
    "村（社区）",
    "险种",
    "年度",
    "任务数",
    "上年参保人数",
    "户籍人口",
    "职工医保",
    "文号",
]
ROWS = (
    ["上岭桥镇任务分解表"],
    HEAD,
    [1, "甲村", "医疗", 2020, 1200, 1100, 1500, 200, "冷政发〔2019〕9号"],
    [2, "乙村", "医保", "2020年", "1,300", 1250, 1600, 210, "冷政发〔2019〕9号"],
    ["", "合计", "", "", 2500, 2350, 3100, 411, ""],
)


@pytest.mark.parametrize("kind", ["xlsx", "xls", "csv"])
def test_villages_are_read_and_the_total_is_checked_not_entered(
    station: Desk, tmp_path: Path, kind: str
) -> None:
    lines = "\n".join(",".join(f'"{cell}"' for cell in row) for row in ROWS)
    path = {
        "xlsx": lambda: xlsx(tmp_path, *ROWS),
        "xls": lambda: xls(tmp_path, *ROWS),
        "csv": lambda: text_file(tmp_path, lines),
    }[kind]()
    result = import_targets_file(station, path)
    assert not result.refused and (result.new, result.unchanged) == (2, 0)
    targets = {
        e.village: e.target_people for e in list_targets(station) if e.insurance == "medical"
    }
    assert targets == {"": 47212, "甲村": 1200, "乙村": 1300}
    assert {(e.village, e.part): e.people for e in list_denominators(station)} == {
        ("甲村", "户籍人口"): 1500, ("甲村", "职工参保"): 200,
        ("乙村", "户籍人口"): 1600, ("乙村", "职工参保"): 210,
    }  # fmt: skip
    said = [each.reason for each in result.warnings]
    assert "合计 2500 与各行相加一致，没有录入" in said
    assert "合计写的是 411，各行相加为 410，相差 +1；按各行录入" in said
    again = import_targets_file(station, path)
    assert (again.new, again.unchanged) == (0, 2)


def test_every_faulty_row_is_listed_with_its_column_and_the_others_count(
    station: Desk, tmp_path: Path
) -> None:
    path = xlsx(
        tmp_path,
        HEAD,
        [1, "无名村", "医疗", 2020, 1, "", "", "", "文"],
        [2, "甲村", "养猪", 2020, 1, "", "", "", "文"],
        [3, "甲村", "医疗", 2031, 1, "", "", "", "文"],
        [4, "甲村", "医疗", 2020, "一百", "", "", "", "文"],
        [5, "甲村", "医疗", 2020, "", "", 10, 20, "文"],
        [6, "甲村", "医疗", 2020, 7, "", "", "", ""],
        [7, "甲村", "医疗", 2020, "", "", "", "", "文"],
        [8, "甲村", "医疗", 2020, 70, "", "", "", "文"],
        [9, "甲村", "医疗", 2020, 71, "", "", "", "文"],
    )
    result = import_targets_file(station, path)
    assert [(each.row, each.column[-3:-2]) for each in result.refused] == [
        (2, "B"), (3, "C"), (4, "D"), (5, "E"), (6, "G"), (7, "I"), (8, "E"), (10, "B"),
    ]  # fmt: skip
    assert "与第 9 行是同一个村、险种和年度" in told(result)[-1]
    assert result.new == 1 and result.rows == 9


def test_the_townships_own_line_and_columns_that_stand_for_the_whole_file(
    station: Desk, tmp_path: Path
) -> None:
    text = "单位,应参保人数,常住人口\n上岭桥镇,52000,50000\n"
    result = import_targets_file(station, text_file(tmp_path, text), "medical", "冷政发〔2019〕9号")
    assert [(each.village, each.denominator) for each in result.targets] == [("", 52000)]
    without = import_targets_file(station, text_file(tmp_path, text))
    assert "险种是空的" in told(without)[0]


def test_a_table_without_numbers_is_no_such_table(station: Desk, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="没有“任务数”“应参保人数”或“户籍人口”这样的列"):
        import_targets_file(station, text_file(tmp_path, "村,备注\n甲村,好\n"))
