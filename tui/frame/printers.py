"""The printers of this server: what its administrator names in a file, and sending to them.

A clerk chooses one by its name; what is run stands in the file of the service account alone, as
words, and no shell reads it.
"""

import os
import shlex
import signal
import stat
import subprocess
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.base.errors import BadInput, PrintFailure
from models.base.text import check_clean, cut, squeeze
from reports.rendering.paper import ENCODING_TITLES, PAPER_TITLES, Encoding, Paper, printable
from tui.frame.folders import config_file

FILE_NAME = "printers.toml"
RESERVED = {"file": "file", "文件": "file", "terminal": "terminal", "终端": "terminal"}
"""What no printer is called: the other ways a paper goes."""
_SECONDS, _MOST_SECONDS = 20, 60
_KEYS = frozenset({"name", "command", "paper", "encoding", "seconds"})
_SAID_CELLS = 60


@dataclass(frozen=True)
class Printer:
    """A printer of the server: its command, which is fed a paper, and what it usually takes.

    ``seconds``: how long the command may take to accept a paper.
    """

    name: str
    command: tuple[str, ...]
    paper: Paper = "80"
    encoding: Encoding = "utf-8"
    seconds: int = _SECONDS


def printers_of(path: Path | None = None) -> tuple[Printer, ...]:
    """Return the printers that are configured; none where there is no file.

    Raises BadInput naming the file and what is wrong in it. A file that others than its owner
    may write is not read: it says what the service account runs.
    """
    path = path or config_file(FILE_NAME)
    try:
        if path.stat().st_mode & (stat.S_IWGRP | stat.S_IWOTH):
            raise BadInput(f"{path} 别的用户也能改，没有采用；请管理员执行 chmod 600 {path}")
        document = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise BadInput(f"读不了 {path}：{error.strerror}，请管理员检查") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadInput(f"{path} 不是 TOML 文件：{error}") from None
    entries = document.get("printer", [])
    if set(document) - {"printer"} or not isinstance(entries, list):
        raise BadInput(f"{path} 里只能有 [[printer]] 各段，请核对")
    found = tuple(_printer(each, f"{path} 第 {n} 段") for n, each in enumerate(entries, 1))
    names = [each.name for each in found]
    twice = next((each for each in names if names.count(each) > 1), None)
    if twice is not None:
        raise BadInput(f"{path} 里有两个打印机叫“{twice}”，请改一个名字")
    return found


def printer_named(name: str, path: Path | None = None) -> Printer:
    """Return a configured printer; BadInput lists those there are."""
    known = printers_of(path)
    found = next((each for each in known if each.name == squeeze(name)), None)
    if found is None:
        names = "、".join(each.name for each in known)
        there = f"有 {names}" if names else f"管理员还没有在 {FILE_NAME} 里登记打印机"
        raise BadInput(f"没有叫“{cut(printable(name), 30)}”的打印机，{there}")
    return found


def send_to(printer: Printer, data: bytes) -> bool:
    """Feed a paper to a printer's command; false where it did not end in time: nobody knows.

    Raises PrintFailure where the command cannot be run or says that it failed.
    """
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("LAOBAO_")
    }
    try:
        running = subprocess.Popen(
            printer.command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env=environment,
            start_new_session=True,
        )
    except OSError as error:
        raise PrintFailure(
            f"打印机 {printer.name} 的命令 {printer.command[0]} 运行不了（{error.strerror}），"
            "没有打印；请找管理员"
        ) from None
    try:
        _, said = running.communicate(data, printer.seconds)
    except subprocess.TimeoutExpired:
        os.killpg(running.pid, signal.SIGKILL)
        running.communicate()
        return False
    if running.returncode:
        words = printable(" ".join(said.decode("utf-8", "replace").split()))
        why = f"：{cut(words, _SAID_CELLS)}" if words else f"（状态 {running.returncode}）"
        raise PrintFailure(f"打印机 {printer.name} 没有收下{why}；没有打印，可以换一种方式")
    return True


def _printer(entry: Any, where: str) -> Printer:
    """Return a printer as it stands in the file, checked."""
    if not isinstance(entry, dict):
        raise BadInput(f"{where}写成 [[printer]]")
    unknown = "、".join(map(str, sorted(entry.keys() - _KEYS)))
    if unknown:
        raise BadInput(f"{where}有不认识的 {printable(unknown)}，可以写 {'、'.join(sorted(_KEYS))}")
    name = check_clean(squeeze(_text(entry, "name", where)), f"{where}的 name", 20)
    if not name or name in RESERVED:
        raise BadInput(f"{where}的 name 不能空着，也不能叫 {'、'.join(RESERVED)}")
    try:
        command = tuple(shlex.split(_text(entry, "command", where)))
    except ValueError:
        command = ()
    if not command:
        raise BadInput(f"{where}的 command 写一条命令，例如 lp -d hall")
    paper, encoding = entry.get("paper", "80"), entry.get("encoding", "utf-8")
    if paper not in PAPER_TITLES:
        raise BadInput(f"{where}的 paper 只能是 {'、'.join(PAPER_TITLES)}")
    if encoding not in ENCODING_TITLES:
        raise BadInput(f"{where}的 encoding 只能是 {'、'.join(ENCODING_TITLES)}")
    seconds = entry.get("seconds", _SECONDS)
    if type(seconds) is not int or not 0 < seconds <= _MOST_SECONDS:
        raise BadInput(f"{where}的 seconds 是 1 到 {_MOST_SECONDS} 的整数（秒）")
    return Printer(name, command, paper, encoding, seconds)


def _text(entry: dict[str, Any], key: str, where: str) -> str:
    value = entry.get(key)
    if not isinstance(value, str):
        raise BadInput(f"{where}的 {key} 写成带引号的文字")
    return value
