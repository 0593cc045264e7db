"""Rows of paid data and what becomes of them: frozen values, amounts in fen."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from models.base.terms import Insurance
from models.ledger.channels import STATED, channel_words, known_as
from models.ledger.entry import Line
from models.levy.family import Household, Member
from models.people.department_list.values import Candidate
from models.store.tables.self_paid import SelfPaidKind

PaidState = Literal[
    "posted", "paid_twice", "wrong_amount", "unknown", "other_station", "name_differs", "refused",
    "suspended", "reversal", "surplus", "rest", "returned",
]  # fmt: skip
"""What a row is found to be; only ``posted`` makes an entry.

``suspended`` (挂账): the bureau has the money and has not said whose it is. ``reversal``: money
that went back, of no row that is known. ``surplus`` and ``rest``: taken, and something is still
to be given back by the bureau or collected at the counter. ``returned``: a reversal has taken it
back.
"""

SUSPENDED, REVERSAL = "suspended", "reversal"

STATE_TITLES: dict[PaidState, str] = {
    "posted": "可入账",
    "paid_twice": "重复缴费",
    "wrong_amount": "金额不符",
    "unknown": "查无此人",
    "other_station": "外站人员",
    "name_differs": "姓名不符",
    "refused": "不能参保",
    "suspended": "挂账",
    "reversal": "退费冲正待核",
    "surplus": "多缴待退",
    "rest": "少缴待补",
    "returned": "税务已退",
}


@dataclass(frozen=True)
class PaidRow:
    """One row of a file, ``row`` as the spreadsheet counts.

    ``id_number`` is what stands there where ``fault`` says why it is no valid number.
    ``tier_fen`` is the pension tier where the file states one. ``kind`` is empty for a payment;
    of a reversal (退费、冲正) ``amount_fen`` is what went back, above zero, and ``original`` the
    voucher of what it takes back, where the file says so. ``channel_text`` is what the file calls
    a channel that is not known.
    """

    row: int
    name: str
    id_number: str
    insurance: Insurance
    levy_year: int
    amount_fen: int
    channel: str
    paid_on: dt.date
    voucher: str = ""
    tier_fen: int | None = None
    fault: str = ""
    kind: SelfPaidKind | None = None
    channel_text: str = ""
    original: str = ""

    @property
    def is_reversal(self) -> bool:
        """Whether money went back."""
        return self.kind == REVERSAL

    @property
    def channel_words(self) -> str:
        """The channel as people read it."""
        return channel_words(self.channel, self.channel_text)


@dataclass(frozen=True)
class PaidFile:
    """The rows of a file that can be read, with what tells the file from others."""

    name: str
    digest: str
    rows: tuple[PaidRow, ...]


@dataclass(frozen=True)
class Standing:
    """A payment in force: on which receipt, how and when it was paid.

    ``station`` is the township of another station's, ``paid_on`` the day the person paid,
    ``payment_id`` the entry.
    """

    receipt: str
    channel: str
    paid_on: dt.date
    amount_fen: int
    voucher: str = ""
    station: str = ""
    payment_id: int = 0

    @property
    def is_stated(self) -> bool:
        """Whether only the bureau's word enrolled the person, at this station."""
        return self.channel == STATED and not self.station


@dataclass(frozen=True)
class StatusChange:
    """A change of status (参保情况): what it took away and what it added, on which day."""

    happened_on: dt.date
    gone: str
    added: str


@dataclass(frozen=True)
class Payer:
    """A person of the station as paid data are matched with.

    ``member`` has the status of today; ``changes`` lead back, newest first. ``household``
    is where the payment is entered, ``barred`` says why it cannot be entered there.
    """

    member: Member
    household: Household
    changes: tuple[StatusChange, ...] = ()
    left_on: dt.date | None = None
    left_reason: str = ""
    barred: str = ""
    standing: tuple[tuple[Insurance, int, Standing], ...] = ()


@dataclass(frozen=True)
class Finding:
    """What a row is, why, and the line it would make; ``other`` is the payment it repeats.

    Of a row that can be posted ``other`` is the bureau's word that it takes the place of; of a
    wrong amount ``draft`` is the line that would be entered were what is due taken.

    ``due_fen`` is what was due, where that could be said. ``household`` is the person's.
    ``note`` is what is to be known of a row that can be posted, such as a day outside the
    notice's window.
    """

    row: PaidRow
    state: PaidState
    reason: str = ""
    household: str = ""
    due_fen: int | None = None
    line: Line | None = None
    other: Standing | None = None
    candidates: tuple[Candidate, ...] = ()
    note: str = ""
    draft: Line | None = None


def identities(rows: Sequence[PaidRow]) -> list[str]:
    """Return what identifies each row of a file, within a station.

    With a voucher it is the voucher, the person, the insurance and the year: one voucher
    may stand for a whole family, and a line copied twice is one payment. Without a voucher
    it is everything about the payment, and which of several such rows it is: the same
    person may really have paid twice on one day. A reversal may bear the voucher of what it
    takes back.
    """
    seen: Counter[str] = Counter()
    found = []
    for row in rows:
        whose = f"{row.id_number or row.name}|{row.insurance}|{row.levy_year}"
        back = "r" if row.is_reversal else ""
        if row.voucher and not row.is_reversal:
            found.append(f"v|{row.voucher}|{whose}")
            continue
        if row.voucher:
            found.append(f"rv|{row.voucher}|{whose}|{row.amount_fen}")
            continue
        channel = row.channel_text or known_as(row.channel)
        content = f"{whose}|{row.amount_fen}|{row.paid_on}|{channel}"
        if row.original:
            content += f"|{row.original}"
        seen[back + content] += 1
        found.append(f"{back}c|{content}|{seen[back + content]}")
    return found
