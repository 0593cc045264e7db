"""The layouts in which acquirers and banks export a statement, each written from the same lines.

A layout says what it cannot say (``lacks``): those columns of a line come back empty. Every
terminal, card and merchant is made up.
"""

import csv
import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import openpyxl

from models.bureau.reconciliation.values import Days, StatementLine

Cells = dict[str, object]
_SERIAL_0 = dt.datetime.fromisoformat("1899-12-30")
_WORDS = {
    "purchase": ("银行卡消费", "二维码消费", "消费(有卡)", "消费（无卡）", "POS消费", "扫码支付"),
    "void": ("消费撤销", "银行卡消费撤销", "POS撤销", "消费撤销(有卡)"),
    "refund": ("联机退货", "扫码退货", "消费退货", "退款"),
}
_USELESS = (
    "序号", "商户名称", "门店名称", "所属分公司", "清算日期", "清算金额", "卡类型", "发卡行",
    "授权码",
    "币种", "受理方式", "优惠金额", "费率", "订单号", "营销活动号", "渠道来源码", "分账标识",
    "终端布放地址",
    "内部流水标识", "支付产品编码", "拓展方", "服务商", "上级代理", "对账批次",
    "差错标识",
)  # fmt: skip


@dataclass(frozen=True)
class Layout:
    """A way to write a statement; ``rows`` turns its lines into a header and rows of cells."""

    name: str
    rows: Callable[[Sequence[StatementLine]], list[list[object]]]
    lacks: frozenset[str] = frozenset()
    ending: str = ".xlsx"
    is_by_terminal: bool = False


def moment_of(line: StatementLine) -> dt.datetime:
    """Return day and time of a line."""
    return dt.datetime.combine(line.day, dt.time.fromisoformat(line.time or "00:00:00"))


def serial_of(moment: dt.datetime) -> float:
    """Return a spreadsheet's number of a moment."""
    return (moment - _SERIAL_0) / dt.timedelta(days=1)


def _yuan(fen: int) -> str:
    return f"{fen / 100:,.2f}"


def _plain(line: StatementLine) -> Cells:
    """Return a line as the commonest layout has it."""
    kinds = {"purchase": "消费", "void": "消费撤销", "refund": "退货"}
    kind = "撤销冲正" if line.kind == "purchase" and line.original_trace else kinds[line.kind]
    return {
        "商户号": line.merchant,
        "终端号": line.terminal,
        "交易时间": f"{moment_of(line):%Y-%m-%d %H:%M:%S}",
        "交易类型": kind,
        "交易批次号": line.batch,
        "凭证号": line.trace,
        "参考号": line.reference,
        "卡号": f"621799******{line.card_tail}" if line.card_tail else "",
        "交易金额": _yuan(line.amount_fen),
        "手续费": _yuan(line.fee_fen),
        "原凭证号": line.original_trace,
        "原参考号": line.original_reference,
    }


def _table(rows: Iterable[Cells]) -> list[list[object]]:
    rows = list(rows)
    header: list[object] = list(rows[0])
    return [header, *([each[str(name)] for name in header] for each in rows)]


def _each(change: Callable[[Cells, StatementLine], Cells]) -> Callable[..., list[list[object]]]:
    def rows(lines: Sequence[StatementLine]) -> list[list[object]]:
        return _table(change(_plain(line), line) for line in lines)

    return rows


def _without(*names: str) -> Callable[[Cells, StatementLine], Cells]:
    return lambda cells, _: {name: cell for name, cell in cells.items() if name not in names}


def _renamed(cells: Cells, **names: str) -> Cells:
    return {names.get(name, name): cell for name, cell in cells.items()}


def _states(lines: Sequence[StatementLine]) -> list[list[object]]:
    """Successful lines with their state, failed ones between; a voided purchase only says so."""
    rows = []
    by_trace = {(each.terminal, each.day, each.trace): each for each in lines}
    voids = {
        (each.terminal, each.day, each.original_trace): each
        for each in lines
        if each.kind == "void" and (each.terminal, each.day, each.original_trace) in by_trace
    }
    hidden = set(map(id, voids.values()))
    for number, line in enumerate(lines):
        if id(line) in hidden:
            continue
        state = "交易成功"
        if line.kind == "purchase" and (line.terminal, line.day, line.trace) in voids:
            state = "已撤销"
        rows.append({**_plain(line), "交易状态": state})
        if number % 3 == 0:
            failed = line._replace(trace=f"{700000 + number:06d}", reference="")
            rows.append(
                {**_plain(failed), "交易状态": ("交易失败", "余额不足", "超时")[number % 9 // 3]}
            )
    return _table(rows)


def _reversals(cells: Cells, line: StatementLine) -> Cells:
    kind = "消费冲正" if line.kind == "void" else cells["交易类型"]
    return {**cells, "交易类型": kind}


def _worded(cells: Cells, line: StatementLine) -> Cells:
    words = _WORDS[line.kind]
    if line.kind == "purchase" and line.original_trace:
        return cells
    word = words[int(line.trace) % len(words)]
    return {**_renamed(cells, 交易类型="交易名称"), "交易名称": word} | {}


def _split(cells: Cells, line: StatementLine) -> Cells:
    return {
        "交易日期": f"{line.day:%Y%m%d}",
        **cells,
        "交易时间": f"{moment_of(line):%H%M%S}",
    }


def _serials(cells: Cells, line: StatementLine) -> Cells:
    return {**cells, "交易时间": serial_of(moment_of(line))}


def _split_serials(cells: Cells, line: StatementLine) -> Cells:
    day, part = divmod(serial_of(moment_of(line)), 1)
    return {"交易日期": int(day), **cells, "交易时间": part}


def _fractions(cells: Cells, line: StatementLine) -> Cells:
    off = (-0.0004, 0.0, 0.0004)[int(line.trace) % 3]
    return {**cells, "交易时间": moment_of(line) + dt.timedelta(seconds=off)}


def _ticked(cells: Cells, line: StatementLine) -> Cells:
    return {f"`{name}": f"`{cell}" if cell else "" for name, cell in cells.items()}


def _padded(cells: Cells, line: StatementLine) -> Cells:
    dice = Random(line.trace)
    around = (" ", "  ", "\t", "\u3000", "\u00a0")
    return {
        f" {name}  ": f"{dice.choice(around)}{cell}{dice.choice(around) * 3}"
        for name, cell in cells.items()
    }


def _zero_padded(cells: Cells, line: StatementLine) -> Cells:
    wide = {"交易批次号": line.batch.zfill(8), "凭证号": line.trace.zfill(12)}
    return {**cells, **wide, "终端号": line.terminal.zfill(15)}


def _wide(cells: Cells, line: StatementLine) -> Cells:
    return {**dict.fromkeys(_USELESS[:12], "x"), **cells, **dict.fromkeys(_USELESS[12:], "y")}


def _numbers(cells: Cells, line: StatementLine) -> Cells:
    """Terminal, batch and trace as a spreadsheet's numbers, without their zeros."""
    return {
        **cells,
        "终端号": int(line.terminal),
        "交易批次号": int(line.batch),
        "凭证号": int(line.trace),
    }


def _two_amounts(cells: Cells, line: StatementLine) -> Cells:
    income = _yuan(line.amount_fen) if line.amount_fen > 0 else ""
    outgo = _yuan(-line.amount_fen) if line.amount_fen < 0 else ""
    rest = _without("交易金额", "交易类型")(cells, line)
    return {**rest, "收入金额": income, "支出金额": outgo}


def _in_fen(cells: Cells, line: StatementLine) -> Cells:
    rest = _without("交易金额")(cells, line)
    return {**rest, "交易金额(分)": line.amount_fen}


def _two_numbers(cells: Cells, line: StatementLine) -> Cells:
    """A serial number of the acquirer's own beside the terminal's trace."""
    return {"交易流水号": f"2019{line.trace}00{line.trace}", **cells}


_SIGNED = frozenset({"kind"})

LAYOUTS = (
    Layout("plain", _each(lambda cells, _: cells)),
    Layout("states", _states, frozenset({"made"})),
    Layout("reversals", _each(_reversals)),
    Layout("signs", _each(_without("交易类型")), _SIGNED),
    Layout("sheets", _each(lambda cells, _: cells), is_by_terminal=True),
    Layout("sheet names", _each(_without("终端号")), is_by_terminal=True),
    Layout(
        "serial numbers",
        _each(lambda cells, _: _renamed(cells, 凭证号="流水号", 原凭证号="原流水号")),
    ),
    Layout("both numbers", _each(_two_numbers)),
    Layout("no batch", _each(_without("交易批次号")), frozenset({"batch"})),
    Layout("ticks", _each(_ticked)),
    Layout("date serials", _each(_serials)),
    Layout("split serials", _each(_split_serials)),
    Layout("fractions", _each(_fractions)),
    Layout("words", _each(_worded)),
    Layout("split", _each(_split)),
    Layout("padded", _each(_padded)),
    Layout("zeros", _each(_zero_padded)),
    Layout("wide", _each(_wide)),
    Layout("numbers", _each(_numbers)),
    Layout("two amounts", _each(_two_amounts), _SIGNED),
    Layout("fen", _each(_in_fen)),
    Layout("csv", _each(lambda cells, _: cells), ending=".csv"),
    Layout("bare", _each(_without("交易批次号", "参考号", "手续费", "商户号", "原参考号")),
           frozenset({"batch", "reference", "fee_fen", "merchant", "original_reference"})),
)  # fmt: skip
BY_NAME = {each.name: each for each in LAYOUTS}


def write_layout(
    layout: Layout, path: Path, lines: Sequence[StatementLine], period: Days | None = None
) -> Path:
    """Write lines in a layout, under a letterhead that states the period, and return the path."""
    path = path.with_suffix(layout.ending)
    head: list[list[object]] = [["某某支付股份有限公司商户对账单"]]
    if period:
        head.append([f"起止日期：{period[0]} 至 {period[1]}", "打印日期：2019-12-31"])
    if layout.ending == ".csv":
        with path.open("w", encoding="gb18030", newline="") as file:
            csv.writer(file).writerows([*head, *layout.rows(lines)])
        return path
    book = openpyxl.Workbook()
    book.remove(book.active)
    parts: dict[str, list[StatementLine]] = {}
    for line in lines:
        parts.setdefault(line.terminal if layout.is_by_terminal else "对账单", []).append(line)
    for name, part in parts.items():
        sheet = book.create_sheet(name)
        for row in [*head, *layout.rows(part), ["合计", len(part)]]:
            sheet.append(row)
    book.save(path)
    return path


def as_said(layout: Layout, line: StatementLine) -> StatementLine:
    """Return a line as a layout lets it be read: without what it cannot say."""
    empty = {name: 0 if name == "fee_fen" else "" for name in layout.lacks - {"kind", "made"}}
    line = line._replace(**empty, row=0, line_id=0)  # type: ignore[arg-type]
    if "kind" in layout.lacks and line.amount_fen < 0:
        line = line._replace(kind="void")
    return line
