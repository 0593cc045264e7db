"""Schema statements for both databases: what migrations are written in.

Tables are plain SQL, not made from models: SQLite's STRICT tables take only a few
types, and a table rebuilt by a helper would lose its triggers.
"""

import re
from collections.abc import Mapping, Sequence

from peewee import Database, PostgresqlDatabase


def is_postgres(database: Database) -> bool:
    """Whether statements must be PostgreSQL's."""
    return isinstance(database, PostgresqlDatabase)


def create_table(
    database: Database,
    name: str,
    columns: str,
    *,
    key: Sequence[str],
    references: Mapping[str, str] | None = None,
    unique: Sequence[Sequence[str]] = (),
    checks: Sequence[str] = (),
) -> None:
    """Create a table from a column list in which ``INT`` and ``KEYTEXT`` stand for types.

    The table is its primary key's B-tree (SQLite's WITHOUT ROWID). ``references`` names the
    table each column points into: within the station, by its number.
    """
    parts = [
        _typed(database, columns),
        f"PRIMARY KEY ({', '.join(key)})",
        *(f"UNIQUE ({', '.join(each)})" for each in unique),
        *(
            f"FOREIGN KEY (station_id, {column}) REFERENCES {table} (station_id, id)"
            for column, table in (references or {}).items()
        ),
        *(f"CHECK ({check})" for check in checks),
    ]
    options = "" if is_postgres(database) else " STRICT, WITHOUT ROWID"
    database.execute_sql(f"CREATE TABLE {name} ({', '.join(parts)}){options}")


def add_column(database: Database, table: str, column: str) -> None:
    """Add a column at a table's end, which older rows leave empty: ``round_id INT``."""
    database.execute_sql(f"ALTER TABLE {table} ADD COLUMN {_typed(database, column)}")


def _typed(database: Database, columns: str) -> str:
    """Return columns with each type as the database calls it."""
    types = (
        {"INT": "BIGINT", "KEYTEXT": 'TEXT COLLATE "C"'}
        if is_postgres(database)
        else {"INT": "INTEGER", "KEYTEXT": "TEXT"}
    )
    return re.sub(r"\b(INT|KEYTEXT)\b", lambda word: types[word[0]], columns)


def create_station_table(
    database: Database,
    name: str,
    columns: str,
    *,
    references: Mapping[str, str] | None = None,
    unique: Sequence[Sequence[str]] = (),
    county_unique: Sequence[Sequence[str]] = (),
    checks: Sequence[str] = (),
    only_grows: bool = True,
) -> None:
    """Create a station's table: the station leads its primary, unique and foreign keys.

    ``county_unique`` are the keys that hold across stations. With ``only_grows`` nothing in it
    can be changed or removed.
    """
    keys = [*(("station_id", *each) for each in unique), *county_unique]
    create_table(
        database,
        name,
        f"station_id INT NOT NULL REFERENCES station (id), id INT NOT NULL, {columns}",
        key=("station_id", "id"),
        references=references,
        unique=keys,
        checks=checks,
    )
    if only_grows:
        forbid_changes(database, name, [("station_id", "id"), *keys])


def create_index(
    database: Database,
    name: str,
    table: str,
    columns: str,
    *,
    where: str = "",
    is_unique: bool = False,
) -> None:
    """Create an index, partial with ``where``."""
    kind = "UNIQUE INDEX" if is_unique else "INDEX"
    condition = f" WHERE {where}" if where else ""
    database.execute_sql(f"CREATE {kind} {name} ON {table} ({columns}){condition}")


def forbid_changes(database: Database, table: str, unique: Sequence[Sequence[str]]) -> None:
    """Make a table append-only: update, delete, truncate, replace and upsert all fail.

    ``unique`` lists the table's unique keys. An insert that would replace a row is
    refused before it can, because SQLite fires delete triggers for REPLACE only on
    connections that ask for it, and an old program's connection would not.
    """
    message = f"{table} 只增不改"
    refuse_always(database, table, "UPDATE", message)
    refuse_always(database, table, "DELETE", message)
    if is_postgres(database):
        return
    for position, columns in enumerate(unique):
        same = " AND ".join(f"{column} = NEW.{column}" for column in columns)
        refuse_when(
            database,
            table,
            "INSERT",
            f"{table}_no_replace_{position}",
            f"EXISTS (SELECT 1 FROM {table} WHERE {same})",
            message,
        )


def refuse_always(database: Database, table: str, event: str, message: str) -> None:
    """Refuse every UPDATE or DELETE of a table, and its TRUNCATE with the DELETE."""
    name = f"{table}_no_{event.lower()}"
    refuse_when(database, table, event, name, "1 = 1", message)
    if is_postgres(database) and event == "DELETE":
        each = f"BEFORE TRUNCATE ON {table} FOR EACH STATEMENT"
        _plain_trigger(database, name, each, trigger=f"{table}_no_truncate")


def refuse_when(
    database: Database, table: str, event: str, name: str, condition: str, message: str
) -> None:
    """Refuse an INSERT, UPDATE or DELETE for which an SQL condition holds.

    The condition speaks of ``NEW`` (of ``OLD`` for a DELETE).
    """
    if is_postgres(database):
        row = "OLD" if event == "DELETE" else "NEW"
        body = f"IF {condition} THEN RAISE EXCEPTION '{message}'; END IF; RETURN {row};"
        _plain_function(database, name, body)
        _plain_trigger(database, name, f"BEFORE {event} ON {table} FOR EACH ROW")
        return
    database.execute_sql(
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {condition} "
        f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
    )


def after_insert(database: Database, table: str, name: str, when: str, statement: str) -> None:
    """Run a statement after each insert for which an SQL condition over ``NEW`` holds."""
    if is_postgres(database):
        body = f"IF {when} THEN {statement}; END IF; RETURN NULL;"
        _plain_function(database, name, body)
        _plain_trigger(database, name, f"AFTER INSERT ON {table} FOR EACH ROW")
        return
    database.execute_sql(
        f"CREATE TRIGGER {name} AFTER INSERT ON {table} WHEN {when} BEGIN {statement}; END"
    )


def _plain_function(database: Database, name: str, body: str) -> None:
    """Create a trigger's function; what it names is the schema's, never a temporary view."""
    schema = database.execute_sql("SELECT current_schema()").fetchone()[0]
    database.execute_sql(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql "
        f"SET search_path = {schema}, pg_temp AS $$ BEGIN {body} END $$"
    )


def _plain_trigger(
    database: Database, function: str, event: str, trigger: str | None = None
) -> None:
    database.execute_sql(
        f"CREATE TRIGGER {trigger or function} {event} EXECUTE FUNCTION {function}()"
    )
