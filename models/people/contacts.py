"""Contacts with a family that has not paid (催缴联系记录): each kept, none overwritten."""

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from models.base import clock
from models.base.errors import BadInput
from models.base.text import check_clean, squeeze
from models.station.desk import Desk
from models.store.tables import people as tables

WAYS = ("电话", "上门", "微信", "村干部", "短信")
"""The usual ways of contact; any other may be written."""

RESULTS = ("愿缴", "外出", "无人", "拒缴", "已在别处参保", "已去世", "号码不对")
"""The usual results; any other may be written."""

RESULT, WAY, PROMISED, NOTE = "催缴结果", "催缴方式", "约定日期", "催缴备注"
"""What the columns of a list are called in which results are filled in."""

_LONGEST = {"联系方式": 20, "联系结果": 30, "备注": 100}
_READ = """
SELECT c.household_id, c.business_date AS "on", c.how, c.result, c.promised_on, c.note,
 o.login AS operator, c.recorded_at
FROM contact c JOIN operator o ON o.station_id = c.station_id AND o.id = c.operator_id
"""


class Contact(NamedTuple):
    """One contact with a household: the day, how, what came of it, by when they will pay."""

    household_id: int
    on: dt.date
    how: str
    result: str
    promised_on: dt.date | None
    note: str
    operator: str
    recorded_at: str

    @property
    def outcome(self) -> str:
        """What came of it in one line: ``愿缴，约 2019-11-20，在外打工``."""
        promised = f"约 {self.promised_on}" if self.promised_on else ""
        return "，".join(part for part in (self.result, promised, self.note) if part)

    def __str__(self) -> str:
        return f"{self.on}  {self.how}  {self.outcome}"


def record_contact(
    desk: Desk,
    household_id: int,
    how: str,
    result: str,
    promised_on: dt.date | None = None,
    note: str = "",
) -> Contact:
    """Record a contact on the business date; what was recorded before stays.

    Raises BadInput without a way or a result, for an overlong or unclean text, and for a
    promise before the business date.
    """
    made = made_contact(desk, household_id, how, result, promised_on, note)
    if promised_on is not None and promised_on < made.on:
        raise BadInput(f"约定日期 {promised_on} 早于业务日期 {made.on}，请核对「答应缴费的日期」")
    with desk.writing("contact"):
        _add(desk, made)
    return made


def made_contact(
    desk: Desk,
    household_id: int,
    how: str,
    result: str,
    promised_on: dt.date | None = None,
    note: str = "",
) -> Contact:
    """Return a contact on the business date, not yet recorded; raises BadInput for its texts."""
    return Contact(
        household_id=household_id,
        on=desk.business_date,
        how=_checked(how, "联系方式", is_needed=True),
        result=_checked(result, "联系结果", is_needed=True),
        promised_on=promised_on,
        note=_checked(note, "备注"),
        operator=desk.operator,
        recorded_at=clock.timestamp(),
    )


def record_answers(
    desk: Desk, contacts: Iterable[Contact], since: dt.date
) -> tuple[tuple[Contact, ...], int]:
    """Record what came back on a list that was made on the day ``since``, in one act.

    Returns the new ones, and how many are on record since that day already, to the letter.
    """
    new: list[Contact] = []
    known = 0
    with desk.writing("contact"):
        for each in contacts:
            before = [one for one in contacts_of(desk, each.household_id) if one.on >= since]
            if any(_said(one) == _said(each) for one in (*before, *new)):
                known += 1
                continue
            _add(desk, each)
            new.append(each)
    return tuple(new), known


def _said(each: Contact) -> tuple[object, ...]:
    return each.household_id, each.how, each.result, each.promised_on, each.note


def _add(desk: Desk, made: Contact) -> None:
    desk.store.add(
        tables.Contact(
            station_id=desk.station_id,
            household_id=made.household_id,
            business_date=made.on,
            how=made.how,
            result=made.result,
            promised_on=made.promised_on,
            note=made.note,
            operator_id=desk.operator_id(),
            recorded_at=made.recorded_at,
        )
    )
    desk.record("contact", f"household {made.household_id}", made.on.isoformat())


def contacts_of(desk: Desk, household_id: int) -> tuple[Contact, ...]:
    """Return every contact with a household, the newest first."""
    sql = (
        f"{_READ} WHERE c.station_id = ? AND c.household_id = ? "
        "ORDER BY c.business_date DESC, c.id DESC"
    )
    return tuple(desk.store.query(Contact, sql, (desk.station_id, household_id)))


def last_contacts(desk: Desk, day: dt.date) -> dict[int, Contact]:
    """Return the last contact by a day with each household that had one. One query."""
    sql = f"{_READ} WHERE c.station_id = ? AND c.business_date <= ? ORDER BY c.business_date, c.id"
    found = desk.store.query(Contact, sql, (desk.station_id, day.isoformat()))
    return {each.household_id: each for each in found}


def _checked(text: str, what: str, *, is_needed: bool = False) -> str:
    text = check_clean(squeeze(text), what)
    if is_needed and not text:
        raise BadInput(f"请写明{what}，例如 方式 电话、结果 愿缴")
    if len(text) > _LONGEST[what]:
        raise BadInput(f"{what}超过 {_LONGEST[what]} 个字，请写短一些")
    return text
