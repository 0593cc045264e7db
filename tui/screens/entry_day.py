"""What day money would be entered on, said before anything is typed; then who agrees."""

from collections.abc import Callable
from typing import Any

from models.base import clock
from models.base.errors import Denied, LaobaoError
from models.station.approvals import SecondPerson
from models.station.closed_days import DayState, day_words, state_of_day
from models.station.desk import Desk
from tui.screens.desk_screen import DeskScreen
from tui.screens.second_person import ask_second_person


def warned(words: str) -> str:
    """Return words with the mark of a warning; nothing of none."""
    return f"！{words}" if words else ""


def day_warning(desk: Desk) -> str:
    """Return what stands in the way of entries on the business date, with its mark."""
    return warned(day_words(state_of_day(desk, desk.business_date)))


class EntryDay:
    """The business date of a screen that enters money."""

    def __init__(self, screen: DeskScreen[Any], desk: Desk) -> None:
        self._screen, self._desk = screen, desk
        self.state: DayState = "open"
        self._is_today = desk.business_date == clock.today()

    async def read(self) -> str:
        """Read what the day is, and return what a screen says of it."""
        day = self._desk.business_date
        self.state = await self._screen.read(state_of_day, self._desk, day)
        return warned(day_words(self.state))

    def enter(
        self, known: SecondPerson | None, then: Callable[[SecondPerson | None], None]
    ) -> None:
        """Go on to ``then`` with who agrees: ``known`` already, asked for, or nobody needed."""
        if self._is_overtaken():
            self._screen.refuse(
                f"没有入账：已过零点，这里还是 {self._desk.business_date}；"
                "仍记到这一天请再按一次，记到今天请 Esc 回去重开"
            )
        elif self.state in ("sent", "future"):
            self._screen.refuse(f"没有入账：{day_words(self.state)}；请按 F8 改业务日期")
        elif self.state == "open" or known is not None:
            then(known)
        else:
            what = f"{self._desk.business_date} 已日结，入账要另一个人同意"
            ask_second_person(self._screen.app, what, lambda second: self._named(second, then))

    def _is_overtaken(self) -> bool:
        """Whether midnight has passed since the screen was opened for today; asked once."""
        is_overtaken = self._is_today and clock.today() > self._desk.business_date
        self._is_today = self._is_today and not is_overtaken
        return is_overtaken

    def _named(
        self, second: SecondPerson | None, then: Callable[[SecondPerson | None], None]
    ) -> None:
        if second is None:
            self._screen.refuse("没有入账：没有写明第二人")
        else:
            then(second)

    def learn(self, error: LaobaoError) -> None:
        """Take note of a day that was closed meanwhile: the next try asks for somebody."""
        if isinstance(error, Denied) and error.code == "day_closed":
            self.state = "closed"
