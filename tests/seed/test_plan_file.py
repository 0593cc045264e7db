"""A boundary plan is read from xlsx, xls or csv; every fault names its row and column."""

import datetime as dt
from pathlib import Path

import pytest

from models.base.errors import BadInput
from models.villages.plan import PlanRow
from seed.plan_file import read_plan
from tests.seed.tables import text_file, xls, xlsx

_HEADER = ["调整方式", "原村(社区)", "新村(社区)", "原乡镇", "新乡镇", "户编号", "生效日期", "文号"]
_DAY = dt.date(2019, 11, 10)


def _csv(path: Path, *rows: str) -> Path:
    return text_file(path, "\n".join((",".join(_HEADER), *rows)), name="计划.csv")


def _faults(path: Path, **options: object) -> list[tuple[int, str, str]]:
    plan = read_plan(path, **options)  # type: ignore[arg-type]
    return [(each.row, each.column, each.reason) for each in map(plan.located, plan.faults)]


def test_a_plan_is_read_from_a_workbook_below_a_letterhead(tmp_path: Path):
    plan = read_plan(
        xlsx(
            tmp_path,
            ["行政区划调整计划"],
            _HEADER,
            ["合并", "甲村", "乙村", "", "", "", dt.date(2019, 11, 10), "冷政发1号"],
            ["划出", "丙村", "", "", "蔡市镇", "", dt.date(2019, 11, 10), "冷政发1号"],
        )
    )
    assert plan.faults == ()
    assert plan.rows == (
        PlanRow(3, "merge", "甲村", "乙村", _DAY, document="冷政发1号"),
        PlanRow(4, "move_out", "丙村", "", _DAY, to_township="蔡市镇", document="冷政发1号"),
    )


def test_old_workbooks_and_other_headings_do_as_well(tmp_path: Path):
    path = xls(tmp_path, ["方式", "原村", "新村", "生效时间"], ["并入", "甲村", "乙村", _DAY])
    assert read_plan(path).rows == (PlanRow(2, "merge", "甲村", "乙村", _DAY),)


@pytest.mark.parametrize(
    ("cell", "households"),
    [
        ("", ()),
        ("0101-0150", ("0101-0150",)),
        ("0101 － 0150", ("0101-0150",)),
        ("0101至0150", ("0101至0150",)),
        ("0101、0103；0105", ("0101", "0103", "0105")),
        ('"0101\n0103-0105"', ("0101", "0103-0105")),
    ],
)
def test_households_are_listed_or_ranged(tmp_path: Path, cell: str, households: tuple[str, ...]):
    plan = read_plan(_csv(tmp_path, f"拆分,甲村,乙村,,,{cell},2019-11-10,"))
    assert plan.faults == () and plan.rows[0].households == households


def test_the_date_and_the_document_may_be_given_once_for_all(tmp_path: Path):
    path = _csv(tmp_path, "并入,甲村,丙村,,,,,", "并入,乙村,丙村,,,,2019/11/10,冷政发1号")
    rows = read_plan(path, _DAY, "冷政发1号").rows
    assert {(row.effective_on, row.document) for row in rows} == {(_DAY, "冷政发1号")}


def test_every_faulty_row_is_listed_with_its_row_and_column(tmp_path: Path):
    path = _csv(
        tmp_path,
        "搬走,甲村,乙村,,,,2019-11-10,",
        ",甲村,乙村,,,,2019-11-10,",
        "并入,甲村,乙村,,,,,",
        "并入,甲村,乙村,,,,2019-02-30,",
        "并入,甲\u202e村,乙村,,,,2019-11-10,",
        "并入,丁村,乙村,,,,2019-11-10,",
    )
    faults = _faults(path)
    assert [each[:2] for each in faults] == [
        (2, "调整方式（A列）"),
        (3, "调整方式（A列）"),
        (4, "生效日期（G列）"),
        (5, "生效日期（G列）"),
        (6, "原村(社区)（B列）"),
    ]
    assert "可用：并入、合并" in faults[0][2] and "--effective" in faults[2][2]
    assert [row.village for row in read_plan(path).rows] == ["丁村"]


def test_a_cell_that_contradicts_the_call_is_a_fault(tmp_path: Path):
    path = _csv(tmp_path, "并入,甲村,乙村,,,,2019-11-11,冷政发2号")
    assert "与 --effective 2019-11-10 不同" in _faults(path, effective_on=_DAY)[0][2]
    assert "不同" in _faults(path, document="冷政发1号")[0][2]


def test_a_column_nobody_knows_is_a_fault_because_households_might_stand_in_it(tmp_path: Path):
    path = text_file(tmp_path, "调整方式,原村,新村,生效日期,哪些户\n拆分,甲村,乙村,2019-11-10,0001")
    assert _faults(path) == [(0, "哪些户", "这一列不认识，请改成认识的列名或删去")]


def test_an_empty_plan_is_a_fault_and_a_roster_is_no_plan(tmp_path: Path):
    assert _faults(_csv(tmp_path))[0][2] == "没有一行计划"
    with pytest.raises(BadInput, match="调整方式"):
        read_plan(text_file(tmp_path, "村,户编号,姓名\n甲村,1,张三"))
