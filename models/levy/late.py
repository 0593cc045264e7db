"""Late payment (补缴) that is refused: between its periods, after them, after the year."""

import datetime as dt

from models.levy.notice import InsuranceRules
from models.levy.values import Refusal, Trail


def refuse_late(rules: InsuranceRules, born: dt.date, on: dt.date, trail: Trail) -> Refusal:
    """Say why nobody may pay late on a day: the year is over, or the day is in no late period."""
    window, year = rules.window, rules.levy_year
    if on.year > year or born.year > year:
        clause = (rules.late_on(on) or rules.lates[-1]).clause
        trail.because(clause)
        return Refusal(
            code="window_closed",
            message=f"{year} 年度已过，不能再补缴（{clause}），请按新年度通知参保",
        )
    closed = f"征缴期已于 {window.closes} 结束（{window.clause}），补缴"
    later = next((each for each in rules.lates if each.opens and on < each.opens), None)
    if later is not None:
        message = f"{closed}自 {later.opens} 开始（{later.clause}），请届时办理"
    else:
        last = rules.lates[-1]
        message = (
            f"{closed}已于 {last.closes} 截止（{last.clause}），"
            "以后的办法本通知未载明，请向税务、医保（人社）部门咨询"
        )
    trail.because((later or rules.lates[-1]).clause)
    return Refusal(code="window_closed", message=message)
