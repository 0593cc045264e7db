"""Taking what a cadre hands in for a village: an entry for each family, under shared papers."""

from dataclasses import replace

from models.base.errors import BadInput, RefusedByRule
from models.base.money import format_yuan
from models.base.text import check_clean, squeeze
from models.counter.conflict import PaperUsed, find_papers, paper_words, same_slips
from models.counter.payers import ReceiptLine, refuse_channels
from models.counter.replay import FirstEntry
from models.counter.request import PaymentRequest, check_money
from models.counter.second_look import check_slip_dates, refuse_doubts
from models.counter.village.plan import plan_village
from models.counter.village.values import (
    KIND_TITLES,
    FamilyReceipt,
    PlannedFamily,
    VillagePerson,
    VillagePlan,
    VillageReceipt,
    VillageRequest,
)
from models.ledger.booking import Booked, book_entries
from models.ledger.entry import Entry
from models.ledger.vouchers import voucher_warnings
from models.people.households.families import load_household
from models.station.closed_days import refuse_future
from models.station.desk import Desk
from models.store.tables.ledger import HandedIn

_MOST_NAMED = 3
_LONGEST_NAME = 20


def take_village(desk: Desk, request: VillageRequest) -> VillageReceipt:
    """Take a village's list in one transaction, each family with an entry of its own.

    Its papers stand under the first entry, and all share them; who has nothing to pay needs none.
    The same list with the same papers answers with the first receipts. Raises RefusedByRule where
    somebody cannot be taken as listed and nobody said to leave them out (``list_differs``), where
    nobody is to be taken (``nothing_to_pay``) or the amount is not what is due
    (``amount_not_due``); BadInput for papers that do not fit.
    """
    brought_by = check_clean(squeeze(request.brought_by), "交款人")[:_LONGEST_NAME]
    with desk.writing("pay"):
        refuse_future(desk.business_date)
        desk = desk.refreshed()
        plan = plan_village(desk, request.listed)
        found = find_papers(desk, request.slips, request.cash)
        if found is not None:
            return _again(desk, request, plan, found)
        _refuse_differences(plan, request)
        check_slip_dates(desk, request.slips)
        told = refuse_doubts(desk, request.slips, request.confirmed)
        entries = _draft(desk, plan, request, f"{brought_by}代收" if brought_by else "村里代收")
        booked = book_entries(desk, entries, request.second)
        _share_papers(desk, entries, booked)
        for entry, posted in zip(entries, booked, strict=True):
            what = f"{posted.receipt} {entry.amount_fen}"
            desk.record("pay", f"payment {posted.payment_id}", what)
    return VillageReceipt(
        village=plan.village,
        receipts=tuple(map(_receipt, plan.families, booked)),
        amount_fen=plan.amount_fen,
        replayed=False,
        left_out=plan.differences,
        missing=tuple(each for family in plan.families for each in family.payers.missing),
        warnings=(
            *dict.fromkeys(said for each in plan.families for said in each.payers.warnings),
            *told,
            *(voucher_warnings(desk, request.cash.voucher) if request.cash else ()),
        ),
    )


def _refuse_differences(plan: VillagePlan, request: VillageRequest) -> None:
    differing = plan.differences
    if differing and not request.leaves_out:
        causes = sorted(differing, key=lambda each: each.kind == "waits")
        named = "；".join(map(_words, causes[:_MOST_NAMED]))
        more = f" 等 {len(differing)} 处" if len(differing) > _MOST_NAMED else ""
        raise RefusedByRule(
            f"名单和花名册有出入，没有入账：{named}{more}。请预览核对；看过了先不收这些的，"
            "请写明「有出入的先不收」",
            "list_differs",
        )
    if not plan.families:
        raise RefusedByRule("名单上没有现在能收的人，没有入账；请预览核对", "nothing_to_pay")


def _words(each: VillagePerson) -> str:
    """Return who differs and how, without an identity number."""
    who = " ".join(filter(None, (each.where, each.household and f"{each.household} 户", each.name)))
    note = f"（{each.note}）" if each.note else ""
    return f"{who} {KIND_TITLES[each.kind]}{note}"


def _draft(
    desk: Desk, plan: VillagePlan, request: VillageRequest, reason: str
) -> tuple[Entry, ...]:
    """Return an entry for each family; the first that pays bears the papers, whole."""
    due_fen = plan.amount_fen
    if request.amount_fen is not None and request.amount_fen != due_fen:
        raise RefusedByRule(
            f"应收 {format_yuan(due_fen)} 元，与所填 {format_yuan(request.amount_fen)} 元不符，"
            "没有入账；请预览核对人员和金额",
            "amount_not_due",
        )
    asked = PaymentRequest((), request.slips, request.cash)
    check_money(asked, due_fen)
    if request.slips and not due_fen:
        raise BadInput("名单上都不用缴钱，不用签购单；请去掉签购单号码")
    slips = request.slips
    if len(slips) == 1:
        slips = (replace(slips[0], amount_fen=due_fen),)
    bearer = next((each for each in plan.families if each.amount_fen), None)
    entries = []
    for each in plan.families:
        channel = asked.channel if each.amount_fen else "no_charge"
        refuse_channels(desk, each.lines, channel)
        entries.append(
            Entry(
                kind="payment",
                channel=channel,
                business_date=desk.business_date,
                lines=each.lines,
                slips=slips if each is bearer else (),
                cash=request.cash if each is bearer else None,
                chose_members=True,
                reason=reason,
            )
        )
    return tuple(entries)


def _share_papers(desk: Desk, entries: tuple[Entry, ...], booked: list[Booked]) -> None:
    """Keep that the entries with money share the papers of the first of them."""
    paying = [
        posted.payment_id for entry, posted in zip(entries, booked, strict=True) if entry.amount_fen
    ]
    if len(paying) > 1:
        desk.store.add_all(
            HandedIn(station_id=desk.station_id, entry_id=each, papers_id=paying[0])
            for each in paying
        )


def _receipt(family: PlannedFamily, posted: Booked) -> FamilyReceipt:
    return FamilyReceipt(
        receipt=posted.receipt,
        household=family.household.number,
        head=family.household.head,
        amount_fen=family.amount_fen,
        lines=family.payers.receipt_lines(family.lines),
    )


def _again(
    desk: Desk, request: VillageRequest, plan: VillagePlan, found: FirstEntry
) -> VillageReceipt:
    """Answer with the first receipts where the list is the same; raise PaperUsed where not.

    It is when its people are those who paid, and nobody is left on it who still could.
    """
    named = {(each.id_number, each.insurance) for each in plan.people if each.receipt}
    paid = {(each.id_number, each.insurance) for each in found.lines if each.amount_fen}
    words = paper_words(request.slips, request.cash)
    if found.is_reversed and not found.elsewhere:
        raise RefusedByRule(
            f"{words}的{found.receipt_words}里有已撤销或退费的，不能再用", "slip_reversed"
        )
    if (
        found.elsewhere
        or found.kind != "payment"
        or plan.families
        or not paid <= named
        or request.amount_fen not in (None, found.amount_fen)
        or not same_slips(found, request.slips)
    ):
        raise PaperUsed(
            f"{words}已用于{found.receipt_words}（{format_yuan(found.amount_fen)} 元），"
            "内容不同，没有入账；请核对单据号码",
            (
                ("收据", f"{found.receipt}（{found.business_date}）", "未入账"),
                ("金额", format_yuan(found.amount_fen), format_yuan(plan.amount_fen)),
                ("户数", str(len(found.receipts)), str(len(plan.families))),
            ),
        )
    homes = {each: load_household(desk, each) for each in found.present_household_ids}
    return VillageReceipt(
        village=plan.village,
        receipts=tuple(
            FamilyReceipt(
                receipt=each.receipt,
                household=home.number if home else "",
                head=home.head if home else "",
                amount_fen=each.amount_fen,
                lines=tuple(
                    ReceiptLine(line.id_number, line.name, line.insurance, line.amount_fen)
                    for line in each.lines
                ),
            )
            for each in found.receipts
            for home in (homes.get(each.household_id),)
        ),
        amount_fen=found.amount_fen,
        replayed=True,
    )
