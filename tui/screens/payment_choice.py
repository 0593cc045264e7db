"""What the payment screen is about to take: families, ticked years, tiers, the amount."""

from models.base.terms import Insurance
from models.counter.entered import EnteredPayment, without
from models.counter.override import check_override
from models.counter.request import Override, Part, PaymentRequest
from models.counter.tiers import check_tier, last_tier, tiered_insurances
from models.ledger.cash_papers import CashPaper
from models.ledger.slip import PosSlip
from models.levy.family import Household
from models.levy.values import Refusal, RefusalCode
from models.people.households.quotes import quote_household
from models.station.approvals import SecondPerson
from models.station.desk import Desk
from tui.screens.payment_rows import Choice, What, rows_of
from tui.screens.payment_ticks import TickedRows


class PaymentChoice(TickedRows):
    """The families of one payment, with every insurance that is collected.

    Who can pay for ``insurance``, the one the screen was opened for, is ticked; of the others
    nobody is. ``correcting``: the payment in whose place this one comes. It counts as not made,
    and who stands on it in a family of its own is ticked there, as entered.
    """

    def __init__(
        self,
        desk: Desk,
        household: Household,
        insurance: Insurance,
        correcting: EnteredPayment | None = None,
    ) -> None:
        super().__init__(desk, insurance)
        self.correcting = correcting
        self.tiered = tiered_insurances(desk)
        self.tiers_fen: dict[str, int] = {}
        self.households: list[Household] = []
        self.override: Override | None = None
        self._in_spite: dict[str, tuple[RefusalCode, ...]] = {}
        self.add(household)

    def add(self, household: Household) -> bool:
        """Add a family, its members ticked; false where it is there already."""
        if any(each.household_id == household.household_id for each in self.households):
            return False
        if self.correcting is not None:
            household = without(household, self.correcting)
            own = {each.id_number for each in household.members}
            tiers = self.correcting.tiers_fen.items()
            self.tiers_fen |= {who: fen for who, fen in tiers if who in own}
        self.households.append(household)
        self._quote_anew()
        rows = [row for row in self.rows if row.household is household and row.can_pay]
        self.paying |= self._as_entered(rows) or {each.what for each in rows if not each.is_further}
        return True

    def _as_entered(self, rows: list[Choice]) -> set[What]:
        """Return which rows stand on the payment that is corrected: its people, its years.

        Where the screen has gone on to an insurance that is not on it, its people for that one.
        """
        if self.correcting is None:
            return set()
        lines = self.correcting.lines
        is_other = self.insurance not in {line.insurance for line in lines}
        if {row.household.household_id for row in rows} & {line.household_id for line in lines}:
            same: set[What] = {(line.id_number, line.insurance, line.levy_year) for line in lines}
            people = {line.id_number for line in lines}
            own = {row.what for row in rows if row.what[0] in people and not row.is_further}
            entered = {row.what for row in rows if row.what in same}
            return own if is_other else entered or own
        what = {(line.insurance, line.levy_year) for line in lines}
        return {row.what for row in rows if (row.what[1], row.what[2]) in what}

    def row_with_tier(self, position: int) -> Choice | None:
        """Return the row at a position where it has tiers, else that of the same person's.

        None where there is none; it may be paid or refused.
        """
        row = self.rows[position]
        if row.quote.insurance in self.tiered:
            return row
        who = row.each.member.id_number
        return next((x for x in self.rows if x.what[0] == who and x.what[1] in self.tiered), None)

    def step_tier(self, position: int, step: int) -> str:
        """Choose the next higher or lower tier for a member; returns why not, or nothing."""
        row = self.row_with_tier(position)
        if row is None:
            return ""
        offered = self.tiered[row.quote.insurance]
        now = self.tiers_fen.get(row.what[0])
        at = offered.index(now) if now in offered else -1 if step > 0 else 0
        return self._choose_tier([row], offered[max(0, min(at + step, len(offered) - 1))])

    def choose_tier(self, position: int, tier_fen: int) -> str:
        """Choose a tier for a member; returns why not, or nothing."""
        row = self.row_with_tier(position)
        return self._choose_tier([row] if row is not None else [], tier_fen)

    def choose_tier_for_all(self, tier_fen: int) -> str:
        """Choose one tier for everybody who can pay; returns why not, or nothing."""
        rows = [row for name in self.tiered for row in self.of_insurance(name)]
        able = [row for row in rows if row.can_pay or row.waits_for_tier]
        return self._choose_tier(able or rows, tier_fen)

    def _choose_tier(self, rows: list[Choice], tier_fen: int) -> str:
        able = [row for row in rows if row.can_pay or row.waits_for_tier]
        if not able:
            return rows[0].why_not if rows else "这里没有人可以选缴费档次"
        self.tiers_fen |= {row.what[0]: tier_fen for row in able}
        self._quote_anew()
        self.paying |= {row.what for row in able}
        return ""

    def check_tier(self, typed: str) -> int:
        """Return a typed tier in fen; raises BadInput with the tiers that are offered."""
        return check_tier(typed, [fen for each in self.tiered.values() for fen in each])

    def proposed_tier(self, position: int | None = None) -> int:
        """Return the tier most likely meant by a member, or by all: chosen, last paid, lowest."""
        rows = self.rows if position is None else [self.row_with_tier(position) or self.rows[0]]
        offered = [fen for each in self.tiered.values() for fen in each]
        chosen = [self.tiers_fen[row.what[0]] for row in rows if row.what[0] in self.tiers_fen]
        paid = [last_tier(row.each.member) for row in rows if row.what[1] in self.tiered]
        known = [fen for fen in (*chosen, *paid) if fen in offered]
        return max(known, key=known.count) if known else offered[0]

    def may_go_on(self, position: int) -> Refusal | None:
        """Return the refusal of a row that people may go on in spite of, if it has one."""
        refused = self.rows[position].quote.refused
        return refused if refused is not None and refused.override != "none" else None

    def go_on(
        self, position: int, reason: str, proof: str, second: SecondPerson | None = None
    ) -> str:
        """Go on with a row in spite of its refusal; returns what still stands in the way.

        Raises BadInput where the reason or the proof is missing.
        """
        row, refused = self.rows[position], self.may_go_on(position)
        assert refused is not None
        earlier = self.override.codes if self.override else ()
        codes = tuple(dict.fromkeys((*earlier, refused.code)))
        self.override = check_override(codes, reason, proof, second)
        who = row.each.member.id_number
        self._in_spite[who] = (*self._in_spite.get(who, ()), refused.code)
        self._quote_anew()
        (row,) = [each for each in self.rows if each.what == row.what]
        if not row.can_pay:
            return row.why_not
        self.paying.add(row.what)
        return ""

    def request(
        self,
        slips: tuple[PosSlip, ...],
        cash: CashPaper | None,
        stated_fen: int | None = None,
    ) -> PaymentRequest:
        """Return what is asked of the till: a part for each family, insurance and year.

        ``stated_fen``: what the papers of a correction state, where that is said.
        """
        parts: dict[tuple[int, Insurance, int | None], set[str]] = {}
        for row in self.chosen:
            who, insurance, year = row.what
            parts.setdefault((row.household.household_id, insurance, year), set()).add(who)
        with_tier = {row.what[0] for row in self.chosen if row.what[1] in self.tiered}
        return PaymentRequest(
            parts=tuple(
                Part(home, insurance, year, frozenset(members))
                for (home, insurance, year), members in parts.items()
            ),
            slips=slips,
            cash=cash,
            tiers_fen={who: fen for who, fen in self.tiers_fen.items() if who in with_tier},
            amount_fen=stated_fen if self.correcting else self.due_fen,
            override=self.override,
        )

    def _quote_anew(self) -> None:
        """Quote every family for every insurance, with the tiers chosen by now."""
        self.quoted = [
            tuple(
                quote_household(self.desk, each, name, self.tiers_fen, overridden=self._in_spite)
                for name in self.insurances
            )
            for each in self.households
        ]
        self.rows = [
            row
            for household, quoted in zip(self.households, self.quoted, strict=True)
            for row in rows_of(household, quoted)
        ]
