"""What the bureau has taken in a wrong amount enrols nobody, and nobody is charged again for it."""

import datetime as dt

import pytest

from models.base.errors import RefusedByRule
from models.bureau.self_paid.exceptions import accept_row, resolve_row
from models.people.changes.number import correct_number
from models.people.changes.occasion import Occasion
from models.people.households.families import load_household
from models.people.households.quotes import quote_household
from models.people.person_meant import person_meant
from models.station.desk import Desk
from tests.bureau.self_paid.making import back, bring, row
from tests.making import household_id, made_up_number, pay, person, register_people
from tui.screens.card import family_quotes, further_words, state_words
from tui.screens.payment_choice import PaymentChoice


def refusals(desk: Desk) -> list[str | None]:
    """Return the code by which each member of the household is refused medical insurance."""
    family = quote_household(desk, load_household(desk, household_id(desk)), "medical")
    return [each.quote.refused.code if each.quote.refused else None for each in family.members]


def test_the_counter_refuses_in_one_line_that_says_what_was_paid_and_due(desk: Desk) -> None:
    one, _ = register_people(desk, person("张三"), person("李四"))
    bring(desk, row(one.id_number, amount_fen=23000))
    with pytest.raises(RefusedByRule) as refused:
        pay(desk, members=frozenset({one.id_number}))
    assert refused.value.code == "paid_at_bureau"
    assert refused.value.message == (
        "张三：税务已收 230.00 元，应缴 250.00 元，差 20.00 元；"
        "还没有入账，柜台不能再收，请先处理自行缴费例外第 1 号"
    )
    receipt = pay(desk, trace=2)
    assert [line.name for line in receipt.lines] == ["李四"]
    assert [name for name, _ in receipt.missing] == ["张三"]


def test_card_and_payment_screen_show_it_and_tick_nobody(sqlite_desk: Desk) -> None:
    (one,) = register_people(sqlite_desk, person("张三"))
    bring(sqlite_desk, row(one.id_number, amount_fen=28000))
    home = load_household(sqlite_desk, household_id(sqlite_desk))
    quotes = family_quotes(sqlite_desk, home)
    assert state_words(quotes[0].members[0]) == "税务收 280"
    words = "税务已收 280.00 元，应缴 250.00 元，多 30.00 元"
    assert words in further_words(quotes, 0)
    choice = PaymentChoice(sqlite_desk, home, "medical")
    assert (choice.chosen, choice.due_fen) == ((), 0)
    assert words in choice.toggle(0)


def test_once_it_is_decided_the_counter_takes_the_money(desk: Desk) -> None:
    (one,) = register_people(desk, person("张三"))
    bring(desk, row(one.id_number, amount_fen=23000))
    resolve_row(desk, 1, "税务已全额退费")
    assert refusals(desk) == [None]
    assert pay(desk).amount_fen == 25000


def test_a_reversal_of_it_lets_the_counter_take_the_money(desk: Desk) -> None:
    (one,) = register_people(desk, person("张三"))
    bring(desk, row(one.id_number, amount_fen=23000))
    bring(desk, back(one.id_number, amount_fen=23000))
    assert refusals(desk) == [None]


def test_another_insurance_and_another_year_are_not_held_back(desk: Desk) -> None:
    (one,) = register_people(desk, person("张三"))
    bring(
        desk,
        row(one.id_number, levy_year=2019, amount_fen=100),
        row(one.id_number, insurance="pension", levy_year=2019, amount_fen=100, row=3),
    )
    assert refusals(desk) == [None]


def test_money_under_a_former_number_or_another_name_holds_back_too(desk: Desk) -> None:
    one, other = register_people(desk, person("张三"), person("李四"))
    bring(desk, row(one.id_number, amount_fen=23000), row(other.id_number, "李武", row=3))
    whose = person_meant(desk, one.id_number)
    correct_number(desk, whose, made_up_number(), Occasion(dt.date(2019, 11, 6), "录错", "户口簿"))
    assert refusals(desk) == ["paid_at_bureau", "paid_at_bureau"]
    accept_row(desk, 2, "银行录错字")
    assert refusals(desk) == ["paid_at_bureau", None]


def test_a_reversal_that_waits_holds_nobody_back(desk: Desk) -> None:
    (one,) = register_people(desk, person("张三"))
    bring(desk, back(one.id_number))
    assert refusals(desk) == [None]
