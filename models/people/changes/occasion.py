"""What every change of a family has: a kind, a day, a reason, a proof, and its result."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from models.base import clock
from models.base.errors import BadInput
from models.base.text import check_clean, squeeze
from models.levy.family import Paid
from models.station.desk import Desk
from models.store.tables.people import FamilyEvent

KIND_TITLES = {
    "birth": "出生",
    "death": "死亡",
    "marry_in": "婚入",
    "marry_out": "婚出",
    "move_in": "迁入",
    "move_out": "迁出",
    "split": "分户",
    "merge": "并户",
    "head": "户主变更",
    "number": "号码更正",
    "status": "情况变更",
    "phone": "手机号码",
    "name": "姓名更正",
    "relation": "与户主关系",
    "note": "家庭备注",
    "duplicate": "重复登记",
}
_REASON_IN_ITSELF = frozenset(
    {"birth", "death", "marry_in", "marry_out", "move_in", "phone", "relation", "note"}
)
_PROVED = frozenset({"move_in"})
CLEARED = frozenset({"phone", "note"})
"""The kinds after which there may be nothing: a telephone number, a note is taken away."""
_LONGEST = 100


@dataclass(frozen=True)
class Occasion:
    """When something happened (None: the business date), why, and on what paper."""

    on: dt.date | None = None
    reason: str = ""
    proof: str = ""


TODAY = Occasion()
"""The business date, with nothing said."""


@dataclass(frozen=True)
class Checked:
    """An occasion whose day is known and not in the future, with clean texts."""

    kind: str
    on: dt.date
    reason: str
    proof: str


@dataclass(frozen=True)
class Changed:
    """A change that is now recorded; ``hint`` says what else may have to be done, or is empty.

    ``household_id`` is where it happened, ``to_household_id`` the other household if there
    is one. ``message`` says it in one sentence, identity numbers masked. ``paid``: what
    somebody who left had paid for the years that are collected now, and may want back.
    """

    kind: str
    happened_on: dt.date
    household_id: int
    to_household_id: int | None
    person_id: int | None
    message: str
    hint: str = ""
    paid: tuple[Paid, ...] = ()


def needs_reason(kind: str) -> bool:
    """Whether a kind of change has to be given a reason: some are a reason in themselves."""
    return kind not in _REASON_IN_ITSELF


def needs_proof(kind: str) -> bool:
    """Whether a kind of change is only made on a paper that shows it."""
    return kind in _PROVED


def check_occasion(
    desk: Desk, kind: str, occasion: Occasion, default: dt.date | None = None
) -> Checked:
    """Return the occasion with its day; ``default`` takes the place of the business date.

    Raises BadInput for a day after the business date, for unclean or overlong texts, and
    for a missing reason where the kind of change is not a reason in itself.
    """
    on = occasion.on or default or desk.business_date
    if on > desk.business_date:
        raise BadInput(f"变更日期 {on} 晚于业务日期 {desk.business_date}，请核对")
    reason = check_short(occasion.reason, "原因")
    if not reason:
        if needs_reason(kind):
            raise BadInput(f"办理{KIND_TITLES[kind]}要写明原因，请补填")
        reason = KIND_TITLES[kind]
    return Checked(kind, on, reason, check_short(occasion.proof, "凭证"))


def check_short(text: str, what: str) -> str:
    """Return a typed text in its stored form; raises BadInput if unclean or over 100 characters."""
    text = check_clean(squeeze(text), what)
    if len(text) > _LONGEST:
        raise BadInput(f"{what}超过 {_LONGEST} 个字，请写短一些")
    return text


@dataclass(frozen=True)
class Event:
    """A line of a family's history, of a person or (None) of the household as a whole."""

    household_id: int
    person_id: int | None = None
    before: str = ""
    after: str = ""
    to_household_id: int | None = None


def write_event(desk: Desk, checked: Checked, event: Event) -> None:
    """Add a line to the family's history and to the audit trail; only inside ``writing``."""
    write_events(desk, checked, [event])
    household = f"household {event.household_id}"
    who = f"person {event.person_id}" if event.person_id else household
    where = f" to {event.to_household_id}" if event.to_household_id else ""
    desk.record(f"change_{checked.kind}", who, f"{checked.on} {household}{where}")


def write_events(desk: Desk, checked: Checked, events: Sequence[Event]) -> None:
    """Add lines to the histories of families, with one audit line of the caller's own."""
    operator_id, now = desk.operator_id(), clock.timestamp()
    desk.store.add_all(
        FamilyEvent(
            station_id=desk.station_id,
            household_id=each.household_id,
            to_household_id=each.to_household_id,
            person_id=each.person_id,
            kind=checked.kind,
            happened_on=checked.on,
            reason=checked.reason,
            proof=checked.proof,
            before=each.before,
            after=each.after,
            operator_id=operator_id,
            recorded_at=now,
        )
        for each in events
    )
