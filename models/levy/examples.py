"""Worked examples: cases with the answer somebody worked out by hand from the notice."""

import datetime as dt

import msgspec

from models.base.money import short_yuan
from models.base.terms import Insurance, Settlement, Value


class ExpectedShare(Value, frozen=True):
    """One funder's part that an example expects."""

    funder: str
    amount_fen: int
    settlement: Settlement

    def __str__(self) -> str:
        return f"{self.funder} {short_yuan(self.amount_fen)} 元 {self.settlement}"


class Expected(Value, frozen=True):
    """What an example expects of its quote; what is left out is not compared.

    ``refused`` is a refusal's code; ``category`` is empty where none counts; ``undated``
    that no rule gives a day from which benefits run; ``others`` are the further levy years on
    offer; ``warns`` are words that one of the warnings contains, empty where there is none.
    """

    refused: str | None = None
    needs: tuple[str, ...] | None = None
    levy_year: int | None = None
    standard_fen: int | None = None
    subsidy_fen: int | None = None
    due_now_fen: int | None = None
    reimbursed_fen: int | None = None
    category: str | None = None
    shares: tuple[ExpectedShare, ...] | None = None
    late: bool | None = None
    benefit_from: dt.date | None = None
    undated: bool | None = None
    others: tuple[int, ...] | None = None
    warns: str | None = None


class Example(Value, frozen=True):
    """A person, a day and the answer, worked out by hand from the notice's text.

    ``categories`` may carry the day of certification (``低保@2015-06-01``); ``fill`` are
    figures the notice leaves open, as ``notice fill`` takes them. Without ``levy_year`` it is
    the round's own; ``is_bureaus`` is money the tax bureau has accepted already; ``overridden``
    are codes of refusals that an operator goes on in spite of.
    """

    title: str
    insurance: Insurance
    born: dt.date
    on: dt.date
    expect: Expected
    categories: tuple[str, ...] = ()
    tier_fen: int | None = None
    later_birth: dt.date | None = None
    in_school: bool = False
    insured_elsewhere: bool = False
    in_service: bool = False
    imprisoned: bool = False
    insured_years: tuple[int, ...] = ()
    bought_years: tuple[int, ...] = ()
    history_from: int | None = None
    employee_until: dt.date | None = None
    discharged_on: dt.date | None = None
    overridden: tuple[str, ...] = ()
    levy_year: int | None = None
    is_bureaus: bool = False
    fill: dict[str, str] = msgspec.field(default_factory=dict)
