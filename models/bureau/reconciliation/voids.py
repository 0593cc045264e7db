"""Which purchase of the statement a void of the statement takes back.

Only where the statement, or the statement and the books, leave no other reading.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from models.bureau.reconciliation.values import StatementLine

_Group = tuple[object, ...]
VoidedBy = dict[int, StatementLine]
"""By the identifier of a void's line, the purchase it takes back."""


def link_voids(
    voids: Sequence[StatementLine],
    purchases: Sequence[StatementLine],
    voided_in_books: Collection[int],
) -> VoidedBy:
    """Return the purchase each void takes back; a purchase is taken back once.

    A void takes back an equal amount of the same terminal, batch and day. Which purchase:
    the one whose trace or reference the void states as the original's; else the one whose
    trace or reference it carries itself; else by the card, see ``_by_card``.
    ``voided_in_books`` are the lines whose payment the books void without a slip.
    """
    linked: VoidedBy = {}
    whole = {each.line_id: each for each in purchases}
    voids, purchases = _comparable(voids, purchases)
    free = {each.line_id: each for each in purchases}
    for said, by in (
        ("original_trace", "trace"),
        ("original_reference", "reference"),
        ("trace", "trace"),
        ("reference", "reference"),
    ):
        groups = _grouped(free.values(), by)
        for void in voids:
            text = getattr(void, said)
            if void.line_id in linked or not text:
                continue
            found = [each for each in groups.get((*_group(void), text), []) if each.line_id in free]
            if len(found) == 1:
                linked[void.line_id] = free.pop(found[0].line_id)
    _by_card([each for each in voids if each.line_id not in linked], free, voided_in_books, linked)
    return {void_id: whole[purchase.line_id] for void_id, purchase in linked.items()}


def _comparable(
    voids: Sequence[StatementLine], purchases: Sequence[StatementLine]
) -> tuple[list[StatementLine], list[StatementLine]]:
    """Return lines without their batches where one of that terminal and day has none."""
    lacking = {(each.terminal, each.day) for each in (*voids, *purchases) if not each.batch}

    def plain(lines: Sequence[StatementLine]) -> list[StatementLine]:
        return [
            each._replace(batch="") if (each.terminal, each.day) in lacking else each
            for each in lines
        ]

    return plain(voids), plain(purchases)


def _by_card(
    voids: Sequence[StatementLine],
    free: dict[int, StatementLine],
    voided_in_books: Collection[int],
    linked: VoidedBy,
) -> None:
    """Link voids to purchases of the same terminal, batch, day, amount and card.

    A void that states what it takes back is left to that. Of the others: the only purchase
    before it; or, where there are as many voids as purchases, or as purchases that the
    books void, each of those: they are equal, whichever is whose.
    """
    open_voids = _grouped(
        (each for each in voids if not (each.original_trace or each.original_reference)),
        "card_tail",
    )
    candidates = _grouped(free.values(), "card_tail")
    for group, waiting in open_voids.items():
        if not group[-1]:
            continue
        found = candidates.get(group, [])
        _only_one_before(waiting, found, linked)
        taken = {each.line_id for each in linked.values()}
        left = [each for each in waiting if each.line_id not in linked]
        rest = [each for each in found if each.line_id not in taken]
        known = [each for each in rest if each.line_id in voided_in_books]
        for several in (rest, known):
            if left and len(several) == len(left) and _all_before(several, left):
                linked.update(zip((each.line_id for each in left), several, strict=True))
                break


def _only_one_before(
    voids: Sequence[StatementLine], purchases: Sequence[StatementLine], linked: VoidedBy
) -> None:
    """Link each void that has only one purchase before it, the earliest void first."""
    taken: set[int] = set()
    for void in sorted(voids, key=lambda each: (each.time, each.line_id)):
        before = [
            each for each in purchases if each.line_id not in taken and _is_before(each, void)
        ]
        if len(before) == 1:
            linked[void.line_id] = before[0]
            taken.add(before[0].line_id)


def _all_before(purchases: Iterable[StatementLine], voids: Iterable[StatementLine]) -> bool:
    return all(_is_before(each, void) for each in purchases for void in voids)


def _is_before(purchase: StatementLine, void: StatementLine) -> bool:
    return not (purchase.time and void.time) or purchase.time <= void.time


def _group(line: StatementLine) -> _Group:
    return line.terminal, line.batch, line.day, abs(line.amount_fen)


def _grouped(lines: Iterable[StatementLine], by: str) -> Mapping[_Group, list[StatementLine]]:
    found: dict[_Group, list[StatementLine]] = defaultdict(list)
    for line in lines:
        found[(*_group(line), getattr(line, by))].append(line)
    return found
