"""Terminals are registered; what of a slip looks wrong is looked at again before it counts."""

import datetime as dt
from dataclasses import replace

import pytest

from models.base.errors import BadInput, Denied, RefusedByRule
from models.cash.terminals import (
    end_terminal,
    list_terminals,
    register_terminal,
    unknown_terminals,
)
from models.checks.check_store import check_store
from models.counter.second_look import SAME_NUMBERS_DAYS, doubts_of
from models.station.desk import Desk
from models.station.registration import register_operator
from tests.making import BUSINESS_DATE, pay, person, register_people, slip

TOMORROW = BUSINESS_DATE + dt.timedelta(days=1)


@pytest.fixture
def four(desk: Desk) -> Desk:
    """Four families of one: 250 each."""
    register_people(desk, *(person(f"张{n}", household=f"000{n}") for n in range(1, 5)))
    return desk


def refused(desk: Desk, number: str, **more: object) -> str:
    with pytest.raises(RefusedByRule) as no:
        pay(desk, number, **more)  # type: ignore[arg-type]
    return no.value.code


def test_a_station_without_terminals_takes_money_and_is_told(four: Desk) -> None:
    done = pay(four, "0001", trace=1)
    assert done.warnings == (
        "终端 12345678 没有登记，请照签购单核对；是本站的，请站长用「终端」登记",
    )
    assert [(each.number, each.slips) for each in unknown_terminals(four)] == [("12345678", 1)]
    assert [each.asks for each in doubts_of(four, [slip(2)])] == [False]
    strange = doubts_of(four, [slip(2, terminal="87654321")])
    assert [(each.code, each.asks, each.stops) for each in strange] == [
        ("new_terminal", True, False)
    ]


def test_once_one_is_registered_another_is_refused_until_it_was_looked_at(four: Desk) -> None:
    register_terminal(four, "12345678", "农业银行", "一号窗口")
    assert pay(four, "0001", trace=1).warnings == ()
    wrong = slip(2, terminal="12345679")
    assert refused(four, "0002", slip=wrong) == "new_terminal"
    done = pay(four, "0002", slip=wrong, confirmed=frozenset({"new_terminal"}))
    assert done.warnings == ()
    assert [each.number for each in unknown_terminals(four)] == ["12345679"]
    register_terminal(four, "12345679", "农业银行")
    assert unknown_terminals(four) == () and pay(four, "0003", slip=slip(3, terminal="12345679"))


def test_a_terminal_is_registered_once_and_ended(four: Desk) -> None:
    made = register_terminal(four, "12345678", "农业银行")
    assert register_terminal(four, "12345678", "别的") == made
    ended = end_terminal(four, "12345678", "更换")
    assert ended.ended_on == BUSINESS_DATE and list_terminals(four) == (ended,)
    with pytest.raises(BadInput):
        end_terminal(four, "12345678", "更换")
    assert refused(four, "0001", trace=1) == "new_terminal"
    register_terminal(four, "12345678", "银联商务")
    assert not pay(four, "0001", trace=1).warnings and check_store(four.store).broken == ()


@pytest.mark.parametrize(
    ("number", "acquirer"), [("1234567", "农行"), ("１２３４５６７８", "农行"), ("12345678", " ")]
)
def test_a_terminal_needs_its_particulars(four: Desk, number: str, acquirer: str) -> None:
    with pytest.raises(BadInput):
        register_terminal(four, number, acquirer)
    assert list_terminals(four) == ()


def test_only_the_chief_registers_terminals(four: Desk) -> None:
    register_operator(four, "clerk", "clerk")
    with pytest.raises(Denied) as no:
        register_terminal(replace(four, operator="clerk"), "12345678", "农行")
    assert no.value.code == "not_allowed"


def test_the_same_numbers_under_another_date_are_suspected(four: Desk) -> None:
    pay(four, "0001", trace=1)
    tomorrow = four.on(TOMORROW)
    with pytest.raises(RefusedByRule) as no:
        pay(tomorrow, "0002", trace=1)
    assert no.value.code == "another_slip"
    assert "在 2019-11-14 已入账（收据 2019-000001）" in no.value.message
    assert pay(tomorrow, "0002", trace=1, confirmed=frozenset({"another_slip"})).amount_fen
    before = slip(1, BUSINESS_DATE - dt.timedelta(days=1))
    assert refused(four, "0003", slip=before) == "another_slip"


def test_what_differs_or_is_long_past_is_no_suspicion(four: Desk) -> None:
    pay(four, "0001", trace=1)
    pay(four.on(TOMORROW), "0002", slip=slip(1, TOMORROW, batch="000002"))
    later = four.on(BUSINESS_DATE + dt.timedelta(days=SAME_NUMBERS_DAYS + 2))
    assert pay(later, "0003", trace=1).amount_fen == 250_00


def test_a_slip_has_a_date_of_its_own_never_after_the_business_date(four: Desk) -> None:
    """Yesterday's slip entered today is yesterday's: entered again it is the first."""
    tomorrow = four.on(TOMORROW)
    first = pay(tomorrow, "0001", slip=slip(1, BUSINESS_DATE))
    assert pay(tomorrow, "0001", slip=slip(1, BUSINESS_DATE)).receipt == first.receipt
    with pytest.raises(BadInput, match="晚于业务日期"):
        pay(four, "0002", slip=slip(2, TOMORROW))
