"""``check`` names every trigger, view, index, table that is not as the program makes it."""

import re
from collections.abc import Callable

import pytest

from models.checks.check_store import check_store
from models.checks.schema import GUARDS, STRUCTURE, compare_schemas
from models.station.desk import Desk
from models.store.connect import open_store
from models.store.ddl import is_postgres
from models.store.writing import Store
from tests.checks.making import finding, finding_in, undone

_OWN = "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE type = ? AND sql IS NOT NULL"


def _named(store: Store) -> dict[str, str]:
    """Return the parts that differ, by name, each with what is said of it."""
    return {part.name: told for part, told in compare_schemas(store).parts.items()}


def _triggers(store: Store) -> list[tuple[str, str, str]]:
    """Return name, table and text of every trigger of an embedded store."""
    return [(name, table, sql) for _, name, table, sql in store.rows(_OWN, ("trigger",))]


def _on_postgres(store: Store) -> list[tuple[str, str, str]]:
    """Return name, table and function of every trigger of a shared one."""
    return store.rows(
        "SELECT t.tgname, c.relname, p.proname FROM pg_trigger t "
        "JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid "
        "WHERE NOT t.tgisinternal ORDER BY 2, 1"
    )


def test_a_store_is_what_its_program_makes_of_it(store: Store) -> None:
    assert compare_schemas(store).parts == {}


_WEAKER: dict[str, Callable[[str], str]] = {
    "dropped": lambda sql: "",
    "never asked": lambda sql: re.sub(r" WHEN .* BEGIN ", " WHEN 1 = 0 BEGIN ", sql),
    "does nothing": lambda sql: sql.partition(" BEGIN ")[0] + " BEGIN SELECT 1; END",
    "says nothing": lambda sql: re.sub(r"RAISE\(ABORT, .*", "RAISE(IGNORE); END", sql),
    "of one column": lambda sql: sql.replace("BEFORE UPDATE ON", "BEFORE UPDATE OF id ON"),
    "too late": lambda sql: sql.replace("BEFORE ", "AFTER ", 1),
}


def test_every_trigger_dropped_weakened_or_replaced_is_named(sqlite_store: Store) -> None:
    """All at once, one kind of weakening after the other: none is missing among the named."""
    triggers = _triggers(sqlite_store)
    assert len(triggers) > 150
    for kind, weaken in _WEAKER.items():
        touched = set()
        with undone(sqlite_store):
            for name, _, sql in triggers:
                if (weaker := weaken(sql)) != sql:
                    sqlite_store.run(f"DROP TRIGGER {name}")
                    if weaker:
                        sqlite_store.run(weaker)
                    touched.add(name)
            named = _named(sqlite_store)
        assert named.keys() == touched and len(touched) > 40, kind


def test_one_trigger_is_named_with_its_table(sqlite_store: Store) -> None:
    for name, table, sql in _triggers(sqlite_store)[::20]:
        with undone(sqlite_store):
            sqlite_store.run(f"DROP TRIGGER {name}")
            assert f"表 {table} 的保护 {name} 被去掉了" == finding_of_guards(sqlite_store)
            sqlite_store.run(_WEAKER["never asked"](sql))
            assert f"表 {table} 的保护 {name} 与程序所建的不同" in finding_of_guards(sqlite_store)


def finding_of_guards(store: Store) -> str:
    found = compare_schemas(store).guards
    assert not found.is_sound
    return found.detail


def test_every_trigger_dropped_disabled_or_replaced_in_a_shared_store_is_named(
    store: Store,
) -> None:
    """All at once, one kind of weakening after the other: none is missing among the named."""
    if not is_postgres(store.database):
        return
    triggers = _on_postgres(store)
    assert len(triggers) > 150
    for weaken in (
        "DROP TRIGGER {name} ON {table}",
        "ALTER TABLE {table} DISABLE TRIGGER {name}",
        "ALTER TABLE {table} ENABLE REPLICA TRIGGER {name}",
        "DROP TRIGGER {name} ON {table}; CREATE TRIGGER {name} AFTER DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION {function}()",
        "DROP TRIGGER {name} ON {table}; CREATE TRIGGER {name} BEFORE UPDATE ON {table} "
        "FOR EACH ROW WHEN (1 = 0) EXECUTE FUNCTION {function}()",
    ):
        with undone(store):
            for name, table, function in triggers:
                for statement in weaken.format(name=name, table=table, function=function).split(
                    "; "
                ):
                    store.run(statement)
            named = _named(store)
        assert {name for name, _, _ in triggers} <= named.keys(), weaken


def test_every_function_replaced_in_a_shared_store_is_named(store: Store) -> None:
    """The trigger stays as it was, and does nothing any more; or looks elsewhere."""
    if not is_postgres(store.database):
        return
    functions = {function for _, _, function in _on_postgres(store)}
    for weaken in (
        "CREATE OR REPLACE FUNCTION {0}() RETURNS trigger LANGUAGE plpgsql "
        "SET search_path = public, pg_temp AS $$ BEGIN RETURN NEW; END $$",
        "ALTER FUNCTION {0}() RESET search_path",
        "ALTER FUNCTION {0}() SECURITY DEFINER",
    ):
        with undone(store):
            for function in functions:
                store.run(weaken.format(function))
            parts = compare_schemas(store).parts
        assert functions == {part.table for part in parts if part.kind == "函数"}


_ADDED = [
    (GUARDS, "helper", "CREATE TRIGGER helper AFTER INSERT ON payment WHEN NEW.id > 3 "
     "BEGIN DELETE FROM search_key; END"),
    (GUARDS, "sqlitex", "CREATE TRIGGER sqlitex BEFORE INSERT ON audit BEGIN SELECT 1; END"),
    (STRUCTURE, "v", "CREATE VIEW v AS SELECT * FROM payment"),
    (STRUCTURE, "more", "CREATE INDEX more ON payment (amount_fen)"),
    (STRUCTURE, "spare", "CREATE TABLE spare (id INTEGER)"),
    (STRUCTURE, "payment", "ALTER TABLE payment ADD COLUMN extra TEXT"),
]  # fmt: skip


def test_what_is_put_in_or_taken_out_is_named(sqlite_store: Store) -> None:
    store = sqlite_store
    for _, name, _, sql in store.rows(_OWN, ("index",)):
        with undone(store):
            store.run(f"DROP INDEX {name}")
            assert _named(store) == {name: "被去掉了"}
            store.run(sql.partition(" WHERE ")[0].replace("UNIQUE ", "") + " WHERE 1 = 0")
            assert name in _named(store)
    for invariant, name, sql in _ADDED:
        with undone(store):
            store.run(sql)
            told = finding(store, invariant)
        assert not told.is_sound and name in told.detail, sql


_SHARED = [
    ("u_rule", GUARDS, "CREATE RULE u_rule AS ON INSERT TO audit DO INSTEAD NOTHING"),
    ("in_force", STRUCTURE, "ALTER TABLE in_force ENABLE ROW LEVEL SECURITY"),
    ("p", GUARDS, "CREATE POLICY p ON payment USING (false)"),
    ("last_id", STRUCTURE, "ALTER TABLE last_id SET UNLOGGED"),
    ("payment", STRUCTURE, "ALTER TABLE payment ALTER COLUMN amount_fen TYPE numeric"),
    ("reason", STRUCTURE, "ALTER TABLE transfer ADD COLUMN reason TEXT DEFAULT 'x'"),
    ("child", STRUCTURE, "CREATE TABLE child () INHERITS (audit)"),
    ("v", STRUCTURE, "CREATE VIEW v AS SELECT * FROM payment"),
    ("more", STRUCTURE, "CREATE INDEX more ON payment (amount_fen)"),
    ("helper", GUARDS, "CREATE FUNCTION helper() RETURNS int LANGUAGE sql AS 'SELECT 1'"),
    ("payment_line", STRUCTURE, "ALTER TABLE payment_line DISABLE TRIGGER ALL"),
]


def test_what_is_changed_in_a_shared_store_is_named(store: Store) -> None:
    if not is_postgres(store.database):
        return
    for name, invariant, sql in _SHARED:
        with undone(store):
            store.run(sql)
            found = compare_schemas(store)
            told = found.guards if invariant == GUARDS else found.structure
        assert not told.is_sound, sql
        assert name in told.detail or "transfer" in told.detail, (sql, told.detail)
    constraints = store.rows(
        "SELECT k.conname, c.relname FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid "
        "WHERE k.contype IN ('c', 'f') AND k.connamespace = 'public'::regnamespace"
    )
    assert len(constraints) > 100
    with undone(store):
        for name, table in constraints:
            store.run(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
        assert {name for name, _ in constraints} <= _named(store).keys()


def test_a_database_that_keeps_triggers_quiet_for_everybody_is_named(store: Store) -> None:
    if not is_postgres(store.database):
        return
    name = store.rows("SELECT current_database()")[0][0]
    with undone(store):
        store.run(f"ALTER DATABASE {name} SET session_replication_role = replica")
        assert "session_replication_role" in finding_of_guards(store)
    with undone(store):
        store.run("SET LOCAL session_replication_role = replica")
        assert "session_replication_role" in finding_of_guards(store)


def test_who_may_not_make_a_schema_is_told_so(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On PostgreSQL the program's tables are made once more, to compare; that takes a right."""
    if not is_postgres(store.database):
        return
    monkeypatch.setattr("models.store.schema_text._of_servers", {})
    name = store.rows("SELECT current_database()")[0][0]
    store.run("CREATE ROLE reader LOGIN")
    store.run("GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader")
    store.run(f"REVOKE CREATE ON DATABASE {name} FROM PUBLIC")
    as_reader = re.sub(r"//[^@/]*@", "//reader@", store.location)
    assert as_reader != store.location
    reader = open_store(as_reader, store.key_file)
    proof = check_store(reader)
    reader.close()
    store.run("DROP OWNED BY reader")
    store.run("DROP ROLE reader")
    for invariant in (GUARDS, STRUCTURE):
        assert "CREATE 权限" in finding_in(proof, invariant).detail


def test_nothing_is_left_of_what_was_made_to_compare_with(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.store.schema_text._of_servers", {})
    assert check_store(desk.store).broken == ()
    if is_postgres(desk.store.database):
        schemas = desk.store.rows(
            "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'laobao_' || chr(37)"
        )
        assert schemas == []
