"""What the station's own data say of somebody who is listed as uninsured: a pure rule.

The first that applies counts: what is certain before what is only stated elsewhere.
"""

import datetime as dt
from dataclasses import dataclass

from models.base.terms import Insurance
from models.levy.enrolment import (
    is_imprisoned,
    is_in_school,
    is_in_service,
    is_insured_elsewhere,
    split_statuses,
)
from models.people.uninsured.reasons import REASONS

AT_BUREAU, UNPAID, NAMESAKE, BAD_NUMBER, UNKNOWN = (
    "待入账", "名册未缴", "同名不同号", "号码有误", "不在名册",
)  # fmt: skip
LABELS = (*REASONS, AT_BUREAU, UNPAID, NAMESAKE, BAD_NUMBER, UNKNOWN)
"""Every label: a reason that the data give, or what is to be asked about."""

_LEFT = {"死亡": "死亡未销户", "迁出": "迁出", "婚出": "迁出"}
_NEWBORN = dt.timedelta(days=365)


@dataclass(frozen=True)
class Facts:
    """What the station knows of somebody on a day.

    ``left`` is why somebody is on the roster no more, ``enrolment`` what the roster says
    (参保情况), ``elsewhere`` the status of a case of 在别处参保 that stands, ``stated`` the
    reasons that other offices' lists state, newest first, each with where. ``fault`` says what is
    wrong with the number, ``bearer`` who else bears it on the roster, ``namesakes`` how many
    there bear the name and another number.
    """

    is_enrolled: bool = False
    is_at_bureau: bool = False
    is_on_roster: bool = False
    left: str = ""
    enrolment: str = ""
    elsewhere: str = ""
    stated: tuple[tuple[str, str], ...] = ()
    fault: str = ""
    bearer: str = ""
    namesakes: int = 0
    born: dt.date | None = None


@dataclass(frozen=True)
class Label:
    """A label, and what it rests on in a few words."""

    word: str
    basis: str

    @property
    def reason(self) -> str:
        """The reason it gives; empty where somebody has to be asked."""
        return self.word if self.word in REASONS else ""


def label_of(facts: Facts, insurance: Insurance, day: dt.date) -> Label:
    """Return what the data say of somebody who is listed for an insurance, on a day."""
    if facts.bearer:
        return Label(BAD_NUMBER, f"名册上这个号码是{facts.bearer}")
    if facts.is_enrolled:
        return Label("已参保", "台账")
    if facts.is_at_bureau:
        return Label(AT_BUREAU, "税务已收，待入账")
    if facts.left in _LEFT:
        return Label(_LEFT[facts.left], f"名册：{facts.left}")
    if facts.stated:
        return Label(*facts.stated[0])
    if facts.is_on_roster:
        return _by_roster(facts, insurance)
    if facts.fault:
        return Label(BAD_NUMBER, _namesakes(facts) or facts.fault)
    if facts.namesakes or facts.left:
        return Label(NAMESAKE, _namesakes(facts) or f"名册：{facts.left}")
    if facts.born is not None and dt.timedelta() <= day - facts.born <= _NEWBORN:
        return Label("未出生登记", f"{facts.born} 出生，不在名册")
    return Label(UNKNOWN, "可新增")


def _by_roster(facts: Facts, insurance: Insurance) -> Label:
    said = "、".join(split_statuses(facts.enrolment))
    for applies, reason in (
        (is_in_school, "在校"),
        (is_in_service, "服役"),
        (is_imprisoned, "服刑"),
    ):
        if applies(facts.enrolment, insurance):
            return Label(reason, f"名册：{said}")
    if is_insured_elsewhere(facts.enrolment, insurance):
        return Label(_elsewhere(facts.enrolment), f"名册：{said}")
    if facts.elsewhere and is_insured_elsewhere(facts.elsewhere, insurance):
        return Label(_elsewhere(facts.elsewhere), f"重复核查：{facts.elsewhere}")
    return Label(UNPAID, f"名册：{said}" if said else "")


def _elsewhere(statuses: str) -> str:
    return "职工" if "职工" in statuses else "异地"


def _namesakes(facts: Facts) -> str:
    return f"名册同名 {facts.namesakes} 人" if facts.namesakes else ""
