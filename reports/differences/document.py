"""The settlement list as one JSON document; amounts in fen, positive to collect."""

from collections.abc import Iterator, Sequence
from typing import Any

from reports.differences.gather import DifferenceReport, InsuranceDifferences, Sum


def difference_document(report: DifferenceReport) -> dict[str, Any]:
    """Return the list as plain values for JSON."""
    return {
        "station": report.station,
        "on": report.on,
        "insurances": {key: _insurance(each) for key, each in _keyed(report.insurances)},
    }


def _keyed(
    insurances: Sequence[InsuranceDifferences],
) -> Iterator[tuple[str, InsuranceDifferences]]:
    """Yield each under its insurance; those of earlier rounds with the levy year behind it."""
    latest = {each.insurance: each.levy_year for each in insurances}
    for each in insurances:
        is_latest = latest[each.insurance] == each.levy_year
        yield each.insurance if is_latest else f"{each.insurance}@{each.levy_year}", each


def _insurance(each: InsuranceDifferences) -> dict[str, Any]:
    return {
        "levy_year": each.levy_year,
        "figures": each.figures,
        "to_collect": _sum(each.to_collect),
        "to_return": _sum(each.to_return),
        "only_funders": _sum(each.only_funders),
        "collected": _sum(each.collected),
        "returned": _sum(each.returned),
        "open": [
            {
                "village": one.village,
                "household": one.household,
                "name": one.name,
                "id_number": one.id_number,
                "cause": one.cause,
                "category": one.category,
                "former_category": one.former_category,
                "basis": one.basis,
                "receipt": one.receipt,
                "paid_on": one.paid_on,
                "old_standard_fen": one.paid_standard_fen,
                "new_standard_fen": one.new_standard_fen,
                "amount_fen": one.amount_fen,
                "reimbursed_fen": one.reimbursed_fen,
                "shares": one.shares,
                "problem": one.problem or None,
            }
            for one in each.open
        ],
        "settled": each.settled,
    }


def _sum(total: Sum) -> dict[str, int]:
    return {"people": total.people, "amount_fen": total.amount_fen}
