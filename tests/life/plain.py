"""A village in plain Python, 小雪's rules written out once more: the program must agree.

Nothing here asks the program. A year's window is from 8 November to 20 December of the year
before; who belongs to an exempt category or is 70 pays nothing in it; a newborn pays the personal
standard within six months of birth, whatever the window, and has benefits from birth; whoever is
late pays both standards in full, as long as benefits still begin in the year, 30 days after.
"""

import calendar
import datetime as dt
from dataclasses import dataclass, field

GOVERNMENT = 52000
STATED = 25000
EXEMPT = ("低保", "重度残疾人")
FIRST_YEAR = 2020


@dataclass
class Bought:
    """A year somebody is insured for: what was charged and is not settled otherwise, in fen."""

    receipt: str
    paid_on: dt.date
    amount_fen: int
    is_late: bool
    benefit_from: dt.date


@dataclass
class Villager:
    """A person with what happened to them."""

    id_number: str
    name: str
    born: dt.date
    home: str
    left_on: dt.date | None = None
    held: dict[str, tuple[dt.date, dt.date | None]] = field(default_factory=dict)
    bought: dict[int, Bought] = field(default_factory=dict)

    def is_exempt(self, day: dt.date) -> bool:
        """Whether a category, or 70 years, makes the premium free on a day."""
        birthday = (day.year - 70, day.month, day.day)
        return (self.born.year, self.born.month, self.born.day) <= birthday or any(
            starts <= day and (ends is None or day <= ends) for starts, ends in self.held.values()
        )


@dataclass
class Village:
    """Everybody, and the standards that documents have set: levy year to (first day, fen)."""

    people: dict[str, Villager] = field(default_factory=dict)
    revised: dict[int, tuple[dt.date, int]] = field(default_factory=dict)
    opened: int = 1

    def personal_fen(self, year: int, day: dt.date) -> int:
        """Return the personal standard of a levy year as it stands on a day."""
        first_day, amount_fen = self.revised.get(year, (dt.date.max, 0))
        return amount_fen if day >= first_day else STATED

    def present_year(self, day: dt.date) -> int:
        """Return the levy year that is collected on a day, of the rounds opened by now."""
        begun = [
            year for year in range(FIRST_YEAR, FIRST_YEAR + self.opened) if window(year)[0] <= day
        ]
        return max(begun, default=FIRST_YEAR)

    def years_on_offer(self, who: Villager, day: dt.date) -> dict[int, Bought]:
        """Return every year somebody can buy on a day, with what it costs."""
        years = {*range(FIRST_YEAR, FIRST_YEAR + self.opened), who.born.year}
        offers = {year: self.price(who, year, day) for year in years}
        return {
            year: offer
            for year, offer in offers.items()
            if offer is not None and year not in who.bought
        }

    def price(self, who: Villager, year: int, day: dt.date) -> Bought | None:
        """Return what a year costs somebody on a day; None where it cannot be bought."""
        round_year = year if FIRST_YEAR <= year < FIRST_YEAR + self.opened else None
        of = round_year or self.present_year(day)
        personal_fen = self.personal_fen(of, day)
        if who.born.year in (of - 1, of) and year == who.born.year and day <= six_months(who.born):
            amount_fen = 0 if who.is_exempt(day) else personal_fen
            return Bought("", day, amount_fen, False, who.born)
        if round_year is None:
            return None
        opens, closes = window(year)
        if opens <= day <= closes:
            amount_fen = 0 if who.is_exempt(day) else personal_fen
            return Bought("", day, amount_fen, False, dt.date(year, 1, 1))
        starts = day + dt.timedelta(days=30)
        if day > closes and starts.year <= year:
            return Bought("", day, personal_fen + GOVERNMENT, True, starts)
        return None

    def owed(self, who: Villager, day: dt.date) -> dict[int, int]:
        """Return by year what somebody who paid still owes (or gets back) on a day, in fen.

        A payment is reckoned as on its own day, with what is known by now of the standard and
        of the categories held then.
        """
        changes = {}
        for year, bought in who.bought.items():
            of = year if year >= FIRST_YEAR else self.present_year(bought.paid_on)
            personal_fen = self.personal_fen(of, day)
            asked_fen = personal_fen + GOVERNMENT if bought.is_late else personal_fen
            if not bought.is_late and who.is_exempt(bought.paid_on):
                asked_fen = 0
            if asked_fen != bought.amount_fen:
                changes[year] = asked_fen - bought.amount_fen
        return changes


def window(year: int) -> tuple[dt.date, dt.date]:
    """Return the window in which a levy year is collected from everybody."""
    return dt.date(year - 1, 11, 8), dt.date(year - 1, 12, 20)


def six_months(born: dt.date) -> dt.date:
    """Return the last day of six calendar months after a birth."""
    year, month = born.year + (born.month > 6), (born.month + 5) % 12 + 1
    return dt.date(year, month, min(born.day, calendar.monthrange(year, month)[1]))
