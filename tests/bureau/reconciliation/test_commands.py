"""Reconciliation through the command line: import, list, show, settle, report."""

from pathlib import Path

import openpyxl
import pytest

from models.base.text import width
from models.bureau.reconciliation.values import StatementLine
from models.station.desk import Desk
from tests.bureau.reconciliation.making import HEADER, write_statement, write_xlsx
from tests.making import PIN
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


def test_exceptions_are_chosen_by_kind_and_state(call: Caller, path: str) -> None:
    call("import", "statement", path)
    call("reconcile", "settle", "1", "--as", "挂账", "--reason", "问银行")

    def numbers(*words: str) -> list[int]:
        found = call("reconcile", *words, "--json").json["exceptions"]
        return sorted(each["number"] for each in found)

    assert numbers() == [2, 3, 4, 5, 6, 7] and numbers("--state", "已处理") == [1]
    assert numbers("--state", "全部") == [1, 2, 3, 4, 5, 6, 7]
    kinds = {
        each["number"]: each["title"] for each in call("reconcile", "--json").json["exceptions"]
    }
    only = [number for number, title in kinds.items() if title == "仅台账有"]
    assert numbers("--kind", "仅台账有") == numbers("--kind", "only_in_books") == only
    assert numbers("--kind", "仅台账有", "--until", "2019-11-13") == []
    for words in (("--kind", "怪事"), ("--state", "随便")):
        answer = call("reconcile", *words)
        assert answer.status == 2 and "应为" in answer.error and answer.error.count("\n") == 1


def test_what_waits_for_its_statement_is_a_list_of_its_own(call: Caller, tmp_path: Path) -> None:
    row = ["", "12345678", "20191114 093011", "消费", "000001", "000001", "", "", "250.00", ""]
    call("import", "statement", str(write_xlsx(tmp_path / "x.xlsx", [HEADER, row])))
    answer = call("reconcile")
    assert "没有待处理的差异" in answer.out
    assert "没有对账单的台账 9 笔（9 笔是对账单的最后一天）" in answer.out
    waiting = call("reconcile", "--state", "等对账单", "--json").json["waiting_entries"]
    assert len(waiting) == 9 and all(each["on_last_day"] for each in waiting)
    assert "可能在下一份里" in call("reconcile", "--state", "等对账单").out
    assert "没有等对账单的台账" in call("reconcile", "--state", "等对账单", "--terminal", "1").out
    assert "对账单最后一天、等下一份的" in call("report", "reconcile").out


def test_what_waits_too_long_is_said_in_the_report(call: Caller) -> None:
    assert "超过 7 天" not in call("reconcile").out
    later = ("--on", "2019-11-30")
    found = call("reconcile", *later, "--json").json
    assert (found["overdue"], len(found["exceptions"]), found["waiting"]) == (6, 6, 0)
    days = ("--from", "2019-11-14", "--until", "2019-11-14")
    assert "超过 7 天没有对账单 1,500.00（6 笔）" in call("report", "reconcile", *days, *later).out
    report = call("report", "reconcile", *days, *later, "--json").json
    assert report["overdue"] == {"count": 6, "amount_fen": 1500_00, "days": 7}


def test_the_rules_are_shown_and_set(call: Caller) -> None:
    assert "超过 1,000.00 元的差异由两人处理；签购单等对账单 7 天" in call("reconcile", "rules").out
    answer = call("reconcile", "rules", "--limit", "200", "--days", "10", "--json").json
    assert (answer["limit_fen"], answer["days"]) == (200_00, 10)
    assert "超过 200.00 元的差异由两人处理；签购单等对账单 10 天" in call("reconcile", "rules").out
    assert call("reconcile", "rules", "--days", "-1").status == 2
    clerk = call("reconcile", "rules", "--limit", "999999", "--operator", "second", "--json")
    assert clerk.status == 1 and clerk.json["refused"]["code"] == "not_allowed"


def test_above_the_limit_a_second_person_agrees(call: Caller, path: str) -> None:
    call("import", "statement", path)
    call("reconcile", "rules", "--limit", "249.99")
    words = ("reconcile", "settle", "5", "--as", "同一笔", "--reason", "看错一位")
    for more, code in (
        ((), "second_operator"),
        (("--approved-by", "test"), "second_operator"),
        (("--approved-by", "nobody"), "not_an_operator"),
        (("--approved-by", "second"), "pin_needed"),
        (("--approved-by", "second", "--pin", "000000"), "wrong_pin"),
    ):
        answer = call(*words, *more, "--json")
        assert (answer.status, answer.json["refused"]["code"]) == (1, code)
    assert call("reconcile", "--json").json["counts"]["reference_differs"] == 1
    settled = call(*words, "--approved-by", "second", "--pin", PIN, "--json").json
    assert (settled["agreed_by"], settled["cleared_fen"]) == ("second", 250_00)
    assert "处理对账例外" in call("audit").out


def test_an_approval_given_before_serves_once(call: Caller, path: str) -> None:
    call("import", "statement", path)
    call("reconcile", "rules", "--limit", "0")
    assert call("approve", "处理对账例外", "5", "--operator", "second").status == 0
    agreed = ("--approved-by", "second", "--reason", "看错一位")
    assert call("reconcile", "settle", "5", "--as", "同一笔", *agreed).status == 0
    assert call("reconcile", "settle", "4", "--as", "挂账", *agreed).status == 1


def test_a_clerk_settles_nothing(call: Caller, path: str) -> None:
    call("import", "statement", path)
    call("operator", "add", "xiao", "--role", "经办")
    words = ("reconcile", "settle", "5", "--as", "挂账", "--reason", "x", "--operator", "xiao")
    assert call(*words, "--json").json["refused"]["code"] == "not_allowed"


def test_an_auditor_reads_and_changes_nothing(call: Caller, path: str) -> None:
    call("import", "statement", path)
    call("operator", "add", "shen", "--role", "审计")
    before = call("audit", "--json").json
    read = call("reconcile", "--operator", "shen", "--json")
    assert read.status == 0 and len(read.json["exceptions"]) == 7
    assert call("reconcile", "show", "1", "--operator", "shen").status == 0
    assert call("audit", "--json").json == before


def test_a_further_file_completes_what_is_known(call: Caller, tmp_path: Path) -> None:
    """The first has no batches, the second no references: nothing is new in the second."""
    row = [
        "",
        "12345678",
        "20191114 093011",
        "消费",
        "",
        "000001",
        "111400000001",
        "",
        "250.00",
        "",
    ]
    bare = [cell for title, cell in zip(HEADER, row, strict=True) if title != "交易批次号"]
    header = [title for title in HEADER if title != "交易批次号"]
    call("import", "statement", str(write_xlsx(tmp_path / "a.xlsx", [header, bare])))
    full = [*row[:4], "000001", row[5], "", *row[7:]]
    path = str(write_xlsx(tmp_path / "b.xlsx", [HEADER, full]))
    answer = call("import", "statement", path)
    assert "新增 0 笔，已有 1 笔（补全 1 笔）" in answer.out
    assert "包含 2019-11-14 至 2019-11-14" in answer.out
    again = call("import", "statement", path, "--json").json
    assert (again["known"], again["completed"]) == (1, 0)
