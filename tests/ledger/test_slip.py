"""POS slips: every number has its length."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.base.errors import BadInput
from models.ledger.slip import PosSlip, check_slip, next_trace

_DAY = dt.date(2019, 11, 14)


def test_spaces_around_a_number_are_not_part_of_it():
    slip = check_slip("12345678", " 000001", "000123 ", _DAY)
    assert slip == PosSlip("12345678", "000001", "000123", _DAY)


def test_everything_a_slip_prints_can_be_kept():
    slip = check_slip(
        "12345678", "000001", "000123", _DAY, "123456789012",
        merchant="898431000000001", authorisation="654321", card_tail="8888", time="093011",
    )  # fmt: skip
    assert (slip.merchant, slip.authorisation) == ("898431000000001", "654321")
    assert (slip.card_tail, slip.time, slip.reference) == ("8888", "09:30:11", "123456789012")


@pytest.mark.parametrize("written", ["09:30:11", "093011", " 09:30:11 "])
def test_the_time_is_read_as_printed(written: str):
    assert check_slip("12345678", "000001", "000123", _DAY, time=written).time == "09:30:11"


@pytest.mark.parametrize("written", ["25:00:00", "9点", "０９３０１１", "093061"])
def test_what_is_not_a_time_is_named(written: str):
    with pytest.raises(BadInput, match="交易时间"):
        check_slip("12345678", "000001", "000123", _DAY, time=written)


@pytest.mark.parametrize(
    ("part", "wrong", "what"),
    [
        ("merchant", "12345", "商户号"),
        ("authorisation", "12345x", "授权码"),
        ("card_tail", "888", "卡号末四位"),
    ],
)
def test_the_other_numbers_have_their_length_too(part: str, wrong: str, what: str):
    with pytest.raises(BadInput, match=what):
        check_slip("12345678", "000001", "000123", _DAY, **{part: wrong})  # type: ignore[arg-type]


@pytest.mark.parametrize("wrong", ["００００１２", "00012\u200b3", "0001\u202e23"])
def test_full_width_and_invisible_characters_are_told_apart_from_a_wrong_length(wrong: str):
    with pytest.raises(BadInput, match=r"凭证号.*全角或看不见"):
        check_slip("12345678", "000001", wrong, _DAY)


@pytest.mark.parametrize(
    ("parts", "what"),
    [
        (("", "000001", "000123"), "终端号"),
        (("1234567", "000001", "000123"), "终端号"),
        (("12345678", "1", "000123"), "批次号"),
        (("12345678", "000001", ""), "凭证号"),
        (("12345678", "000001", "12345a"), "凭证号"),
        (("12345678", "000001", "00012\u200b3"), "凭证号"),
        (("12345678", "000001", "٠٠٠١٢٣"), "凭证号"),
        (("12345678", "000001", "000123", "12345"), "参考号"),
    ],
)
def test_a_missing_or_wrong_number_is_named(parts: tuple[str, ...], what: str):
    with pytest.raises(BadInput, match=what):
        check_slip(*parts[:3], _DAY, *parts[3:])


@given(st.integers(1, 999999))
def test_the_next_trace_follows_and_is_recycled(number: int):
    following = next_trace(f"{number:06d}")
    assert len(following) == 6
    assert int(following) == (number + 1 if number < 999999 else 1)
