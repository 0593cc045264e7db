"""Two stations in one store, whose numbers are equal: each reports its own alone."""

import datetime as dt
import random
from collections.abc import Iterable, Iterator
from typing import Any

from models.base.dates import HalfMonth, Span
from models.counter.receipt.printing import print_receipt
from models.counter.refund import approve_refund, request_refund
from models.station.desk import Desk
from models.station.filled_figures import record_figure
from models.station.targets import share_targets
from reports.collectors import collectors_listing
from reports.differences.gather import gather_differences
from reports.differences.listing import difference_listings
from reports.listing.document import listing_document
from reports.listing.values import Listing
from reports.people_lists.dunning_listing import dunning_listing
from reports.people_lists.hardship_listing import uncovered_listing
from reports.people_lists.payment_ledger import ledger_listing
from reports.people_lists.roster import roster_listing
from reports.progress.behind import FIGURE_TITLES, people_behind
from reports.progress.document import progress_document
from reports.progress.gather import gather_progress
from reports.receipt_register.gather import gather_register
from reports.receipt_register.listing import register_listing
from reports.receivables.gather import gather_receivables
from reports.receivables.listing import receivable_listings
from reports.receivables.owed import gather_owed, owed_listings
from reports.reconciliation.gather import gather_reconciliation
from reports.reconciliation.listing import reconcile_listings
from reports.self_paid.exceptions import exception_listings, gather_paid_exceptions
from reports.settlement_of_receipts import settlement_listings
from reports.submission import submissions_listing
from reports.takings import takings_lines
from tests.making import pay, person, register_people, second_at
from tests.reports.stations import DAYS, live
from tests.villages.plans import carry_out, move_out, neighbour

_PERIODS = [HalfMonth.parse(text) for text in ("2019-10-H2", "2019-11-H1", "2019-11-H2")]


def _listings(desk: Desk) -> Iterable[Listing]:
    yield roster_listing(desk)
    yield ledger_listing(desk)
    yield dunning_listing(desk)
    yield uncovered_listing(desk)
    yield collectors_listing(desk)
    yield register_listing(gather_register(desk))
    yield submissions_listing(desk)
    yield from difference_listings(gather_differences(desk))
    yield from receivable_listings(gather_receivables(desk), has_people=True)
    yield from owed_listings(gather_owed(desk))
    yield from reconcile_listings(gather_reconciliation(desk, DAYS[0], DAYS[-1]))
    yield from exception_listings(gather_paid_exceptions(desk))
    for period in _PERIODS:
        yield from settlement_listings(desk, Span(period.first_day, period.last_day, str(period)))


def _reports(desk: Desk) -> Iterator[Any]:
    """Yield every report of a station, and who stands behind each figure of the half-months."""
    for listing in _listings(desk):
        yield listing_document(listing)
    yield takings_lines(desk)
    for period in _PERIODS:
        yield progress_document(gather_progress(desk, period))
        for insurance in desk.insurances:
            for figure in FIGURE_TITLES:
                yield insurance, figure, people_behind(desk, period, insurance, None, figure)


def _live(desk: Desk, seed: int) -> Desk:
    for insurance in desk.insurances:
        share_targets(desk, insurance)
    live(desk, random.Random(seed))
    record_figure(desk.on(DAYS[-1]), "medical.personal", "280", "湘医保发〔2019〕1号")
    return desk.on(DAYS[-1]).refreshed()


def test_what_one_station_does_stands_in_no_report_of_the_other(desk: Desk) -> None:
    here = _live(desk, 1)
    before = list(_reports(here))
    there = neighbour(desk)
    register_people(there, person(village="戊村"))  # so that equal villages have other numbers
    there = _live(there, 2)
    assert list(_reports(here)) == before
    theirs = list(_reports(there))
    people = [each for each in theirs if _has_people(each)]
    assert len(people) > 10 and not any(each in before for each in people)
    live(here, random.Random(3))
    assert list(_reports(there)) == theirs


def _has_people(report: Any) -> bool:
    return isinstance(report, tuple) and bool(report[-1])


def test_the_register_knows_the_own_reversals_and_prints(desk: Desk) -> None:
    here, there = desk, neighbour(desk)
    for trace, (each, village) in enumerate(((here, "甲村"), (there, "戊村")), 1):
        family = register_people(
            each, person("张三", village=village), person("李四", village=village)
        )
        receipt = pay(each, trace=trace).receipt
        members = frozenset([family[trace - 1].id_number])
        request_refund(each, receipt, "重复", members)
        approve_refund(second_at(each), receipt)
    print_receipt(there, "2019-000001")
    for each, village, prints in ((here, "甲村", 0), (there, "戊村", 1)):
        paid, back = gather_register(each).rows
        assert (paid.household, paid.people, paid.prints) == (f"{village} 0001", 2, prints)
        assert (paid.state, paid.reversed_by) == ("部分退费", ("2019-000002",))
        assert (back.state, back.people) == ("退费 2019-000001", 1)


def test_who_paid_at_the_former_station_is_on_the_roster_of_the_present_one(desk: Desk) -> None:
    here, there = desk, neighbour(desk)
    register_people(there, person("赵六", household="1", village="戊村"))
    who, *_ = register_people(
        here,
        person("张三", household="1", village="甲村", relation="户主"),
        person("李四", household="2", village="乙村"),
    )
    for trace, each in enumerate((here, there), 1):
        pay(each.on(dt.date(2019, 11, 5)), "1", trace=trace)
    carry_out(here, move_out("甲村", "黄阳司镇"))

    def listed(at: Desk, day: int) -> list[tuple[object, ...]]:
        listing = roster_listing(at.on(dt.date(2019, 11, day)))
        rows: list[tuple[object, ...]] = [(*row[:3], *row[9:]) for row in listing.rows]
        assert listing.total[2] == f"{len(rows)} 人"
        return rows

    their_own = ("戊村", "1", "赵六", 25000, "2019-000001", None)
    moved = ("甲村", "1", "张三", 25000, "2019-000001", None)
    assert (listed(here, 9), listed(there, 9)) == ([moved], [their_own])
    assert listed(here, 14) == []
    assert sorted(listed(there, 14)) == sorted([their_own, moved])
    period = HalfMonth.parse("2019-11-H1")
    behind = [
        each.masked_number
        for each in people_behind(there, period, "medical", "甲村", "people_to_date")
    ]
    assert behind == [f"{who.id_number[:6]}********{who.id_number[-4:]}"]
    assert people_behind(here, period, "medical", None, "people_to_date") == ()
