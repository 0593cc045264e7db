"""Building the demonstration station in an empty store."""

import datetime as dt
import tomllib
from collections.abc import Callable
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from random import Random
from typing import NamedTuple

from models.base.terms import Insurance
from models.bureau.reconciliation.rules import set_rules
from models.counter.refund import approve_refund, request_refund
from models.counter.void import void_payment
from models.ledger.booking import book_entries
from models.levy.family import Household, Member
from models.levy.notice import Notice
from models.levy.values import Holding
from models.people.enrolment_list.record import record_enrolment
from models.people.roster import RosterPerson, merge_roster
from models.station.desk import Desk
from models.station.founding import found_station
from models.station.pins import set_pin
from models.station.registration import register_operator
from models.station.targets import share_targets
from models.store.writing import Store
from seed.demo.history import make_history
from seed.demo.payments import make_entries
from seed.demo.people import make_roster
from seed.notice_file import load_notice

_PLAN = tomllib.loads((Path(__file__).parent / "station.toml").read_text("utf-8"))
BUSINESS_DATE: dt.date = _PLAN["business_date"]
PEOPLE: int = _PLAN["people"]
_OPERATOR = "demo"
_SECOND_OPERATOR, SECOND_PIN = "demo-2", "314159"
_STEPS = 7


def build_demonstration(
    store: Store,
    progress: Callable[[int, int], None] = lambda done, total: None,
    people: int = PEOPLE,
    operator: str = _OPERATOR,
) -> Desk:
    """Fill an empty store with the demonstration station and return its desk.

    The same on every machine. ``people`` makes a smaller one for tests; ``operator`` is who has
    worked there, its chief: whoever looks around goes on after the slips entered last.
    """
    dice = Random(_PLAN["seed"])
    notice, township = load_notice(_PLAN["notice"]), _PLAN["township"]
    founder = _OPERATOR if operator == _SECOND_OPERATOR else operator
    desk = found_station(store, notice, township, BUSINESS_DATE, founder, is_demonstration=True)
    register_operator(desk, _SECOND_OPERATOR, "reviewer", "演示复核")
    set_pin(replace(desk, operator=_SECOND_OPERATOR), SECOND_PIN)
    progress(1, _STEPS)
    roster = make_roster(dice, people, _PLAN["villages"], BUSINESS_DATE)
    progress(2, _STEPS)
    merge_roster(desk, roster, "演示花名册")
    progress(3, _STEPS)
    for insurance in notice.insurances:
        share_targets(desk, insurance)
    households = _households(desk, roster)
    progress(4, _STEPS)
    last_year = people_of_last_year(notice, township, people)
    before = make_history(dice, roster, notice.insurances, last_year)
    record_enrolment(desk, before, "演示往年参保", notice.document)
    progress(5, _STEPS)
    entries = [
        entry
        for insurance, rules in notice.insurances.items()
        for entry in make_entries(
            dice,
            notice,
            households,
            insurance,
            rules.window.opens,
            min(rules.window.closes, BUSINESS_DATE),
            _PLAN["paying"][insurance],
        )
    ]
    progress(6, _STEPS)
    entries.sort(key=lambda entry: entry.business_date)
    with desk.writing("pay"):
        posted = book_entries(desk, entries)
        desk.record("demonstration", township, f"entries {len(posted)}")
    today = [
        each.receipt
        for each, entry in zip(posted, entries, strict=True)
        if entry.business_date == BUSINESS_DATE and entry.channel == "pos"
    ]
    for receipt in today[:2]:
        void_payment(desk, receipt, "刷错金额")
    refunded = next(
        each.receipt
        for each, entry in zip(reversed(posted), reversed(entries), strict=True)
        if entry.business_date < BUSINESS_DATE
    )
    request_refund(desk, refunded, "已参加职工医保")
    approve_refund(replace(desk, operator=_SECOND_OPERATOR), refunded)
    set_rules(desk, days=0)  # no acquirer sends it statements: nothing waits too long
    progress(7, _STEPS)
    return desk


def people_of_last_year(notice: Notice, township: str, people: int) -> dict[Insurance, int]:
    """Return how many people paid the year before, as the annexes print; fewer in proportion."""
    return {
        table.insurance: round(row.last_year_people * people / PEOPLE)
        for table in notice.targets
        if (row := table.row_of(township)) is not None
    }


class _Stored(NamedTuple):
    id_number: str
    person_id: int
    household_id: int
    village_id: int


def _households(desk: Desk, roster: list[RosterPerson]) -> list[Household]:
    """Return the roster's households with the identifiers the store gave them."""
    rows = desk.store.query(
        _Stored,
        "SELECT p.id_number, p.id AS person_id, p.household_id, h.village_id FROM person p "
        "JOIN household h ON h.station_id = p.station_id AND h.id = p.household_id "
        "WHERE p.station_id = ?",
        (desk.station_id,),
    )
    stored = {row.id_number: row for row in rows}
    found = []
    for number, family in groupby(roster, key=lambda person: person.household_number):
        people = list(family)
        home = stored[people[0].id_number]
        found.append(
            Household(
                household_id=home.household_id,
                number=number,
                village_id=home.village_id,
                village=people[0].village,
                members=tuple(
                    Member(
                        person_id=stored[person.id_number].person_id,
                        name=person.name,
                        id_number=person.id_number,
                        born=person.born,
                        enrolment=person.enrolment,
                        holdings=tuple(Holding(category=each) for each in person.categories),
                    )
                    for person in people
                ),
            )
        )
    return found
