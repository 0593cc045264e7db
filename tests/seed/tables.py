"""Tables for tests of what is imported: small files of every kind, and what they say."""

import datetime as dt

import openpyxl
import pytest
import xlwt

from models.base.errors import BadInput
from seed.table_file import Column, Table, read_table

COLUMNS = (
    Column("村(社区)", ("村", "所属村"), is_required=True),
    Column("姓名", is_required=True),
    Column("证件号码", ("身份证号", "公民身份号码"), is_required=True),
    Column("手机号码", ("联系电话",)),
    Column("备注"),
)
HEADER = ["村(社区)", "姓名", "证件号码"]
PERSON = ["下河村", "张三", "43110319521109001X"]


def xlsx(path, *rows, merged=(), **other_sheets):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for area in merged:
        book.active.merge_cells(area)
    for title, lines in other_sheets.items():
        sheet = book.create_sheet(title)
        for line in lines:
            sheet.append(line)
    book.save(path / "花名册.xlsx")
    return path / "花名册.xlsx"


def xls(path, *rows):
    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet1")
    dates = xlwt.easyxf(num_format_str="YYYY-MM-DD")
    for number, row in enumerate(rows):
        for position, value in enumerate(row):
            style = dates if isinstance(value, dt.date) else xlwt.Style.default_style
            sheet.write(number, position, value, style)
    book.save(str(path / "花名册.xls"))
    return path / "花名册.xls"


def text_file(path, text, encoding="utf-8", name="花名册.csv"):
    (path / name).write_bytes(text.encode(encoding))
    return path / name


def cells(table: Table, *names: str) -> list[list[str]]:
    return [[row.cells[name] for name in names] for row in table.rows]


def people(table):
    return cells(table, "村(社区)", "姓名", "证件号码")


def fault(path, columns=COLUMNS):
    with pytest.raises(BadInput) as caught:
        read_table(path, columns)
    message = caught.value.message
    assert path.name in message
    assert "\n" not in message
    return message
