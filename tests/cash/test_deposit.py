"""Cash goes into the tax bureau's account, on a slip of the bank, and never anywhere else."""

import datetime as dt

import pytest

from models.base.errors import BadInput, LaobaoError, RefusedByRule
from models.cash.deposit import deposit_cash, list_deposits
from models.cash.remittance_accounts import close_account, list_accounts, register_account
from models.checks.check_store import check_store
from models.counter.refund import approve_refund, request_refund
from models.ledger.cash_papers import CashPaper
from models.ledger.journal import balances
from models.station.desk import Desk
from tests.making import pay, person, register_people, reverse, second_at

ACCOUNT = "6222000011112222"


@pytest.fixture
def paid(desk: Desk) -> Desk:
    """500 yuan in the till, and one registered account."""
    register_people(desk, person("张三"), person("李四"))
    pay(desk, trace=None, cash=CashPaper("ZJ1", "0001"))
    register_account(desk, "农业银行平陆支行", "国家税务总局待报解专户", ACCOUNT, "税发〔2019〕1号")
    return desk


def told(desk: Desk, amount: int, slip: str = "A1", account: str = ACCOUNT) -> str:
    """Return the code, if there is one, and the sentence with which a deposit is refused."""
    with pytest.raises(LaobaoError) as refused:
        deposit_cash(desk, amount, slip, account)
    assert "\n" not in refused.value.message and ACCOUNT not in refused.value.message
    code = refused.value.code if isinstance(refused.value, RefusedByRule) else "bad"
    return f"{code}：{refused.value.message}"


def test_cash_leaves_the_till_for_the_bureaus_account(paid: Desk) -> None:
    done = deposit_cash(paid, 300_00, " A1 ", "2222")
    assert (done.till_fen, done.replayed, done.deposit.bank_slip) == (200_00, False, "A1")
    found = balances(paid)
    assert (found["till"], found["pending_remittance"]) == (200_00, 300_00)
    assert [each.amount_fen for each in list_deposits(paid)] == [300_00]
    assert check_store(paid.store).broken == ()


def test_the_same_slip_again_is_the_first(paid: Desk) -> None:
    first = deposit_cash(paid, 300_00, "A1", ACCOUNT)
    again = deposit_cash(paid, 300_00, "A1", ACCOUNT)
    assert again.replayed and again.deposit == first.deposit and again.till_fen == 200_00
    assert told(paid, 200_00).startswith("slip_used：缴款单 A1 已登记过 2019-11-14 300.00 元")
    assert len(list_deposits(paid)) == 1


def test_no_more_than_the_cash_in_the_till(paid: Desk) -> None:
    assert told(paid, 500_01) == (
        "more_than_cash：库存现金只有 500.00 元，不能缴存 500.01 元；请核对金额，或先补录收费"
    )
    assert deposit_cash(paid, 500_00, "A1", ACCOUNT).till_fen == 0
    assert told(paid, 1, "A2").startswith("more_than_cash：库存现金只有 0.00 元")


@pytest.mark.parametrize("account", ["6222000011113333", "3333", "", "222", "张三的账户"])
def test_never_into_an_account_that_is_not_the_bureaus(paid: Desk, account: str) -> None:
    assert told(paid, 100_00, account=account).startswith("account_not_registered：")
    assert balances(paid)["till"] == 500_00


def test_never_into_a_closed_account_or_before_it_was_registered(paid: Desk) -> None:
    assert told(paid.on(dt.date(2019, 11, 13)), 1).startswith("account_not_registered：")
    assert close_account(paid, "2222", "税务更换账户").number == ACCOUNT
    assert told(paid, 100_00).startswith("account_not_registered：")
    assert [each.is_open_on(paid.business_date) for each in list_accounts(paid)] == [False]
    register_account(paid, "农业银行", "新专户", ACCOUNT, "税发〔2019〕2号")
    assert deposit_cash(paid, 100_00, "A1", ACCOUNT).till_fen == 400_00


def test_four_digits_that_fit_two_accounts_are_not_enough(paid: Desk) -> None:
    register_account(paid, "建设银行", "专户", "9999000011112222", "税发〔2019〕3号")
    assert told(paid, 1, account="2222").startswith("account_not_registered：")


def test_an_account_is_registered_once(paid: Desk) -> None:
    again = register_account(paid, "别的银行", "别的户名", "6222 0000-1111 2222", "别的文号")
    assert again.holder == "国家税务总局待报解专户" and len(list_accounts(paid)) == 1


@pytest.mark.parametrize(
    ("bank", "holder", "number", "paper"),
    [
        ("", "户名", ACCOUNT, "1号"),
        ("银行", " ", ACCOUNT, "1号"),
        ("银行", "户名", "1234567", "1号"),
        ("银行", "户名", "六二二二", "1号"),
        ("银行", "户名", ACCOUNT, ""),
        ("银行", "坏\u202e字", ACCOUNT, "1号"),
        ("银" * 61, "户名", ACCOUNT, "1号"),
    ],
)
def test_an_account_needs_its_particulars(
    desk: Desk, bank: str, holder: str, number: str, paper: str
) -> None:
    with pytest.raises(BadInput):
        register_account(desk, bank, holder, number, paper)
    assert list_accounts(desk) == ()


@pytest.mark.parametrize(("amount", "slip"), [(0, "A1"), (-1, "A1"), (1, ""), (1, "1" * 41)])
def test_a_deposit_needs_an_amount_and_a_slip(paid: Desk, amount: int, slip: str) -> None:
    assert told(paid, amount, slip).startswith("bad：")


def test_cash_paid_back_is_no_longer_there_to_be_deposited(paid: Desk) -> None:
    reverse(paid, "2019-000001", "void")
    assert told(paid, 1).startswith("more_than_cash：库存现金只有 0.00 元")


def test_deposited_cash_goes_back_by_bank_alone(paid: Desk) -> None:
    deposit_cash(paid, 400_00, "A1", ACCOUNT)
    with pytest.raises(RefusedByRule) as refused:
        reverse(paid, "2019-000001", "void")
    assert refused.value.code == "more_than_cash"
    assert "库存现金只有 100.00 元，不够退 500.00 元" in refused.value.message
    request_refund(paid, "2019-000001", "死亡", channel="bank_transfer")
    assert approve_refund(second_at(paid), "2019-000001").amount_fen == 500_00
    assert balances(paid)["till"] == 100_00 and check_store(paid.store).broken == ()
