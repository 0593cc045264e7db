"""An invented season of collecting: who paid what on which day, through which channel.

Every amount comes from the same quotes and every row goes through the same posting as
at the counter; only the families, days and slips are invented.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from random import Random

from models.base.terms import Insurance
from models.ledger.entry import Entry, draft_line
from models.ledger.slip import PosSlip
from models.levy.family import FamilyQuote, Household, quote_family
from models.levy.notice import Notice

_CHANNELS = ("pos",) * 13 + ("bank_batch",) * 4 + ("wechat",) * 2 + ("alipay",)
_TIERS_YUAN = (100,) * 14 + (200, 200, 300, 500, 500, 1000, 2000, 3000)
_TERMINALS = ("60110301", "60110302", "60110303")


def make_entries(
    dice: Random,
    notice: Notice,
    households: Sequence[Household],
    insurance: Insurance,
    first: dt.date,
    last: dt.date,
    paying_rate: float,
) -> list[Entry]:
    """Return one entry for each household that paid between two days, in order of the day."""
    span = (last - first).days + 1
    planned = sorted(
        (working_day(first + dt.timedelta(days=int(dice.random() ** 0.8 * span)), last), position)
        for position in range(len(households))
        if dice.random() < paying_rate
    )
    slips = _slips(dice, insurance)
    entries = []
    for day, position in planned:
        household = households[position]
        tiers = _tiers(dice, household) if insurance == "pension" else {}
        family = quote_family(notice, insurance, household, day, tiers)
        if family.payable:
            entries.append(_entry(dice, household, family, day, slips))
    return entries


def working_day(day: dt.date, last: dt.date) -> dt.date:
    """Move a Sunday to the Monday after it: the station is closed."""
    monday = day + dt.timedelta(days=1)
    return monday if day.weekday() == 6 and monday <= last else day


def _tiers(dice: Random, household: Household) -> dict[str, int]:
    return {
        member.id_number: dice.choice(_TIERS_YUAN) * 100
        for member in household.members
        if not member.holdings or dice.random() < 0.05
    }


def _entry(
    dice: Random,
    household: Household,
    family: FamilyQuote,
    day: dt.date,
    slips: "Iterator[tuple[str, str]]",
) -> Entry:
    lines = tuple(draft_line(household, each, day) for each in family.payable)
    channel = dice.choice(_CHANNELS) if sum(line.amount_fen for line in lines) else "no_charge"
    taken: tuple[PosSlip, ...] = ()
    if channel == "pos":
        terminal, trace = next(slips)
        batch = f"{(day - dt.date(day.year, 1, 1)).days + 1:06d}"
        reference = f"{day:%m%d}{dice.randrange(10**8):08d}"
        taken = (PosSlip(terminal, batch, trace, day, reference),)
    return Entry(kind="payment", channel=channel, business_date=day, lines=lines, slips=taken)


def _slips(dice: Random, insurance: Insurance) -> Iterator[tuple[str, str]]:
    """Yield terminals and traces; each insurance starts its own range of traces."""
    traces = dict.fromkeys(_TERMINALS, 0 if insurance == "pension" else 400000)
    while True:
        terminal = dice.choice(_TERMINALS)
        traces[terminal] += 1
        yield terminal, f"{traces[terminal]:06d}"
