"""What SQLite's planner is told of the indexes: that the station chooses nothing, a year little.

Every index is led by the station, and an embedded store holds one. Without statistics
SQLite takes an index's first column to choose ten rows, and would read all the people of
the station where an index finds a family's. Fixed statistics keep the plans the same in
every store, whatever it holds; PostgreSQL gathers its own. Whoever reads all of a station
reads the table itself, not an index first: its own key is said to leave fewer rows.
"""

from collections.abc import Sequence

from peewee import Database

_ROWS = 1_000_000
_BY_FIRST = 10  # rows SQLite supposes to share a first column, one less with each further
_FEW_VALUES = {
    "station_id": 1,
    "insurance": 3,
    "levy_year": 2,
    "kind": 4,
    "source": 4,
    "channel": 4,
    "year": 2,
    "category": 10,
    "subject": 30,
    "village_id": 100,
    "business_date": 200,
}
"""Columns of which every value is many rows', with about how many values they have."""


def describe_indexes(database: Database) -> None:
    """Write the statistics of every index of an embedded store; they count from here on."""
    database.execute_sql("ANALYZE sqlite_schema")  # makes the table that holds them
    database.execute_sql("DELETE FROM sqlite_stat1")
    tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    for (table,) in database.execute_sql(tables).fetchall():
        indexes = database.execute_sql(f"PRAGMA index_list({table})").fetchall()
        for _, index, is_unique, origin, _ in indexes:
            told = database.execute_sql(f"PRAGMA index_info({index})").fetchall()
            columns = [column for _, _, column in told]
            database.execute_sql(
                "INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)",
                (table, table, _statistics(columns, _ROWS // 2, is_unique=True))
                if origin == "pk"
                else (table, index, _statistics(columns, _ROWS, is_unique=bool(is_unique))),
            )
    database.execute_sql("ANALYZE sqlite_schema")


def _statistics(columns: Sequence[str | None], rows: int, *, is_unique: bool) -> str:
    """Return how many rows there are, and how many share each of the leading columns."""
    shares = []
    left, is_chosen = rows, False
    for place, column in enumerate(columns):
        is_chosen = is_chosen or column not in _FEW_VALUES
        share = _BY_FIRST - place if is_chosen else left // _FEW_VALUES[str(column)]
        left = max(min(left, share), 2)
        shares.append(left)
    if is_unique:
        shares[-1] = 1
    return " ".join(map(str, (_ROWS, *shares)))
