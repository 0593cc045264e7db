"""The receivables as one JSON document: amounts in fen, identity numbers masked."""

from typing import Any

from models.base.text import mask_id
from models.bureau.funders.shares import FundedShare
from models.bureau.funders.transfer import FunderTransfer
from reports.receivables.gather import ReceivableReport, ReceivableRow, SettlementGroup


def receivable_document(report: ReceivableReport, *, has_people: bool = False) -> dict[str, Any]:
    """Return the report as plain values; ``has_people`` adds the list behind every row."""
    return {
        "station": report.station,
        "as_of": report.as_of,
        "filters": report.filters,
        "rows": [_row(each, has_people=has_people) for each in report.rows],
        "totals": {group.settlement: _sums(group) for group in report.groups},
        "owed_to_people": {"people": report.owed_people, "amount_fen": report.owed_fen},
    }


def transfer_document(transfer: FunderTransfer) -> dict[str, Any]:
    """Return one transfer."""
    return {
        "transfer": transfer.transfer_id,
        "insurance": transfer.insurance,
        "levy_year": transfer.levy_year,
        "funder": transfer.funder,
        "category": transfer.category,
        "settlement": transfer.settlement,
        "amount_fen": transfer.amount_fen,
        "received_on": transfer.received_on,
        "paper": transfer.paper,
    }


def _row(row: ReceivableRow, *, has_people: bool) -> dict[str, Any]:
    document = {
        "insurance": row.insurance,
        "levy_year": row.levy_year,
        "settlement": row.settlement,
        "funder": row.funder,
        "category": row.category,
        **_sums(row),
        "transfers": [transfer_document(each) for each in row.transfers],
    }
    if has_people:
        document["list"] = [_person(each) for each in row.shares]
    return document


def _sums(of: ReceivableRow | SettlementGroup) -> dict[str, int]:
    return {
        "people": of.people,
        "due_fen": of.due_fen,
        "afterwards_people": of.afterwards_people,
        "afterwards_fen": of.afterwards_fen,
        "transferred_fen": of.transferred_fen,
        "difference_fen": of.difference_fen,
    }


def _person(share: FundedShare) -> dict[str, Any]:
    return {
        "village": share.village,
        "household": share.household,
        "name": share.name,
        "masked_number": mask_id(share.id_number),
        "receipt": share.receipt,
        "paid_on": share.paid_on,
        "amount_fen": share.amount_fen,
        "is_afterwards": share.is_afterwards,
    }
