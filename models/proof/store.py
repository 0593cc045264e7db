"""Invariants of the store itself: search keys, guards, references, the file."""

from peewee import PeeweeException

from models.lookup.keys import person_keys
from models.proof.result import Finding, broken, sound
from models.store.ddl import is_postgres
from models.store.seal import SEALED
from models.store.writing import Store

_PEOPLE = (
    "SELECT p.id, p.name, p.id_number, p.phone, h.number FROM person p "
    "JOIN household h ON h.id = p.household_id ORDER BY p.id"
)
_GUARDS = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
_PG_GUARDS = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"


def check_search_keys(store: Store) -> Finding:
    """Return whether every person is found under every key they should be found under."""
    name, kept = "查找索引齐全", dict[int, set[str]]()
    for person_id, key in store.run("SELECT person_id, key FROM search_key"):
        kept.setdefault(person_id, set()).add(key)
    people = 0
    for person_id, *found_by in store.run(_PEOPLE):
        people += 1
        if not person_keys(*found_by) <= kept.get(person_id, set()):
            return broken(name, f"person 第 {person_id} 行有查不到的查找词")
    return sound(name, f"{people} 人")


def check_guards(store: Store) -> Finding:
    """Return whether the triggers that keep every sealed table append-only are there."""
    name = "只增不改的保护都在"
    sql = _PG_GUARDS if is_postgres(store.database) else _GUARDS
    there = {row[0] for row in store.rows(sql)}
    for table in (*SEALED, "seal"):
        for event in ("update", "delete"):
            if f"{table}_no_{event}" not in there:
                return broken(name, f"表 {table} 的保护（{event}）被去掉了")
    return sound(name, f"{len(SEALED) + 1} 张表")


def check_references(store: Store) -> Finding:
    """Return whether every row a row refers to is there; PostgreSQL holds this by itself."""
    name = "关联完整"
    if is_postgres(store.database):
        return sound(name, "由 PostgreSQL 保证")
    faults = store.rows("PRAGMA foreign_key_check")
    if faults:
        table, number, *_ = faults[0]
        return broken(name, f"{table} 第 {number} 行的关联断了，共 {len(faults)} 处")
    return sound(name, "")


def check_file(store: Store) -> Finding:
    """Return whether the database file is whole; PostgreSQL's is the server's to check."""
    name = "数据库文件完好"
    if is_postgres(store.database):
        return sound(name, "由 PostgreSQL 服务器检查")
    for pragma in ("integrity_check", "cipher_integrity_check"):
        try:
            rows = [str(row[0]) for row in store.rows(f"PRAGMA {pragma}")]
        except PeeweeException as error:
            return broken(name, " ".join(str(error).split())[:60])
        if [each for each in rows if each != "ok"]:
            return broken(name, rows[0][:60])
    return sound(name, "")
