"""Stations, who works there, and what counts there: targets, filled figures, the audit trail."""

import datetime as dt
from typing import ClassVar, Literal

from models.base.terms import Insurance
from models.store.tables.declare import Numbered, Row

Role = Literal["clerk", "reviewer", "chief", "auditor"]
OperatorEventKind = Literal["registered", "ended", "pin", "pin_cleared", "pin_failed", "pin_passed"]


class Township(Row, frozen=True, kw_only=True):
    """A township or street (乡镇/街道); the county's own, not a station's."""

    KEY: ClassVar[tuple[str, ...]] = ("id",)
    id: int
    name: str


class Station(Row, frozen=True, kw_only=True):
    """The labour-security station (劳动保障站) of a township."""

    KEY: ClassVar[tuple[str, ...]] = ("id",)
    id: int
    township_id: int
    is_demonstration: bool
    created_at: str


class Round(Numbered, frozen=True, kw_only=True):
    """A round (征缴轮次) of a station: the notice it works under, from which business date."""

    notice: str
    opened_on: dt.date
    operator_id: int
    recorded_at: str


class RoundWithdrawal(Numbered, frozen=True, kw_only=True):
    """A round opened by mistake and taken back before anything was entered in it."""

    round_id: int
    reason: str
    business_date: dt.date
    operator_id: int
    recorded_at: str


class KeptNotice(Row, frozen=True, kw_only=True):
    """A round's notice as read, and what tells that it is still what its file says."""

    KEY: ClassVar[tuple[str, ...]] = ("station_id", "notice")
    station_id: int
    notice: str
    digest: str
    content: str


class Operator(Numbered, frozen=True, kw_only=True):
    """Somebody who works at a station, known by the identifier the SSH key carries."""

    login: str


class OperatorEvent(Numbered, frozen=True, kw_only=True):
    """What happened to an operator's registration or PIN; ``whom_id`` is who it is about.

    The latest ``registered`` or ``ended`` says whether one may act and in which role; ``pin`` is
    the hash of a PIN. ``unit`` is the collecting unit (代征单位) the operator belongs to.
    """

    whom_id: int
    kind: OperatorEventKind
    role: Role | None = None
    name: str = ""
    unit: str = ""
    pin: str = ""
    reason: str = ""
    business_date: dt.date
    operator_id: int
    recorded_at: str


class Approval(Numbered, frozen=True, kw_only=True):
    """A second person's word on one act: given by PIN on the spot, or before at an own terminal.

    ``operator_id`` is who agreed. ``asked_by_id`` is who acts on it: with ``pin`` at once.
    """

    act: str
    subject: str
    way: Literal["pin", "own"]
    asked_by_id: int | None
    business_date: dt.date
    operator_id: int
    recorded_at: str


class ApprovalUse(Numbered, frozen=True, kw_only=True):
    """That an approval given before has been acted on: each serves once."""

    approval_id: int
    business_date: dt.date
    operator_id: int
    recorded_at: str


class Target(Numbered, frozen=True, kw_only=True):
    """How many people are to enrol, in a village or (no village) in the whole township.

    Of a village's targets, and of the township's, the latest counts of those that have begun.
    """

    village_id: int | None
    insurance: Insurance
    levy_year: int
    last_year_people: int | None
    target_people: int
    source: str
    counts_from: dt.date | None = None


class DenominatorPart(Numbered, frozen=True, kw_only=True):
    """A part of the people an enrolment rate (参保率) is of, by which document.

    ``part`` says which people; of a village (or the township), insurance, year and part the
    latest counts.
    """

    village_id: int | None
    insurance: Insurance
    levy_year: int
    part: str
    people: int
    document: str
    operator_id: int
    recorded_at: str


class FilledFigure(Numbered, frozen=True, kw_only=True):
    """A figure a round's notice left open or provisional, from which day, by which document.

    On any day the latest counts of those that have begun. ``round_id`` is None for what was
    recorded before a station could have several rounds: the first one's.
    """

    key: str
    value: str
    document: str
    document_date: dt.date | None
    effective_from: dt.date
    operator_id: int
    recorded_at: str
    round_id: int | None = None


class Audit(Numbered, frozen=True, kw_only=True):
    """Who did what, when, for which business date. Holds no identity number.

    ``operator_id`` is None for somebody whom the station does not know, who was refused.
    """

    recorded_at: str
    operator_id: int | None
    business_date: dt.date
    action: str
    subject: str
    detail: str


class Submission(Numbered, frozen=True, kw_only=True):
    """A report as it was sent: figures, file and head, kept to the byte."""

    year: int
    serial: int
    first_day: dt.date
    last_day: dt.date
    business_date: dt.date
    reviewer: str
    figures: str
    workbook: str
    digest: str
    operator_id: int
    recorded_at: str
