"""What people paid the tax bureau by themselves: files, rows, and what became of each."""

import datetime as dt
from typing import Literal

from models.base.terms import Insurance
from models.store.tables.declare import Numbered

SelfPaidKind = Literal["suspended", "reversal"]


ReturnedPart = Literal["whole", "surplus"]


class SelfPaidFile(Numbered, frozen=True, kw_only=True):
    """A file of what people paid by themselves."""

    name: str
    digest: str
    rows: int
    business_date: dt.date
    operator_id: int
    recorded_at: str


class SelfPaidRow(Numbered, frozen=True, kw_only=True):
    """A row of such a file as found; ``payment_id`` is the entry it made when it came.

    Without a ``kind`` it is a payment. ``channel_text`` is what the file calls a channel that
    is not known, ``original`` the voucher that a reversal says it takes back.
    """

    file_id: int
    row: int
    identity: str
    name: str
    id_number: str
    insurance: Insurance
    levy_year: int
    amount_fen: int
    tier_fen: int | None
    channel: str
    paid_on: dt.date
    voucher: str
    state: str
    payment_id: int | None
    kind: SelfPaidKind | None = None
    channel_text: str | None = None
    original: str | None = None


class SelfPaidDecision(Numbered, frozen=True, kw_only=True):
    """The entry a row made later, or the reason for which it is closed without one."""

    row_id: int
    payment_id: int | None
    reason: str
    business_date: dt.date
    operator_id: int
    recorded_at: str


class SelfPaidTaking(Numbered, frozen=True, kw_only=True):
    """A row taken although another amount was due: more is to be refunded, less collected."""

    row_id: int
    due_fen: int
    reason: str
    business_date: dt.date
    operator_id: int
    recorded_at: str


class SelfPaidRest(Numbered, frozen=True, kw_only=True):
    """What was collected at the counter of a row that was too little."""

    row_id: int
    payment_id: int


class SelfPaidReturn(Numbered, frozen=True, kw_only=True):
    """What went back at the bureau: of which row, by which row of a file or by word.

    ``payment_id`` is the refund that took back the row's entry, if that stood.
    """

    row_id: int
    part: ReturnedPart
    reversal_id: int | None
    payment_id: int | None
    reason: str
    business_date: dt.date
    operator_id: int
    recorded_at: str


class SelfPaidState(Numbered, frozen=True, kw_only=True):
    """What the bureau stated of a person's year without money, and the entry it made."""

    file_id: int
    row: int
    identity: str
    person_id: int
    insurance: Insurance
    levy_year: int
    is_enrolled: bool
    stated_on: dt.date
    payment_id: int | None
