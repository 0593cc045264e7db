"""The audit trail, read: who did what, when, to what, for which business date."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from models.base import clock
from models.base.text import plain_login, squeeze
from models.checks.trail_words import detail_words, subject_words
from models.ledger.receipt_numbers import receipt_number
from models.station.desk import Desk
from models.station.rights import act_title
from models.store.connect import open_store

_LINES = """
SELECT a.id AS number, a.recorded_at, coalesce(o.login, '') AS login, a.business_date, a.action,
 a.subject, a.detail
FROM audit a LEFT JOIN operator o ON o.station_id = a.station_id AND o.id = a.operator_id
WHERE a.station_id = ? AND a.recorded_at >= ? AND a.recorded_at < ? ORDER BY a.id
"""
_SUBJECTS = {
    "person": ("人", "SELECT id, name AS shown FROM person WHERE station_id = ?"),
    "household": ("户", "SELECT id, number AS shown FROM household WHERE station_id = ?"),
    "payment": (
        "收据",
        "SELECT id, year || '-' || serial AS shown FROM payment WHERE station_id = ?",
    ),
    "operator": ("操作员", ""),
    "deposit": ("缴存", "SELECT id, bank_slip AS shown FROM deposit WHERE station_id = ?"),
    "village": ("村", "SELECT id, name AS shown FROM village WHERE station_id = ?"),
    "round": ("轮次", ""),
    "statement_exception": ("对账例外", ""),
    "submission": ("半月报", ""),
    "day_close": ("日结", ""),
    "bureau_account": ("账户", ""),
    "category_list": ("部门名单", ""),
    "certifications": ("认定", ""),
    "change": ("区划调整", ""),
    "collector": ("代征人员", ""),
    "duplicate": ("重复", ""),
    "file": ("已缴数据", ""),
    "filing": ("报送", ""),
    "objection": ("异议", ""),
    "paid_row": ("自行缴费例外", ""),
    "payments": ("笔数", ""),
    "posting": ("公示", ""),
    "list": ("未参保名单", ""),
    "print": ("打印", ""),
    "people": ("人数", ""),
    "refund_application": ("退费申请", ""),
    "refund_request": ("退费申请", ""),
    "return": ("收回的核查表", ""),
    "statement_rule": ("对账规则", ""),
    "transfer": ("到账", ""),
    "villages": ("村数", ""),
    "statement_file": ("对账单", ""),
    "statement_line": ("对账单行", ""),
    "transfers": ("到账", ""),
    "terminal": ("终端", "SELECT id, number AS shown FROM terminal WHERE station_id = ?"),
}
"""What the kinds of subjects are called, and where the name of each is found."""


class _Line(NamedTuple):
    number: int
    recorded_at: str
    login: str
    business_date: dt.date
    action: str
    subject: str
    detail: str


class _Named(NamedTuple):
    id: int
    shown: str


@dataclass(frozen=True)
class TrailLine:
    """A line of the trail. ``login`` is empty for a stranger.

    ``about`` and ``detail`` are in words, ``action`` and ``subject`` as kept.
    """

    number: int
    recorded_at: str
    login: str
    business_date: dt.date
    action: str
    title: str
    subject: str
    about: str
    detail: str


@dataclass(frozen=True)
class Wanted:
    """Which lines are asked for: the days on which they were recorded, both included, by whom.

    ``action`` is a word or title of an act, ``subject`` part of what it was about.
    """

    first: dt.date | None = None
    last: dt.date | None = None
    operator: str = ""
    action: str = ""
    subject: str = ""


def read_trail(desk: Desk, wanted: Wanted) -> Iterator[TrailLine]:
    """Yield the lines asked for, in the order recorded; raises Denied for who may not read them.

    Days are the machine's, as the clerk saw them.
    """
    desk.require("read_audit")
    a_day = dt.timedelta(days=1)
    # A day of the machine's zone touches two of UTC's: the rest is told apart line by line.
    since = (wanted.first - a_day).isoformat() if wanted.first else ""
    until = (wanted.last + 2 * a_day).isoformat() if wanted.last else "9"
    operator, action = plain_login(wanted.operator), squeeze(wanted.action)
    subject, names = squeeze(wanted.subject), _Names(desk)
    for line in desk.store.stream(_Line, _LINES, (desk.station_id, since, until)):
        if wanted.first or wanted.last:
            day = clock.day_of(line.recorded_at)
            if day < (wanted.first or day) or day > (wanted.last or day):
                continue
        title, about = act_title(line.action), names.of(line.subject)
        detail = detail_words(line.action, line.detail)
        if operator and plain_login(line.login) != operator:
            continue
        if action and action not in (line.action, title):
            continue
        texts = (line.subject, about, line.detail, detail)
        if subject and not any(subject in text for text in texts):
            continue
        yield TrailLine(
            line.number, line.recorded_at, line.login, line.business_date, line.action, title,
            line.subject, about, detail,
        )  # fmt: skip


class _Names:
    """What subjects are called, each kind looked up once."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._kinds: dict[str, Callable[[str], str]] = {}

    def of(self, subject: str) -> str:
        """Return a subject in words: ``payment 12`` is the receipt's number."""
        kind, _, rest = subject.partition(" ")
        if kind not in _SUBJECTS or not rest:
            return subject_words(subject)
        title, sql = _SUBJECTS[kind]
        if kind not in self._kinds:
            self._kinds[kind] = self._named(sql)
        return f"{title} {self._kinds[kind](rest)}"

    def _named(self, sql: str) -> Callable[[str], str]:
        if not sql:
            return lambda rest: rest
        rows = self._desk.store.query(_Named, sql, (self._desk.station_id,))
        names = {str(each.id): each.shown for each in rows}
        if "payment" in sql:
            names = {each: receipt_number(*map(int, names[each].split("-"))) for each in names}
        return lambda rest: names.get(rest, rest)


def record_export(desk: Desk, file_name: str) -> None:
    """Keep in the trail that a file is about to be written; raises Denied for who may not.

    Over a connection of its own: the desk's may be reading one moment, or the past.
    """
    store = open_store(desk.store.location, desk.store.key_file)
    at = replace(desk, store=store)
    try:
        with at.writing("export"):
            at.record("export", file_name)
    finally:
        store.close()
