"""What a form proposes: what its blanks most likely hold. It is seen before it is acted upon."""

from collections.abc import Callable

from models.station.desk import Desk


def proposals(desk: Desk, words: tuple[str, ...]) -> dict[str, str]:
    """Return the values that the form of a command begins with, by option."""
    propose = _PROPOSALS.get(words)
    return propose(desk) if propose else {}


def _second(desk: Desk) -> dict[str, str]:
    from models.station.approvals import likely_second

    return {"--approved-by": likely_second(desk)}


def _wrong_deposit(desk: Desk) -> dict[str, str]:
    """The deposit recorded last: a mistake is mostly found at once."""
    from models.cash.deposit import newest_deposit

    newest = newest_deposit(desk)
    return {"--slip": newest.bank_slip if newest else "", **_second(desk)}


_PROPOSALS: dict[tuple[str, ...], Callable[[Desk], dict[str, str]]] = {
    ("correct-deposit",): _wrong_deposit,
    ("account", "add"): _second,
}
"""Commands that always take a second person, or mostly concern what was done last."""
