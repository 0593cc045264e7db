"""What the till refuses, word for word: every sentence says what is wrong and what to do."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from models.base.errors import LaobaoError, RefusedByRule
from models.counter.pay import take_payment
from models.counter.pay_difference import DifferenceRequest, pay_difference
from models.counter.refund import approve_refund, decline_refund, request_refund
from models.counter.request import Part, PaymentRequest
from models.counter.void import void_payment
from models.ledger.cash_papers import CashPaper
from models.ledger.slip import PosSlip, check_slip
from models.station.desk import Desk
from models.station.filled_figures import record_figure
from tests.cases import for_each
from tests.making import BUSINESS_DATE, household_id, pay, person, register_people, slip

_LATER = dt.date(2019, 12, 2)
_RECEIPT = "2019-000001"


@pytest.fixture
def desk(sqlite_desk: Desk) -> Desk:
    """0001 has paid by card, 0002 has not; 0003 studies elsewhere and owes nothing here."""
    register_people(
        sqlite_desk,
        person("张三"),
        person("李四", household="0002"),
        person("王五", household="0003", enrolment="职工医保"),
        person("赵六", household="0004", categories=("特困供养人员",)),
    )
    pay(sqlite_desk)
    return sqlite_desk


def told(action: Callable[[], object]) -> str:
    """Return the code, if there is one, and the sentence with which an action is refused."""
    with pytest.raises(LaobaoError) as refused:
        action()
    code = f"{refused.value.code}：" if isinstance(refused.value, RefusedByRule) else ""
    return code + refused.value.message


def part(trace: int, fen: int | None) -> PosSlip:
    return PosSlip("12345678", "000001", f"{trace:06d}", BUSINESS_DATE, amount_fen=fen)


def take(desk: Desk, number: str, **more: object) -> Callable[[], object]:
    members = more.pop("members", None)
    part = Part(household_id(desk, number), "medical", members=members)  # type: ignore[arg-type]
    request = PaymentRequest(parts=(part,), **more)  # type: ignore[arg-type]
    return lambda: take_payment(desk, request)


def test_what_does_not_fit_the_money(desk: Desk) -> None:
    cash = CashPaper("1", "2")
    assert told(take(desk, "0002")) == (
        "缺少 POS 签购单号码，请填写终端号、批次号和凭证号；现金请填征集流水号和票据号"
    )
    assert told(take(desk, "0002", cash=cash, slips=(slip(2),))) == (
        "一笔收费只能是 POS 或现金，请分两笔录入"
    )
    assert told(take(desk, "0002", slips=(part(2, 100_00), part(2, 150_00)))) == (
        "同一张签购单写了两次，请核对"
    )
    assert told(take(desk, "0002", slips=(part(2, 249_99), part(3, None)))) == (
        "几张签购单一起付时，每张都要写明金额，请补填"
    )
    assert told(take(desk, "0002", slips=(part(2, 249_98), part(3, 1)))) == (
        "签购单合计 249.99 元，应收 250.00 元，没有入账；请核对每张的金额"
    )
    assert told(take(desk, "0004", cash=cash)) == (
        "没有要收的钱，不用开票据；请去掉征集流水号和票据号"
    )
    assert told(take(desk, "0002", slips=(slip(2),), amount_fen=1)) == (
        "amount_not_due：应收 250.00 元，与所填 0.01 元不符，没有入账；请核对人员和金额"
    )
    assert told(lambda: take_payment(desk, PaymentRequest(parts=()))) == (
        "要收费的户没有写，或写了两次，请核对户编号"
    )
    assert take(desk, "0002", slips=(part(2, 249_99), part(3, 1)))()


def test_who_cannot_pay(desk: Desk) -> None:
    assert told(take(desk, "0001", slips=(slip(2),))) == (
        "already_paid：这一户该险种应缴的人都已缴费，不能重复收费"
    )
    assert told(take(desk, "0003", slips=(slip(2),))) == (
        "nothing_to_pay：这一户没有应在本站参保的人"
    )
    late = told(take(desk.on(dt.date(2020, 1, 1)), "0002", slips=(slip(2),)))
    assert late.startswith("window_closed：这一户没有人可以收费。李四：征缴期已于 2019-12-31 结束")
    number = desk.store.rows("SELECT id_number FROM person WHERE name = '张三'")[0][0]
    assert told(take(desk, "0001", slips=(slip(2),), members=frozenset({number}))) == (
        "already_paid：张三已缴 2020 年度城乡居民医疗保险（收据 2019-000001），不能重复收费"
    )
    assert told(take(desk, "0002", slips=(slip(2),), members=frozenset({number}))) == (
        "有 1 个证件号码不在这一户，请核对「证件号」"
    )


def test_a_paper_used_before(desk: Desk) -> None:
    assert told(take(desk, "0002", slips=(slip(1),))) == (
        "slip_used：这张签购单（终端 12345678 批次 000001 凭证 000001，2019-11-14）已用于收据 "
        "2019-000001（250.00 元：张三），内容不同，没有入账；请核对单据号码"
    )
    void_payment(desk, _RECEIPT, "录错")
    assert told(take(desk, "0001", slips=(slip(1),))) == (
        "slip_reversed：这张签购单（终端 12345678 批次 000001 凭证 000001，2019-11-14）的收据 "
        "2019-000001 已撤销或退费，不能再用"
    )


def test_what_cannot_be_voided(desk: Desk) -> None:
    early, late = desk.on(dt.date(2019, 11, 13)), desk.on(_LATER)
    assert told(lambda: void_payment(early, _RECEIPT, "录错")) == (
        "too_early：业务日期 2019-11-13 早于收据 2019-000001 的日期 2019-11-14，请按 F8 核对"
    )
    assert told(lambda: void_payment(late, _RECEIPT, "录错")) == (
        "not_same_day：收据 2019-000001 是 2019-11-14 收的，隔日只能退费，不能撤销；"
        "请办理「退费」，由第二人复核"
    )
    assert told(lambda: void_payment(desk, "2019-000009", "录错")) == (
        "没有收据 2019-000009，请核对收据号"
    )
    assert told(lambda: void_payment(desk, _RECEIPT, " ")) == "请写明原因"
    take(desk, "0002", cash=CashPaper("1", "2"))()
    assert told(lambda: void_payment(desk, "2019-000002", "录错", slip(7))) == (
        "收据 2019-000002 不是刷卡收的，撤销不用签购单号码"
    )
    void_payment(desk, _RECEIPT, "录错")
    assert told(lambda: void_payment(desk, _RECEIPT, "录错")) == (
        "already_reversed：收据 2019-000001 已撤销或退费，不能再次办理"
    )


def test_what_cannot_be_refunded(desk: Desk) -> None:
    late = desk.on(_LATER)
    assert told(lambda: approve_refund(late, _RECEIPT)) == (
        "no_request：收据 2019-000001 没有等待复核的退费，请先登记退费申请"
    )
    assert told(lambda: request_refund(late, _RECEIPT, "死亡", channel="alipay")) == (
        "退款方式“alipay”不行，可用：POS刷卡、现金、银行转账"
    )
    assert told(lambda: request_refund(late, _RECEIPT, "死亡", frozenset({"x"}))) == (
        "收据 2019-000001 上没有这 1 个证件号码，或已退，请核对「证件号」"
    )
    request_refund(late, _RECEIPT, "死亡")
    assert told(lambda: approve_refund(late, _RECEIPT)) == (
        "second_operator：收据 2019-000001 的退费是“test”申请的，要由另一位经办人复核"
    )
    second = replace(late, operator="second")
    assert told(lambda: approve_refund(second.on(BUSINESS_DATE), _RECEIPT)) == (
        "too_early：业务日期 2019-11-14 早于退费申请的日期 2019-12-02，请按 F8 核对"
    )
    assert told(lambda: decline_refund(second, _RECEIPT, "")) == "请写明原因"
    early = desk.on(dt.date(2019, 11, 1))
    assert told(lambda: request_refund(early, _RECEIPT, "死亡")).startswith(
        "too_early：业务日期 2019-11-01 早于收据 2019-000001"
    )


def test_how_money_goes_back(desk: Desk) -> None:
    """As it came; what came by the bureau's channels only by bank, nothing as nothing."""
    take(desk, "0004")()
    assert request_refund(desk, "2019-000002", "死亡").channel == "no_charge"
    take(desk, "0002", cash=CashPaper("1", "2"))()
    assert told(lambda: request_refund(desk, "2019-000003", "死亡", channel="pos")) == (
        "退款方式“pos”不行，可用：现金、银行转账"
    )


def test_what_cannot_be_settled(desk: Desk) -> None:
    home = household_id(desk)

    def ask(desk: Desk, **more: object) -> Callable[[], object]:
        return lambda: pay_difference(
            desk, DifferenceRequest(home, "medical", **more)  # type: ignore[arg-type]
        )  # fmt: skip

    assert told(ask(desk)) == "nothing_to_settle：这一户的城乡居民医疗保险没有应补或应退的差额"
    record_figure(desk, "medical.personal", "280", "省文1号")
    more = desk.refreshed()
    assert told(ask(more)) == "补收差额要有 POS 签购单，请填写终端号、批次号和凭证号"
    assert told(ask(more, slip=slip(2), amount_fen=1)) == (
        "amount_not_due：应补 30.00 元，与所填 0.01 元不符，没有入账；请核对"
    )
    assert told(ask(more, slip=slip(1))) == (
        "slip_used：这张签购单已用于收据 2019-000001（250.00 元），没有入账；请核对单据号码"
    )
    record_figure(more.on(_LATER), "medical.personal", "240", "省文2号")
    less = more.on(_LATER).refreshed()
    assert told(ask(less)) == "退还差额要有退款凭据，请写明「退款凭据号」"
    assert told(ask(less, paper="1", amount_fen=1)) == (
        "amount_not_due：应退 10.00 元，与所填 0.01 元不符，没有入账；请核对"
    )
    assert told(ask(less, paper="1", slip=slip(3))) == (
        "这一户没有要补收的钱，不用刷卡；请去掉签购单号码"
    )


@for_each("written", ["23:59:59", "00:00:00", "235959", "12:00"])
def test_the_last_and_first_second_of_a_day_are_times(written: str) -> None:
    assert check_slip("12345678", "000001", "000123", BUSINESS_DATE, time=written).time


@for_each("written", ["24:00:00", "23:60:00", "23:59:60", "9:30", "09-30"])
def test_what_no_clock_shows(written: str) -> None:
    sentence = f"交易时间“{written}”不认识，请照 POS 签购单写成 09:30:11"
    assert sentence == told(
        lambda: check_slip("12345678", "000001", "000123", BUSINESS_DATE, time=written)
    )
    assert check_slip("12345678", "000001", "000123", BUSINESS_DATE, amount_fen=5).amount_fen == 5
