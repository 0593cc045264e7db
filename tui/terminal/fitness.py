"""Whether the screens can be drawn here at all; what is missing is one sentence, never a blank.

Textual draws on standard error and reads standard input, in UTF-8, with a terminal's signs.
"""

import io
import os
import re
import sys
from collections.abc import Mapping
from typing import Protocol, TextIO

import click

from models.base.errors import BadInput

_WITHOUT_SIGNS = frozenset({"", "dumb", "unknown"})
_LOCALE_NAMES = ("LC_ALL", "LC_CTYPE", "LANG")
"""The first that says something counts, as everywhere."""
_UTF_8 = frozenset({"utf8", "utf-8"})
_SAYS_NOTHING = frozenset({"", "C", "POSIX"})
_CHINESE = re.compile(r"^zh_CN$|\.gb", re.IGNORECASE)
_SET_UTF_8 = "export LANG=C.UTF-8"


class _Stream(Protocol):
    def isatty(self) -> bool: ...


def unfit_terminal(
    environ: Mapping[str, str], standard_in: _Stream, standard_out: _Stream, error: _Stream
) -> str:
    """Return why the screens cannot be shown in this terminal, and what to do; or nothing."""
    if not (standard_in.isatty() and standard_out.isatty()):
        return "柜台屏幕需要终端；在脚本里请用命令，见 laobao --help"
    if not error.isatty():
        return "标准错误不是终端，柜台屏幕画在那里：请去掉 2> 或 2>> 以后再打开"
    if environ.get("TERM", "") in _WITHOUT_SIGNS:
        named = environ.get("TERM") or "没有设"
        return (
            f"终端类型（TERM）{named}，画不出柜台屏幕：请换终端，或先 export TERM=xterm；"
            "命令都能照用，见 laobao --help"
        )
    if charset := _other_charset(environ):
        return (
            f"语言环境是 {charset}，柜台屏幕只能用 UTF-8：请把终端的编码改成 UTF-8，并 {_SET_UTF_8}"
        )
    return ""


def refuse_unfit_terminal() -> None:
    """Raise BadInput where the screens cannot be shown; whoever sits there is told, too."""
    why = unfit_terminal(os.environ, sys.stdin, sys.stdout, sys.stderr)
    if why and sys.stdout.isatty() and not sys.stderr.isatty():
        click.echo(why)  # the other goes where nobody looks
    if why:
        raise BadInput(why)


def prepare_output(*streams: TextIO) -> str:
    """Let text pass whatever the locale; return a sentence where Chinese cannot be written.

    A terminal of a Chinese character set is written to in it, though the machine may not have
    that locale; a character it lacks is a question mark. Without Chinese nothing could be
    said: that alone is said in English.
    """
    is_chinese = bool(_CHINESE.search(_other_charset(os.environ)))
    for stream in streams:
        if is_chinese and stream.isatty() and isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="gb18030")
        try:
            "未参保".encode(stream.encoding or "ascii")
        except (UnicodeEncodeError, LookupError):
            return (
                f"laobao: the locale ({stream.encoding}) cannot show Chinese; "
                f"use UTF-8 (UTF-8 bianma): {_SET_UTF_8}"
            )
        if (stream.encoding or "").lower() not in _UTF_8 and isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    return ""


def _other_charset(environ: Mapping[str, str]) -> str:
    """Return the locale, where it names a character set that is not UTF-8, or means one.

    ``C`` says nothing of the terminal: UTF-8 is written there.
    """
    named = next((environ[each] for each in _LOCALE_NAMES if environ.get(each)), "")
    plain = named.partition("@")[0]
    charset = plain.partition(".")[2]
    is_other = plain not in _SAYS_NOTHING and charset.lower() not in _UTF_8
    return named if is_other else ""
