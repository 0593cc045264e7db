"""Another business date: asked for, and never one to come."""

import datetime as dt
from collections.abc import Awaitable, Callable
from typing import Any

from models.base import clock
from models.base.dates import typed_date
from models.base.errors import BadInput
from models.station.closed_days import day_words, state_of_day
from models.station.desk import Desk
from tui.screens.desk_screen import DeskScreen
from tui.screens.prompt import PromptScreen


def ask_business_date(
    screen: DeskScreen[Any], desk: Desk, then: Callable[[Desk, str], Awaitable[None]]
) -> None:
    """Ask for another date; ``then`` is given the desk on that day, and what to know of it."""

    async def answered(text: str | None) -> None:
        if text is not None:
            day = past_or_today(text)
            await then(desk.on(day), await screen.read(_told, desk, day))

    question, value = "业务日期（例如 2019-11-13）", desk.business_date.isoformat()
    prompt = PromptScreen(question, value, about="business-date", check=past_or_today)
    screen.app.push_screen(prompt, answered)


def past_or_today(text: str) -> dt.date:
    """Return the business date that was typed; raises BadInput for none, or one to come."""
    today = clock.today()
    day = typed_date(text, "业务日期", today)
    if day > today:
        raise BadInput(f"业务日期 {day} 还没有到（在今天 {today} 之后），请核对")
    return day


def _told(desk: Desk, day: dt.date) -> str:
    """Return that the date was changed, and at once what stands in the way of entries on it."""
    words = day_words(state_of_day(desk, day))
    return f"业务日期已改为 {day}" + (f"；{words}" if words else "")
