"""The books under each entry: what moves from where to where, and that it adds up."""

from collections import Counter

import msgspec
import pytest
from peewee import IntegrityError

from models.ledger.accounts import account_title
from models.ledger.journal import JournalLine, balances, net_lines
from models.station.desk import Desk
from models.store.tables.ledger import Journal
from tests.making import pay, person, register_people, reverse


@pytest.fixture
def paid(desk: Desk) -> Desk:
    """A family of three: nobody's, 低保 (gets 75 back), 建档立卡 (扶贫 transfers 125)."""
    register_people(
        desk,
        person("张三"),
        person("李四", categories=("低保",)),
        person("王五", categories=("建档立卡贫困人口",)),
    )
    pay(desk)
    return desk


def test_a_payment_moves_money_and_each_funders_part(paid: Desk) -> None:
    rows = paid.store.rows("SELECT source, debit, credit, amount_fen FROM journal ORDER BY id")
    assert Counter(rows) == Counter(
        [
            ("payment", "pos_clearing", "levy:medical", 625_00),
            ("payment", "funder:医疗救助", "payer", 75_00),
            ("payment", "funder:扶贫", "levy:medical", 125_00),
        ]
    )


def test_the_fund_is_due_the_whole_premium_whoever_pays_it(paid: Desk) -> None:
    found = balances(paid)
    assert found["levy:medical"] == -3 * 250_00
    assert found["payer"] == -75_00 and sum(found.values()) == 0


def test_a_reversal_takes_everything_back(paid: Desk) -> None:
    reverse(paid, "2019-000001", "void", "录错")
    assert set(balances(paid).values()) == {0}


def test_balances_are_those_of_a_day(paid: Desk) -> None:
    assert balances(paid, paid.business_date.replace(day=1)) == {}


@pytest.mark.parametrize(
    ("debit", "credit", "amount_fen"),
    [("till", "levy:medical", 0), ("till", "levy:medical", -1), ("till", "till", 1)],
)
def test_the_database_refuses_a_posting_out_of_balance(
    paid: Desk, debit: str, credit: str, amount_fen: int
) -> None:
    good = Journal(
        station_id=paid.station_id,
        source="payment",
        source_id=1,
        business_date=paid.business_date,
        debit="till",
        credit="levy:medical",
        amount_fen=1,
    )
    bad = msgspec.structs.replace(good, debit=debit, credit=credit, amount_fen=amount_fen)
    with pytest.raises(IntegrityError, match=r"(?i)check"), paid.writing("pay"):
        paid.store.add(bad)
    with paid.writing("pay"):
        paid.store.add(good)


def test_postings_run_the_way_the_money_goes() -> None:
    assert net_lines({("till", "levy:medical"): -5, ("bank", "payer"): 0, ("a", "b"): 2}) == (
        JournalLine("levy:medical", "till", 5),
        JournalLine("a", "b", 2),
    )


def test_accounts_have_names() -> None:
    assert account_title("till") == "库存现金"
    assert account_title("levy:medical") == "应缴城乡居民医疗保险"
    assert account_title("funder:扶贫") == "应收扶贫"
