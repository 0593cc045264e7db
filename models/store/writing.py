"""An open store, and the one way to write to it.

Every business action is one transaction. Writers queue on a lock beside the store
before the transaction begins: SQLite's own waiting is unfair, and a transaction that
begins by reading and then writes would fail as soon as two clerks work at once.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from peewee import Database, OperationalError

from models.base.errors import StoreFailure
from models.base.long_work import Cancelled
from models.store.chain import PURPOSE, Sealer, seal_rows
from models.store.ddl import is_postgres
from models.store.key import derived_key
from models.store.rows import Rows
from models.store.stated import STATED
from models.store.states import Key, States
from models.store.tables.declare import Row
from models.store.turn import Turn, current_turn

if TYPE_CHECKING:
    from filelock import FileLock

_WAIT_SECONDS = 30
_PG_WRITER_LOCK = 0x6C616F62

Added = dict[type[Row], list[list[Any]]]
"""The values of the rows that a transaction has added so far, by table."""


class Store(Rows):
    """An open store; ``path`` is None for PostgreSQL, ``key_file`` holds the station's key.

    ``location`` is the path or URL it was opened by.
    """

    def __init__(
        self, database: Database, path: Path | None, key_file: Path, location: str = ""
    ) -> None:
        super().__init__(database)
        self.path = path
        self.location = location
        self.key_file = key_file

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
    def writing(self, station_id: int = 0) -> Iterator[None]:
        """Run the block as one writing transaction, committed at its end or not at all.

        What it adds is sealed at its end; a block within another is sealed by that one.
        ``station_id``: whose rows it writes; 0 founds a station. Stations of a county write side
        by side. Raises StoreFailure when other writers do not finish in time or the disk fails,
        and Cancelled when whoever waited gave up their turn: then nothing was written.
        """
        from filelock import Timeout

        is_within, turn = self.database.transaction_depth() > 0, current_turn()
        try:
            with self._queue(turn), self._transaction(station_id, turn):
                turn.begin()
                with self._sealing(is_within):
                    yield
        except Timeout:
            if turn.is_given_up:
                raise Cancelled from None
            raise StoreFailure("别的终端正在写入，等候超时，本次没有保存；请稍后再试") from None
        except OperationalError as error:
            if turn.is_given_up:
                raise Cancelled from None
            reason = " ".join(str(error).split())
            raise StoreFailure(f"写入失败，本次没有保存：{reason}") from None

    def added(self, row: type[Row], values: list[list[Any]]) -> None:
        """Remember the rows that the end of the transaction seals."""
        if self._added is None:
            raise RuntimeError("rows are added inside writing, which seals them")
        self._added.setdefault(row, []).extend(values)
        if row in STATED:
            self._states.add(row, values)

    def changing(self, row: type[Row], equal: Mapping[str, Any]) -> None:
        """Remember what rows were whose states the end of the transaction seals."""
        if row in STATED:
            self._states.change(row, equal)

    def begun(self, row: type[Row], station_id: int, row_id: int) -> None:
        """Remember a new row of a stated table that is not a station's, as the station itself."""
        self._states.begin(row, Key(station_id, row_id))

    @property
    def _added(self) -> Added | None:
        """What this thread's transaction has added; None outside of one."""
        added: Added | None = getattr(self._own, "added", None)
        return added

    @property
    def _states(self) -> States:
        """The rows of stated tables that this thread's transaction touches."""
        states: States | None = getattr(self._own, "states", None)
        if states is None:
            raise RuntimeError("rows are changed inside writing, which seals their states")
        return states

    def close(self) -> None:
        """Close this thread's connection."""
        self.database.close()

    @contextmanager
    def _sealing(self, is_within: bool) -> Iterator[None]:
        """Seal what the block adds, or leave it to the block around; what fails adds nothing."""
        before = self._added
        added: Added = {}
        self._own.added = added
        if not is_within:
            self._own.states = States(self, self.sealer)
        try:
            yield
            if not is_within:
                self.add_all(self._states.rows(added))
                seal_rows(self, self.sealer, added)
        finally:
            self._own.added = before
            if not is_within:
                self._own.states = None
        if is_within:
            for row, values in added.items():
                self.added(row, values)

    @contextmanager
    def _queue(self, turn: Turn) -> Iterator[None]:
        if self._lock is None:
            yield
            return
        with self._lock.acquire(cancel_check=lambda: turn.is_given_up):
            yield

    @contextmanager
    def _transaction(self, station_id: int, turn: Turn) -> Iterator[None]:
        if is_postgres(self.database):
            with self.database.atomic():
                queue = (_PG_WRITER_LOCK, station_id)
                with turn.waiting(self.database.connection().cancel):
                    self.database.execute_sql("SELECT pg_advisory_xact_lock(%s, %s)", queue)
                yield
        else:
            with self.database.atomic("IMMEDIATE"):
                yield
