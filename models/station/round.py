"""A round (征缴轮次): one notice, what documents have set in it, and when it is the present one.

A station has many, year after year, and two may run at once: pensions by the calendar year,
medical insurance from autumn on. For each insurance one of them is present on any day.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from models.base.errors import BadInput
from models.base.terms import Insurance
from models.levy.notice import Notice
from models.levy.revision import DatedFigure, figures_on, notice_on
from models.store.acts import days_of_acts
from models.store.tables.station import FilledFigure, Round, RoundWithdrawal
from models.store.writing import Store

_FIRST = 1  # the round of what was recorded before there were several


@dataclass(frozen=True)
class OpenRound:
    """A round of a station.

    ``number`` counts from 1, ``opened_on`` is the business date of its opening. ``bare`` is the
    notice as printed, ``figures`` what documents have set since, in the order of recording.
    """

    number: int
    opened_on: dt.date
    bare: Notice
    figures: tuple[DatedFigure, ...] = ()

    def notice_on(self, day: dt.date) -> Notice:
        """Return the notice as it stands on a day."""
        return notice_on(self.bare, self.figures, day)

    def figures_on(self, day: dt.date, insurance: Insurance) -> tuple[DatedFigure, ...]:
        """Return the figures of an insurance that count on a day."""
        current = figures_on(self.figures, day).values()
        return tuple(each for each in current if each.insurance == insurance)

    def collects(self, insurance: Insurance, levy_year: int, on: dt.date) -> bool:
        """Whether this is the round of an insurance's levy year, as its notice stands on a day."""
        rules = self.notice_on(on).insurances.get(insurance)
        return rules is not None and rules.levy_year == levy_year


def read_rounds(
    store: Store, station_id: int, find_notice: Callable[[str], Notice]
) -> tuple[OpenRound, ...]:
    """Return a station's rounds in the order of their opening, but for those taken back."""
    withdrawn = {each.round_id for each in store.find(RoundWithdrawal, station_id=station_id)}
    rows = [each for each in store.find(Round, station_id=station_id) if each.id not in withdrawn]
    figures = store.find(FilledFigure, station_id=station_id)
    return tuple(
        OpenRound(
            number=row.id,
            opened_on=row.opened_on,
            bare=find_notice(row.notice),
            figures=_of_round(figures, row.id),
        )
        for row in rows
    )


def as_recorded_by(
    store: Store, station_id: int, rounds: Iterable[OpenRound], day: dt.date
) -> tuple[OpenRound, ...]:
    """Return rounds with only those figures that were recorded by a business date."""
    figures = store.find(FilledFigure, station_id=station_id)
    days = days_of_acts(store, station_id, FilledFigure) if figures else {}
    figures = [each for each in figures if days.get(each.id, day) <= day]
    return tuple(replace(each, figures=_of_round(figures, each.number)) for each in rounds)


def round_numbered(rounds: Sequence[OpenRound], number: int) -> OpenRound:
    """Return a round by its number; raises BadInput listing those there are."""
    found = next((each for each in rounds if each.number == number), None)
    if found is None:
        known = "、".join(str(each.number) for each in rounds)
        raise BadInput(f"本站没有第 {number} 轮，可用：{known}")
    return found


def known_on(rounds: Sequence[OpenRound], day: dt.date) -> tuple[OpenRound, ...]:
    """Return the rounds opened by a day; the first counts however early the day is."""
    return tuple(each for each in rounds if each is rounds[0] or each.opened_on <= day)


def present_rounds(rounds: Sequence[OpenRound], day: dt.date) -> dict[Insurance, OpenRound]:
    """Return which round each insurance is collected in on a day.

    It is the one whose window opened last; while none has opened, the one that opens first.
    A window that has closed stays present until the next opens: its late payments, refunds and
    reports go on. Insurances come in the order of the notice that began last, then the rest.
    """
    begun: dict[Insurance, OpenRound] = {}
    for each in known_on(rounds, day):
        for insurance in each.bare.insurances:
            held = begun.get(insurance)
            if held is None or _begins(held, insurance) < _begins(each, insurance) <= day:
                begun[insurance] = each
    leading = leading_round(begun.values())
    order = dict.fromkeys((*(leading.bare.insurances if leading else ()), *begun))
    return {insurance: begun[insurance] for insurance in order if insurance in begun}


def leading_round(present: Iterable[OpenRound]) -> OpenRound | None:
    """Return the round opened last of those present: its notice says what is of no insurance.

    Which categories there are, who confirms them, how cash is deposited, what is reported.
    """
    return max(present, key=lambda each: each.number, default=None)


def _begins(each: OpenRound, insurance: Insurance) -> dt.date:
    return each.bare.insurances[insurance].window.opens


def _of_round(figures: Iterable[FilledFigure], round_id: int) -> tuple[DatedFigure, ...]:
    return tuple(
        DatedFigure(
            key=row.key,
            value=row.value,
            document=row.document,
            document_date=row.document_date,
            effective_from=row.effective_from,
        )
        for row in figures
        if (row.round_id or _FIRST) == round_id
    )
