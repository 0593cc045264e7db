"""What acquirers and banks export reads unaided: every layout, and what each cannot say."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import pytest

from models.base.errors import BadInput
from models.bureau.reconciliation.telling import is_made
from models.bureau.reconciliation.values import StatementLine
from models.station.desk import Desk
from seed.statement_file import import_statement_file, read_statement
from seed.statement_head import stated_period
from seed.statement_words import read_kind, read_state
from tests.bureau.reconciliation.layouts import (
    BY_NAME,
    LAYOUTS,
    Layout,
    as_said,
    moment_of,
    write_layout,
)
from tests.bureau.reconciliation.making import HEADER, write_xlsx
from tests.cases import for_each

_DAY = dt.date(2019, 11, 13)


def _line(number: int, amount: int = 250_00, **more: object) -> StatementLine:
    values: dict[str, object] = {
        "terminal": f"1234567{number % 2}",
        "batch": f"{1113 + number % 2:06d}",
        "trace": f"{number:06d}",
        "day": _DAY + dt.timedelta(days=number % 3),
        "kind": "purchase" if amount > 0 else "void",
        "amount_fen": amount,
        "time": f"{9 + number % 8:02d}:{number % 60:02d}:11",
        "merchant": "898430111110001",
        "reference": f"1113{number:08d}",
        "card_tail": f"{number:04d}",
        "fee_fen": 150 if amount > 0 else 0,
    }
    return StatementLine(**{**values, **more})  # type: ignore[arg-type]


def _lines() -> list[StatementLine]:
    """Purchases of two terminals on three days, two of them voided, one refunded later."""
    bought = [_line(number, 250_00 + 10 * number) for number in range(1, 25)]
    backs = []
    for number, original in enumerate(bought[3:5], 101):
        backs.append(
            original._replace(
                kind="void", amount_fen=-original.amount_fen, trace=f"{number:06d}",
                time="17:30:00", reference="", fee_fen=0, original_trace=original.trace,
            )
        )  # fmt: skip
    refunded = bought[6]
    backs.append(
        refunded._replace(
            kind="refund", amount_fen=-100_00, trace="000110", day=refunded.day + dt.timedelta(2),
            reference="111500000110", fee_fen=0, original_trace=refunded.trace,
            original_reference=refunded.reference,
        )
    )  # fmt: skip
    return bought + backs


def _sorted(lines: list[StatementLine]) -> list[StatementLine]:
    return sorted(lines, key=lambda each: (each.terminal, each.day, each.trace, each.amount_fen))


@for_each("layout", LAYOUTS)
def test_every_layout_reads_to_the_same_lines(layout: Layout, tmp_path: Path) -> None:
    lines = _lines()
    path = write_layout(layout, tmp_path / layout.name, lines, (_DAY, _DAY + dt.timedelta(6)))
    statement, _, refused = read_statement(path)
    assert refused == [], layout.name
    assert statement.period == (_DAY, _DAY + dt.timedelta(6))
    read = [each._replace(row=0) for each in statement.lines]
    if "made" in layout.lacks:
        made = [each for each in read if is_made(each)]
        assert {(each.original_trace, each.amount_fen) for each in made} == {
            (each.original_trace, each.amount_fen) for each in lines if each.kind == "void"
        }
        read = [each for each in read if not is_made(each)]
        lines = [each for each in lines if each.kind != "void"]
    assert _sorted(read) == _sorted([as_said(layout, each) for each in lines]), layout.name


def _warned(layout: str, tmp_path: Path, desk: Desk) -> list[tuple[str, str]]:
    path = write_layout(BY_NAME[layout], tmp_path / "对账单", _lines())
    return [(each.column, each.reason) for each in import_statement_file(desk, path).warnings]


def test_of_many_columns_of_no_use_one_hint_is_given(tmp_path: Path, sqlite_desk: Desk) -> None:
    ((column, reason),) = _warned("wide", tmp_path, sqlite_desk)
    assert column == "11 列" and "营销活动号" in reason


def test_transactions_that_failed_are_left_out_and_said(tmp_path: Path, sqlite_desk: Desk) -> None:
    ((column, reason),) = _warned("states", tmp_path, sqlite_desk)
    assert column == "交易状态" and "8 行交易没有成功，没有记" in reason


def test_a_file_without_batches_says_so(tmp_path: Path, sqlite_desk: Desk) -> None:
    ((column, reason),) = _warned("no batch", tmp_path, sqlite_desk)
    assert column == "交易批次号" and "按终端号、凭证号、日期核对" in reason


def test_a_file_that_tells_by_the_sign_says_so(tmp_path: Path, sqlite_desk: Desk) -> None:
    ((column, reason),) = _warned("signs", tmp_path, sqlite_desk)
    assert column == "交易类型" and "正负" in reason


def test_a_plain_file_gives_no_hint(tmp_path: Path, sqlite_desk: Desk) -> None:
    assert _warned("plain", tmp_path, sqlite_desk) == []


@for_each("word, kind", [
    ("银行卡消费", "purchase"), ("二维码消费", "purchase"), ("消费(有卡)", "purchase"),
    ("【扫码】消费", "purchase"), ("SALE", "purchase"), ("消费冲正", "void"),
    ("消费(撤销)", "void"),
    ("二维码消费撤销", "void"), ("冲正", "void"), ("Void", "void"), ("扫码退货", "refund"),
    ("部分退款", "refund"), ("撤销冲正", "undone"), ("退货撤销", "undone"), ("余额查询", "nothing"),
    ("签到", "nothing"), ("批结算", "nothing")])  # fmt: skip
def test_kinds_as_acquirers_call_them(word: str, kind: str) -> None:
    assert read_kind(word) == kind


@for_each("word", ["预授权", "预授权完成", "转账", "手续费", "充值", "", "其他"])
def test_what_is_no_kind_is_refused(word: str) -> None:
    with pytest.raises(BadInput):
        read_kind(word)


@for_each("word, kind, state", [
    ("成功", "purchase", "done"), ("交易成功", "void", "done"), ("00", "purchase", "done"),
    ("", "purchase", "done"), ("未结算", "purchase", "done"), ("失败", "purchase", "failed"),
    ("51", "purchase", "failed"), ("支付失败已冲正", "purchase", "failed"),
    ("未支付", "purchase", "failed"), ("已关闭", "purchase", "failed"),
    ("已撤销", "purchase", "voided"),
    ("已冲正", "purchase", "voided"), ("已撤销", "void", "done"), ("撤销失败", "purchase", "done"),
    ("撤销失败", "void", "failed"), ("已退款", "purchase", "given_back"),
    ("退款成功", "refund", "done"),
    ("失败", "void", "failed")])  # fmt: skip
def test_states_as_acquirers_call_them(word: str, kind: str, state: str) -> None:
    assert read_state(word, kind) == state  # type: ignore[arg-type]


@for_each("word", ["处理中", "待确认", "随便"])
def test_a_state_that_decides_nothing_yet_is_refused(word: str) -> None:
    with pytest.raises(BadInput):
        read_state(word, "purchase")


@for_each("texts, first, last", [
    (["对账日期：2019-11-01 至 2019-11-15"], (11, 1), (11, 15)),
    (["起止日期", "20191101-20191115"], (11, 1), (11, 15)),
    (["交易时间：2019/11/01 00:00:00 ~ 2019/11/15 23:59:59"], (11, 1), (11, 15)),
    (["开始日期：2019年11月1日", "结束日期：2019年11月15日"], (11, 1), (11, 15)),
    (["对账日期:2019-11-14", "打印日期：2019-11-16"], (11, 14), (11, 14)),
    (["2019年11月商户对账单"], (11, 1), (11, 30))])  # fmt: skip
def test_the_days_that_a_head_states(
    texts: list[str], first: tuple[int, int], last: tuple[int, int]
) -> None:
    days = (dt.date(2019, *first), dt.date(2019, *last))
    assert stated_period([texts]) == days
    assert stated_period([[each] for each in texts]) == days


@for_each("text", [
    "打印日期：2019-11-16", "清算日期：2019-11-15 至 2019-11-16", "查询时间：2019-12-20 10:00",
    "商户号：898430111110001", "对账日期：2019-13-45", ""])  # fmt: skip
def test_a_day_of_printing_or_settling_is_no_period(text: str) -> None:
    assert stated_period([[text]]) is None


def _typed(tmp_path: Path, header: list[str], *rows: Sequence[object]) -> tuple[StatementLine, ...]:
    statement, _, refused = read_statement(write_xlsx(tmp_path / "x.xlsx", [header, *rows]))
    assert refused == []
    return statement.lines


_SHORT = ["终端号", "交易时间", "凭证号", "交易金额"]


def test_a_column_of_kinds_under_an_unknown_heading_is_found_by_what_it_holds(
    tmp_path: Path,
) -> None:
    """Read by the sign alone, a void written without one would be a purchase."""
    rows = [
        ["12345678", "2019-11-14 09:30:11", "000001", "250.00", "消费", "交易成功"],
        ["12345678", "2019-11-14 09:31:11", "000002", "250.00", "撤销", "交易成功"],
        ["12345678", "2019-11-14 09:32:11", "000003", "250.00", "消费", "交易失败"],
    ]
    found = _typed(tmp_path, [*_SHORT, "业务类别名称", "最终结果"], *rows)
    assert [(each.kind, each.amount_fen) for each in found] == [
        ("purchase", 250_00), ("void", -250_00),
    ]  # fmt: skip


def test_where_only_the_sign_tells_a_row_that_says_otherwise_is_refused(tmp_path: Path) -> None:
    rows = [
        [*_SHORT, "备注"],
        ["12345678", "2019-11-14 09:30:11", "000001", "250.00", "撤销000009"],
    ]
    statement, _, (fault,) = read_statement(write_xlsx(tmp_path / "x.xlsx", rows))
    assert statement.lines == () and (fault.column, fault.row) == ("备注（E列）", 2)


def test_a_purchase_said_to_be_voided_and_its_own_void_are_one(tmp_path: Path) -> None:
    rows = [
        [
            "12345678",
            "2019-11-14 09:30:11",
            "000001",
            "250.00",
            "消费",
            "已撤销",
            "621799******0001",
        ],
        [
            "12345678",
            "2019-11-14 09:31:11",
            "000002",
            "-250.00",
            "撤销",
            "成功",
            "621799******0001",
        ],
    ]
    bought, void = _typed(tmp_path, [*_SHORT, "交易类型", "交易状态", "卡号"], *rows)
    assert (bought.kind, void.kind, void.trace, void.original_trace) == (
        "purchase", "void", "000002", "000001",
    )  # fmt: skip


def test_numbers_that_a_spreadsheet_lost_are_not_compared(tmp_path: Path) -> None:
    row = ["", "12345678", "20191114 093011", "消费", "000001", "000001", "1.11E+11", "", "250", ""]
    (found,) = _typed(tmp_path, list(HEADER), row)
    assert found.reference == ""


def test_a_sheet_that_names_no_terminal_at_all_is_refused(tmp_path: Path) -> None:
    path = write_xlsx(
        tmp_path / "x.xlsx", [["交易时间", "凭证号", "交易金额"], ["20191114", "1", "2"]]
    )
    with pytest.raises(BadInput, match="终端号"):
        read_statement(path)


def test_the_terminal_may_stand_in_the_head(tmp_path: Path) -> None:
    rows = [
        ["商户编号：898430111110001", "终端号：12345678"],
        ["交易时间", "凭证号", "交易金额"],
        ["2019-11-14 09:30:11", "000001", "250.00"],
    ]
    statement, _, _ = read_statement(write_xlsx(tmp_path / "x.xlsx", rows))
    (found,) = statement.lines
    assert (found.terminal, found.merchant) == ("12345678", "898430111110001")
    assert moment_of(found) == dt.datetime.fromisoformat("2019-11-14 09:30:11")


def test_a_sheet_may_have_a_block_for_each_terminal(tmp_path: Path) -> None:
    header: list[object] = ["交易时间", "凭证号", "交易金额"]
    rows: list[list[object]] = [
        ["终端号：12345678"], header, ["2019-11-14 09:30:11", "000001", "250.00"], ["小计", 1, 250],
        ["终端号：87654321"], header, ["2019-11-14 09:31:11", "000002", "280.00"], ["小计", 1, 280],
    ]  # fmt: skip
    statement, _, refused = read_statement(write_xlsx(tmp_path / "x.xlsx", rows))
    assert refused == []
    assert [(each.terminal, each.trace) for each in statement.lines] == [
        ("12345678", "000001"), ("87654321", "000002"),
    ]  # fmt: skip


def test_what_a_heading_adds_in_brackets_is_left_out_but_not_that_it_is_in_fen(
    tmp_path: Path,
) -> None:
    row = ["12345678", "2019-11-14T09:30:11.000+08:00", "000001", "25000"]
    yuan = _typed(tmp_path, ["终端号(8位)", "交易时间", "凭证号", "交易金额(单位：元)"], row)
    fen = _typed(tmp_path, ["终端号(8位)", "交易时间", "凭证号", "交易金额(单位：分)"], row)
    assert (yuan[0].amount_fen, fen[0].amount_fen) == (25000_00, 250_00)
    assert yuan[0].time == "09:30:11"
    with pytest.raises(BadInput, match="交易金额"):
        _typed(tmp_path, ["终端号", "交易时间", "凭证号", "金额(以分计)"], row)


def test_one_word_throughout_that_is_no_kind_is_no_column_of_kinds(tmp_path: Path) -> None:
    rows = [
        ["12345678", "2019-11-14 09:30:11", "000001", "250.00", "银行卡收单"],
        ["12345678", "2019-11-14 09:31:11", "000002", "-250.00", "银行卡收单"],
    ]
    found = _typed(tmp_path, [*_SHORT, "业务类型"], *rows)
    assert [each.kind for each in found] == ["purchase", "void"]
    rows[1][4] = "线上收单"
    path = write_xlsx(tmp_path / "y.xlsx", [[*_SHORT, "业务类型"], *rows])
    assert len(read_statement(path)[2]) == 2


def test_codes_of_which_none_is_success_are_not_taken_for_failures(tmp_path: Path) -> None:
    header = [*_SHORT, "应答码"]
    row = ["12345678", "2019-11-14 09:30:11", "000001", "250.00", "01"]
    told = [["12345678", "2019-11-14 09:31:11", "000002", "250.00", "00"], row]
    _, _, refused = read_statement(write_xlsx(tmp_path / "x.xlsx", [header, row]))
    assert "“01”不认识" in refused[0].reason
    assert [each.trace for each in _typed(tmp_path, header, *told)] == ["000002"]
