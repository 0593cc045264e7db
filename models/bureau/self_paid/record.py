"""Importing paid data: matched, posted and kept in one transaction.

Each row that can be posted becomes an entry of its own, because each has its own voucher:
a refund then takes back exactly what the bureau took, and the receipt is the person's.
It is entered on the business date, so that closed half-months stay as they were, and is
reckoned for the day of the payment, so that nobody is late because the file is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from models.bureau.self_paid.kept import KeptRow
from models.bureau.self_paid.plan import Plan, plan_import, plan_rows
from models.bureau.self_paid.return_values import Wanted
from models.bureau.self_paid.values import Finding, PaidFile
from models.bureau.self_paid.write import decide_rows, keep_returns, keep_rows
from models.counter.reverse import draft_reversal
from models.ledger.booking import Booked, book_entries
from models.ledger.entry import Entry
from models.station.desk import Desk
from models.store.tables.ledger import Payment


@dataclass(frozen=True)
class PaidImport:
    """What a file of paid data brought.

    ``posted`` were (or, in a preview, would be) entered with these receipts; ``exceptions``
    were set aside; ``returned`` are reversals that were done and rows that they took back at once;
    ``known`` rows were there already and nothing was done about them;
    ``conflicting`` rows have a voucher that stands for another payment of the same person.
    """

    rows: int
    known: int
    posted: tuple[Finding, ...]
    receipts: tuple[str, ...]
    exceptions: tuple[Finding, ...]
    returned: tuple[Finding, ...]
    conflicting: tuple[Finding, ...]

    @property
    def posted_fen(self) -> int:
        """The amount of the rows posted."""
        return sum(each.row.amount_fen for each in self.posted)


def preview_paid(desk: Desk, file: PaidFile) -> PaidImport:
    """Return what importing a file would do now; changes nothing."""
    return _result(file, plan_import(desk, file), ())


def import_paid(desk: Desk, file: PaidFile) -> PaidImport:
    """Import a file in one transaction; the same file again changes nothing.

    A row that was set aside before is tried again: once the roster is put right, or one
    of two payments is refunded, it is posted. A reversal takes back the row it is of, in
    whatever order the two come.
    """
    with desk.writing("import_paid"):
        desk = desk.refreshed()
        plan = plan_import(desk, file)
        done = _execute(desk, plan, file)
        if done.is_something:
            detail = (
                f"rows {len(file.rows)} posted {len(done.posted)} kept {done.kept} returned "
                + (f"{len(plan.returns.done)}")
            )
            desk.record("import_paid", f"file {file.digest[:12]}", detail)
    return _result(file, plan, tuple(each.receipt for each in done.posted))


def post_open(
    desk: Desk,
    rows: Sequence[KeptRow],
    reason: str = "",
    *,
    accepts: bool = False,
) -> tuple[tuple[int, Finding, str], ...]:
    """Post which of the open rows can be posted now, and do what reversals can be done.

    Only inside ``writing``. Return those posted with their numbers and receipts. ``accepts``: a
    name that differs from the roster, or money that the bureau has set aside, does not matter.
    """
    wanted = [Wanted(each.identity, each.number, each.paid()) for each in rows]
    accepted = {each.identity for each in rows} if accepts else set()
    plan = plan_rows(desk, wanted, accepted)
    done = _execute(desk, plan, None, reason)
    posted = [
        (row_id, finding)
        for _, row_id, finding in plan.found
        if finding.state == "posted" and row_id is not None
    ]
    return tuple(
        (number, finding, each.receipt)
        for (number, finding), each in zip(posted, done.posted, strict=True)
    )


@dataclass(frozen=True)
class _Done:
    """What carrying out a plan brought: the payments posted, how many rows were kept."""

    posted: tuple[Booked, ...]
    kept: int
    is_something: bool


def _execute(desk: Desk, plan: Plan, file: PaidFile | None, reason: str = "") -> _Done:
    """Book what a plan says and keep its rows; ``file`` is where the new ones come from."""
    refunds = {
        each.entry_id: take_back(desk, each.entry_id, f"税务退费（{each.words}）")
        for each in plan.returns.done
        if each.entry_id is not None
    }
    stated = [take_back(desk, each, "税务已退费") for each in sorted(plan.returns.stated)]
    findings = [finding for _, _, finding in plan.found]
    booked = book_findings(desk, findings, (*refunds.values(), *stated))
    refunded = dict(zip(refunds, booked.refunds, strict=False))
    payments = iter(booked.posted)
    made = [
        next(payments).payment_id if finding.state == "posted" else None
        for _, _, finding in plan.found
    ]
    triples = list(zip(plan.found, made, strict=True))
    fresh = [(key, finding, entry) for (key, old, finding), entry in triples if old is None]
    ids = dict(plan.returns.ids)
    if fresh and file is not None:
        ids |= keep_rows(desk, file, fresh)
    again = [(old, entry) for (_, old, _), entry in triples if old is not None and entry]
    decide_rows(desk, [(row_id, entry, reason) for row_id, entry in again])
    ids |= {key: old for key, old, _ in plan.found if old is not None}
    keep_returns(desk, plan.returns.done, ids, refunded)
    if any(each.part == "surplus" for each in plan.returns.done):
        _execute(desk, plan_rows(desk, []), None)  # what is left may be another reversal's
    is_something = bool(fresh or again or plan.returns.done)
    return _Done(tuple(booked.posted), len(fresh), is_something)


class _Bookings(NamedTuple):
    refunds: list[Booked]
    posted: list[Booked]


def book_findings(
    desk: Desk, findings: Iterable[Finding], refunds: Sequence[Entry] = ()
) -> _Bookings:
    """Book what can be posted, each as an entry, after what is taken back first.

    Where only the bureau's word had enrolled somebody, the money takes its place.
    """
    ready = [each for each in findings if each.state == "posted" and each.line is not None]
    words = [
        take_back(desk, each.other.payment_id, "已有缴费，代替税务登记")
        for each in ready
        if each.other is not None
    ]
    entries = [*refunds, *words, *(_entry(desk, each) for each in ready)]
    booked = book_entries(desk, entries, needs_second=False) if entries else []
    return _Bookings(booked[: len(refunds)], booked[len(refunds) + len(words) :])


def _entry(desk: Desk, finding: Finding) -> Entry:
    assert finding.line is not None
    return Entry(
        kind="payment",
        channel=finding.row.channel,
        business_date=desk.business_date,
        lines=(finding.line,),
        chose_members=True,
        reason=finding.row.voucher,
    )


def take_back(desk: Desk, payment_id: int, reason: str) -> Entry:
    """Return the refund of an entry by the way the money came: nothing of the station's moves."""
    payment = desk.store.get(Payment, station_id=desk.station_id, id=payment_id)
    assert payment is not None
    return draft_reversal(desk, payment, "refund", reason)


def _result(file: PaidFile, plan: Plan, receipts: tuple[str, ...]) -> PaidImport:
    findings = [finding for _, _, finding in plan.found]
    return PaidImport(
        rows=len(file.rows),
        known=plan.known,
        posted=tuple(each for each in findings if each.state == "posted"),
        receipts=receipts,
        exceptions=tuple(each for each in findings if each.state not in ("posted", "returned")),
        returned=tuple(each for each in findings if each.state == "returned"),
        conflicting=plan.conflicting,
    )
