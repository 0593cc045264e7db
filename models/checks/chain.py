"""Invariants of the chain: whole, without a gap, as long as remembered, with a past to show."""

from models.base import clock
from models.checks.head import typed_head
from models.checks.result import Finding, broken, sound
from models.checks.walk import Walk
from models.store.chain import end_of_chain
from models.store.writing import Store

_RECORDED = """
SELECT a.recorded_at FROM seal s JOIN audit a ON a.id = s.subject_id
WHERE s.subject = 'audit' AND s.id >= ? ORDER BY s.id LIMIT 1
"""


def check_chain(walk: Walk) -> Finding:
    """Return whether every sealed row is as it was written, none missing and none put in."""
    name = "封存链完整"
    if not walk.faults:
        return sound(name, f"{walk.seals} 号")
    more = f"，共 {walk.faults} 处" if walk.faults > 1 else ""
    return broken(name, walk.fault + more)


def check_numbers(walk: Walk) -> Finding:
    """Return whether the seals are numbered from 1 without a gap."""
    name = "封存号连续"
    if walk.gap:
        return broken(name, f"seal 第 {walk.gap} 行不见了")
    return sound(name, f"1 至 {walk.last}")


def check_memory(store: Store, walk: Walk) -> Finding:
    """Return whether the chain is as long as the store remembers, and ends as it remembers."""
    name = "封存链没有截断"
    rows = store.rows("SELECT count(*) FROM seal_head")
    number, head = end_of_chain(store)
    if rows[0][0] != 1:
        return broken(name, "seal_head 应有一行")
    if number != walk.last:
        return broken(name, f"seal_head 记着 {number} 号，seal 只到第 {walk.last} 行")
    if head != walk.head:
        return broken(name, f"seal 第 {walk.last} 行与 seal_head 记着的链头不符")
    return sound(name, f"到 {number} 号")


def check_against(store: Store, walk: Walk, typed: str) -> Finding:
    """Return whether the past of a printed head is still there: all that came before it.

    The head alone shows that it was not cut off; that the rows before it are as they were,
    the walk has computed. Raises BadInput for what is no head.
    """
    name, digits = "印过的链头在链上", typed_head(typed)
    rows = store.rows(
        "SELECT id FROM seal WHERE substr(head, 1, ?) = ? ORDER BY id", (len(digits), digits)
    )
    if not rows:
        return broken(name, "不在链上：该报表以前的记录已被改动或截断")
    number = int(rows[0][0])
    if walk.faults and walk.fault_at <= number:
        return broken(name, f"在链上第 {number} 号，但以前的记录已被改动：{walk.fault}")
    recorded = store.rows(_RECORDED, (number,))
    when = f"，{clock.local_time(recorded[0][0])} 记入" if recorded else ""
    return sound(name, f"在链上第 {number} 号{when}，该报表以前的记录都在")
