"""Statements and slips for tests of reconciliation. No terminal, card or person is real."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from models.bureau.reconciliation.arrive import Arrival, Statement, receive_statement
from models.bureau.reconciliation.run import Reconciliation
from models.bureau.reconciliation.values import BookEntry, StatementLine
from models.ledger.booking import book_entries
from models.ledger.entry import Entry, Line
from models.ledger.slip import PosSlip
from models.people.households.families import load_household
from models.people.roster import merge_roster
from models.station.desk import Desk
from tests.making import BUSINESS_DATE, person

TERMINAL = "12345678"
HEADER = (
    "商户号", "终端号", "交易时间", "交易类型", "交易批次号", "凭证号", "参考号", "卡号",
    "交易金额", "手续费",
)  # fmt: skip
_TYPES = {"purchase": "消费", "void": "撤销", "refund": "退货"}


def line(number: int = 1, amount: int = 250_00, **more: object) -> StatementLine:
    """Return a line of the one terminal, numbered alike unless given."""
    values: dict[str, object] = {
        "terminal": TERMINAL,
        "batch": "000001",
        "trace": f"{number:06d}",
        "day": BUSINESS_DATE,
        "kind": "purchase" if amount > 0 else "void",
        "amount_fen": amount,
        "line_id": number,
        "row": number + 1,
    }
    return StatementLine(**{**values, **more})  # type: ignore[arg-type]


def entry(number: int = 1, amount: int = 250_00, **more: object) -> BookEntry:
    """Return the slip of a payment numbered alike unless given."""
    values: dict[str, object] = {
        "payment_id": number,
        "slip_id": number,
        "receipt": f"2019-{number:06d}",
        "kind": "purchase",
        "terminal": TERMINAL,
        "batch": "000001",
        "trace": f"{number:06d}",
        "day": BUSINESS_DATE,
        "amount_fen": amount,
    }
    return BookEntry(**{**values, **more})  # type: ignore[arg-type]


def void_of(paid: BookEntry, payment_id: int = 900, **more: object) -> BookEntry:
    """Return the void of a payment in the books, without a slip unless one is given."""
    return replace(
        paid,
        **{  # type: ignore[arg-type]
            "payment_id": payment_id,
            "receipt": f"2019-{payment_id:06d}",
            "kind": "void",
            "trace": "",
            "amount_fen": -paid.amount_fen,
            "original_trace": paid.trace,
            "original_reference": paid.reference,
            "reference": "",
            **more,
        },
    )


def arrive(desk: Desk, *lines: StatementLine, name: str = "对账单.xlsx", **more: object) -> Arrival:
    """Let a statement with these lines come, which says it is of the next day too.

    What its last day lacks may be in the next one: here every line's day is before the last.
    """
    days = [each.day for each in lines]
    period = (min(days), max(days) + dt.timedelta(days=1))
    return receive_statement(desk, Statement(name, name, lines, period), **more)  # type: ignore[arg-type]


def kinds(found: Reconciliation) -> list[str]:
    """Return the kinds of the open exceptions, in order."""
    return sorted(each.finding.kind for each in found.open_cases)


def post_slips(desk: Desk, slips: Sequence[tuple[PosSlip, int]]) -> list[str]:
    """Post a payment of one person for each slip with its amount; return the receipts."""
    people = [
        person(f"人{number}", household=f"{number:06d}", id_number=f"43119819800101{number:04d}")
        for number in range(len(slips))
    ]
    merge_roster(desk, people, "花名册")
    rows = desk.store.rows("SELECT id, household_id, id_number FROM person ORDER BY id")
    village_id = load_household(desk, rows[0][1]).village_id
    entries = [
        Entry(
            kind="payment",
            channel="pos",
            business_date=slip.date,
            lines=(
                Line(
                    village_id=village_id,
                    household_id=household_id,
                    person_id=person_id,
                    id_number=id_number,
                    insurance="medical",
                    levy_year=2020,
                    category="",
                    tier_fen=None,
                    standard_fen=amount_fen,
                    subsidy_fen=0,
                    reimbursed_fen=0,
                    amount_fen=amount_fen,
                    is_late=False,
                    benefit_from=dt.date(2020, 1, 1),
                    shares=(),
                ),
            ),
            slips=(slip,),
        )
        for (slip, amount_fen), (person_id, household_id, id_number) in zip(
            slips, rows, strict=True
        )
    ]
    with desk.writing("pay"):
        return [each.receipt for each in book_entries(desk, entries)]


def cells(each: StatementLine) -> list[str]:
    """Return a line as an acquirer writes it."""
    return [
        each.merchant,
        each.terminal,
        f"{each.day:%Y%m%d} {each.time.replace(':', '') or '093011'}",
        _TYPES[each.kind],
        each.batch,
        each.trace,
        each.reference,
        f"621799******{each.card_tail}" if each.card_tail else "",
        f"{each.amount_fen / 100:,.2f}",
        f"{each.fee_fen / 100:.2f}",
    ]


def write_xlsx(path: Path, rows: Iterable[Sequence[object]]) -> Path:
    """Write rows to a workbook and return its path."""
    import openpyxl

    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    book.save(path)
    return path


def write_statement(path: Path, lines: Iterable[StatementLine]) -> Path:
    """Write lines as an acquirer's workbook: letterhead, headings, lines, totals."""
    lines = list(lines)
    total = f"{sum(each.amount_fen for each in lines) / 100:,.2f}"
    return write_xlsx(
        path,
        [
            ["某某支付股份有限公司商户对账单"],
            ["对账日期：2019-11-01 至 2019-11-15"],
            HEADER,
            *map(cells, lines),
            ["合计", "", "", "", "", "", "", "", total, ""],
            ["笔数", str(len(lines))],
        ],
    )
