"""What a funder owes for last year is received this year, in the same store."""

import datetime as dt
from dataclasses import replace

import pytest

from models.base.errors import BadInput
from models.bureau.funders.transfer import record_transfer
from models.station.desk import Desk
from models.station.opening import open_round
from reports.receivables.gather import gather_receivables
from seed.notice_file import load_notice
from tests.making import pay, person, register_people
from tests.years import notice_of_year

_NEXT = notice_of_year("lengshuitan-2019", 1)
_KNOWN = {each.id: each for each in (load_notice("lengshuitan-2019"), _NEXT)}


def test_money_for_the_last_round_comes_in_the_next(desk: Desk) -> None:
    """冷水滩 二: 扶贫 transfers half for 建档立卡; in autumn 2020 it pays for 2020 at last."""
    register_people(desk, person("张三", categories=("建档立卡贫困人口",)))
    pay(desk, trace=1)
    later = replace(desk, find_notice=_KNOWN.__getitem__).on(dt.date(2020, 10, 15))
    open_round(later, _NEXT)
    later = later.refreshed()
    pay(later, trace=2)
    due = {row.levy_year: row.due_fen for row in gather_receivables(later).rows}
    assert due == {2020: 12500, 2021: 12500}
    what = ("medical", "扶贫", "建档立卡贫困人口", "remitted", 12500)
    made = record_transfer(later, *what, paper="扶办〔2020〕1号", levy_year=2020)  # type: ignore[arg-type]
    assert made.transfer.levy_year == 2020
    rows = {row.levy_year: row.difference_fen for row in gather_receivables(later).rows}
    assert rows == {2020: 0, 2021: 12500}
    with pytest.raises(BadInput, match="2020、2021"):
        record_transfer(later, *what, paper="扶办〔2020〕2号", levy_year=2023)  # type: ignore[arg-type]
