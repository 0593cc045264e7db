"""Invariants of the database itself: references, the file. PostgreSQL holds its own."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from models.checks.result import Finding, broken, sound
from models.store.ddl import is_postgres
from models.store.writing import Store

_OF_SERVER = "由 PostgreSQL 服务器保证"
_PAGE = re.compile(r"page (\d+)")
_LOG_HEAD, _FRAME_HEAD = 32, 24


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
    """Return whether every page reads as it was encrypted; only as of one moment (a transaction).

    What holds rows is read through the engine, from the disk again where it stood in memory.
    SQLCipher's own check knows the free pages as well, but reads the file beside the engine: it
    calls damaged what a clerk's checkpoint writes just then, and what a power cut has torn in the
    file while the log holds it whole. Of those it names, pages that the log holds are sound.
    """
    name = "加密页完好"
    if is_postgres(store.database):
        return sound(name, _OF_SERVER)
    store.run("PRAGMA shrink_memory")
    read = "".join(row[0] for row in store.rows("PRAGMA quick_check") if "error code" in row[0])
    in_file = "".join(row[0] for row in store.rows("PRAGMA cipher_integrity_check"))
    damaged = {int(page) for page in _PAGE.findall(in_file)}
    if damaged:
        damaged -= set(_pages_in_log(Path(f"{store.path}-wal")))
    damaged |= {int(page) for page in _PAGE.findall(read)}
    if not damaged:
        return sound(name)
    more = f"，共 {len(damaged)} 页" if len(damaged) > 1 else ""
    return broken(name, f"第 {min(damaged)} 页读不出{more}")


def _pages_in_log(log: Path) -> Iterator[int]:
    """Yield the pages of which the write-ahead log holds a state: https://sqlite.org/fileformat.html.

    While a transaction reads, the log is never begun anew: what is written into the file from
    it meanwhile is in it still.
    """
    if not log.is_file():
        return
    with log.open("rb") as file:
        head = file.read(_LOG_HEAD)
        size, salts = int.from_bytes(head[8:12], "big"), head[16:24]
        while len(frame := file.read(_FRAME_HEAD)) == _FRAME_HEAD:
            if frame[8:16] != salts:  # of an earlier log, all of which is in the file
                return
            yield int.from_bytes(frame[:4], "big")
            file.seek(size, os.SEEK_CUR)
