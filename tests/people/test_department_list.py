"""Certification by list: who comes in, who goes, what is unclear, and what stays as it was."""

import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.base.errors import BadInput, RefusedByRule
from models.base.identity import with_check_character
from models.people.categories.certify import certify
from models.people.department_list.apply import AppliedList, apply_list, preview_list
from models.people.department_list.values import DepartmentList, ListEntry, ListPreview
from models.people.households.families import load_household
from models.people.households.quotes import quote_insurances
from models.people.person_meant import person_meant
from models.people.roster import RosterPerson
from models.station.desk import Desk
from models.store.tables.people import FormerNumber
from tests.making import household_id, made_up_number, person, register_people
from tests.soak import campaign, times

_DAY = dt.date(2019, 11, 1)
_LATER = dt.date(2019, 12, 1)
_OPEN = dt.date(2018, 3, 1)


@pytest.fixture
def family(sqlite_desk: Desk) -> list[RosterPerson]:
    """Six people of six families."""
    names = ("张三", "李四", "王五", "赵六", "钱七", "孙八")
    people = [
        person(name, f"19{50 + place}-01-02", f"{place + 1:04d}")
        for place, name in enumerate(names)
    ]
    return register_people(sqlite_desk, *people)


def entry(of: RosterPerson, row: int = 2, **more: object) -> ListEntry:
    made = ListEntry(row=row, column="证件号码（B列）", name=of.name, number=of.id_number)
    return replace(made, **more)  # type: ignore[arg-type]


def listing(*entries: ListEntry, on: dt.date = _DAY, file: str = "名单.xlsx") -> DepartmentList:
    numbered = tuple(
        replace(each, row=row) if each.row == 2 else each for row, each in enumerate(entries, 2)
    )
    return DepartmentList("低保", "民政所", file, on, len(entries), numbered, part="")


def of(people: list[RosterPerson], on: dt.date = _DAY, **more: Any) -> DepartmentList:
    return listing(*(entry(each, **more) for each in people), on=on)


def apply(desk: Desk, made: DepartmentList, reason: str = "测试") -> AppliedList:
    return apply_list(desk, made, reason)


def certifications(desk: Desk) -> list[tuple[object, ...]]:
    return desk.store.rows(
        "SELECT p.name, c.certified_from, c.until, c.certified_by, c.list_id, c.ended_list_id "
        "FROM certification c JOIN person p ON p.station_id = c.station_id AND p.id = c.person_id "
        "ORDER BY c.id"
    )


def everything(desk: Desk) -> list[tuple[object, ...]]:
    return [
        row
        for table in ("certification", "category_list", "audit")
        for row in desk.store.rows(f"SELECT * FROM {table} ORDER BY id")
    ]


def doubts(preview: ListPreview) -> list[tuple[str, int]]:
    kinds = ("unmatched", "conflicting", "faults")
    return [(kind, each.row) for kind in kinds for each in getattr(preview, kind)]


# Who comes in and who goes


def test_a_list_certifies_from_its_date_and_the_next_ends_who_is_gone(
    sqlite_desk: Desk, family: list[RosterPerson]
) -> None:
    """Both lists are on record, and nothing is deleted."""
    apply(sqlite_desk, of(family[:5]))
    done = apply(sqlite_desk, of(family[1:5], on=_LATER)).preview
    assert [each.villager.name for each in done.gone] == ["张三"] and done.unchanged == 4
    assert certifications(sqlite_desk) == [
        ("张三", "2019-11-01", "2019-11-30", "民政所", 1, 2),
        *((each.name, "2019-11-01", None, "民政所", 1, None) for each in family[1:5]),
    ]
    assert sqlite_desk.store.rows(
        "SELECT category, department, file, listed_on, rows, people FROM category_list"
    ) == [
        ("低保", "民政所", "名单.xlsx", "2019-11-01", 5, 5),
        ("低保", "民政所", "名单.xlsx", "2019-12-01", 4, 4),
    ]


def test_a_list_works_alike_in_both_databases(desk: Desk) -> None:
    people = register_people(desk, person("张三"), person("李四"))
    apply(desk, of(people))
    apply(desk, of(people[:1], on=_LATER))
    before = everything(desk)
    assert not apply(desk, of(people[:1], on=_LATER)).is_recorded
    assert everything(desk) == before
    assert [row[2] for row in certifications(desk)] == [None, "2019-11-30"]


def test_a_quote_on_a_past_date_uses_the_categories_of_that_date(
    sqlite_desk: Desk, family: list[RosterPerson]
) -> None:
    """Before the list, while on it, after having left it."""
    apply(sqlite_desk, of(family, on=dt.date(2019, 10, 10)))
    apply(sqlite_desk, of(family[1:], on=dt.date(2019, 11, 10)))
    for day, category in ((9, None), (10, "低保"), (31, "低保")):
        assert _category(sqlite_desk, dt.date(2019, 10, day)) == category
    assert _category(sqlite_desk, dt.date(2019, 11, 9)) == "低保"
    assert _category(sqlite_desk, dt.date(2019, 11, 10)) is None


def _category(desk: Desk, day: dt.date, number: str = "0001") -> str | None:
    then = desk.on(day)
    quotes = quote_insurances(then, load_household(then, household_id(then, number)))
    return next(each.members[0].quote.category for each in quotes if each.insurance == "medical")


def test_who_returns_to_the_list_is_certified_anew(
    sqlite_desk: Desk, family: list[RosterPerson]
) -> None:
    apply(sqlite_desk, of(family[:2], on=dt.date(2019, 10, 1)))
    apply(sqlite_desk, of(family[1:2], on=_DAY))
    apply(sqlite_desk, of(family[:2], on=_LATER))
    spans = [row[1:3] for row in certifications(sqlite_desk) if row[0] == "张三"]
    assert spans == [("2019-10-01", "2019-10-31"), ("2019-12-01", None)]


def test_what_the_roster_and_the_counter_certified_ends_too_and_is_said(
    sqlite_desk: Desk, family: list[RosterPerson]
) -> None:
    register_people(sqlite_desk, replace(family[0], categories=("低保",)))
    by_hand = person_meant(sqlite_desk, family[1].id_number)
    certify(sqlite_desk, by_hand, "低保", dt.date(2019, 10, 1))
    done = apply(sqlite_desk, of(family[2:])).preview
    assert [(each.villager.name, each.source) for each in done.gone] == [
        ("张三", "花名册"),
        ("李四", "手工登记"),
    ]


def test_what_was_certified_by_hand_after_the_list_is_kept_and_said(
    sqlite_desk: Desk, family: list[RosterPerson]
) -> None:
    person_id = person_meant(sqlite_desk, family[0].id_number)
    certify(sqlite_desk, person_id, "低保", dt.date(2019, 11, 5), certified_by="民政所")
    done = apply(sqlite_desk, of(family[1:])).preview
    assert not done.gone and "2019-11-05" in done.kept[0].reason
    assert certifications(sqlite_desk)[0][:3] == ("张三", "2019-11-05", None)


def test_another_category_is_left_alone(sqlite_desk: Desk, family: list[RosterPerson]) -> None:
    register_people(sqlite_desk, replace(family[0], categories=("重度残疾人",)))
    assert not apply(sqlite_desk, of(family[1:])).preview.gone


# What changes


def test_the_lists_own_dates_count(sqlite_desk: Desk, family: list[RosterPerson]) -> None:
    end = dt.date(2020, 6, 30)
    apply(sqlite_desk, of(family[:1], starts=_OPEN, until=end))
    assert certifications(sqlite_desk)[0][1:3] == ("2018-03-01", "2020-06-30")


def test_a_first_or_an_earlier_start_and_a_new_end_are_changes(
    sqlite_desk: Desk, family: list[RosterPerson]
) -> None:
    register_people(sqlite_desk, replace(family[0], categories=("低保",)))
    apply(sqlite_desk, of(family[:2]))
    end = dt.date(2020, 6, 30)
    done = apply(sqlite_desk, of(family[:2], on=_LATER, starts=_OPEN, until=end)).preview
    assert [each.changes[0] for each in done.changed] == [
        "起始日期由 不详 改为 2018-03-01",
        "起始日期由 2019-11-01 改为 2018-03-01",
    ]
    assert {row[1:3] for row in certifications(sqlite_desk)} == {("2018-03-01", "2020-06-30")}


def test_a_later_review_takes_nothing_away(sqlite_desk: Desk, family: list[RosterPerson]) -> None:
    apply(sqlite_desk, of(family[:1], starts=_OPEN))
    done = apply(sqlite_desk, of(family[:1], on=_LATER, starts=_DAY)).preview
    assert done.unchanged == 1 and certifications(sqlite_desk)[0][1] == "2018-03-01"


def test_a_start_still_to_come_takes_nothing_away(
    sqlite_desk: Desk, family: list[RosterPerson]
) -> None:
    register_people(sqlite_desk, replace(family[0], categories=("低保",)))
    assert apply(sqlite_desk, of(family[:1], starts=_LATER)).preview.unchanged == 1
    assert certifications(sqlite_desk)[0][1] is None


def test_the_same_list_again_changes_and_records_nothing(
    sqlite_desk: Desk, family: list[RosterPerson]
) -> None:
    made = listing(
        entry(family[0]),
        entry(family[1], starts=_OPEN),
        entry(family[2], starts=_LATER),
        entry(family[3], until=_LATER),
        entry(family[4], number=made_up_number()),
        entry(family[5], name="孙巴"),
    )
    assert apply(sqlite_desk, made).is_recorded
    before = everything(sqlite_desk)
    for day in (_DAY, dt.date(2019, 11, 14)):
        again = apply(sqlite_desk, replace(made, listed_on=day))
        assert not again.is_recorded and again.preview.unchanged == 4
        assert doubts(again.preview) == [("unmatched", 6), ("conflicting", 7)]
        assert everything(sqlite_desk) == before


def test_a_new_months_list_without_changes_is_on_record(
    sqlite_desk: Desk, family: list[RosterPerson]
) -> None:
    apply(sqlite_desk, of(family))
    december = replace(of(family, on=_LATER), file="十二月.xlsx")
    assert apply(sqlite_desk, december).is_recorded
    assert len(certifications(sqlite_desk)) == 6


# What is unclear changes nobody


def test_conflicts_change_nobody_and_say_why(sqlite_desk: Desk, family: list[RosterPerson]) -> None:
    apply(sqlite_desk, of(family[3:4], starts=_OPEN, until=dt.date(2019, 10, 31), on=_OPEN))
    sqlite_desk.store.run(
        "UPDATE person SET left_on = '2019-10-01' WHERE id_number = ?", (family[4].id_number,)
    )
    made = listing(
        entry(family[0], name="张山"),
        entry(family[1]),
        entry(family[1], starts=_OPEN),
        entry(family[3], starts=dt.date(2019, 6, 1)),
        entry(family[4]),
    )
    done = apply(sqlite_desk, made).preview
    assert doubts(done) == [("conflicting", row) for row in (2, 3, 4, 5, 6)]
    reasons = [each.reason for each in done.conflicting]
    for word, reason in zip(
        ("姓名不符", "第 3、4 行", "第 3、4 行", "重叠", "离开"), reasons, strict=True
    ):
        assert word in reason
    assert len(certifications(sqlite_desk)) == 1 and not done.newly_in


def test_who_holds_it_and_is_in_conflict_keeps_it(
    sqlite_desk: Desk, family: list[RosterPerson]
) -> None:
    apply(sqlite_desk, of(family))
    made = listing(entry(family[0], name="张山"), *map(entry, family[1:]), on=_LATER)
    done = apply(sqlite_desk, made).preview
    assert not done.gone and done.unchanged == 5


def test_the_same_person_twice_is_told_and_counted_once(
    sqlite_desk: Desk, family: list[RosterPerson]
) -> None:
    done = apply(sqlite_desk, listing(entry(family[0]), entry(family[1]), entry(family[0]))).preview
    assert doubts(done) == [("faults", 4)] and "第 2 行" in done.faults[0].reason
    assert len(certifications(sqlite_desk)) == 2


def test_a_corrected_number_is_a_conflict_that_names_the_person(
    sqlite_desk: Desk, family: list[RosterPerson]
) -> None:
    old = made_up_number()
    with sqlite_desk.writing("pay"):
        sqlite_desk.store.add(
            FormerNumber(
                station_id=sqlite_desk.station_id,
                person_id=1,
                id_number=old,
                corrected_on=dt.date(2019, 1, 1),
                operator_id=sqlite_desk.operator_id(),
                recorded_at="x",
            )
        )
    apply(sqlite_desk, of(family))
    made = listing(entry(family[0], number=old), *map(entry, family[1:]), on=_LATER)
    done = apply(sqlite_desk, made).preview
    assert doubts(done) == [("conflicting", 2)] and "张三" in done.conflicting[0].reason
    assert not done.gone and done.people == 6


def test_an_end_before_the_list_is_a_fault(sqlite_desk: Desk, family: list[RosterPerson]) -> None:
    done = apply(sqlite_desk, of(family[:1], until=dt.date(2019, 10, 1))).preview
    assert doubts(done) == [("faults", 2)] and not done.newly_in


def _moved(digits: str) -> str:
    """Return other digits in every place."""
    return "".join(str((int(each) + 5) % 10) for each in digits)


@pytest.mark.parametrize(
    ("change", "likeness"),
    [
        (lambda n: n[:16] + str((int(n[16]) + 1) % 10) + n[17], "同名，证件号码第 17 位不同"),
        (lambda n: n[:9] + n[10:], "同名，证件号码少一位"),
        (lambda n: n[:9] + n[9] + n[9:], "同名，证件号码多一位"),
        (lambda n: f"{n[:15]}???", "同名，证件号码前 15 位相同"),
        (lambda n: n[:6] + n[8:17], "同名，名单上是 15 位旧号码"),
        (lambda n: with_check_character(n[:14] + _moved(n[14:17])), "同名，出生日期相同"),
        (lambda n: "", "同名，证件号码不同"),
    ],
)
def test_a_broken_number_names_whom_it_may_mean_and_nobody_is_dropped(
    sqlite_desk: Desk, family: list[RosterPerson], change: Callable[[str], str], likeness: str
) -> None:
    apply(sqlite_desk, of(family))
    broken = entry(family[0], number=change(family[0].id_number), fault="坏")
    done = apply(sqlite_desk, listing(broken, *map(entry, family[1:]), on=_LATER)).preview
    candidate = done.faults[0].candidates[0]
    assert (candidate.villager.name, candidate.likeness) == ("张三", likeness)
    assert not done.gone and [each.villager.name for each in done.kept] == ["张三"]


@pytest.mark.parametrize("place", [3, 9, 10, 13, 14, 16])
def test_a_misspelt_name_and_number_keep_the_nearest(
    sqlite_desk: Desk, family: list[RosterPerson], place: int
) -> None:
    """Nobody is dropped because both the name and one digit are wrong."""
    apply(sqlite_desk, of(family))
    number = family[0].id_number
    slip = number[:place] + str((int(number[place]) + 1) % 10) + number[place + 1 :]
    stranger = entry(family[0], name="章三", number=slip)
    done = apply(sqlite_desk, listing(stranger, *map(entry, family[1:]), on=_LATER)).preview
    assert done.unmatched[0].candidates[0].likeness == f"姓名不同，证件号码第 {place + 1} 位不同"
    assert [each.villager.name for each in done.kept] == ["张三"] and not done.gone


def test_every_namesake_of_an_unclear_entry_is_kept(sqlite_desk: Desk) -> None:
    people = [person("张伟", f"19{year}-01-02", str(year)) for year in range(50, 56)]
    register_people(sqlite_desk, *people)
    apply(sqlite_desk, of(people))
    unknown = entry(people[0], number=made_up_number("1990-09-09"))
    done = apply(sqlite_desk, listing(unknown, on=_LATER)).preview
    assert len(done.kept) == 6 and not done.gone


def test_a_repeated_row_keeps_no_namesake(sqlite_desk: Desk) -> None:
    """Name and number are one person's: the second row means nobody else."""
    people = register_people(
        sqlite_desk, person("张伟", "1950-01-02"), person("张伟", "1951-01-02")
    )
    apply(sqlite_desk, of(people))
    done = apply(sqlite_desk, listing(entry(people[0]), entry(people[0]), on=_LATER)).preview
    assert len(done.gone) == 1 and not done.kept


def test_who_has_left_is_neither_missed_nor_ended(
    sqlite_desk: Desk, family: list[RosterPerson]
) -> None:
    apply(sqlite_desk, of(family))
    sqlite_desk.store.run("UPDATE person SET left_on = '2019-11-20' WHERE id = 1")
    done = apply_list(sqlite_desk, of(family[1:], on=_LATER)).preview
    assert (done.holders, done.unchanged, done.gone, done.kept) == (5, 5, (), ())


def test_three_candidates_at_most_the_same_village_first(sqlite_desk: Desk) -> None:
    people = [
        person("张伟", f"19{year}-01-02", village=village, household=str(year))
        for year, village in ((51, "白塘村"), (62, "白塘村"), (73, "白塘村"), (84, "青山村"))
    ]
    register_people(sqlite_desk, *people)
    unknown = entry(people[0], number=made_up_number("1990-09-09"), village="青山村")
    found = preview_list(sqlite_desk, listing(unknown)).unmatched[0].candidates
    assert [each.villager.village for each in found] == ["青山村", "白塘村", "白塘村"]


# Incomplete and outdated lists


def test_half_a_list_is_stopped_and_the_numbers_are_named(
    sqlite_desk: Desk, family: list[RosterPerson]
) -> None:
    apply(sqlite_desk, of(family))
    before = everything(sqlite_desk)
    with pytest.raises(RefusedByRule) as refused:
        apply_list(sqlite_desk, of(family[:3], on=_LATER))
    assert refused.value.code == "list_incomplete"
    assert "上次（2019-11-01）6 人，这次只认出 3 人" in refused.value.message
    assert everything(sqlite_desk) == before
    assert len(apply_list(sqlite_desk, of(family[:3], on=_LATER), "复核").preview.gone) == 3
    assert sqlite_desk.store.rows("SELECT reason FROM category_list ORDER BY id") == [
        ("",),
        ("复核",),
    ]


def test_far_fewer_than_the_roster_says_is_stopped_too(
    sqlite_desk: Desk, family: list[RosterPerson]
) -> None:
    register_people(sqlite_desk, *(replace(each, categories=("低保",)) for each in family))
    with pytest.raises(RefusedByRule) as refused:
        apply_list(sqlite_desk, of(family[:4]))
    assert "本站现有 6 人，这次只认出 4 人" in refused.value.message
    assert apply_list(sqlite_desk, of(family[:5])).is_recorded


def test_empty_numbers_stop_a_list(sqlite_desk: Desk, family: list[RosterPerson]) -> None:
    empty = entry(family[1], number="", fault="证件号码是空的")
    with pytest.raises(RefusedByRule) as refused:
        apply_list(sqlite_desk, listing(entry(family[0]), empty))
    assert refused.value.code == "list_incomplete" and "第 3 行" in refused.value.message


def test_an_older_list_than_the_last_is_refused(
    sqlite_desk: Desk, family: list[RosterPerson]
) -> None:
    apply(sqlite_desk, of(family, on=_LATER))
    with pytest.raises(RefusedByRule) as refused:
        apply(sqlite_desk, of(family))
    assert refused.value.code == "list_outdated"


def test_a_list_of_nobody_is_bad_input(sqlite_desk: Desk, family: list[RosterPerson]) -> None:
    with pytest.raises(BadInput):
        apply(sqlite_desk, listing())


def test_the_preview_changes_nothing_and_what_holds_then_is_applied(
    sqlite_desk: Desk, family: list[RosterPerson]
) -> None:
    before = everything(sqlite_desk)
    assert len(preview_list(sqlite_desk, of(family)).newly_in) == 6
    assert everything(sqlite_desk) == before
    certify(sqlite_desk, 1, "低保", dt.date(2019, 1, 1))
    assert len(apply(sqlite_desk, of(family)).preview.newly_in) == 5


def test_the_audit_names_no_person(sqlite_desk: Desk, family: list[RosterPerson]) -> None:
    apply(sqlite_desk, of(family))
    trail = str(sqlite_desk.store.rows("SELECT subject, detail FROM audit"))
    assert "category_list 1" in trail
    assert not any(each.id_number in trail or each.name in trail for each in family)


# Whatever comes


_days = st.dates(dt.date(2019, 10, 1), dt.date(2019, 10, 12))
_lines = st.lists(
    st.tuples(
        st.integers(0, 5),
        st.none() | _days,
        st.none() | _days,
        st.sampled_from(("sound", "sound", "sound", "name", "number")),
    ),
    min_size=1,
    max_size=7,
)
_steps = st.lists(st.tuples(_days, _lines, st.booleans()), min_size=1, max_size=6)


class _Undo(Exception):
    """Ends what one example wrote without keeping anything."""


@campaign
@settings(max_examples=times(50, 1500))
@given(steps=_steps)
def test_no_sequence_of_lists_makes_certifications_overlap(
    sqlite_desk: Desk, steps: list[tuple[Any, ...]]
) -> None:
    """Nor ends one before it begins; and every list applied again changes nothing."""
    people = [
        person(
            f"张{place}",
            f"19{50 + place}-01-02",
            id_number=with_check_character(f"4311981950010200{place}"),
        )
        for place in range(6)
    ]
    with suppress(_Undo), sqlite_desk.writing("pay"):
        register_people(sqlite_desk, *people)
        ids = [person_meant(sqlite_desk, each.id_number) for each in people]
        for day, lines, is_by_hand in steps:
            if is_by_hand:
                _certify_by_hand(sqlite_desk, ids[lines[0][0]], lines[0][1], lines[0][2])
            made = listing(*(_line(people, each) for each in lines), on=day)
            try:
                done = apply(sqlite_desk, made)
            except RefusedByRule as refused:
                assert refused.code == "list_outdated"
                continue
            _check_spans(sqlite_desk)
            before = everything(sqlite_desk)
            assert not apply(sqlite_desk, made).is_recorded
            assert everything(sqlite_desk) == before
            assert done.preview.people <= 6
        raise _Undo


def _line(
    people: list[RosterPerson], line: tuple[int, dt.date | None, dt.date | None, str]
) -> ListEntry:
    place, starts, until, kind = line
    if starts and until and until < starts:
        starts, until = until, starts
    made = entry(people[place], starts=starts, until=until)
    if kind == "name":
        return replace(made, name="别人")
    return replace(made, number=made.number[:17], fault="坏") if kind == "number" else made


def _certify_by_hand(
    desk: Desk, person_id: int, starts: dt.date | None, until: dt.date | None
) -> None:
    try:
        certify(desk, person_id, "低保", starts, until)
    except (BadInput, RefusedByRule):
        return


def _check_spans(desk: Desk) -> None:
    last: dict[int, str] = {}
    for person_id, starts, until in desk.store.rows(
        "SELECT person_id, certified_from, until FROM certification "
        "ORDER BY person_id, certified_from"
    ):
        assert until is None or starts <= until
        assert last.get(person_id, "") < starts
        last[person_id] = until or "9999"
