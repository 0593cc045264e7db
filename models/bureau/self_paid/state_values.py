"""What the bureau states of people without money, and what is found of it: frozen values."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from models.base.terms import Insurance
from models.ledger.entry import Line

StateFound = Literal[
    "posted", "withdrawn", "confirmed", "not_enrolled", "known", "superseded",
    "unknown", "other_station", "name_differs", "refused", "contradicted",
]  # fmt: skip
"""What a statement is: it enrols, ends an enrolment it made, changes nothing, or cannot be."""

STATE_FOUND_TITLES: dict[StateFound, str] = {
    "posted": "登记参保",
    "withdrawn": "取消登记参保",
    "confirmed": "本站已有",
    "not_enrolled": "未参保",
    "known": "以前导入过",
    "superseded": "有更晚的登记",
    "unknown": "查无此人",
    "other_station": "外站人员",
    "name_differs": "姓名不符",
    "refused": "不能参保",
    "contradicted": "与本站不一致",
}
STATE_EXCEPTIONS: tuple[StateFound, ...] = (
    "unknown", "other_station", "name_differs", "refused", "contradicted",
)  # fmt: skip


@dataclass(frozen=True)
class StateRow:
    """One row of a file: whose year, and whether the bureau has the person as enrolled.

    ``stated_on`` is the day for which it is stated, None where the file does not say one.
    """

    row: int
    name: str
    id_number: str
    insurance: Insurance
    levy_year: int
    is_enrolled: bool
    stated_on: dt.date | None = None
    fault: str = ""


@dataclass(frozen=True)
class StateFile:
    """The rows of a file that can be read, with what tells the file from others."""

    name: str
    digest: str
    rows: tuple[StateRow, ...]


@dataclass(frozen=True)
class StateFinding:
    """What a row is and why; ``identity`` tells it from others, ``entry`` is what it makes."""

    row: StateRow
    found: StateFound
    reason: str = ""
    household: str = ""
    identity: str = ""
    person_id: int = 0
    stated_on: dt.date | None = None
    line: Line | None = None
    takes_back: int | None = None


@dataclass(frozen=True)
class StateImport:
    """What a file of statements brought, row by row; ``receipts`` are of those it enrolled."""

    findings: tuple[StateFinding, ...]
    receipts: tuple[str, ...] = ()

    def of(self, found: StateFound) -> tuple[StateFinding, ...]:
        """Return the rows that are of one kind."""
        return tuple(each for each in self.findings if each.found == found)

    @property
    def exceptions(self) -> tuple[StateFinding, ...]:
        """The rows somebody has to look at."""
        return tuple(each for each in self.findings if each.found in STATE_EXCEPTIONS)
