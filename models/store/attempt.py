"""What became of a transaction that met a fault: asked of the store again, never guessed.

Up to COMMIT nothing is kept. From there on a fault says nothing: of SQLite the log may hold the
whole transaction though the disk refused to confirm it, and whoever opens the store next finds
it; a server may have kept it when the line broke. So the store is asked once more, on a new
connection and still in one's turn.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Literal

from models.base.errors import StoreFailure
from models.store.chain import End
from models.store.ddl import is_postgres
from models.store.faults import cause_of, is_fault, was_not_written
from models.store.rows import Rows

Outcome = Literal["booked", "not_booked", "unknown"]

PG_WRITER_LOCK = 0x6C616F62
"""The advisory lock that the writers of a station on PostgreSQL queue at, with its number."""

_IS_SEALED = "SELECT count(*) FROM seal WHERE station_id = ? AND id = ? AND head = ?"


class Attempt:
    """One transaction: the first error in it, and the ends of the chains that it sealed.

    ``ends`` is None until all that it adds is written and only COMMIT is left.
    """

    def __init__(self, station_id: int) -> None:
        self.ends: Mapping[int, End] | None = None
        self._station_id = station_id
        self._first: BaseException | None = None

    @contextmanager
    def noting(self) -> Iterator[None]:
        """Note the error that ends the block: taking back what it did may fail as well."""
        try:
            yield
        except BaseException as error:
            if self._first is None or not is_fault(self._first):
                self._first = error
            raise

    def answer(self, store: Rows, error: BaseException) -> None:
        """Raise what an error at the end comes to; return where all was kept in spite of it."""
        if self.ends is None:
            first = self._first or error
            if first is not error:
                _leave(store)
            if not is_fault(first):
                raise first
            raise StoreFailure(
                f"写入失败（{cause_of(first)}），本次没有保存；请排除后再办"
            ) from None
        error = _at_commit(error)
        outcome = self._outcome(store, error)
        is_stopped = not isinstance(error, Exception)  # somebody ended the program just then
        if outcome == "booked" and not is_stopped:
            return
        if outcome == "not_booked" and not (is_stopped or is_fault(error)):
            raise error
        cause = "程序被中断" if is_stopped else cause_of(error)
        raise StoreFailure(f"写入时出错（{cause}），{_SAID[outcome]}") from None

    def _outcome(self, store: Rows, error: BaseException) -> Outcome:
        """Ask the store again whether it has what was sealed."""
        try:
            is_in = self._is_in(store)
        except Exception:  # what ails the disk or the line ails it still
            with suppress(Exception):
                store.database.close()
            return "not_booked" if was_not_written(error) else "unknown"
        if not self.ends:  # it changed only what nobody seals
            return "not_booked" if was_not_written(error) else "unknown"
        return "booked" if is_in else "not_booked"

    def _is_in(self, store: Rows) -> bool:
        """Return what a new connection sees, once it stays so whatever happens next."""
        database = store.database
        database.close()
        database.connect()
        if is_postgres(database):
            with database.atomic():
                store.run("SELECT pg_advisory_xact_lock(?, ?)", (PG_WRITER_LOCK, self._station_id))
                return self._has_all(store)
        # What it writes is of no account: it goes into the log where the other's end stood, or
        # behind it, and so decides for good. Its COMMIT says whether the disk works again.
        with database.atomic("IMMEDIATE"):
            is_in = self._has_all(store)
            version = store.number("PRAGMA user_version")
            store.run(f"PRAGMA user_version = {version}")
        if is_in:
            store.rows("PRAGMA wal_checkpoint(PASSIVE)")
        return is_in

    def _has_all(self, store: Rows) -> bool:
        ends = (self.ends or {}).items()
        return all(store.number(_IS_SEALED, (at, end.number, end.head)) for at, end in ends)


def _at_commit(error: BaseException) -> BaseException:
    """Return COMMIT's own error, behind that of taking back what it has ended already."""
    while is_fault(error) and error.__context__ is not None and is_fault(error.__context__):
        error = error.__context__
    return error


_SAID: dict[Outcome, str] = {
    "booked": "已查明：这一次已经保存，不要重做",
    "not_booked": "已查明：这一次没有保存；请排除后再办",
    "unknown": "保存了没有还查不出，不要马上重做；请排除后重新打开，先查今天的流水和审计记录",
}


def _leave(store: Rows) -> None:
    """Give up a connection whose transaction could not be taken back: closing it does that."""
    database = store.database
    with suppress(Exception):
        if is_postgres(database) or database.connection().in_transaction:
            database.close()
