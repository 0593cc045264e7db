"""A statement that came: its new lines kept, then everything matched, in one transaction."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from models.base import clock
from models.base.errors import BadInput
from models.bureau.reconciliation.coverage import Extent, read_extents
from models.bureau.reconciliation.lines import (
    insert_details,
    insert_lines,
    read_bare_lines,
    read_told,
)
from models.bureau.reconciliation.run import (
    Reconciliation,
    read_reconciliation,
    reconcile_in_transaction,
)
from models.bureau.reconciliation.telling import facts_of
from models.bureau.reconciliation.values import Days, StatementLine
from models.station.desk import Desk
from models.station.rehearse import rehearse
from models.store.tables.bureau import StatementCoverage, StatementFile, StatementPeriod


@dataclass(frozen=True)
class Statement:
    """A statement as it was read: the file's name, the digest of its bytes, its lines.

    ``period`` are the days that the file says it is of; None where it does not say.
    """

    file_name: str
    digest: str
    lines: tuple[StatementLine, ...]
    period: Days | None = None

    def known_by(self, today: dt.date) -> Extent:
        """Return what it covers: its period, and every day it has a line of.

        A period that is not over was stated before its end: then it covers its lines alone.
        """
        days_of: dict[str, list[dt.date]] = defaultdict(list)
        for line in self.lines:
            days_of[line.terminal].append(line.day)
        days = [each.day for each in self.lines]
        if self.period is not None:
            first, last = self.period
            days += [first, last if last <= today else max([first, *days])]
        merchants = {each.merchant for each in self.lines}
        return Extent(
            min(days),
            max(days),
            frozenset(merchants - {""} or {""}),
            {terminal: (min(found), max(found)) for terminal, found in days_of.items()},
        )


@dataclass(frozen=True)
class Arrival:
    """What a statement brought: lines new and known, and how everything stands after it.

    ``completed`` of the known ones it says something more, such as a batch.
    """

    new: int
    known: int
    completed: int
    amount_fen: int
    fee_fen: int
    extent: Extent
    reconciliation: Reconciliation


def receive_statement(desk: Desk, statement: Statement, *, is_preview: bool = False) -> Arrival:
    """Keep the lines that are not known yet, match and clear, in one transaction.

    A line is known when one with the same station, terminal, trace, day, amount and (where both
    have one) batch is: the same statement again, or one that overlaps, adds only what is new, and
    nothing at all where nothing is. What it says more of a known line is added to that. A line
    that is there twice in one file is kept twice. ``is_preview`` answers the same and keeps
    nothing. Raises BadInput for no lines at all, unless the file states its days.
    """
    if not statement.lines and statement.period is None:
        raise BadInput(f"{statement.file_name}：没有一行能读的交易，请核对文件")
    if is_preview:
        return rehearse(desk, lambda: _receive(desk, statement), "import_statement")
    with desk.writing("import_statement"):
        return _receive(desk, statement)


def _receive(desk: Desk, statement: Statement) -> Arrival:
    bare = read_bare_lines(desk)
    told = read_told(desk, bare)
    told.begin()
    new, more, known = list[StatementLine](), list[tuple[int, int, dict[str, Any]]](), 0
    for line in statement.lines:
        found = told.find(line)
        if found is None:
            new.append(line)
            continue
        known += 1
        said = told.complete(found.line_id, facts_of(line))
        if said:
            more.append((found.line_id, line.row, said))
    extent = statement.known_by(max(desk.business_date, clock.today()))
    is_wider = not any(each.holds(extent) for each in read_extents(desk))
    if is_wider and not new:  # as it was known when these very bytes came first
        is_wider = _kept_file(desk, statement) is None
    if new or more or is_wider:
        file_id = _keep_file(desk, statement)
        insert_lines(desk, file_id, _counted(new, bare))
        insert_details(desk, file_id, more)
        if is_wider:
            _keep_extent(desk, file_id, extent, is_stated=statement.period is not None)
        detail = f"new {len(new)} more {len(more)}" if more else f"new {len(new)}"
        desk.record("import_statement", f"statement_file {file_id}", detail)
        reconciled = reconcile_in_transaction(desk)
    else:
        reconciled = read_reconciliation(desk)
    return Arrival(
        new=len(new),
        known=known,
        completed=len(more),
        amount_fen=sum(each.amount_fen for each in statement.lines),
        fee_fen=sum(each.fee_fen for each in statement.lines),
        extent=extent,
        reconciliation=reconciled,
    )


def _kept_file(desk: Desk, statement: Statement) -> StatementFile | None:
    """Return the row of a file of which these very bytes came before."""
    return desk.store.get(StatementFile, station_id=desk.station_id, digest=statement.digest)


def _keep_file(desk: Desk, statement: Statement) -> int:
    """Return the row of a file, a new one unless it came before."""
    kept = _kept_file(desk, statement)
    if kept is None:
        kept = desk.store.add(
            StatementFile(
                name=statement.file_name,
                digest=statement.digest,
                business_date=desk.business_date,
                **desk.stamp(),
            )
        )
    return kept.id


def _keep_extent(desk: Desk, file_id: int, extent: Extent, *, is_stated: bool) -> None:
    """Keep what a file covers, once: a file that came before keeps what it had too."""
    station_id = desk.station_id
    before = desk.store.find(StatementPeriod, station_id=station_id, file_id=file_id)
    kept = {(each.merchant, each.first_day, each.last_day) for each in before}
    desk.store.add_all(
        StatementPeriod(
            station_id=station_id,
            file_id=file_id,
            merchant=merchant,
            first_day=extent.first,
            last_day=extent.last,
            is_stated=is_stated,
        )
        for merchant in sorted(extent.merchants)
        if (merchant, *extent.days) not in kept
    )
    terminals = desk.store.find(StatementCoverage, station_id=station_id, file_id=file_id)
    known = {each.terminal for each in terminals}
    desk.store.add_all(
        StatementCoverage(
            station_id=station_id,
            file_id=file_id,
            terminal=terminal,
            first_day=first,
            last_day=last,
        )
        for terminal, (first, last) in extent.days_of.items()
        if terminal not in known
    )


def _counted(
    lines: Iterable[StatementLine], bare: Iterable[StatementLine]
) -> Iterable[StatementLine]:
    """Yield new lines, equal ones counted on from those that are kept."""
    seen = Counter(each.identity for each in bare)
    for line in lines:
        seen[line.identity] += 1
        yield line._replace(occurrence=seen[line.identity])
