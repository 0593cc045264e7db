"""The figures a notice left open or provisional, as documents set and revise them in time."""

import datetime as dt
import re
from collections.abc import Iterable

import msgspec

from models.base.terms import SETTLEMENT_TITLES, Insurance, Value
from models.levy.fill import fill_notice
from models.levy.notice import Notice

_TITLES = {
    "personal": "个人缴费标准",
    "government": "政府补助标准",
    "tiers": "缴费档次",
    "levy_year": "参保年度",
}


class DatedFigure(Value, frozen=True):
    """A figure, the document that sets it, and the first day on which it counts."""

    key: str
    value: str
    document: str
    effective_from: dt.date
    document_date: dt.date | None = None

    @property
    def insurance(self) -> Insurance:
        """The insurance the figure belongs to: the first part of its key."""
        return self.key.partition(".")[0]  # type: ignore[return-value]  # checked when recorded

    @property
    def sentence(self) -> str:
        """The figure, its first day and its document, as a person reads them."""
        field, _, category = self.key.partition(".")[2].partition(".")
        dated = f"，{self.document_date}" if self.document_date else ""
        said = _subsidy_words(category, self.value) if category else _words(field, self.value)
        return f"自 {self.effective_from} 起{said}（{self.document}{dated}）"


def _words(field: str, value: str) -> str:
    unit = "" if field == "levy_year" else " 元"
    return f"{_TITLES[field]} {'、'.join(re.split('[,，、;； ]+', value))}{unit}"


def _subsidy_words(category: str, value: str) -> str:
    """Return a subsidy as it is filled in (``50%,财政,waived``) as a person reads it."""
    amount, funder, settlement = (part.strip() for part in re.split("[,，]", value))
    unit = "" if amount.endswith("%") else " 元"
    how = SETTLEMENT_TITLES[settlement]  # type: ignore[index]  # checked when recorded
    name, _, tier = category.partition("@")
    whom = f"{name}（{tier} 元档）" if tier else name
    return f"{whom}由{funder}资助 {amount}{unit}、{how}"


def figures_on(figures: Iterable[DatedFigure], day: dt.date) -> dict[str, DatedFigure]:
    """Return which figure counts on a day for each key: the one that began last.

    Of two that begin on the same day the one recorded later counts.
    """
    begun = sorted(
        (each for each in figures if each.effective_from <= day),
        key=lambda each: each.effective_from,
    )
    return {each.key: each for each in begun}


def notice_on(bare: Notice, figures: Iterable[DatedFigure], day: dt.date) -> Notice:
    """Return a notice as it stands on a day, filled in with the figures that have begun."""
    current = figures_on(figures, day)
    notice = fill_notice(bare, [(each.key, each.value) for each in current.values()])
    for figure in current.values():
        rules = notice.insurances[figure.insurance]
        if figure.key.endswith(".personal") and rules.standard is not None:
            standard = msgspec.structs.replace(rules.standard, decided_by=figure.document)
            changed = msgspec.structs.replace(rules, standard=standard)
            insurances = {**notice.insurances, figure.insurance: changed}
            notice = msgspec.structs.replace(notice, insurances=insurances)
    return notice


def beginning_of(bare: Notice, key: str, today: dt.date) -> dt.date:
    """Return from when the first figure for an open key counts: the whole round.

    A figure the notice states provisionally is only replaced from ``today`` on.
    """
    rules = bare.insurances[key.partition(".")[0]]  # type: ignore[index]  # checked by the caller
    is_stated = key.endswith(".personal") and rules.standard is not None
    if is_stated and rules.standard is not None and rules.standard.personal_fen is not None:
        return today
    return min(rules.window.opens, today)
