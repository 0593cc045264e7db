"""Long work in a process of its own: the counter stays quick, and its memory small.

The work is a function of a module; what it returns comes back through a pipe, and before
it how far it is. Before it writes it asks whether it may: until then it can be ended at once,
and nothing was written; afterwards it is asked to stop, and does where it tells how far it is.
"""

import contextlib
import datetime as dt
import os
import pickle
import select
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from models.desk import Desk, open_desk
from models.errors import BadInput, LaobaoError, StoreFailure
from models.progress import Cancelled, Progress, reporting
from models.proof.check import one_moment
from models.store.connect import open_store
from models.store.turn import Turn, current_turn, taking
from tui.notices import find_notice

_GO_ON, _STOP = b"go on", b"stop!"

Work = Callable[..., Any]
"""Found by its name in its module, as are its arguments' types."""


@dataclass(frozen=True)
class Address:
    """What another process needs to sit down at the same desk."""

    location: str
    key_file: Path
    day: dt.date
    operator: str


def address_of(desk: Desk) -> Address:
    """Return where a desk is."""
    store = desk.store
    return Address(store.location, store.key_file, desk.business_date, desk.operator)


def read_at_desk(address: Address, work: Work, *arguments: Any) -> Any:
    """Do reading work at a desk of its own, all of it as of one moment."""
    store = open_store(address.location, address.key_file)
    desk = open_desk(store, find_notice, address.day, address.operator)
    with one_moment(store):
        return work(desk, *arguments)


def run_apart(work: Work, arguments: tuple[Any, ...], tell: Progress) -> Any:
    """Do work in another process, writing by the turn here, and return what it returns.

    ``tell`` hears how far it is. Raises Cancelled where the turn was given up, BadInput with
    the sentence of what went wrong there, StoreFailure when the store or the program failed.
    """
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "tui.apart"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdin is not None and process.stdout is not None
    turn, is_told = current_turn(), False
    try:
        with turn.waiting(process.kill):
            _send(process.stdin, pickle.dumps((work, arguments)))
            kind, value = pickle.load(process.stdout)
            while kind == "told":
                tell(*value)
                kind, value = pickle.load(process.stdout)
        while True:
            if kind == "begins":
                turn.begin()
                _send(process.stdin, _GO_ON)
            elif kind == "told":
                tell(*value)
                if turn.is_unwanted and not is_told:
                    is_told = True
                    _send(process.stdin, _STOP)
            elif kind == "refused":
                raise BadInput(value)
            elif kind == "failed":
                raise StoreFailure(value)
            else:
                return value
            kind, value = pickle.load(process.stdout)
    except (EOFError, OSError, pickle.UnpicklingError):
        if turn.is_given_up:
            raise Cancelled from None
        raise StoreFailure("这件事没有做完，请再试一次；没有改动") from None
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
        with contextlib.suppress(OSError):
            process.stdin.close()


def _send(pipe: IO[bytes], data: bytes) -> None:
    pipe.write(data)
    pipe.flush()


class _FarTurn(Turn):
    """A turn that is kept in another process: it is asked before anything is written."""

    def __init__(self, ask: Callable[[], bool]) -> None:
        super().__init__()
        self._ask = ask

    def begin(self) -> None:
        """Ask whether to begin; raises Cancelled where nobody wants it any more."""
        if not self.has_begun and not self._ask():
            raise Cancelled
        super().begin()


def _work_here() -> None:
    """Do the work that comes in; when the line is cut, writing ends this process too."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)

    def send(kind: str, value: object) -> None:
        answers.write(pickle.dumps((kind, value)))

    def tell(done: int, total: int) -> None:
        send("told", (done, total))
        if turn.has_begun and select.select([asked], [], [], 0)[0]:
            raise Cancelled

    def ask() -> bool:
        send("begins", None)
        return asked.read(len(_GO_ON)) == _GO_ON

    asked = os.fdopen(os.dup(0), "rb", buffering=0)
    turn = _FarTurn(ask)
    work, arguments = pickle.load(asked)
    try:
        with reporting(tell), taking(turn):
            send("done", work(*arguments))
    except StoreFailure as error:
        send("failed", error.message)
    except LaobaoError as error:
        send("refused", error.message)
    except Exception as error:  # its text may hold people's data: only what kind it is goes back
        send("failed", f"程序出错（{type(error).__name__}），没有改动，请告诉维护人员做的是什么")


if __name__ == "__main__":
    _work_here()
