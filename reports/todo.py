"""What waits at the station as a list (待办)."""

from collections.abc import Sequence

from models.bureau.todo.values import TASK_ACTS, Task
from models.station.desk import Desk
from models.station.rights import ACTS, ROLE_TITLES
from reports.listing.values import Column, Listing

_COLUMNS = (
    Column("待办", "task"),
    Column("件数", "count", "count"),
    Column("最早", "since", "date"),
    Column("说明", "words"),
    Column("谁办", "who"),
)


def todo_listing(desk: Desk, tasks: Sequence[Task]) -> Listing:
    """Return what waits, a row for each kind of work."""
    return Listing(
        name="待办",
        station=desk.township,
        title=f"{desk.township}劳动保障站待办",
        dated=desk.business_date,
        facts=(f"截至：{desk.business_date}", f"操作员：{desk.operator}"),
        columns=_COLUMNS,
        rows=tuple((each.title, each.count, each.since, each.words, _who(each)) for each in tasks),
        notes=() if tasks else ("没有待办的事",),
        signatures=(),
    )


def _who(task: Task) -> str:
    if task.is_own:
        return "本人可办"
    roles = ACTS[TASK_ACTS[task.kind]].roles
    return "、".join(title for role, title in ROLE_TITLES.items() if role in roles)
