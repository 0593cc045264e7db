"""The half-monthly report as one plain document, for ``--json``. Amounts are integer fen."""

from typing import Any

from reports.progress.figures import InsuranceProgress, ProgressReport, ProgressRow


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
                "rows": [{"village": row.village, **_figures(row)} for row in each.rows],
                "total": _figures(each.total),
                "standing": [_standing(each, row) for row in (*each.rows, each.total)],
                **_moved(each),
                "pace": each.pace,
                "funders": each.funders,
                "hardship_categories": each.categories,
            }
            for each in report.insurances
        },
        "channels": {
            each.channel: {"payments": each.payments, "amount_fen": each.amount_fen}
            for each in report.channels
        },
        "phases": report.phases,
        "corrections": report.corrections,
        "notes": list(report.notes),
        "ledger_head": report.ledger_head or None,
    }


def _moved(each: InsuranceProgress) -> dict[str, Any]:
    """What villages took along to another township, or brought, where there is any."""
    moved = {"moved_out": each.moved_out, "moved_in": each.moved_in}
    return {name: _figures(row) for name, row in moved.items() if row is not None}


def _figures(row: ProgressRow) -> dict[str, Any]:
    return {
        "target": row.target,
        "people_this_period": row.people_this_period,
        "people_to_date": row.people_to_date,
        "rate": None if row.rate is None else round(row.rate, 4),
        "personal_fen_this_period": row.personal_fen_this_period,
        "personal_fen_to_date": row.personal_fen_to_date,
        "subsidised_people_to_date": row.subsidised_people_to_date,
        "subsidy_fen_to_date": row.subsidy_fen_to_date,
        "hardship_people": row.hardship_people,
        "hardship_covered": row.hardship_covered,
    }


def _standing(each: InsuranceProgress, row: ProgressRow) -> dict[str, Any]:
    """What a line says beside its figures: last year, rank, what is missing to the target."""
    return {
        "village": row.village,
        "last_year_people": row.last_year_people,
        "rank": each.ranks.get(row.village),
        "to_target": row.to_target,
    }
