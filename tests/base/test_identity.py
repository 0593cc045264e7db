"""Identity numbers: every typing error of one character is caught, and nothing is shown whole."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.base.errors import BadInput
from models.base.identity import (
    is_birth_certificate,
    parse_identity_number,
    valid_number,
    with_check_character,
)
from tests.cases import for_each

NOBODY = with_check_character("43119819800506123")
WITH_X = next(
    number
    for number in (with_check_character(f"43119819521109{each:03d}") for each in range(100))
    if number.endswith("X")
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@st.composite
def numbers(draw: st.DrawFn) -> str:
    born = draw(st.dates(dt.date(1900, 1, 1), dt.date(2020, 12, 31)))
    sequence = draw(st.integers(0, 999))
    return with_check_character(f"431198{born:%Y%m%d}{sequence:03d}")


def fault(text: str) -> str:
    with pytest.raises(BadInput) as bad:
        parse_identity_number(text)
    return bad.value.message


@given(numbers())
def test_the_check_character_is_that_of_the_standard(number: str) -> None:
    """GB 11643-1999: weights and the table 10X98765432."""
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True))
    assert number[17] == "10X98765432"[total % 11]


@given(numbers())
def test_the_birth_date_follows_from_the_number(number: str) -> None:
    found = parse_identity_number(number)
    assert found.text == number
    assert f"{found.born:%Y%m%d}" == number[6:14]
    assert found.is_male == (number[16] in "13579")


@given(numbers(), st.integers(0, 17), st.sampled_from("0123456789X"))
def test_any_single_wrong_character_is_caught(number: str, place: int, wrong: str) -> None:
    if number[place] != wrong:
        fault(number[:place] + wrong + number[place + 1 :])


@given(numbers(), st.integers(0, 16))
def test_two_neighbours_swapped_are_caught(number: str, place: int) -> None:
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    if swapped != number:
        fault(swapped)


@given(numbers(), st.integers(0, 17))
def test_a_character_too_few_or_too_many_is_caught(number: str, place: int) -> None:
    assert "17 位" in fault(number[:place] + number[place + 1 :])
    assert "19 位" in fault(number[:place] + "0" + number[place:])


@for_each(
    "typed",
    [
        f"  {NOBODY} ",
        f"{NOBODY[:6]} {NOBODY[6:14]} {NOBODY[14:]}",
        f"'{NOBODY}",
        NOBODY.translate({ord(str(digit)): chr(0xFF10 + digit) for digit in range(10)}),
    ],
)
def test_spaces_full_width_digits_and_an_apostrophe_are_forgiven(typed: str) -> None:
    assert parse_identity_number(typed).text == NOBODY


def test_a_small_x_is_forgiven() -> None:
    assert parse_identity_number(WITH_X.lower()).text == WITH_X
    assert parse_identity_number(WITH_X[:17] + "ｘ").text == WITH_X


def test_each_fault_is_named() -> None:
    assert "空" in fault("  ")
    assert "17 位" in fault(NOBODY[:17])
    assert "字符" in fault("A" + NOBODY[1:])
    assert "字符" in fault(NOBODY[:17] + "Y")
    assert "X 以外" in fault("X" + NOBODY[1:])
    assert "出生日期" in fault(with_check_character("43119820190230123"))
    assert "出生日期" in fault(with_check_character("43119800000101123"))
    assert "校验码" in fault(NOBODY[:17] + ("0" if NOBODY[17] != "0" else "1"))
    assert "表格" in fault(NOBODY[:15] + "???")


def test_numbers_of_15_digits_are_told_by_their_length() -> None:
    assert "15 位" in fault("431198800506123")


@given(numbers())
def test_no_message_shows_a_number_whole(number: str) -> None:
    """Birth date and sequence stay hidden."""
    wrong = number[:17] + ("0" if number[17] != "0" else "1")
    assert number[6:14] not in fault(wrong)
    assert number[6:14] not in fault(wrong + "7")
    masked = parse_identity_number(number).masked
    assert masked == f"{number[:6]}********{number[-4:]}"


@given(st.text(max_size=25))
def test_any_text_is_a_number_or_bad_input(text: str) -> None:
    try:
        assert len(parse_identity_number(text).text) == 18
    except BadInput as bad:
        assert bad.message


@for_each("digit", "²①٣๓")
def test_digits_of_other_scripts_are_no_digits(digit: str) -> None:
    """NFKC makes some plain digits; whatever is left over is refused or plain."""
    try:
        found = parse_identity_number(NOBODY[:17] + digit).text
    except BadInput:
        return
    assert found.isascii()


@for_each(
    "number, kind",
    [
        (with_check_character("81000019800101001"), "港澳居民居住证"),
        (with_check_character("83000019800101001"), "台湾居民居住证"),
        (with_check_character("91184019800101001"), "外国人永久居留身份证"),
        ("H1234567890", "港澳居民来往内地通行证"),
        ("m12345678", "港澳居民来往内地通行证"),
        ("USA310080010112", "外国人永久居留身份证"),
        ("R430123456", "出生医学证明"),
    ],
)
def test_permits_are_numbers_of_their_own_kind(number: str, kind: str) -> None:
    born = dt.date(1980, 1, 1)
    found = parse_identity_number(number, born)
    assert (found.kind, found.born, found.text) == (kind, born, number.upper())
    assert valid_number(number) == number.upper()
    assert is_birth_certificate(found.text) == (kind == "出生医学证明")


def test_a_permit_without_a_birth_date_asks_for_it() -> None:
    assert "出生日期" in fault("H1234567890")


def test_fifteen_digits_say_what_the_eighteen_are() -> None:
    old = NOBODY[:6] + NOBODY[8:17]
    assert "第 6 位后面加 19" in fault(old) and f"末尾加 {NOBODY[17]}" in fault(old)
    assert old not in fault(old)


@for_each("year", ["1111", "1850", "1899"])
def test_nobody_alive_was_born_then(year: str) -> None:
    number = with_check_character(f"431103{year}0101001")
    assert "不可能" in fault(number)
    assert parse_identity_number(with_check_character("43110319050101001")).born.year == 1905


@for_each("text", ["4.31103E+17", "4.31103e17", "431103?"])
def test_a_number_that_a_spreadsheet_turned_is_called_so(text: str) -> None:
    assert "被表格存成了数字" in fault(text)
