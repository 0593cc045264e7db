from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.base.errors import BadInput
from seed.table_file import Column, read_table
from seed.table_row import column_letter
from tests.seed.tables import COLUMNS, HEADER, PERSON, cells, fault, people, text_file, xls, xlsx
from tests.soak import campaign, times

# Every kind of file


def test_an_xlsx_file(tmp_path: Path) -> None:
    table = read_table(xlsx(tmp_path, HEADER, PERSON), COLUMNS)
    assert table.file_name == "花名册.xlsx"
    assert table.sheets == ("Sheet",)
    assert people(table) == [PERSON]
    assert table.rows[0].cells["备注"] == ""


def test_an_xlsx_file_of_xlsxwriter(tmp_path: Path) -> None:
    path = tmp_path / "A.XLSX"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    sheet.write_row("B3", HEADER)
    sheet.write_row("B4", PERSON)
    book.close()
    table = read_table(path, COLUMNS)
    assert people(table) == [PERSON]
    assert (table.rows[0].number, table.letters["证件号码"]) == (4, "D")


def test_an_xls_file(tmp_path: Path) -> None:
    table = read_table(xls(tmp_path, HEADER, PERSON), COLUMNS)
    assert people(table) == [PERSON]


def test_an_xlsx_file_named_xls(tmp_path: Path) -> None:
    path = xlsx(tmp_path, HEADER, PERSON).rename(tmp_path / "导出.xls")
    assert people(read_table(path, COLUMNS)) == [PERSON]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_csv_file_in_every_encoding_with_every_separator(
    tmp_path: Path, encoding: str, separator: str, line_end: str
) -> None:
    text = line_end.join(separator.join(line) for line in (HEADER, PERSON)) + line_end
    table = read_table(text_file(tmp_path, text, encoding), COLUMNS)
    assert people(table) == [PERSON]
    assert table.hints == ()


def test_rare_characters_in_gb18030(tmp_path: Path) -> None:
    text = "村,姓名,证件号码\n下河村,王𬱖䶮,1\n"
    assert people(read_table(text_file(tmp_path, text, "gb18030"), COLUMNS))[0][1] == "王𬱖䶮"


def test_quoted_csv_cells_with_separators_and_line_breaks(tmp_path: Path) -> None:
    text = '村,姓名,证件号码,备注\n\n下河村,张三,1,"低保,\n残疾"\n下河村,李四,2,\n'
    table = read_table(text_file(tmp_path, text), COLUMNS)
    assert [row.number for row in table.rows] == [3, 4]
    assert table.rows[0].cells["备注"] == "低保,\n残疾"


# Headers


def test_headers_below_a_merged_letterhead(tmp_path: Path) -> None:
    path = xlsx(
        tmp_path,
        ["上岭桥镇城乡居民医疗保险参保花名册"],
        ["填报单位：下河村", None, None, "单位：元"],
        [],
        HEADER,
        PERSON,
        merged=["A1:D1", "A2:C2"],
    )
    table = read_table(path, COLUMNS)
    assert people(table) == [PERSON]
    assert table.rows[0].number == 5


def test_the_header_may_be_in_the_thirtieth_row_but_not_below(tmp_path: Path) -> None:
    letterhead = [["通知"]] * 29
    assert people(read_table(xlsx(tmp_path, *letterhead, HEADER, PERSON), COLUMNS)) == [PERSON]
    assert "表头" in fault(xlsx(tmp_path, *letterhead, ["通知"], HEADER, PERSON))


def test_columns_in_any_order_under_their_aliases(tmp_path: Path) -> None:
    path = xlsx(
        tmp_path,
        ["序号", "公民身份号码", "联系电话", "姓名", "所属村", "年龄"],
        [1, PERSON[2], 13800138000, PERSON[1], PERSON[0], 67],
    )
    table = read_table(path, COLUMNS)
    assert people(table) == [PERSON]
    assert cells(table, "手机号码") == [["13800138000"]]
    assert table.unknown_headers == ("序号", "年龄")
    assert (table.rows[0].number, table.letters["证件号码"]) == (2, "B")
    assert "备注" not in table.letters


@pytest.mark.parametrize(
    "header", ["村（社区）", "村 (社区)", "*村(社区)", "＊ 村\n（社区）", "村[社区]", "村【社区】"]
)
def test_headers_are_compared_without_widths_spaces_brackets_and_asterisks(
    tmp_path: Path, header: Sequence[str]
) -> None:
    path = xlsx(tmp_path, [header, " 姓　名 ", "*证件\n号码\u200b"], PERSON)
    assert people(read_table(path, COLUMNS)) == [PERSON]


def test_missing_headers_are_named(tmp_path: Path) -> None:
    message = fault(xlsx(tmp_path, ["花名册"], ["姓名", "备注"], ["张三", ""]))
    assert "“村(社区)”、“证件号码”" in message
    assert "“姓名”" not in message
    assert "“姓名”" in fault(xlsx(tmp_path))


def test_two_columns_with_the_same_header_are_refused(tmp_path: Path) -> None:
    message = fault(xlsx(tmp_path, ["标题"], [*HEADER, "备注", "身份证号"], PERSON))
    assert "第 2 行" in message
    assert "C 列和 E 列" in message
    assert "“证件号码”" in message


def test_columns_that_are_all_optional(tmp_path: Path) -> None:
    path = xlsx(tmp_path, ["标题"], ["金额"], [12.5])
    assert cells(read_table(path, [Column("金额")]), "金额") == [["12.5"]]
    assert "“类别”" in fault(path, [Column("类别")])


def test_one_header_for_two_columns_is_a_fault_of_the_program(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="户主"):
        read_table(xlsx(tmp_path, HEADER), [Column("户主"), Column("姓名", ("户主",))])


def test_the_first_visible_sheet_with_the_header_is_read_and_others_are_named(
    tmp_path: Path,
) -> None:
    path = xlsx(tmp_path, ["说明"], 旧表=[HEADER, PERSON], 一村=[HEADER, PERSON], 二村=[HEADER])
    book = openpyxl.load_workbook(path)
    book["旧表"].sheet_state = "hidden"
    book.create_chartsheet("图")
    book.save(path)
    table = read_table(path, COLUMNS)
    assert table.sheets == ("一村", "二村")
    assert {(each.sheet, each.reason) for each in table.hints if "隐藏" in each.reason} == {
        ("旧表", "工作表是隐藏的，没有读取")
    }


def test_column_letters() -> None:
    assert [column_letter(position) for position in (0, 25, 26, 51, 52, 701, 702)] == [
        "A", "Z", "AA", "AZ", "BA", "ZZ", "AAA",
    ]  # fmt: skip


# Rows


def test_empty_rows_are_skipped_and_numbers_stay(tmp_path: Path) -> None:
    path = xlsx(tmp_path, HEADER, PERSON, [], [" ", "　", "\u200b"], PERSON)
    assert [row.number for row in read_table(path, COLUMNS).rows] == [2, 5]


def test_a_row_that_holds_only_a_serial_number_is_empty(tmp_path: Path) -> None:
    path = xlsx(tmp_path, ["序号", *HEADER], [1, *PERSON], [2], [3])
    assert [row.number for row in read_table(path, COLUMNS).rows] == [2]


@pytest.mark.parametrize("total", ["合计", "总计", "合 计：", "合计25人", "小计"])
def test_a_line_of_totals_is_skipped(tmp_path: Path, total: str) -> None:
    path = xlsx(tmp_path, ["序号", *HEADER, "备注"], [1, *PERSON], [total, "", "", "", "共 1 人"])
    assert people(read_table(path, COLUMNS)) == [PERSON]


def test_a_total_that_stands_in_a_required_column_is_skipped(tmp_path: Path) -> None:
    columns = [Column("证件号码", (), is_required=True), Column("金额", (), is_required=True)]
    path = xlsx(tmp_path, ["证件号码", "金额"], ["1", 250], ["合计", ""], ["", "合计250"])
    assert cells(read_table(path, columns), "金额") == [["250"]]
    path = xlsx(tmp_path, ["序号", "证件号码", "金额"], [1, "1", 250], ["合计", "", 250])
    assert cells(read_table(path, columns), "金额") == [["250"]]


def test_a_person_called_like_a_total_stays(tmp_path: Path) -> None:
    path = xlsx(tmp_path, HEADER, ["合计村", "张三", "1"], ["下河村", "总计", ""])
    assert len(read_table(path, COLUMNS).rows) == 2


@campaign
@settings(max_examples=times(40, 2000), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(alphabet='村姓名证件号码,;\t"\n\r 12合计', max_size=60))
def test_any_text_below_the_header_is_read_or_refused(tmp_path: Path, text: str) -> None:
    path = text_file(tmp_path, f"村,姓名,证件号码\n{text}")
    try:
        table = read_table(path, COLUMNS)
    except BadInput:
        return
    assert all(any(row.cells.values()) or row.fault for row in table.rows)
