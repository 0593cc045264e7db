"""Long work in a process of its own: the counter stays quick, and its memory small.

The work is a function of a module; what it returns comes back through a pipe, and before
it how far it is. To stop it, it is ended.
"""

import datetime as dt
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.base.errors import BadInput, LaobaoError, StoreFailure
from models.base.long_work import Progress, reporting
from models.checks.check_store import one_moment
from models.station.desk import Desk, open_desk
from models.store.connect import open_store
from tui.frame.notices import find_notice

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


def run_in_process(work: Work, arguments: tuple[Any, ...], tell: Progress) -> Any:
    """Do work in another process and return what it returns.

    ``tell`` hears how far it is; what it raises ends the work. Raises BadInput with the
    sentence of what went wrong there, StoreFailure when the store or the program failed.
    """
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "tui.background.process"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdin is not None and process.stdout is not None
    try:
        with process.stdin as there:
            pickle.dump((work, arguments), there)
        while True:
            kind, value = pickle.load(process.stdout)
            if kind == "told":
                tell(*value)
            elif kind == "refused":
                raise BadInput(value)
            elif kind == "failed":
                raise StoreFailure(value)
            else:
                return value
    except (EOFError, OSError, pickle.UnpicklingError):
        raise StoreFailure("这件事没有做完，请再试一次；没有改动") from None
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def _work_here() -> None:
    """Do the work that comes in; when the line is cut, writing ends this process too."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)

    def send(kind: str, value: object) -> None:
        answers.write(pickle.dumps((kind, value)))

    def tell(done: int, total: int) -> None:
        send("told", (done, total))

    work, arguments = pickle.load(sys.stdin.buffer)
    try:
        with reporting(tell):
            send("done", work(*arguments))
    except StoreFailure as error:
        send("failed", error.message)
    except LaobaoError as error:
        send("refused", error.message)
    except Exception as error:  # its text may hold people's data: only what kind it is goes back
        send("failed", f"程序出错（{type(error).__name__}），没有改动，请告诉维护人员做的是什么")


if __name__ == "__main__":
    _work_here()
