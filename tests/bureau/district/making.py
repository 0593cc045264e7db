"""Reports as stations would send them, without a station."""

import datetime as dt
from pathlib import Path
from typing import Any

from models.base.dates import HalfMonth
from models.bureau.district.values import SentReport, sent_report
from reports.rendering.machine_part import add_machine_part
from reports.rendering.sheet import Workbook, workbook_bytes

NOVEMBER = HalfMonth(2019, 11, is_second=True)
OCTOBER = HalfMonth(2019, 10, is_second=True)


def line(to_date: int, this_period: int = 0, **more: int) -> dict[str, int]:
    """Return a total line of a report."""
    return {
        "people_this_period": this_period,
        "people_to_date": to_date,
        "personal_fen_to_date": to_date * 250_00,
        "subsidy_fen_to_date": 0,
        "hardship_people": 0,
        "hardship_covered": 0,
        **more,
    }


def document(
    station: str,
    period: HalfMonth = NOVEMBER,
    number: str = "2019-004",
    notice: str = "lengshuitan-2019",
    **insurances: dict[str, int],
) -> dict[str, Any]:
    """Return a report's document; insurances are their total lines."""
    return {
        "notice": notice,
        "station": station,
        "period": {"from": period.first_day.isoformat(), "to": period.last_day.isoformat()},
        "insurances": {
            name: {"levy_year": 2020 if name == "medical" else 2019, "total": total}
            for name, total in insurances.items()
        },
        "submission": {
            "number": number,
            "sent_on": dt.date(2019, 12, 1).isoformat(),
            "operator": "王芳",
            "reviewer": "李站长",
        },
    }


def report(station: str, period: HalfMonth = NOVEMBER, **insurances: dict[str, int]) -> SentReport:
    """Return a report as it is read from its file."""
    return sent_report(document(station, period, **insurances))


def write_report(path: Path, sent: dict[str, Any]) -> Path:
    """Write a report's file: a sheet to look at, and the part that programs read."""

    def fill(book: Workbook) -> None:
        sheet = book.add_sheet("医疗保险")
        sheet.write_string(0, 0, sent["station"])
        for place, (name, value) in enumerate(sent["insurances"]["medical"]["total"].items(), 1):
            sheet.write_string(place, 0, name)
            sheet.write_number(place, 1, value)
        sheet.write_number(9, 1, 0.123456789012)
        day = dt.datetime.combine(dt.date(2019, 11, 30), dt.time())
        sheet.write_datetime(9, 2, day, book.style("date"))
        add_machine_part(book, sent)

    path.write_bytes(workbook_bytes(dt.date(2019, 11, 30), fill))
    return path
