"""One's turn to write: given up while others write, nothing is written; begun, it is done."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from models.errors import StoreFailure
from models.progress import Cancelled
from models.store.connect import open_store
from models.store.turn import Turn, current_turn, taking
from models.store.writing import Store

_WRITTEN = "SELECT count(*) FROM township WHERE name = '某镇'"
_PATIENCE_SECONDS = 20


def write(store: Store) -> None:
    with store.writing():
        store.run("INSERT INTO township (id, name) VALUES (99, '某镇')")


class Writer(threading.Thread):
    """Writes in a thread of its own, by a turn."""

    def __init__(self, store: Store) -> None:
        super().__init__(daemon=True)
        self.store, self.turn = store, Turn()
        self.error: Exception | None = None
        self.asks = threading.Event()

    def run(self) -> None:
        try:
            with taking(self.turn):
                self.asks.set()
                write(self.store)
        except (Cancelled, StoreFailure) as error:
            self.error = error
        finally:
            self.store.close()


@contextmanager
def colleague_writing(store: Store) -> Iterator[None]:
    """Hold the writers' queue from another connection."""
    begun, go_on = threading.Event(), threading.Event()

    def hold() -> None:
        other = open_store(store.location, store.key_file)
        with other.writing():
            begun.set()
            go_on.wait(_PATIENCE_SECONDS)
        other.close()

    holder = threading.Thread(target=hold, daemon=True)
    holder.start()
    assert begun.wait(_PATIENCE_SECONDS)
    try:
        yield
    finally:
        go_on.set()
        holder.join(_PATIENCE_SECONDS)


def test_a_turn_that_waits_is_given_up_for_certain(store: Store):
    writer = Writer(store)
    with colleague_writing(store):
        writer.start()
        assert writer.asks.wait(_PATIENCE_SECONDS)
        assert writer.turn.give_up()
        writer.join(_PATIENCE_SECONDS)
        assert not writer.is_alive(), "it does not wait for the colleague"
    assert isinstance(writer.error, Cancelled)
    assert store.rows(_WRITTEN) == [(0,)]


def test_a_turn_that_is_not_given_up_writes_when_the_others_are_done(store: Store):
    writer = Writer(store)
    with colleague_writing(store):
        writer.start()
        assert writer.asks.wait(_PATIENCE_SECONDS)
        assert not writer.turn.has_begun
    writer.join(_PATIENCE_SECONDS)
    assert writer.turn.has_begun and not writer.turn.give_up()
    assert writer.error is None and store.rows(_WRITTEN) == [(1,)]


def test_a_turn_given_up_before_it_asks_writes_nothing(store: Store):
    turn = Turn()
    assert turn.give_up()
    with taking(turn), pytest.raises(Cancelled, match="没有改动"):
        write(store)
    assert store.rows(_WRITTEN) == [(0,)]
    write(store)
    assert store.rows(_WRITTEN) == [(1,)], "others are not concerned"


def test_what_has_begun_cannot_be_given_up_and_is_done(store: Store):
    turn = Turn()
    with taking(turn), store.writing():
        assert current_turn() is turn and not turn.give_up() and turn.is_unwanted
        with store.writing():
            store.run("INSERT INTO township (id, name) VALUES (99, '某镇')")
    assert store.rows(_WRITTEN) == [(1,)]
