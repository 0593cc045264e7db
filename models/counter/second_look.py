"""What of a slip is to be looked at again before its money is entered.

The numbers can be right: then whoever enters them says so. A terminal that nobody registered may
be a wrong digit; numbers that stand under another date already may be the very same slip.
"""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from models.base.errors import BadInput, RefusedByRule
from models.cash.terminals import strange_terminals
from models.counter.replay import find_slip
from models.ledger.corrections import holder_of
from models.ledger.receipt_numbers import receipt_number
from models.ledger.slip import PosSlip
from models.station.desk import Desk

DoubtCode = Literal["new_terminal", "another_slip"]

SAME_NUMBERS_DAYS = 7
"""Within so many days a terminal prints no batch and trace twice; later they come round again."""

_CONFIRMED: dict[DoubtCode, str] = {
    "new_terminal": "核对无误的，请写明「终端无误」",
    "another_slip": "不是同一张的，请写明「确是另一张」",
}
"""What whoever has looked again says."""
_NEARBY = f"""
SELECT s.slip_date, p.year, p.serial FROM slip s
JOIN payment p ON p.station_id = s.station_id AND p.id = {holder_of("s.payment_id")}
WHERE s.station_id = ? AND s.terminal = ? AND s.batch = ? AND s.trace = ?
 AND s.slip_date <> ? AND s.slip_date >= ? AND s.slip_date <= ? ORDER BY s.slip_date DESC LIMIT 1
"""


class _Nearby(NamedTuple):
    slip_date: dt.date
    year: int
    serial: int


@dataclass(frozen=True)
class Doubt:
    """What is to be looked at again. ``stops``: a payment is refused until it was confirmed.

    ``asks``: a screen asks before it enters the money; what neither stops nor asks is only told.
    """

    code: DoubtCode
    words: str
    stops: bool = True
    asks: bool = True


def doubts_of(desk: Desk, slips: Iterable[PosSlip]) -> tuple[Doubt, ...]:
    """Return what is to be looked at again of slips that were not entered before."""
    slips = tuple(slips)
    found = [
        Doubt(
            "new_terminal",
            f"终端 {each.number} 没有登记，请照签购单核对；是本站的，请站长用「终端」登记",
            stops=not each.is_first,
            asks=not each.is_first or each.is_new,
        )
        for each in strange_terminals(desk, [slip.terminal for slip in slips])
    ]
    for slip in slips:
        near = _nearby(desk, slip)
        if near is not None:
            found.append(
                Doubt(
                    "another_slip",
                    f"终端 {slip.terminal} 批次 {slip.batch} 凭证 {slip.trace} 在 "
                    f"{near.slip_date} 已入账（收据 {receipt_number(near.year, near.serial)}），"
                    f"这次写的日期是 {slip.date}，可能是同一张，请核对「签购单日期」",
                )
            )
    return tuple(found)


def _nearby(desk: Desk, slip: PosSlip) -> _Nearby | None:
    """Return where the same numbers stand under another date, a few days before or after."""
    around = dt.timedelta(days=SAME_NUMBERS_DAYS)
    asked = (slip.terminal, slip.batch, slip.trace, slip.date.isoformat())
    span = ((slip.date - around).isoformat(), (slip.date + around).isoformat())
    return desk.store.first(_Nearby, _NEARBY, (desk.station_id, *asked, *span))


class LookAgain(RefusedByRule):
    """Slips that a screen shows again before their money is entered; ``codes`` confirm them."""

    def __init__(self, doubts: tuple[Doubt, ...]) -> None:
        super().__init__("；".join(each.words for each in doubts), doubts[0].code)
        self.codes = frozenset(each.code for each in doubts)


def ask_again(desk: Desk, slips: Iterable[PosSlip], confirmed: Collection[str]) -> None:
    """Raise LookAgain where something of new slips is to be looked at, and was not yet."""
    new = [slip for slip in slips if find_slip(desk, slip) is None]
    doubts = tuple(
        each for each in doubts_of(desk, new) if each.asks and each.code not in confirmed
    )
    if doubts:
        raise LookAgain(doubts)


def check_slip_dates(desk: Desk, slips: Iterable[PosSlip]) -> None:
    """Raise BadInput for a slip that was printed after the business date."""
    for slip in slips:
        if slip.date > desk.business_date:
            raise BadInput(
                f"签购单日期 {slip.date} 晚于业务日期 {desk.business_date}，请核对「签购单日期」"
            )


def refuse_doubts(
    desk: Desk, slips: Iterable[PosSlip], confirmed: Collection[str]
) -> tuple[str, ...]:
    """Refuse slips of which something was not looked at; return what is only told.

    Raises RefusedByRule with the doubt's code.
    """
    told = []
    for each in doubts_of(desk, slips):
        if each.code in confirmed:
            continue
        if each.stops:
            raise RefusedByRule(f"{each.words}。没有入账；{_CONFIRMED[each.code]}", each.code)
        told.append(each.words)
    return tuple(told)
