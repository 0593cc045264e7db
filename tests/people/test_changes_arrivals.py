"""Birth, marriage in, moving in with proof."""

import datetime as dt

import pytest

from models.base.errors import BadInput, RefusedByRule
from models.people.changes.arrivals import birth, marry_in, move_in
from models.people.changes.departures import move_out
from models.people.changes.occasion import Occasion
from models.station.desk import Desk
from tests.making import found, household_id, made_up_number
from tests.people.families import (
    BECAUSE,
    changes,
    day,
    family,
    history,
    missing,
    relations,
    row_of,
    settle_family,
)

_PERMIT = Occasion(proof="居住证 430000123456")


def test_a_newborn_is_a_member_found_and_missing_from_the_day_of_birth(desk: Desk) -> None:
    settle_family(desk)
    number = made_up_number("2019-11-02")
    done = birth(desk, household_id(desk), number, "王 小宝", "孙子女")
    assert (done.kind, done.happened_on) == ("birth", day(2))
    assert relations(desk)["王小宝"] == "孙子女"
    assert found(desk, "wxb") == found(desk, number[-5:]) == {"王小宝"}
    assert "王小宝" in missing(desk)
    assert history(desk)[0] == "2019-11-02  出生  王小宝 孙子女"


def test_a_newborn_without_a_number_is_told_what_to_do_first(sqlite_desk: Desk) -> None:
    settle_family(sqlite_desk)
    with pytest.raises(RefusedByRule, match="先到派出所落户") as refused:
        birth(sqlite_desk, household_id(sqlite_desk), " ", "王小宝")
    assert refused.value.code == "no_number"
    assert changes(sqlite_desk) == []


def test_a_further_birth_is_noted_for_the_parents_named(sqlite_desk: Desk) -> None:
    mother = settle_family(sqlite_desk)[1]
    home, mother_row = household_id(sqlite_desk), row_of(sqlite_desk, mother)
    birth(sqlite_desk, home, made_up_number("2019-11-02"), "王二宝", parents=[mother_row])
    births = {each.name: each.later_birth for each in family(sqlite_desk).members}
    assert births["李秀英"] == day(2)
    assert births["王大山"] is None


@pytest.mark.parametrize("on", [None, "born", 14])
@pytest.mark.parametrize(("born", "is_newborn"), [("2017-11-14", True), ("2017-11-13", False)])
def test_a_birth_is_entered_within_two_years_whatever_day_it_is_given(
    sqlite_desk: Desk, born: str, is_newborn: bool, on: str | int | None
) -> None:
    settle_family(sqlite_desk)
    when = dt.date.fromisoformat(born) if on == "born" else on and day(14)
    home, number = household_id(sqlite_desk), made_up_number(born)
    if is_newborn:
        birth(sqlite_desk, home, number, "王小宝", "子女", Occasion(when))  # type: ignore[arg-type]
        return
    with pytest.raises(RefusedByRule, match=r"已 2 岁.*请用迁入") as refused:
        birth(sqlite_desk, home, number, "王小宝", "子女", Occasion(when))  # type: ignore[arg-type]
    assert refused.value.code == "not_newborn" and number not in refused.value.message
    assert changes(sqlite_desk) == []


@pytest.mark.parametrize("name", ["张[/]😀", "张(大)", "张3", "张*", "·", "张@", "张　三→"])
def test_a_name_is_letters_and_what_joins_them(sqlite_desk: Desk, name: str) -> None:
    settle_family(sqlite_desk)
    home, newborn, bride = household_id(sqlite_desk), made_up_number("2019-11-02"), made_up_number()
    for enter in (
        lambda: birth(sqlite_desk, home, newborn, name),
        lambda: marry_in(sqlite_desk, home, bride, name),
        lambda: move_in(sqlite_desk, home, bride, name, "", _PERMIT),
    ):
        with pytest.raises(BadInput, match=r"^姓名“.*请照证件"):
            enter()
    assert changes(sqlite_desk) == []


def test_nobody_comes_before_being_born(sqlite_desk: Desk) -> None:
    settle_family(sqlite_desk)
    long_ago = Occasion(on=dt.date(1990, 1, 1))
    with pytest.raises(BadInput, match="早于此人的出生日期 1996-01-01"):
        marry_in(
            sqlite_desk,
            household_id(sqlite_desk),
            made_up_number("1996-01-01"),
            "赵强",
            "",
            long_ago,
        )


def test_somebody_elses_number_is_no_newborns(sqlite_desk: Desk) -> None:
    neighbour = settle_family(sqlite_desk)[3]
    with pytest.raises(RefusedByRule, match="陈国华（青山村 0002 户）") as refused:
        birth(sqlite_desk, household_id(sqlite_desk), neighbour.id_number, "王小宝")
    assert refused.value.code == "number_taken"
    assert neighbour.id_number not in refused.value.message


@pytest.mark.parametrize("born", ["2019-11-20", "2019-11-10"])
def test_nobody_is_born_after_the_business_date_or_after_the_day_named(
    sqlite_desk: Desk, born: str
) -> None:
    settle_family(sqlite_desk)
    with pytest.raises(BadInput):
        number = made_up_number(born)
        birth(sqlite_desk, household_id(sqlite_desk), number, "王小宝", "", Occasion(on=day(9)))


def test_marrying_in_from_another_household_moves_one_and_the_same_person(desk: Desk) -> None:
    neighbour = settle_family(desk)[3]
    before = row_of(desk, neighbour)
    done = marry_in(desk, household_id(desk), neighbour.id_number, relation="女婿")
    assert row_of(desk, neighbour) == before == done.person_id
    assert relations(desk)["陈国华"] == "女婿"
    assert relations(desk, "0002") == {}
    assert found(desk, "0001") == {"王大山"} and found(desk, "0002") == set()
    assert "已无户主" in done.hint
    assert changes(desk) == changes(desk, "0002") == ["婚入"]


def test_marrying_in_from_outside_makes_a_new_person(desk: Desk) -> None:
    settle_family(desk)
    marry_in(desk, household_id(desk), made_up_number("1996-01-01"), "赵强", "女婿")
    assert relations(desk)["赵强"] == "女婿" and "赵强" in found(desk, "zq")


def test_a_new_person_needs_a_name_and_a_known_one_their_own(sqlite_desk: Desk) -> None:
    neighbour = settle_family(sqlite_desk)[3]
    home = household_id(sqlite_desk)
    with pytest.raises(BadInput, match="请填写姓名"):
        marry_in(sqlite_desk, home, made_up_number())
    with pytest.raises(BadInput, match="陈国华"):
        marry_in(sqlite_desk, home, neighbour.id_number, "别人")
    with pytest.raises(RefusedByRule) as refused:
        marry_in(sqlite_desk, household_id(sqlite_desk, "0002"), neighbour.id_number)
    assert refused.value.code == "already_member"


@pytest.mark.parametrize("proof", ["", "介绍信 12 号", "居住证", "房产证："])
def test_moving_in_without_proof_is_refused_with_the_notices_clause(
    sqlite_desk: Desk, proof: str
) -> None:
    settle_family(sqlite_desk)
    with pytest.raises(BadInput, match=r"居住证|写明号码"):
        home, occasion = household_id(sqlite_desk), Occasion(proof=proof)
        move_in(sqlite_desk, home, made_up_number(), "孙六", "", occasion)
    assert "孙六" not in relations(sqlite_desk)


def test_the_clause_on_proof_is_the_notices(sqlite_desk: Desk) -> None:
    settle_family(sqlite_desk)
    with pytest.raises(BadInput, match=r"参保范围\(二\)"):
        move_in(sqlite_desk, household_id(sqlite_desk), made_up_number(), "孙六")


@pytest.mark.parametrize("proof", ["居住证 4300001", "房产证：湘房 12 号", "村(社区)证明 青山村"])
def test_the_proof_of_moving_in_is_kept(sqlite_desk: Desk, proof: str) -> None:
    settle_family(sqlite_desk)
    home, occasion = household_id(sqlite_desk), Occasion(proof=proof)
    move_in(sqlite_desk, home, made_up_number(), "孙六", "租户", occasion)
    assert f"孙六 租户  凭证：{proof.replace('：', ':')}" in history(sqlite_desk)[0]


def test_who_had_left_comes_back_as_the_same_person(desk: Desk) -> None:
    daughter = settle_family(desk)[2]
    row = row_of(desk, daughter)
    move_out(desk, row, Occasion(on=day(5), reason="外出定居"))
    assert "王小燕" not in relations(desk)
    done = move_in(desk, household_id(desk), daughter.id_number, occasion=_PERMIT)
    assert done.person_id == row and relations(desk)["王小燕"] == "家庭成员"
    assert changes(desk) == ["迁入", "迁出"]


def test_a_change_after_the_business_date_is_refused(sqlite_desk: Desk) -> None:
    settle_family(sqlite_desk)
    with pytest.raises(BadInput, match="晚于业务日期"):
        number, tomorrow = made_up_number(), Occasion(on=day(15))
        marry_in(sqlite_desk, household_id(sqlite_desk), number, "赵强", "", tomorrow)


def test_a_change_needs_a_reason_that_can_be_shown(sqlite_desk: Desk) -> None:
    daughter = row_of(sqlite_desk, settle_family(sqlite_desk)[2])
    for bad in (Occasion(), Occasion(reason="坏\u202e字"), Occasion(reason="长" * 101)):
        with pytest.raises(BadInput):
            move_out(sqlite_desk, daughter, bad)
    move_out(sqlite_desk, daughter, BECAUSE)
    assert changes(sqlite_desk) == ["迁出"]


def test_who_has_left_does_not_come_back_by_marriage(sqlite_desk: Desk) -> None:
    daughter = settle_family(sqlite_desk)[2]
    move_out(sqlite_desk, row_of(sqlite_desk, daughter), BECAUSE)
    with pytest.raises(RefusedByRule, match="办理迁入") as refused:
        marry_in(sqlite_desk, household_id(sqlite_desk, "0002"), daughter.id_number)
    assert refused.value.code == "has_left"
