"""A notice (通知 / 实施方案): one locality's rules for one round, as frozen values.

The values mirror the TOML files key by key, and are decoded straight into these
types, so an unknown key or a wrong type is caught when a file is loaded. Every rule
names the ``clause`` it comes from. ``None`` for an amount means the notice does not
state it: the program then asks for the figure and its document, and invents nothing.
"""

import datetime as dt
from fractions import Fraction
from typing import Literal

from models.base.errors import BadInput
from models.base.money import short_yuan
from models.base.terms import Insurance, Settlement, Value
from models.levy.amounts import Standard, Tiers
from models.levy.examples import Example
from models.levy.interpretations import Interpretations
from models.levy.periods import ArrearsRule, ChannelRule, LateRule, NewbornRule, Window
from models.levy.round import Duties, Goal, Phase, Provision, TargetTable
from models.levy.waiting_rules import Incentive, WaitingRule
from models.levy.who import Eligibility, Exclusion, Inclusion, several


class Category(Value, frozen=True):
    """A kind of person (人员类别) that departments certify.

    ``is_hardship``: counted among the hardship groups; ``hardship_for`` narrows that to some
    insurances where the notice names different groups for each.
    ``needs_paper`` is the certificate without which nobody is certified, where one is named.
    """

    name: str
    clause: str
    aliases: tuple[str, ...] = ()
    is_hardship: bool = True
    hardship_for: tuple[Insurance, ...] | None = None
    needs_paper: str = ""

    def counts_as_hardship(self, insurance: Insurance) -> bool:
        """Whether the category is a hardship group (困难群体) of an insurance."""
        return self.is_hardship and (self.hardship_for is None or insurance in self.hardship_for)

    @property
    def short_name(self) -> str:
        """The shortest of its names, for narrow columns."""
        return min((self.name, *self.aliases), key=len)


class Share(Value, frozen=True):
    """One funder's part (资金来源): a rate, an amount, the lowest tier, or the rest."""

    funder: str
    settlement: Settlement
    rate: Fraction | None = None
    amount_fen: int | None = None
    part: Literal["rest", "lowest_tier"] | None = None


class SubsidyRule(Value, frozen=True):
    """What a category gets for one insurance (资助、减免、代缴), in the notice's order.

    ``unless``: categories that take this one's place. ``determined_before``: the
    certification must be older. ``lost_by_birth_from``: a birth on or after this day
    ends it. ``from_age``: granted by age, without certification. ``min_age``: of the
    certified only to those who have reached it; ``below_age``: who have not yet. ``tier_fen``:
    only for who chooses this tier, so that a category has one rule a tier.
    ``co_payment_fen``: what the person pays in any case. ``is_open``: the notice grants a
    subsidy and states no figure.
    """

    category: str
    clause: str
    shares: tuple[Share, ...] = ()
    unless: tuple[str, ...] = ()
    determined_before: dt.date | None = None
    lost_by_birth_from: dt.date | None = None
    from_age: int | None = None
    min_age: int | None = None
    below_age: int | None = None
    tier_fen: int | None = None
    co_payment_fen: int = 0
    is_open: bool = False

    @property
    def name(self) -> str:
        """The category, with the tier where the rule is for one tier: ``低保@400``."""
        return self.category + (f"@{short_yuan(self.tier_fen)}" if self.tier_fen else "")


class InsuranceRules(Value, frozen=True):
    """Everything a notice says about one insurance (险种) for one levy year.

    ``is_elective``: people may take it or leave it. ``collected_with``: the insurance it is
    collected together with (一并代征), and never without.

    ``levy_year_note`` says why the year is in doubt: a document may then set it.
    ``newborn`` may be several rules, for children up to one age and up to another, and
    ``eligibility`` several, of which the first that states a bound decides it. ``late`` may be
    several for periods one after the other.
    """

    levy_year: int
    clause: str
    window: Window
    standard: Standard | None = None
    tiers: Tiers | None = None
    eligibility: Eligibility | tuple[Eligibility, ...] | None = None
    exclusions: tuple[Exclusion, ...] = ()
    inclusions: tuple[Inclusion, ...] = ()
    subsidies: tuple[SubsidyRule, ...] = ()
    combination_clause: str | None = None
    newborn: NewbornRule | tuple[NewbornRule, ...] | None = None
    late: LateRule | tuple[LateRule, ...] | None = None
    arrears: ArrearsRule | None = None
    waiting: WaitingRule | None = None
    incentives: tuple[Incentive, ...] = ()
    counter_channels: ChannelRule | None = None
    collector_note: str = ""
    is_elective: bool = False
    collected_with: Insurance | None = None
    levy_year_note: str = ""

    @property
    def bounds(self) -> tuple[Eligibility, ...]:
        """The rules of age, nearest first."""
        return several(self.eligibility)

    @property
    def newborns(self) -> tuple[NewbornRule, ...]:
        """The rules for newborns, in the notice's order."""
        return several(self.newborn)

    @property
    def lates(self) -> tuple[LateRule, ...]:
        """The rules of late payment, in the notice's order."""
        return several(self.late)

    def late_on(self, day: dt.date) -> LateRule | None:
        """Return the rule under which a day after the window is one of late payment."""
        return next((each for each in self.lates if each.takes_on(day)), None)


class FamilyRule(Value, frozen=True):
    """All members enrol together, in the village of registration."""

    insurance: Insurance
    clause: str


class Confirmation(Value, frozen=True):
    """A certification counts once the village or a department has confirmed it: by whom."""

    clause: str
    by: tuple[str, ...]


class PostingRule(Value, frozen=True):
    """Where and how long the subsidised are posted (公示), and who is told afterwards.

    ``days`` is 0 where the notice does not say how long. ``files_with`` are the bureaus the
    list goes to once it has been posted, in this order; empty where the notice names none.
    """

    clause: str
    place: str = ""
    days: int = 0
    starts: dt.date | None = None
    ends: dt.date | None = None
    files_with: tuple[str, ...] = ()


class Notice(Value, frozen=True):
    """One locality's rules for one round.

    ``rests_on`` names the higher documents that speak where it is silent, nearest first.
    ``open_figures`` are the keys of the amounts the notice does not state, so that none
    is left out by mistake; ``to_confirm`` those that a draft has from the year before and
    nobody has compared with the new paper yet; ``examples`` are worked by hand and prove the
    rules.
    """

    id: str
    title: str
    document: str
    locality: str
    insurances: dict[Insurance, InsuranceRules]
    issued: dt.date | None = None
    rests_on: tuple[str, ...] = ()
    categories: tuple[Category, ...] = ()
    interpretations: Interpretations = Interpretations()
    family_rule: FamilyRule | None = None
    confirmation: Confirmation | None = None
    posting: PostingRule | None = None
    phases: tuple[Phase, ...] = ()
    goals: tuple[Goal, ...] = ()
    targets: tuple[TargetTable, ...] = ()
    duties: Duties = Duties()
    provisions: tuple[Provision, ...] = ()
    open_figures: tuple[str, ...] = ()
    to_confirm: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()

    def category_named(self, name: str) -> Category:
        """Return the category with this name or alias; raises BadInput listing the known ones."""
        for category in self.categories:
            if name == category.name or name in category.aliases:
                return category
        known = "、".join(category.name for category in self.categories)
        raise BadInput(f"“{name}”不是 {self.id} 的人员类别，可用：{known}")

    def short_category(self, name: str) -> str:
        """Return a category's shortest name; a name of no category is returned as it is."""
        return next((each.short_name for each in self.categories if each.name == name), name)

    def target_table(self, insurance: Insurance) -> TargetTable | None:
        """Return the target annex of an insurance, if the notice has one."""
        return next((table for table in self.targets if table.insurance == insurance), None)
