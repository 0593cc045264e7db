"""A statement of 2,000 lines with 40 planted differences of eight kinds: exactly those 40."""

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest

from models.bureau.reconciliation.run import read_reconciliation, reconcile
from models.bureau.reconciliation.terms import KIND_TITLES
from models.bureau.reconciliation.values import StatementLine
from models.counter.void import void_payment
from models.ledger.journal import balances
from models.ledger.slip import PosSlip
from models.station.desk import Desk
from seed.statement_file import import_statement_file
from tests.bureau.reconciliation.making import post_slips, write_statement

_DAYS = [dt.date(2019, 11, day) for day in (11, 12, 13, 14)]
_TERMINALS = ("12345671", "12345672", "12345673")
_TABLES = (
    "statement_file", "statement_coverage", "statement_line", "statement_clearing",
    "statement_exception", "journal", "audit",
)  # fmt: skip


def _slip(number: int) -> tuple[PosSlip, int]:
    day = _DAYS[number % 4]
    slip = PosSlip(
        _TERMINALS[number % 3],
        f"{day:%m%d}01",
        f"{number + 1:06d}",
        day,
        f"{day:%m%d}{number:08d}",
    )
    return slip, 250_00 + 50_00 * (number % 5)


def _line(slip: PosSlip, amount_fen: int, number: int) -> StatementLine:
    hour, rest = divmod(number % 28800, 3600)
    return StatementLine(
        slip.terminal, slip.batch, slip.trace, slip.date, "purchase", amount_fen,
        time=f"{8 + hour:02d}:{rest // 60:02d}:{rest % 60:02d}", merchant="898430111110001",
        reference=slip.reference, card_tail=f"{number:04d}", fee_fen=amount_fen * 6 // 1000,
    )  # fmt: skip


def _void(line: StatementLine, trace: int) -> StatementLine:
    return line._replace(
        kind="void", amount_fen=-line.amount_fen, trace=f"{trace:06d}", time="18:00:00",
        reference="", fee_fen=0,
    )  # fmt: skip


@pytest.fixture
def planted(sqlite_desk: Desk) -> tuple[list[StatementLine], dict[str, str]]:
    """Books and statement: what is planted, by the trace it is planted at."""
    slips = [_slip(number) for number in range(2000)]
    receipts = post_slips(
        sqlite_desk, [each for at, each in enumerate(slips) if at not in range(5)]
    )
    receipts = ["", "", "", "", "", *receipts]
    lines = [_line(slip, amount_fen, at) for at, (slip, amount_fen) in enumerate(slips)]
    kinds: dict[str, str] = {}

    def plant(numbers: range, kind: str) -> range:
        kinds.update({lines[at].trace: kind for at in numbers})
        return numbers

    plant(range(0, 5), "only_in_statement")
    for at in plant(range(10, 15), "amount_differs"):
        lines[at] = lines[at]._replace(amount_fen=lines[at].amount_fen + 10_00)
    for at in plant(range(15, 20), "reference_differs"):
        lines[at] = lines[at]._replace(reference=f"9{lines[at].reference[1:]}")
    for at in plant(range(20, 25), "date_differs"):
        by = 1 if lines[at].day != _DAYS[-1] else -1
        lines[at] = lines[at]._replace(day=lines[at].day + dt.timedelta(days=by))
    extra = [lines[at] for at in plant(range(25, 30), "duplicated")]
    for at in plant(range(30, 35), "reversal_only_in_statement"):
        extra.append(_void(lines[at], 900000 + at))
        kinds[f"{900000 + at:06d}"] = kinds.pop(lines[at].trace)
    for at in plant(range(36, 56, 4), "reversal_only_in_books"):
        kinds[f"void {lines[at].trace}"] = kinds.pop(lines[at].trace)
        void_payment(sqlite_desk.on(lines[at].day), receipts[at], "录错")
    for at in range(100, 130):  # voided at the terminal and in the books: these cancel
        extra.append(_void(lines[at], 800000 + at))
        void_payment(sqlite_desk.on(lines[at].day), receipts[at], "刷错")
    for at in plant(range(5, 10), "only_in_books"):
        lines[at] = lines[at]._replace(trace="")
    lines = [each for each in lines if each.trace] + extra
    return lines, kinds


def _found(desk: Desk) -> dict[str, str]:
    found = {}
    for case in read_reconciliation(desk).open_cases:
        line, entry = case.finding.line, case.finding.entry
        if line is not None:
            found[line.trace] = case.finding.kind
        else:
            assert entry is not None
            found[entry.trace or f"void {entry.original_trace}"] = case.finding.kind
    return found


def _counts(desk: Desk) -> list[int]:
    return [int(desk.store.rows(f"SELECT count(*) FROM {each}")[0][0]) for each in _TABLES]


def test_exactly_the_planted_differences_are_reported(
    sqlite_desk: Desk, planted: tuple[list[StatementLine], dict[str, str]], tmp_path: Path
):
    lines, kinds = planted
    path = write_statement(tmp_path / "对账单.xlsx", lines)
    result = import_statement_file(sqlite_desk, path)
    assert (result.rows, result.refused, result.arrival.new) == (len(lines), (), len(lines))
    assert len(result.arrival.reconciliation.open_cases) == 40
    assert _found(sqlite_desk) == kinds
    assert Counter(kinds.values()) == dict.fromkeys(KIND_TITLES, 5)
    assert result.arrival.reconciliation.matching.voids_that_cancel == 30


def test_imported_twice_or_overlapping_nothing_changes(
    sqlite_desk: Desk, planted: tuple[list[StatementLine], dict[str, str]], tmp_path: Path
):
    lines, kinds = planted
    path = write_statement(tmp_path / "对账单.xlsx", lines)
    import_statement_file(sqlite_desk, path)
    before, money = _counts(sqlite_desk), balances(sqlite_desk)
    again = import_statement_file(sqlite_desk, path)
    assert (again.arrival.new, again.arrival.known) == (0, len(lines))
    part = write_statement(tmp_path / "后半.xlsx", reversed(lines[900:1500]))
    assert import_statement_file(sqlite_desk, part).arrival.new == 0
    reconcile(sqlite_desk)
    assert (_counts(sqlite_desk), balances(sqlite_desk)) == (before, money)
    assert _found(sqlite_desk) == kinds


def test_two_overlapping_halves_are_the_whole(
    sqlite_desk: Desk, planted: tuple[list[StatementLine], dict[str, str]], tmp_path: Path
):
    lines, kinds = planted
    first = [each for each in lines if each.day <= _DAYS[1]]
    second = [each for each in lines if each.day >= _DAYS[1]]
    for name, part in (("前.xlsx", first), ("后.xlsx", second)):
        import_statement_file(sqlite_desk, write_statement(tmp_path / name, part))
    assert _found(sqlite_desk) == kinds
