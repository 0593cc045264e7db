"""Cash goes into the tax bureau's account, on a slip of the bank, and never anywhere else."""

import datetime as dt

import pytest

from models.base.errors import BadInput, Denied, LaobaoError, RefusedByRule
from models.cash.deposit import deposit_cash, list_deposits, take_back_deposit
from models.cash.personal import is_personal_card
from models.cash.remittance_accounts import close_account, list_accounts, register_account
from models.checks.check_store import check_store
from models.counter.refund import approve_refund, request_refund
from models.ledger.cash_papers import CashPaper
from models.ledger.journal import balances
from models.station.approvals import SecondPerson, approve
from models.station.desk import Desk
from tests.making import (
    BUSINESS_DATE,
    PIN,
    SECOND,
    pay,
    person,
    register_people,
    reverse,
    second_at,
)

ACCOUNT = "6222000011112222"


@pytest.fixture
def paid(desk: Desk) -> Desk:
    """500 yuan in the till, and one registered account."""
    register_people(desk, person("张三"), person("李四"))
    pay(desk, trace=None, cash=CashPaper("ZJ1", "0001"))
    holder = "国家税务总局待报解专户"
    register_account(desk, "农业银行平陆支行", holder, ACCOUNT, "税发〔2019〕1号", SECOND)
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
    register_account(paid, "农业银行", "新专户", ACCOUNT, "税发〔2019〕2号", SECOND)
    assert deposit_cash(paid, 100_00, "A1", ACCOUNT).till_fen == 400_00


def test_four_digits_that_fit_two_accounts_are_not_enough(paid: Desk) -> None:
    register_account(paid, "建设银行", "专户", "9999000011112222", "税发〔2019〕3号", SECOND)
    assert told(paid, 1, account="2222").startswith("account_not_registered：")


def test_an_account_is_registered_once(paid: Desk) -> None:
    again = register_account(paid, "别的银行", "别的专户", "6222 0000-1111 2222", "别的文号")
    assert again.holder == "国家税务总局待报解专户" and len(list_accounts(paid)) == 1


@pytest.mark.parametrize(
    ("bank", "holder", "number", "paper"),
    [
        ("", "专户", ACCOUNT, "1号"),
        ("银行", " ", ACCOUNT, "1号"),
        ("银行", "专户", "1234567", "1号"),
        ("银行", "专户", "六二二二", "1号"),
        ("银行", "专户", ACCOUNT, ""),
        ("银行", "坏\u202e字", ACCOUNT, "1号"),
        ("银" * 61, "专户", ACCOUNT, "1号"),
    ],
)
def test_an_account_needs_its_particulars(
    desk: Desk, bank: str, holder: str, number: str, paper: str
) -> None:
    with pytest.raises(BadInput):
        register_account(desk, bank, holder, number, paper, SECOND)
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


def test_a_wrong_deposit_is_taken_back_by_two_and_its_slip_entered_rightly(paid: Desk) -> None:
    deposit_cash(paid, 300_00, "A1", ACCOUNT)
    back = take_back_deposit(paid, " A1", "金额录错", SECOND)
    assert (back.approved_by, back.till_fen, back.deposit.back_on) == (
        "second", 500_00, BUSINESS_DATE
    )  # fmt: skip
    assert balances(paid)["pending_remittance"] == 0
    right = deposit_cash(paid, 200_00, "A1", ACCOUNT)
    assert not right.replayed and deposit_cash(paid, 200_00, "A1", ACCOUNT).replayed
    assert [(each.amount_fen, each.back_reason) for each in list_deposits(paid)] == [
        (300_00, "金额录错"), (200_00, "")
    ]  # fmt: skip
    found = balances(paid)
    assert (found["till"], found["pending_remittance"]) == (300_00, 200_00)
    take_back_deposit(paid, "A1", "录成别站的", SECOND)
    assert balances(paid)["till"] == 500_00 and check_store(paid.store).broken == ()


def test_a_deposit_is_taken_back_with_reason_and_second_person_once_and_not_before_its_day(
    paid: Desk,
) -> None:
    deposit_cash(paid, 300_00, "A1", ACCOUNT)

    def refused(desk: Desk, *words: object) -> str:
        with pytest.raises(LaobaoError) as no:
            take_back_deposit(desk, *words)  # type: ignore[arg-type]
        return no.value.code if isinstance(no.value, RefusedByRule) else "bad"

    assert refused(paid, "A1", " ", SECOND) == refused(paid, "", "录错", SECOND) == "bad"
    assert refused(paid, "A1", "录错") == "second_operator"
    assert refused(paid, "A1", "录错", SecondPerson("test")) == "second_operator"
    assert refused(paid, "A2", "录错", SECOND) == "no_deposit"
    assert refused(paid.on(dt.date(2019, 11, 13)), "A1", "录错", SECOND) == "too_early"
    assert balances(paid)["till"] == 200_00
    take_back_deposit(paid, "A1", "录错", SECOND)
    assert refused(paid, "A1", "录错", SECOND) == "no_deposit"


def test_two_deposits_standing_on_one_slip_are_told_by_check(paid: Desk) -> None:
    deposit_cash(paid, 300_00, "A1", ACCOUNT)
    assert not any("缴款单" in each.detail for each in check_store(paid.store).broken)
    paid.store.run(
        "INSERT INTO deposit SELECT station_id, 9, account_id, business_date, bank_slip, "
        "amount_fen, operator_id, recorded_at FROM deposit"
    )
    assert any("缴款单 A1 用了两次" in each.detail for each in check_store(paid.store).broken)


def test_an_account_is_registered_by_two(desk: Desk) -> None:
    words = ("农业银行", "待报解专户", ACCOUNT, "税发1号")
    for second in (None, SecondPerson("test", PIN), SecondPerson(" TEST ", PIN)):
        with pytest.raises(Denied) as alone:
            register_account(desk, *words, second)
        assert alone.value.code == "second_operator"
    with pytest.raises(Denied) as unproved:
        register_account(desk, *words, SecondPerson("second"))
    assert unproved.value.code == "pin_needed" and list_accounts(desk) == ()
    approve(second_at(desk), "register_account", ACCOUNT)
    assert register_account(desk, *words, SecondPerson("second")).number == ACCOUNT


@pytest.mark.parametrize("holder", ["张三", "欧阳建国", "李梅花 ", "阿卜杜拉·买买提"])
def test_no_account_of_a_person(desk: Desk, holder: str) -> None:
    with pytest.raises(BadInput, match="像是个人的名字"):
        register_account(desk, "农业银行", holder, ACCOUNT, "税发1号", SECOND)


@pytest.mark.parametrize("number", ["6228480402564890018", "6212 2640 0001 1234 560"])
def test_no_personal_card(desk: Desk, number: str) -> None:
    with pytest.raises(BadInput, match="个人银行卡") as no:
        register_account(desk, "农业银行", "税务局专户", number, "税发1号", SECOND)
    assert number not in no.value.message


@pytest.mark.parametrize("number", ["6228480402564890019", "12345678", "43000160060059000018"])
def test_other_numbers_are_an_institutions(number: str) -> None:
    assert not is_personal_card(number)
