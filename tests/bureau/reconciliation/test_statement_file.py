"""Reading an acquirer's statement, whatever its layout: exact, or refused with row and column."""

import datetime as dt
from pathlib import Path

import openpyxl
import pytest
import xlwt
from hypothesis import given
from hypothesis import strategies as st

from models.base.errors import BadInput
from models.base.money import format_yuan, parse_signed_yuan
from models.bureau.reconciliation.values import StatementLine
from models.station.desk import Desk
from seed.statement_cell import NumberColumn, read_card_tail, read_moment
from seed.statement_file import import_statement_file, read_statement
from tests.bureau.reconciliation.making import HEADER, cells, line, write_statement, write_xlsx
from tests.cases import for_each

_MOMENT = dt.datetime.fromisoformat("2019-11-14 09:30:11")
ROW = [
    "898430111110001", "12345678", "20191114 093011", "消费", "000001", "000123", "111409300123",
    "621799******0001", "1,250.00", "7.50",
]  # fmt: skip


def _read(path: Path) -> tuple[StatementLine, ...]:
    statement, _, refused = read_statement(path)
    assert refused == []
    return statement.lines


def _one(tmp_path: Path, **changed: object) -> StatementLine:
    row = [changed.get(name, cell) for name, cell in zip(HEADER, ROW, strict=True)]
    (found,) = _read(write_xlsx(tmp_path / "对账单.xlsx", [HEADER, row]))
    return found


def _refusal(tmp_path: Path, **changed: object) -> str:
    row = [changed.get(name, cell) for name, cell in zip(HEADER, ROW, strict=True)]
    path = write_xlsx(tmp_path / "对账单.xlsx", [HEADER, ROW, row])
    statement, _, refused = read_statement(path)
    assert len(statement.lines) == 1
    (fault,) = refused
    assert fault.row == 3
    return f"{fault.column}：{fault.reason}"


def test_a_line_is_read_whole(tmp_path: Path) -> None:
    found = _one(tmp_path)
    assert (found.terminal, found.batch, found.trace) == ("12345678", "000001", "000123")
    assert (found.day, found.time) == (dt.date(2019, 11, 14), "09:30:11")
    assert (found.kind, found.amount_fen, found.fee_fen) == ("purchase", 1250_00, 7_50)
    assert (found.merchant, found.reference) == ("898430111110001", "111409300123")
    assert (found.card_tail, found.row) == ("0001", 2)


def test_headings_have_other_names_and_any_order(tmp_path: Path) -> None:
    header = [
        "序号", "POS终端号", "交易日期及时间", "批次号", "终端流水号", "交易名称", "金额(元)",
        "商户手续费", "系统参考号", "交易卡号", "商户编号", "清算日期",
    ]  # fmt: skip
    row = [
        "1", ROW[1], ROW[2], ROW[4], ROW[5], ROW[3], ROW[8], ROW[9], ROW[6], ROW[7], ROW[0],
        "20191115",
    ]  # fmt: skip
    path = write_xlsx(tmp_path / "对账单.xlsx", [header, row])
    assert _read(path) == (_one(tmp_path),)
    assert read_statement(path)[1].unknown_headers == ()


def test_letterhead_totals_counts_and_repeated_headings_are_no_lines(tmp_path: Path) -> None:
    rows = [
        ["某某支付股份有限公司商户对账单"], ["商户名称：上岭桥镇劳动保障站"], [], list(HEADER), ROW,
        ["终端12345678小计", "", "", "", "", "", "", "", "1,250.00", "7.50"], list(HEADER), ROW,
        ["合计", "", "", "", "", "2", "", "", "2,500.00", "15.00"],
        ["总笔数：2", "", "", "", "", "", "", "", "2,500.00", ""],
        ["", "", "", "", "", "", "", "笔数", "2", ""], ["第1页，制表人：张某"],
    ]  # fmt: skip
    found = _read(write_xlsx(tmp_path / "对账单.xlsx", rows))
    assert [each.row for each in found] == [5, 8]


def test_a_gb18030_csv_reads_like_the_workbook(tmp_path: Path) -> None:
    amount = f'"{ROW[8]}"'
    rows = [",".join(HEADER), ",".join([*ROW[:8], amount, ROW[9]])]
    path = tmp_path / "对账单.csv"
    path.write_bytes(("\r\n".join(["商户对账单", *rows]) + "\r\n").encode("gb18030"))
    (found,) = _read(path)
    assert (found.amount_fen, found.trace, found.row) == (1250_00, "000123", 3)


def test_an_xls_with_numbers_and_dates_gets_its_zeros_back(tmp_path: Path) -> None:
    """Terminal, batch and trace stand as numbers, the time as a spreadsheet's own."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("对账单")
    moment = xlwt.easyxf(num_format_str="YYYY-MM-DD HH:MM:SS")
    values = [
        "898430111110001", 12345678, _MOMENT, "消费", 1, 123,
        111409300123, "621799******0001", 1250.0, 7.5,
    ]  # fmt: skip
    for place, (title, value) in enumerate(zip(HEADER, values, strict=True)):
        sheet.write(0, place, title)
        style = moment if isinstance(value, dt.datetime) else xlwt.Style.default_style
        sheet.write(1, place, value, style)
    book.save(str(tmp_path / "对账单.xls"))
    (found,) = _read(tmp_path / "对账单.xls")
    assert found == _one(tmp_path)


def test_zeros_are_put_back_only_where_the_whole_column_lost_them(tmp_path: Path) -> None:
    lost = [[*ROW[:5], each, *ROW[6:]] for each in (7, 123, 123456)]
    path = write_xlsx(tmp_path / "对账单.xlsx", [HEADER, *lost])
    assert [each.trace for each in _read(path)] == ["000007", "000123", "123456"]
    assert "“45”应为 6 位数字" in _refusal(tmp_path, 凭证号="45")


@pytest.mark.parametrize(
    ("day", "time"),
    [
        ("20191114", "093011"), ("2019-11-14", "09:30:11"), ("2019/11/14", 93011),
        (dt.date(2019, 11, 14), dt.time(9, 30, 11)), ("2019年11月14日", "9:30:11"),
        ("20191114", "2019-11-14 09:30:11"), ("2019.11.14", "09:30:11.000"),
        (43783, 0.3959606481),
        ("2019-11-14", "09:30:10.9999"), (43783, "1899-12-31 09:30:11"),
        ("20191114", 43783.3959606481),
    ],
)  # fmt: skip
def test_day_and_time_may_stand_in_two_columns(tmp_path: Path, day: object, time: object) -> None:
    header = ["交易日期", *HEADER]
    path = write_xlsx(tmp_path / "对账单.xlsx", [header, [day, *ROW[:2], time, *ROW[3:]]])
    (found,) = _read(path)
    assert (found.day, found.time) == (dt.date(2019, 11, 14), "09:30:11")


def test_a_day_alone_is_enough(tmp_path: Path) -> None:
    header = ["交易日期" if each == "交易时间" else each for each in HEADER]
    path = write_xlsx(tmp_path / "对账单.xlsx", [header, [*ROW[:2], "2019-11-14", *ROW[3:]]])
    (found,) = _read(path)
    assert (found.day, found.time) == (dt.date(2019, 11, 14), "")


@for_each("text", ["20191114093011", "20191114 093011", "2019-11-14 09:30:11", "2019/11/14 9:30:11",
     "2019-11-14T09:30:11", "2019年11月14日 09:30:11", "2019.11.14 09:30:11",
     "2019-11-14 09:30:11.000001", "2019-11-14 09:30:10.999998", "20191114 93011",
     "43783.3959606481", "2019/11/14 上午9:30:11", "2019年11月14日 9时30分11秒",
     "2019-11-14 9:30:11 am"])  # fmt: skip
def test_one_moment_written_in_many_ways(text: str) -> None:
    assert read_moment("", text) == (dt.date(2019, 11, 14), "09:30:11")


@for_each("day, time", [
     ("", "093011"), ("", "143783.39"), ("", "2019-13-01 09:30"), ("", "2019-11-14 25:00:00"),
     ("2019-11-14", "930"), ("2019-11-14", "2019-11-15 09:30:11"), ("", "2019114"),
     ("", "")])  # fmt: skip
def test_a_moment_that_is_not_certain_is_refused(day: str, time: str) -> None:
    with pytest.raises(BadInput):
        read_moment(day, time)


@for_each("text, amount_fen", [
     ("1,250.00", 1250_00), ("￥250", 250_00), ("¥250.5", 250_50), (" 250 ", 250_00),
     ("250元", 250_00), ("-250.00", -250_00), ("(250.00)", -250_00), ("+250", 250_00),
     ("-￥1,250.00", -1250_00), ("￥-250", -250_00)])  # fmt: skip
def test_amounts_as_people_and_machines_write_them(text: str, amount_fen: int) -> None:
    assert parse_signed_yuan(text, "交易金额") == amount_fen


@for_each("text", ["", "二百五", "250.005", "(250.00", "2,50.00", "--250", "1e3"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        parse_signed_yuan(text, "交易金额")


@given(st.integers(-(10**9), 10**9))
def test_every_amount_written_reads_back(amount_fen: int) -> None:
    assert parse_signed_yuan(format_yuan(amount_fen), "交易金额") == amount_fen


@given(st.integers(0, 999_999), st.lists(st.integers(0, 999_999)))
def test_a_trace_kept_as_a_number_reads_back(trace: int, others: list[int]) -> None:
    column = NumberColumn.of("凭证号", 6, [str(each) for each in (trace, *others) if each])
    if trace:
        assert column.read(str(trace)) == f"{trace:06d}"
    assert NumberColumn.of("凭证号", 6, ["000001"]).read(f"{trace:06d}") == f"{trace:06d}"


@pytest.mark.parametrize("word", ["撤销", "消费撤销", "POS撤销"])
@pytest.mark.parametrize("amount", ["-250.00", "250.00", 250, -250])
def test_a_void_goes_back_however_its_amount_is_written(
    tmp_path: Path, word: str, amount: object
) -> None:
    found = _one(tmp_path, 交易类型=word, 交易金额=amount)
    assert (found.kind, found.amount_fen) == ("void", -250_00)


@pytest.mark.parametrize("word", ["退货", "联机退货"])
def test_a_refund_goes_back_too(tmp_path: Path, word: str) -> None:
    assert _one(tmp_path, 交易类型=word, 交易金额="250").kind == "refund"


@pytest.mark.parametrize(
    ("changed", "column", "reason"),
    [
        ({"交易类型": "预授权"}, "交易类型（D列）", "不认识"),
        ({"交易类型": ""}, "交易类型（D列）", "不认识"),
        ({"交易金额": "-250.00"}, "交易金额（I列）", "负数"),
        ({"交易金额": "0.00"}, "交易金额（I列）", "是 0"),
        ({"交易金额": ""}, "交易金额（I列）", "不是金额"),
        ({"手续费": "x"}, "手续费（J列）", "不是金额"),
        ({"终端号": ""}, "终端号（B列）", "是空的"),
        ({"终端号": "123456789"}, "终端号（B列）", "8 位"),
        ({"交易批次号": "00001A"}, "交易批次号（E列）", "6 位"),
        ({"交易时间": "昨天"}, "交易时间（C列）", "不认识"),
        ({"参考号": "11\u202e14"}, "参考号（G列）", "不可见字符"),
    ],
)
def test_a_row_that_is_wrong_is_refused_with_its_column(
    tmp_path: Path, changed: dict[str, object], column: str, reason: str
) -> None:
    message = _refusal(tmp_path, **changed)
    assert message.startswith(f"{column}：") and reason in message


@for_each("text, tail", [
     ("621799******0001", "0001"), ("6217 99** **** 0001", "0001"), ("6217990000000001", "0001"),
     ("*0001", "0001"), ("621799**********", ""), ("", ""),
     ("6217990000000?????", "")])  # fmt: skip
def test_of_a_card_only_the_last_four_are_kept(text: str, tail: str) -> None:
    assert read_card_tail(text) == tail


def test_empty_signs_are_no_numbers(tmp_path: Path) -> None:
    found = _one(tmp_path, 参考号="-", 商户号="无", 手续费="-", 卡号="--")
    assert (found.reference, found.merchant, found.fee_fen, found.card_tail) == ("", "", 0, "")


def test_the_original_is_read_where_the_file_names_it(tmp_path: Path) -> None:
    header = [*HEADER, "原凭证号", "原参考号"]
    path = write_xlsx(
        tmp_path / "对账单.xlsx",
        [header, [*ROW, "", "0"], [*ROW[:3], "撤销", *ROW[4:], "000122", "111400000122"]],
    )
    first, second = _read(path)
    assert (first.original_trace, first.original_reference) == ("", "")
    assert (second.original_trace, second.original_reference) == ("000122", "111400000122")


def test_what_an_acquirer_writes_reads_back(tmp_path: Path) -> None:
    lines = [line(1, 1250_00, time="09:30:11", card_tail="0001", fee_fen=750), line(2, -250_00)]
    found = _read(write_statement(tmp_path / "对账单.xlsx", lines))
    assert [cells(each) for each in found] == [cells(each) for each in lines]


def test_a_file_that_is_no_statement_names_what_it_lacks(tmp_path: Path) -> None:
    path = write_xlsx(
        tmp_path / "花名册.xlsx", [["姓名", "终端号", "交易金额"], ["张三", "1", "2"]]
    )
    with pytest.raises(BadInput) as caught:
        read_statement(path)
    assert "花名册.xlsx" in caught.value.message and "凭证号" in caught.value.message


def test_a_file_without_one_readable_line_is_refused(tmp_path: Path, sqlite_desk: Desk) -> None:
    row = [*ROW[:3], "预授权", *ROW[4:]]
    for rows, words in (([HEADER], "没有一行"), ([HEADER, row], "预授权")):
        with pytest.raises(BadInput) as caught:
            import_statement_file(sqlite_desk, write_xlsx(tmp_path / "对账单.xlsx", rows))
        assert words in caught.value.message


def test_every_sheet_is_read_and_columns_that_were_not_are_told(
    tmp_path: Path, sqlite_desk: Desk
) -> None:
    book = openpyxl.Workbook()
    for sheet, trace in ((book.active, "000123"), (book.create_sheet("二月"), "000124")):
        sheet.append([*HEADER, "奇怪的列"])
        sheet.append([*ROW[:5], trace, *ROW[6:], "x"])
    book.save(tmp_path / "对账单.xlsx")
    result = import_statement_file(sqlite_desk, tmp_path / "对账单.xlsx")
    assert {each.column for each in result.warnings} == {"奇怪的列"}
    assert result.arrival.new == result.rows == 2


def test_sheets_that_show_the_same_lines_are_read_once(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(HEADER)
    book.active.append([*ROW[:4], "", *ROW[5:]])
    by_terminal = book.create_sheet("按终端")
    by_terminal.append(HEADER)
    by_terminal.append([*ROW[:6], "", *ROW[7:]])
    book.save(tmp_path / "对账单.xlsx")
    (found,) = _read(tmp_path / "对账单.xlsx")
    assert (found.batch, found.reference) == ("000001", "111409300123")


def test_a_fault_on_a_further_sheet_names_the_sheet(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(HEADER)
    book.active.append(ROW)
    other = book.create_sheet("二月")
    other.append(HEADER)
    other.append([*ROW[:3], "预授权", *ROW[4:]])
    book.save(tmp_path / "对账单.xlsx")
    _, _, (fault,) = read_statement(tmp_path / "对账单.xlsx")
    assert fault.place == "二月表 第 2 行 交易类型（D列）"
