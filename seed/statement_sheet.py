"""Reading the lines of one sheet of a statement: every row checked, every refusal listed."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from models.base.errors import BadInput
from models.base.money import parse_signed_yuan
from models.base.text import check_clean
from models.bureau.reconciliation.values import StatementLine
from models.store.tables.bureau import StatementKind
from seed.row_reader import refuse_error, refuse_row, refuse_shared
from seed.sheet_file import Sheet
from seed.statement_cell import (
    NumberColumn,
    is_stated,
    plain_cell,
    read_card_tail,
    read_moment,
    signed_amount,
    stated,
)
from seed.statement_columns import (
    AMOUNT,
    AMOUNT_FEN,
    BATCH,
    CARD,
    DAY,
    DIRECTION,
    FEE,
    INCOME,
    KIND,
    MERCHANT,
    ORIGINAL_REFERENCE,
    ORIGINAL_TRACE,
    OUTGO,
    REFERENCE,
    STATE,
    TERMINAL,
    TIME,
    TRACE,
)
from seed.statement_head import stated_merchant, stated_terminal
from seed.statement_rows import is_line
from seed.statement_words import (
    GOOD_CODE,
    State,
    Told,
    read_kind,
    read_state,
    says_kind,
    says_nothing,
    says_state,
)
from seed.table_file import Row, RowFault

_TERMINAL_LENGTH, _TRACE_LENGTH, _REFERENCE_LENGTH, _MERCHANT_LENGTH = 8, 6, 12, 15
_BACK = re.compile(r"撤销|撤消|冲正|退货|退款")
_GOES_BACK = re.compile(r"支出|支|出|退|-|付|OUT|DEBIT")


@dataclass
class SheetLines:
    """What a sheet says: lines, the purchases it says were voided, and what it leaves out.

    ``failed`` are rows of transactions that failed, ``idle`` of those that move no money.
    """

    lines: list[StatementLine] = field(default_factory=list)
    voided: set[int] = field(default_factory=set)
    given_back: list[int] = field(default_factory=list)
    failed: list[int] = field(default_factory=list)
    idle: list[int] = field(default_factory=list)
    refused: list[RowFault] = field(default_factory=list)


class SheetReader:
    """Reads a sheet row by row; ``column`` is the cell in hand when something is wrong.

    Raises BadInput for a sheet that says nowhere which terminal it is of.
    """

    def __init__(self, sheet: Sheet, file_name: str) -> None:
        self._sheet, self.column = sheet, ""
        self._terminal = stated_terminal(sheet.head, sheet.name)
        self._merchant = stated_merchant(sheet.head)
        if TERMINAL not in sheet.found and not self._terminal:
            raise BadInput(f"{file_name}：缺少“{TERMINAL}”，请补上列名或在抬头写明后重试")
        self.rows = [row for row in sheet.rows if is_line(row, sheet.found)]
        self._kind = self._column_of(KIND, says_kind)
        self._state = self._column_of(STATE, says_state)
        self._has_codes = GOOD_CODE in self._cells(self._state)
        self.unknown = [each for each in sheet.unknown if each not in (self._kind, self._state)]
        self._numbers = {
            name: NumberColumn.of(name, length, self._cells(name))
            for name, length in (
                (TERMINAL, _TERMINAL_LENGTH),
                (BATCH, _TRACE_LENGTH),
                (TRACE, _TRACE_LENGTH),
                (REFERENCE, _REFERENCE_LENGTH),
                (MERCHANT, _MERCHANT_LENGTH),
            )
        }

    @property
    def has_kinds(self) -> bool:
        """Whether a column says what kind each line is of, or in which direction it went."""
        return bool(self._kind) or any(each in self._sheet.found for each in (DIRECTION, INCOME))

    @property
    def has_batches(self) -> bool:
        """Whether the sheet has batches."""
        return BATCH in self._sheet.found

    def read(self) -> SheetLines:
        """Return what the sheet says."""
        found = SheetLines()
        for row in self.rows:
            if self._is_head(row):
                continue
            try:
                refuse_row(row)
                self._read(row, found)
            except BadInput as error:
                named = "" if row.fault else self._sheet.named(self.column)
                found.refused.append(RowFault(row.number, named, error.message))
        return found

    def _is_head(self, row: Row) -> bool:
        """Say whether a row only names the terminal of the rows below it, and note which."""
        if TERMINAL in self._sheet.found or row.cells[TRACE]:
            return False
        terminal = stated_terminal([list(row.cells.values())], "")
        self._terminal = terminal or self._terminal
        return bool(terminal)

    def _read(self, row: Row, found: SheetLines) -> None:
        kind = self._told_kind(row)
        if kind == "nothing":
            found.idle.append(row.number)
            return
        state = self._told_state(row, "purchase" if kind in ("purchase", None) else "void")
        if state == "failed":
            found.failed.append(row.number)
            return
        line = self._line(row, kind)
        if state == "voided":
            found.voided.add(len(found.lines))
        elif state == "given_back":
            found.given_back.append(row.number)
        found.lines.append(line)

    def _told_kind(self, row: Row) -> Told | None:
        """Return what a row says it is; None where only its sign tells."""
        return read_kind(self._text(row, self._kind)) if self._kind else None

    def _told_state(self, row: Row, kind: StatementKind) -> State:
        if not self._state:
            return "done"
        return read_state(self._text(row, self._state), kind, has_codes=self._has_codes)

    def _line(self, row: Row, told: Told | None) -> StatementLine:
        terminal = self._number(row, TERMINAL) if TERMINAL in self._sheet.found else self._terminal
        batch = self._number(row, BATCH) if is_stated(self._text(row, BATCH)) else ""
        trace = self._number(row, TRACE)
        original_trace = stated(self._restored(row, ORIGINAL_TRACE, TRACE))
        amount_fen = self._amount(row)
        kind: StatementKind = "purchase" if amount_fen > 0 else "void"
        if told == "undone":
            kind, amount_fen = "purchase", abs(amount_fen)
            original_trace = original_trace or trace
        elif told in ("purchase", "void", "refund"):
            kind = told
            amount_fen = signed_amount(kind, amount_fen)
        elif not amount_fen:
            signed_amount(kind, amount_fen)
        elif amount_fen > 0 and not self.has_kinds:
            self._refuse_untold(row)
        fee = self._text(row, FEE)
        fee_fen = parse_signed_yuan(fee, FEE) if fee.strip("-") else 0
        day_text, time_text = self._text(row, DAY), self._text(row, TIME)
        self.column = TIME if time_text or not day_text else DAY
        day, time = read_moment(day_text, time_text)
        return StatementLine(
            terminal=terminal,
            batch=batch,
            trace=trace,
            day=day,
            time=time,
            kind=kind,
            amount_fen=amount_fen,
            merchant=stated(self._restored(row, MERCHANT, MERCHANT)) or self._merchant,
            reference=stated(self._restored(row, REFERENCE, REFERENCE)),
            card_tail=read_card_tail(self._text(row, CARD)),
            fee_fen=fee_fen,
            original_trace=original_trace,
            original_reference=stated(self._restored(row, ORIGINAL_REFERENCE, REFERENCE)),
            row=row.number,
        )

    def _amount(self, row: Row) -> int:
        """Return the amount as it stands, in fen: in yuan, in fen, or in one of two columns."""
        found = self._sheet.found
        if AMOUNT in found:
            fen = parse_signed_yuan(self._money(row, AMOUNT), AMOUNT)
        elif AMOUNT_FEN in found:
            fen, rest = divmod(parse_signed_yuan(self._money(row, AMOUNT_FEN), AMOUNT_FEN), 100)
            if rest:
                raise BadInput(f"“{self._text(row, AMOUNT_FEN)}”应为整数的分，请核对")
        else:
            came, went = self._money(row, INCOME), self._money(row, OUTGO)
            fen = -abs(parse_signed_yuan(went, OUTGO)) if went.strip("-0.") else 0
            self.column = INCOME
            fen += abs(parse_signed_yuan(came, INCOME)) if came.strip("-0.") or not fen else 0
        is_back = DIRECTION in found and _GOES_BACK.search(self._text(row, DIRECTION).upper())
        self.column = AMOUNT
        return -abs(fen) if is_back else fen

    def _refuse_untold(self, row: Row) -> None:
        """Refuse a row that says in passing that money went back, where no column says so."""
        for name, cell in row.cells.items():
            if name not in (TERMINAL, ORIGINAL_TRACE, ORIGINAL_REFERENCE) and _BACK.search(cell):
                self.column = name
                raise BadInput(f"写着“{cell[:20]}”，金额却是正数，又没有交易类型列，请核对")

    def _number(self, row: Row, column: str) -> str:
        return self._numbers[column].read(self._text(row, column))

    def _restored(self, row: Row, column: str, like: str) -> str:
        return self._numbers[like].restored(self._text(row, column))

    def _text(self, row: Row, column: str) -> str:
        self.column = column
        return check_clean(plain_cell(refuse_error(row.cells.get(column, ""))), column)

    def _money(self, row: Row, column: str) -> str:
        text = self._text(row, column)
        refuse_shared(row.cells.get(column, ""))
        return text

    def _cells(self, column: str) -> Iterable[str]:
        return (plain_cell(row.cells.get(column, "")) for row in self.rows)

    def _column_of(self, known: str, says: Callable[[str, Iterable[str]], bool]) -> str:
        """Return the column that says something; one without a known heading by what it holds."""
        if known in self._sheet.found and not (known == KIND and says_nothing(self._cells(KIND))):
            return known
        for title in self._sheet.unknown:
            if says(title, list(self._cells(title))):
                return title
        return ""
