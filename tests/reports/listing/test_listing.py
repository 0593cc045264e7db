"""A list reads the same as text, workbook, csv and JSON, and nothing typed becomes a formula."""

import csv
import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.base.errors import BadInput
from models.base.text import width
from reports.listing.csv import tables_of, write_table_csv
from reports.listing.document import listing_document
from reports.listing.text import listing_text, listings_text
from reports.listing.values import Column, Listing, Section, masked
from reports.listing.workbook import write_listing_workbook, write_listings_workbook
from seed.table_file import Column as TableColumn
from seed.table_file import read_table

_DAY = dt.date(2019, 11, 15)
_ROWS = (
    ("=1+1", "431103195001010023", 2, 12345, 0.5, _DAY),
    ("欧阳=娜娜", "0012", 3, -100, None, None),
)
LISTING = Listing(
    name="样表",
    station="某镇",
    title="某镇样表",
    dated=_DAY,
    facts=("填报单位：某镇", "单位：元"),
    columns=(
        Column("姓名", "name"),
        Column("证件号码", "id_number"),
        Column("人数", "people", "number"),
        Column("金额", "amount_fen", "money"),
        Column("完成率", "rate", "rate"),
        Column("日期", "day", "date"),
    ),
    rows=_ROWS,
    total=("合计", None, 5, 12245, None, None),
    notes=("说明一", "说明二"),
)


def write_listing_csv(listing: Listing, path: Path, *, overwrite: bool = False) -> None:
    write_table_csv((listing,), path, overwrite=overwrite)


def _stream() -> Iterator[tuple[object, ...]]:
    yield from _ROWS


def test_figures_are_figures_and_texts_are_texts(tmp_path: Path) -> None:
    write_listing_workbook(LISTING, tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["样表"]
    first = [cell.value for cell in sheet[4]]
    assert first == [
        "=1+1",
        "431103195001010023",
        2,
        123.45,
        0.5,
        dt.datetime.combine(_DAY, dt.time()),
    ]
    assert sheet["A4"].data_type == sheet["B4"].data_type == "s"
    assert [cell.value for cell in sheet[5]][4:] == ["-", "-"]
    assert [cell.value for cell in sheet[6]][:4] == ["合计", "-", 5, 122.45]
    assert sheet.print_title_rows == "$1:$3" and sheet.freeze_panes == "B4"
    assert sheet.auto_filter.ref == "A3:F5" and sheet.page_setup.fitToHeight == 0


def test_a_stream_of_rows_makes_the_same_sheet(tmp_path: Path) -> None:
    """Constant memory changes how it is written, not what stands there."""
    columns = tuple(replace(column, cells=20.0) for column in LISTING.columns)
    whole = replace(LISTING, columns=columns)
    write_listing_workbook(whole, tmp_path / "a.xlsx")
    write_listing_workbook(replace(whole, rows=_stream()), tmp_path / "b.xlsx")  # type: ignore[arg-type]
    read = [
        list(openpyxl.load_workbook(tmp_path / name)["样表"].iter_rows(values_only=True))
        for name in ("a.xlsx", "b.xlsx")
    ]
    assert read[0] == read[1] and len(read[0]) == 9


def test_the_same_list_is_the_same_file_byte_for_byte(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_listing_workbook(LISTING, tmp_path / f"{name}.xlsx")
        write_listing_csv(LISTING, tmp_path / f"{name}.csv")
    for ending in ("xlsx", "csv"):
        assert (tmp_path / f"a.{ending}").read_bytes() == (tmp_path / f"b.{ending}").read_bytes()


def test_text_aligns_and_states_the_total() -> None:
    lines = listing_text(LISTING).splitlines()
    table = lines[3:9]
    assert len({width(line) for line in table}) == 1
    assert lines[0] == "某镇样表" and table[-1].startswith("合计") and "122.45" in table[-1]
    assert "说明二" in lines


def test_json_keeps_fen_and_keys() -> None:
    document = json.loads(json.dumps(listing_document(LISTING), default=str))
    assert document["rows"][0]["amount_fen"] == 12345 and document["rows"][1]["rate"] is None
    assert document["total"]["people"] == 5 and document["date"] == "2019-11-15"


@given(name=st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12))
def test_no_text_in_a_csv_begins_like_a_formula(
    name: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    row = (name, "431103195001010023", 1, 100, 0.1, _DAY)
    write_listing_csv(replace(LISTING, rows=(row,)), path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        cells = list(csv.reader(file))[1]
    assert cells[0][0] not in "=+-@" and cells[0].lstrip("\t") == name
    assert cells[1] == "\t431103195001010023" and cells[3] == "1.00"


@pytest.mark.parametrize("number", ["10-2", "1/2", "10-2-3", "007", "431103195001010023"])
def test_no_number_of_a_household_becomes_a_day_or_a_figure(number: str, tmp_path: Path) -> None:
    row = (number, "x", 1, 100, 0.1, _DAY)
    write_listing_csv(replace(LISTING, rows=(row,)), tmp_path / "a.csv")
    assert f"\t{number},x,1,1.00" in (tmp_path / "a.csv").read_text(encoding="utf-8-sig")


def test_a_sheet_that_would_be_too_long_is_refused_before_a_row_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reports.listing.workbook._LAST_ROW", 3)
    with pytest.raises(BadInput, match="缩小范围"):
        write_listing_workbook(LISTING, tmp_path / "a.xlsx")
    assert not list(tmp_path.iterdir())


def test_the_programs_own_reader_reads_the_csv_back(tmp_path: Path) -> None:
    write_listing_csv(replace(LISTING, total=None), tmp_path / "a.csv")
    columns = (TableColumn("姓名"), TableColumn("证件号码"))
    rows = list(read_table(tmp_path / "a.csv", columns).rows)
    assert [row.cells["证件号码"] for row in rows] == ["431103195001010023", "0012"]


def test_nothing_is_written_over(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("旧")
    with pytest.raises(BadInput, match="已存在"):
        write_listing_csv(LISTING, path)
    assert path.read_text() == "旧"
    write_listing_csv(LISTING, path, overwrite=True)
    assert "姓名" in path.read_text(encoding="utf-8-sig")
    assert [each.name for each in tmp_path.iterdir()] == ["a.csv"]


def test_the_files_name_sorts_by_day_and_says_what_it_is() -> None:
    assert LISTING.file_stem == "样表-某镇-2019-11-15"


def _parts() -> tuple[Listing, ...]:
    """A report of two parts on one sheet, and a list beside it."""
    return (
        replace(LISTING, notes=(), section=Section("方式", "免缴", "【免缴】本人不缴")),
        replace(LISTING, rows=_ROWS[:1], section=Section("方式", "=补贴", "【补贴】先缴后补")),
        replace(LISTING, name="附表", is_beside=True, signatures=()),
    )


def test_parts_of_a_report_share_title_head_and_signatures(tmp_path: Path) -> None:
    text = listings_text(_parts())
    first, beside = text.split("\n\n某镇样表\n")
    assert first.count("某镇样表") == 1 and first.count("填表人：") == 1
    assert "填表人：" not in beside and first.count("122.45") == 2
    assert first.index("【免缴】") < first.index("=1+1") < first.index("【补贴】")
    write_listings_workbook(_parts(), tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == ["样表", "附表"]
    column = [row[0] for row in book["样表"].iter_rows(values_only=True)]
    assert column[2:11] == [
        "姓名", "【免缴】本人不缴", "=1+1", "欧阳=娜娜", "合计", "【补贴】先缴后补", "=1+1", "合计",
        "说明一",
    ]  # fmt: skip
    assert column[12].startswith("填表人：") and len(column) == 13
    assert book["样表"].print_title_rows == "$1:$3"


def test_parts_of_a_report_are_one_csv_file_with_a_column_more(tmp_path: Path) -> None:
    tables = tables_of(_parts())
    assert [len(table) for table in tables] == [2, 1]
    write_table_csv(tables[0], tmp_path / "a.csv")
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert [row[0] for row in rows] == ["方式", "免缴", "免缴", "\t=补贴"]
    assert rows[0][1:3] == ["姓名", "证件号码"] and rows[1][4] == "123.45"


def test_columns_to_fill_in_by_hand_are_on_paper_alone(tmp_path: Path) -> None:
    form = replace(LISTING, by_hand=(Column("银行账号", "account", cells=26.0),))
    assert "银行账号" not in listing_text(form)
    write_listing_workbook(form, tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["样表"]
    assert [cell.value for cell in sheet["G"]][2:5] == ["银行账号", "", ""]
    assert sheet.column_dimensions["G"].width >= 26 and sheet.row_dimensions[4].height >= 20


def test_rates_are_drawn_as_bars_beside_their_sheet(tmp_path: Path) -> None:
    drawn = replace(LISTING, bars=("name", "rate"))
    write_listing_workbook(drawn, tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == ["样表", "样表图"]
    nobody = replace(drawn, rows=(_ROWS[1],))
    write_listing_workbook(nobody, tmp_path / "b.xlsx")
    assert openpyxl.load_workbook(tmp_path / "b.xlsx").sheetnames == ["样表"]


def test_words_stand_in_a_column_of_figures_and_numbers_are_masked() -> None:
    row = ("张三", "431103195001010023", "", "没有", None, _DAY)
    text = listing_text(masked(replace(LISTING, rows=(row,), total=None)))
    assert "431103********0023" in text and "没有" in text and "431103195001010023" not in text
