"""A list as it is looked at: what is left of it, in which order, and what its file then says."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from models.search.narrow import Needle, initials_table
from reports.listing.grid import grid_of
from reports.listing.values import Cell, Column, Listing, Section
from reports.listing.view import Order, View, as_seen, places_in, total_of, villages_in
from tests.cases import for_each
from tests.reports.listing.test_listing import LISTING

_COLUMNS = (
    Column("村(社区)", "village"),
    Column("户编号", "household"),
    Column("户主", "head"),
    Column("人数", "people", "number"),
    Column("应缴金额", "due_fen", "money"),
    Column("上次联系", "contacted_on", "date"),
)
_VILLAGES = ("青山村", "白水村", "凤凰社区")
_ROWS = st.lists(
    st.tuples(
        st.sampled_from(_VILLAGES),
        st.sampled_from(["9", "10", "10-2", "10-11", "010001"]),
        st.sampled_from(["曾国强", "单雪梅", "𬱖䶮", "阿依古丽·买买提"]),
        st.integers(0, 9) | st.none(),
        st.integers(-100_000_00, 100_000_00) | st.none(),
        st.dates(dt.date(2019, 1, 1), dt.date(2019, 12, 31)) | st.none(),
    ),
    max_size=30,
)
_VIEWS = st.builds(
    View,
    text=st.sampled_from(["", "曾", "青山 10", "1,0", "没有这个"]),
    village=st.sampled_from(["", *_VILLAGES]),
    order=st.none()
    | st.builds(Order, st.sampled_from([each.key for each in _COLUMNS]), st.booleans()),
)


def listed(rows: Sequence[tuple[Cell, ...]]) -> Listing:
    """Return a list of these rows, with the sums of its figures as its total."""
    people, due_fen = (sum(row[at] or 0 for row in rows) for at in (3, 4))  # type: ignore[misc]
    total = ("合计", f"{len(rows)} 户", None, people, due_fen, None)
    return replace(LISTING, columns=_COLUMNS, rows=tuple(rows), total=total)


@given(_ROWS)
def test_without_a_view_a_list_is_the_list_itself(rows: list[tuple[Cell, ...]]) -> None:
    listing = listed(rows)
    assert as_seen((listing,), View()) == (listing,)
    assert places_in(grid_of(listing), View()) == tuple(range(len(rows)))


@given(_ROWS, _VIEWS)
def test_what_is_seen_are_rows_of_the_list_once_each(
    rows: list[tuple[Cell, ...]], view: View
) -> None:
    grid = grid_of(listed(rows))
    places = places_in(grid, view)
    assert len(set(places)) == len(places) and set(places) <= set(range(len(rows)))
    for at in range(len(rows)):
        has_words = all(
            word.replace(",", "") in grid.texts[at].replace(",", "") for word in view.text.split()
        )
        is_there = view.village in ("", rows[at][0])
        assert (at in places) == (has_words and is_there)


@given(_ROWS, _VIEWS, st.sampled_from(["曾", "青", "1", "青山 1", "没"]))
def test_what_more_is_typed_leaves_the_same_rows_however_one_came_to_it(
    rows: list[tuple[Cell, ...]], view: View, typed: str
) -> None:
    grid = grid_of(listed(rows))
    before, now = replace(view, text=typed[:1]), replace(view, text=typed)
    assert places_in(grid, now, before=(before, places_in(grid, before))) == places_in(grid, now)


@given(_ROWS, _VIEWS)
def test_an_order_changes_which_comes_first_and_nothing_else(
    rows: list[tuple[Cell, ...]], view: View
) -> None:
    grid = grid_of(listed(rows))
    as_it_was = places_in(grid, replace(view, order=None))
    assert sorted(places_in(grid, view)) == list(as_it_was)


@given(_ROWS, st.sampled_from(["people", "due_fen", "contacted_on"]), st.booleans())
def test_figures_and_days_are_ordered_as_such_and_what_is_empty_comes_last(
    rows: list[tuple[Cell, ...]], key: str, is_descending: bool
) -> None:
    grid = grid_of(listed(rows))
    at = grid.keys.index(key)
    values = [rows[place][at] for place in places_in(grid, View(order=Order(key, is_descending)))]
    stated = [value for value in values if value is not None]
    assert values == [*stated, *[None] * (len(values) - len(stated))]
    assert stated == sorted(stated, reverse=is_descending)


def test_household_numbers_are_ordered_as_people_count() -> None:
    numbers = ["10-11", "9", "10", "010001", "10-2"]
    grid = grid_of(listed([("青山村", each, "曾国强", 1, 1, None) for each in numbers]))
    seen = [numbers[at] for at in places_in(grid, View(order=Order("household")))]
    assert seen == ["9", "10", "10-2", "10-11", "010001"]


def test_common_names_are_ordered_by_their_pinyin() -> None:
    names = ["张三", "王五", "李四", "安平"]
    grid = grid_of(listed([("青山村", "1", each, 1, 1, None) for each in names]))
    seen = [names[at] for at in places_in(grid, View(order=Order("head")))]
    assert seen == ["安平", "李四", "王五", "张三"]


@given(_ROWS, _VIEWS)
def test_the_total_of_a_part_is_what_its_rows_add_up_to(
    rows: list[tuple[Cell, ...]], view: View
) -> None:
    listing = listed(rows)
    grid = grid_of(listing)
    places = places_in(grid, view)
    total = total_of(grid, places)
    assert total is not None and total[0] == "合计"
    for at in (3, 4):
        assert total[at] == sum(rows[place][at] or 0 for place in places)  # type: ignore[misc]
    assert total[1] == (f"{len(rows)} 户" if len(places) == len(rows) else "")


def test_a_total_that_is_no_sum_is_not_made_one() -> None:
    listing = listed([("青山村", "1", "曾国强", 1, 100, None), ("白水村", "2", "甲", 1, 50, None)])
    households = replace(listing, total=("合计", "2 户", None, 1, 150, None))
    assert total_of(grid_of(households), (0,)) == ("合计", "", None, None, 100, None)


@given(_ROWS, _VIEWS)
def test_a_file_holds_what_is_seen_and_says_so(rows: list[tuple[Cell, ...]], view: View) -> None:
    listing = listed(rows)
    grid = grid_of(listing)
    [seen] = as_seen((listing,), view)
    assert seen.rows == tuple(rows[at] for at in places_in(grid, view))
    words = view.words(grid)
    assert (words in " ".join(seen.facts)) if words else (seen.facts == listing.facts)


def test_a_file_says_how_it_was_narrowed_and_ordered() -> None:
    rows = [(each, "1", "曾国强", 1, 100, None) for each in _VILLAGES]
    view = View(" 国强", "青山村", Order("due_fen", True))
    [seen] = as_seen((listed(rows),), view)
    assert seen.facts[-1] == "筛选：青山村 国强；排序：应缴金额 从大到小（1 行，全部 3 行）"


def test_numbers_are_looked_for_as_a_screen_shows_them_and_written_whole() -> None:
    number = str(LISTING.rows[0][1])
    assert as_seen((LISTING,), View(number))[0].rows == ()
    [seen] = as_seen((LISTING,), View(number[-4:]))
    assert [row[1] for row in seen.rows] == [number]


def test_of_lists_of_a_village_each_those_of_another_are_left_out() -> None:
    columns = (Column("户编号", "household"), Column("户主", "head"))
    parts = [
        replace(
            LISTING, columns=columns, rows=(("1", name),), total=None,
            section=Section("村(社区)", name),
        )
        for name in _VILLAGES
    ]  # fmt: skip
    assert villages_in([grid_of(each) for each in parts]) == _VILLAGES
    [seen] = as_seen(parts, View(village="白水村"))
    assert seen.section == Section("村(社区)", "白水村")


@given(st.sampled_from(["people", "head"]), st.sampled_from(["people", "head"]))
def test_a_column_is_ordered_upwards_downwards_then_not_at_all(first: str, then: str) -> None:
    view = View().sorted_next(first)
    assert view.order == Order(first)
    assert view.sorted_next(first).order == Order(first, True)
    assert view.sorted_next(first).sorted_next(first).order is None
    if then != first:
        assert view.sorted_next(then).order == Order(then)


_INITIALS = initials_table(map(ord, "曾国强单雪梅青山村王吴解放军朴"))


@for_each(
    "typed, text, is_found",
    [
        ("zgq", "青山村 曾国强", True),
        ("cgq", "青山村 曾国强", True),
        ("gq", "曾国强", True),
        ("qsc", "青山村 曾国强", True),
        ("cz", "青山村 曾国强", False),
        ("sxm", "单雪梅", True),
        ("dxm", "单雪梅", True),
        ("QSC", "青山村", True),
        ("ｚｇｑ", "曾国强", True),
        ("w", "王", True),
        ("y", "王", False),
        ("曾 250", "曾国强 1,250.00", True),
        ("1250", "1,250.00", True),
        ("国曾", "曾国强", False),
        ("pos", "POS 刷卡", True),
    ],
)
def test_words_are_found_as_they_stand_and_by_initials(
    typed: str, text: str, is_found: bool
) -> None:
    assert Needle.typed(typed, _INITIALS).finds(text) is is_found


@given(
    st.text(alphabet="曾国强青山zq1, ", max_size=12), st.text(alphabet="曾国强青山zq1,", max_size=6)
)
def test_a_longer_text_never_finds_more(text: str, typed: str) -> None:
    for end in range(len(typed)):
        if Needle.typed(typed[: end + 1], _INITIALS).finds(text):
            assert Needle.typed(typed[:end], _INITIALS).finds(text)
