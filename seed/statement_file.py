"""Importing an acquirer's statement (对账单): every line checked, every refusal listed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from models.base.errors import BadInput
from models.base.long_work import Progress
from models.bureau.reconciliation.arrive import Arrival, Statement, receive_statement
from models.bureau.reconciliation.telling import Told, facts_of, names_original
from models.bureau.reconciliation.values import StatementLine
from models.station.desk import Desk
from seed.grid_file import digest_of
from seed.sheet_file import read_sheets
from seed.statement_columns import BATCH, COLUMNS, KIND, NEEDS, STATE
from seed.statement_head import stated_period
from seed.statement_sheet import SheetLines, SheetReader
from seed.table_file import RowFault

_MOST_NAMED = 3


@dataclass(frozen=True)
class StatementImport:
    """What the import of a statement brought. ``refused`` rows were left out."""

    file: str
    rows: int
    arrival: Arrival
    refused: tuple[RowFault, ...]
    warnings: tuple[RowFault, ...]


@dataclass(frozen=True)
class StatementRead:
    """How a statement was read: its rows, what to know of them, and headings not known."""

    rows: int
    hints: tuple[RowFault, ...]
    unknown_headers: tuple[str, ...]


def import_statement_file(
    desk: Desk,
    path: Path,
    progress: Progress = lambda done, total: None,
    *,
    is_preview: bool = False,
) -> StatementImport:
    """Read a statement, keep its new lines and reconcile; ``is_preview`` keeps nothing.

    Raises BadInput for a file that is no statement, or without one line that can be read.
    """
    statement, read, refused = read_statement(path, progress)
    if not statement.lines and refused:
        first = refused[0]
        raise BadInput(
            f"{path.name}：没有一行能读，第 {first.row} 行 {first.column}：{first.reason}"
        )
    arrival = receive_statement(desk, statement, is_preview=is_preview)
    return StatementImport(
        path.name, read.rows, arrival, tuple(refused), (*read.hints, *_headings(read))
    )


def read_statement(
    path: Path, progress: Progress = lambda done, total: None
) -> tuple[Statement, StatementRead, list[RowFault]]:
    """Return what a statement says on all its sheets, how it was read, and the rows refused.

    Lines that only sum up or repeat the headings are no rows. Sheets may show the same
    lines in several ways: like files that overlap they complete each other. Numbers that a
    spreadsheet robbed of their zeros get them back as ``NumberColumn`` says. Raises BadInput
    for a file that is no statement.
    """
    sheets = read_sheets(path, COLUMNS, NEEDS)
    readers = [SheetReader(sheet, path.name) for sheet in sheets]
    total = sum(len(reader.rows) for reader in readers)
    done, found = 0, list[SheetLines]()
    for reader in readers:
        progress(done, total)
        found.append(reader.read())
        done += len(reader.rows)
    progress(total, total)
    names = [sheet.name if len(sheets) > 1 else "" for sheet in sheets]
    refused = [
        replace(fault, sheet=name)
        for name, each in zip(names, found, strict=True)
        for fault in each.refused
    ]
    periods = [days for sheet in sheets if (days := stated_period(sheet.head))]
    period = (min(p[0] for p in periods), max(p[1] for p in periods)) if periods else None
    digest = digest_of(path)
    statement = Statement(path.name, digest, tuple(_lines(found)), period)
    unknown = dict.fromkeys(title for reader in readers for title in reader.unknown)
    read = StatementRead(total, tuple(_hints(readers, found)), tuple(unknown))
    return statement, read, refused


def _lines(found: Iterable[SheetLines]) -> list[StatementLine]:
    """Return the lines of all sheets, each once, the void of each purchase that was voided."""
    told, voided, number = Told(), list[int](), 0
    for sheet in found:
        told.begin()
        for position, line in enumerate(sheet.lines):
            known = told.find(line)
            if known is None:
                number += 1
                told.learn(line._replace(line_id=number))
            else:
                told.complete(known.line_id, facts_of(line))
            if position in sheet.voided:
                voided.append(known.line_id if known else number)
    lines = {each.line_id: each for each in told.lines}
    named = set[int]()
    for line_id in dict.fromkeys(voided):
        purchase = lines[line_id]
        free = (each for each in lines.values() if each.line_id not in named)
        void = next((each for each in free if _is_of(each, purchase)), None)
        if void is None:
            number += 1
            void = _void_of(purchase)._replace(line_id=number)
        elif not (void.original_trace or void.original_reference):
            void = void._replace(original_trace=purchase.trace)
        lines[void.line_id] = void
        named.add(void.line_id)
    return [each._replace(line_id=0) for each in lines.values()]


def _is_of(void: StatementLine, purchase: StatementLine) -> bool:
    """Say whether a line is the void of a purchase of the same file."""
    same = (void.terminal, void.day, void.amount_fen)
    is_void = void.kind == "void" and same == (
        purchase.terminal,
        purchase.day,
        -purchase.amount_fen,
    )
    return is_void and names_original(void, purchase)


def _void_of(purchase: StatementLine) -> StatementLine:
    """Return the void that a purchase's state tells, which has no line of its own."""
    return purchase._replace(
        kind="void",
        amount_fen=-purchase.amount_fen,
        time="",
        reference="",
        fee_fen=0,
        original_trace=purchase.trace,
        original_reference=purchase.reference,
    )


def _hints(readers: Sequence[SheetReader], found: Sequence[SheetLines]) -> list[RowFault]:
    """Return what to know of what was read, one hint each."""
    hints = []
    failed = [row for each in found for row in each.failed]
    if failed:
        hints.append(RowFault(0, STATE, f"{len(failed)} 行交易没有成功，没有记{_rows(failed)}"))
    back = [row for each in found for row in each.given_back]
    if back:
        reason = f"{len(back)} 行写着已退货，消费照记，退货要有自己的一行才核对{_rows(back)}"
        hints.append(RowFault(0, STATE, reason))
    idle = [row for each in found for row in each.idle]
    if idle:
        hints.append(RowFault(0, KIND, f"{len(idle)} 行是查询、签到等，没有记{_rows(idle)}"))
    if any(not each.has_batches for each in readers):
        reason = "没有这一列，按终端号、凭证号、日期核对；同号的有几笔时不自动核对"
        hints.append(RowFault(0, BATCH, reason))
    if any(not each.has_kinds for each in readers):
        reason = "没有这一列，按金额的正负读：正数是消费，负数是撤销或退货"
        hints.append(RowFault(0, KIND, reason))
    return hints


def _rows(rows: Sequence[int]) -> str:
    named = "、".join(map(str, rows[:_MOST_NAMED]))
    return f"（第 {named} 行{'等' if len(rows) > _MOST_NAMED else ''}）"


def _headings(read: StatementRead) -> list[RowFault]:
    """Return one hint of the columns that were not read, however many they are."""
    unknown = read.unknown_headers
    if len(unknown) <= 1:
        return [RowFault(0, each, "这一列不认识，没有读取，请核对列名") for each in unknown]
    named = "、".join(unknown[:_MOST_NAMED])
    more = "等" if len(unknown) > _MOST_NAMED else ""
    reason = f"{named}{more}不认识，没有读取；如有要用的，请核对列名"
    return [RowFault(0, f"{len(unknown)} 列", reason)]
