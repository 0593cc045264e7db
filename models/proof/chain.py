"""Walking the chain of seals: every sealed row as it was sealed, none missing, none added."""

from collections.abc import Iterator
from typing import Any

from models.proof.result import Finding, broken, sound
from models.store.seal import SEALED, chain_head, next_head
from models.store.writing import Store

_NAME = "封存链完整"
_ALL_SEALS = "SELECT id, subject, subject_id, head FROM seal ORDER BY id"


class _Rows:
    """The rows of one table in the order of their numbers, taken one by one."""

    def __init__(self, store: Store, table: str) -> None:
        cursor = store.run(f"SELECT * FROM {table} ORDER BY id")
        self.columns = [each[0] for each in cursor.description]
        self._place = self.columns.index("id")
        self._rows: Iterator[tuple[Any, ...]] = iter(cursor)
        self.row = next(self._rows, None)

    @property
    def number(self) -> int | None:
        """The number of the next row, or None at the end."""
        return None if self.row is None else int(self.row[self._place])

    def take(self) -> tuple[Any, ...]:
        """Return the next row and go on."""
        row = self.row
        assert row is not None
        self.row = next(self._rows, None)
        return row


def verify_chain(store: Store) -> Finding:
    """Recompute every seal from its row; the first row that does not fit is named.

    One query a table, each row read once.
    """
    rows = {table: _Rows(store, table) for table in SEALED}
    head, number = "", 0
    for seal_id, table, subject_id, sealed in store.run(_ALL_SEALS):
        number += 1
        if seal_id != number:
            return broken(_NAME, f"封存第 {number} 条缺失，后面是第 {seal_id} 条")
        if table not in rows:
            return broken(_NAME, f"封存第 {number} 条的表“{table}”不认识")
        own = rows[table]
        fault = _fault(own, table, subject_id)
        if fault:
            return broken(_NAME, fault)
        head = next_head(store.seal_key, head, table, own.columns, own.take())
        if head != sealed:
            return broken(_NAME, f"{table} 第 {subject_id} 行（或封存第 {number} 条）被改动")
    for table, own in rows.items():
        if own.number is not None:
            return broken(_NAME, f"{table} 第 {own.number} 行没有封存，不是程序写入的")
    return sound(_NAME, f"{number} 行，最后校验码 {chain_head(store)}" if number else "还没有记录")


def _fault(own: _Rows, table: str, subject_id: int) -> str:
    if own.number is None or own.number > subject_id:
        return f"{table} 第 {subject_id} 行被删除"
    if own.number < subject_id:
        return f"{table} 第 {own.number} 行没有封存，不是程序写入的"
    return ""


def find_head(store: Store, typed: str) -> Finding:
    """Say whether a head printed before is in the chain: all that stood then still stands.

    ``typed`` as printed: hexadecimal digits, with or without hyphens and spaces, at least
    sixteen of them. A head counts only together with ``verify_chain``.
    """
    name = "与打印的校验码相符"
    digits = "".join(each for each in typed.lower() if each not in "- ")
    if len(digits) < 16 or any(each not in "0123456789abcdef" for each in digits):
        return broken(name, f"校验码“{typed[:40]}”应为 16 位 0-9、a-f，请照报表填写")
    found = store.rows("SELECT id FROM seal WHERE head LIKE ? ORDER BY id", (digits + "%",))
    if not found:
        return broken(name, "链上没有这个校验码：打印它以后，以前的记录被改动或截断了")
    return sound(name, f"在第 {found[0][0]} 条，到那时为止的记录都在")
