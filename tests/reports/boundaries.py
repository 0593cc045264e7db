"""What tests of boundary changes ask of reports: their documents, and the ledger behind them."""

from collections.abc import Iterator

from models.base.dates import HalfMonth
from models.station.desk import Desk
from reports.progress.document import progress_document
from reports.progress.figures import ProgressReport, ProgressRow
from reports.progress.gather import gather_progress

PERIODS = [HalfMonth.parse(f"2019-{text}") for text in ("10-H2", "11-H1", "11-H2", "12-H1")]


def documents(desks: list[Desk], periods: list[HalfMonth]) -> list[object]:
    return [progress_document(gather_progress(desk, each)) for desk in desks for each in periods]


def _rows(report: ProgressReport) -> Iterator[tuple[str, ProgressRow, int]]:
    """Yield every line with what it counts for: what came from outside counts against it."""
    for each in report.insurances:
        for row in each.rows:
            yield each.insurance, row, 1
        if each.moved_out is not None:
            yield each.insurance, each.moved_out, 1
        if each.moved_in is not None:
            yield each.insurance, each.moved_in, -1


_SUMMED = ("people_to_date", "personal_fen_to_date", "subsidy_fen_to_date",
           "people_this_period", "personal_fen_this_period")  # fmt: skip


def check_against_ledger(desk: Desk, period: HalfMonth) -> None:
    report = gather_progress(desk, period)
    first, last = period.first_day.isoformat(), period.last_day.isoformat()
    for insurance in ("medical", "pension"):
        ledger = desk.store.rows(
            "SELECT sum(people), sum(amount_fen), sum(subsidy_fen), "
            "sum(CASE WHEN business_date >= ? THEN people ELSE 0 END), "
            "sum(CASE WHEN business_date >= ? THEN amount_fen ELSE 0 END) FROM payment_line "
            "WHERE station_id = ? AND insurance = ? AND business_date <= ?",
            (first, first, desk.station_id, insurance, last),
        )[0]
        told = tuple(
            sum(
                sign * getattr(row, name)
                for which, row, sign in _rows(report)
                if which == insurance
            )
            for name in _SUMMED
        )
        assert told == tuple(int(each or 0) for each in ledger)
