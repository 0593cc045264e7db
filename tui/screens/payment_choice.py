"""What the payment screen is about to take: families, ticked members, tiers, the amount."""

from collections.abc import Mapping

from models.base.terms import Insurance
from models.counter.choose import missing_reasons
from models.counter.request import PaymentRequest
from models.ledger.cash_papers import CashPaper
from models.ledger.slip import PosSlip
from models.levy.family import FamilyQuote, Household, MemberQuote, quote_family
from models.station.desk import Desk
from tui.screens.card import state_words


class PaymentChoice:
    """The families of one payment for one insurance. Everybody who can pay is ticked."""

    def __init__(self, desk: Desk, household: Household, insurance: Insurance) -> None:
        self.desk, self.insurance = desk, insurance
        self.tiers_fen: dict[str, int] = {}
        self.households: list[Household] = []
        self.families: list[FamilyQuote] = []
        self.paying: set[str] = set()
        self.add(household)

    def add(self, household: Household) -> bool:
        """Add a family, its members ticked; false where it is there already."""
        if any(each.household_id == household.household_id for each in self.households):
            return False
        family = self._quote(household)
        self.households.append(household)
        self.families.append(family)
        self.paying |= {each.member.id_number for each in family.payable}
        return True

    @property
    def members(self) -> list[tuple[Household, MemberQuote]]:
        """Everybody on the screen, family by family."""
        return [
            (household, each)
            for household, family in zip(self.households, self.families, strict=True)
            for each in family.members
        ]

    @property
    def chosen(self) -> tuple[MemberQuote, ...]:
        """The members who are ticked and can pay."""
        return tuple(
            each
            for family in self.families
            for each in family.payable
            if each.member.id_number in self.paying
        )

    @property
    def due_fen(self) -> int:
        """What the ticked members owe at the counter."""
        return sum(each.quote.due_now_fen or 0 for each in self.chosen)

    @property
    def later_fen(self) -> int:
        """What comes back to them later (先征后补)."""
        return sum(each.quote.reimbursed_fen or 0 for each in self.chosen)

    @property
    def missing(self) -> list[tuple[str, str]]:
        """Who "all members enrol" would still wait for, each with the reason."""
        paying = frozenset(each.member.person_id for each in self.chosen)
        return [reason for family in self.families for reason in missing_reasons(family, paying)]

    def is_ticked(self, each: MemberQuote) -> bool:
        """Whether a member can pay and is ticked."""
        return each.state == "due" and each.member.id_number in self.paying

    def toggle(self, position: int) -> str:
        """Tick or untick a member; returns why not, or an empty text."""
        _, each = self.members[position]
        if each.state != "due":
            return _why_not(each)
        self.paying ^= {each.member.id_number}
        return ""

    def choose_tier(self, position: int, step: int) -> str:
        """Choose the next higher or lower tier for a member; returns why not, or nothing."""
        rules = self.desk.insurances[self.insurance]
        offered = rules.tiers.amounts_fen if rules.tiers else None
        if not offered:
            return ""
        _, each = self.members[position]
        refused = each.quote.refused
        waits_for_tier = refused is not None and refused.code == "tier_missing"
        if each.state != "due" and not waits_for_tier:
            return _why_not(each)
        who = each.member.id_number
        now = offered.index(self.tiers_fen[who]) if who in self.tiers_fen else -1 if step > 0 else 0
        self.tiers_fen[who] = offered[max(0, min(now + step, len(offered) - 1))]
        self.families = [self._quote(household) for household in self.households]
        self.paying.add(who)
        return ""

    def request(self, slips: tuple[PosSlip, ...], cash: CashPaper | None) -> PaymentRequest:
        """Return what is asked of the till."""
        return PaymentRequest(
            parts=tuple((each.household_id, self.insurance) for each in self.households),
            slips=slips,
            cash=cash,
            members=frozenset(each.member.id_number for each in self.chosen),
            tiers_fen=dict(self.tiers_fen),
            amount_fen=self.due_fen,
        )

    def _quote(self, household: Household) -> FamilyQuote:
        tiers: Mapping[str, int] = self.tiers_fen
        day = self.desk.business_date
        return quote_family(
            self.desk.notices[self.insurance], self.insurance, household, day, tiers
        )


def _why_not(each: MemberQuote) -> str:
    """Say why a member cannot be ticked, or given a tier."""
    refused = each.quote.refused
    if each.paid is None and refused is not None:
        return f"{each.member.name}：{refused.message}"
    return f"{each.member.name}：{state_words(each)}"
