"""Whose hands the cash is in: nothing is lost between drawers and safe."""

from hypothesis import given
from hypothesis import strategies as st

from models.cash.drawers import CashMove, Drawers, fill_drawers

_A, _B = 1, 2


def took(operator: int, fen: int) -> CashMove:
    return CashMove("payment", operator, fen)


def deposited(operator: int, fen: int) -> CashMove:
    return CashMove("deposit", operator, -fen)


def closed(operator: int) -> CashMove:
    return CashMove("handed_in", operator)


def test_each_takes_into_a_drawer_of_their_own():
    assert fill_drawers([took(_A, 5), took(_B, 2), took(_A, 1)]) == Drawers(0, {_A: 6, _B: 2})


def test_closing_hands_the_drawer_in_to_the_safe():
    drawers = fill_drawers([took(_A, 5), took(_B, 2), closed(_A), took(_A, 1)])
    assert drawers == Drawers(5, {_A: 1, _B: 2})


def test_a_deposit_comes_out_of_the_safe_then_the_own_drawer_then_the_others():
    moves = [took(_A, 5), closed(_A), took(_A, 4), took(_B, 3)]
    assert fill_drawers([*moves, deposited(_B, 5)]) == Drawers(0, {_A: 4, _B: 3})
    assert fill_drawers([*moves, deposited(_B, 7)]) == Drawers(0, {_A: 4, _B: 1})
    assert fill_drawers([*moves, deposited(_B, 11)]) == Drawers(0, {_A: 1, _B: 0})


def test_what_is_paid_back_comes_out_of_the_own_drawer_first():
    moves = [took(_A, 5), closed(_A), took(_A, 2)]
    assert fill_drawers([*moves, took(_A, -3)]) == Drawers(4, {_A: 0})
    assert fill_drawers([*moves, took(_B, -6)]) == Drawers(0, {_A: 1})


_MOVES = st.lists(
    st.one_of(
        st.builds(took, st.integers(1, 3), st.integers(0, 900)),
        st.builds(took, st.integers(1, 3), st.integers(-900, 0)),
        st.builds(deposited, st.integers(1, 3), st.integers(1, 900)),
        st.builds(closed, st.integers(1, 3)),
    ),
    max_size=30,
)


@given(moves=_MOVES)
def test_safe_and_drawers_are_the_till_and_never_below_zero(moves: list[CashMove]):
    """As long as no move takes out more than there is, as no action does."""
    till, allowed = 0, []
    for move in moves:
        if till + move.amount_fen >= 0:
            till += move.amount_fen
            allowed.append(move)
    drawers = fill_drawers(allowed)
    assert drawers.total_fen == till
    assert drawers.safe_fen >= 0 and all(fen >= 0 for fen in drawers.by_operator.values())


@given(moves=_MOVES)
def test_more_out_than_in_still_adds_up(moves: list[CashMove]):
    assert fill_drawers(moves).total_fen == sum(each.amount_fen for each in moves)
