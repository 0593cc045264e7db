"""Settlement of receipts: the form a collection point hands to the tax bureau."""

import datetime as dt

import pytest

from models.base.dates import Span
from models.base.errors import BadInput
from models.bureau.funders.transfer import record_transfer
from models.cash.deposit import deposit_cash
from models.cash.remittance_accounts import register_account
from models.counter.pay_difference import DifferenceRequest, pay_difference
from models.counter.refund import approve_refund, request_refund
from models.ledger.cash_papers import CashPaper
from models.station.desk import Desk
from models.station.filled_figures import record_figure
from models.station.founding import found_station
from reports.listing.text import listing_text
from reports.listing.values import Listing
from reports.settlement_of_receipts import settlement_listings
from seed.notice_file import load_notice
from tests.bureau.reconciliation.making import arrive, line
from tests.bureau.self_paid.making import bring, row
from tests.making import (
    BUSINESS_DATE,
    SECOND,
    household_id,
    pay,
    person,
    register_people,
    reverse,
    second_at,
)

ACCOUNT = "6222000011112222"
NOVEMBER = Span.parse("2019-11")


def later(days: int) -> dt.date:
    return BUSINESS_DATE + dt.timedelta(days=days)


@pytest.fixture
def worked(desk: Desk) -> Desk:
    """In the first half: 250 cash, 500 by card and voided in part; in the second a deposit."""
    register_people(desk, *(person(f"张{n}", household=f"000{n}") for n in range(1, 5)))
    register_account(desk, "农业银行", "专户", ACCOUNT, "1号", SECOND)
    pay(desk, "0001", trace=None, cash=CashPaper("L", "1"))
    pay(desk, "0002", trace=1)
    pay(desk, "0003", trace=2)
    reverse(desk, "2019-000003", "void")
    deposit_cash(desk.on(later(3)), 100_00, "B1", ACCOUNT)
    return desk


def test_the_form_of_a_station(worked: Desk) -> None:
    form, moved, deposited = settlement_listings(worked, NOVEMBER)
    assert [row[1:] for row in form.rows] == [
        ("POS刷卡", 2, 2, 500_00, 1, 1, 250_00, 1, 250_00),
        ("现金", 1, 1, 250_00, 0, 0, 0, 1, 250_00),
    ]
    assert form.total is not None and form.total[-1] == 500_00
    assert "2019-000001 至 2019-000004，共 4 笔（收费 3 笔、撤销 1 笔）" in form.notes[0]
    till, pos, pending = moved.rows[:3]
    assert till == ("库存现金", 0, 250_00, 0, -100_00, 0, 0, 150_00)
    assert pos == ("POS 待清算", 0, 500_00, -250_00, 0, 0, 0, 250_00)
    assert pending == ("待报解账户", 0, 0, 0, 100_00, 0, 0, 100_00)
    assert [row[1:] for row in deposited.rows] == [("B1", "农业银行", "尾号 2222", 100_00)]
    assert "代征人员：" in listing_text(form)


def test_the_next_half_month_begins_where_the_last_one_ended(worked: Desk) -> None:
    first, second = (
        settlement_listings(worked, Span.parse(f"2019-11-H{half}"))[1].rows for half in (1, 2)
    )
    assert [row[-1] for row in first] == [row[1] for row in second]
    assert second[0] == ("库存现金", 250_00, 0, 0, -100_00, 0, 0, 150_00)


def test_a_span_is_a_half_month_or_a_month() -> None:
    assert (NOVEMBER.first_day, NOVEMBER.last_day) == (dt.date(2019, 11, 1), dt.date(2019, 11, 30))
    assert NOVEMBER.title == "2019年11月" and Span.parse("2020-02下").last_day.day == 29
    for text in ("2019-13", "2019", "0000-01", "十一月"):
        with pytest.raises(BadInput):
            Span.parse(text)


def named(desk: Desk, name: str, span: Span = NOVEMBER) -> Listing | None:
    found = {each.name: each for each in settlement_listings(desk, span)}
    return found.get(name)


def test_what_a_statement_clears_leaves_the_pos_for_the_bureaus_account(worked: Desk) -> None:
    arrive(worked.on(later(2)), line(1))
    rows = settlement_listings(worked, NOVEMBER)[1].rows
    assert rows[1] == ("POS 待清算", 0, 500_00, -250_00, 0, -250_00, 0, 0)
    assert rows[2] == ("待报解账户", 0, 0, 0, 100_00, 250_00, 0, 350_00)


def test_what_people_paid_by_themselves_stands_beside_and_not_in_the_sum(worked: Desk) -> None:
    """So does what a bank gave back of it; of a card payment it is taken off the station's."""
    assert named(worked, "自行缴费") is None
    number = worked.store.rows("SELECT id_number FROM person WHERE name = '张4'")[0][0]
    bring(worked, row(number, "张4"))
    own, elsewhere = named(worked, "票款结报"), named(worked, "自行缴费")
    assert own.total[-1] == 500_00 and elsewhere.total[-2:] == (1, 250_00)
    assert elsewhere.rows[0][1] == "支付宝" and "不计入" in elsewhere.notes[0]
    paid = worked.store.rows("SELECT serial FROM payment WHERE channel = 'alipay'")[0][0]
    for serial in (2, paid):
        request_refund(worked, f"2019-{serial:06d}", "死亡", channel="bank_transfer")
        approve_refund(second_at(worked), f"2019-{serial:06d}")
    own, elsewhere = named(worked, "票款结报"), named(worked, "自行缴费")
    assert own.total[-1] == 250_00 and elsewhere.total[-2:] == (0, 0)
    assert [each[1] for each in own.rows] == ["POS刷卡", "现金", "银行转账"]
    assert [each[1] for each in elsewhere.rows] == ["支付宝", "银行转账"]


def test_a_difference_returned_is_taken_off_where_the_payment_stood(worked: Desk) -> None:
    """250 -> 240: ten yuan go back of a payment by card, ten of one by Alipay."""
    number = worked.store.rows("SELECT id_number FROM person WHERE name = '张4'")[0][0]
    bring(worked, row(number, "张4"))
    record_figure(worked.on(later(1)), "medical.personal", "240", "省文1号")
    desk = worked.on(later(1)).refreshed()
    for household in ("0002", "0004"):
        pay_difference(desk, DifferenceRequest(household_id(desk, household), "medical", paper="T"))
    for name, net_fen in (("票款结报", 490_00), ("自行缴费", 240_00)):
        listing = named(worked, name)
        assert listing.total[-1] == net_fen
        assert listing.rows[-1][1:] == ("银行转账", 0, 0, 0, 1, 0, 10_00, 0, -10_00)


def test_what_funders_transferred_is_listed_with_its_paper(worked: Desk) -> None:
    assert named(worked, "资金方到账") is None
    day = worked.on(later(1))
    record_transfer(day, "medical", "医疗救助", "特困供养", "remitted", 250_00, paper="拨1号")
    (cells,) = named(worked, "资金方到账").rows
    assert cells[:3] == (later(1), "医疗救助", "城乡居民医疗保险")
    assert cells[3:] == (2020, "特困供养人员", "划拨汇缴", "拨1号", 250_00)
    assert settlement_listings(worked, NOVEMBER)[1].rows[2][-2:] == (250_00, 350_00)
    assert named(worked, "资金方到账", Span.parse("2019-12")) is None


def test_the_first_and_the_last_day_of_a_span_belong_to_it(worked: Desk) -> None:
    half = Span.parse("2019-11-H2")
    funder = ("medical", "医疗救助", "特困供养", "remitted", 50_00)
    for number, day in enumerate((15, 16, 30)):
        desk = worked.on(dt.date(2019, 11, day))
        deposit_cash(desk, 10_00, f"D{number}", ACCOUNT)
        record_transfer(desk, *funder, paper=f"拨{number}号")  # type: ignore[arg-type]
    slips = [cells[1] for cells in named(worked, "缴存明细", half).rows]
    papers = [cells[-2] for cells in named(worked, "资金方到账", half).rows]
    assert slips == ["B1", "D1", "D2"] and papers == ["拨1号", "拨2号"]


def test_numbers_of_other_days_among_those_of_the_span_are_counted(worked: Desk) -> None:
    """A payment entered for an earlier half-month lies between two of this one."""
    pay(worked.on(dt.date(2019, 10, 31)), "0003", trace=7)
    pay(worked, "0004", trace=8)
    note = settlement_listings(worked, NOVEMBER)[0].notes[0]
    assert "2019-000001 至 2019-000006，共 5 笔" in note and "其间另有 1 笔不在本期" in note


def test_a_span_that_is_not_over_says_so(worked: Desk) -> None:
    assert "还没有结束" in settlement_listings(worked, NOVEMBER)[0].notes[-1]
    over = worked.on(NOVEMBER.last_day)
    assert not any("还没有结束" in note for note in settlement_listings(over, NOVEMBER)[0].notes)


def test_each_station_of_a_store_is_a_point_of_its_own(worked: Desk) -> None:
    before = [tuple(each.rows) for each in settlement_listings(worked, NOVEMBER)]
    notice = load_notice("lengshuitan-2019")
    other = found_station(worked.store, notice, "蔡市镇", BUSINESS_DATE, "other")
    assert all(not any(each.total[3:]) for each in settlement_listings(other, NOVEMBER)[:1])
    register_people(other, person("李四", household="0001"))
    pay(other, "0001", trace=None, cash=CashPaper("L", "1"))
    assert settlement_listings(other, NOVEMBER)[1].rows[0][-1] == 250_00
    assert [tuple(each.rows) for each in settlement_listings(worked, NOVEMBER)] == before
