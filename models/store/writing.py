"""An open store, and the one way to write to it.

Every business action is one transaction. Writers queue on a lock beside the store
before the transaction begins: SQLite's own waiting is unfair, and a transaction that
begins by reading and then writes would fail as soon as two clerks work at once.
"""

import itertools
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import peewee
from peewee import Database, OperationalError

from models.base.errors import StoreFailure
from models.store.chain import PURPOSE, Sealer, highest_ids, seal_new
from models.store.ddl import is_postgres
from models.store.key import derived_key

if TYPE_CHECKING:
    from filelock import FileLock

_driver_errors: Any = vars(peewee)["__exception_wrapper__"]
"""What turns the driver's errors into peewee's, as ``execute_sql`` does."""

_WAIT_SECONDS = 30
_PG_WRITER_LOCK = 0x6C616F62
_ROWS_AT_ONCE = 2000
_streams = itertools.count(1)


class Store:
    """An open store; ``path`` is None for PostgreSQL, ``key_file`` holds the station's key.

    ``location`` is the path or URL it was opened by.
    """

    def __init__(
        self, database: Database, path: Path | None, key_file: Path, location: str = ""
    ) -> None:
        self.database = database
        self.path = path
        self.location = location
        self.key_file = key_file
        self._mark = "%s" if is_postgres(database) else "?"

    @cached_property
    def sealer(self) -> Sealer:
        """What computes the chain's heads under the station's key."""
        return Sealer(derived_key(self.key_file, PURPOSE))

    @cached_property
    def _lock(self) -> "FileLock | None":
        """The queue of the writers of an embedded store."""
        from filelock import FileLock  # here, because it is slow to load, and readers need none

        return FileLock(f"{self.path}.lock", timeout=_WAIT_SECONDS) if self.path else None

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Run the block as one writing transaction, committed at its end or not at all.

        What it adds is sealed at its end; a block within another is sealed by that one.
        Raises StoreFailure when other writers do not finish in time or the disk fails.
        """
        from filelock import Timeout

        is_within = self.database.transaction_depth() > 0
        try:
            with self._queue(), self._transaction():
                if is_within:
                    yield
                else:
                    with self._sealing():
                        yield
        except Timeout:
            raise StoreFailure("别的终端正在写入，等候超时，本次没有保存；请稍后再试") from None
        except OperationalError as error:
            reason = " ".join(str(error).split())
            raise StoreFailure(f"写入失败，本次没有保存：{reason}") from None

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return the rows of a query written with ``?`` marks for both databases."""
        return list(self.run(sql, parameters).fetchall())

    def run(self, sql: str, parameters: Sequence[Any] = ()) -> Any:
        """Execute one statement written with ``?`` marks and return its cursor."""
        text = sql if self._mark == "?" else sql.replace("?", "%s")
        return self.database.execute_sql(text, parameters)

    def stream(self, sql: str, parameters: Sequence[Any] = ()) -> Generator[tuple[Any, ...]]:
        """Yield the rows of a query a few at a time, in constant memory however many there are."""
        if not is_postgres(self.database):
            yield from self.run(sql, parameters)
            return
        # Only a cursor with a name leaves its rows at the server; held, it needs no transaction.
        name = f"stream_{next(_streams)}"
        with self.database.connection().cursor(name=name, withhold=True) as cursor:
            cursor.itersize = _ROWS_AT_ONCE
            cursor.execute(sql.replace("?", "%s"), parameters)
            yield from cursor

    def insert_rows(self, table: str, columns: Sequence[str], rows: Sequence[Any]) -> None:
        """Insert many rows with one prepared statement, inside ``writing``."""
        if not rows:
            return
        marks = ", ".join([self._mark] * len(columns))
        sql = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"
        with _driver_errors:
            self.database.cursor().executemany(sql, rows)

    def next_id(self, table: str) -> int:
        """Return the identifier the next row of a table will get, inside ``writing``."""
        return int(self.rows(f"SELECT coalesce(max(id), 0) + 1 FROM {table}")[0][0])

    def close(self) -> None:
        """Close this thread's connection."""
        self.database.close()

    @contextmanager
    def _sealing(self) -> Iterator[None]:
        before, changes = highest_ids(self), self._changes()
        yield
        if changes is None or self._changes() != changes:
            seal_new(self, before)

    def _changes(self) -> int | None:
        """Return how many rows this connection has written; None where nobody counts them."""
        if is_postgres(self.database):
            return None
        return int(self.database.connection().total_changes)

    @contextmanager
    def _queue(self) -> Iterator[None]:
        if self._lock is None:
            yield
            return
        with self._lock:
            yield

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        if is_postgres(self.database):
            with self.database.atomic():
                self.database.execute_sql("SELECT pg_advisory_xact_lock(%s)", (_PG_WRITER_LOCK,))
                yield
        else:
            with self.database.atomic("IMMEDIATE"):
                yield
