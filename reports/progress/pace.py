"""Where the round stands on a day: the phase of the notice, the days left, the pace needed."""

import datetime as dt
from collections.abc import Sequence
from fractions import Fraction
from math import ceil

from models.base.terms import Insurance
from models.levy.notice import Notice
from models.levy.round import Phase
from reports.progress.figures import Pace


def pace_of(
    notice: Notice, insurance: Insurance, day: dt.date, people: int, target: int | None
) -> Pace:
    """Return how an insurance stands at the end of a day with so many people of its target.

    Where the notice asks for a rate of stated people, those stand in the target's place.
    """
    window = notice.insurances[insurance].window
    days = (window.closes - window.opens).days + 1
    elapsed = min(days, max(0, (day - window.opens).days + 1))
    left = days - elapsed
    goal = goal_of(notice, insurance)
    missing = None if target is None else max(0, ceil(goal * target) - people)
    per_day = None
    if missing is not None and (left or not missing):
        per_day = ceil(Fraction(missing, left)) if left else 0
    return Pace(
        opens=window.opens,
        closes=window.closes,
        time_rate=elapsed / days,
        days_left=left,
        goal_rate=float(goal),
        missing=missing,
        per_day=per_day,
    )


def goal_of(notice: Notice, insurance: Insurance) -> Fraction:
    """Return the rate the notice asks of the residents; the whole target where it states none."""
    for goal in notice.goals:
        if goal.insurance == insurance and goal.group == "residents":
            return goal.rate
    return Fraction(1)


def phases_on(phases: Sequence[Phase], day: dt.date) -> tuple[str, ...]:
    """Return the phases a day lies in; of those that state only an end, the next to end."""
    begun = [
        each
        for each in phases
        if each.starts is not None
        and each.starts <= day
        and (each.ends is None or day <= each.ends)
    ]
    ending = sorted(
        (each for each in phases if each.starts is None and each.ends and day <= each.ends),
        key=lambda each: each.ends or day,
    )
    return tuple(f"{each.title}（{each.clause}）" for each in (*begun, *ending[:1]))
