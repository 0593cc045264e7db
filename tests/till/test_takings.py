"""The day's takings on the counter's status line."""

import datetime as dt

from models.desk import Desk
from models.till.takings import takings_of_day
from tests.making import pay, person, reverse, settle


def test_takings_are_of_the_business_date_net_of_reversals(desk: Desk):
    settle(desk, *[person(household=f"000{number}") for number in (1, 2, 3)])
    yesterday = desk.on(dt.date(2019, 11, 13))
    pay(yesterday, "0001", trace=1)
    pay(desk, "0002", trace=2)
    voided = pay(desk, "0003", trace=3)
    assert (takings_of_day(desk).payments, takings_of_day(desk).amount_fen) == (2, 50000)
    reverse(desk, voided.receipt, "void", "刷错金额")
    assert (takings_of_day(desk).payments, takings_of_day(desk).amount_fen) == (1, 25000)
    assert takings_of_day(yesterday).amount_fen == 25000
