"""The entries of a day: every number once, the operator's own apart, sums that agree."""

from models.counter.void import void_payment
from models.ledger.entry import CHANNEL_TITLES
from models.ledger.takings import takings_by_hour, takings_of_day
from models.station.desk import Desk
from reports.entries import entries_listings
from reports.listing.grid import grid_of
from reports.listing.naming import Thing, receipt_in, thing_of
from reports.takings import takings_by_channel
from tests.making import pay, person, register_people, second_at


def _a_day(desk: Desk) -> Desk:
    """Enter two payments, one of them by a colleague, and the void of the first."""
    register_people(desk, person("张三"), person("李四", household="0002"))
    pay(desk.on(desk.business_date.replace(day=1)), "0002", trace=9)
    first = pay(desk, "0001", trace=1)
    void_payment(desk, first.receipt, "录错")
    pay(second_at(desk), "0001", trace=3)
    return desk


def test_every_entry_of_the_day_stands_there_the_newest_first(desk: Desk) -> None:
    entries, _, _ = entries_listings(_a_day(desk))
    assert [row[0] for row in entries.rows] == ["2019-000004", "2019-000003", "2019-000002"]
    assert [row[9] for row in entries.rows] == ["有效", "撤销 2019-000002", "已撤销"]
    assert entries.total[8] == takings_of_day(desk).amount_fen == 25000
    assert all(row[2:5] == ("青山村", "0001", "张三") for row in entries.rows)


def test_of_the_operators_own_nobody_elses_are_shown(desk: Desk) -> None:
    _a_day(desk)
    mine, channels, _ = entries_listings(desk, is_mine=True)
    assert [row[0] for row in mine.rows] == ["2019-000003", "2019-000002"]
    assert mine.total[8] == 0 and channels.total[1:3] == (0, 0)
    [theirs, *_] = entries_listings(second_at(desk), is_mine=True)
    assert [row[0] for row in theirs.rows] == ["2019-000004"]


def test_sums_by_channel_and_hour_are_those_of_the_day(desk: Desk) -> None:
    _, channels, hours = entries_listings(_a_day(desk))
    assert [row[:3] for row in channels.rows] == [
        (CHANNEL_TITLES[each.channel], each.payments, each.amount_fen)
        for each in takings_by_channel(desk)
    ]
    assert [row[:3] for row in hours.rows] == [
        (f"{each.hour:02d} 时", each.payments, each.amount_fen)
        for each in takings_by_hour(desk)
        if each.payments or each.amount_fen
    ]
    day = takings_of_day(desk)
    for each in (channels, hours):
        assert each.total[1:3] == (day.payments, day.amount_fen)


def test_a_day_without_entries_says_so(desk: Desk) -> None:
    [entries] = entries_listings(desk)
    assert entries.rows == () and entries.notes == ("还没有收费",)


def test_a_row_names_its_family_and_its_receipt(desk: Desk) -> None:
    grid = grid_of(entries_listings(_a_day(desk))[0])
    row = grid.rows[0]
    assert thing_of(grid, row) == Thing("family", "青山村/0001")
    assert receipt_in(grid, row) == Thing("receipt", "2019-000004")
