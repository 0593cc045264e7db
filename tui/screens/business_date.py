"""Another business date: asked for, and never one to come."""

import datetime as dt
from collections.abc import Callable

from textual.app import App

from models.base import clock
from models.base.dates import parse_date
from models.base.errors import BadInput, LaobaoError
from models.station.closed_days import refuse_sent_period
from models.station.desk import Desk
from tui.screens.prompt import PromptScreen


def ask_business_date(app: App[None], desk: Desk, then: Callable[[Desk, str], object]) -> None:
    """Ask for another date; ``then`` is given the desk on that day, and what to know of it."""

    def answered(text: str | None) -> None:
        if text is not None:
            day = past_or_today(text)
            then(desk.on(day), _told(desk, day))

    question, value = "业务日期（例如 2019-11-13）", desk.business_date.isoformat()
    prompt = PromptScreen(question, value, about="business-date", check=past_or_today)
    app.push_screen(prompt, answered)


def past_or_today(text: str) -> dt.date:
    """Return the business date that was typed; raises BadInput for none, or one to come."""
    day, today = parse_date(text, "业务日期"), clock.today()
    if day > today:
        raise BadInput(f"业务日期 {day} 还没有到（今天 {today}），请核对")
    return day


def _told(desk: Desk, day: dt.date) -> str:
    """Return that the date was changed, and at once if nothing can be entered on it."""
    try:
        refuse_sent_period(desk, day)
    except LaobaoError as error:
        return f"业务日期已改为 {day}；{error.message}"
    return f"业务日期已改为 {day}"
