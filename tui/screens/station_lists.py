"""The station's lists by name: collected, as grids for the screen, written as workbooks.

Nothing here needs the screen: the work is done in a process of its own.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from models.base.dates import HalfMonth, Span
from models.base.errors import BadInput
from models.bureau.district.roll_up import roll_up
from models.checks.trail import Wanted, record_export
from models.ledger.agency_fee import agency_fee
from models.search.narrow import Initials
from models.station.desk import Desk
from reports.agency_fee import agency_fee_listings
from reports.audit_trail import trail_listing
from reports.bulletin import bulletin_listings
from reports.collectors import collectors_listing
from reports.differences.gather import gather_differences
from reports.differences.listing import difference_listings
from reports.expiring import expiring_listing
from reports.late_entries import late_listing
from reports.listing.grid import Grid, grid_of
from reports.listing.values import Listing, masked, whole_numbers
from reports.listing.view import View, as_seen
from reports.papers.paid_posting import paid_postings
from reports.people_lists.dunning_listing import dunning_listing
from reports.people_lists.hardship_listing import uncovered_listing
from reports.people_lists.not_renewed_listing import not_renewed_listing
from reports.people_lists.payment_ledger import ledger_listing
from reports.people_lists.roster import roster_listing
from reports.receipt_register.gather import gather_register
from reports.receipt_register.listing import register_listing
from reports.receivables.gather import gather_receivables
from reports.receivables.listing import receivable_listings
from reports.receivables.owed import gather_owed, owed_listings
from reports.reconciliation.gather import gather_reconciliation
from reports.reconciliation.listing import reconcile_listings
from reports.refund_applications import applications_listing
from reports.refund_form import refund_listings_between
from reports.refunds_waiting import refunds_waiting_listing
from reports.self_paid.exceptions import exception_listings, gather_paid_exceptions
from reports.settlement_of_receipts import settlement_listings
from reports.submission import sent_reports, submissions_listing
from reports.uninsured.figures import uninsured_listing
from reports.vouchers import voucher_listings
from tui.frame.folders import free_path
from tui.frame.notices import find_notice

Make = Callable[[Desk, HalfMonth], tuple[Listing, ...]]


def _bulletin(desk: Desk, period: HalfMonth) -> tuple[Listing, ...]:
    """Return the bulletin of the period's month by what the stations of the store sent."""
    month = HalfMonth(period.year, period.month, is_second=False)
    sent = sent_reports(desk.store, month)
    if not sent:
        raise BadInput("本库各站还没有上报这个月的半月报，没有可汇总的")
    return bulletin_listings(roll_up(find_notice(sent[0].notice), month, sent))


def _refuse_without_fee(desk: Desk) -> None:
    """Refuse where the notice gives no fee; of a day without entries nothing else is read."""
    agency_fee(desk, dt.date.min, dt.date.min)


def _refuse_nothing(desk: Desk) -> None:
    """Let a list be made at every station."""


@dataclass(frozen=True)
class StationList:
    """A list to choose; ``refuse`` raises at once what makes it impossible at a station."""

    title: str
    make: Make
    refuse: Callable[[Desk], None] = _refuse_nothing


REFUNDS_WAITING, EXPIRING, APPLICATIONS = "待复核退费", "类别将到期", "退费申请登记"

LISTS = (
    StationList("催缴名单", lambda desk, _: (dunning_listing(desk),)),
    StationList(
        "催缴电话（该先联系的在前）", lambda desk, _: (dunning_listing(desk, order="call"),)
    ),
    StationList("未续保名单", lambda desk, _: (not_renewed_listing(desk),)),
    StationList("应保尽保未参保名单", lambda desk, _: (uncovered_listing(desk),)),
    StationList(EXPIRING, lambda desk, _: (expiring_listing(desk),)),
    StationList("未参保原因统计", lambda desk, _: (uninsured_listing(desk),)),
    StationList("参保人员花名册", lambda desk, _: (roster_listing(desk),)),
    StationList("已参保公示", lambda desk, _: paid_postings(desk)),
    StationList(
        "缴费台账（本期）",
        lambda desk, period: (ledger_listing(desk, period.first_day, period.last_day),),
    ),
    StationList(
        "缴费登记簿（本期）",
        lambda desk, period: (
            register_listing(gather_register(desk, period.first_day, period.last_day)),
        ),
    ),
    StationList(
        "退费单（本期）",
        lambda desk, period: refund_listings_between(desk, period.first_day, period.last_day),
    ),
    StationList(REFUNDS_WAITING, lambda desk, _: (refunds_waiting_listing(desk),)),
    StationList("税收票证登记簿", lambda desk, _: voucher_listings(desk)),
    StationList(
        "补录清单（本期）",
        lambda desk, period: (late_listing(desk, period.first_day, period.last_day),),
    ),
    StationList(
        "票款结报（本期）",
        lambda desk, period: settlement_listings(desk, Span.parse(str(period))),
    ),
    StationList(
        "POS 收单对账（本期）",
        lambda desk, period: reconcile_listings(
            gather_reconciliation(desk, period.first_day, period.last_day)
        ),
    ),
    StationList(
        "代征手续费（本期）",
        lambda desk, period: agency_fee_listings(desk, Span.parse(str(period))),
        _refuse_without_fee,
    ),
    StationList(
        "资助资金往来",
        lambda desk, _: receivable_listings(gather_receivables(desk), has_people=True),
    ),
    StationList("先征后补尚欠个人", lambda desk, _: owed_listings(gather_owed(desk))),
    StationList("补退差额", lambda desk, _: difference_listings(gather_differences(desk))),
    StationList(
        "自行缴费数据例外", lambda desk, _: exception_listings(gather_paid_exceptions(desk))
    ),
    StationList(APPLICATIONS, lambda desk, _: (applications_listing(desk),)),
    StationList("代征人员登记表", lambda desk, _: (collectors_listing(desk),)),
    StationList("半月报上报登记", lambda desk, _: (submissions_listing(desk),)),
    StationList(
        "操作记录（本期）",
        lambda desk, period: (trail_listing(desk, Wanted(period.first_day, period.last_day)),),
        lambda desk: desk.require("read_audit"),
    ),
    StationList("月度通报（本月）", _bulletin),
)


@dataclass(frozen=True)
class Written:
    """A file that was written; ``has_numbers``: identity numbers stand in it in full."""

    path: Path
    has_numbers: bool

    @property
    def words(self) -> str:
        """What a clerk is told of it."""
        care = "；文件含完整证件号码，请妥善保管" if self.has_numbers else ""
        return f"已写入 {self.path}{care}"


def listing_grids(desk: Desk, title: str, period: HalfMonth) -> tuple[Grid, ...]:
    """Return a list of a title as it is shown on a screen: identity numbers are masked there."""
    return tuple(grid_of(masked(listing)) for listing in _made(desk, title, period))


def write_listing(
    desk: Desk, title: str, period: HalfMonth, view: View, initials: Initials
) -> Written:
    """Write a list as it is seen into the current folder, as ``write_seen``."""
    return write_seen(desk, _made(desk, title, period), view, initials)


def write_seen(desk: Desk, made: tuple[Listing, ...], view: View, initials: Initials) -> Written:
    """Write lists as a workbook into the current folder; never over an existing file."""
    from reports.listing.workbook import write_listings_workbook

    listings = as_seen(made, view, initials)
    path = free_path(f"{listings[0].file_stem}.xlsx")
    record_export(desk, path.name)
    write_listings_workbook(listings, path)
    return Written(path, any(whole_numbers(each) for each in listings))


def _made(desk: Desk, title: str, period: HalfMonth) -> tuple[Listing, ...]:
    return next(each.make(desk, period) for each in LISTS if each.title == title)
