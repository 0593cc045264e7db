"""Eighty planted differences of twenty kinds, in three overlapping files of any layouts and order.

Whatever the order, the same exceptions; and where a layout says everything, just what was planted.
"""

import itertools
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from random import Random

import pytest

from models.bureau.reconciliation.arrive import Statement, receive_statement
from models.bureau.reconciliation.run import Reconciliation, reconcile
from models.station.desk import Desk
from seed.statement_file import read_statement
from tests.bureau.reconciliation.layouts import LAYOUTS, Layout, write_layout
from tests.bureau.reconciliation.planting import (
    EACH,
    PLANTS,
    TODAY,
    Found,
    Season,
    found_in,
    span_of,
    three_parts,
)
from tests.soak import DICE, campaign, thrown, times

_WHOLE = [each for each in LAYOUTS if not each.lacks - {"kind"}]


class _Undo(Exception):
    """Takes back what one order of files did."""


def _in_order(desk: Desk, files: Iterable[Statement]) -> Reconciliation:
    """Return how everything stands after files came in an order; keeps nothing of it."""
    found: list[Reconciliation] = []
    with pytest.raises(_Undo), desk.writing("import_statement"):
        for each in files:
            receive_statement(desk, each)
            assert receive_statement(desk, each).new == 0
        found.append(reconcile(desk))
        raise _Undo
    return found[0]


def _files(
    dice: Random, season: Season, layouts: Iterable[Layout], folder: Path
) -> list[Statement]:
    files = []
    for number, (part, layout) in enumerate(
        zip(three_parts(dice, season.lines), layouts, strict=True)
    ):
        period = span_of(part) if dice.random() < 0.5 else None
        path = write_layout(layout, folder / f"{number} {layout.name}", part, period)
        statement, _, refused = read_statement(path)
        assert refused == [], layout.name
        files.append(statement)
    return files


def _in_every_order(desk: Desk, files: list[Statement]) -> list[tuple[Counter[Found], int]]:
    results = []
    for order in itertools.permutations(files):
        found = _in_order(desk, order)
        results.append((found_in(found), len(found.matching.waiting)))
    return results


def _threes(dice: Random, layouts: list[Layout]) -> list[tuple[Layout, ...]]:
    """Return threes in which every layout comes at least once."""
    shuffled = dice.sample(layouts, len(layouts))
    shuffled += shuffled[: -len(shuffled) % 3]
    return [tuple(shuffled[at : at + 3]) for at in range(0, len(shuffled), 3)]


@campaign
@pytest.mark.parametrize("seed", thrown(1, 8))
def test_every_order_of_three_files_gives_the_same_exceptions(
    seed: int, sqlite_desk: Desk, tmp_path: Path
) -> None:
    dice = Random(seed)
    season = Season(dice, times(180, 400))
    desk = sqlite_desk.on(TODAY)
    season.book(desk)
    # One layout by itself is read in tests/layouts; here a third of the threes, in a campaign all.
    threes = _threes(dice, list(LAYOUTS))
    for layouts in threes[: len(threes) // times(3, 1)]:
        results = _in_every_order(desk, _files(dice, season, layouts, tmp_path))
        for found, waiting in results:
            names = [each.name for each in layouts]
            assert found == results[0][0], (names, found - results[0][0], results[0][0] - found)
            assert waiting == results[0][1], names
        if all(each in _WHOLE for each in layouts):
            found, waiting = results[0]
            assert found == season.expected, (
                names,
                found - season.expected,
                season.expected - found,
            )
            assert waiting == season.waiting


def test_eighty_differences_of_twenty_kinds_are_found_and_no_more(
    sqlite_desk: Desk, tmp_path: Path
) -> None:
    dice = Random(DICE)
    season = Season(dice, 180)
    assert len(PLANTS) * EACH == 80 and sum(season.expected.values()) == 80 + 3 * EACH
    desk = sqlite_desk.on(TODAY)
    season.book(desk)
    layouts = dice.sample(_WHOLE, 3)
    for found, waiting in _in_every_order(desk, _files(dice, season, layouts, tmp_path)):
        assert found - season.expected == Counter() and season.expected - found == Counter()
        assert waiting == season.waiting
