"""Operators: registered, given roles, ended; nobody else acts, and the trail tells who tried."""

from dataclasses import replace

import pytest

from models.base.errors import BadInput, Denied, LaobaoError, RefusedByRule
from models.checks.check_store import check_store
from models.counter.refund import approve_refund, request_refund
from models.station.approvals import SecondPerson, agreed, approve
from models.station.desk import Desk, admit, open_desk
from models.station.operators import check_login, operator_named
from models.station.pins import check_pin, clear_pin, has_pin, set_pin
from models.station.registration import end_operator, list_operators, register_operator, role_named
from seed.notice_file import load_notice
from tests.making import BUSINESS_DATE, PIN, SECOND, pay, person, register_people


def code_of(denied: pytest.ExceptionInfo[LaobaoError]) -> str:
    assert isinstance(denied.value, RefusedByRule)
    return denied.value.code


def last_of_trail(desk: Desk) -> tuple[str, ...]:
    (found,) = desk.store.rows(
        "SELECT a.action, a.subject, a.detail, coalesce(o.login, '') FROM audit a "
        "LEFT JOIN operator o ON o.station_id = a.station_id AND o.id = a.operator_id "
        "ORDER BY a.id DESC LIMIT 1"
    )
    return tuple(found)


def as_(desk: Desk, login: str) -> Desk:
    return replace(desk, operator=login)


def test_who_founds_a_station_is_its_chief(desk: Desk) -> None:
    chief = operator_named(desk.store, desk.station_id, "test")
    assert chief is not None and chief.role == "chief"


def test_a_registration_can_change_end_and_begin_again(desk: Desk) -> None:
    assert register_operator(desk, "Ａｍｙ ", "clerk", "王某", "一村代办点").login == "amy"
    before = desk.store.number("SELECT count(*) FROM operator_event")
    assert register_operator(desk, "amy", "clerk").name == "王某"
    assert desk.store.number("SELECT count(*) FROM operator_event") == before
    assert register_operator(desk, "AMY", "reviewer").unit == "一村代办点"
    end_operator(desk, "amy", "调离")
    with pytest.raises(Denied, match="停用") as denied:
        as_(desk, "amy").require("export")
    assert code_of(denied) == "not_an_operator"
    with pytest.raises(BadInput, match="没有在册"):
        end_operator(desk, "amy")
    register_operator(desk, "amy", "auditor")
    as_(desk, "amy").require("export")
    assert [each.login for each in list_operators(desk)].count("amy") == 1
    assert check_store(desk.store).broken == ()


@pytest.mark.parametrize("typed", ["", "  ", "a@b", "。。", "x" * 31, "a\u202eb", "\x07"])
def test_nobody_is_called_so(typed: str) -> None:
    with pytest.raises(BadInput):
        check_login(typed)


def test_roles_are_named_by_title_or_word() -> None:
    assert role_named(" 复核 ") == "reviewer" and role_named("auditor") == "auditor"
    with pytest.raises(BadInput, match="经办、复核、站长、审计"):
        role_named("会计")


def test_the_station_keeps_a_chief(desk: Desk) -> None:
    for act in (
        lambda: end_operator(desk, "test"),
        lambda: register_operator(desk, "test", "clerk"),
    ):
        with pytest.raises(RefusedByRule) as refused:
            act()
        assert code_of(refused) == "last_chief"
    register_operator(desk, "next", "chief")
    end_operator(desk, "test", "退休")
    with pytest.raises(RefusedByRule):
        end_operator(as_(desk, "next"), "next")


def test_only_the_chief_registers(desk: Desk) -> None:
    with pytest.raises(Denied) as denied:
        register_operator(as_(desk, "second"), "friend", "chief")
    assert code_of(denied) == "not_allowed"
    assert last_of_trail(desk) == (
        "denied", "register_operator", "register_operator not_allowed", "second",
    )  # fmt: skip


def test_a_stranger_is_not_let_in_and_stands_in_the_trail(desk: Desk) -> None:
    with pytest.raises(Denied) as denied:
        admit(desk.store, "ghost", BUSINESS_DATE)
    assert code_of(denied) == "not_an_operator"
    assert last_of_trail(desk) == ("denied", "open", "open not_an_operator ghost", "")
    with pytest.raises(Denied):
        as_(desk, "43110319800101123X").require("pay")
    assert "43110319800101123X" not in last_of_trail(desk)[2]
    assert admit(desk.store, " ＴＥＳＴ", BUSINESS_DATE).id == desk.station_id
    assert open_desk(desk.store, load_notice, BUSINESS_DATE, "TEST ").operator == "test"


def test_nobody_can_change_who_is_registered_behind_the_programs_back(desk: Desk) -> None:
    for table in ("operator", "operator_event", "approval", "approval_use"):
        for sql in (f"UPDATE {table} SET station_id = 1", f"DELETE FROM {table}"):
            if table.startswith("operator"):
                with pytest.raises(Exception, match="只增不改"):
                    desk.store.run(sql)


# PINs


@pytest.mark.parametrize("typed", ["", "12345", "1234567890123", "111111", "123456", "987654", "a"])
def test_a_pin_is_not_easily_guessed(typed: str) -> None:
    with pytest.raises(BadInput):
        check_pin(typed)


def test_a_pin_is_kept_as_a_hash_and_set_by_its_owner_alone(desk: Desk) -> None:
    kept = desk.store.rows("SELECT pin FROM operator_event WHERE kind = 'pin'")
    assert kept and all(pin.startswith("$argon2id$") and PIN not in pin for (pin,) in kept)
    second = operator_named(desk.store, desk.station_id, "second")
    assert second is not None and has_pin(desk.store, desk.station_id, second.operator_id)
    clear_pin(desk, "second")
    assert not has_pin(desk.store, desk.station_id, second.operator_id)
    with pytest.raises(Denied) as denied, desk.writing("pay"):
        agreed(desk, "override", "1", SECOND)
    assert code_of(denied) == "pin_needed"


def test_five_wrong_pins_in_a_row_are_the_end_of_it(desk: Desk) -> None:
    def tried(pin: str) -> str:
        with pytest.raises(Denied) as denied, desk.writing("pay"):
            agreed(desk, "override", "1", SecondPerson("second", pin))
        return code_of(denied)

    assert [tried("000001") for _ in range(4)] == ["wrong_pin"] * 4
    with desk.writing("pay"):
        assert agreed(desk, "override", "1", SECOND) == "second"
    assert [tried("000001") for _ in range(5)] == ["wrong_pin"] * 5
    assert tried(PIN) == "pin_locked"
    set_pin(as_(desk, "second"), PIN)
    with desk.writing("pay"):
        assert agreed(desk, "override", "1", SECOND) == "second"
    assert check_store(desk.store).broken == ()


# The second person


def test_an_approval_of_ones_own_session_serves_once_for_that_act_alone(desk: Desk) -> None:
    approve(as_(desk, "other"), "照常办理", " 010 001 ")

    def asked(act: str, subject: str, login: str = "other") -> str:
        try:
            with desk.writing("pay"):
                return agreed(desk, act, subject, SecondPerson(login))
        except Denied as denied:
            return denied.code

    assert asked("submit_report", "010001") == "pin_needed"
    assert asked("override", "010002") == "pin_needed"
    assert asked("override", "010001", "another") == "pin_needed"
    assert asked("override", "010001") == "other"
    assert asked("override", "010001") == "pin_needed"


def test_what_was_agreed_yesterday_does_not_serve_today(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    approve(as_(desk, "other"), "override", "010001")
    monkeypatch.setattr("models.base.clock.today", lambda: BUSINESS_DATE)
    with pytest.raises(Denied) as denied, desk.writing("pay"):
        agreed(desk, "override", "010001", SecondPerson("other"))
    assert code_of(denied) == "pin_needed"


def test_only_what_takes_two_can_be_agreed_to_and_only_by_who_may(desk: Desk) -> None:
    with pytest.raises(BadInput, match="不用第二人同意"):
        approve(as_(desk, "second"), "收费", "010001")
    with pytest.raises(BadInput, match="报告期"):
        approve(as_(desk, "second"), "上报半月报", " ")
    register_operator(desk, "clerk", "clerk")
    with pytest.raises(Denied):
        approve(as_(desk, "clerk"), "override", "010001")


@pytest.mark.parametrize(
    "login, pin, code",
    [
        ("", PIN, "second_operator"),
        ("test", PIN, "second_operator"),
        ("TEST ", PIN, "second_operator"),
        ("ｔｅｓｔ", PIN, "second_operator"),
        ("t e s t", PIN, "second_operator"),
        ("ghost", PIN, "not_an_operator"),
        ("ended", PIN, "not_an_operator"),
        ("clerk", PIN, "not_allowed"),
        ("auditor", PIN, "not_allowed"),
        ("other", "", "pin_needed"),
        ("other", PIN, "pin_needed"),
        ("second", "", "pin_needed"),
        ("second", "852741", "wrong_pin"),
    ],
)
def test_one_person_is_never_two(desk: Desk, login: str, pin: str, code: str) -> None:
    """Each attempt is refused and stands in the trail, and nothing else is left of it."""
    for who, role in (("ended", "reviewer"), ("clerk", "clerk"), ("auditor", "auditor")):
        register_operator(desk, who, role)  # type: ignore[arg-type]
    end_operator(desk, "ended")
    with pytest.raises(Denied) as denied, desk.writing("submit_report"):
        agreed(desk, "submit_report", "2019-11-H1", SecondPerson(login, pin))
    assert code_of(denied) == code
    assert last_of_trail(desk)[0] == "denied" and last_of_trail(desk)[2].split()[1] == code
    assert desk.store.number("SELECT count(*) FROM approval") == 0
    assert check_store(desk.store).broken == ()


def test_the_name_of_one_reviewer_names_them(desk: Desk) -> None:
    with desk.writing("submit_report"):
        assert agreed(desk, "submit_report", "2019-11-H1", SecondPerson("李站长", PIN)) == "second"


@pytest.mark.parametrize("login", ["test", "TEST", "test ", "ｔｅｓｔ"])
def test_nobody_approves_their_own_refund_however_they_write_their_name(
    desk: Desk, login: str
) -> None:
    register_people(desk, person("张三"))
    pay(desk, "0001")
    request_refund(desk, "2019-000001", "录错")
    again = open_desk(desk.store, load_notice, BUSINESS_DATE, login)
    with pytest.raises(RefusedByRule) as refused:
        approve_refund(again, "2019-000001")
    assert code_of(refused) == "second_operator"


def test_a_ghost_approves_nothing(desk: Desk) -> None:
    register_people(desk, person("张三"))
    pay(desk, "0001")
    request_refund(desk, "2019-000001", "录错")
    with pytest.raises(Denied) as denied:
        approve_refund(as_(desk, "ghost"), "2019-000001")
    assert code_of(denied) == "not_an_operator"
