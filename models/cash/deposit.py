"""Depositing cash (缴存): out of the till, into the tax bureau's account, on a bank's slip."""

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from models.base.errors import BadInput, RefusedByRule
from models.base.money import format_yuan
from models.base.text import check_clean, squeeze
from models.cash.remittance_accounts import account_numbered, masked_account
from models.ledger.accounts import PENDING_REMITTANCE, TILL
from models.ledger.journal import cash_in_till, journal_rows, net_lines
from models.station.desk import Desk
from models.store.tables.cash import Deposit

_ALL = """
SELECT d.id AS deposit_id, d.bank_slip, d.amount_fen, d.business_date, a.bank,
 a.number AS account_number, d.account_id
FROM deposit d JOIN bureau_account a ON a.station_id = d.station_id AND a.id = d.account_id
WHERE d.station_id = ? ORDER BY d.id
"""


class CashDeposit(NamedTuple):
    """Cash brought to the bank, and on which slip of the bank."""

    deposit_id: int
    bank_slip: str
    amount_fen: int
    business_date: dt.date
    bank: str
    account_number: str
    account_id: int

    @property
    def masked_number(self) -> str:
        """The account's last four digits, as a screen shows them."""
        return masked_account(self.account_number)


@dataclass(frozen=True)
class Deposited:
    """A deposit as recorded; ``till_fen`` is the cash left.

    ``replayed``: the very same was recorded before, and nothing was recorded again.
    """

    deposit: CashDeposit
    till_fen: int
    replayed: bool


def deposit_cash(desk: Desk, amount_fen: int, bank_slip: str, account: str) -> Deposited:
    """Record cash deposited on the business date into a registered account.

    The same slip with the same content answers with the first. Raises BadInput without an
    amount or a slip, RefusedByRule for an account that is not registered
    (``account_not_registered``), a slip used for something else (``slip_used``) or more
    than the cash in the till (``more_than_cash``).
    """
    slip = check_clean(squeeze(bank_slip), "缴款单号")
    if not slip or len(slip) > 40:
        raise BadInput("请写明银行缴款单号，最多 40 个字")
    if amount_fen <= 0:
        raise BadInput("应大于零，请核对「缴存金额」")
    with desk.writing("deposit"):
        place = account_numbered(desk, account)
        before = next((each for each in list_deposits(desk) if each.bank_slip == slip), None)
        till_fen = cash_in_till(desk)
        if before is not None:
            if (before.amount_fen, before.account_id) != (amount_fen, place.account_id):
                raise RefusedByRule(
                    f"缴款单 {slip} 已登记过 {before.business_date} "
                    f"{format_yuan(before.amount_fen)} 元，内容不同，没有登记；请核对单号",
                    "slip_used",
                )
            return Deposited(before, till_fen, replayed=True)
        if amount_fen > till_fen:
            raise RefusedByRule(
                f"库存现金只有 {format_yuan(till_fen)} 元，不能缴存 {format_yuan(amount_fen)} 元；"
                "请核对金额，或先补录收费",
                "more_than_cash",
            )
        day = desk.business_date
        made = desk.store.add(
            Deposit(
                account_id=place.account_id,
                business_date=day,
                bank_slip=slip,
                amount_fen=amount_fen,
                **desk.stamp(),
            )
        )
        lines = net_lines({(PENDING_REMITTANCE, TILL): amount_fen})
        desk.store.add_all(journal_rows(desk.station_id, "deposit", made.id, day, lines))
        desk.record("deposit", f"deposit {made.id}", f"{slip} {amount_fen}")
    deposit = CashDeposit(
        made.id, slip, amount_fen, day, place.bank, place.number, place.account_id
    )
    return Deposited(deposit, till_fen - amount_fen, replayed=False)


def list_deposits(desk: Desk) -> tuple[CashDeposit, ...]:
    """Return the station's deposits in the order recorded."""
    return tuple(desk.store.query(CashDeposit, _ALL, (desk.station_id,)))
