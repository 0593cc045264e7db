"""Files of mere status (已参保、未参保): whom the bureau states to be enrolled, without money.

Such an entry has no amounts: it enrols, and nobody is charged for the year again. Money that
comes later takes its place; a later statement, or one of a later day, takes it back.
"""

from models.bureau.self_paid.record import take_back
from models.bureau.self_paid.state_plan import plan_states
from models.bureau.self_paid.state_values import StateFile, StateFinding, StateImport
from models.ledger.booking import book_entries
from models.ledger.channels import STATED
from models.ledger.entry import Entry
from models.station.desk import Desk
from models.store.tables.self_paid import SelfPaidFile, SelfPaidState


def preview_states(desk: Desk, file: StateFile) -> StateImport:
    """Return what importing a file would do now; changes nothing."""
    return StateImport(plan_states(desk, file))


def import_states(desk: Desk, file: StateFile) -> StateImport:
    """Import a file in one transaction; the same file again changes nothing."""
    with desk.writing("import_paid"):
        desk = desk.refreshed()
        findings = plan_states(desk, file)
        kept = [each for each in findings if each.identity]
        if not kept:
            return StateImport(findings)
        entries = [_entry(desk, each) for each in kept if each.line or each.takes_back]
        booked = iter(book_entries(desk, entries, needs_second=False) if entries else [])
        made = [next(booked) if each.line or each.takes_back else None for each in kept]
        of = desk.store.add(
            SelfPaidFile(
                name=file.name,
                digest=file.digest,
                rows=len(file.rows),
                business_date=desk.business_date,
                **desk.stamp(),
            )
        )
        desk.store.add_all(
            SelfPaidState(
                station_id=desk.station_id,
                file_id=of.id,
                row=each.row.row,
                identity=each.identity,
                person_id=each.person_id,
                insurance=each.row.insurance,
                levy_year=each.row.levy_year,
                is_enrolled=each.row.is_enrolled,
                stated_on=each.stated_on or desk.business_date,
                payment_id=entry.payment_id if entry else None,
            )
            for each, entry in zip(kept, made, strict=True)
        )
        receipts = tuple(
            entry.receipt
            for each, entry in zip(kept, made, strict=True)
            if entry and each.found == "posted"
        )
        detail = f"rows {len(file.rows)} stated {len(receipts)} kept {len(kept)}"
        desk.record("import_paid", f"file {file.digest[:12]}", detail)
    return StateImport(findings, receipts)


def _entry(desk: Desk, each: StateFinding) -> Entry:
    if each.takes_back is not None:
        return take_back(desk, each.takes_back, "税务登记为未参保")
    assert each.line is not None
    return Entry(
        kind="payment",
        channel=STATED,
        business_date=desk.business_date,
        lines=(each.line,),
        chose_members=True,
        reason="税务登记参保",
    )
