"""The counter's date follows the clock: one left open past midnight enters nothing on yesterday."""

from models.base import clock
from models.station.desk import Desk
from tui.screens.counter_view import CounterView


class CounterClock(CounterView):
    """A counter whose business date is today's for as long as nobody sets another by hand."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._follows = self._is_of_today(desk)

    async def takes(self, key: str, typed_at: float) -> bool:
        """Before a key acts, take note of another day; it is asked for again.

        What is typed into the search field enters nothing, and goes on.
        """
        if not await super().takes(key, typed_at):
            return False
        if len(key) == 1 or not self._follows or self._is_of_today(self.desk):
            return True
        await self._follow()
        return False

    def set_by_hand(self, desk: Desk) -> None:
        """Take a date that the clerk has set; only today's goes on with the clock."""
        self.desk = desk
        self._follows = self._is_of_today(desk)

    async def _follow(self) -> None:
        before, today = self.desk.business_date, clock.today()
        self.desk = self.desk.on(today)
        if today > before:
            words = f"已过零点，业务日期改为 {today}；请再按一次"
        else:
            words = f"电脑时钟退到了 {today}，业务日期跟着改；请核对时间，再按一次"
        await self.after(words)

    @staticmethod
    def _is_of_today(desk: Desk) -> bool:
        return not desk.is_demonstration and desk.business_date == clock.today()
