"""Lists of a category that come in parts: each part has its own history, and ends nobody else's."""

import datetime as dt
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.base.errors import RefusedByRule
from models.base.identity import with_check_character
from models.people.categories.certify import certify
from models.people.department_list.apply import apply_list, preview_list
from models.people.department_list.part_names import part_named
from models.people.department_list.values import DepartmentList, ListEntry, ListPreview
from models.people.person_meant import person_meant
from models.people.roster import RosterPerson
from models.station.desk import Desk
from models.store.tables.people import Certification
from tests.making import person, register_people
from tests.soak import campaign, times

_DAYS = [dt.date(2019, month, 1) for month in range(1, 13)]
_RURAL, _URBAN = range(17), range(17, 20)


def made_up(count: int = 20) -> list[RosterPerson]:
    """Return people whose names and numbers are not near one another."""
    names = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许"
    return [
        person(
            f"{names[place]}{names[-place]}",
            f"19{40 + place}-01-02",
            f"{place:04d}",
            id_number=with_check_character(f"431198{1940 + place}010{1 + place % 9}{place:03d}"),
        )
        for place in range(count)
    ]


@pytest.fixture
def people(sqlite_desk: Desk) -> list[RosterPerson]:
    return register_people(sqlite_desk, *made_up())


def of(people: list[RosterPerson], which: Any, month: int = 0, **more: Any) -> DepartmentList:
    entries = tuple(
        ListEntry(row, "证件号码（B列）", people[each].name, people[each].id_number)
        for row, each in enumerate(which, 2)
    )
    listing = DepartmentList("低保", "", f"{month}.xlsx", _DAYS[month], len(entries), entries)
    return replace(listing, **more)


def apply(desk: Desk, listing: DepartmentList, reason: str = "") -> ListPreview:
    return apply_list(desk, listing, reason).preview


def holders(desk: Desk, day: dt.date) -> set[str]:
    rows = desk.store.rows(
        "SELECT p.name FROM certification c JOIN person p ON p.station_id = c.station_id "
        "AND p.id = c.person_id WHERE (c.certified_from IS NULL OR c.certified_from <= ?) "
        "AND (c.until IS NULL OR c.until >= ?)",
        (day.isoformat(), day.isoformat()),
    )
    return {name for (name,) in rows}


def names(people: list[RosterPerson], which: Any) -> set[str]:
    return {people[each].name for each in which}


# By whom a list names


@pytest.mark.parametrize("order", [(_RURAL, _URBAN), (_URBAN, _RURAL)])
def test_two_lists_in_either_order_every_month_end_nobody_of_the_other(
    sqlite_desk: Desk, people: list[RosterPerson], order: tuple[range, range]
) -> None:
    """The second names nobody of the first: it is a new part, and says so."""
    first, second = order
    apply(sqlite_desk, of(people, first))
    done = apply(sqlite_desk, of(people, second))
    assert done.part == "第二部分" and "新的一部分" in done.hints[0]
    for month in (1, 2):
        for which in (second, first):
            done = apply(sqlite_desk, of(people, which, month))
            assert (done.gone, done.newly_in, done.unchanged) == ((), (), len(which))
    assert holders(sqlite_desk, _DAYS[3]) == names(people, range(20))


def test_one_fewer_and_one_more_concern_their_own_part(
    sqlite_desk: Desk, people: list[RosterPerson]
) -> None:
    apply(sqlite_desk, of(people, range(15)))
    apply(sqlite_desk, of(people, _URBAN))
    assert [
        each.villager.name for each in apply(sqlite_desk, of(people, range(1, 16), 1)).gone
    ] == [people[0].name]
    gone = apply(sqlite_desk, of(people, (18, 19, 16), 1)).gone
    assert [each.villager.name for each in gone] == [people[17].name]
    assert holders(sqlite_desk, _DAYS[1]) == names(people, [*range(1, 17), 18, 19])


def test_the_guard_against_half_a_list_looks_at_the_part_alone(
    sqlite_desk: Desk, people: list[RosterPerson]
) -> None:
    apply(sqlite_desk, of(people, _RURAL))
    apply(sqlite_desk, of(people, _URBAN))
    with pytest.raises(RefusedByRule) as refused:
        apply(sqlite_desk, of(people, range(8), 1))
    assert refused.value.code == "list_incomplete"
    assert "17 人，这次只认出 8 人" in refused.value.message
    assert apply(sqlite_desk, of(people, range(17, 19), 1)).part == "第二部分"


def test_one_that_names_all_of_several_parts_asks_and_may_stand_for_all(
    sqlite_desk: Desk, people: list[RosterPerson]
) -> None:
    """Told so, it ends whoever is gone of either part, and next month is not asked again."""
    apply(sqlite_desk, of(people, _RURAL))
    apply(sqlite_desk, of(people, _URBAN))
    everybody = of(people, range(1, 20), 1)
    with pytest.raises(RefusedByRule) as refused:
        apply(sqlite_desk, everybody)
    assert refused.value.code == "part_unclear" and "全部" in refused.value.message
    assert preview_list(sqlite_desk, everybody).gone == ()
    done = apply(sqlite_desk, replace(everybody, part="全部"))
    assert [each.villager.name for each in done.gone] == [people[0].name] and not done.changed
    again = apply(sqlite_desk, of(people, range(1, 19), 2))
    assert again.part == "全部" and "和上次一样" in again.hints[0]
    assert [each.villager.name for each in again.gone] == [people[19].name]
    # Everybody is still known by his own part.
    assert apply(sqlite_desk, of(people, (17, 18), 3)).part == "第二部分"


def test_another_departments_list_with_a_few_of_ours_is_its_own_part(
    sqlite_desk: Desk, people: list[RosterPerson]
) -> None:
    apply(sqlite_desk, of(people, range(10), department="残联"))
    done = apply(sqlite_desk, of(people, range(8, 16), department="民政所"))
    assert done.part == "第二部分" and not done.gone and len(done.newly_in) == 6


def test_the_same_list_again_changes_and_records_nothing(
    sqlite_desk: Desk, people: list[RosterPerson]
) -> None:
    lists = [of(people, _RURAL), of(people, _URBAN), of(people, (0, 17), part="农村低保")]
    for each in lists[:2]:
        assert apply_list(sqlite_desk, each).is_recorded
        assert not apply_list(sqlite_desk, each).is_recorded
    assert not apply_list(sqlite_desk, lists[0]).is_recorded
    assert apply_list(sqlite_desk, lists[2]).is_recorded
    assert not apply_list(sqlite_desk, lists[2]).is_recorded


# By what was said


def test_who_is_on_another_parts_list_moves_to_it_and_stays_certified(
    sqlite_desk: Desk, people: list[RosterPerson]
) -> None:
    apply(sqlite_desk, of(people, _RURAL, part="农村低保"))
    apply(sqlite_desk, of(people, _URBAN, part="城镇低保"))
    moved = apply(sqlite_desk, of(people, (0, *_URBAN), 1, part="城镇低保"))
    assert moved.changed[0].changes == ("由“农村低保”改列“城镇低保”",) and not moved.gone
    stays = apply(sqlite_desk, of(people, range(1, 17), 2, part="农村低保"))
    assert not stays.gone and stays.holders == 16
    gone = apply(sqlite_desk, of(people, _URBAN, 3, part="城镇低保")).gone
    assert [each.villager.name for each in gone] == [people[0].name]
    rows = sqlite_desk.store.find(Certification, station_id=1, person_id=1)
    assert [(each.certified_from, each.part) for each in rows] == [(_DAYS[0], "城镇低保")]


def test_rows_that_state_their_part_make_one_file_several_parts(
    sqlite_desk: Desk, people: list[RosterPerson]
) -> None:
    listing = of(people, range(20))
    stated = replace(
        listing,
        entries=tuple(
            replace(each, part="城镇低保" if each.row >= 19 else "农村低保")
            for each in listing.entries
        ),
    )
    done = apply(sqlite_desk, stated)
    assert [(each.part, each.people) for each in done.parts] == [("农村低保", 17), ("城镇低保", 3)]
    assert not apply_list(sqlite_desk, stated).is_recorded
    urban = apply(sqlite_desk, of(people, range(17, 19), 1, part="城镇低保"))
    assert [each.villager.name for each in urban.gone] == [people[19].name]


def test_whom_no_list_certified_is_ended_only_where_the_category_has_one_part(
    sqlite_desk: Desk, people: list[RosterPerson]
) -> None:
    by_hand = person_meant(sqlite_desk, people[5].id_number)
    certify(sqlite_desk, by_hand, "低保", dt.date(2018, 10, 1))
    done = apply(sqlite_desk, of(people, range(5), part="农村低保"))
    assert not done.gone and "不知道属于哪一部分" in done.kept[0].reason
    done = apply(sqlite_desk, of(people, range(5), part="全部"))
    assert [each.villager.name for each in done.gone] == [people[5].name]


def test_whom_the_roster_certified_and_a_list_names_stands_in_its_part(
    sqlite_desk: Desk, people: list[RosterPerson]
) -> None:
    register_people(sqlite_desk, *(replace(each, categories=("低保",)) for each in people[:5]))
    assert apply(sqlite_desk, of(people, range(5), part="农村低保")).unchanged == 5
    apply(sqlite_desk, of(people, _URBAN, part="城镇低保"))
    assert len(apply(sqlite_desk, of(people, range(4), 1, part="农村低保")).gone) == 1


def test_a_part_the_program_named_takes_the_name_it_is_given(
    sqlite_desk: Desk, people: list[RosterPerson]
) -> None:
    apply(sqlite_desk, of(people, _RURAL))
    apply(sqlite_desk, of(people, _URBAN))
    done = apply(sqlite_desk, of(people, range(1, 17), 1, part="农村低保"))
    assert [each.villager.name for each in done.gone] == [people[0].name] and not done.changed
    assert apply(sqlite_desk, of(people, range(2, 17), 2)).part == "农村低保"


def test_the_only_part_may_be_all_so_a_first_name_ends_nobody_of_it(
    sqlite_desk: Desk, people: list[RosterPerson]
) -> None:
    apply(sqlite_desk, of(people, range(20)))
    done = apply(sqlite_desk, of(people, _RURAL, 1, part="农村低保"))
    assert not done.gone and len(done.kept) == 3
    assert "没有终止" in done.kept[0].reason


def test_lists_of_before_parts_were_kept_are_a_part_of_their_own(
    sqlite_desk: Desk, people: list[RosterPerson]
) -> None:
    apply(sqlite_desk, of(people, _RURAL))
    with sqlite_desk.writing("import_category"):
        sqlite_desk.store.run("DROP TRIGGER category_list_no_update")
        sqlite_desk.store.run("UPDATE category_list SET part = NULL")
        sqlite_desk.store.run("UPDATE certification SET part = NULL")
    assert not apply(sqlite_desk, of(people, _URBAN, 1)).gone
    assert len(apply(sqlite_desk, of(people, range(16), 1)).gone) == 1


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        ("农村", "农村低保"),
        ("农村低保", "农村低保"),
        ("农村低保对象名单", "农村低保"),
        ("城市低保", "城镇低保"),
        ("城镇最低生活保障", "城镇低保"),
        ("农村低保A类", "农村低保A类"),
        ("低保", ""),
        ("第一部分", ""),
        ("全部", "全部"),
        ("残联", "残联"),
    ],
)
def test_words_for_one_part_are_one_part(typed: str, part: str) -> None:
    assert part_named(typed, "低保", ("城乡低保",)) == part


# Whatever comes, in whatever order

_PARTS = ("农村低保", "城镇低保", "残联")
_steps = st.lists(
    st.tuples(st.sampled_from(_PARTS), st.sets(st.integers(0, 7), min_size=1)),
    min_size=1,
    max_size=11,
)


class _Undo(Exception):
    """Ends what one example wrote without keeping anything."""


@campaign
@settings(max_examples=times(40, 1000))
@given(steps=_steps)
def test_parts_in_any_order_over_months_are_each_parts_own_history(
    sqlite_desk: Desk, steps: list[tuple[str, set[int]]]
) -> None:
    """Whoever was last on a part's list is ended by that part's list alone."""
    made = made_up(8)
    with suppress(_Undo), sqlite_desk.writing("import_category"):
        register_people(sqlite_desk, *made)
        stands: dict[int, str] = {}
        for month, (part, listed) in enumerate(steps):
            before = dict(stands)
            done = apply(sqlite_desk, of(made, sorted(listed), month, part=part), "测试")
            stands = {
                **{each: where for each, where in stands.items() if where != part},
                **dict.fromkeys(listed, part),
            }
            assert holders(sqlite_desk, _DAYS[month]) == names(made, stands)
            assert {each.villager.name for each in done.gone} == names(
                made, before.keys() - stands.keys()
            )
        raise _Undo


@campaign
@settings(max_examples=times(25, 600))
@given(data=st.data())
def test_parts_that_change_little_are_known_by_whom_they_name(
    sqlite_desk: Desk, data: st.DataObject
) -> None:
    """Three departments, one in and one out a month, in any order: as if each were alone."""
    made = made_up(20)
    with suppress(_Undo), sqlite_desk.writing("import_category"):
        register_people(sqlite_desk, *made)
        parts = [set(range(0, 6)), set(range(6, 11)), set(range(11, 15))]
        free = set(range(15, 20))
        for month in range(4):
            for which in data.draw(st.permutations(range(3))):
                if month and free and data.draw(st.booleans()):
                    newcomer = data.draw(st.sampled_from(sorted(free)))
                    parts[which].add(newcomer)
                    free.discard(newcomer)
                if month and len(parts[which]) > 3 and data.draw(st.booleans()):
                    parts[which].discard(data.draw(st.sampled_from(sorted(parts[which]))))
                apply(sqlite_desk, of(made, sorted(parts[which]), month))
            assert holders(sqlite_desk, _DAYS[month]) == names(made, set().union(*parts))
        raise _Undo
