"""Waiting from a day on: by exact days or by calendar months, as a notice counts."""

import datetime as dt

from models.base.dates import add_months


def after_wait(day: dt.date, days: int | None, months: int | None) -> dt.date:
    """Return the day on which a wait that begins on ``day`` is over."""
    return add_months(day, months or 0) + dt.timedelta(days=days or 0)


def wait_words(days: int | None, months: int | None) -> str:
    """Return a wait in the words of a notice: ``缴费 30 日后``, ``缴费满 3 个月后``."""
    if months:
        return f"缴费满 {months} 个月后"
    return f"缴费 {days} 日后" if days else "缴费当日起"
