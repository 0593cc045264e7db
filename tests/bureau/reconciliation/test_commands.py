"""Reconciliation through the command line: import, list, show, settle, report."""

from pathlib import Path

import openpyxl
import pytest

from models.base.text import width
from models.bureau.reconciliation.values import StatementLine
from models.station.desk import Desk
from tests.bureau.reconciliation.making import HEADER, write_statement, write_xlsx
from tests.tui.calling import Caller


@pytest.fixture
def call(
    sqlite_desk: Desk, lines: list[StatementLine], capsys: pytest.CaptureFixture[str],
    tmp_path: Path, key_file: Path,
) -> Caller:  # fmt: skip
    """The program on the store of ``lines``."""
    sqlite_desk.store.close()
    store = str(tmp_path / "station.db")
    return Caller(
        capsys, "--store", store, "--key-file", str(key_file), "--on", "2019-11-14",
        "--operator", "test",
    )  # fmt: skip


@pytest.fixture
def path(lines: list[StatementLine], tmp_path: Path) -> str:
    return str(write_statement(tmp_path / "对账单.xlsx", lines))


def test_import_says_what_came_and_what_does_not_agree(call: Caller, path: str) -> None:
    answer = call("import", "statement", path)
    assert answer.status == 0
    assert "共 11 行，新增 11 笔" in answer.out and "手续费 13.50 元" in answer.out
    assert "已核对 6 笔，本次核销 6 笔，撤销相抵 1 笔，待处理差异 7 件" in answer.out
    assert "差额正好是手续费" in answer.out
    again = call("import", "statement", path, "--json").json
    assert (again["new"], again["known"], again["newly_cleared"]) == (0, 11, 0)
    assert len(again["exceptions"]) == 7 and again["counts"]["duplicated"] == 1


def test_a_preview_keeps_nothing(call: Caller, path: str) -> None:
    assert "没有保存" in call("import", "statement", path, "--preview").out
    assert call("reconcile", "--json").json["lines"] == 0
    preview = call("import", "statement", path, "--preview", "--json").json
    assert preview["preview"] and len(preview["exceptions"]) == 7


def test_refused_rows_are_listed_and_do_not_refuse_the_file(call: Caller, tmp_path: Path) -> None:
    good = ["", "12345678", "20191114 093011", "消费", "000001", "000001", "", "", "250.00", ""]
    bad = [*good[:3], "预授权", *good[4:]]
    path = write_xlsx(tmp_path / "x.xlsx", [HEADER, bad, good])
    answer = call("import", "statement", str(path))
    assert answer.status == 0 and "拒绝：第 2 行 交易类型（D列）" in answer.out
    assert "新增 1 笔" in answer.out


@pytest.mark.parametrize("name", ["没有.xlsx", "对账单.pdf"])
def test_a_file_that_cannot_be_read_is_one_line(call: Caller, name: str) -> None:
    answer = call("import", "statement", name)
    assert answer.status == 2 and answer.error.count("\n") == 1


def test_reconcile_lists_by_day_and_terminal(call: Caller, path: str) -> None:
    call("import", "statement", path)
    assert "仅台账有" in call("reconcile").out
    assert call("reconcile", "--from", "2019-11-15", "--json").json["exceptions"] == []
    assert call("reconcile", "--until", "2019-11-13", "--json").json["exceptions"] == []
    assert "没有待处理的差异" in call("reconcile", "--terminal", "99999999").out
    assert len(call("reconcile", "--terminal", "12345678", "--json").json["exceptions"]) == 7


def test_show_puts_both_sides_in_eighty_columns(call: Caller, path: str) -> None:
    call("import", "statement", path)
    for number in range(1, 8):
        out = call("reconcile", "show", str(number)).out
        assert all(width(row) <= 80 for row in out.splitlines()[:-1]), out
    assert "* 参考号" in call("reconcile", "show", "5").out
    assert call("reconcile", "show", "5", "--json").json["kind"] == "reference_differs"


def test_settle_once_with_a_reason(call: Caller, path: str) -> None:
    call("import", "statement", path)
    words = ("reconcile", "settle", "5", "--as", "同一笔", "--reason", "看错一位")
    answer = call(*words)
    assert answer.status == 0 and "已核销 250.00 元" in answer.out
    again = call(*words, "--json")
    assert again.status == 1 and again.json["refused"]["code"] == "already_settled"
    assert "看错一位" in call("reconcile", "show", "5").out
    assert call("reconcile", "settle", "1", "--as", "挂账").status == 2
    assert call("reconcile", "settle", "1", "--as", "同一笔", "--reason", "x").status == 2
    assert call("reconcile", "settle", "77", "--as", "挂账", "--reason", "x").status == 2


def test_global_options_stand_after_the_command_too(call: Caller, path: str) -> None:
    assert call("reconcile", "--on", "2019-11-15").status == 0
    assert (
        call("reconcile", "settle", "1", "--as", "挂账", "--reason", "x", "--on", "x").status == 2
    )


def test_the_report_adds_up_on_both_sides(call: Caller, path: str) -> None:
    call("import", "statement", path)
    call("reconcile", "settle", "2", "--as", "挂账", "--reason", "问银行")
    report = call("report", "reconcile", "--json").json
    total, balance = report["total"], report["balance"]
    sides = [balance[f"{each}_in_exceptions"]["amount_fen"] for each in ("statement", "books")]
    assert total["statement"]["amount_fen"] == balance["matched_statement"]["amount_fen"] + sides[0]
    assert total["books"]["amount_fen"] == (
        balance["matched_books"]["amount_fen"] + sides[1] + balance["waiting"]["amount_fen"]
    )
    assert (total["statement"]["count"], total["books"]["count"]) == (11, 10)
    assert (total["fee_fen"], total["open"], total["settled"]) == (13_50, 6, 1)
    assert sum(report["open"].values()) == 6 and report["settled"]["duplicated"] == 1
    out = call("report", "reconcile").out
    assert "问银行（test 2019-11-14）" in out and "制表人" in out
    assert "重复" in out and "待处理 0 件、已处理 1 件" in out


def test_the_report_is_of_a_half_month_or_of_dates(call: Caller, path: str) -> None:
    call("import", "statement", path)
    whole = call("report", "reconcile", "2019-11上", "--json").json
    assert whole == call("report", "reconcile", "--json").json
    by_date = ("report", "reconcile", "--from", "2019-11-14", "--until", "2019-11-14", "--json")
    assert call(*by_date).json["total"] == whole["total"]
    assert call("report", "reconcile", "2019-11下", "--json").json["rows"] == []
    assert "没有对账单" in call("report", "reconcile", "2019-11下").out
    assert call("report", "reconcile", "2019-11上", "--from", "2019-11-01").status == 2
    assert call("report", "reconcile", "--from", "2019-11-15", "--until", "2019-11-01").status == 2


def test_the_workbook_has_the_same_figures(call: Caller, path: str, tmp_path: Path) -> None:
    call("import", "statement", path)
    call("reconcile", "settle", "2", "--as", "挂账", "--reason", "=1+1")
    target = tmp_path / "对账表.xlsx"
    assert call("report", "reconcile", "--xlsx", str(target)).status == 0
    report = call("report", "reconcile", "--json").json
    book = openpyxl.load_workbook(target)
    assert book.sheetnames == ["对账汇总", "差异明细"]
    total = next(row for row in book["对账汇总"].values if "合计" in row)
    assert total[2] == report["total"]["statement"]["count"]
    assert round(total[3] * 100) == report["total"]["statement"]["amount_fen"]
    assert round(total[7] * 100) == report["total"]["difference_fen"]
    details = [row for row in book["差异明细"].values if str(row[0]).isdigit()]
    assert len(details) == 7 and any(str(row[-1]).startswith("=1+1（") for row in details)
    assert any(str(row[0]).startswith("制表人：") for row in book["对账汇总"].values)
    assert call("report", "reconcile", "--xlsx", str(target)).status == 2


def test_no_whole_card_number_is_printed_or_kept(call: Caller, tmp_path: Path) -> None:
    card = "6217990000004321"
    row = ["", "12345678", "20191114 093011", "消费", "000001", "000999", "", card, "250.00", ""]
    path = write_xlsx(tmp_path / "x.xlsx", [HEADER, row])
    out = call("import", "statement", str(path), "--json").out
    out += call("reconcile", "show", "1").out + call("report", "reconcile").out
    assert "4321" in out and card not in out
