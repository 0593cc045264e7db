"""What a new station still lacks before it can work as it should; in the order it is done."""

from typing import Literal, NamedTuple

from models.levy.notice import InsuranceRules
from models.station.desk import Desk
from models.station.operators import operators_of

Lacking = Literal["roster", "targets", "figures", "terminals", "accounts", "operators"]

_COUNTS = """
SELECT (SELECT count(*) FROM (SELECT 1 FROM person p WHERE p.station_id = ? LIMIT 1) a) AS people,
 (SELECT count(*) FROM target t WHERE t.station_id = ?) AS targets,
 (SELECT count(*) FROM terminal t WHERE t.station_id = ? AND NOT EXISTS
  (SELECT 1 FROM terminal_end e WHERE e.station_id = t.station_id AND e.terminal_id = t.id))
  AS terminals,
 (SELECT count(*) FROM bureau_account b WHERE b.station_id = ? AND NOT EXISTS
  (SELECT 1 FROM bureau_account_end e WHERE e.station_id = b.station_id AND e.account_id = b.id))
  AS accounts
"""


class _Counts(NamedTuple):
    people: int
    targets: int
    terminals: int
    accounts: int


def lacking(desk: Desk) -> tuple[Lacking, ...]:
    """Return what the station lacks; two queries, whatever its size.

    Without people there is nobody to find; targets, and figures without which nobody can be
    charged (待定数字), come from documents; terminals and the bureau's account are looked up when
    money comes in; what two persons must do (两人) needs a second operator.
    """
    station = desk.station_id
    (has,) = desk.store.query(_Counts, _COUNTS, (station,) * 4)
    active = [each for each in operators_of(desk.store, station) if each.role is not None]
    there: dict[Lacking, bool] = {
        "roster": bool(has.people),
        "targets": bool(has.targets),
        "figures": not any(map(_waits, desk.insurances.values())),
        "terminals": bool(has.terminals),
        "accounts": bool(has.accounts),
        "operators": len(active) > 1,
    }
    return tuple(what for what, is_there in there.items() if not is_there)


def _waits(rules: InsuranceRules) -> bool:
    """Whether nobody can pay an insurance before a figure of it is filled in."""
    standard, tiers = rules.standard, rules.tiers
    return (standard is not None and standard.personal_fen is None) or (
        tiers is not None and tiers.amounts_fen is None
    )
