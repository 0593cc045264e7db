"""Cash into the bureau's account, the close of the day, and who collects."""

import datetime as dt
from typing import Literal

from models.store.tables.declare import Numbered

Scope = Literal["operator", "station"]


class BureauAccount(Numbered, frozen=True, kw_only=True):
    """A pending-remittance account (待报解账户) of the tax bureau, with its paper."""

    bank: str
    holder: str
    number: str
    paper: str
    opened_on: dt.date
    operator_id: int
    recorded_at: str


class BureauAccountEnd(Numbered, frozen=True, kw_only=True):
    """From which day an account takes no more deposits, and why."""

    account_id: int
    ended_on: dt.date
    reason: str
    operator_id: int
    recorded_at: str


class Deposit(Numbered, frozen=True, kw_only=True):
    """Cash brought to the bank (缴存), once a bank's slip: taken back, it can be entered again."""

    account_id: int
    business_date: dt.date
    bank_slip: str
    amount_fen: int
    operator_id: int
    recorded_at: str


class DepositBack(Numbered, frozen=True, kw_only=True):
    """A deposit entered wrongly and taken back: why, and the login of who agreed."""

    deposit_id: int
    reason: str
    approved_by: str
    business_date: dt.date
    operator_id: int
    recorded_at: str


class Terminal(Numbered, frozen=True, kw_only=True):
    """A POS terminal of the station: its number, whose it is, where it stands."""

    number: str
    acquirer: str
    place: str
    business_date: dt.date
    operator_id: int
    recorded_at: str


class TerminalEnd(Numbered, frozen=True, kw_only=True):
    """From its business date on a terminal is no longer the station's, and why."""

    terminal_id: int
    reason: str
    business_date: dt.date
    operator_id: int
    recorded_at: str


class DayClose(Numbered, frozen=True, kw_only=True):
    """The close of an operator's drawer or of the station's safe: expected and counted."""

    scope: Scope
    business_date: dt.date
    expected_fen: int
    counted_fen: int
    reason: str
    last_payment_id: int
    last_journal_id: int
    operator_id: int
    recorded_at: str


class DayClosePos(Numbered, frozen=True, kw_only=True):
    """A terminal's batch at the close: what the books expect, what its slip says."""

    close_id: int
    business_date: dt.date
    terminal: str
    batch: str
    sales: int
    expected_fen: int
    counted_fen: int


class BatchLeftOpen(Numbered, frozen=True, kw_only=True):
    """A batch that the terminal had not settled at a close: it runs on."""

    close_id: int
    terminal: str
    batch: str


class Collector(Numbered, frozen=True, kw_only=True):
    """The register of collectors (代征人员登记表): the newest row of a person counts."""

    id_number: str
    point: str
    name: str
    bank_name: str
    bank: str
    account: str
    phone: str
    is_ended: bool
    reason: str
    business_date: dt.date
    operator_id: int
    recorded_at: str
