"""Registering operators: added, given another role, ended. The station always has a chief."""

from collections.abc import Sequence

from models.base.errors import BadInput, RefusedByRule
from models.base.text import check_clean, squeeze
from models.station.desk import Desk
from models.station.operators import (
    StationOperator,
    check_login,
    operator_named,
    operator_number,
    operators_of,
    registered,
)
from models.station.rights import ROLE_TITLES
from models.store.tables.station import OperatorEvent, OperatorEventKind, Role

_LONGEST = 30


def role_named(typed: str) -> Role:
    """Return a role by its title or its identifier; BadInput lists those there are."""
    wanted = squeeze(typed)
    for role, title in ROLE_TITLES.items():
        if wanted in (role, title):
            return role
    raise BadInput(f"没有角色“{wanted[:20]}”，可用：{'、'.join(ROLE_TITLES.values())}")


def list_operators(desk: Desk) -> Sequence[StationOperator]:
    """Return the station's operators, ended ones too, in the order they came."""
    return operators_of(desk.store, desk.station_id)


def register_operator(
    desk: Desk, login: str, role: Role, name: str = "", unit: str = ""
) -> StationOperator:
    """Register somebody from the business date on, or give them another role, name or unit.

    The same again changes nothing. Raises BadInput for a login nobody can have, RefusedByRule
    (``last_chief``) for another role of the only chief, Denied for who may not.
    """
    login = check_login(login)
    name, unit = _text(name, "姓名"), _text(unit, "代征单位")
    with desk.writing("register_operator"):
        known = operator_named(desk.store, desk.station_id, login)
        if known is not None and known.role is not None:
            name, unit = name or known.name, unit or known.unit
            if (known.role, known.name, known.unit) == (role, name, unit):
                return known
            if role != "chief":
                _refuse_last_chief(desk, known)
        number = operator_number(desk.store, desk.station_id, login)
        _add(desk, number, "registered", role=role, name=name, unit=unit)
        desk.record("register_operator", f"operator {login}", f"{ROLE_TITLES[role]} {unit}".strip())
        return registered(desk.store, desk.station_id, login)


def end_operator(desk: Desk, login: str, reason: str = "") -> StationOperator:
    """End an operator's registration: from now on they may do nothing. What they did stays.

    Raises BadInput for a stranger, RefusedByRule (``last_chief``) for the only chief.
    """
    reason = _text(reason, "原因")
    with desk.writing("end_operator"):
        known = _known(desk, login)
        _refuse_last_chief(desk, known)
        _add(desk, known.operator_id, "ended", reason=reason)
        desk.record("end_operator", f"operator {known.login}", reason)
    return known


def _known(desk: Desk, login: str) -> StationOperator:
    known = operator_named(desk.store, desk.station_id, login)
    if known is None or known.role is None:
        raise BadInput(f"没有在册的操作员“{squeeze(login)[:20]}”，请看「列出操作员」")
    return known


def _refuse_last_chief(desk: Desk, known: StationOperator) -> None:
    chiefs = [each for each in list_operators(desk) if each.role == "chief"]
    if chiefs == [known]:
        raise RefusedByRule(f"“{known.login}”是唯一的站长，请先登记另一位站长", "last_chief")


def _add(
    desk: Desk,
    whom_id: int,
    kind: OperatorEventKind,
    role: Role | None = None,
    name: str = "",
    unit: str = "",
    reason: str = "",
) -> None:
    desk.store.add(
        OperatorEvent(
            whom_id=whom_id,
            kind=kind,
            role=role,
            name=name,
            unit=unit,
            reason=reason,
            business_date=desk.business_date,
            **desk.stamp(),
        )
    )


def _text(typed: str, what: str) -> str:
    text = check_clean(squeeze(typed), what)
    if len(text) > _LONGEST:
        raise BadInput(f"{what}太长，最多 {_LONGEST} 个字")
    return text
