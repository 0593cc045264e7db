"""Which reversals on record or in a file can be done now: read, matched, and why others wait."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from models.base.money import format_yuan
from models.bureau.self_paid.kept import (
    KeptRow,
    Standing,
    open_reversals,
    rows_of_numbers,
    standing_entries,
)
from models.bureau.self_paid.read import in_batches, load_payers, marks_for
from models.bureau.self_paid.return_values import Return, Returns, Wanted
from models.bureau.self_paid.reversals import Payment, Reversal, Whose, match_reversals
from models.bureau.self_paid.values import PaidRow, Payer
from models.station.desk import Desk
from models.store.tables.self_paid import ReturnedPart, SelfPaidState

_FORMER = """
SELECT id_number FROM former_number WHERE station_id = ? AND person_id IN ({marks}) ORDER BY id
"""


class _Number(NamedTuple):
    id_number: str


def plan_returns(desk: Desk, wanted: Sequence[Wanted]) -> Returns:
    """Match the reversals among some rows, and those that wait, with what was paid. Read only."""
    asked = {each.identity for each in wanted}
    waiting = [each for each in open_reversals(desk) if each.identity not in asked]
    coming = [each for each in wanted if each.row.is_reversal]
    if not waiting and not coming:
        return Returns()
    numbers = {each.id_number for each in waiting} | {each.row.id_number for each in coming}
    numbers |= _numbers_of(desk, load_payers(desk, numbers).values())
    payers = load_payers(desk, numbers)
    kept = [each for each in rows_of_numbers(desk, numbers) if each.identity not in asked]

    def whose(row: PaidRow | KeptRow) -> Whose:
        payer = payers.get(row.id_number)
        person = payer.member.person_id if payer else row.id_number or row.name
        return person, row.insurance, row.levy_year

    standing = standing_entries(desk, (each.entry_id for each in kept if each.entry_id))
    book = _Book(desk, standing)
    for each in kept:
        book.add_kept(each, whose(each))
    for new in wanted:
        book.add_wanted(new, whose(new.row))
    returns = book.match()
    return replace(returns, stated=_stated(desk, payers.values(), returns.done))


def _stated(desk: Desk, payers: Iterable[Payer], done: Sequence[Return]) -> frozenset[int]:
    """Return the entries by the bureau's word that what went back later ends."""
    last = {each.whose: each.on for each in done if each.part == "whole"}
    found = set()
    for payer in payers:
        for insurance, year, standing in payer.standing:
            on = last.get((payer.member.person_id, insurance, year))
            if on is None or not standing.is_stated:
                continue
            said = desk.store.get(
                SelfPaidState, station_id=desk.station_id, payment_id=standing.payment_id
            )
            if said is not None and said.stated_on <= on:
                found.add(standing.payment_id)
    return frozenset(found)


class _Book:
    """What was paid and what went back, as it is gathered."""

    def __init__(self, desk: Desk, standing: Mapping[int, Standing]) -> None:
        self.desk, self.standing = desk, standing
        self.payments: list[Payment] = []
        self.reversals: list[Reversal] = []
        self.kept: dict[str, KeptRow] = {}
        self.blocked: dict[Whose, str] = {}
        self.known: dict[Whose, list[int]] = defaultdict(list)

    def add_kept(self, row: KeptRow, whose: Whose) -> None:
        """Add a row on record."""
        self.kept[row.identity] = row
        if row.is_reversal:
            if row.is_back or not row.is_decided:
                self._add_reversal(row.identity, row, whose, is_done=row.is_back)
            return
        if not row.is_back:
            self.known[whose].append(row.left_fen)
        entry = self.standing.get(row.entry_id or 0)
        why = self._why_blocked(entry) if entry else ""
        if why:
            self.blocked[whose] = why
            return
        self._add_payment(row, whose, entry is not None)

    def add_wanted(self, new: Wanted, whose: Whose) -> None:
        """Add a row that is to be decided on now."""
        if new.row.is_reversal:
            self._add_reversal(new.identity, new.row, whose, is_done=False)
            return
        row = new.row
        self.known[whose].append(row.amount_fen)
        self.payments.append(
            Payment(new.identity, whose, row.amount_fen, row.paid_on, row.voucher, row.channel)
        )

    def match(self) -> Returns:
        """Return what can be done, and why the rest waits."""
        done = []
        freed_of = set()
        for reversal, payment in match_reversals(self.payments, self.reversals):
            kept = self.kept.get(payment.ref)
            entry_id = kept.entry_id if kept and payment.is_standing else None
            if entry_id is not None:
                freed_of.add(payment.whose)
            words = f"{payment.paid_on} 的 {format_yuan(payment.amount_fen)} 元"
            done.append(
                Return(
                    reversal.ref,
                    payment.ref,
                    payment.part,
                    entry_id,
                    words,
                    payment.whose,
                    reversal.paid_on,
                )
            )
        finished = {each.reversal for each in done}
        taken = {each.row for each in done}
        return Returns(
            tuple(done),
            {
                each.ref: self._why(each)
                for each in self.reversals
                if not each.is_done and each.ref not in finished
            },
            {identity: row.number for identity, row in self.kept.items()},
            tuple(row for identity, row in self.kept.items() if identity in finished),
            self._freed(freed_of, taken),
        )

    def _freed(self, whose: set[Whose], taken: set[str]) -> tuple[KeptRow, ...]:
        of_ref = {each.ref: each.whose for each in self.payments}
        return tuple(
            row
            for identity, row in self.kept.items()
            if row.is_open
            and not row.is_reversal
            and identity not in taken
            and of_ref.get(identity) in whose
        )

    def _add_reversal(
        self, ref: str, row: PaidRow | KeptRow, whose: Whose, *, is_done: bool
    ) -> None:
        self.reversals.append(
            Reversal(
                ref,
                whose,
                row.amount_fen,
                row.paid_on,
                row.voucher,
                row.original,
                row.channel,
                is_done,
            )
        )

    def _add_payment(self, row: KeptRow, whose: Whose, is_standing: bool) -> None:
        def paid(part: ReturnedPart, amount_fen: int, *, is_back: bool, stands: bool) -> Payment:
            return Payment(
                row.identity,
                whose,
                amount_fen,
                row.paid_on,
                row.voucher,
                row.channel,
                stands,
                is_back,
                part,
            )

        self.payments.append(
            paid("whole", row.left_fen, is_back=row.is_back, stands=is_standing and not row.is_back)
        )
        surplus_fen = row.amount_fen - (row.amount_fen if row.taken_fen is None else row.taken_fen)
        is_told = row.is_surplus_back and not row.is_surplus_reversed
        if surplus_fen > 0 and not is_told and (row.is_surplus_reversed or not row.is_back):
            is_back = row.is_surplus_reversed
            self.payments.append(paid("surplus", surplus_fen, is_back=is_back, stands=False))

    def _why_blocked(self, entry: Standing) -> str:
        if entry.settled_fen:
            return (
                "这笔缴费在本站补收或退还过差额，不能自动冲回；"
                "请先办退费（退差额的先核实），再「再次入账」"
            )
        if entry.business_date > self.desk.business_date:
            return f"这笔缴费是 {entry.business_date} 入账的，业务日期还没有到，请用以后的日期办理"
        return ""

    def _why(self, reversal: Reversal) -> str:
        why = self.blocked.get(reversal.whose)
        if why:
            return why
        known = self.known.get(reversal.whose)
        if not known:
            return "还没有这个人这一险种年度的缴费记录；缴费的文件导入以后自动冲回"
        amounts = "、".join(format_yuan(each) for each in known)
        return f"与记录的缴费（{amounts} 元）对不上，或日期、原票号不符，请核实"


def _numbers_of(desk: Desk, payers: Iterable[Payer]) -> set[str]:
    """Return every number that people have now or had before a correction."""
    found = {each.member.id_number for each in payers}
    for some in in_batches(sorted({each.member.person_id for each in payers})):
        sql = _FORMER.format(marks=marks_for(some))
        rows = desk.store.query(_Number, sql, (desk.station_id, *some))
        found |= {each.id_number for each in rows}
    return found
