"""An application as it stands: what is asked, what became of it, how long it has waited."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from models.base.terms import Insurance
from models.bureau.refund_applications.reasons import REASONS, WORKING_DAYS
from models.store.tables.corrections import Step

State = Literal["open", "sent", "paid", "declined", "withdrawn"]
STATE_TITLES: dict[State, str] = {
    "open": "待报送",
    "sent": "已报送",
    "paid": "已退到账",
    "declined": "未批准",
    "withdrawn": "已撤回",
}


@dataclass(frozen=True)
class Stepped:
    """A step of an application: on which day, on which paper, why."""

    step: Step
    on_day: dt.date
    paper: str
    reason: str


@dataclass(frozen=True)
class Application:
    """Money asked back from the bureau; amounts in fen.

    ``village`` and ``household`` are the person's now. ``papers`` are those handed in.
    """

    number: int
    village: str
    household: str
    name: str
    id_number: str
    insurance: Insurance
    levy_year: int
    why: str
    rests_on: str
    amount_fen: int
    paid_on: dt.date
    voucher: str
    papers: tuple[str, ...]
    payee: str
    bank: str
    account: str
    note: str
    applied_on: dt.date
    operator: str
    steps: tuple[Stepped, ...] = ()

    @property
    def state(self) -> State:
        """How it stands: by its last step."""
        return self.steps[-1].step if self.steps else "open"

    @property
    def why_title(self) -> str:
        """The reason as people read it."""
        return REASONS[self.why].title

    @property
    def missing_papers(self) -> tuple[str, ...]:
        """What its reason asks for and was not handed in."""
        return tuple(each for each in REASONS[self.why].all_papers if each not in self.papers)

    def day_of(self, step: Step) -> dt.date | None:
        """Return the day of a step; None where it was not taken."""
        return next((each.on_day for each in self.steps if each.step == step), None)

    def waiting_days(self, today: dt.date) -> int | None:
        """Return for how many working days the bureau has had it; None where it does not wait.

        Monday to Friday: of holidays the program knows nothing.
        """
        sent = self.day_of("sent")
        if self.state != "sent" or sent is None:
            return None
        days = (sent + dt.timedelta(each) for each in range(1, (today - sent).days + 1))
        return sum(each.weekday() < 5 for each in days)

    def is_overdue(self, today: dt.date) -> bool:
        """Whether the bureau has had it for longer than it takes at most."""
        return (self.waiting_days(today) or 0) > WORKING_DAYS[1]
