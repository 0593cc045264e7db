"""What a notice says of time: its window, newborns, late payers; frozen values of the files."""

import datetime as dt
from typing import Literal

from models.base.terms import Value


class WindowPart(Value, frozen=True):
    """Days of a window for which the notice says from when benefits run (分段).

    From 1 January of the levy year, or from the day of payment; then the wait is added, in
    days or in calendar months. ``pays``: the personal part, or the government's with it.
    """

    opens: dt.date
    closes: dt.date
    clause: str
    benefit_start: Literal["january", "payment_date"] = "january"
    pays: Literal["total", "personal"] = "personal"
    wait_days: int | None = None
    wait_months: int | None = None


class ChannelWindow(Value, frozen=True):
    """When channels other than the station's counter take the premium, both days included."""

    channels: tuple[str, ...]
    opens: dt.date
    closes: dt.date
    clause: str


class Window(Value, frozen=True):
    """When a premium is taken at the station (集中征缴期), both days included.

    ``ends``: on the last day collection is closed, or it is to be complete by then, after
    which money is still taken (interpretation 9). ``other_channels`` have their own days.
    """

    opens: dt.date
    closes: dt.date
    clause: str
    ends: Literal["closes", "complete_by"] = "closes"
    parts: tuple[WindowPart, ...] = ()
    other_channels: tuple[ChannelWindow, ...] = ()


class NewbornRule(Value, frozen=True):
    """Newborns within some days or months of birth enrol whatever the window.

    ``pays``: the personal part, or the government's with it. Benefits run from birth, or from
    the payment after a wait in days or calendar months.
    ``next_year``: the same children may enrol for the year after birth whatever the window, with
    benefits from its 1 January, or from the payment where that is what the rule says.
    """

    clause: str
    months: int | None = None
    days: int | None = None
    benefit_start: Literal["birth", "payment_date"] = "birth"
    pays: Literal["total", "personal"] = "personal"
    wait_days: int | None = None
    wait_months: int | None = None
    next_year: bool = False


class ArrearsRule(Value, frozen=True):
    """Earlier levy years that may be bought back (补缴以前年度).

    From ``from_year`` on, at most ``years_back`` before the notice's year. ``note`` is what is
    said before the money is taken, such as that no 缴费补贴 comes with it.
    """

    clause: str
    from_year: int
    years_back: int | None = None
    pays: Literal["total", "personal"] = "personal"
    note: str = ""


class ChannelRule(Value, frozen=True):
    """How a place may take the money (渠道): at the station, or at the named place."""

    channels: tuple[str, ...]
    clause: str
    place: str = ""


class LateRule(Value, frozen=True):
    """After the window (补缴): what is owed, and how long benefits wait after the payment.

    ``pays``: ``total`` is ``personal`` and ``government``, ``personal`` the former alone.
    The wait is in days or in calendar months, not both. ``collected_by`` says who takes the
    money where the station no longer does. Where the notice names the days of late payment,
    none is taken before ``opens`` or after ``closes``.
    """

    clause: str
    pays: Literal["total", "personal"] = "total"
    opens: dt.date | None = None
    closes: dt.date | None = None
    wait_days: int | None = None
    wait_months: int | None = None
    collected_by: str = ""
    collected_by_clause: str = ""

    def takes_on(self, day: dt.date) -> bool:
        """Whether a day after the window is one of late payment."""
        return (self.opens or day) <= day <= (self.closes or day)
