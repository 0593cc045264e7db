"""The numbers by which a line and an entry are compared, and by which one is found."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from models.bureau.reconciliation.telling import is_made
from models.bureau.reconciliation.values import BookEntry, EntryKey, Pair, StatementLine

_DAY = dt.timedelta(days=1)
Name = tuple[str, str]
Numbers = tuple[str, str, dt.date, int]
Side = TypeVar("Side", StatementLine, BookEntry)


def differing_numbers(line: StatementLine, entry: BookEntry) -> tuple[str, ...]:
    """Return which numbers both sides have and differ in: merchant, reference, a void's trace.

    A void made of a purchase's state has no trace of its own.
    """
    names = ("merchant", "reference") if is_made(line) else ("merchant", "reference", "trace")
    pairs = ((name, getattr(line, name), getattr(entry, name)) for name in names)
    return tuple(name for name, ours, theirs in pairs if ours and theirs and ours != theirs)


def contradicts(line: StatementLine, entry: BookEntry) -> bool:
    """Say whether what is known of a line now is not what the entry says."""
    is_other_batch = line.kind == "purchase" and line.batch and line.batch != entry.batch
    return bool(is_other_batch) or bool(differing_numbers(line, entry))


def without_batch(
    sides: Iterable[Side],
) -> Mapping[tuple[str, str, dt.date, bool], list[Side]]:
    """Return lines or entries by the numbers of their slip but for the batch."""
    found: dict[tuple[str, str, dt.date, bool], list[Side]] = defaultdict(list)
    for each in sides:
        if each.trace:
            found[each.terminal, each.trace, each.day, each.kind == "purchase"].append(each)
    return found


def slips_by_name(
    entries: Iterable[BookEntry], pairs: Iterable[Pair]
) -> Mapping[Name, dict[EntryKey, BookEntry]]:
    """Return the slips of payments by either side's reference, and by terminal and trace."""
    found: dict[Name, dict[EntryKey, BookEntry]] = defaultdict(dict)
    payments = [each for each in entries if each.kind == "purchase"]
    for entry in payments:
        found[entry.terminal, entry.trace][entry.entry_key] = entry
    named = [(each.reference, each) for each in payments]
    named += [(each.line.reference, each.entry) for each in pairs if each.line.kind == "purchase"]
    for reference, entry in named:
        if reference:
            found["", reference][entry.entry_key] = entry
    return found


def original_slip(
    line: StatementLine, slips: Mapping[Name, Mapping[EntryKey, BookEntry]]
) -> BookEntry | None:
    """Return the one slip that a refund names by reference, else by terminal and trace."""
    for place, name in (("", line.original_reference), (line.terminal, line.original_trace)):
        found = [each for each in slips.get((place, name), {}).values() if each.day <= line.day]
        if name and len(found) == 1:
            return found[0]
    return None


def by_numbers(sides: Sequence[Side]) -> Mapping[Numbers, list[Side]]:
    """Return lines or entries by their numbers but for the batch, and by the amount."""
    found: dict[Numbers, list[Side]] = defaultdict(list)
    for each in sides:
        found[each.terminal, each.trace, each.day, each.amount_fen].append(each)
    return found


def next_to(
    side: StatementLine | BookEntry, others: Mapping[Numbers, Sequence[Side]]
) -> list[Side]:
    """Return those of the day before and the day after that are the same otherwise."""
    return [
        other
        for near in (side.day - _DAY, side.day + _DAY)
        for other in others.get((side.terminal, side.trace, near, side.amount_fen), ())
        if not (side.batch and other.batch) or side.batch == other.batch
    ]
