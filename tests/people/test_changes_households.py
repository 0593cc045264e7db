"""Split, merge, another head: whole households change, nobody is lost."""

import pytest

from models.base.errors import BadInput, RefusedByRule
from models.people.changes.households import change_head, merge_households, split_household
from models.station.desk import Desk
from tests.making import found, household_id, pay
from tests.people.families import (
    BECAUSE,
    changes,
    history,
    missing,
    relations,
    row_of,
    settle_family,
)


def test_a_split_gives_the_named_a_household_of_their_own_in_the_village(desk: Desk):
    daughter = settle_family(desk)[2]
    done = split_household(desk, household_id(desk), [row_of(desk, daughter)], "0009", BECAUSE)
    assert done.to_household_id == household_id(desk, "青山村/0009")
    assert relations(desk, "0009") == {"王小燕": "户主"}
    assert relations(desk) == {"王大山": "户主", "李秀英": "配偶"}
    assert found(desk, "0009") == {"王小燕"} and "王小燕" not in found(desk, "0001")
    assert (
        history(desk)
        == history(desk, "0009")
        == [
            "2019-11-14  分户  青山村 0001 户 3 人，改为 王小燕 分到 青山村 0009 户，户主 王小燕  "
            "原因：本人申请"
        ]
    )


def test_what_was_paid_before_a_split_stays_paid(sqlite_desk: Desk):
    daughter = settle_family(sqlite_desk)[2]
    pay(sqlite_desk)
    home, row = household_id(sqlite_desk), row_of(sqlite_desk, daughter)
    split_household(sqlite_desk, home, [row], "0009", BECAUSE)
    assert missing(sqlite_desk, "0009") == missing(sqlite_desk) == {}
    assert any("收据 2019-000001" in line for line in history(sqlite_desk, "0009"))


def test_a_split_names_some_members_and_a_new_number(sqlite_desk: Desk):
    rows = [row_of(sqlite_desk, who) for who in settle_family(sqlite_desk)]
    home = household_id(sqlite_desk)
    for people, number in (([], "0009"), (rows[:3], "0009"), (rows[2:], "0009"), (rows[:1], " ")):
        with pytest.raises(BadInput):
            split_household(sqlite_desk, home, people, number, BECAUSE)
    with pytest.raises(RefusedByRule) as refused:
        split_household(sqlite_desk, home, rows[2:3], "0002", BECAUSE)
    assert refused.value.code == "household_exists"
    assert changes(sqlite_desk) == [] and len(relations(sqlite_desk)) == 3


def test_a_merge_puts_all_into_one_household_and_keeps_both_histories(desk: Desk):
    settle_family(desk)
    one, two = household_id(desk, "0002"), household_id(desk)
    merge_households(desk, one, two, BECAUSE)
    assert relations(desk)["陈国华"] == "家庭成员" and relations(desk, "0002") == {}
    assert changes(desk) == changes(desk, "0002") == ["并户"]
    with pytest.raises(RefusedByRule) as refused:
        merge_households(desk, one, two, BECAUSE)
    assert refused.value.code == "nobody_there"
    with pytest.raises(BadInput):
        merge_households(desk, two, two, BECAUSE)


def test_a_household_has_one_head_after_the_head_changes(desk: Desk):
    wife = settle_family(desk)[1]
    change_head(desk, row_of(desk, wife), "丈夫", BECAUSE)
    assert relations(desk) == {"王大山": "丈夫", "李秀英": "户主", "王小燕": "子女"}
    assert history(desk)[0].startswith(
        "2019-11-14  户主变更  户主 王大山，改为 户主 李秀英（原配偶），原户主改为丈夫"
    )


def test_the_head_is_not_made_head_again_nor_two_of_them(sqlite_desk: Desk):
    head, wife = (row_of(sqlite_desk, who) for who in settle_family(sqlite_desk)[:2])
    with pytest.raises(RefusedByRule) as refused:
        change_head(sqlite_desk, head, "", BECAUSE)
    assert refused.value.code == "is_head"
    with pytest.raises(BadInput, match="只有一个户主"):
        change_head(sqlite_desk, wife, "户主", BECAUSE)
