"""Making small people, families and slips for tests. Nobody here exists."""

import datetime as dt
import itertools
from collections import defaultdict
from dataclasses import replace

from models.base.identity import with_check_character
from models.base.terms import Insurance
from models.counter.differences import household_differences
from models.counter.pay import Receipt, take_payment
from models.counter.refund import approve_refund, request_refund
from models.counter.request import Part, PaymentRequest
from models.counter.reverse import Reversal
from models.counter.void import void_payment
from models.ledger.slip import PosSlip
from models.levy.family import Household
from models.levy.notice import Notice
from models.people.households.families import household_numbered, load_household
from models.people.roster import RosterPerson, merge_roster
from models.search.find import find_people
from models.station.approvals import SecondPerson
from models.station.desk import Desk
from models.station.operators import operator_named
from models.station.pins import set_pin
from models.station.registration import list_operators, register_operator

BUSINESS_DATE = dt.date(2019, 11, 14)
PIN = "258369"
SECOND = SecondPerson("second", PIN)
"""Who agrees in the tests: a reviewer called 李站长, at the same terminal."""
_sequence = itertools.count(1)


def made_up_number(born: str = "1980-05-06", *, male: bool = True) -> str:
    """Return a new identity number, valid in form, of an area that was never given out."""
    sequence = (2 * next(_sequence) + male) % 1000
    return with_check_character(f"431198{born.replace('-', '')}{sequence:03d}")


def fixed_number(born: str = "1980-05-06", sequence: int = 1) -> str:
    """Return an identity number for a module: the same whatever was imported before it.

    It is of another area than those of ``made_up_number``, so that none is taken twice.
    """
    return with_check_character(f"431199{born.replace('-', '')}{sequence:03d}")


def in_csv(number: str) -> str:
    """Return how a csv holds an identity number, so that no program rounds it off."""
    return number if number.endswith("X") else f"\t{number}"


def person(
    name: str = "张三",
    born: str = "1980-05-06",
    household: str = "0001",
    village: str = "青山村",
    **more: object,
) -> RosterPerson:
    """Return a roster row."""
    return RosterPerson(
        village=village,
        household_number=household,
        name=name,
        id_number=str(more.pop("id_number", made_up_number(born))),
        born=dt.date.fromisoformat(born),
        **more,  # type: ignore[arg-type]
    )


def register_people(desk: Desk, *people: RosterPerson) -> list[RosterPerson]:
    """Put people into the station and return them."""
    merge_roster(desk, people, "test roster")
    return list(people)


def slip(trace: int = 1, day: dt.date = BUSINESS_DATE, **more: str) -> PosSlip:
    """Return a slip of the one terminal."""
    return PosSlip(
        more.get("terminal", "12345678"),
        more.get("batch", "000001"),
        f"{trace:06d}",
        day,
        more.get("reference", ""),
    )


def household_id(desk: Desk, number: str = "0001") -> int:
    """Return the identifier of a household."""
    return household_numbered(desk, number)


def pay(
    desk: Desk,
    number: str = "0001",
    insurance: str = "medical",
    trace: int | None = 1,
    **more: object,
) -> Receipt:
    """Take a payment for a household on the desk's business date."""
    taken = slip(trace, desk.business_date) if trace is not None else None
    given = more.pop("slip", taken)
    years: tuple[int | None, ...] = more.pop("levy_years", (None,))  # type: ignore[assignment]
    chosen = more.pop("members", None)
    home = household_id(desk, number)
    request = PaymentRequest(
        parts=tuple(Part(home, insurance, year, chosen) for year in years),  # type: ignore[arg-type]
        slips=(given,) if given else (),  # type: ignore[arg-type]
        **more,  # type: ignore[arg-type]
    )
    return take_payment(desk, request)


def members(desk: Desk, number: str = "0001") -> tuple[str, ...]:
    """Return the names of a household's members."""
    return tuple(each.name for each in load_household(desk, household_id(desk, number)).members)


def under(desk: Desk, notice: Notice) -> Desk:
    """Return the desk of a station whose only round is under another notice."""
    return replace(desk, rounds=(replace(desk.rounds[0], bare=notice),)).on(desk.business_date)


def found(desk: Desk, text: str) -> set[str]:
    """Return the names a text finds."""
    return {each.name for each in find_people(desk, text)}


def open_differences(desk: Desk, household: Household) -> dict[tuple[int, Insurance], int]:
    """Return what members of a household still owe (or get back), in fen, by person, insurance."""
    sums: dict[tuple[int, Insurance], int] = defaultdict(int)
    for each in household_differences(desk, household):
        sums[each.person_id, each.insurance] += each.amount_fen
    return dict(sums)


def reverse(desk: Desk, receipt: str, kind: str, reason: str = "录错") -> Reversal:
    """Void a payment, or refund it with a second operator's approval."""
    if kind == "void":
        return void_payment(desk, receipt, reason)
    request_refund(desk, receipt, reason)
    return approve_refund(second_at(desk), receipt)


def second_at(desk: Desk) -> Desk:
    """Return the desk of another operator of the station, who may approve."""
    if operator_named(desk.store, desk.station_id, "second") is None:
        chief = next(each for each in list_operators(desk) if each.role == "chief")
        register_operator(replace(desk, operator=chief.login), "second", "reviewer")
    return replace(desk, operator="second")


def with_others(desk: Desk) -> Desk:
    """Register at a station who else works there in the tests."""
    register_operator(desk, "second", "reviewer", "李站长")
    set_pin(replace(desk, operator="second"), PIN)
    for login in ("other", "another", "02", *(f"clerk-{number}" for number in range(4))):
        register_operator(desk, login, "reviewer")
    return desk
