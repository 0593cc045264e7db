"""The tax bureau's pending-remittance accounts (待报解账户): the only ones cash may go to.

No personal account and nothing held back: so an account has to be registered by two people,
with the paper that names it, before a deposit.
"""

import datetime as dt
import re
from typing import NamedTuple

from models.base.errors import BadInput, RefusedByRule
from models.base.text import check_clean, squeeze
from models.cash.personal import refuse_personal
from models.station.approvals import SecondPerson, agreed
from models.station.closed_days import enter_day
from models.station.desk import Desk
from models.store.tables.cash import BureauAccount, BureauAccountEnd

_ALL = """
SELECT a.id AS account_id, a.bank, a.holder, a.number, a.paper, a.opened_on, e.ended_on
FROM bureau_account a
LEFT JOIN bureau_account_end e ON e.station_id = a.station_id AND e.account_id = a.id
WHERE a.station_id = ? ORDER BY a.id
"""


class RemittanceAccount(NamedTuple):
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


def list_accounts(desk: Desk) -> tuple[RemittanceAccount, ...]:
    """Return the station's registered accounts, closed ones too, in the order registered."""
    return tuple(desk.store.query(RemittanceAccount, _ALL, (desk.station_id,)))


def register_account(
    desk: Desk,
    bank: str,
    holder: str,
    number: str,
    paper: str,
    second: SecondPerson | None = None,
) -> RemittanceAccount:
    """Register an account of the tax bureau from the business date on; ``second`` agrees.

    The same open account again changes nothing. Raises BadInput for a missing name or paper, a
    number that is not 8 to 32 digits, a holder that is no institution and a number that is a
    personal card's; Denied without a second person, and as ``enter_day`` does.
    """
    bank, holder, paper = _text(bank, "开户行"), _text(holder, "户名"), _text(paper, "文号")
    number, day = _number(number), desk.business_date
    refuse_personal(holder, number)
    with desk.writing("register_account"):
        for each in list_accounts(desk):
            if each.number == number and each.ended_on is None:
                return each
        agreed(desk, "register_account", number, second)
        enter_day(desk, day, needs_second=False)
        made = desk.store.add(
            BureauAccount(
                bank=bank,
                holder=holder,
                number=number,
                paper=paper,
                opened_on=day,
                **desk.stamp(),
            )
        )
        desk.record("register_account", f"bureau_account {made.id}", paper)
    return RemittanceAccount(made.id, bank, holder, number, paper, day, None)


def close_account(
    desk: Desk, number: str, reason: str, second: SecondPerson | None = None
) -> RemittanceAccount:
    """Close an account from the business date on; raises as ``account_numbered`` does.

    Into a day that was closed it takes a second person (see ``enter_day``).
    """
    reason = _text(reason, "原因")
    with desk.writing("close_account"):
        account = account_numbered(desk, number)
        enter_day(desk, desk.business_date, second)
        desk.store.add(
            BureauAccountEnd(
                account_id=account.account_id,
                ended_on=desk.business_date,
                reason=reason,
                **desk.stamp(),
            )
        )
        desk.record("close_account", f"bureau_account {account.account_id}", reason)
    return account


def account_numbered(desk: Desk, number: str) -> RemittanceAccount:
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
        "请核对「账号」，或先「凭文件登记一个待报解账户」",
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
