"""Carrying what was answered into the roster: what it knows is set, the rest is proposed.

Being in school, in service or in prison becomes the person's status; insurance elsewhere
becomes a case for a person to confirm (重复核查); deaths and departures are acts of their own,
with a day and a paper, so they are only named.
"""

from dataclasses import dataclass, field

from models.levy.enrolment import is_insured_elsewhere, split_statuses
from models.people.changes.occasion import Occasion
from models.people.changes.status import set_status
from models.people.duplicates.record import Finding, record_findings
from models.people.uninsured.accept import check_asked
from models.people.uninsured.read import read_roll
from models.people.uninsured.reasons import REASONS
from models.people.uninsured.values import Listed, Roll
from models.station.desk import Desk
from models.station.rehearse import rehearse

_ELSEWHERE = ("职工", "异地")


@dataclass
class Carried:
    """Who got a status, for whom a case was opened, who is to leave and who to be added.

    Names with their villages and households; who is so already is not among them.
    """

    statuses: list[str] = field(default_factory=list)
    cases: list[str] = field(default_factory=list)
    departures: list[str] = field(default_factory=list)
    arrivals: list[str] = field(default_factory=list)


def carry_over(desk: Desk, village: str = "", *, is_rehearsal: bool = False) -> Carried:
    """Carry the answers that count into the roster, in one transaction; again changes nothing."""
    if is_rehearsal:
        return rehearse(desk, lambda: _carry(desk, village), "change")
    with desk.writing("change"):
        return _carry(desk, village)


def _carry(desk: Desk, village: str) -> Carried:
    roll, done = read_roll(desk), Carried()
    check_asked(roll, "", village)
    for each in roll.people:
        reason = REASONS.get(each.standing.reason)
        if reason is None or village not in ("", each.village):
            continue
        if each.person_id is None:
            if reason.word in ("愿缴", "未出生登记"):
                done.arrivals.append(_who(each))
        elif reason.leaves:
            if each.label.word not in ("死亡未销户", "迁出") or "名册" not in each.label.basis:
                done.departures.append(f"{_who(each)} {reason.leaves}")
        elif reason.word in _ELSEWHERE:
            _open_case(desk, roll, each, reason.status, done)
        elif reason.status:
            _set(desk, each, reason.status, done)
    return done


def _set(desk: Desk, each: Listed, status: str, done: Carried) -> None:
    """Set a status that the roster does not have yet, in whatever words."""
    assert each.person_id is not None and each.standing.answer is not None
    if each.label.word == each.standing.reason and "名册" in each.label.basis:
        return
    if each.label.word == "已参保":
        return
    answer = each.standing.answer
    set_status(desk, each.person_id, status, Occasion(None, "未参保核查", answer.source[:100]))
    done.statuses.append(f"{_who(each)} {status}")


def _open_case(desk: Desk, roll: Roll, each: Listed, status: str, done: Carried) -> None:
    """Open a case for somebody who is said to be insured elsewhere, unless the roster says so."""
    assert each.person_id is not None and each.standing.answer is not None
    known = each.label.basis.partition("：")[2]
    if any(is_insured_elsewhere(part, roll.insurance) for part in split_statuses(known)):
        return
    finding = Finding(
        kind="insured_elsewhere",
        person_id=each.person_id,
        name=each.name,
        id_number=each.id_number,
        status=status,
        source=each.standing.answer.source,
    )
    if record_findings(desk, [finding], "uninsured").new:
        done.cases.append(f"{_who(each)} {status}")


def _who(each: Listed) -> str:
    home = f" {each.household} 户" if each.household else ""
    return f"{each.village}{home} {each.name}"
