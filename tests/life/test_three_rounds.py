"""A station lives through three autumns; after each, everything is counted once more by hand."""

import datetime as dt
import random

import pytest

from models.base.dates import HalfMonth
from models.checks.check_store import check_store
from models.counter.differences import find_differences
from models.people.households.families import household_numbered, load_household
from models.people.households.quotes import quote_household
from models.store.writing import Store
from reports.progress.document import progress_document
from reports.progress.gather import gather_progress
from reports.submission import progress_of
from tests.life.living import Life
from tests.soak import campaign, thrown, times

_IN_FORCE = (
    "SELECT f.id_number, f.levy_year, l.benefit_from, l.is_late, "
    "l.amount_fen + (SELECT coalesce(sum(a.amount_fen), 0) FROM payment_line a "
    "WHERE a.station_id = l.station_id AND a.people = 0 AND a.adjusts_line_id = l.id) "
    "FROM in_force f JOIN payment_line l ON l.station_id = f.station_id AND l.id = f.line_id"
)


@campaign
@pytest.mark.parametrize("seed", thrown(1, 2))
def test_three_rounds_of_one_station(sqlite_store: Store, seed: int) -> None:
    dice = random.Random(seed)
    life = Life(sqlite_store, families=times(25, 500), dice=dice)
    for autumn in (2019, 2020, 2021):
        if autumn > 2019:
            life.go_on(dt.date(autumn, 11, 1))
            life.open_next()
        for day in sorted(_days(autumn, dice, times(6, 12))):
            if day > life.day:
                life.go_on(day)
            for _ in range(times(12, 60)):
                life.act()
        if autumn < 2021:
            life.revise(autumn + 1, 28000)
            life.go_on(dt.date(autumn + 1, 2, 3))  # late payers and refunds of the next year
            for _ in range(times(20, 100)):
                life.act()
        _recount(life)
    _every_report_says_what_it_said(life)
    assert check_store(life.desk.store).broken == ()


def _days(autumn: int, dice: random.Random, count: int) -> list[dt.date]:
    first = dt.date(autumn, 11, 8)
    return [first, *(first + dt.timedelta(days=dice.randrange(1, 43)) for _ in range(count))]


def _recount(life: Life) -> None:
    """Who is insured for which year and from when, who owes what, who can buy what."""
    found = {
        (number, year): (dt.date.fromisoformat(starts), bool(is_late), fen)
        for number, year, starts, is_late, fen in life.desk.store.rows(_IN_FORCE)
    }
    expected = {
        (who.id_number, year): (each.benefit_from, each.is_late, each.amount_fen)
        for who in life.village.people.values()
        for year, each in who.bought.items()
    }
    assert found == expected
    owed = {(each.id_number, each.levy_year): 0 for each in find_differences(life.desk, "medical")}
    for each in find_differences(life.desk, "medical"):
        assert not each.problem
        owed[each.id_number, each.levy_year] += each.amount_fen
    assert {what: fen for what, fen in owed.items() if fen} == {
        (who.id_number, year): fen
        for who in life.village.people.values()
        for year, fen in life.village.owed(who, life.day).items()
    }
    for home in {who.home for who in life.present()}:
        _family_can_buy(life, home)


def _family_can_buy(life: Life, home: str) -> None:
    household = load_household(life.desk, household_numbered(life.desk, home))
    for each in quote_household(life.desk, household, "medical").members:
        who = life.village.people[each.member.id_number]
        offered = {
            quote.levy_year: (quote.due_now_fen, quote.late, quote.benefit_from)
            for quote in (each.quote, *each.others)
            if quote.refused is None and quote.levy_year not in who.bought
        }
        assert offered == {
            year: (offer.amount_fen, offer.is_late, offer.benefit_from)
            for year, offer in life.village.years_on_offer(who, life.day).items()
        }


def _every_report_says_what_it_said(life: Life) -> None:
    assert len(life.reports) > 40
    for period, said in life.reports.items():
        assert _differences(progress_document(gather_progress(life.desk, period)), said) == [], (
            period
        )
        assert progress_document(progress_of(life.desk, period).figures) == said, period
    assert HalfMonth.containing(dt.date(2019, 11, 14)) in life.reports


def _differences(now: object, then: object, at: str = "") -> list[str]:
    """Return where two documents differ, so that a failure can be read."""
    if isinstance(now, dict) and isinstance(then, dict):
        keys = dict.fromkeys((*now, *then))
        return [
            one for key in keys for one in _differences(now.get(key), then.get(key), f"{at}.{key}")
        ]
    if isinstance(now, list | tuple) and isinstance(then, list | tuple) and len(now) == len(then):
        pairs = enumerate(zip(now, then, strict=True))
        return [one for place, pair in pairs for one in _differences(*pair, f"{at}[{place}]")]
    return [] if now == then else [f"{at}: {now!r} was {then!r}"]
