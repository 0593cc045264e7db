"""Amounts in capitals, as bank papers write them; read back they are the amount."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.base.money_words import amount_in_words

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = {"拾": 10, "佰": 100, "仟": 1000}


def read(words: str) -> int:
    """Read capitals as a person does, knowing nothing of how they were made."""
    yuan, has_yuan, rest = words.removesuffix("整").rpartition("元")
    total = 100 * _whole(yuan) if has_yuan else 0
    for digit, unit in zip(rest.lstrip("零")[::2], rest.lstrip("零")[1::2], strict=True):
        total += _DIGITS.index(digit) * {"角": 10, "分": 1}[unit]
    return total


def _whole(words: str) -> int:
    for unit, value in (("亿", 10**8), ("万", 10**4)):
        if unit in words:
            high, _, low = words.rpartition(unit)
            return _whole(high) * value + _whole(low)
    total = digit = 0
    for each in words:
        if each in _PLACES:
            total, digit = total + digit * _PLACES[each], 0
        else:
            digit = _DIGITS.index(each)
    return total + digit


@pytest.mark.parametrize(
    ("amount_fen", "words"),
    [
        (0, "零元整"),
        (625_00, "陆佰贰拾伍元整"),
        (1005_00, "壹仟零伍元整"),
        (1409_50, "壹仟肆佰零玖元伍角整"),
        (6007_14, "陆仟零柒元壹角肆分"),
        (325_04, "叁佰贰拾伍元零肆分"),
        (10_00, "壹拾元整"),
        (100_000_00, "壹拾万元整"),
        (1_000_000_01, "壹佰万元零壹分"),
        (100_010_000_00, "壹亿零壹万元整"),
        (5, "伍分"),
    ],
)
def test_amounts_stand_as_bank_papers_have_them(amount_fen: int, words: str):
    assert amount_in_words(amount_fen) == words


@given(st.integers(0, 10**14) | st.integers(0, 10**6))
def test_read_back_the_words_are_the_amount(amount_fen: int):
    words = amount_in_words(amount_fen)
    assert read(words) == amount_fen
    assert "零零" not in words and not words.startswith(("零壹", "零贰"))


def test_an_amount_going_back_is_never_written_so():
    with pytest.raises(ValueError, match="negative"):
        amount_in_words(-1)
