"""A statement that came: its new lines kept, then everything matched, in one transaction."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from models.base.errors import BadInput
from models.bureau.reconciliation.record import insert_lines, read_coverage, read_lines
from models.bureau.reconciliation.run import (
    Reconciliation,
    read_reconciliation,
    reconcile_in_transaction,
)
from models.bureau.reconciliation.values import Coverage, StatementLine
from models.station.desk import Desk
from models.store.tables.bureau import StatementCoverage, StatementFile


@dataclass(frozen=True)
class Statement:
    """A statement as it was read: the file's name, the digest of its bytes, its lines."""

    file_name: str
    digest: str
    lines: tuple[StatementLine, ...]


@dataclass(frozen=True)
class Arrival:
    """What a statement brought: lines new and known, and how everything stands after it."""

    new: int
    known: int
    amount_fen: int
    fee_fen: int
    reconciliation: Reconciliation


class _Undo(Exception):
    """Ends the transaction of a preview without keeping anything."""


def receive_statement(desk: Desk, statement: Statement, *, is_preview: bool = False) -> Arrival:
    """Keep the lines that are not known yet, match and clear, in one transaction.

    A line is known when one with the same station, terminal, batch, trace, day, kind and
    amount is: the same statement again, or one that overlaps, adds only what is new, and
    nothing at all where nothing is. A line that is there twice in one file is kept twice.
    ``is_preview`` answers the same and keeps nothing. Raises BadInput for no lines at all.
    """
    if not statement.lines:
        raise BadInput(f"{statement.file_name}：没有一行能读的交易，请核对文件")
    arrivals = list[Arrival]()
    try:
        with desk.writing("import_statement"):
            arrivals.append(_receive(desk, statement))
            if is_preview:
                raise _Undo
    except _Undo:
        pass
    return arrivals[0]


def _receive(desk: Desk, statement: Statement) -> Arrival:
    known = {(each.identity, each.occurrence) for each in read_lines(desk)}
    counted = list(_counted(statement.lines))
    new = [each for each in counted if (each.identity, each.occurrence) not in known]
    ranges = _ranges(statement.lines)
    covered = read_coverage(desk)
    wider = {each: days for each, days in ranges.items() if not _is_within(days, each, covered)}
    if new or wider:
        file_id = _keep_file(desk, statement)
        insert_lines(desk, file_id, new)
        desk.store.add_all(
            StatementCoverage(
                station_id=desk.station_id,
                file_id=file_id,
                terminal=terminal,
                first_day=first,
                last_day=last,
            )
            for terminal, (first, last) in wider.items()
        )
        desk.record("import_statement", f"statement_file {file_id}", f"new {len(new)}")
        found = reconcile_in_transaction(desk)
    else:
        found = read_reconciliation(desk)
    return Arrival(
        new=len(new),
        known=len(counted) - len(new),
        amount_fen=sum(each.amount_fen for each in statement.lines),
        fee_fen=sum(each.fee_fen for each in statement.lines),
        reconciliation=found,
    )


def _keep_file(desk: Desk, statement: Statement) -> int:
    """Return the row of a file, a new one unless these very bytes came before."""
    station_id, digest = desk.station_id, statement.digest
    kept = desk.store.get(StatementFile, station_id=station_id, digest=digest)
    if kept is None:
        kept = desk.store.add(
            StatementFile(
                name=statement.file_name,
                digest=digest,
                business_date=desk.business_date,
                **desk.stamp(),
            )
        )
    return kept.id


def _counted(lines: Iterable[StatementLine]) -> Iterable[StatementLine]:
    """Yield the lines, equal ones counted in their order."""
    seen: Counter[tuple[object, ...]] = Counter()
    for line in lines:
        seen[line.identity] += 1
        yield line._replace(occurrence=seen[line.identity])


def _ranges(lines: Iterable[StatementLine]) -> dict[str, tuple[dt.date, dt.date]]:
    days: dict[str, list[dt.date]] = defaultdict(list)
    for line in lines:
        days[line.terminal].append(line.day)
    return {terminal: (min(found), max(found)) for terminal, found in days.items()}


def _is_within(days: tuple[dt.date, dt.date], terminal: str, covered: Coverage) -> bool:
    return any(first <= days[0] and days[1] <= last for first, last in covered.get(terminal, ()))
