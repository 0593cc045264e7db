"""The part of the money machine that is about days: closes, batches over days, deposits back."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, replace

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from models.base.errors import Denied, RefusedByRule
from models.cash.day_close.close import close_day
from models.cash.day_close.expected import drawers_on
from models.cash.deposit import take_back_deposit
from models.cash.pos_batches import BATCH_DAYS, Batch, open_batches
from models.station.desk import Desk
from models.store.tables.cash import Scope
from tests.making import SECOND

TERMINAL = "12345678"


@dataclass(frozen=True)
class Card:
    """The numbers of a slip that change: trace, batch, and the day the terminal printed."""

    trace: int
    batch: str
    day: dt.date

    @property
    def key(self) -> Batch:
        return TERMINAL, self.batch

    def is_near(self, day: dt.date) -> bool:
        return abs((self.day - day).days) <= BATCH_DAYS


@dataclass
class Paid:
    """What the model knows of a payment: whom it insures, and what each of them paid.

    ``day`` is that of the money, ``booked`` that of the entry.
    """

    household: str
    due_fen: int
    paper: tuple[object, ...]
    channel: str
    day: dt.date
    booked: dt.date
    people: dict[str, int]
    card: Card | None = None
    voided_fen: int = 0
    is_cleared: bool = False
    is_corrected: bool = False
    was_refunded: bool = False
    is_in_close: bool = False

    @property
    def fen(self) -> int:
        """What still stands of it."""
        return sum(self.people.values())

    @property
    def is_whole(self) -> bool:
        return bool(self.people) and not self.was_refunded


class Days(RuleBasedStateMachine):
    """What the model knows of days: which the station closed, which batches were totalled."""

    desk: Desk
    day: dt.date
    paid: dict[str, Paid]
    expected: dict[str, int]

    def __init__(self) -> None:
        super().__init__()
        self.closed: set[dt.date] = set()
        self.own_closes: set[dt.date] = set()
        self.totalled: dict[Batch, list[dt.date]] = defaultdict(list)
        self.deposits: dict[int, int] = {}

    def is_settled(self, card: Card) -> bool:
        last = card.day + dt.timedelta(days=BATCH_DAYS)
        return any(card.day <= day <= last for day in self.totalled[card.key])

    def another(self, card: Card) -> bool:
        """Whether the same numbers stand under another date nearby."""
        same = (each.card for each in self.paid.values() if each.card is not None)
        return any(
            (each.trace, each.batch) == (card.trace, card.batch)
            and each.day != card.day
            and each.is_near(card.day)
            for each in same
        )

    def needs_second(self, denied: Denied) -> None:
        """A day that the station closed, and nothing else, asks for the second person."""
        assert denied.code == "day_closed" and self.day in self.closed

    def on_terminals(self, day: dt.date) -> dict[Batch, int]:
        """Return what stands in each batch around a day, whatever the days of its slips."""
        sums: dict[Batch, int] = defaultdict(int)
        for each in self.paid.values():
            if each.card is not None and each.card.is_near(day) and not each.is_corrected:
                sums[each.card.key] += each.due_fen - each.voided_fen
        return sums

    def close(self, day: dt.date, scope: Scope, counted_fen: int, *, leaves: bool) -> str:
        """Close a day as it is counted; return the code of a refusal, empty where it is done."""
        desk = self.desk.on(day)
        batches = open_batches(desk, day)
        known = self.on_terminals(day)
        for each in batches:
            assert each.amount_fen == known[each.key]
        totals = {} if leaves else {each.key: each.amount_fen for each in batches}
        left = [each.key for each in batches] if leaves else []
        try:
            close_day(desk, scope, counted_fen, totals, left_open=left)
        except RefusedByRule as refused:
            if refused.code != "day_differs":
                return refused.code
            close_day(desk, scope, counted_fen, totals, "查不清", left_open=left)
        for key in totals:
            self.totalled[key].append(day)
        self.own_closes.add(day)
        if scope == "station":
            self.closed.add(day)
        for paid in self.paid.values():
            paid.is_in_close |= paid.day <= day
        return ""

    @rule(back=st.integers(1, 4), found=st.sampled_from([0, 0, 100]))
    def a_day_left_open_is_closed(self, back: int, found: int) -> None:
        """An earlier day can still be closed, once; its cash is that of its own evening."""
        day = self.day - dt.timedelta(days=back)
        was_closed, is_last = day in self.closed, not any(each > day for each in self.closed)
        counted = drawers_on(self.desk.on(day), day).total_fen + found
        code = self.close(day, "station", counted, leaves=False)
        if code == "operators_open":
            other = replace(self.desk.on(day), operator="second")
            close_day(other, "operator", 0, {}, "清点")
        elif code:
            assert code == "too_early" and was_closed and not is_last

    @rule(slip=st.integers(1, 9))
    def a_deposit_is_taken_back(self, slip: int) -> None:
        """By two; the cash is in the till again, and the slip can be entered anew."""
        try:
            done = take_back_deposit(self.desk, f"B{slip}", "录错", SECOND)
        except RefusedByRule as refused:
            assert refused.code == "no_deposit" and slip not in self.deposits
            return
        yuan = self.deposits.pop(slip)
        assert done.deposit.amount_fen == yuan * 100
        self.expected["till"] += yuan * 100
        self.expected["pending_remittance"] -= yuan * 100
