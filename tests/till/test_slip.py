"""POS slips: every number has its length."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import BadInput
from models.till.slip import check_slip, next_trace

_DAY = dt.date(2019, 11, 14)


def test_full_width_digits_are_read_as_plain_ones():
    slip = check_slip("１２３４５６７８", " 000001", "000123 ", _DAY)
    assert (slip.terminal, slip.batch, slip.trace, slip.reference) == (
        "12345678",
        "000001",
        "000123",
        "",
    )


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
