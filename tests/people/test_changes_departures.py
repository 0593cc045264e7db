"""Death, marriage out, moving away: a member until the day, and not after."""

from collections.abc import Callable

import pytest
from peewee import DatabaseError

from models.base.errors import BadInput, RefusedByRule
from models.people.changes.arrivals import birth, move_in
from models.people.changes.departures import death, marry_out, move_out
from models.people.changes.households import merge_households, split_household
from models.people.changes.occasion import Changed, Occasion
from models.station.desk import Desk
from models.station.rehearse import rehearse
from tests.making import found, household_id, made_up_number, pay, reverse
from tests.people.families import (
    BECAUSE,
    changes,
    day,
    history,
    missing,
    relations,
    row_of,
    settle_family,
)


def test_the_dead_are_members_before_the_day_and_not_from_it_on(desk: Desk) -> None:
    head = settle_family(desk)[0]
    done = death(desk, row_of(desk, head), Occasion(on=day(10), reason="病故", proof="死亡证明 8"))
    assert "已无户主" in done.hint
    assert "王大山" in relations(desk.on(day(9)))
    assert "王大山" not in relations(desk.on(day(10)))
    assert "王大山" not in missing(desk)
    assert history(desk)[0] == "2019-11-10  死亡  王大山 户主  原因：病故  凭证：死亡证明 8"


def test_who_has_left_is_still_found_and_owes_nothing(sqlite_desk: Desk) -> None:
    family = settle_family(sqlite_desk)
    for who in family[:3]:
        move_out(sqlite_desk, row_of(sqlite_desk, who), BECAUSE)
    assert relations(sqlite_desk) == {} and found(sqlite_desk, "王小燕") == {"王小燕"}
    with pytest.raises(RefusedByRule):
        pay(sqlite_desk)


def test_marrying_out_within_the_station_moves_the_person(desk: Desk) -> None:
    daughter = settle_family(desk)[2]
    marry_out(desk, row_of(desk, daughter), household_id(desk, "0002"), "配偶")
    assert relations(desk, "0002") == {"陈国华": "户主", "王小燕": "配偶"}
    assert changes(desk) == changes(desk, "0002") == ["婚出"]


def test_marrying_out_of_the_station_ends_the_membership(sqlite_desk: Desk) -> None:
    daughter = row_of(sqlite_desk, settle_family(sqlite_desk)[2])
    marry_out(sqlite_desk, daughter)
    assert "王小燕" not in relations(sqlite_desk)


def test_nobody_leaves_twice_or_before_being_born(sqlite_desk: Desk) -> None:
    daughter = row_of(sqlite_desk, settle_family(sqlite_desk)[2])
    with pytest.raises(BadInput, match="早于此人的出生日期"):
        death(sqlite_desk, daughter, Occasion(on=day(1).replace(year=1990)))
    death(sqlite_desk, daughter)
    with pytest.raises(RefusedByRule, match="已于 2019-11-14 死亡") as refused:
        move_out(sqlite_desk, daughter, BECAUSE)
    assert refused.value.code == "has_left"
    assert changes(sqlite_desk) == ["死亡"]


_Leave = Callable[[Desk, int, Occasion], Changed]
_LEAVING: dict[str, _Leave] = {
    "death": death,
    "move out": move_out,
    "marry out": lambda desk, who, on: marry_out(desk, who, None, "", on),
    "marry across": lambda desk, who, on: marry_out(
        desk, who, household_id(desk, "0002"), "配偶", on
    ),
    "split": lambda desk, who, on: split_household(desk, household_id(desk), [who], "0009", on),
    "merge": lambda desk, who, on: merge_households(
        desk, household_id(desk), household_id(desk, "0002"), on
    ),
}


@pytest.mark.parametrize("leave", _LEAVING.values(), ids=_LEAVING)
def test_nobody_leaves_before_coming(sqlite_desk: Desk, leave: _Leave) -> None:
    settle_family(sqlite_desk)
    home, permit = household_id(sqlite_desk), Occasion(day(10), "", "居住证 1")
    done = move_in(sqlite_desk, home, made_up_number(), "孙六", "租户", permit)
    assert done.person_id is not None
    early = Occasion(on=day(9), reason="本人申请")
    with pytest.raises(BadInput, match=r"2019-11-09 早于孙六来到这一户的日期 2019-11-10（迁入）"):
        leave(sqlite_desk, done.person_id, early)
    leave(sqlite_desk, done.person_id, Occasion(on=day(10), reason="本人申请"))


def test_coming_back_is_coming_anew(sqlite_desk: Desk) -> None:
    daughter = row_of(sqlite_desk, who := settle_family(sqlite_desk)[2])
    move_out(sqlite_desk, daughter, Occasion(on=day(3), reason="外出定居"))
    again = Occasion(day(10), "", "居住证 1")
    move_in(sqlite_desk, household_id(sqlite_desk), who.id_number, occasion=again)
    with pytest.raises(BadInput, match="来到这一户"):
        death(sqlite_desk, daughter, Occasion(on=day(9)))
    death(sqlite_desk, daughter, Occasion(on=day(10)))


def test_a_newborn_is_there_from_birth_whatever_day_the_birth_was_entered(
    sqlite_desk: Desk,
) -> None:
    settle_family(sqlite_desk)
    home, number = household_id(sqlite_desk), made_up_number("2019-11-02")
    done = birth(sqlite_desk, home, number, "王小宝", "子女", Occasion(on=day(12)))
    assert done.person_id is not None
    death(sqlite_desk, done.person_id, Occasion(on=day(8)))


def test_who_leaves_is_told_with_what_was_paid_for_the_years_collected_now(desk: Desk) -> None:
    head, wife = (row_of(desk, who) for who in settle_family(desk)[:2])
    receipt = pay(desk).receipt
    paid = death(desk, head).paid
    assert [(each.insurance, each.levy_year, each.amount_fen) for each in paid] == [
        ("medical", 2020, 25000)
    ]
    assert paid[0].receipt == receipt
    reverse(desk, receipt, "void")
    assert move_out(desk, wife, BECAUSE).paid == ()


def test_a_rehearsal_says_the_same_and_keeps_nothing(desk: Desk) -> None:
    head = row_of(desk, settle_family(desk)[0])
    tables = ("family_event", "audit", "search_key")
    before = [desk.store.rows(f"SELECT count(*) FROM {each}") for each in tables]
    said = rehearse(desk, lambda: death(desk, head, BECAUSE))
    assert [desk.store.rows(f"SELECT count(*) FROM {each}") for each in tables] == before
    assert "王大山" in relations(desk)
    assert death(desk, head, BECAUSE) == said
    with pytest.raises(RefusedByRule):
        rehearse(desk, lambda: death(desk, head, BECAUSE))


def test_a_payment_stays_in_the_history_of_the_family(sqlite_desk: Desk) -> None:
    head = settle_family(sqlite_desk)[0]
    pay(sqlite_desk)
    death(sqlite_desk, row_of(sqlite_desk, head))
    line = (
        "2019-11-14  收费  城乡居民医疗保险 2020 年度 750.00 元  王大山、李秀英、王小燕  "
        "收据 2019-000001"
    )
    assert line in history(sqlite_desk)


def test_the_history_cannot_be_changed_in_the_database_itself(desk: Desk) -> None:
    death(desk, row_of(desk, settle_family(desk)[0]))
    for sql in ("UPDATE family_event SET reason = 'x'", "DELETE FROM family_event"):
        with pytest.raises(DatabaseError), desk.writing("pay"):
            desk.store.run(sql)


def test_the_audit_trail_names_rows_and_nobody(sqlite_desk: Desk) -> None:
    head = settle_family(sqlite_desk)[0]
    death(sqlite_desk, row_of(sqlite_desk, head), Occasion(reason="病故"))
    action, subject, detail = sqlite_desk.store.rows(
        "SELECT action, subject, detail FROM audit ORDER BY id DESC LIMIT 1"
    )[0]
    assert action == "change_death"
    assert head.name not in subject + detail and head.id_number not in subject + detail
