"""Corrections, and refund applications to the bureau: nothing in them is ever changed."""

import datetime as dt
from typing import Literal

from models.base.terms import Insurance
from models.store.tables.declare import Numbered

Step = Literal["sent", "paid", "declined", "withdrawn"]


class Correction(Numbered, frozen=True, kw_only=True):
    """An entry that was taken back and posted right under the same papers (更正).

    ``reversed_id`` is the wrong entry, ``reversal_id`` what takes it back, ``entry_id`` the
    right one. ``papers_id`` is the entry whose slips or voucher these are, however often it was
    corrected, ``paid_on`` the day of its payment. ``paper_fen`` is what the paper states, where
    that was entered wrongly. ``approved_by`` is a login, empty where one person may do it.
    """

    reversed_id: int
    reversal_id: int
    entry_id: int
    papers_id: int
    paid_on: dt.date
    paper_fen: int | None
    reason: str
    approved_by: str
    business_date: dt.date
    operator_id: int
    recorded_at: str


class RefundApplication(Numbered, frozen=True, kw_only=True):
    """Money that lies with the bureau, asked back (退费申请); the station's own is not touched.

    ``why`` is a key of ``models.bureau.refund_applications.reasons``, ``rests_on`` the document
    that gives it, ``papers`` what was handed in. ``voucher`` is the bureau's.
    """

    person_id: int
    name: str
    id_number: str
    insurance: Insurance
    levy_year: int
    why: str
    rests_on: str
    amount_fen: int
    paid_on: dt.date
    voucher: str
    papers: str
    payee: str
    bank: str
    account: str
    note: str
    business_date: dt.date
    operator_id: int
    recorded_at: str


class RefundApplicationStep(Numbered, frozen=True, kw_only=True):
    """What became of an application, on which day: sent on, paid, declined or withdrawn."""

    application_id: int
    step: Step
    on_day: dt.date
    paper: str
    reason: str
    business_date: dt.date
    operator_id: int
    recorded_at: str
