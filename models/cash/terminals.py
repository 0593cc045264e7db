"""The station's POS terminals: registered as accounts are, so that a strange one is looked at.

A payment on a terminal that nobody registered is taken after a second look; where none is
registered yet it is taken at once, and told.
"""

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from models.base.errors import BadInput
from models.base.text import check_clean, squeeze
from models.ledger.slip import check_terminal
from models.station.approvals import SecondPerson
from models.station.closed_days import enter_day
from models.station.desk import Desk
from models.store.tables.cash import Terminal, TerminalEnd

_ALL = """
SELECT t.id AS terminal_id, t.number, t.acquirer, t.place, t.business_date AS opened_on,
 e.business_date AS ended_on, coalesce(e.reason, '') AS end_reason
FROM terminal t
LEFT JOIN terminal_end e ON e.station_id = t.station_id AND e.terminal_id = t.id
WHERE t.station_id = ? ORDER BY t.id
"""
_USED = """
SELECT s.terminal AS number, count(*) AS slips, min(s.slip_date) AS first_day,
 max(s.slip_date) AS last_day
FROM slip s WHERE s.station_id = ? GROUP BY s.terminal ORDER BY s.terminal
"""
_LAST_USED = "SELECT id FROM slip WHERE station_id = ? ORDER BY id DESC LIMIT 1"
_LAST_OF = "SELECT id FROM slip WHERE station_id = ? AND terminal = ? ORDER BY id DESC LIMIT 1"


class _Slip(NamedTuple):
    id: int


class RegisteredTerminal(NamedTuple):
    """A terminal; from ``ended_on`` on it is no longer the station's."""

    terminal_id: int
    number: str
    acquirer: str
    place: str
    opened_on: dt.date
    ended_on: dt.date | None
    end_reason: str

    @property
    def words(self) -> str:
        """The terminal as a person knows it."""
        return "  ".join(filter(None, (self.number, self.acquirer, self.place)))


class UnknownTerminal(NamedTuple):
    """A terminal that stands on slips and is not registered."""

    number: str
    slips: int
    first_day: dt.date
    last_day: dt.date


def list_terminals(desk: Desk) -> tuple[RegisteredTerminal, ...]:
    """Return the terminals that were registered, ended ones too, in the order registered."""
    return tuple(desk.store.query(RegisteredTerminal, _ALL, (desk.station_id,)))


def unknown_terminals(desk: Desk) -> tuple[UnknownTerminal, ...]:
    """Return the terminals of the slips that nobody ever registered."""
    known = {each.number for each in list_terminals(desk)}
    used = desk.store.query(UnknownTerminal, _USED, (desk.station_id,))
    return tuple(each for each in used if each.number not in known)


def register_terminal(
    desk: Desk, number: str, acquirer: str, place: str = "", second: SecondPerson | None = None
) -> RegisteredTerminal:
    """Register a terminal; the same that is registered already changes nothing.

    Raises BadInput for a number that is not 8 digits or without the acquirer, Denied as
    ``enter_day`` does.
    """
    number, acquirer = check_terminal(number), _text(acquirer, "收单机构")
    place = check_clean(squeeze(place), "放在哪里")[:60]
    with desk.writing("register_terminal"):
        for each in list_terminals(desk):
            if each.number == number and each.ended_on is None:
                return each
        enter_day(desk, desk.business_date, second)
        made = desk.store.add(
            Terminal(
                number=number,
                acquirer=acquirer,
                place=place,
                business_date=desk.business_date,
                **desk.stamp(),
            )
        )
        desk.record("register_terminal", f"terminal {made.id}", f"{number} {acquirer}")
    return RegisteredTerminal(made.id, number, acquirer, place, desk.business_date, None, "")


def end_terminal(
    desk: Desk, number: str, reason: str, second: SecondPerson | None = None
) -> RegisteredTerminal:
    """End a terminal from the business date on; BadInput where none of the number is in use."""
    number, reason = check_terminal(number), _text(reason, "原因")
    with desk.writing("end_terminal"):
        found = [
            each for each in list_terminals(desk) if each.number == number and not each.ended_on
        ]
        if not found:
            raise BadInput(f"没有登记在用的终端 {number}，请看「终端」的清单")
        enter_day(desk, desk.business_date, second)
        desk.store.add(
            TerminalEnd(
                terminal_id=found[0].terminal_id,
                reason=reason,
                business_date=desk.business_date,
                **desk.stamp(),
            )
        )
        desk.record("end_terminal", f"terminal {found[0].terminal_id}", f"{number} {reason}")
    return found[0]._replace(ended_on=desk.business_date, end_reason=reason)


class Strange(NamedTuple):
    """A terminal that is not registered; ``is_first``: the station has registered none yet.

    ``is_new``: it stands on no slip, while others do.
    """

    number: str
    is_first: bool
    is_new: bool


def strange_terminals(desk: Desk, numbers: Iterable[str]) -> tuple[Strange, ...]:
    """Return which of the terminals are not registered and in use on the business date."""
    day = desk.business_date
    registered = list_terminals(desk)
    known = {each.number for each in registered if each.ended_on is None or day < each.ended_on}
    strange = sorted(set(numbers) - known)
    if not strange:
        return ()
    has_used = desk.store.first(_Slip, _LAST_USED, (desk.station_id,)) is not None
    return tuple(
        Strange(
            each,
            is_first=not registered,
            is_new=has_used and desk.store.first(_Slip, _LAST_OF, (desk.station_id, each)) is None,
        )
        for each in strange
    )


def _text(typed: str, what: str) -> str:
    text = check_clean(squeeze(typed), what)
    if not text or len(text) > 60:
        raise BadInput(f"请写明{what}，最多 60 个字")
    return text
