"""What a station has set for reconciling: when a second person is needed, how long to wait."""

from dataclasses import dataclass

from models.base.errors import BadInput
from models.base.money import format_yuan
from models.station.desk import Desk
from models.store.tables.bureau import RuleName, StatementRule

DEFAULT_LIMIT_FEN = 1000_00
DEFAULT_DAYS = 7
_MOST_DAYS = 366


@dataclass(frozen=True)
class StatementRules:
    """The rules in force.

    An exception above ``limit_fen`` is settled by two persons. A slip may wait for ``days`` for
    its statement, 0 for as long as it takes; ``days_by`` says who says so.
    """

    limit_fen: int
    days: int
    days_by: str

    @property
    def words(self) -> str:
        """The rules in one line."""
        wait = f"签购单等对账单 {self.days} 天" if self.days else "签购单等对账单不限天数"
        return f"超过 {format_yuan(self.limit_fen)} 元的差异由两人处理；{wait}（{self.days_by}）"


def read_rules(desk: Desk) -> StatementRules:
    """Return what was set last; else what the notice says, else what is usual."""
    found: dict[RuleName, int] = {
        each.name: each.value for each in desk.store.find(StatementRule, station_id=desk.station_id)
    }
    duties = desk.notice.duties
    if "days" in found:
        days, by = found["days"], "本站设定"
    elif duties.statement_days is not None:
        days, by = duties.statement_days, f"通知 {duties.statement_clause}"
    else:
        days, by = DEFAULT_DAYS, "通知没有规定，按常用的"
    return StatementRules(found.get("limit_fen", DEFAULT_LIMIT_FEN), days, by)


def set_rules(
    desk: Desk, *, limit_fen: int | None = None, days: int | None = None
) -> StatementRules:
    """Set an amount, a number of days or both, in one transaction; return what is in force.

    Raises BadInput for neither, and for more days than a year has.
    """
    if limit_fen is None and days is None:
        raise BadInput("请写明「限额」或「天数」")
    if limit_fen is not None and limit_fen < 0:
        raise BadInput("「限额」不能是负数")
    if days is not None and not 0 <= days <= _MOST_DAYS:
        raise BadInput(f"「天数」应为 0 到 {_MOST_DAYS}；0 表示不限")
    given: list[tuple[RuleName, int | None]] = [("limit_fen", limit_fen), ("days", days)]
    with desk.writing("set_statement_rule"):
        for name, value in given:
            if value is None:
                continue
            rule = desk.store.add(
                StatementRule(
                    name=name, value=value, business_date=desk.business_date, **desk.stamp()
                )
            )
            desk.record("set_statement_rule", f"statement_rule {rule.id}", f"{name} {value}")
    return read_rules(desk)
