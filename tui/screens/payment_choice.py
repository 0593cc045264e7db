"""What the payment screen is about to take: families, ticked years, tiers, the amount."""

from collections.abc import Iterator
from dataclasses import dataclass

from models.base.terms import Insurance
from models.counter.choose import goes_with, missing_reasons
from models.counter.entered import EnteredPayment, without
from models.counter.override import check_override
from models.counter.request import Override, Part, PaymentRequest
from models.ledger.cash_papers import CashPaper
from models.ledger.slip import PosSlip
from models.levy.family import FamilyQuote, Household, MemberQuote
from models.levy.values import Quote, Refusal, RefusalCode
from models.people.households.quotes import quote_household
from models.station.approvals import SecondPerson
from models.station.desk import Desk
from tui.screens.card import state_words

_What = tuple[str, Insurance, int | None]


@dataclass(frozen=True)
class Choice:
    """A row: a member with one insurance and one levy year.

    ``is_further``: nothing that is ticked by itself, such as another levy year, or an elective
    insurance that is collected together with the screen's own.
    """

    household: Household
    each: MemberQuote
    quote: Quote
    is_further: bool = False

    @property
    def what(self) -> _What:
        """Whose premium, for which insurance and year."""
        return self.each.member.id_number, self.quote.insurance, self.quote.levy_year

    @property
    def can_pay(self) -> bool:
        """Whether the year can be taken now: not paid, not refused."""
        is_own = self.quote is self.each.quote
        return self.each.state == "due" if is_own else self.quote.refused is None


class PaymentChoice:
    """The families of one payment for one insurance. Everybody who can pay is ticked.

    ``correcting``: the payment in whose place this one comes. It counts as not made, and who
    stands on it in a family of its own is ticked there, as entered.
    """

    def __init__(
        self,
        desk: Desk,
        household: Household,
        insurance: Insurance,
        correcting: EnteredPayment | None = None,
    ) -> None:
        self.desk, self.insurance, self.correcting = desk, insurance, correcting
        self.tiers_fen: dict[str, int] = {}
        self.households: list[Household] = []
        self.families: list[FamilyQuote] = []
        self._together: list[list[FamilyQuote]] = []
        self.paying: set[_What] = set()
        self.override: Override | None = None
        self._in_spite: dict[str, tuple[RefusalCode, ...]] = {}
        self.add(household)

    @property
    def companions(self) -> tuple[Insurance, ...]:
        """The insurances that are collected together with the screen's own (一并代征)."""
        return tuple(
            name
            for name, rules in self.desk.insurances.items()
            if rules.collected_with == self.insurance
        )

    def add(self, household: Household) -> bool:
        """Add a family, its members ticked; false where it is there already."""
        if any(each.household_id == household.household_id for each in self.households):
            return False
        if self.correcting is not None:
            household = without(household, self.correcting)
            own = {each.id_number for each in household.members}
            tiers = self.correcting.tiers_fen.items() if self.insurance == "pension" else ()
            self.tiers_fen |= {who: fen for who, fen in tiers if who in own}
        self.households.append(household)
        self._quote_anew()
        rows = [row for row in self.rows if row.household is household and row.can_pay]
        self.paying |= self._as_entered(rows) or {each.what for each in rows if not each.is_further}
        return True

    def _as_entered(self, rows: list[Choice]) -> set[_What]:
        """Return which rows stand on the payment that is corrected: its people, its years."""
        if self.correcting is None:
            return set()
        lines = self.correcting.lines
        if {row.household.household_id for row in rows} & {line.household_id for line in lines}:
            same: set[_What] = {(line.id_number, line.insurance, line.levy_year) for line in lines}
            entered = {row.what for row in rows if row.what in same}
            people = {line.id_number for line in lines}
            own = {row.what for row in rows if row.what[0] in people and not row.is_further}
            return entered or own
        years = {line.levy_year for line in lines if line.insurance == self.insurance}
        return {row.what for row in rows if row.what[1] == self.insurance and row.what[2] in years}

    @property
    def rows(self) -> list[Choice]:
        """Everybody on the screen with every year, family by family."""
        return list(self._rows())

    def _rows(self) -> Iterator[Choice]:
        for household, family, others in zip(
            self.households, self.families, self._together, strict=True
        ):
            for each in family.members:
                yield Choice(household, each, each.quote)
                for quote in each.others:
                    yield Choice(household, each, quote, is_further=True)
            for other in others:
                for each in other.members:
                    if each.state in ("due", "paid"):
                        yield Choice(household, each, each.quote, is_further=True)

    @property
    def chosen(self) -> tuple[Choice, ...]:
        """The rows that are ticked and can be taken."""
        return tuple(row for row in self.rows if self.is_ticked(row))

    @property
    def due_fen(self) -> int:
        """What the ticked rows come to at the counter."""
        return sum(row.quote.due_now_fen or 0 for row in self.chosen)

    @property
    def later_fen(self) -> int:
        """What comes back later (先征后补)."""
        return sum(row.quote.reimbursed_fen or 0 for row in self.chosen)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What must be known before the money is taken, of the ticked rows, each once."""
        return tuple(dict.fromkeys(said for row in self.chosen for said in row.quote.warnings))

    @property
    def missing(self) -> list[tuple[str, str]]:
        """Who "all members enrol" would still wait for, each with the reason."""
        paying = frozenset(row.each.member.person_id for row in self.chosen if not row.is_further)
        return [reason for family in self.families for reason in missing_reasons(family, paying)]

    def is_ticked(self, row: Choice) -> bool:
        """Whether a row can be taken and is ticked."""
        return row.can_pay and row.what in self.paying

    def toggle(self, position: int) -> str:
        """Tick or untick a row; returns why not, or an empty text.

        An insurance that is collected with another goes with it, and never alone.
        """
        row = self.rows[position]
        if not row.can_pay:
            return _why_not(row)
        if row.what not in self.paying and row.quote.insurance in self.companions:
            alone = self._alone(row)
            if alone:
                return alone
        self.paying ^= {row.what}
        for other in self.rows:
            if other.quote.insurance in self.companions and self._alone(other):
                self.paying.discard(other.what)
        return ""

    def _alone(self, row: Choice) -> str:
        """Return why an insurance collected with another cannot be taken alone, if so."""
        year = row.quote.levy_year
        has_paid = row.each.member.paid_for(self.insurance, year) is not None
        if has_paid or (row.each.member.id_number, self.insurance, year) in self.paying:
            return ""
        if goes_with(self.desk.insurances[row.quote.insurance], row.each.member) is None:
            return ""
        return f"{row.each.member.name}：要和医疗保险一起缴，先勾选医疗保险"

    def choose_tier(self, position: int, step: int) -> str:
        """Choose the next higher or lower tier for a member; returns why not, or nothing."""
        rules = self.desk.insurances[self.insurance]
        offered = rules.tiers.amounts_fen if rules.tiers else None
        if not offered:
            return ""
        row = self.rows[position]
        refused = row.quote.refused
        waits_for_tier = refused is not None and refused.code == "tier_missing"
        if not row.can_pay and not waits_for_tier:
            return _why_not(row)
        who = row.each.member.id_number
        now = offered.index(self.tiers_fen[who]) if who in self.tiers_fen else -1 if step > 0 else 0
        self.tiers_fen[who] = offered[max(0, min(now + step, len(offered) - 1))]
        self._quote_anew()
        self.paying.add(row.what)
        return ""

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
        row = self.rows[position]
        if not row.can_pay:
            return _why_not(row)
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
        return PaymentRequest(
            parts=tuple(
                Part(home, insurance, year, frozenset(members))
                for (home, insurance, year), members in parts.items()
            ),
            slips=slips,
            cash=cash,
            tiers_fen=dict(self.tiers_fen),
            amount_fen=stated_fen if self.correcting else self.due_fen,
            override=self.override,
        )

    def _quote_anew(self) -> None:
        """Quote every family, with the tiers chosen by now."""
        self.families = [
            quote_household(
                self.desk, each, self.insurance, self.tiers_fen, overridden=self._in_spite
            )
            for each in self.households
        ]
        self._together = [
            [quote_household(self.desk, each, name) for name in self.companions]
            for each in self.households
        ]


def _why_not(row: Choice) -> str:
    """Say why a row cannot be ticked, or given a tier."""
    refused, each = row.quote.refused, row.each
    if refused is not None and (each.paid is None or row.quote is not each.quote):
        return f"{each.member.name}：{refused.message}"
    return f"{each.member.name}：{state_words(each)}"
