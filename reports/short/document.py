"""A short report as one plain document, for ``--json``. Amounts are integer fen."""

from typing import Any

from reports.progress.document import channels_part, figures_part
from reports.short.figures import ShortInsurance, ShortReport
from reports.short.text import short_text


def short_document(report: ShortReport) -> dict[str, Any]:
    """Return the report; lines have the keys that those of the half-monthly report have."""
    return {
        "station": report.station,
        "period": {"from": report.first, "to": report.last},
        "as_of": report.stands_on,
        "known_at": report.known_at.isoformat(timespec="minutes"),
        "insurances": {each.progress.insurance: _insurance(each) for each in report.insurances},
        "channels": channels_part(report.channels),
        "text": short_text(report),
    }


def _insurance(of: ShortInsurance) -> dict[str, Any]:
    each = of.progress
    document = {
        "levy_year": each.levy_year,
        "rows": [{"village": row.village, **figures_part(each, row)} for row in each.rows],
        "total": figures_part(each, each.total),
        "last": [row.village for row in of.last],
        "other_years": each.other_years,
    }
    return document | ({"days": of.days} if of.days else {})
