"""The day's takings on the counter's status line."""

import datetime as dt

import pytest

from models.base import clock
from models.base.text import width
from models.ledger.cash_papers import CashPaper
from models.ledger.takings import HourTakings, takings_by_hour, takings_of_day
from models.station.desk import Desk
from reports.progress.figures import ChannelFigures
from reports.takings import takings_by_channel, takings_lines
from tests.making import pay, person, register_people, reverse


def test_takings_are_of_the_business_date_net_of_reversals(desk: Desk):
    register_people(desk, *[person(household=f"000{number}") for number in (1, 2, 3)])
    yesterday = desk.on(dt.date(2019, 11, 13))
    pay(yesterday, "0001", trace=1)
    pay(desk, "0002", trace=2)
    voided = pay(desk, "0003", trace=3)
    assert (takings_of_day(desk).payments, takings_of_day(desk).amount_fen) == (2, 50000)
    reverse(desk, voided.receipt, "void", "刷错金额")
    assert (takings_of_day(desk).payments, takings_of_day(desk).amount_fen) == (1, 25000)
    assert takings_of_day(yesterday).amount_fen == 25000


def test_by_the_hour_of_entry_in_china(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    register_people(desk, *(person(f"张{n}", household=f"000{n}") for n in range(1, 4)))
    for number, moment in ((1, "01:10"), (2, "01:59"), (3, "04:00")):
        stamp = f"2019-11-14T{moment}:00Z"
        monkeypatch.setattr(clock, "timestamp", lambda stamp=stamp: stamp)
        pay(desk, f"000{number}", trace=number)
    assert takings_by_hour(desk) == (
        HourTakings(9, 2, 500_00),
        HourTakings(10, 0, 0),
        HourTakings(11, 0, 0),
        HourTakings(12, 1, 250_00),
    )
    lines = takings_lines(desk)
    assert lines[1].endswith("#" * 40) and lines[4].endswith("  " + "#" * 20)
    assert max(map(width, lines)) <= 80 and lines[5].split() == ["合计", "3", "750.00"]
    assert takings_lines(desk.on(desk.business_date.replace(day=1))) == ["今天还没有收款"]


def test_by_channel_net_of_reversals_with_the_same_total(desk: Desk):
    register_people(desk, *(person(f"张{n}", household=f"000{n}") for n in range(1, 5)))
    paper = CashPaper(levy_list="4311032019110001", voucher="00000001")
    pay(desk, "0001", trace=None, cash=paper)
    pay(desk, "0002", trace=2)
    pay(desk, "0003", trace=3)
    voided = pay(desk, "0004", trace=4)
    reverse(desk, voided.receipt, "void", "刷错金额")
    assert takings_by_channel(desk) == (
        ChannelFigures("pos", 2, 500_00),
        ChannelFigures("cash", 1, 250_00),
    )
    *_, head, pos, cash, total = takings_lines(desk)
    assert head.split() == ["渠道", "笔数", "金额（元）"]
    assert pos.split() == ["POS刷卡", "2", "500.00", "#" * 40]
    assert cash.split() == ["现金", "1", "250.00", "#" * 20]
    assert total.split() == ["合计", "3", "750.00"]


def test_every_bar_begins_in_the_same_column(desk: Desk):
    register_people(desk, *(person(f"张{n}", household=f"000{n}") for n in range(1, 4)))
    for number in range(1, 4):
        pay(desk, f"000{number}", trace=number)
    starts = {width(line.split("#")[0]) for line in takings_lines(desk) if "#" in line}
    assert len(starts) == 1
