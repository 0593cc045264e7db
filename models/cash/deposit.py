"""Depositing cash (缴存): out of the till, into the tax bureau's account, on a bank's slip.

A deposit entered wrongly is taken back by an entry of its own; its slip can be entered again.
"""

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from models.base.errors import BadInput, RefusedByRule
from models.base.money import format_yuan
from models.base.text import check_clean, squeeze
from models.cash.remittance_accounts import account_numbered, masked_account
from models.ledger.accounts import PENDING_REMITTANCE, TILL
from models.ledger.journal import cash_in_till, journal_rows, net_lines
from models.station.approvals import SecondPerson, agreed
from models.station.closed_days import enter_day, refuse_future
from models.station.desk import Desk
from models.store.tables.cash import Deposit, DepositBack

_ALL = """
SELECT d.id AS deposit_id, d.bank_slip, d.amount_fen, d.business_date, a.bank,
 a.number AS account_number, d.account_id, d.recorded_at,
 b.business_date AS back_on, coalesce(b.reason, '') AS back_reason
FROM deposit d JOIN bureau_account a ON a.station_id = d.station_id AND a.id = d.account_id
LEFT JOIN deposit_back b ON b.station_id = d.station_id AND b.deposit_id = d.id
WHERE d.station_id = ? ORDER BY d.id
"""


class CashDeposit(NamedTuple):
    """Cash brought to the bank, and on which slip of the bank.

    ``back_on`` is the business date on which it was taken back, None while it stands.
    """

    deposit_id: int
    bank_slip: str
    amount_fen: int
    business_date: dt.date
    bank: str
    account_number: str
    account_id: int
    recorded_at: str
    back_on: dt.date | None = None
    back_reason: str = ""

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


@dataclass(frozen=True)
class DepositTakenBack:
    """A deposit taken back, who agreed, and the cash that is in the till again."""

    deposit: CashDeposit
    approved_by: str
    till_fen: int


@dataclass(frozen=True)
class DepositCorrected:
    """A wrong deposit taken back, the right one in its place, who agreed, and the cash left."""

    wrong: CashDeposit
    right: CashDeposit
    approved_by: str
    till_fen: int


def deposit_cash(
    desk: Desk,
    amount_fen: int,
    bank_slip: str,
    account: str,
    second: SecondPerson | None = None,
) -> Deposited:
    """Record cash deposited on the business date into a registered account.

    ``second`` agrees to an entry into a day that was closed: Denied as ``enter_day`` says.

    The same slip with the same content answers with the first. Raises BadInput without an
    amount or a slip, RefusedByRule for an account that is not registered
    (``account_not_registered``), a slip used for something else (``slip_used``) or more
    than the cash in the till (``more_than_cash``).
    """
    slip = _slip(bank_slip)
    if amount_fen <= 0:
        raise BadInput("应大于零，请核对「缴存金额」")
    with desk.writing("deposit"):
        refuse_future(desk.business_date)
        place = account_numbered(desk, account)
        before = _standing(desk, slip)
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
        enter_day(desk, day, second)
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
        made.id, slip, amount_fen, day, place.bank, place.number, place.account_id, made.recorded_at
    )
    return Deposited(deposit, till_fen - amount_fen, replayed=False)


def take_back_deposit(
    desk: Desk, bank_slip: str, reason: str, second: SecondPerson | None = None
) -> DepositTakenBack:
    """Take back a deposit that was entered wrongly, with a reason and a second person.

    The cash is in the till again, on the business date; the slip can be entered rightly. Raises
    BadInput without a slip or a reason, RefusedByRule where no deposit stands under the slip
    (``no_deposit``) or the business date is before it (``too_early``), Denied as ``agreed`` and
    ``enter_day`` do.
    """
    slip, reason = _slip(bank_slip), check_clean(squeeze(reason), "原因")
    if not reason or len(reason) > 60:
        raise BadInput("请写明「原因」，最多 60 个字")
    with desk.writing("take_back_deposit"):
        deposit, day = _standing(desk, slip), desk.business_date
        if deposit is None:
            raise RefusedByRule(f"没有缴款单 {slip} 的缴存，或已撤回，请核对单号", "no_deposit")
        if day < deposit.business_date:
            raise RefusedByRule(
                f"业务日期 {day} 早于缴存的日期 {deposit.business_date}，请按 F8 核对", "too_early"
            )
        approved_by = agreed(desk, "take_back_deposit", slip, second)
        enter_day(desk, day, needs_second=False)
        desk.store.add(
            DepositBack(
                deposit_id=deposit.deposit_id,
                reason=reason,
                approved_by=approved_by,
                business_date=day,
                **desk.stamp(),
            )
        )
        lines = net_lines({(TILL, PENDING_REMITTANCE): deposit.amount_fen})
        rows = journal_rows(desk.station_id, "deposit", deposit.deposit_id, day, lines)
        desk.store.add_all(rows)
        detail = f"{-deposit.amount_fen} {slip} {reason}"
        desk.record("take_back_deposit", f"deposit {deposit.deposit_id}", detail)
        till_fen = cash_in_till(desk)
    back = deposit._replace(back_on=day, back_reason=reason)
    return DepositTakenBack(back, approved_by, till_fen)


def correct_deposit(
    desk: Desk,
    bank_slip: str,
    reason: str,
    second: SecondPerson | None = None,
    *,
    amount_fen: int | None = None,
    right_slip: str = "",
    account: str = "",
) -> DepositCorrected:
    """Take a wrong deposit back and enter it rightly, in one transaction.

    What is not given stays as it was; the right one is of the business date. Raises as
    ``take_back_deposit`` and ``deposit_cash`` do, BadInput where nothing would change: then the
    wrong one stands as before.
    """
    if amount_fen is None and not right_slip.strip() and not account.strip():
        raise BadInput("请写明对的「缴存金额」「对的单号」或「账号」；只撤回请用「缴存」")
    with desk.writing("take_back_deposit"):
        back = take_back_deposit(desk, bank_slip, reason, second)
        wrong = back.deposit
        right = deposit_cash(
            desk,
            wrong.amount_fen if amount_fen is None else amount_fen,
            right_slip.strip() or wrong.bank_slip,
            account.strip() or wrong.account_number,
            second,
        )
        if _content(right.deposit) == _content(wrong):
            raise BadInput(f"和登记的一样，没有更正：缴款单 {wrong.bank_slip}，请核对")
    return DepositCorrected(wrong, right.deposit, back.approved_by, right.till_fen)


def _content(deposit: CashDeposit) -> tuple[str, int, int]:
    return deposit.bank_slip, deposit.amount_fen, deposit.account_id


def newest_deposit(desk: Desk) -> CashDeposit | None:
    """Return the deposit recorded last that stands, None where there is none."""
    standing = [each for each in list_deposits(desk) if not each.back_on]
    return standing[-1] if standing else None


def _standing(desk: Desk, slip: str) -> CashDeposit | None:
    """Return the deposit that stands under a slip, none that was taken back."""
    deposits = list_deposits(desk)
    return next((each for each in deposits if each.bank_slip == slip and not each.back_on), None)


def _slip(typed: str) -> str:
    slip = check_clean(squeeze(typed), "缴款单号")
    if not slip or len(slip) > 40:
        raise BadInput("请写明银行缴款单号，最多 40 个字")
    return slip


def list_deposits(desk: Desk) -> tuple[CashDeposit, ...]:
    """Return the station's deposits in the order recorded."""
    return tuple(desk.store.query(CashDeposit, _ALL, (desk.station_id,)))
