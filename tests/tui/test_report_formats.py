"""Text, xlsx and JSON of one report agree, village by village, for three half-months."""

import csv
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from models.base.money import format_yuan
from models.base.terms import INSURANCE_TITLES
from tests.built import DATABASE, KEY, Built, copy_store
from tests.tui.calling import Caller

_PERIODS = ("2019-09-H2", "2019-10-H1", "2019-10-H2")


@pytest.fixture
def demonstration(built: Built, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Caller:
    copy_store(built.worked_demonstration(), tmp_path / DATABASE, tmp_path / KEY)
    return Caller(capsys, "--store", str(tmp_path / DATABASE), "--key-file", str(tmp_path / KEY))


def test_three_half_months_agree_in_every_form(demonstration: Caller, tmp_path: Path) -> None:
    for period in _PERIODS:
        call = ("report", "half-month", period)
        document = demonstration(*call, "--json").json
        path = tmp_path / f"{period}.xlsx"
        assert demonstration(*call, "--xlsx", str(path)).status == 0
        book, text = openpyxl.load_workbook(path), demonstration(*call).out
        for name, figures in document["insurances"].items():
            sheet = book[INSURANCE_TITLES[name]]
            cells = {row[0].value: [cell.value for cell in row] for row in sheet.iter_rows()}
            printed = text.split(f"{INSURANCE_TITLES[name]} {figures['levy_year']} 年度")[1]
            printed = printed.split("\n\n")[0]
            lines = {line.split()[0]: line.split() for line in printed.splitlines() if line.strip()}
            total = {"village": "合计", **figures["total"]}
            for row in (*figures["rows"], total, *_ranked(figures)):
                _agree(row, cells[row["village"]], lines[row["village"]])


def _ranked(figures: dict[str, Any]) -> list[dict[str, Any]]:
    """Return rank and what is missing of each line; last year's people stand above the table."""
    return [
        {name: value for name, value in row.items() if name != "last_year_people"}
        for row in figures["standing"]
    ]


def _agree(row: dict[str, Any], cells: list[Any], words: list[str]) -> None:
    """Compare a line of JSON with its cells and its words."""
    numbers = {cell for cell in cells if isinstance(cell, int | float)}
    for name, value in row.items():
        if name.endswith("_fen") or "_fen_" in name:
            yuan = Decimal(value).scaleb(-2)
            assert any(Decimal(str(number)) == yuan for number in numbers), name
            assert format_yuan(value) in words, name
        elif isinstance(value, int):
            assert value in numbers, name
            assert f"{value:,}" in words, name


def test_the_half_month_as_csv_has_every_line(demonstration: Caller, tmp_path: Path) -> None:
    folder = tmp_path / "表"
    folder.mkdir()
    call = ("report", "half-month", "2019-10-H2")
    assert demonstration(*call, "--csv", str(folder), "--xlsx", str(folder)).status == 0
    assert sorted(path.name for path in folder.iterdir()) == [
        "半月报-上岭桥镇-2019-10-H2.csv", "半月报-上岭桥镇-2019-10-H2.xlsx"
    ]  # fmt: skip
    with (folder / "半月报-上岭桥镇-2019-10-H2.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    figures = demonstration(*call, "--json").json["insurances"]
    assert len(rows) == sum(len(each["rows"]) + 1 for each in figures.values())
    total = next(row for row in rows if row["村(社区)"] == "合计" and "医疗" in row["险种"])
    assert int(total["累计人数"]) == figures["medical"]["total"]["people_to_date"]
