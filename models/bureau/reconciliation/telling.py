"""One transaction told by several files, each with what its layout has: told again, or completed.

Whatever the order in which the files come, the same is known at the end: of each column the
values that any file gave, of several the least.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from models.bureau.reconciliation.values import StatementLine

COLUMNS = (
    "batch", "trace", "time", "merchant", "reference", "card_tail", "fee_fen", "original_trace",
    "original_reference",
)  # fmt: skip
"""The columns in which one file may say more of a transaction than another."""

_Key = tuple[object, ...]
Facts = dict[str, set[Any]]
"""By column, the values that files gave; ``kind`` holds ``refund`` where one said so."""


def facts_of(line: StatementLine) -> Facts:
    """Return what a line says. A void made of a purchase's state has no trace of its own."""
    facts: Facts = {name: {getattr(line, name)} - {"", 0} for name in COLUMNS}
    if is_made(line):
        facts["trace"] = set()
    facts["kind"] = {"refund"} if line.kind == "refund" else set()
    return facts


def is_made(line: StatementLine) -> bool:
    """Say whether a void was made of a purchase whose state says that it was voided."""
    return line.kind == "void" and bool(line.trace) and line.trace == line.original_trace


def completed(line: StatementLine, facts: Facts) -> StatementLine:
    """Return a line with all that any file said of it."""
    said = {name: min(facts[name]) for name in COLUMNS if facts[name]}
    return line._replace(**said, kind="refund" if facts["kind"] else line.kind)


class Told:
    """The transactions that are known, and which of them the lines of a further file tell.

    A transaction that a file tells twice is known only as often as it was told before.
    """

    def __init__(self, lines: Iterable[StatementLine] = ()) -> None:
        self._lines: dict[int, StatementLine] = {}
        self._facts: dict[int, Facts] = {}
        self._by_core: Mapping[_Key, list[int]] = defaultdict(list)
        self._backs: Mapping[_Key, list[int]] = defaultdict(list)
        self._taken: set[int] = set()
        for line in lines:
            self.learn(line)

    @property
    def lines(self) -> list[StatementLine]:
        """All transactions, each with all that is known of it."""
        return list(self._lines.values())

    def begin(self) -> None:
        """Begin a further file, or sheet: none of its lines was told yet."""
        self._taken = set()

    def learn(self, line: StatementLine) -> None:
        """Know a new transaction by its ``line_id``."""
        self._lines[line.line_id] = line
        self._taken.add(line.line_id)
        self._by_core[_core(line)].append(line.line_id)
        if line.amount_fen < 0:
            self._backs[_back(line)].append(line.line_id)

    def complete(self, line_id: int, said: Facts) -> dict[str, Any]:
        """Keep what was said of a transaction; return what of it was not known, by column."""
        line = self._lines[line_id]
        known = self._facts.setdefault(line_id, facts_of(line))
        more = {name: min(new) for name, values in said.items() if (new := values - known[name])}
        for name, value in more.items():
            known[name].add(value)
        if more:
            self._lines[line_id] = complete = completed(line, known)
            if _core(complete) != _core(line):
                self._by_core[_core(complete)].append(line_id)
        return more

    def find(self, line: StatementLine) -> StatementLine | None:
        """Return the known transaction that a line tells, each once a file; None for a new one."""
        alike = [each for each in self._free(self._by_core[_core(line)]) if _in_batch(line, each)]
        if not alike and line.amount_fen < 0:
            alike = [each for each in self._free(self._backs[_back(line)]) if _same(line, each)]
        if not alike:
            return None
        best = min(alike, key=lambda each: (each.batch != line.batch, each.batch, each.line_id))
        self._taken.add(best.line_id)
        return best

    def _free(self, keys: Iterable[int]) -> list[StatementLine]:
        return [self._lines[each] for each in keys if each not in self._taken]


def _core(line: StatementLine) -> _Key:
    """Return what every layout says: of what went back not as what, void or refund."""
    return line.terminal, line.trace, line.day, line.amount_fen


def _back(line: StatementLine) -> _Key:
    return line.terminal, line.day, line.amount_fen


def _in_batch(one: StatementLine, other: StatementLine) -> bool:
    return not (one.batch and other.batch) or one.batch == other.batch


def _same(one: StatementLine, other: StatementLine) -> bool:
    """Say whether one is the void that the other, made of its purchase's state, tells too."""
    if is_made(one) == is_made(other) or not _in_batch(one, other):
        return False
    made, own = (one, other) if is_made(one) else (other, one)
    return names_original(own, made)


def names_original(back: StatementLine, purchase: StatementLine) -> bool:
    """Say whether a void takes back a purchase: by what it names; naming nothing, by the card.

    ``purchase`` may be the void made of it, which has its numbers.
    """
    reference = purchase.original_reference or purchase.reference
    if back.original_trace or back.original_reference:
        by_trace = back.original_trace == purchase.trace
        return by_trace or bool(reference and back.original_reference == reference)
    if back.trace == purchase.trace or (reference and back.reference == reference):
        return True
    return bool(back.card_tail) and back.card_tail == purchase.card_tail
