"""A statement that disagrees with the books in several ways, on an embedded store."""

import pytest

from models.bureau.reconciliation.values import StatementLine
from models.counter.void import void_payment
from models.station.desk import Desk
from tests.bureau.reconciliation.making import line, post_slips
from tests.making import slip
from tests.tui.conftest import asked, at_once, own_folders  # noqa: F401


@pytest.fixture
def lines(sqlite_desk: Desk) -> list[StatementLine]:
    """Books of eight slips, and the statement's lines against them.

    1 agrees, 2 has another amount, 3 another reference, 4 is only in the books, 5 is
    voided on both sides, 6 in the books alone, 7 at the terminal alone, 8 twice in the
    statement, 9 only in the statement.
    """
    given = [(slip(trace, reference=f"1114000000{trace:02d}"), 250_00) for trace in range(1, 9)]
    receipts = post_slips(sqlite_desk, given)
    for at in (4, 5):
        void_payment(sqlite_desk, receipts[at], "刷错")
    swiped = [
        line(
            trace,
            line_id=0,
            time=f"09:{trace:02d}:11",
            merchant="898430111110001",
            reference=f"1114000000{trace:02d}",
            card_tail=f"{trace:04d}",
            fee_fen=150,
        )
        for trace in (1, 2, 3, 5, 6, 7, 8, 8, 9)
    ]
    swiped[1] = swiped[1]._replace(amount_fen=248_50)
    swiped[2] = swiped[2]._replace(reference="111400000033")
    for place, trace in ((3, 21), (5, 22)):
        voided = swiped[place]
        swiped.append(
            voided._replace(
                kind="void",
                amount_fen=-250_00,
                trace=f"{trace:06d}",
                time=f"10:{trace}:00",
                reference="",
                fee_fen=0,
                row=trace,
            )
        )
    return [each._replace(row=number) for number, each in enumerate(swiped, 4)]
