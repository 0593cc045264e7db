"""Matching a statement with the books: exact, and nothing by guess.

A pure function: every line and every entry ends in exactly one class of ``Matching``,
whatever the order in which they are given.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from models.bureau.reconciliation.numbers import (
    by_numbers,
    contradicts,
    next_to,
    original_slip,
    slips_by_name,
    without_batch,
)
from models.bureau.reconciliation.placing import Placing
from models.bureau.reconciliation.terms import ExceptionKind
from models.bureau.reconciliation.values import (
    BookEntry,
    Coverage,
    EntryKey,
    Finding,
    Matching,
    SlipKey,
    StatementLine,
)
from models.bureau.reconciliation.voids import link_voids
from models.store.tables.bureau import StatementKind


def match(
    lines: Iterable[StatementLine],
    entries: Iterable[BookEntry],
    coverage: Coverage,
    cleared: Mapping[int, EntryKey] | None = None,
    *,
    agreed: Collection[int] = (),
    waits_from: dt.date = dt.date.min,
) -> Matching:
    """Return where every line and entry ends.

    A purchase and a slip belong together when terminal, batch, trace and day are equal. A
    void belongs to the entry with its slip, or to the void of the payment whose purchase
    it takes back (``link_voids``). A refund belongs to the refund of the payment whose
    slip it names. What belongs together agrees when the amounts are equal, and merchant
    and reference where both sides have them. A line of a file that has no batches belongs to the
    only slip with its terminal, trace and day.

    ``cleared`` are pairs settled before, by line identifier: they stay as they are, unless a file
    that came later contradicts, and they are none of those that a person ``agreed``. Entries
    that no statement covers wait, those of before ``waits_from`` no longer.
    """
    return _Matcher(lines, entries, coverage, cleared or {}, waits_from).match(agreed)


class _Matcher(Placing):
    """The steps of a matching, each of which places what it is certain of."""

    def match(self, agreed: Collection[int]) -> Matching:
        """Place everything, what is certain first."""
        self._keep_cleared(agreed)
        self._set_duplicates_aside()
        self._by_own_slip()
        self._without_batch()
        self._undone_voids()
        self._voids()
        self._refunds()
        self._neighbouring_days()
        self._cancelled_in_books()
        return Matching(
            pairs=tuple(self.pairs),
            cancelled=tuple(self.cancelled),
            cancelled_entries=tuple(self.cancelled_entries),
            waiting=self._left_over(),
            findings=tuple(sorted(self.findings, key=_order)),
        )

    def _keep_cleared(self, agreed: Collection[int]) -> None:
        for line_id, key in self.cleared.items():
            if line_id in self.lines and key in self.entries:
                line, entry = self.lines[line_id], self.entries[key]
                if line_id in agreed or not contradicts(line, entry):
                    self.pair(line, entry)

    def _set_duplicates_aside(self) -> None:
        """Leave one line of those with the same slip: the cleared one, else one that agrees."""
        taken = {(each.line.key, each.line.kind): each.line for each in self.pairs}
        slips = {(each.key, each.kind): each.amount_fen for each in self.entries.values()}
        slips |= {(_bare(key), kind): fen for (key, kind), fen in slips.items()}
        groups: dict[tuple[SlipKey, StatementKind], list[StatementLine]] = defaultdict(list)
        for line in self.lines.values():
            groups[line.key, line.kind].append(line)
        for group, same in groups.items():
            kept = taken.get(group)
            if kept is None:
                kept = min(same, key=lambda each: each.amount_fen != slips.get(group))
            for line in same:
                if line is not kept:
                    self.find("duplicated", line, about=kept)

    def _by_own_slip(self) -> None:
        """Join lines and entries with the same slip; of several entries, one of that amount."""
        slips: dict[tuple[SlipKey, bool], list[BookEntry]] = defaultdict(list)
        for entry in self.entries.values():
            if entry.trace:
                slips[entry.key, entry.kind == "purchase"].append(entry)
        for line in list(self.lines.values()):
            found = slips.get((line.key, line.kind == "purchase"), [])
            if found:
                equal = [each for each in found if each.amount_fen == line.amount_fen]
                self.join(line, (equal or found)[0])

    def _without_batch(self) -> None:
        """Join lines of files without batches to the only slip with the other numbers."""
        entries, lines = without_batch(self.entries.values()), without_batch(self.lines.values())
        for slip, found in lines.items():
            slips = entries.get(slip, [])
            if len(found) == len(slips) == 1 and not found[0].batch:
                self.join(found[0], slips[0])

    def _undone_voids(self) -> None:
        """Set aside voids that were reversed (撤销冲正): the purchase stands as if never voided."""
        backs = {
            (each.terminal, each.day, each.trace, each.amount_fen): each
            for each in self.lines.values()
            if each.amount_fen < 0
        }
        for line in [each for each in self.lines.values() if each.original_trace]:
            slip = line.terminal, line.day, line.original_trace, -line.amount_fen
            undone = backs.pop(slip, None) if line.kind == "purchase" else None
            if undone is not None:
                self.cancel(line, undone)

    def _voids(self) -> None:
        voids = [each for each in self.lines.values() if each.kind == "void"]
        purchases = [
            line
            for line in (*self.lines.values(), *self._joined_purchases())
            if line.kind == "purchase"
        ]
        in_books = {
            line_id
            for line_id, entry in self.entry_of.items()
            if (known := self.reversal(entry, "void")) is not None and not known.trace
        }
        linked = link_voids(voids, sorted(purchases, key=lambda each: each.line_id), in_books)
        for void in voids:
            purchase = linked.get(void.line_id)
            if purchase is None:
                continue
            entry = self.entry_of.get(purchase.line_id)
            if entry is None:
                self.cancel(purchase, void)
                continue
            reversal = self.reversal(entry, "void")
            if reversal is not None:
                self.join(void, reversal)
            else:
                self.find("reversal_only_in_statement", void, about=purchase, about_entry=entry)

    def _joined_purchases(self) -> list[StatementLine]:
        """Return the purchases with an entry whose void, if there is one, still waits."""
        joined = [each.line for each in self.pairs]
        joined += [each.line for each in self.findings if each.line and each.entry]
        return [
            line
            for line in joined
            if line.kind == "purchase" and not self.is_voided(self.entry_of[line.line_id])
        ]

    def _refunds(self) -> None:
        """Join refunds that name the slip they give back to the refund of its payment.

        In a file that tells them by their sign alone a refund reads as a void.
        """
        slips = slips_by_name(self.all_entries.values(), self.pairs)
        for line in [each for each in self.lines.values() if each.kind != "purchase"]:
            original = original_slip(line, slips)
            if original is None or (line.kind == "void" and line.day == original.day):
                continue
            refunds = [
                each
                for each in self.reversals[original.slip_id]
                if each.kind == "refund" and each.entry_key in self.entries
            ]
            equal = [each for each in refunds if each.amount_fen == line.amount_fen]
            if equal or len(refunds) == 1:
                self.join(line, (equal or refunds)[0])
            else:
                self.find("reversal_only_in_statement", line, about_entry=original)

    def _neighbouring_days(self) -> None:
        """Report lines and slips that differ by one day only, where there is but one such."""
        entries = [each for each in self.entries.values() if each.kind == "purchase"]
        lines = [each for each in self.lines.values() if each.kind == "purchase"]
        near_entries, near_lines = by_numbers(entries), by_numbers(lines)
        for line in lines:
            found = next_to(line, near_entries)
            if len(found) == 1 and len(next_to(found[0], near_lines)) == 1:
                self.find("date_differs", line, found[0])

    def _cancelled_in_books(self) -> None:
        """Set aside voided payments of which a statement that should have them knows nothing."""
        for entry in list(self.entries.values()):
            if entry.kind == "purchase" and self.is_due(entry):
                void = self.reversal(entry, "void")
                if void is not None and entry.amount_fen + void.amount_fen == 0:
                    self.cancelled_entries.append((entry, void))
                    del self.entries[entry.entry_key], self.entries[void.entry_key]

    def _left_over(self) -> tuple[BookEntry, ...]:
        """Report what stands alone; return the entries that may still come."""
        for line in list(self.lines.values()):
            is_purchase = line.kind == "purchase"
            self.find("only_in_statement" if is_purchase else "reversal_only_in_statement", line)
        waiting = []
        for entry in list(self.entries.values()):
            is_purchase = entry.kind == "purchase"
            if self.is_due(entry):
                kind: ExceptionKind = "only_in_books" if is_purchase else "reversal_only_in_books"
                self.find(kind, entry=entry)
            else:
                waiting.append(entry)
        return tuple(waiting)


def _bare(key: SlipKey) -> SlipKey:
    """Return a slip's key as a file without batches has it."""
    terminal, _, trace, day = key
    return terminal, "", trace, day


def _order(finding: Finding) -> tuple[object, ...]:
    line_id = finding.line.line_id if finding.line else 0
    return finding.day, finding.terminal, finding.kind, line_id, finding.subject
