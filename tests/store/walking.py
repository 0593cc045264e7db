"""What a statement reads of an embedded store: by its plan, never by the time it takes."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from models.station.desk import Desk

_GROWING = {
    "person", "household", "search_key", "certification", "payment", "payment_line", "line_share",
    "slip", "cash_paper", "journal", "in_force", "receipt_print", "seal", "audit",
}  # fmt: skip
_NAMED = re.compile(r'(?:FROM|JOIN) "?(\w+)"?(?: (?:AS )?"?(\w+)"?)?')
_STEP = re.compile(r"(?:SCAN|SEARCH) (\w+)(.*)")

Asked = dict[str, Sequence[Any]]
"""Statements, each with the values of the first time."""


@contextmanager
def listening(desk: Desk) -> Iterator[Asked]:
    """Remember every statement that is executed within."""
    asked: Asked = {}
    execute = desk.store.database.execute_sql

    def remembered(sql: str, parameters: Sequence[Any] | None = None) -> Any:
        asked.setdefault(sql.strip(), parameters or ())
        return execute(sql, parameters)

    with patch.object(desk.store.database, "execute_sql", remembered):
        yield asked


def walks(desk: Desk, asked: Asked) -> list[str]:
    """Return the steps that read a whole growing table or all of a station."""
    return [walk for sql, given in asked.items() for walk in _walks(desk, sql, given)]


def _walks(desk: Desk, sql: str, parameters: Sequence[Any]) -> list[str]:
    """Return such steps of one statement; the last row of a station is found from the end."""
    if not sql.startswith("SELECT") or sql.endswith("ORDER BY id DESC LIMIT 1"):
        return []
    tables = {alias or table: table for table, alias in _NAMED.findall(sql)}
    tables |= {table: table for table, _ in _NAMED.findall(sql)}
    plan = [row[3] for row in desk.store.rows(f"EXPLAIN QUERY PLAN {sql}", parameters)]
    steps = [match for step in plan if (match := _STEP.match(step))]
    return [
        f"{step[0]}: {sql}"
        for step in steps
        if tables.get(step[1]) in _GROWING
        and (step[0].startswith("SCAN") or step[2].endswith("(station_id=?)"))
    ]
