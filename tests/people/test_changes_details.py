"""Telephone, name, relation and the note on a family, put right at the counter."""

from dataclasses import replace

import pytest

from models.base.errors import BadInput, RefusedByRule
from models.checks.search_keys import check_search_keys
from models.people.changes.departures import death
from models.people.changes.details import (
    change_phone,
    change_relation,
    correct_name,
    note_family,
)
from models.people.changes.households import merge_households
from models.people.changes.occasion import Occasion
from models.people.roster import merge_roster
from models.search.find import find_people
from models.station.desk import Desk
from tests.making import household_id, person
from tests.people.families import family, history, relations, row_of, settle_family

_TYPO = Occasion(reason="登记有误")
_OLD, _NEW = "13800001111", "13900002222"


def _found(desk: Desk, text: str) -> set[int]:
    return {each.person_id for each in find_people(desk, text)}


def test_a_telephone_number_is_changed_found_and_told_masked(desk: Desk) -> None:
    who = row_of(desk, settle_family(desk)[0])
    change_phone(desk, who, "138-0000 1111")
    done = change_phone(desk, who, f"+86{_NEW}")
    assert family(desk).members[0].phone == _NEW
    assert _found(desk, _NEW[-4:]) == {who} and not _found(desk, _OLD)
    assert "139****2222" in done.message and _NEW not in done.message
    newest = history(desk)[0]
    assert newest == "2019-11-14  手机号码  王大山 138****1111，改为 139****2222"
    trail = desk.store.rows("SELECT detail FROM audit WHERE action = 'change_phone'")
    assert len(trail) == 2 and not any(_NEW in row[0] or _OLD in row[0] for row in trail)
    assert check_search_keys(desk.store).is_sound


def test_a_telephone_number_is_taken_away_only_when_that_is_said(desk: Desk) -> None:
    who = row_of(desk, settle_family(desk)[0])
    change_phone(desk, who, _OLD)
    for wrong in ("", " ", "12345", "1380000111x", "不知道"):
        with pytest.raises(BadInput):
            change_phone(desk, who, wrong)
    with pytest.raises(BadInput, match="就是这样"):
        change_phone(desk, who, _OLD)
    change_phone(desk, who, "无")
    assert family(desk).members[0].phone == "" and not _found(desk, _OLD)
    with pytest.raises(BadInput, match="本来就没有"):
        change_phone(desk, who, "无")


def test_both_names_find_somebody_whose_name_was_put_right(desk: Desk) -> None:
    who = row_of(desk, settle_family(desk)[0])
    correct_name(desk, who, "王大珊", _TYPO)
    assert family(desk).members[0].name == "王大珊"
    for text in ("王大山", "王大珊", "wangdashan", "wds"):
        assert who in _found(desk, text), text
    assert "王大山，改为 王大珊  原因：登记有误" in history(desk)[0]
    assert check_search_keys(desk.store).is_sound


def test_a_name_is_put_right_with_a_reason_and_never_empty(desk: Desk) -> None:
    who = row_of(desk, settle_family(desk)[0])
    with pytest.raises(BadInput, match="写明原因"):
        correct_name(desk, who, "王大珊")
    for wrong in ("", "王\u0007山", "王大山"):
        with pytest.raises(BadInput):
            correct_name(desk, who, wrong, _TYPO)
    assert family(desk).members[0].name == "王大山"


def test_a_name_goes_to_and_fro_and_people_stay_found(desk: Desk) -> None:
    who = settle_family(desk)[0]
    row = row_of(desk, who)
    for name in ("王大珊", "王大山", "王大删"):
        correct_name(desk, row, name, _TYPO)
    for name in ("王小三", "王大山"):  # what the police register says later
        merge_roster(desk, [replace(who, name=name)], "花名册")
        change_phone(desk, row, _NEW if name == "王小三" else _OLD)
    assert row in _found(desk, family(desk).members[0].name)
    assert check_search_keys(desk.store).is_sound


def test_a_relation_is_changed_but_not_who_is_the_head(desk: Desk) -> None:
    people = settle_family(desk)
    change_relation(desk, row_of(desk, people[2]), "女儿")
    assert relations(desk)["王小燕"] == "女儿"
    for who, relation in ((people[2], "户主"), (people[2], "本人"), (people[0], "配偶")):
        with pytest.raises(RefusedByRule) as refused:
            change_relation(desk, row_of(desk, who), relation)
        assert refused.value.code == "head"
    for wrong in ("", "女儿"):
        with pytest.raises(BadInput):
            change_relation(desk, row_of(desk, people[2]), wrong)


def test_a_note_stands_on_the_family_until_it_is_taken_away(desk: Desk) -> None:
    people = settle_family(desk)
    home = household_id(desk, "0001")
    note_family(desk, home, "在外打工，腊月回来")
    note_family(desk, home, "  联系女儿 ")
    assert family(desk).note == "联系女儿" and family(desk, "0002").note == ""
    merge_roster(desk, people, "下月花名册")
    assert family(desk).note == "联系女儿", "no roster touches it"
    with pytest.raises(BadInput, match="没有改动"):
        note_family(desk, home, "联系女儿")
    note_family(desk, home, "")
    assert family(desk).note == ""
    assert history(desk)[0] == "2019-11-14  家庭备注  联系女儿，改为 没有了"
    with pytest.raises(BadInput):
        note_family(desk, home, "")
    with pytest.raises(BadInput, match="100"):
        note_family(desk, home, "长" * 101)


def test_a_note_does_not_follow_people_into_another_family(desk: Desk) -> None:
    settle_family(desk)
    note_family(desk, household_id(desk, "0001"), "联系女儿")
    reason = Occasion(reason="合户")
    merge_households(desk, household_id(desk, "0001"), household_id(desk, "0002"), reason)
    assert family(desk, "0002").note == ""


def test_what_the_counter_put_right_survives_a_roster_that_does_not_know_it(desk: Desk) -> None:
    who = settle_family(desk)[2]
    row = row_of(desk, who)
    change_phone(desk, row, _OLD)
    merged = merge_roster(desk, [replace(who, phone=_OLD, note="在外")], "十月花名册")
    assert not merged.settled
    change_phone(desk, row, _NEW)
    correct_name(desk, row, "王晓燕", _TYPO)
    change_relation(desk, row, "女儿")
    merged = merge_roster(desk, [replace(who, phone=_OLD, note="在家")], "十一月花名册")
    assert merged.settled == {0: ("phone", "name", "relation")} and merged.changed == 1
    member = family(desk).members[2]
    assert (member.name, member.phone, member.relation) == ("王晓燕", _NEW, "女儿")
    assert member.note == "在家", "the rest of the row came in"
    again = merge_roster(desk, [replace(who, phone=_OLD, note="在家")], "十一月花名册")
    assert (again.changed, again.unchanged) == (0, 1), "running it twice changes nothing"


def test_what_a_roster_says_anew_is_taken_over(desk: Desk) -> None:
    who = settle_family(desk)[2]
    row = row_of(desk, who)
    change_phone(desk, row, _OLD)
    change_phone(desk, row, _NEW)
    merged = merge_roster(desk, [replace(who, phone="13700003333")], "花名册")
    assert not merged.settled and family(desk).members[2].phone == "13700003333"
    merged = merge_roster(desk, [replace(who, phone=_OLD)], "花名册")
    assert not merged.settled, "what the counter left there is no more"


def test_somebody_who_left_is_not_changed(desk: Desk) -> None:
    people = settle_family(desk)
    death(desk, row_of(desk, people[1]))
    for act, value in ((change_phone, _OLD), (change_relation, "妻")):
        with pytest.raises(RefusedByRule) as refused:
            act(desk, row_of(desk, people[1]), value)
        assert refused.value.code == "has_left"
    with pytest.raises(BadInput):
        change_phone(desk, row_of(desk, person("无此人")), _OLD)
