"""Contacts with a family that has not paid (催缴联系记录): each kept, none overwritten."""

import datetime as dt
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
    day = desk.business_date
    made = Contact(
        household_id=household_id,
        on=day,
        how=_checked(how, "联系方式", is_needed=True),
        result=_checked(result, "联系结果", is_needed=True),
        promised_on=promised_on,
        note=_checked(note, "备注"),
        operator=desk.operator,
        recorded_at=clock.timestamp(),
    )
    if promised_on is not None and promised_on < day:
        raise BadInput(f"约定日期 {promised_on} 早于业务日期 {day}，请核对「答应缴费的日期」")
    with desk.writing("contact"):
        desk.store.add(
            tables.Contact(
                station_id=desk.station_id,
                household_id=household_id,
                business_date=day,
                how=made.how,
                result=made.result,
                promised_on=promised_on,
                note=made.note,
                operator_id=desk.operator_id(),
                recorded_at=made.recorded_at,
            )
        )
        desk.record("contact", f"household {household_id}", day.isoformat())
    return made


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
