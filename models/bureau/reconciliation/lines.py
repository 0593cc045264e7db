"""The lines of statements in the store, and what later files said more of them."""

from collections.abc import Iterable, Mapping
from typing import Any

from models.bureau.reconciliation.telling import COLUMNS, Facts, Told
from models.bureau.reconciliation.values import StatementLine
from models.station.desk import Desk
from models.store.tables import bureau as tables

_LINES = (
    "SELECT terminal, batch, trace, day, kind, amount_fen, time, merchant, reference, card_tail, "
    "fee_fen, original_trace, original_reference, row, occurrence, id AS line_id "
    "FROM statement_line WHERE station_id = ? ORDER BY id"
)


def read_bare_lines(desk: Desk) -> list[StatementLine]:
    """Return every line of the station's statements as the first file had it."""
    return desk.store.query(StatementLine, _LINES, (desk.station_id,))


def read_told(desk: Desk, bare: Iterable[StatementLine]) -> Told:
    """Return the station's transactions, each with all that any file said of it."""
    told = Told(bare)
    for each in desk.store.find(tables.StatementDetail, station_id=desk.station_id):
        said: Facts = {name: {getattr(each, name)} - {"", 0} for name in COLUMNS}
        said["kind"] = {each.kind} - {""}
        told.complete(each.line_id, said)
    return told


def read_lines(desk: Desk) -> list[StatementLine]:
    """Return every transaction of the station's statements, complete."""
    return read_told(desk, read_bare_lines(desk)).lines


def insert_lines(desk: Desk, file_id: int, lines: Iterable[StatementLine]) -> None:
    """Keep new lines of a file; only inside ``writing``."""
    desk.store.add_all(
        tables.StatementLine(
            station_id=desk.station_id,
            file_id=file_id,
            row=each.row,
            merchant=each.merchant,
            terminal=each.terminal,
            batch=each.batch,
            trace=each.trace,
            day=each.day,
            time=each.time,
            kind=each.kind,
            amount_fen=each.amount_fen,
            reference=each.reference,
            card_tail=each.card_tail,
            fee_fen=each.fee_fen,
            original_trace=each.original_trace,
            original_reference=each.original_reference,
            occurrence=each.occurrence,
        )
        for each in lines
    )


def insert_details(
    desk: Desk, file_id: int, said: Iterable[tuple[int, int, Mapping[str, Any]]]
) -> None:
    """Keep what a file says more: a known line's number, the file's row, the values by column.

    Only inside ``writing``.
    """
    nothing = {**dict.fromkeys(COLUMNS, ""), "kind": "", "fee_fen": 0}
    desk.store.add_all(
        tables.StatementDetail(
            station_id=desk.station_id,
            file_id=file_id,
            line_id=line_id,
            row=row,
            **{**nothing, **values},
        )
        for line_id, row, values in said
    )
