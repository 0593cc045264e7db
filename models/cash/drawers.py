"""Whose hands the cash is in: every operator's drawer, and the station's safe.

Cash is taken into the drawer of the operator who takes it. Closing a drawer hands it in to
the safe. What is paid out or brought to the bank comes out of the safe first when it is
deposited, out of the operator's own drawer first when it is paid back; where that does not
hold enough, the others' do: colleagues hand each other cash. Nothing is ever below zero as
long as the till as a whole is not.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

MoveKind = Literal["payment", "deposit", "handed_in"]


@dataclass(frozen=True)
class CashMove:
    """Cash that an operator took or paid back, deposited, or handed in by closing a drawer.

    ``amount_fen`` is below zero where cash leaves; without meaning for ``handed_in``.
    """

    kind: MoveKind
    operator_id: int
    amount_fen: int = 0


@dataclass
class Drawers:
    """Cash in fen by whose hands it is in."""

    safe_fen: int = 0
    by_operator: dict[int, int] = field(default_factory=dict)

    @property
    def total_fen(self) -> int:
        """All the cash of the station."""
        return self.safe_fen + sum(self.by_operator.values())

    def of(self, operator_id: int) -> int:
        """Return what an operator's drawer holds."""
        return self.by_operator.get(operator_id, 0)


def fill_drawers(moves: Iterable[CashMove]) -> Drawers:
    """Return where the cash is after moves in their order."""
    drawers = Drawers()
    for move in moves:
        if move.kind == "handed_in":
            drawers.safe_fen += drawers.by_operator.pop(move.operator_id, 0)
        elif move.amount_fen >= 0:
            held = drawers.of(move.operator_id)
            drawers.by_operator[move.operator_id] = held + move.amount_fen
        else:
            _take_out(drawers, move)
    return drawers


def _take_out(drawers: Drawers, move: CashMove) -> None:
    left = -move.amount_fen
    own = (move.operator_id,)
    others = tuple(sorted(drawers.by_operator.keys() - {move.operator_id}))
    order = (None, *own, *others) if move.kind == "deposit" else (*own, None, *others)
    for place in order:
        held = drawers.safe_fen if place is None else drawers.of(place)
        part = min(left, held)
        left -= part
        if place is None:
            drawers.safe_fen -= part
        elif place in drawers.by_operator:
            drawers.by_operator[place] -= part
    # More than there is: only a till below zero, which no action leaves behind.
    drawers.safe_fen -= left
