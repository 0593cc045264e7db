"""Fen inside, yuan outside; shares exact to the fen."""

from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.base.errors import BadInput
from models.base.money import format_yuan, parse_signed_yuan, parse_yuan, share_of, short_yuan
from tests.cases import for_each

AMOUNTS = st.integers(0, 10**13)
RATES = st.fractions(0, 1)


@for_each(
    "text, fen",
    [
        ("250", 250_00),
        ("250.00", 250_00),
        ("250.5", 250_50),
        ("0.05", 5),
        ("0", 0),
        ("1,250.50", 1250_50),
        ("1,000,000", 1_000_000_00),
        (" 250 ", 250_00),
        ("250元", 250_00),
        ("007", 7_00),
    ],
)
def test_yuan_as_people_type_them(text: str, fen: int) -> None:
    assert parse_yuan(text) == fen


@for_each(
    "text",
    [
        "",
        " ",
        "-1",
        "1.234",
        ".5",
        "1e3",
        "0x10",
        "nan",
        "inf",
        "二百五",
        "250块",
        "元",
        "1" * 13,
        "1_000",
        "½",
    ],
)
def test_what_is_not_an_amount(text: str) -> None:
    with pytest.raises(BadInput, match="应缴金额"):
        parse_yuan(text, "应缴金额")


@for_each("text", ["2,50", "1,,250", ",250", "12,50.5", "1,2,3", "1250,"])
def test_a_comma_stands_only_between_thousands(text: str) -> None:
    """``2,50`` is somebody's 2.50 as likely as 250: better ask than take a hundredfold."""
    with pytest.raises(BadInput):
        parse_yuan(text)


@for_each(
    "fen, text, short",
    [
        (0, "0.00", "0"),
        (5, "0.05", "0.05"),
        (250_00, "250.00", "250"),
        (12_50, "12.50", "12.50"),
        (1250_50, "1,250.50", "1,250.50"),
        (-1250_50, "-1,250.50", "-1,250.50"),
        (-5, "-0.05", "-0.05"),
        (1_000_000_00, "1,000,000.00", "1,000,000"),
    ],
)
def test_fen_as_people_read_them(fen: int, text: str, short: str) -> None:
    assert (format_yuan(fen), short_yuan(fen)) == (text, short)


@given(AMOUNTS)
def test_what_is_written_is_read_back(fen: int) -> None:
    assert parse_yuan(format_yuan(fen)) == fen
    assert parse_yuan(short_yuan(fen)) == fen
    assert parse_yuan(f"{fen // 100}.{fen % 100:02d}") == fen


@given(st.integers(-(10**13), 10**13))
def test_written_amounts_are_the_decimal_amounts(fen: int) -> None:
    assert Fraction(format_yuan(fen).replace(",", "")) == Fraction(fen, 100)


@given(st.text(max_size=15))
def test_any_text_is_an_amount_or_bad_input(text: str) -> None:
    try:
        assert parse_yuan(text) >= 0
    except BadInput as bad:
        assert bad.message


@for_each(
    "fen, rate, half_up, down",
    [
        (250_00, Fraction(3, 10), 75_00, 75_00),
        (67, Fraction(1, 2), 34, 33),
        (1, Fraction(1, 2), 1, 0),
        (100, Fraction(33335, 100000), 33, 33),
        (100, Fraction(1, 3), 33, 33),
        (100, Fraction(2, 3), 67, 66),
        (101, Fraction(995, 1000), 100, 100),
        (0, Fraction(1, 2), 0, 0),
        (99, Fraction(1), 99, 99),
    ],
)
def test_a_share_is_rounded_half_up_or_down(
    fen: int, rate: Fraction, half_up: int, down: int
) -> None:
    assert share_of(fen, rate) == half_up
    assert share_of(fen, rate, round_down=True) == down


@given(st.integers(0, 10**9), RATES)
def test_a_share_is_the_nearest_fen_and_of_two_the_higher(fen: int, rate: Fraction) -> None:
    exact = Fraction(fen) * rate
    assert share_of(fen, rate) == floor(exact + Fraction(1, 2))
    assert -Fraction(1, 2) < share_of(fen, rate) - exact <= Fraction(1, 2)
    assert 0 <= exact - share_of(fen, rate, round_down=True) < 1
    assert 0 <= share_of(fen, rate) <= fen


@given(st.integers(0, 10**9))
def test_two_halves_are_never_less_than_the_whole(fen: int) -> None:
    """Which is why the last funder takes the rest and not a half of its own."""
    assert 0 <= 2 * share_of(fen, Fraction(1, 2)) - fen <= 1


@for_each(
    "text",
    ["250.0000", "+250.00", "２５０．００", "￥250", "250.00元", "RMB 250", "250元整", " 250 "],
)
def test_the_same_amount_however_a_program_writes_it(text: str) -> None:
    assert parse_yuan(text) == parse_signed_yuan(text) == 250_00


@for_each("text", ["-250", "250-", "(250.00)", "￥-250.00", "−250"])
def test_an_amount_below_nothing(text: str) -> None:
    assert parse_signed_yuan(text) == -250_00
    with pytest.raises(BadInput):
        parse_yuan(text)
