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

from peewee import Database

from models.base.errors import StoreFailure
from models.base.files import file_cause
from models.base.long_work import Cancelled
from models.store.attempt import PG_WRITER_LOCK, Attempt
from models.store.chain import PURPOSE, Sealer, seal_rows
from models.store.ddl import is_postgres
from models.store.faults import is_fault
from models.store.key import derived_key
from models.store.rows import Rows
from models.store.stated import STATED
from models.store.states import Key, States
from models.store.tables.declare import Row
from models.store.turn import Turn, current_turn

if TYPE_CHECKING:
    from filelock import FileLock

_WAIT_SECONDS = 30

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

        if self.path is None:
            return None
        return FileLock(f"{self.path}.lock", timeout=_WAIT_SECONDS, mode=0o600)

    @contextmanager
    def writing(self, station_id: int = 0) -> Iterator[None]:
        """Run the block as one writing transaction, committed at its end or not at all.

        What it adds is sealed at its end; a block within another is sealed by that one.
        ``station_id``: whose rows it writes; 0 founds a station. Stations of a county write side
        by side. Raises StoreFailure when other writers do not finish in time or the disk fails,
        which says whether anything was saved, and Cancelled when whoever waited gave up their
        turn: then nothing was written. What was kept in spite of a fault is kept: no error.
        """
        turn = current_turn()
        around: Attempt | None = getattr(self._own, "attempt", None)
        if around is not None:
            with self._transaction(station_id, turn), around.noting(), self._adding():
                yield
            return
        attempt = Attempt(station_id)
        with self._queue(turn):
            self._own.attempt = attempt
            try:
                with self._transaction(station_id, turn), attempt.noting():
                    turn.begin()
                    with self._sealing(attempt):
                        yield
            except BaseException as error:
                if turn.is_given_up and is_fault(error):
                    raise Cancelled from None
                attempt.answer(self, error)
            finally:
                self._own.attempt = None

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
    def _adding(self) -> Iterator[Added]:
        """Gather what a block adds, for the block around if there is one; what fails adds none."""
        before, added = self._added, Added()
        self._own.added = added
        try:
            yield added
        finally:
            self._own.added = before
        if before is not None:
            for row, values in added.items():
                self.added(row, values)

    @contextmanager
    def _sealing(self, attempt: Attempt) -> Iterator[None]:
        """Seal at its end what the block adds and changes."""
        self._own.states = States(self, self.sealer)
        try:
            with self._adding() as added:
                yield
                self.add_all(self._states.rows(added))
                attempt.ends = seal_rows(self, self.sealer, added)
        finally:
            self._own.states = None

    @contextmanager
    def _queue(self, turn: Turn) -> Iterator[None]:
        """Wait for one's turn among the writers of an embedded store."""
        from filelock import Timeout

        if self._lock is None:
            yield
            return
        try:
            self._lock.acquire(cancel_check=lambda: turn.is_given_up)
        except Timeout:
            if turn.is_given_up:
                raise Cancelled from None
            raise StoreFailure("别的终端正在写入，等候超时，本次没有保存；请稍后再试") from None
        except OSError as error:
            raise StoreFailure(
                f"写入要排队，排队用的 {self.path}.lock 打不开（{file_cause(error)}），"
                "本次没有保存；请移开它或改正权限"
            ) from None
        try:
            yield
        finally:
            self._lock.release()

    @contextmanager
    def _transaction(self, station_id: int, turn: Turn) -> Iterator[None]:
        if is_postgres(self.database):
            with self.database.atomic():
                queue = (PG_WRITER_LOCK, station_id)
                with turn.waiting(self.database.connection().cancel):
                    self.database.execute_sql("SELECT pg_advisory_xact_lock(%s, %s)", queue)
                yield
        else:
            with self.database.atomic("IMMEDIATE"):
                yield
