"""What a form proposes: what its blanks most likely hold. It is seen before it is acted upon."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from models.station.desk import Desk
from tui.program.command_form import Blank


@dataclass(frozen=True)
class Shown:
    """The family that the counter shows, and the member under its cursor, as they are typed."""

    household_id: int
    household: str
    person: str


def proposals(
    desk: Desk, words: tuple[str, ...], blanks: Sequence[Blank], shown: Shown | None
) -> dict[Blank, str]:
    """Return the values that the form of a command begins with.

    What is needed of a family is proposed from the one that the counter shows: its number, the
    member, its last receipt. What is optional stays empty, as do people who come anew.
    """
    propose = _PROPOSALS.get(words)
    by_option = propose(desk) if propose else {}
    found = {each: by_option[each.option] for each in blanks if each.option in by_option}
    return found if shown is None else {**_of_family(desk, words, blanks, shown), **found}


def _of_family(
    desk: Desk, words: tuple[str, ...], blanks: Sequence[Blank], shown: Shown
) -> dict[Blank, str]:
    from models.counter.receipt.last import last_receipt

    found = {}
    for each in blanks:
        if each.option not in ("", "--person") or not (each.is_required or words in _FOR_ONE):
            continue
        if each.label == "户编号":
            found[each] = shown.household
        elif (each.label in _PEOPLE or each.option == "--person") and shown.person:
            found[each] = shown.person
        elif each.label == "收据号":
            last = last_receipt(desk, shown.household_id)
            found[each] = last.number if last else ""
    return found


_PEOPLE = ("证件号码", "旧号码")
_FOR_ONE = {("certify",)}
"""Commands that are mostly about one person though they need not be."""


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
