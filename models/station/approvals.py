"""A second person's word: what one operator may not do alone.

It is proved in one of two ways: by the PIN of whoever agrees, typed at the terminal of who acts,
or by an approval recorded before in a session of their own, which serves once and for that day.
A name alone is nobody.
"""

from dataclasses import dataclass
from typing import NamedTuple

from models.base import clock
from models.base.errors import BadInput, Denied
from models.base.text import check_clean, plain_login, squeeze
from models.station.desk import Desk
from models.station.operators import StationOperator, operators_of, registered
from models.station.pins import verify_pin
from models.station.rights import ACTS, ROLE_TITLES, act_title, may
from models.store.tables.station import Approval, ApprovalUse

_LONGEST = 40


@dataclass(frozen=True)
class SecondPerson:
    """Who is said to agree, by login, and the PIN typed; no PIN where they agreed before."""

    login: str
    pin: str = ""


def agreed_acts() -> dict[str, str]:
    """Return the acts a second person can agree to beforehand: what names each, by its title."""
    return {each.title: each.agreed_on for each in ACTS.values() if each.agreed_on}


def act_titled(typed: str) -> str:
    """Return an act that takes a second person, by title or word; BadInput lists them."""
    wanted = squeeze(typed)
    for word, act in ACTS.items():
        if act.agreed_on and wanted in (word, act.title):
            return word
    named = "、".join(f"{title}（{what}）" for title, what in agreed_acts().items())
    raise BadInput(f"“{wanted[:20]}”不用第二人同意，可用：{named}")


def approve(desk: Desk, act: str, subject: str) -> Approval:
    """Agree beforehand to one act of somebody else, named as ``agreed_acts`` says.

    Raises BadInput for an act that takes nobody's word or without what it is about, Denied for a
    role that may not.
    """
    act, subject = act_titled(act), _subject(subject)
    if not subject:
        raise BadInput(f"请写明同意的是哪一件（{ACTS[act].agreed_on}）")
    with desk.writing("approve"):
        made = desk.store.add(
            Approval(
                act=act,
                subject=subject,
                way="own",
                asked_by_id=None,
                business_date=desk.business_date,
                **desk.stamp(),
            )
        )
        desk.record("approve", subject, act)
    return made


def agreed(desk: Desk, act: str, subject: str, second: SecondPerson | None) -> str:
    """Return the login of who agrees to an act; only inside ``writing``.

    Raises Denied: nobody or the operator (``second_operator``), a stranger
    (``not_an_operator``), a role that may not agree (``not_allowed``), a PIN that is wrong
    (``wrong_pin``), or neither a PIN nor an approval given before (``pin_needed``).
    """
    subject = _subject(subject)
    who = _second(desk, act, second)
    assert second is not None
    if second.pin:
        verify_pin(desk, who, second.pin)
        desk.store.add(
            Approval(
                act=act,
                subject=subject,
                way="pin",
                asked_by_id=desk.operator_id(),
                business_date=desk.business_date,
                station_id=desk.station_id,
                operator_id=who.operator_id,
                recorded_at=clock.timestamp(),
            )
        )
    else:
        _use(desk, act, subject, who)
    desk.record("agreed", subject, f"{act} {who.login} {'pin' if second.pin else 'own'}")
    return who.login


_LAST_AGREED = """
SELECT o.login FROM approval a
JOIN operator o ON o.station_id = a.station_id AND o.id = a.operator_id
JOIN operator m ON m.station_id = a.station_id AND m.id = a.asked_by_id
WHERE a.station_id = ? AND m.login = ? ORDER BY a.id DESC LIMIT 1
"""


class _Login(NamedTuple):
    login: str


def likely_second(desk: Desk) -> str:
    """Return who is proposed to agree: who did last at this terminal, or the only one who may.

    Empty where it is not clear. A proposal is no approval: the PIN is still theirs to type.
    """
    may_agree = [
        each.login
        for each in operators_of(desk.store, desk.station_id)
        if may(each.role, "approve") and each.login != desk.operator
    ]
    last = desk.store.query(_Login, _LAST_AGREED, (desk.station_id, desk.operator))
    if last and last[0].login in may_agree:
        return last[0].login
    return may_agree[0] if len(may_agree) == 1 else ""


def _second(desk: Desk, act: str, second: SecondPerson | None) -> StationOperator:
    if second is None or plain_login(second.login) in ("", plain_login(desk.operator)):
        raise Denied(_alone(desk, act), "second_operator")
    who = registered(desk.store, desk.station_id, _login_of(desk, second.login))
    if who.login == desk.operator:
        raise Denied(_alone(desk, act), "second_operator")
    if not may(who.role, "approve"):
        assert who.role is not None
        raise Denied(
            f"“{who.login}”是{ROLE_TITLES[who.role]}，不能作第二人；请复核或站长同意", "not_allowed"
        )
    return who


def _login_of(desk: Desk, typed: str) -> str:
    """Return the login of who is named: by it, or by the name of one operator alone."""
    who = operators_of(desk.store, desk.station_id)
    named = [each.login for each in who if each.role and each.name == squeeze(typed)]
    return named[0] if len(named) == 1 else typed


def _alone(desk: Desk, act: str) -> str:
    return f"“{act_title(act)}”要由另一个人同意，请写明「第二人」，不能是“{desk.operator}”自己"


def _use(desk: Desk, act: str, subject: str, who: StationOperator) -> None:
    """Use up an approval that somebody gave today in a session of their own."""
    given = desk.store.find(
        Approval,
        station_id=desk.station_id,
        act=act,
        subject=subject,
        way="own",
        operator_id=who.operator_id,
    )
    for each in given:
        is_used = desk.store.get(ApprovalUse, station_id=desk.station_id, approval_id=each.id)
        if not is_used and clock.day_of(each.recorded_at) == clock.today():
            desk.store.add(
                ApprovalUse(approval_id=each.id, business_date=desk.business_date, **desk.stamp())
            )
            return
    raise Denied(
        f"请“{who.login}”在这里输入 PIN，或先在自己的终端用「同意」同意{subject}的"
        f"“{act_title(act)}”",
        "pin_needed",
    )


def _subject(typed: str) -> str:
    subject = "".join(check_clean(squeeze(typed), "同意的事").split())
    if len(subject) > _LONGEST:
        raise BadInput(f"同意的事最多 {_LONGEST} 个字")
    return subject
