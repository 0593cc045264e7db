"""Reading departments' lists: every layout, every kind of broken or padded identity number."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import pytest

from models.base.errors import BadInput
from models.people.department_list.values import ListEntry
from seed.department_list import ReadList, read_list_file
from seed.department_list_cell import members_in_cell
from tests.making import fixed_number, made_up_number
from tests.seed.tables import xls, xlsx

ONE, TWO, THREE = fixed_number("1975-03-04"), fixed_number("1976-05-06"), fixed_number()
PEOPLE = [("张三", ONE), ("李四", TWO), ("王五", THREE)]


def named(read: ReadList) -> list[tuple[str, str]]:
    assert [each.fault for each in read.entries] == [""] * len(read.entries)
    return [(each.name, each.number) for each in read.entries]


def only(path: Path) -> ListEntry:
    (entry,) = read_list_file(path).entries
    return entry


# Layouts


@pytest.mark.parametrize("number", ["证件号码", "身份证号", "公民身份号码", "居民身份证号码"])
def test_a_row_per_person_in_any_order_below_a_letterhead(tmp_path: Path, number: str) -> None:
    rows = [["上岭桥镇低保花名册"], [], [number, "备注", "姓名"], *([n, "", p] for p, n in PEOPLE)]
    read = read_list_file(xlsx(tmp_path, *rows))
    assert named(read) == PEOPLE
    assert [(each.row, each.column) for each in read.entries][:1] == [(4, "证件号码（A列）")]
    assert (read.rows, read.warnings) == (3, ())


@pytest.mark.parametrize(
    "header",
    [
        ("户主", "户主身份证", "成员1姓名", "成员1身份证号", "成员2姓名", "成员2身份证号"),
        ("户主姓名", "户主证件号码", "姓名1", "身份证号1", "姓名2", "身份证号2"),
        ("户主", "户主身份证号", "家庭成员一", "身份证号一", "家庭成员二", "身份证号二"),
        ("户主", "户主身份证号", "家庭成员（1）姓名", "身份证号（1）", "家庭成员②", "身份证号②"),
        ("姓名", "身份证号", "姓名", "身份证号", "姓名", "身份证号"),
        ("姓名", "身份证号", "成员10姓名", "成员10身份证号", "成员十一", "身份证号十一"),
    ],
)
def test_a_row_per_household_with_numbered_pairs(tmp_path: Path, header: Sequence[str]) -> None:
    row = [text for person in PEOPLE for text in person]
    read = read_list_file(xlsx(tmp_path, header, row, ["赵六", made_up_number()]))
    assert named(read)[:3] == PEOPLE and len(read.entries) == 4
    assert [each.column.split("（")[-1] for each in read.entries] == [
        "B列）",
        "D列）",
        "F列）",
        "B列）",
    ]
    assert read.warnings == ()


def test_a_row_per_couple_lists_the_parents_and_not_the_child(tmp_path: Path) -> None:
    """计生: 独女户、双女户; the child's columns are told as not read."""
    header = ["男方姓名", "男方身份证号", "女方姓名", "女方身份证号", "女儿姓名", "女儿身份证号"]
    row = [text for person in PEOPLE for text in person]
    read = read_list_file(xlsx(tmp_path, header, row))
    assert named(read) == PEOPLE[:2]
    assert [each.column for each in read.warnings] == ["女儿姓名", "女儿身份证号"]
    spouse = ["户主", "户主身份证号", "配偶姓名", "配偶身份证号"]
    assert named(read_list_file(xlsx(tmp_path, spouse, row[:4]))) == PEOPLE[:2]


def test_the_parents_of_an_orphan_are_not_on_the_list(tmp_path: Path) -> None:
    header = ["姓名", "身份证号", "父亲姓名", "父亲身份证号", "母亲姓名", "母亲身份证号"]
    row = [text for person in PEOPLE for text in person]
    assert named(read_list_file(xlsx(tmp_path, header, row))) == PEOPLE[:1]


@pytest.mark.parametrize(
    "cell",
    [
        f"李四 {TWO}、王五 {THREE}",
        f"李四({TWO})，王五（{THREE}）",
        f"配偶：李四{TWO}；子女：王五{THREE}",
        f"李四（妻）{TWO}\n王五（子）{THREE}",
        f"{TWO}李四、{THREE}王五",
    ],
)
def test_a_row_per_household_with_the_members_in_one_cell(tmp_path: Path, cell: str) -> None:
    for header in (["户主", "户主身份证", "家庭成员"], ["姓名", "身份证号", "家庭成员"]):
        read = read_list_file(xlsx(tmp_path, header, ["张三", ONE, cell]))
        assert named(read) == PEOPLE


def test_a_head_among_the_members_is_one_person_and_without_number_only_a_heading(
    tmp_path: Path,
) -> None:
    cell = f"张三{ONE}、李四{TWO}"
    rows = [["户主", "户主身份证", "家庭成员"], ["张三", "", cell]]
    assert named(read_list_file(xlsx(tmp_path, *rows))) == PEOPLE[:2]
    assert named(read_list_file(xlsx(tmp_path, ["户主", "家庭成员"], ["父", cell]))) == PEOPLE[:2]


def test_a_cell_that_only_describes_the_family_lists_nobody(tmp_path: Path) -> None:
    rows = [["姓名", "身份证号", "家庭成员"], ["张三", ONE, "李四、王五"], ["李四", TWO, "3人"]]
    assert named(read_list_file(xlsx(tmp_path, *rows))) == PEOPLE[:2]
    assert list(members_in_cell("3人")) == []


def test_a_merged_household_heading_goes_down_to_its_members_and_no_further(tmp_path: Path) -> None:
    rows = [
        ["户主", "姓名", "身份证号", "认定日期", "村名"],
        ["张三", "张三", ONE, "2018-03-01", "青山村"],
        ["", "李四", TWO, "", ""],
        ["王五", "王五", THREE, "", "白塘村"],
    ]
    read = read_list_file(xls(tmp_path, *rows))
    assert named(read) == PEOPLE
    start = dt.date(2018, 3, 1)
    assert [each.starts for each in read.entries] == [start, start, None]
    assert [each.village for each in read.entries] == ["青山村", "青山村", "白塘村"]


def test_the_number_of_a_disability_certificate_holds_the_identity_number(tmp_path: Path) -> None:
    rows = [["姓名", "残疾证号"], ["张三", f"{ONE}43"], ["李四", f"{TWO}11B1"]]
    assert named(read_list_file(xlsx(tmp_path, *rows))) == PEOPLE[:2]
    both = [["姓名", "身份证号", "残疾证号"], ["张三", "", f"{ONE}43"], ["李四", TWO, ""]]
    assert named(read_list_file(xlsx(tmp_path, *both))) == PEOPLE[:2]


# Numbers


@pytest.mark.parametrize(
    "dirty",
    [
        "  {} ", "'{}", '"{}"', "“{}”", "{}B1", "{} ab", "{}000", "000{}", "{}\u200b",
        "\u00a0{}\u3000",
    ],
)  # fmt: skip
def test_what_surrounds_a_number_is_removed(tmp_path: Path, dirty: str) -> None:
    number = made_up_number("1958-03-04")
    assert (
        only(xlsx(tmp_path, ["姓名", "身份证号"], ["张三", dirty.format(number)])).number == number
    )


def test_full_width_digits_inner_spaces_and_every_kind_of_x(tmp_path: Path) -> None:
    number = next(each for each in iter(made_up_number, "") if each.endswith("X"))
    wide = "".join(chr(ord(each) + 0xFEE0) for each in number)
    spaced = f"{number[:6]} {number[6:14]} {number[14:]}"
    other_x = [number[:17] + mark for mark in "x×Х"]
    rows = [["姓名", "身份证号"], *(["张三", text] for text in (wide, spaced, *other_x))]
    read = read_list_file(xlsx(tmp_path, *rows))
    assert [each.number for each in read.entries if not each.fault] == [number] * 5


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "空的"),
        (ONE[:17], "17 位"),
        (ONE[:6] + ONE[8:17], "15 位"),
        (int(ONE[:15] + "000"), "存成了数字"),
        (float(ONE[:15] + "000") * 10, "位"),
        (f"{ONE[:17]}A", "字符"),
        (ONE[:17] + ("0" if ONE[17] != "0" else "1"), "校验码"),
        (ONE[:17] + ("0" if ONE[17] != "0" else "1") + "44", "前 18 位"),
        (f"{ONE[:10]}1345{ONE[14:]}", "出生日期"),
        ("见附件", "3 位"),
    ],
)
def test_a_number_that_cannot_be_read_is_named_and_never_completed(
    tmp_path: Path, text: str, reason: str
) -> None:
    entry = only(xlsx(tmp_path, ["姓名", "身份证号"], ["张三", text]))
    assert reason in entry.fault and entry.row == 2 and entry.column == "证件号码（B列）"
    assert ONE not in entry.fault and entry.number != ONE and entry.name == "张三"
    assert entry.lacks_number is (text == "")


# Dates, papers and what is no person


@pytest.mark.parametrize(
    ("header", "text", "starts", "until"),
    [
        ("起始日期", "2018-03-01", dt.date(2018, 3, 1), None),
        ("认定日期", dt.date(2018, 3, 1), dt.date(2018, 3, 1), None),
        ("享受时间", "2018年3月", dt.date(2018, 3, 1), None),
        ("享受时间", "2018.03至2018.12", dt.date(2018, 3, 1), dt.date(2018, 12, 31)),
        ("享受时间", "2018-03 至 今", dt.date(2018, 3, 1), None),
        ("截止日期", "2020年2月", None, dt.date(2020, 2, 29)),
        ("截止日期", "长期", None, None),
    ],
)
def test_dates_as_departments_write_them(
    tmp_path: Path, header: Sequence[str], text: str, starts: dt.date | None, until: dt.date | None
) -> None:
    entry = only(xlsx(tmp_path, ["姓名", "身份证号", header], ["张三", ONE, text]))
    assert (entry.fault, entry.starts, entry.until) == ("", starts, until)


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        (["张三", ONE, "去年", ""], "起始日期"),
        (["张三", ONE, "2019.1", ""], "起始日期"),
        (["张三", ONE, "2019-02-30", ""], "起始日期"),
        (["张三", ONE, "2019-02", "2018-02"], "截止日期"),
        (["", ONE, "", ""], "姓名"),
        (["张\u202e三", ONE, "", ""], "姓名"),
    ],
)
def test_a_fault_names_its_column(tmp_path: Path, cells: list[str], column: str) -> None:
    entry = only(xlsx(tmp_path, ["姓名", "身份证号", "起始日期", "截止日期"], cells))
    assert entry.fault and entry.column.startswith(column)
    assert entry.number == ONE and "\u202e" not in entry.name


def test_a_paper_never_repeats_the_identity_number(tmp_path: Path) -> None:
    entry = only(xlsx(tmp_path, ["姓名", "身份证号", "证号"], ["张三", ONE, f"{ONE}44"]))
    assert entry.paper == "身份证号44"


def test_totals_are_left_out_and_footnotes_empty_rows_and_strange_columns_are_told(
    tmp_path: Path,
) -> None:
    rows = [
        ["姓名", "身份证号", "村名", "户籍性质"],
        ["张三", ONE, "青山村", "农业"],
        ["", "", "白塘村", ""],
        ["合计", "", "", ""],
        ["共计", "1人", "", ""],
        ["填表人：李四", "", "", ""],
    ]
    read = read_list_file(xlsx(tmp_path, *rows, 另一村=[["姓名", "身份证号"], ["李四", TWO]]))
    assert [(each.sheet, each.name) for each in read.entries] == [
        ("Sheet", "张三"),
        ("另一村", "李四"),
    ]
    assert {each.place for each in read.warnings} == {
        "户籍性质",
        "Sheet表 第 3 行 村(社区)（C列）",
        "Sheet表 第 6 行",
    }


def test_a_file_without_any_layout_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as refused:
        read_list_file(xlsx(tmp_path, ["姓名", "身分證"], ["张三", ONE]))
    assert "“证件号码”" in refused.value.message


def test_progress_is_told_to_the_end(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    path = xlsx(tmp_path, ["姓名", "身份证号"], *([["张三", ONE]] * 600))
    read_list_file(path, lambda done, total: told.append((done, total)))
    assert told == [(0, 600), (500, 600), (600, 600)]
