"""From when benefits of a payment in the window run, before any wait."""

import datetime as dt

from models.base.terms import Insurance
from models.levy.interpretations import Interpretations
from models.levy.periods import WindowPart
from models.levy.values import Trail
from models.levy.waits import after_wait, wait_words


def benefit_assumed(
    insurance: Insurance, year: int, on: dt.date, switches: Interpretations, trail: Trail
) -> dt.date | None:
    """Return from when benefits run where the notice does not say: interpretations 1 and 11."""
    if switches.benefit_start == "payment_date":
        return on
    first = dt.date(year, 1, 1)
    if switches.benefit_date == "assumed" or (insurance != "pension" and on <= first):
        trail.interpreted(1)
        return first
    trail.interpreted(11)
    return None


def benefit_of_part(part: WindowPart, year: int, on: dt.date, trail: Trail) -> dt.date:
    """Return from when benefits run as a part of the window says."""
    words = wait_words(part.wait_days, part.wait_months)
    if part.benefit_start == "january":
        trail.because(part.clause, f"{part.closes} 前缴费的，自 {year} 年 1 月 1 日起享受待遇")
        return after_wait(dt.date(year, 1, 1), part.wait_days, part.wait_months)
    trail.because(part.clause, f"{part.opens} 至 {part.closes} 缴费的，{words}享受待遇")
    return after_wait(on, part.wait_days, part.wait_months)
