"""The tax bureau's pending-remittance accounts (待报解账户): the only ones cash may go to.

No personal account and nothing held back: so an account has to be registered, with the
paper that names it, before a deposit.
"""

import datetime as dt
import re
from dataclasses import dataclass

from models.base import clock
from models.base.errors import BadInput, RefusedByRule
from models.base.text import check_clean, squeeze
from models.station.desk import Desk

_ACCOUNT = (
    "id", "station_id", "bank", "holder", "number", "paper", "opened_on", "operator_id",
    "recorded_at",
)  # fmt: skip
_END = ("station_id", "account_id", "ended_on", "reason", "operator_id", "recorded_at")
_ALL = """
SELECT a.id, a.bank, a.holder, a.number, a.paper, a.opened_on, e.ended_on
FROM bureau_account a LEFT JOIN bureau_account_end e ON e.account_id = a.id
WHERE a.station_id = ? ORDER BY a.id
"""


@dataclass(frozen=True)
class BureauAccount:
    """A registered account; from ``ended_on`` on nothing may be deposited into it."""

    account_id: int
    bank: str
    holder: str
    number: str
    paper: str
    opened_on: dt.date
    ended_on: dt.date | None

    def is_open_on(self, day: dt.date) -> bool:
        """Whether cash may be deposited into it on a day."""
        return self.opened_on <= day and (self.ended_on is None or day < self.ended_on)

    @property
    def masked_number(self) -> str:
        """The last four digits, as a screen shows them."""
        return masked_account(self.number)


def masked_account(number: str) -> str:
    """Return an account's number as a screen shows it: the last four digits."""
    return f"尾号 {number[-4:]}"


def list_accounts(desk: Desk) -> tuple[BureauAccount, ...]:
    """Return the station's registered accounts, closed ones too, in the order registered."""
    return tuple(
        BureauAccount(
            account_id=account_id,
            bank=bank,
            holder=holder,
            number=number,
            paper=paper,
            opened_on=dt.date.fromisoformat(opened),
            ended_on=dt.date.fromisoformat(ended) if ended else None,
        )
        for account_id, bank, holder, number, paper, opened, ended in desk.store.rows(
            _ALL, (desk.station_id,)
        )
    )


def register_account(desk: Desk, bank: str, holder: str, number: str, paper: str) -> BureauAccount:
    """Register an account of the tax bureau from the business date on.

    The same open account again changes nothing. Raises BadInput for a missing name or
    paper, or a number that is not 8 to 32 digits.
    """
    bank, holder, paper = _text(bank, "开户行"), _text(holder, "户名"), _text(paper, "文号")
    number, day = _number(number), desk.business_date
    with desk.store.writing():
        for each in list_accounts(desk):
            if each.number == number and each.ended_on is None:
                return each
        account_id = desk.store.next_id("bureau_account")
        row = (
            account_id, desk.station_id, bank, holder, number, paper, day.isoformat(),
            desk.operator_id(), clock.timestamp(),
        )  # fmt: skip
        desk.store.insert_rows("bureau_account", _ACCOUNT, [row])
        desk.record("register_account", f"bureau_account {account_id}", paper)
    return BureauAccount(account_id, bank, holder, number, paper, day, None)


def close_account(desk: Desk, number: str, reason: str) -> BureauAccount:
    """Close an account from the business date on; raises as ``account_numbered`` does."""
    reason = _text(reason, "原因")
    with desk.store.writing():
        account = account_numbered(desk, number)
        who = (desk.operator_id(), clock.timestamp())
        day = desk.business_date.isoformat()
        row = (desk.station_id, account.account_id, day, reason, *who)
        desk.store.insert_rows("bureau_account_end", _END, [row])
        desk.record("close_account", f"bureau_account {account.account_id}", reason)
    return account


def account_numbered(desk: Desk, number: str) -> BureauAccount:
    """Return the account with this number, or its last four digits, open on the business date.

    Raises RefusedByRule (``account_not_registered``) where no registered one is.
    """
    typed = _digits(number)
    fitting = [
        each
        for each in list_accounts(desk)
        if each.is_open_on(desk.business_date)
        and (each.number == typed or (len(typed) == 4 and each.number.endswith(typed)))
    ]
    if len(fitting) == 1:
        return fitting[0]
    raise RefusedByRule(
        f"账号“{masked_account(typed) if typed else ''}”不是登记的税务待报解账户，不能缴存；"
        "请核对账号，或用 laobao account add 凭文件登记",
        "account_not_registered",
    )


def _text(typed: str, what: str) -> str:
    text = check_clean(squeeze(typed), what)
    if not text:
        raise BadInput(f"请写明{what}")
    if len(text) > 60:
        raise BadInput(f"{what}太长，最多 60 个字")
    return text


def _digits(typed: str) -> str:
    return re.sub(r"[ -]", "", squeeze(typed))


def _number(typed: str) -> str:
    number = _digits(typed)
    if not re.fullmatch(r"[0-9]{8,32}", number):
        raise BadInput("账号应为 8 至 32 位数字，请照开户资料填写")
    return number
