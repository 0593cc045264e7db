"""A list on a narrow screen: what stays, what passes, and that nothing is out of reach."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from models.base.text import width
from reports.listing.grid import Grid, grid_of
from reports.listing.values import Column
from tests.cases import for_each
from tests.reports.listing.test_listing import LISTING

_KINDS = {"head": "text", "name": "text", "amount_fen": "money", "people": "number"}


def grid(*keys: str, cells: int = 10) -> Grid:
    """Return a list of one row whose columns are all so wide."""
    columns = tuple(Column("栏" * (cells // 2), key, _KINDS.get(key, "text")) for key in keys)  # type: ignore[arg-type]
    row = tuple(1 if column.is_right else "x" for column in columns)
    return grid_of(replace(LISTING, columns=columns, rows=(row,), total=None))


@for_each(
    "keys, leading",
    [
        (("village", "household", "name", "relation"), 3),
        (("state", "village", "household", "name", "reason"), 4),
        (("date", "receipt", "kind", "village", "household", "name"), 2),
        (("insurance", "channel", "people"), 2),
        (("account", "amount_fen", "amount_fen"), 1),
        (("people", "point", "name", "id_number"), 3),
    ],
)
def test_what_makes_a_row_recognisable_stays(keys: tuple[str, ...], leading: int) -> None:
    assert grid(*keys).leading == leading


def test_the_leading_columns_never_take_more_than_half() -> None:
    assert grid(*"abcd", "name", cells=30).views(80)[:2] == ((0, 1), (0, 2))
    wide = grid("state", "village", "household", "name", "reason", "phone", cells=16)
    assert wide.views(80) == ((0, 1, 2, 3), (0, 1, 3, 4), (0, 1, 4, 5))


def test_a_column_too_wide_to_stand_beside_them_pushes_the_leading_ones_away() -> None:
    columns = (Column("村", "village"), Column("姓名", "name"), Column("原因", "reason"))
    row = ("青山村", "张三", "因" * 38)
    reason = grid_of(replace(LISTING, columns=columns, rows=(row,), total=None))
    assert reason.views(80) == ((0, 1), (2,))
    assert reason.views(88) == ((0, 1), (0, 2))
    assert reason.views(100) == ((0, 1, 2),)


@given(
    widths=st.lists(st.integers(2, 70), min_size=1, max_size=14),
    cells=st.integers(80, 140),
)
def test_every_column_comes_into_sight_whole(widths: list[int], cells: int) -> None:
    columns = tuple(Column("x" * each, f"key{place}") for place, each in enumerate(widths))
    every = grid_of(replace(LISTING, columns=columns, rows=(), total=None))
    views = every.views(cells)
    for shown in views:
        assert width(every.heads_line(shown)) <= cells
        assert list(shown) == sorted(set(shown))
    assert {place for shown in views for place in shown} == set(range(len(widths)))


def test_heads_rows_and_total_stand_in_the_same_columns() -> None:
    shown = grid_of(LISTING)
    assert shown.total is not None
    every = range(6)
    lines = [shown.heads_line(every), *(shown.line(row, every) for row in shown.rows)]
    lines.append(shown.line(shown.total, every))
    assert len({width(line) for line in lines}) == 1
    assert lines[1].split() == ["=1+1", "431103195001010023", "2", "123.45", "50.00%", "2019-11-15"]


def test_a_very_long_list_has_all_its_rows() -> None:
    rows = (LISTING.rows[0] for _ in range(50_000))
    assert len(grid_of(replace(LISTING, rows=rows)).rows) == 50_000
