"""Documents that notices rest on (国发, 国办发, 省市文件): what they say of each insurance.

Frozen values that mirror their TOML files, as those of notices do. A document says only
some of what a notice says; a notice borrows from it what it does not say itself.
"""

import datetime as dt
from typing import Literal

import msgspec

from models.base.terms import Insurance, Value
from models.levy.periods import ArrearsRule, LateRule, NewbornRule
from models.levy.round import Provision
from models.levy.waiting_rules import Incentive, WaitingRule
from models.levy.who import Eligibility, Exclusion, Inclusion, several


class HigherRules(Value, frozen=True):
    """What a document says of one insurance.

    ``from_levy_year``: it holds for this levy year and later ones only.
    """

    from_levy_year: int | None = None
    eligibility: Eligibility | tuple[Eligibility, ...] | None = None
    exclusions: tuple[Exclusion, ...] = ()
    inclusions: tuple[Inclusion, ...] = ()
    combination_clause: str | None = None
    newborn: NewbornRule | tuple[NewbornRule, ...] | None = None
    late: LateRule | tuple[LateRule, ...] | None = None
    arrears: ArrearsRule | None = None
    waiting: WaitingRule | None = None
    incentives: tuple[Incentive, ...] = ()

    @property
    def bounds(self) -> tuple[Eligibility, ...]:
        """The rules of age."""
        return several(self.eligibility)

    @property
    def newborns(self) -> tuple[NewbornRule, ...]:
        """The rules for newborns."""
        return several(self.newborn)


class HigherDocument(Value, frozen=True):
    """A document that notices and other documents rest on.

    ``rests_on`` names those it rests on itself, nearest first. ``unread`` are points whose
    text was not found, so that nothing is decided by them yet.
    """

    id: str
    title: str
    document: str
    kind: Literal["higher"]
    issued: dt.date | None = None
    rests_on: tuple[str, ...] = ()
    insurances: dict[Insurance, HigherRules] = msgspec.field(default_factory=dict)
    provisions: tuple[Provision, ...] = ()
    unread: tuple[str, ...] = ()
