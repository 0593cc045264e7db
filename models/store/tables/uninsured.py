"""The uninsured (未参保人员): who was listed by whom, who was asked, who answered what."""

import datetime as dt

from models.base.terms import Insurance
from models.store.tables.declare import Numbered


class UninsuredList(Numbered, frozen=True, kw_only=True):
    """A list as its sender sent it: the headings in their order (JSON), where the answer goes.

    With a ``meaning`` it says that of everybody it names (在校, 死亡 ...) and asks nothing.
    ``answer_at`` is the place of the column the sender left for the reason, counted from 0.
    """

    sender: str
    meaning: str
    file: str
    digest: str
    insurance: Insurance
    levy_year: int
    headings: str
    answer_at: int | None
    rows: int
    business_date: dt.date
    operator_id: int
    recorded_at: str


class UninsuredWithdrawal(Numbered, frozen=True, kw_only=True):
    """A list that was taken back: it came by mistake, and counts nowhere from then on."""

    list_id: int
    reason: str
    business_date: dt.date
    operator_id: int
    recorded_at: str


class UninsuredRow(Numbered, frozen=True, kw_only=True):
    """A row of such a list: who, the village as the sender has it, all cells (JSON) in order.

    ``fault`` says what is wrong with the identity number; then ``id_number`` is as written.
    """

    list_id: int
    place: int
    name: str
    id_number: str
    village: str
    fault: str
    cells: str


class UninsuredAsking(Numbered, frozen=True, kw_only=True):
    """A workbook that went out to a village; ``mark`` stands in each of its rows."""

    mark: str
    village: str
    file: str
    people: int
    business_date: dt.date
    operator_id: int
    recorded_at: str


class UninsuredAsked(Numbered, frozen=True, kw_only=True):
    """Whom such a workbook asks about."""

    asking_id: int
    row_id: int


class UninsuredReturn(Numbered, frozen=True, kw_only=True):
    """A file that came back; ``digest`` is of what it says, however it was saved."""

    asking_id: int | None
    village: str
    file: str
    digest: str
    rows: int
    business_date: dt.date
    operator_id: int
    recorded_at: str


class UninsuredAnswer(Numbered, frozen=True, kw_only=True):
    """What was answered about somebody: by a row of a file that came back, or by hand.

    ``said`` is what stood there, ``reason`` what it means, empty where nobody understood it.
    Without a ``row_id`` it is about somebody whom a cadre added.
    """

    return_id: int | None
    place: int
    row_id: int | None
    name: str
    id_number: str
    reason: str
    said: str
    note: str
    phone: str
    business_date: dt.date
    operator_id: int
    recorded_at: str
