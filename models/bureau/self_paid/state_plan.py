"""What a file of mere status would do now: each row beside what is known of the person's year.

A statement enrols unless something counts more: a payment, a later statement, money that went
back later. It ends only an enrolment that a statement made.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from models.base.terms import Insurance
from models.bureau.self_paid.classify import barred_words, is_same_name, member_on, nobody_words
from models.bureau.self_paid.kept import done_reversals
from models.bureau.self_paid.read import load_payers, townships_elsewhere
from models.bureau.self_paid.state_values import (
    STATE_EXCEPTIONS,
    StateFile,
    StateFinding,
    StateFound,
    StateRow,
)
from models.bureau.self_paid.values import Payer, Standing
from models.ledger.channels import CHANNEL_TITLES, STATED
from models.ledger.entry import Line
from models.levy.family import Member
from models.levy.notice import Notice
from models.levy.quote import quote_person
from models.levy.years import is_on_offer
from models.station.desk import Desk

_KEPT = """
SELECT identity, person_id, insurance, levy_year, is_enrolled, stated_on FROM self_paid_state
WHERE station_id = ? ORDER BY id
"""
_Key = tuple[int, Insurance, int]


class _Kept(NamedTuple):
    identity: str
    person_id: int
    insurance: Insurance
    levy_year: int
    is_enrolled: bool
    stated_on: dt.date


def plan_states(desk: Desk, file: StateFile) -> tuple[StateFinding, ...]:
    """Return what each row of a file is now, in order; changes nothing."""
    reversals = done_reversals(desk)
    numbers = {row.id_number for row in file.rows if not row.fault}
    payers = load_payers(desk, numbers | {each.id_number for each in reversals})
    elsewhere = townships_elsewhere(desk, numbers - set(payers))
    book = _Book(desk, file)
    for each in reversals:
        payer = payers.get(each.id_number)
        if payer is not None:
            key = payer.member.person_id, each.insurance, each.levy_year
            book.went_back[key] = max(book.went_back.get(key, each.paid_on), each.paid_on)
    return tuple(book.find(row, payers.get(row.id_number), elsewhere) for row in file.rows)


class _Book:
    """What was stated before, and what the rows of a file state, one after the other."""

    def __init__(self, desk: Desk, file: StateFile) -> None:
        self.desk, self.file = desk, file
        kept = desk.store.query(_Kept, _KEPT, (desk.station_id,))
        self.identities = {each.identity for each in kept}
        self.said: dict[tuple[_Key, bool], dt.date] = {}
        self.went_back: dict[_Key, dt.date] = {}
        self.standing: dict[_Key, Standing | None] = {}
        for each in kept:
            key = each.person_id, each.insurance, each.levy_year
            self._say(key, each.is_enrolled, each.stated_on)

        @cache
        def notice_of(insurance: Insurance, levy_year: int, day: dt.date) -> Notice:
            return desk.notice_of(insurance, levy_year, day)

        self.notice_of = notice_of

    def find(
        self, row: StateRow, payer: Payer | None, elsewhere: Mapping[str, str]
    ) -> StateFinding:
        """Return what a row is; one that changes something counts for those after it."""
        if payer is None:
            found: StateFound = "other_station" if row.id_number in elsewhere else "unknown"
            return StateFinding(row, found, nobody_words(row.id_number, row.fault, elsewhere))
        household = f"{payer.household.village} {payer.household.number}"
        if row.name and not is_same_name(row.name, payer.member.name):
            reason = f"名册上这个号码是{payer.member.name}，文件写的是{row.name}，请核对"
            return StateFinding(row, "name_differs", reason, household)
        key = payer.member.person_id, row.insurance, row.levy_year
        day = row.stated_on or self.desk.business_date
        identity = f"{key}|{row.is_enrolled}|{row.stated_on or self.file.digest}"
        if identity in self.identities:
            return StateFinding(row, "known", "", household)
        later = self._later(key, row.is_enrolled, day)
        if later is not None:
            return StateFinding(row, "superseded", f"{later} 另有登记或退费", household)
        standing = self._standing(payer, key)
        finding = (
            self._enrolled(row, payer, standing, day)
            if row.is_enrolled
            else self._not_enrolled(row, standing)
        )
        if finding.found in STATE_EXCEPTIONS or _is_money(standing):
            return finding
        self.identities.add(identity)
        self._say(key, row.is_enrolled, day)
        if finding.found != "confirmed":
            place = f"本文件第 {row.row} 行"
            self.standing[key] = Standing(place, STATED, day, 0) if finding.line else None
        return replace(
            finding, household=household, identity=identity, person_id=key[0], stated_on=day
        )

    def _enrolled(
        self, row: StateRow, payer: Payer, standing: Standing | None, day: dt.date
    ) -> StateFinding:
        if standing is not None:
            return StateFinding(row, "confirmed")
        barred = barred_words(payer, day)
        if barred:
            return StateFinding(row, "refused", barred)
        member = member_on(payer, day)
        notice = self.notice_of(row.insurance, row.levy_year, day)
        quote = quote_person(
            notice,
            row.insurance,
            member.applicant(row.insurance),
            day,
            None,
            row.levy_year,
            is_bureaus=True,
        )
        if quote.refused is not None and not is_on_offer(quote):
            return StateFinding(row, "refused", quote.refused.message)
        return StateFinding(row, "posted", line=_line(row, payer, member, quote.category, day))

    def _not_enrolled(self, row: StateRow, standing: Standing | None) -> StateFinding:
        if standing is None:
            return StateFinding(row, "not_enrolled")
        if standing.is_stated:
            if not standing.payment_id:
                return StateFinding(row, "contradicted", f"{standing.receipt}写的是已参保")
            return StateFinding(row, "withdrawn", standing.receipt, takes_back=standing.payment_id)
        where = f"{standing.station}的" if standing.station else ""
        reason = (
            f"税务登记为未参保，{where}{standing.receipt}"
            f"（{CHANNEL_TITLES[standing.channel]}，{standing.paid_on}）是有效缴费，请核对"
        )
        return StateFinding(row, "contradicted", reason)

    def _standing(self, payer: Payer, key: _Key) -> Standing | None:
        if key not in self.standing:
            self.standing[key] = next(
                (
                    standing
                    for insurance, year, standing in payer.standing
                    if (insurance, year) == key[1:]
                ),
                None,
            )
        return self.standing[key]

    def _later(self, key: _Key, is_enrolled: bool, day: dt.date) -> dt.date | None:
        """Return the day of what counts more, if there is any: said otherwise, or paid back."""
        later = [self.said.get((key, not is_enrolled))]
        if is_enrolled:
            later.append(self.went_back.get(key))
        return next((each for each in later if each is not None and each > day), None)

    def _say(self, key: _Key, is_enrolled: bool, day: dt.date) -> None:
        before = self.said.get((key, is_enrolled))
        self.said[key, is_enrolled] = max(before or day, day)


def _is_money(standing: Standing | None) -> bool:
    """Whether money enrolled the person: then a statement changes nothing, and is not kept."""
    return standing is not None and not standing.is_stated


def _line(row: StateRow, payer: Payer, member: Member, category: str | None, day: dt.date) -> Line:
    """Return a line without amounts: what was paid, and by whom, the bureau has not said."""
    held: Sequence[str] = [each.category for each in member.holdings if each.is_held_on(day)]
    return Line(
        village_id=payer.household.village_id,
        household_id=payer.household.household_id,
        person_id=member.person_id,
        id_number=member.id_number,
        insurance=row.insurance,
        levy_year=row.levy_year,
        category=category or (held[0] if held else ""),
        tier_fen=None,
        standard_fen=0,
        subsidy_fen=0,
        reimbursed_fen=0,
        amount_fen=0,
        is_late=False,
        benefit_from=None,
        shares=(),
    )
