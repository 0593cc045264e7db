"""Opening the next round in the same store, and taking back one that was opened by mistake.

Rosters, families, categories, contacts, accounts, terminals, collectors and villages belong to
the station and carry over; only the notice, its figures and its targets are new.
"""

import datetime as dt

from models.base import clock
from models.base.errors import BadInput, RefusedByRule
from models.base.terms import INSURANCE_TITLES, Insurance
from models.base.text import check_clean, squeeze
from models.levy.notice import Notice
from models.station.desk import Desk
from models.station.kept_notice import keep_notice
from models.station.round import OpenRound, round_numbered
from models.station.targets import add_targets, check_township
from models.store.tables.station import Round, RoundWithdrawal, Target
from models.store.writing import Store

_ENTERED = (
    "SELECT count(*) FROM payment_line WHERE station_id = ? AND insurance = ? AND levy_year = ?"
)
_ENROLLED = (
    "SELECT coalesce(sum(people), 0) FROM payment_line "
    "WHERE station_id = ? AND insurance = ? AND levy_year = ?"
)


def begin_round(
    store: Store,
    station_id: int,
    notice: Notice,
    business_date: dt.date,
    operator_id: int,
    source: bytes,
) -> Round:
    """Add a round to a station; only inside a writing transaction.

    ``source`` is the text its notice was read from: with it, the notice is kept as read.
    """
    if source:
        keep_notice(store, station_id, notice, source)
    return store.add(
        Round(
            station_id=station_id,
            notice=notice.id,
            opened_on=business_date,
            operator_id=operator_id,
            recorded_at=clock.timestamp(),
        )
    )


def open_round(desk: Desk, notice: Notice, source: bytes = b"") -> OpenRound:
    """Open the next round under a notice, from the business date on, with its targets.

    Raises BadInput for a township its annexes do not name, RefusedByRule where a levy year of
    one of its insurances belongs to a round already, or the notice has a round.
    """
    check_township(notice, desk.township)
    with desk.writing("open_round"):
        desk = desk.refreshed()
        _refuse_known(desk, notice)
        row = begin_round(
            desk.store,
            desk.station_id,
            notice,
            desk.business_date,
            desk.operator_id(),
            source,
        )
        add_targets(desk.store, desk.station_id, notice, desk.township)
        desk.record("open_round", f"round {row.id}", notice.id)
    return OpenRound(number=row.id, opened_on=row.opened_on, bare=notice)


def withdraw_round(desk: Desk, number: int, reason: str) -> OpenRound:
    """Take back a round that was opened by mistake, while nothing has been entered in it.

    Raises BadInput for an unknown number or without a reason, RefusedByRule for the only round
    and for one with entries or figures.
    """
    reason = check_clean(squeeze(reason), "原因")
    if not reason:
        raise BadInput("请写明「原因」，撤回轮次要有理由")
    with desk.writing("withdraw_round"):
        desk = desk.refreshed()
        found = round_numbered(desk.rounds, number)
        if len(desk.rounds) == 1:
            raise RefusedByRule("本站只有这一个轮次，不能撤回", "only_round")
        _refuse_used(desk, found)
        for insurance, rules in found.bare.insurances.items():
            desk.store.remove(
                Target,
                station_id=desk.station_id,
                insurance=insurance,
                levy_year=rules.levy_year,
            )
        desk.store.add(
            RoundWithdrawal(
                round_id=number, reason=reason, business_date=desk.business_date, **desk.stamp()
            )
        )
        desk.record("withdraw_round", f"round {number}", reason)
    return found


def enrolled_in(desk: Desk, each: OpenRound) -> dict[Insurance, int]:
    """Return how many people are enrolled for the levy year of each insurance of a round."""
    return {
        insurance: desk.store.number(_ENROLLED, (desk.station_id, insurance, rules.levy_year))
        for insurance, rules in each.notice_on(desk.business_date).insurances.items()
    }


def _refuse_known(desk: Desk, notice: Notice) -> None:
    for each in desk.rounds:
        if each.bare.id == notice.id:
            raise RefusedByRule(f"通知 {notice.id} 已是本站第 {each.number} 轮", "round_open")
        standing = each.notice_on(desk.business_date).insurances
        for insurance, rules in notice.insurances.items():
            if insurance in standing and standing[insurance].levy_year == rules.levy_year:
                raise RefusedByRule(
                    f"{INSURANCE_TITLES[insurance]} {rules.levy_year} 年度已属于第 {each.number} "
                    f"轮（{each.bare.id}），一个年度只能属于一轮；请核对新通知的年度",
                    "levy_year_taken",
                )


def _refuse_used(desk: Desk, found: OpenRound) -> None:
    for insurance, rules in found.bare.insurances.items():
        if desk.store.number(_ENTERED, (desk.station_id, insurance, rules.levy_year)):
            raise RefusedByRule(
                f"第 {found.number} 轮的{INSURANCE_TITLES[insurance]} {rules.levy_year} 年度"
                "已有缴费记录，不能撤回",
                "round_used",
            )
    if found.figures:
        raise RefusedByRule(f"第 {found.number} 轮已填入过数字，不能撤回", "round_used")
