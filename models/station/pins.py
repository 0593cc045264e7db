"""PINs: how a second person shows, at another's terminal, that it is they who agree.

Only its owner sets a PIN, in a session of their own (whose identity is the SSH key's): a chief who
could set another's would be two people. Kept is argon2's hash alone. After five wrong ones in a
row a PIN does not count until its owner sets it anew.
"""

from itertools import pairwise
from typing import TYPE_CHECKING

from models.base.errors import BadInput, Denied
from models.base.text import squeeze
from models.station.desk import Desk
from models.station.operators import StationOperator, operator_named
from models.store.rows import Rows
from models.store.tables.station import OperatorEvent, OperatorEventKind

if TYPE_CHECKING:
    from argon2 import PasswordHasher

_MOST_WRONG = 5
_SHORTEST, _LONGEST = 6, 12
_OF_PIN = ("pin", "pin_cleared", "pin_failed", "pin_passed")


def set_pin(desk: Desk, pin: str) -> None:
    """Set the operator's own PIN; raises BadInput for one that is too easily guessed."""
    pin = check_pin(pin)
    with desk.writing("set_pin"):
        _add(desk, desk.operator_id(), "pin", _hasher().hash(pin))
        desk.record("set_pin", f"operator {desk.operator}")


def clear_pin(desk: Desk, login: str) -> StationOperator:
    """Clear a PIN that was forgotten or seen; its owner sets a new one. BadInput for a stranger."""
    with desk.writing("clear_pin"):
        known = operator_named(desk.store, desk.station_id, login)
        if known is None:
            raise BadInput(f"没有操作员“{squeeze(login)[:20]}”，请看「列出操作员」")
        _add(desk, known.operator_id, "pin_cleared")
        desk.record("clear_pin", f"operator {known.login}")
    return known


def check_pin(typed: str) -> str:
    """Return a PIN of 6 to 12 digits; BadInput for another, or for 111111 and 123456."""
    pin = squeeze(typed)
    if not (pin.isascii() and pin.isdigit() and _SHORTEST <= len(pin) <= _LONGEST):
        raise BadInput(f"PIN 应为 {_SHORTEST} 至 {_LONGEST} 位数字，请重设")
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    if len(steps) == 1 and steps <= {0, 1, 9}:
        raise BadInput("PIN 不能全是同一个数字或顺着数，请重设")
    return pin


def has_pin(store: Rows, station_id: int, operator_id: int) -> bool:
    """Whether an operator has a PIN that counts."""
    return bool(_hash_of(store, station_id, operator_id)[0])


def verify_pin(desk: Desk, who: StationOperator, pin: str) -> None:
    """Raise Denied unless it is this operator's PIN (``wrong_pin``).

    Without one that counts it is ``pin_needed``, after too many wrong ones ``pin_locked``.

    A wrong one is kept count of by whoever records the denial.
    """
    from argon2.exceptions import Argon2Error, InvalidHashError

    kept, wrong = _hash_of(desk.store, desk.station_id, who.operator_id)
    if not kept:
        raise Denied(
            f"“{who.login}”还没有设 PIN，请本人用「设自己的 PIN」设，或在自己的终端「同意」",
            "pin_needed",
        )
    if wrong >= _MOST_WRONG:
        raise Denied(f"“{who.login}”的 PIN 连错 {wrong} 次，已不能用，请本人重设", "pin_locked")
    try:
        _hasher().verify(kept, squeeze(pin))
    except (Argon2Error, InvalidHashError):
        left = _MOST_WRONG - wrong - 1
        raise Denied(
            f"“{who.login}”的 PIN 不对，还可以试 {left} 次",
            "wrong_pin",
            f"operator {who.login}",
            who.operator_id,
        ) from None
    if wrong:
        _add(desk, who.operator_id, "pin_passed")


def _hash_of(store: Rows, station_id: int, operator_id: int) -> tuple[str, int]:
    """Return the hash that counts, empty for none, and how many wrong ones came since."""
    kept, wrong = "", 0
    events = store.find(
        OperatorEvent, station_id=station_id, whom_id=operator_id, kind=list(_OF_PIN)
    )
    for each in events:
        if each.kind == "pin_failed":
            wrong += 1
        elif each.kind == "pin_passed":
            wrong = 0
        else:
            kept, wrong = each.pin, 0
    return kept, wrong


def _add(desk: Desk, whom_id: int, kind: OperatorEventKind, pin: str = "") -> None:
    event = OperatorEvent(
        whom_id=whom_id, kind=kind, pin=pin, business_date=desk.business_date, **desk.stamp()
    )
    desk.store.add(event)


def _hasher() -> "PasswordHasher":
    """Return argon2 as OWASP asks for it at least; old machines hash in some 30 ms."""
    from argon2 import PasswordHasher  # here, because only a PIN needs it

    return PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
