"""Who is meant by a number, a name, 户编号/姓名; whoever is not told apart is refused."""

import pytest

from models.base.errors import BadInput
from models.people.changes.departures import death
from models.people.changes.details import correct_name
from models.people.changes.occasion import Occasion
from models.people.person_meant import person_meant
from models.station.desk import Desk
from tests.making import household_id, person, register_people
from tests.people.families import row_of, settle_family


def test_a_number_a_name_and_a_place_mean_the_same_person(desk: Desk) -> None:
    who = settle_family(desk)[1]
    row = row_of(desk, who)
    village = who.village
    for text in (
        who.id_number,
        f" {who.id_number.lower()} ",
        "李秀英",
        "李 秀 英",
        "0001/李秀英",
        "0001／李秀英",
        f"{village}/0001/李秀英",
        "0001/2",
    ):
        assert person_meant(desk, text) == row, text


def test_a_household_alone_means_somebody_only_where_one_lives_in_it(desk: Desk) -> None:
    people = settle_family(desk)
    assert person_meant(desk, "0002") == row_of(desk, people[3])
    with pytest.raises(BadInput, match=r"有 3 人.*/0001/王大山、.*/0001/李秀英、.*/0001/王小燕"):
        person_meant(desk, "0001")


def test_a_name_of_several_people_is_refused_with_each_of_them(desk: Desk) -> None:
    settle_family(desk)
    register_people(desk, person("王大山", household="0003"))
    with pytest.raises(BadInput, match=r"“王大山”有 2 人.*/0001/王大山、.*/0003/王大山"):
        person_meant(desk, "王大山")
    assert person_meant(desk, "0003/王大山") != person_meant(desk, "0001/王大山")
    home = household_id(desk, "0003")
    assert person_meant(desk, "王大山", home) == person_meant(desk, "0003/王大山")


def test_two_of_one_name_in_one_household_are_told_by_their_numbers(desk: Desk) -> None:
    twins = register_people(
        desk, person("张伟", born="1980-01-01"), person("张伟", born="1981-01-01")
    )
    with pytest.raises(BadInput) as refused:
        person_meant(desk, "张伟")
    assert "写证件号码" in refused.value.message
    assert not any(each.id_number in refused.value.message for each in twins)
    assert person_meant(desk, "0001/2") == row_of(desk, twins[1])


def test_who_has_left_is_meant_only_where_nobody_else_is(desk: Desk) -> None:
    people = settle_family(desk)
    gone = row_of(desk, people[0])
    death(desk, gone)
    assert person_meant(desk, "王大山") == gone == person_meant(desk, "0001/王大山")
    register_people(desk, person("王大山", household="0003"))
    assert person_meant(desk, "王大山") == person_meant(desk, "0003/王大山") != gone


def test_a_name_that_was_put_right_still_finds_the_person(desk: Desk) -> None:
    row = row_of(desk, settle_family(desk)[2])
    correct_name(desk, row, "王晓燕", Occasion(reason="登记有误"))
    for text in ("王小燕", "王晓燕", "0001/王小燕", "0001/王晓燕"):
        assert person_meant(desk, text) == row, text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("431198198005060011", "证件号码"),
        ("", "证件号码"),
        ("无此人", "本站没有“无此人”"),
        ("0001/无此人", "这一户没有“无此人”，请写 .*/0001/王大山"),
        ("0001/9", "这一户没有“9”"),
        ("9999/王大山", "没有户编号"),
        ("9999", "没有户编号"),
    ],
)
def test_nobody_is_meant_and_the_refusal_says_so(desk: Desk, text: str, said: str) -> None:
    settle_family(desk)
    with pytest.raises(BadInput, match=said):
        person_meant(desk, text)
