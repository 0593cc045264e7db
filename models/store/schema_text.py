"""The schema as text: every table, index, trigger, view and function of a database, by name.

What the program would create is read from an empty database that the migrations have just made,
so the expectation can never lag behind them: in memory for an embedded store, in a schema of its
own that is rolled back for PostgreSQL. Two databases of equal text guard alike.
"""

import itertools
import os
import re
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import NamedTuple

from peewee import Database
from playhouse.migrations import Runner
from playhouse.sqlcipher_ext import SqlCipherDatabase

from models.store.ddl import is_postgres

_ANY_KEY = f"x'{'00' * 32}'"  # of an empty database that is never written to a disk
_SCRATCH = "laobao_expected"
_numbers = itertools.count(1)


class Part(NamedTuple):
    """A part of a schema: what it is (表、索引、触发器……), its table and its name."""

    kind: str
    table: str
    name: str


Schema = dict[Part, str]
"""The parts of a schema, each with its text."""

_of_servers: dict[tuple[str, Path], Schema] = {}
"""What PostgreSQL servers of a version make of migrations; it takes them half a second."""

_SQLITE_KINDS = {"table": "表", "index": "索引", "trigger": "触发器", "view": "视图"}
_SQLITE = (
    "SELECT type, tbl_name, name, sql FROM sqlite_schema WHERE sql IS NOT NULL "
    "AND name NOT IN ('sqlite_stat1', 'sqlite_stat4', 'sqlite_sequence')"
)
_OWN = "current_schema()::regnamespace"
_NO_EXTENSION = (
    "NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = '{catalogue}'::regclass "
    "AND d.objid = {oid} AND d.deptype = 'e')"
)
_PG_CLASSES = (
    "SELECT CASE c.relkind WHEN 'v' THEN '视图' WHEN 'm' THEN '视图' ELSE '表' END, "
    "c.relname, c.relname, concat_ws(' ', c.relkind, c.relpersistence, c.relrowsecurity, "
    "c.relforcerowsecurity, c.relispartition, "
    "CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END, "
    "(SELECT string_agg(concat_ws(' ', a.attname, format_type(a.atttypid, a.atttypmod), "
    "a.attnotnull, a.attidentity, a.attgenerated, a.attcollation::regcollation, "
    "pg_get_expr(f.adbin, f.adrelid)), ', ' ORDER BY a.attnum) FROM pg_attribute a "
    "LEFT JOIN pg_attrdef f ON f.adrelid = a.attrelid AND f.adnum = a.attnum "
    "WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)) "
    f"FROM pg_class c WHERE c.relnamespace = {_OWN} "
    "AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND "
    + _NO_EXTENSION.format(catalogue="pg_class", oid="c.oid")
)
_PG_CONSTRAINTS = (
    "SELECT '约束', c.relname, k.conname, concat_ws(' ', pg_get_constraintdef(k.oid), "
    "k.convalidated, (SELECT count(*) FROM pg_trigger t "
    "WHERE t.tgconstraint = k.oid AND t.tgenabled = 'O')) "
    "FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid "
    f"WHERE c.relnamespace = {_OWN}"
)
_PG_INDEXES = (
    "SELECT '索引', c.relname, x.relname, "
    "concat_ws(' ', pg_get_indexdef(i.indexrelid), i.indisvalid, i.indisready) "
    "FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid "
    f"JOIN pg_class x ON x.oid = i.indexrelid WHERE c.relnamespace = {_OWN}"
)
_PG_TRIGGERS = (
    "SELECT '触发器', c.relname, t.tgname, "
    "concat_ws(' ', pg_get_triggerdef(t.oid), 'enabled', t.tgenabled) "
    "FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
    f"WHERE NOT t.tgisinternal AND c.relnamespace = {_OWN}"
)
_PG_FUNCTIONS = (
    "SELECT '函数', p.proname, pg_get_function_identity_arguments(p.oid), pg_get_functiondef(p.oid)"
    f" FROM pg_proc p WHERE p.pronamespace = {_OWN} AND p.prokind <> 'a' AND "
    + _NO_EXTENSION.format(catalogue="pg_proc", oid="p.oid")
)
_PG_RULES = (
    "SELECT '规则', c.relname, r.rulename, concat_ws(' ', pg_get_ruledef(r.oid), r.ev_enabled) "
    "FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class "
    f"WHERE c.relnamespace = {_OWN} AND c.relkind NOT IN ('v', 'm')"
)
_PG_POLICIES = (
    "SELECT '规则', c.relname, p.polname, concat_ws(' ', p.polcmd, p.polpermissive, "
    "pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)) "
    f"FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid WHERE c.relnamespace = {_OWN}"
)
_PG_INHERITED = (
    "SELECT '规则', c.relname, h.inhrelid::regclass::text, 'inherits' "
    f"FROM pg_inherits h JOIN pg_class c ON c.oid = h.inhparent WHERE c.relnamespace = {_OWN}"
)
_PG_SETTINGS = (
    "SELECT '设置', '', name, setting FROM pg_settings "
    "WHERE name = 'session_replication_role' AND setting <> 'origin' UNION ALL "
    "SELECT '设置', 'session_replication_role', coalesce(r.rolname, ''), "
    "array_to_string(s.setconfig, ' ') FROM pg_db_role_setting s "
    "LEFT JOIN pg_roles r ON r.oid = s.setrole WHERE s.setdatabase IN "
    "(0, (SELECT oid FROM pg_database WHERE datname = current_database())) "
    "AND position('session_replication_role' IN array_to_string(s.setconfig, ' ')) > 0"
)
_PG = (
    _PG_CLASSES, _PG_CONSTRAINTS, _PG_INDEXES, _PG_TRIGGERS, _PG_FUNCTIONS, _PG_RULES,
    _PG_POLICIES, _PG_INHERITED, _PG_SETTINGS,
)  # fmt: skip
"""Whatever decides what a statement of the program does, and whether a guard hears of it."""


def read_schema(database: Database) -> Schema:
    """Return the schema of a database as it is."""
    if not is_postgres(database):
        found = database.execute_sql(_SQLITE).fetchall()
        return {
            Part(_SQLITE_KINDS[kind], table, name): _spaced(sql) for kind, table, name, sql in found
        }
    schema = database.execute_sql("SELECT current_schema()").fetchone()[0]
    return {
        Part(kind, table, name): re.sub(rf"\b{re.escape(schema)}\b", "public", text)
        for sql in _PG
        for kind, table, name, text in database.execute_sql(sql).fetchall()
    }


def expected_schema(location: str, database: Database, migrations: Path) -> Schema:
    """Return the schema that the migrations of a folder make on such a database.

    On PostgreSQL it is made beside the store's and rolled back, over a connection of its own,
    which needs the right to create a schema; the server's error is raised where it is missing.
    """
    if not is_postgres(database):
        return _of_sqlite(migrations)
    version = database.execute_sql("SELECT version()").fetchone()[0]
    known = _of_servers.get((version, migrations))
    if known is None:
        known = _of_servers[version, migrations] = _of_postgres(location, migrations)
    return known


@cache
def _of_sqlite(migrations: Path) -> Schema:
    made = SqlCipherDatabase(":memory:", passphrase=_ANY_KEY)
    with closing(made):
        made.connect()
        Runner(made, str(migrations)).up()
        return read_schema(made)


def _of_postgres(location: str, migrations: Path) -> Schema:
    from playhouse.db_url import connect

    made = connect(location)
    with closing(made), made.atomic() as transaction:
        schema = f"{_SCRATCH}_{os.getpid()}_{next(_numbers)}"
        made.execute_sql(f"CREATE SCHEMA {schema}")
        made.execute_sql(f"SET LOCAL search_path = {schema}")
        Runner(made, str(migrations)).up()
        found = read_schema(made)
        transaction.rollback()
    return {part: text for part, text in found.items() if part.kind != "设置"}


def _spaced(sql: str) -> str:
    """Return a statement with single spaces: what ALTER TABLE writes differs in them alone."""
    return " ".join(sql.split())
