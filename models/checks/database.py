"""Invariants of the database itself: references, the file. PostgreSQL holds its own."""

import re

from models.checks.result import Finding, broken, sound
from models.store.ddl import is_postgres
from models.store.writing import Store

_OF_SERVER = "由 PostgreSQL 服务器保证"
_UNREAD = re.compile(r"page (\d+).*error code", re.DOTALL)


def check_references(store: Store) -> Finding:
    """Return whether every row that a row names is there."""
    name = "关联完整"
    if is_postgres(store.database):
        return sound(name, _OF_SERVER)
    faults = store.rows("PRAGMA foreign_key_check")
    if not faults:
        return sound(name)
    table, _, other, number = faults[0]
    more = f"，共 {len(faults)} 处" if len(faults) > 1 else ""
    return broken(name, f"{table} 第 {_astray(store, table, number)} 行所指的 {other} 不见了{more}")


def _astray(store: Store, table: str, number: int) -> int | str:
    """Return the first row of a table whose reference of a number leads nowhere.

    SQLite names a row by its rowid, and tables that are their primary key have none.
    """
    keys = [row for row in store.rows(f"PRAGMA foreign_key_list({table})") if row[0] == number]
    other = keys[0][2]
    same = " AND ".join(f"o.{row[4]} = t.{row[3]}" for row in keys)
    given = " AND ".join(f"t.{row[3]} IS NOT NULL" for row in keys)
    columns = {row[1] for row in store.rows(f"PRAGMA table_info({table})")}
    named = "id" if "id" in columns else keys[-1][3]
    found = store.rows(
        f"SELECT t.{named} FROM {table} t WHERE {given} "
        f"AND NOT EXISTS (SELECT 1 FROM {other} o WHERE {same}) ORDER BY 1 LIMIT 1"
    )
    return found[0][0] if found else "?"


def check_structure(store: Store) -> Finding:
    """Return whether SQLite finds its pages, indexes, types and constraints in order."""
    name = "数据库结构完好"
    if is_postgres(store.database):
        return sound(name, _OF_SERVER)
    faults = [row[0] for row in store.rows("PRAGMA integrity_check(1)") if row[0] != "ok"]
    return broken(name, " ".join(str(faults[0]).split())[:100]) if faults else sound(name)


def check_cipher(store: Store) -> Finding:
    """Return whether every page reads as it was encrypted.

    Read through the engine, all as of one moment: SQLCipher's own check reads the file beside it,
    and calls damaged what a clerk's checkpoint writes just then, or what a power cut has torn in
    the file and the log holds whole. A page that stands in memory is read from the disk again.
    """
    name = "加密页完好"
    if is_postgres(store.database):
        return sound(name, _OF_SERVER)
    store.run("PRAGMA shrink_memory")
    unread = [
        match for row in store.rows("PRAGMA quick_check") if (match := _UNREAD.search(row[0]))
    ]
    if not unread:
        return sound(name)
    more = f"，共 {len(unread)} 处" if len(unread) > 1 else ""
    return broken(name, f"第 {unread[0][1]} 页读不出{more}")
