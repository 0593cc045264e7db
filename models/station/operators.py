"""Who is registered at a station, in which role: nobody else may act there.

Who somebody is comes from outside (the SSH key); what they may do is decided here, anew at every
act. Nothing is overwritten: the latest event of an operator counts.
"""

import datetime as dt
from typing import NamedTuple

from models.base.errors import BadInput, Denied
from models.base.text import check_clean, mask_numbers, plain_login
from models.station.rights import ACTS, ROLE_TITLES, act_title, may
from models.store.rows import Rows
from models.store.tables.station import Operator, Role

_ALL = """
SELECT o.id AS operator_id, o.login, e.role, e.name, e.unit, e.business_date AS since
FROM operator o
JOIN operator_event e ON e.station_id = o.station_id AND e.id =
 (SELECT max(x.id) FROM operator_event x WHERE x.station_id = o.station_id
  AND x.whom_id = o.id AND x.kind IN ('registered', 'ended'))
WHERE o.station_id = ? ORDER BY o.id
"""
_LONGEST, _SHOWN = 30, 20


class StationOperator(NamedTuple):
    """An operator of a station; ``role`` is None from the day ``since`` on which it ended."""

    operator_id: int
    login: str
    role: Role | None
    name: str
    unit: str
    since: dt.date

    @property
    def shown(self) -> str:
        """The name where one is registered, else the login."""
        return self.name or self.login


def check_login(typed: str) -> str:
    """Return a login in the form in which it is kept; BadInput for what nobody can be called."""
    login = check_clean(plain_login(typed), "操作员编号")
    if not login or len(login) > _LONGEST or not any(map(str.isalnum, login)) or "@" in login:
        raise BadInput(f"操作员编号要有字母、数字或汉字，不能有 @，最多 {_LONGEST} 个字")
    return login


def operators_of(store: Rows, station_id: int) -> list[StationOperator]:
    """Return the operators of a station, ended ones too, in the order they came."""
    return store.query(StationOperator, _ALL, (station_id,))


def operator_named(store: Rows, station_id: int, login: str) -> StationOperator | None:
    """Return an operator by login, however it is typed; None for a stranger."""
    typed = plain_login(login)
    found = (each for each in operators_of(store, station_id) if plain_login(each.login) == typed)
    return next(found, None)


def operator_number(store: Rows, station_id: int, login: str) -> int:
    """Return an operator's row, made where there is none; only inside a writing transaction.

    A row alone gives no right: whoever may act is registered.
    """
    typed = plain_login(login)
    rows = store.find(Operator, station_id=station_id)
    known = next((each for each in rows if plain_login(each.login) == typed), None)
    return (known or store.add(Operator(station_id=station_id, login=typed))).id


def registered(store: Rows, station_id: int, login: str) -> StationOperator:
    """Return somebody who may act at the station; raises Denied (``not_an_operator``)."""
    known = operator_named(store, station_id, login)
    if known is None or known.role is None:
        shown = mask_numbers(login.strip())[:_SHOWN]
        why = f"已于 {known.since} 停用" if known else "没有在本站登记"
        raise Denied(f"操作员“{shown}”{why}，不能办理；请站长用「操作员」登记", "not_an_operator")
    return known


def check_right(store: Rows, station_id: int, login: str, act: str) -> StationOperator:
    """Return who acts; raises Denied for a stranger and for a role that may not (``not_allowed``).

    What is not in the table of acts is denied to everybody.
    """
    who = registered(store, station_id, login)
    if not may(who.role, act):
        assert who.role is not None
        roles = ACTS[act].roles if act in ACTS else ()
        allowed = "、".join(title for role, title in ROLE_TITLES.items() if role in roles)
        raise Denied(
            f"“{who.login}”是{ROLE_TITLES[who.role]}，不能办理“{act_title(act)}”"
            + (f"；这件事由{allowed}办理" if allowed else ""),
            "not_allowed",
        )
    return who
