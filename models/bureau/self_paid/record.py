"""Importing paid data: matched, posted and kept in one transaction.

Each row that can be posted becomes an entry of its own, because each has its own voucher:
a refund then takes back exactly what the bureau took, and the receipt is the person's.
It is entered on the business date, so that closed half-months stay as they were, and is
reckoned for the day of the payment, so that nobody is late because the file is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from models.base import clock
from models.bureau.self_paid.plan import Plan, find_rows, plan_import
from models.bureau.self_paid.values import Finding, PaidFile, PaidRow
from models.ledger.booking import Booked, book_entries
from models.ledger.entry import Entry
from models.station.desk import Desk
from models.store.tables.bureau import SelfPaidDecision, SelfPaidFile, SelfPaidRow


@dataclass(frozen=True)
class PaidImport:
    """What a file of paid data brought.

    ``posted`` were (or, in a preview, would be) entered with these receipts; ``exceptions``
    were set aside; ``known`` rows were there already and nothing was done about them;
    ``conflicting`` rows have a voucher that stands for another payment of the same person.
    """

    rows: int
    known: int
    posted: tuple[Finding, ...]
    receipts: tuple[str, ...]
    exceptions: tuple[Finding, ...]
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
    of two payments is refunded, it is posted.
    """
    with desk.writing("import_paid"):
        desk = desk.refreshed()
        plan = plan_import(desk, file)
        posted = _post(desk, [finding for _, _, finding in plan.found])
        receipts = [each.receipt for each in posted]
        payments = iter(posted)
        made = [
            next(payments).payment_id if finding.state == "posted" else None
            for _, _, finding in plan.found
        ]
        triples = list(zip(plan.found, made, strict=True))
        fresh = [(key, finding, entry) for (key, old, finding), entry in triples if old is None]
        if fresh:
            _keep(desk, file, fresh)
        again = [(old, entry) for (_, old, _), entry in triples if old is not None and entry]
        _decide(desk, [(row_id, entry, "") for row_id, entry in again])
        if fresh or again:
            detail = f"rows {len(file.rows)} posted {len(posted)} kept {len(fresh)}"
            desk.record("import_paid", f"file {file.digest[:12]}", detail)
    return _result(file, plan, tuple(receipts))


def post_open(
    desk: Desk,
    rows: Sequence[tuple[int, PaidRow]],
    reason: str = "",
    *,
    accepts_names: bool = False,
) -> tuple[tuple[int, Finding, str], ...]:
    """Post which of the open rows can be posted now; only inside ``writing``.

    Return them with their numbers and receipts. ``accepts_names``: a name that differs from
    the roster does not matter.
    """
    accepted = range(len(rows)) if accepts_names else ()
    findings = find_rows(desk, [row for _, row in rows], accepted)
    posted = _post(desk, findings)
    ready = [
        (row_id, finding)
        for (row_id, _), finding in zip(rows, findings, strict=True)
        if finding.state == "posted"
    ]
    _decide(
        desk,
        [
            (row_id, each.payment_id, reason)
            for (row_id, _), each in zip(ready, posted, strict=True)
        ],
    )
    return tuple((*one, each.receipt) for one, each in zip(ready, posted, strict=True))


def close_row(desk: Desk, row_id: int, reason: str) -> None:
    """Close an open row without an entry; only inside ``writing``."""
    _decide(desk, [(row_id, None, reason)])


def _post(desk: Desk, findings: Iterable[Finding]) -> list[Booked]:
    entries = [
        Entry(
            kind="payment",
            channel=each.row.channel,
            business_date=desk.business_date,
            lines=(each.line,),
            chose_members=True,
            reason=each.row.voucher,
        )
        for each in findings
        if each.line is not None
    ]
    return book_entries(desk, entries, needs_second=False) if entries else []


def _keep(desk: Desk, file: PaidFile, rows: Sequence[tuple[str, Finding, int | None]]) -> None:
    kept = desk.store.add(
        SelfPaidFile(
            name=file.name,
            digest=file.digest,
            rows=len(file.rows),
            business_date=desk.business_date,
            **desk.stamp(),
        )
    )
    desk.store.add_all(
        SelfPaidRow(
            station_id=desk.station_id,
            file_id=kept.id,
            row=finding.row.row,
            identity=identity,
            name=finding.row.name,
            id_number=finding.row.id_number,
            insurance=finding.row.insurance,
            levy_year=finding.row.levy_year,
            amount_fen=finding.row.amount_fen,
            tier_fen=finding.row.tier_fen,
            channel=finding.row.channel,
            paid_on=finding.row.paid_on,
            voucher=finding.row.voucher,
            state=finding.state,
            payment_id=payment_id,
        )
        for identity, finding, payment_id in rows
    )


def _decide(desk: Desk, decided: Sequence[tuple[int, int | None, str]]) -> None:
    if not decided:
        return
    operator_id, now = desk.operator_id(), clock.timestamp()
    desk.store.add_all(
        SelfPaidDecision(
            station_id=desk.station_id,
            row_id=row_id,
            payment_id=payment_id,
            reason=reason,
            business_date=desk.business_date,
            operator_id=operator_id,
            recorded_at=now,
        )
        for row_id, payment_id, reason in decided
    )


def _result(file: PaidFile, plan: Plan, receipts: tuple[str, ...]) -> PaidImport:
    findings = [finding for _, _, finding in plan.found]
    return PaidImport(
        rows=len(file.rows),
        known=plan.known,
        posted=tuple(each for each in findings if each.state == "posted"),
        receipts=receipts,
        exceptions=tuple(each for each in findings if each.state != "posted"),
        conflicting=plan.conflicting,
    )
