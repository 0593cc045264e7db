"""Importing paid data: matched, posted and kept in one transaction.

Each row that can be posted becomes an entry of its own, because each has its own voucher:
a refund then takes back exactly what the bureau took, and the receipt is the person's.
It is entered on the business date, so that closed half-months stay as they were, and is
reckoned for the day of the payment, so that nobody is late because the file is.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from models import clock
from models.desk import Desk
from models.errors import BadInput
from models.levy.terms import INSURANCE_TITLES
from models.money import format_yuan
from models.paid.classify import classify
from models.paid.identity import identities
from models.paid.read import in_batches, load_neighbours, load_payers, townships_elsewhere
from models.paid.values import Finding, PaidFile, PaidRow
from models.people.lists.values import ListEntry
from models.till.entry import CHANNEL_TITLES, Entry
from models.till.post import Posted, post_entries

_FILE = (
    "id", "station_id", "name", "digest", "rows", "business_date", "operator_id", "recorded_at",
)  # fmt: skip
_ROW = (
    "id", "station_id", "file_id", "row", "identity", "name", "id_number", "insurance",
    "levy_year", "amount_fen", "tier_fen", "channel", "paid_on", "voucher", "state", "payment_id",
)  # fmt: skip
_DECISION = (
    "station_id", "row_id", "payment_id", "reason", "business_date", "operator_id", "recorded_at",
)  # fmt: skip
_KNOWN = """
SELECT r.identity, r.id, r.amount_fen, r.paid_on, r.channel,
 CASE WHEN r.payment_id IS NULL AND d.id IS NULL THEN 1 ELSE 0 END
FROM paid_row r LEFT JOIN paid_decision d ON d.row_id = r.id
WHERE r.station_id = ? AND r.identity IN ({marks})
"""


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


@dataclass(frozen=True)
class _Kept:
    """A row on record: its identifier, its content, whether it is still open."""

    row_id: int
    content: tuple[int, str, str]
    is_open: bool


@dataclass(frozen=True)
class _Plan:
    """What is to be done: rows found, each with the identifier of an open one, if it is one."""

    found: tuple[tuple[str, int | None, Finding], ...]
    known: int
    conflicting: tuple[Finding, ...]


def preview_paid(desk: Desk, file: PaidFile) -> PaidImport:
    """Return what importing a file would do now; changes nothing."""
    return _result(file, _plan(desk, file), ())


def import_paid(desk: Desk, file: PaidFile) -> PaidImport:
    """Import a file in one transaction; the same file again changes nothing.

    A row that was set aside before is tried again: once the roster is put right, or one
    of two payments is refunded, it is posted.
    """
    with desk.store.writing():
        desk = desk.refreshed()
        plan = _plan(desk, file)
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


def find_rows(
    desk: Desk, rows: Sequence[PaidRow], accepted: Collection[int] = ()
) -> tuple[Finding, ...]:
    """Return what rows are now, with the nearest people of those nobody knows."""
    numbers = {row.id_number for row in rows if not row.fault}
    payers = load_payers(desk, numbers)
    elsewhere = townships_elsewhere(desk, numbers - set(payers))
    notices = {day: desk.notice_on(day) for day in {row.paid_on for row in rows}}
    findings = classify(rows, payers, elsewhere, notices.__getitem__, accepted)
    if not any(each.state == "unknown" for each in findings):
        return findings
    neighbours = load_neighbours(desk)
    return tuple(
        replace(each, candidates=neighbours.nearest(_entry_of(each.row)))
        if each.state == "unknown"
        else each
        for each in findings
    )


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


def _plan(desk: Desk, file: PaidFile) -> _Plan:
    _refuse_later(desk, file.rows)
    kept = _kept(desk, identities(file.rows))
    wanted: list[tuple[str, int | None, PaidRow]] = []
    conflicting, known = [], 0
    seen: dict[str, tuple[int, str, str]] = {}
    for identity, row in zip(identities(file.rows), file.rows, strict=True):
        old, content = kept.get(identity), _content(row)
        first = old.content if old else seen.get(identity)
        if first is not None and first != content:
            conflicting.append(Finding(row, "refused", _conflict_words(row, first)))
        elif identity in seen or (old is not None and not old.is_open):
            known += 1
        else:
            wanted.append((identity, old.row_id if old else None, row))
        seen.setdefault(identity, content)
    findings = find_rows(desk, [row for _, _, row in wanted])
    found = tuple(
        (identity, row_id, finding)
        for (identity, row_id, _), finding in zip(wanted, findings, strict=True)
    )
    return _Plan(found, known, tuple(conflicting))


def _refuse_later(desk: Desk, rows: Iterable[PaidRow]) -> None:
    late = next((row for row in rows if row.paid_on > desk.business_date), None)
    if late is not None:
        raise BadInput(
            f"第 {late.row} 行的缴费日期 {late.paid_on} 晚于业务日期 {desk.business_date}，"
            "请核对业务日期"
        )


def _kept(desk: Desk, keys: Sequence[str]) -> dict[str, _Kept]:
    found = {}
    for some in in_batches(sorted(set(keys))):
        sql = _KNOWN.format(marks=", ".join("?" * len(some)))
        for identity, row_id, amount_fen, paid_on, channel, is_open in desk.store.rows(
            sql, (desk.station_id, *some)
        ):
            found[identity] = _Kept(row_id, (int(amount_fen), paid_on, channel), bool(is_open))
    return found


def _content(row: PaidRow) -> tuple[int, str, str]:
    return row.amount_fen, row.paid_on.isoformat(), row.channel


def _conflict_words(row: PaidRow, first: tuple[int, str, str]) -> str:
    amount_fen, day, channel = first
    return (
        f"票号 {row.voucher} 已用于此人{INSURANCE_TITLES[row.insurance]}的另一笔"
        f"（{CHANNEL_TITLES[channel]}，{day}，{format_yuan(amount_fen)} 元），内容不同，"
        "没有导入，请核对"
    )


def _post(desk: Desk, findings: Iterable[Finding]) -> list[Posted]:
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
    return post_entries(desk, entries) if entries else []


def _keep(desk: Desk, file: PaidFile, rows: Sequence[tuple[str, Finding, int | None]]) -> None:
    file_id, row_id = desk.store.next_id("paid_file"), desk.store.next_id("paid_row")
    operator_id, now = desk.operator_id(), clock.timestamp()
    line = (
        file_id, desk.station_id, file.name, file.digest, len(file.rows),
        desk.business_date.isoformat(), operator_id, now,
    )  # fmt: skip
    desk.store.insert_rows("paid_file", _FILE, [line])
    lines = []
    for place, (identity, finding, payment_id) in enumerate(rows):
        row = finding.row
        lines.append((
            row_id + place, desk.station_id, file_id, row.row, identity, row.name, row.id_number,
            row.insurance, row.levy_year, row.amount_fen, row.tier_fen, row.channel,
            row.paid_on.isoformat(), row.voucher, finding.state, payment_id,
        ))  # fmt: skip
    desk.store.insert_rows("paid_row", _ROW, lines)


def _decide(desk: Desk, decided: Sequence[tuple[int, int | None, str]]) -> None:
    if not decided:
        return
    operator_id, now, day = desk.operator_id(), clock.timestamp(), desk.business_date.isoformat()
    rows = [
        (desk.station_id, row_id, payment_id, reason, day, operator_id, now)
        for row_id, payment_id, reason in decided
    ]
    desk.store.insert_rows("paid_decision", _DECISION, rows)


def _entry_of(row: PaidRow) -> ListEntry:
    return ListEntry(row=row.row, column="", name=row.name, number=row.id_number, fault=row.fault)


def _result(file: PaidFile, plan: _Plan, receipts: tuple[str, ...]) -> PaidImport:
    findings = [finding for _, _, finding in plan.found]
    return PaidImport(
        rows=len(file.rows),
        known=plan.known,
        posted=tuple(each for each in findings if each.state == "posted"),
        receipts=receipts,
        exceptions=tuple(each for each in findings if each.state != "posted"),
        conflicting=plan.conflicting,
    )
