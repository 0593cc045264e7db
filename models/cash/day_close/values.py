"""A closed day as it stands in the store, with what it was about."""

import datetime as dt
from dataclasses import dataclass

from models.cash.pos_batches import CountedBatch
from models.store.tables.cash import Scope

SCOPE_TITLES: dict[Scope, str] = {"operator": "经办人日结", "station": "全站日结"}


@dataclass(frozen=True)
class ChannelTakings:
    """What came in by one channel: entries that took money, those that gave it back, the net."""

    channel: str
    taken: int
    returned: int
    amount_fen: int


@dataclass(frozen=True)
class DayCount:
    """What was counted beside what the books have: the cash, and each terminal with a total."""

    expected_fen: int
    counted_fen: int
    batches: tuple[CountedBatch, ...]

    @property
    def difference_fen(self) -> int:
        """Above zero where more cash was counted than the books have."""
        return self.counted_fen - self.expected_fen

    @property
    def has_differences(self) -> bool:
        """Whether anything counted is not what the books say."""
        return bool(self.difference_fen) or any(each.difference_fen for each in self.batches)


@dataclass(frozen=True)
class DayClose:
    """A close: the books' cash and the counted one, the terminals, what was entered late.

    ``taken_fen``, ``returned_fen`` and ``deposited_fen`` are the cash of the entries since the
    close before. ``late`` are the receipt numbers entered for a day that was closed already.
    ``head`` is the ledger's chain right after this close, as printed.
    """

    number: int
    scope: Scope
    business_date: dt.date
    operator: str
    recorded_at: str
    expected_fen: int
    counted_fen: int
    reason: str
    taken_fen: int
    returned_fen: int
    deposited_fen: int
    channels: tuple[ChannelTakings, ...]
    batches: tuple[CountedBatch, ...]
    late: tuple[str, ...]
    head: str

    @property
    def count(self) -> DayCount:
        """What was counted, beside the books."""
        return DayCount(self.expected_fen, self.counted_fen, self.batches)

    @property
    def difference_fen(self) -> int:
        """Above zero where more cash was counted than the books have."""
        return self.count.difference_fen

    @property
    def has_differences(self) -> bool:
        """Whether anything counted is not what the books say."""
        return self.count.has_differences


@dataclass(frozen=True)
class Closed:
    """A close just made; ``replayed``: the very same was there, and nothing was recorded."""

    close: DayClose
    replayed: bool
