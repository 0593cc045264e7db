"""Which reversal takes back which payment: each once, as many as can be, in any order of files."""

import datetime as dt
from dataclasses import replace
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from models.bureau.self_paid.reversals import Payment, Reversal, can_take_back, match_reversals

_WHOSE = (1, "medical", 2020)


def _day(number: int) -> dt.date:
    return dt.date(2019, 11, number)


def _paid(ref: str, day: int = 5, amount_fen: int = 25000, **more: object) -> Payment:
    return Payment(ref, _WHOSE, amount_fen, _day(day), **more)  # type: ignore[arg-type]


def _back(ref: str, day: int = 6, amount_fen: int = 25000, **more: object) -> Reversal:
    return Reversal(ref, _WHOSE, amount_fen, _day(day), **more)  # type: ignore[arg-type]


def _refs(payments: list[Payment], reversals: list[Reversal]) -> list[tuple[object, object]]:
    return [(back.ref, paid.ref) for back, paid in match_reversals(payments, reversals)]


def test_a_reversal_takes_back_one_payment_of_its_amount_that_was_not_paid_after_it() -> None:
    assert _refs([_paid("a")], [_back("r")]) == [("r", "a")]
    assert _refs([_paid("a")], [_back("r"), _back("s")]) == [("r", "a")]
    assert _refs([_paid("a", amount_fen=28000)], [_back("r")]) == []
    assert _refs([_paid("a", day=7)], [_back("r")]) == []
    other = replace(_back("r"), whose=(1, "medical", 2021))
    assert _refs([_paid("a")], [other]) == []


def test_the_voucher_decides_and_one_of_another_voucher_is_never_taken() -> None:
    both = [_paid("a", voucher="1", is_standing=True), _paid("b", voucher="2")]
    assert _refs(both, [_back("r", original="1")]) == [("r", "a")]
    assert _refs(both, [_back("r", voucher="1")]) == [("r", "a")]
    assert _refs(both[1:], [_back("r", original="1")]) == []


def test_without_a_voucher_what_enrols_nobody_goes_first_then_the_same_channel() -> None:
    both = [_paid("a", channel="alipay", is_standing=True), _paid("b", channel="wechat")]
    assert _refs(both, [_back("r", channel="other")]) == [("r", "b")]
    assert _refs(both, [_back("r", channel="alipay")]) == [("r", "a")]


def test_an_earlier_pair_moves_where_that_lets_another_reversal_be_done() -> None:
    """s took a when nothing else was there; r, of an earlier day, can only be of a."""
    paid = [_paid("a", day=5, is_back=True), _paid("b", day=8)]
    back = [_back("s", day=9, is_done=True), _back("r", day=6)]
    assert _refs(paid, back) == [("r", "b")]


_PAYMENTS = st.lists(
    st.builds(
        _paid, st.uuids().map(str), st.integers(1, 9), voucher=st.sampled_from(["", "1", "2"])
    ),
    max_size=4,
)
_REVERSALS = st.lists(
    st.builds(
        _back, st.uuids().map(str), st.integers(1, 9), original=st.sampled_from(["", "1", "2"])
    ),
    max_size=4,
)


@given(_PAYMENTS, _REVERSALS, st.data())
def test_any_order_of_files_does_as_many_reversals(
    payments: list[Payment], reversals: list[Reversal], data: st.DataObject
) -> None:
    """What is done after each file, one row a file, is as much as if all had come at once."""
    coming = data.draw(st.permutations([*payments, *reversals]))
    paid: list[Payment] = []
    back: list[Reversal] = []
    for each in coming:
        (paid if isinstance(each, Payment) else back).append(each)  # type: ignore[arg-type]
        for done, taken in match_reversals(paid, back):
            assert not done.is_done and not taken.is_back
            back = [replace(one, is_done=one.is_done or one is done) for one in back]
            paid = [replace(one, is_back=one.is_back or one is taken) for one in paid]
    assert sum(each.is_done for each in back) == sum(each.is_back for each in paid)
    assert sum(each.is_back for each in paid) == _most(payments, reversals)


def _most(payments: list[Payment], reversals: list[Reversal]) -> int:
    """Return the largest number of pairs, found by trying every order of the payments."""
    places: list[Payment | None] = [*payments, *[None] * len(reversals)]
    return max(
        sum(
            paid is not None and can_take_back(back, paid)
            for back, paid in zip(reversals, order, strict=True)
        )
        for order in set(permutations(places, len(reversals)))
    )
