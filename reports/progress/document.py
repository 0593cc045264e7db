"""The half-monthly report as one plain document, for ``--json``. Amounts are integer fen."""

from collections.abc import Iterable
from typing import Any

from reports.progress.declared import FIGURES
from reports.progress.figures import (
    ChannelFigures,
    InsuranceProgress,
    ProgressReport,
    ProgressRow,
)


def progress_document(report: ProgressReport) -> dict[str, Any]:
    """Return the report as nested dictionaries and lists, ready to be written as JSON."""
    return {
        "notice": report.notice,
        "station": report.station,
        "period": {
            "from": report.period.first_day.isoformat(),
            "to": report.period.last_day.isoformat(),
        },
        "insurances": {
            each.insurance: {
                "levy_year": each.levy_year,
                "rows": [{"village": row.village, **figures_part(each, row)} for row in each.rows],
                "total": figures_part(each, each.total),
                "standing": [
                    {"village": row.village, **_part(each, row, "standing")}
                    for row in (*each.rows, each.total)
                ],
                **_moved(each),
                "pace": each.pace,
                **_beside(each),
                "funders": each.funders,
                "hardship_categories": each.categories,
            }
            for each in report.insurances
        },
        "channels": channels_part(report.channels),
        "phases": report.phases,
        "corrections": report.corrections,
        "notes": list(report.notes),
        "ledger_head": report.ledger_head or None,
    }


def _beside(each: InsuranceProgress) -> dict[str, Any]:
    """How far the asked rates are, and what other levy years had, where there is any."""
    beside = {"goals": each.stated_goals, "other_years": each.other_years}
    return {name: stated for name, stated in beside.items() if stated}


def _moved(each: InsuranceProgress) -> dict[str, Any]:
    """What villages took along to another township, or brought, where there is any."""
    moved = {"moved_out": each.moved_out, "moved_in": each.moved_in}
    return {name: figures_part(each, row) for name, row in moved.items() if row is not None}


def figures_part(each: InsuranceProgress, row: ProgressRow) -> dict[str, Any]:
    """Return the figures of a line that every report of villages states."""
    return _part(each, row, "figures")


def channels_part(channels: Iterable[ChannelFigures]) -> dict[str, Any]:
    """Return what came in, by channel."""
    return {
        each.channel: {"payments": each.payments, "amount_fen": each.amount_fen}
        for each in channels
    }


def _part(each: InsuranceProgress, row: ProgressRow, part: str) -> dict[str, Any]:
    """Return a line's figures that stand in a part of the document; rates to four decimals."""
    values = each.values(row)
    return {
        figure.key: round(value, 4) if isinstance(value := values[figure.key], float) else value
        for figure in FIGURES
        if figure.part == part and not (figure.is_added and not each.states(figure.key))
    }
