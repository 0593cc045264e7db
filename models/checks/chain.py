"""Invariants of the chain: whole, without a gap, as long as remembered, with a past to show."""

from collections.abc import Sequence

from models.base import clock
from models.checks.head import typed_head
from models.checks.result import Finding, broken, sound
from models.checks.rules import place
from models.checks.walk import Walk
from models.store.chain import end_of_chain
from models.store.declare import columns_sql
from models.store.rows import Rows
from models.store.tables.seals import Seal, SealHead
from models.store.tables.station import Audit

_WITH_HEAD = (
    f"SELECT {columns_sql(Seal)} FROM seal WHERE substr(head, 1, ?) = ? ORDER BY station_id, id"
)
_RECORDED = (
    f"SELECT {columns_sql(Audit, 'a')} FROM seal s "
    "JOIN audit a ON a.station_id = s.station_id AND a.id = s.subject_id "
    "WHERE s.station_id = ? AND s.subject = 'audit' AND s.id >= ? ORDER BY s.id LIMIT 1"
)


def check_chain(store: Rows, walks: Sequence[Walk]) -> Finding:
    """Return whether every sealed row is as it was written, none missing and none put in."""
    name = "封存链完整"
    faulty = [walk for walk in walks if walk.faults]
    if not faulty:
        return sound(name, f"{sum(walk.seals for walk in walks)} 号")
    faults = sum(walk.faults for walk in faulty)
    more = f"，共 {faults} 处" if faults > 1 else ""
    return broken(name, place(store, faulty[0].station_id) + faulty[0].fault + more)


def check_numbers(store: Rows, walks: Sequence[Walk]) -> Finding:
    """Return whether the seals are numbered from 1 without a gap."""
    name = "封存号连续"
    for walk in walks:
        if walk.gap:
            return broken(name, f"{place(store, walk.station_id)}seal 第 {walk.gap} 行不见了")
    return sound(
        name, "，".join(f"{place(store, walk.station_id)}1 至 {walk.last}" for walk in walks)
    )


def check_memory(store: Rows, walks: Sequence[Walk]) -> Finding:
    """Return whether each chain is as long as the store remembers, and ends as it remembers."""
    name = "封存链没有截断"
    for walk in walks:
        at = place(store, walk.station_id)
        number, head = end_of_chain(store, walk.station_id)
        if walk.seals and store.get(SealHead, station_id=walk.station_id) is None:
            return broken(name, f"{at}seal_head 应有一行")
        if number != walk.last:
            return broken(name, f"{at}seal_head 记着 {number} 号，seal 只到第 {walk.last} 行")
        if head != walk.head:
            return broken(name, f"{at}seal 第 {walk.last} 行与 seal_head 记着的链头不符")
    return sound(
        name, "，".join(f"{place(store, walk.station_id)}到 {walk.last} 号" for walk in walks)
    )


def check_against(store: Rows, walks: Sequence[Walk], typed: str) -> Finding:
    """Return whether the past of a printed head is still there: all that came before it.

    The head alone shows that it was not cut off; that the rows before it are as they were,
    the walk has computed. Raises BadInput for what is no head.
    """
    name, digits = "印过的链头在链上", typed_head(typed)
    seal = store.first(Seal, _WITH_HEAD, (len(digits), digits))
    if seal is None:
        return broken(name, "不在链上：该报表以前的记录已被改动或截断")
    at = f"{place(store, seal.station_id)}在链上第 {seal.id} 号"
    walk = next(each for each in walks if each.station_id == seal.station_id)
    if walk.faults and walk.fault_at <= seal.id:
        return broken(name, f"{at}，但以前的记录已被改动：{walk.fault}")
    recorded = store.first(Audit, _RECORDED, (seal.station_id, seal.id))
    when = f"，{clock.local_time(recorded.recorded_at)} 记入" if recorded else ""
    return sound(name, f"{at}{when}，该报表以前的记录都在")
