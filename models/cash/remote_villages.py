"""Villages marked remote (偏远村): their cash may be deposited weekly, by the notice's rule."""

import datetime as dt
from typing import NamedTuple

from models.base.errors import BadInput
from models.base.text import check_clean, squeeze
from models.station.approvals import SecondPerson
from models.station.closed_days import enter_day
from models.station.desk import Desk
from models.store.tables.villages import RemoteVillage
from models.villages.division import division_on

_MARKS = """
SELECT r.village_id, v.name AS village, r.is_remote, r.counts_from, r.paper
FROM remote_village r JOIN village v ON v.station_id = r.station_id AND v.id = r.village_id
WHERE r.station_id = ? ORDER BY r.counts_from, r.id
"""


class RemoteMark(NamedTuple):
    """From a day on a village is remote, or no longer."""

    village_id: int
    village: str
    is_remote: bool
    counts_from: dt.date
    paper: str


def mark_remote(
    desk: Desk,
    village: str,
    paper: str,
    *,
    is_remote: bool = True,
    second: SecondPerson | None = None,
) -> RemoteMark:
    """Mark a village remote, or no longer so, from the business date on.

    The same again changes nothing. Raises BadInput for a village the station does not have, or
    without the paper that says so; Denied as ``enter_day`` does: no lateness is marked away.
    """
    name, paper = squeeze(village), check_clean(squeeze(paper), "依据")
    if not paper or len(paper) > 60:
        raise BadInput("请写明「依据」的文件或批准人，最多 60 个字")
    day = desk.business_date
    with desk.writing("mark_remote"):
        places = {each.name: each.village_id for each in division_on(desk, day).villages}
        if name not in places:
            raise BadInput(f"没有村(社区)“{name[:20]}”，请核对名称")
        mark = RemoteMark(places[name], name, is_remote, day, paper)
        known = next((each for each in reversed(remote_marks(desk)) if each.village == name), None)
        if known is not None and (known.is_remote == is_remote and known.counts_from <= day):
            return known
        if known is None and not is_remote:
            raise BadInput(f"{name}没有登记为偏远村，不用取消")
        enter_day(desk, day, second)
        desk.store.add(
            RemoteVillage(
                village_id=mark.village_id,
                is_remote=is_remote,
                counts_from=day,
                paper=paper,
                **desk.stamp(),
            )
        )
        desk.record("mark_remote", f"village {mark.village_id}", f"{int(is_remote)} {paper}")
    return mark


def remote_marks(desk: Desk) -> tuple[RemoteMark, ...]:
    """Return all marks in the order they count from."""
    return tuple(desk.store.query(RemoteMark, _MARKS, (desk.station_id,)))


def remote_on(marks: tuple[RemoteMark, ...], day: dt.date) -> frozenset[int]:
    """Return the villages that are remote on a day."""
    standing = {each.village_id: each.is_remote for each in marks if each.counts_from <= day}
    return frozenset(village_id for village_id, is_remote in standing.items() if is_remote)
