"""Choosing among exceptions, and among what waits: by kind, state, terminal and days."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from models.base.dates import parse_date, typed_date
from models.base.errors import BadInput
from models.base.text import squeeze
from models.bureau.reconciliation.run import Case
from models.bureau.reconciliation.terms import KIND_TITLES, STATE_TITLES, ExceptionKind, State
from models.bureau.reconciliation.values import BookEntry

WAITING = "等对账单"
ALL = "全部"
Chosen = State | Literal["waiting", "all"]
_STATES: dict[str, Chosen] = {
    **{title: state for state, title in STATE_TITLES.items()},
    **{state: state for state in STATE_TITLES},
    WAITING: "waiting",
    "waiting": "waiting",
    ALL: "all",
    "all": "all",
}
_KINDS: dict[str, ExceptionKind] = {
    **{title: kind for kind, title in KIND_TITLES.items()},
    **{kind: kind for kind in KIND_TITLES},
}
_SPAN = re.compile(r"(?P<first>[\d./-]*?)(?:至|到|~|\.\.)(?P<last>[\d./-]*)")
_TERMINAL = re.compile(r"\d{8}")


@dataclass(frozen=True)
class Choice:
    """Which exceptions are asked for; the plain one is every open one."""

    kind: ExceptionKind | None = None
    state: Chosen = "open"
    terminal: str = ""
    first: dt.date | None = None
    last: dt.date | None = None

    def cases(self, cases: Iterable[Case]) -> tuple[Case, ...]:
        """Return the exceptions that are asked for, in their order."""
        return tuple(
            case
            for case in cases
            if self.state in ("all", case.state)
            and self.kind in (None, case.finding.kind)
            and self._is_of(case.finding.terminal, case.finding.day)
        )

    def waiting(self, entries: Iterable[BookEntry]) -> tuple[BookEntry, ...]:
        """Return the entries that wait, of the terminal and days that are asked for."""
        return tuple(each for each in entries if self._is_of(each.terminal, each.day))

    def _is_of(self, terminal: str, day: dt.date) -> bool:
        return (
            self.terminal in ("", terminal)
            and (self.first is None or self.first <= day)
            and (self.last is None or day <= self.last)
        )

    @property
    def words(self) -> str:
        """What is asked for, as it may be typed again; empty for every open exception."""
        parts = [KIND_TITLES[self.kind]] if self.kind else []
        if self.state != "open":
            parts.append(next(title for title, state in _STATES.items() if state == self.state))
        parts += [self.terminal] if self.terminal else []
        if self.first or self.last:
            parts.append(f"{self.first or ''}至{self.last or ''}")
        return " ".join(parts)


def kind_named(text: str) -> ExceptionKind:
    """Return a kind by its title or its name; raises BadInput listing them."""
    kind = _KINDS.get(squeeze(text))
    if kind is None:
        raise BadInput(f"没有“{text[:20]}”这种差异，应为：{'、'.join(KIND_TITLES.values())}")
    return kind


def state_named(text: str) -> Chosen:
    """Return a state by its title or its name; raises BadInput listing them."""
    state = _STATES.get(squeeze(text))
    if state is None:
        named = "、".join((*STATE_TITLES.values(), WAITING, ALL))
        raise BadInput(f"没有“{text[:20]}”这种状态，应为：{named}")
    return state


def choice_of(text: str, today: dt.date) -> Choice:
    """Return what a line of words asks for: ``仅台账有 12345678 11-01至11-15 已处理``.

    Days without a year are of this year. Raises BadInput for a word that is none of these.
    """
    choice = Choice()
    for word in squeeze(text).replace("，", " ").replace(",", " ").split():
        if word in _KINDS:
            choice = replace(choice, kind=_KINDS[word])
        elif word in _STATES:
            choice = replace(choice, state=_STATES[word])
        elif _TERMINAL.fullmatch(word):
            choice = replace(choice, terminal=word)
        elif span := _SPAN.fullmatch(word):
            first, last = span["first"], span["last"]
            choice = replace(
                choice,
                first=_day(first, today) if first else None,
                last=_day(last, today) if last else None,
            )
        elif word.endswith("天") or any(each.isdigit() for each in word):
            day = _day(word, today)
            choice = replace(choice, first=day, last=day)
        else:
            raise BadInput(
                f"“{word[:20]}”不认识，可写：{'、'.join(KIND_TITLES.values())}；"
                f"{'、'.join((*STATE_TITLES.values(), WAITING, ALL))}；终端号；日期如 11-01至11-15"
            )
    if choice.first and choice.last and choice.last < choice.first:
        raise BadInput(f"「到哪天止」{choice.last} 早于「从哪天起」{choice.first}，请核对")
    return choice


def _day(text: str, today: dt.date) -> dt.date:
    if text.endswith("天"):
        return typed_date(text, "日期", today)
    return parse_date(text, "日期", near=dt.date(today.year, 12, 31))
