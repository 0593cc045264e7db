"""Writing down rows of paid data: as they came, what was decided on them, what went back."""

from collections.abc import Mapping, Sequence

from models.base import clock
from models.bureau.self_paid.return_values import Return
from models.bureau.self_paid.values import Finding, PaidFile
from models.ledger.booking import Booked
from models.station.desk import Desk
from models.store.tables.self_paid import (
    SelfPaidDecision,
    SelfPaidFile,
    SelfPaidReturn,
    SelfPaidRow,
)


def close_row(desk: Desk, row_id: int, reason: str, payment_id: int | None = None) -> None:
    """Close an open row, with an entry or without; only inside ``writing``."""
    decide_rows(desk, [(row_id, payment_id, reason)])


def return_surplus(desk: Desk, row_id: int, reason: str) -> None:
    """Note that the bureau has returned the surplus of a row; only inside ``writing``."""
    desk.store.add(
        SelfPaidReturn(
            row_id=row_id,
            part="surplus",
            reversal_id=None,
            payment_id=None,
            reason=reason,
            business_date=desk.business_date,
            **desk.stamp(),
        )
    )


def keep_rows(
    desk: Desk, file: PaidFile, rows: Sequence[tuple[str, Finding, int | None]]
) -> dict[str, int]:
    """Keep the rows of a file; return their numbers by what identifies them."""
    kept = desk.store.add(
        SelfPaidFile(
            name=file.name,
            digest=file.digest,
            rows=len(file.rows),
            business_date=desk.business_date,
            **desk.stamp(),
        )
    )
    added = desk.store.add_all(
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
            kind=finding.row.kind,
            channel_text=finding.row.channel_text or None,
            original=finding.row.original or None,
        )
        for identity, finding, payment_id in rows
    )
    return {each.identity: each.id for each in added}


def keep_returns(
    desk: Desk,
    done: Sequence[Return],
    ids: Mapping[str, int],
    refunded: Mapping[int, Booked],
) -> None:
    """Keep what went back at the bureau; ``refunded`` are the refunds by the entry they end."""
    if not done:
        return
    stamp = desk.stamp()
    desk.store.add_all(
        SelfPaidReturn(
            row_id=ids[each.row],
            part=each.part,
            reversal_id=ids[each.reversal],
            payment_id=refunded[each.entry_id].payment_id if each.entry_id is not None else None,
            reason="",
            business_date=desk.business_date,
            **stamp,
        )
        for each in done
    )


def decide_rows(desk: Desk, decided: Sequence[tuple[int, int | None, str]]) -> None:
    """Keep what became of rows: the number of each, its entry if it has one, the reason."""
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
