"""What a cadre hands in for a village, and what would become of everybody on the list."""

from dataclasses import dataclass
from typing import Literal

from models.base.terms import Insurance
from models.counter.payers import Payers, ReceiptLine
from models.ledger.cash_papers import CashPaper
from models.ledger.entry import Line
from models.ledger.slip import PosSlip
from models.levy.family import Household
from models.station.approvals import SecondPerson

Kind = Literal[
    "due", "exempt", "unlisted", "paid", "twice", "waits", "refused", "name_differs",
    "amount_differs", "people_differ", "other_village", "unknown", "unclear", "bad_row",
]  # fmt: skip
"""What becomes of somebody: the first two are taken; ``unlisted`` is only told."""

KIND_TITLES: dict[Kind, str] = {
    "due": "收费", "exempt": "免缴登记", "unlisted": "名单上没有", "paid": "已缴",
    "twice": "写了两次", "waits": "同户有出入", "refused": "不能收", "name_differs": "姓名不符",
    "amount_differs": "金额不符", "people_differ": "人数不符", "other_village": "不在本村",
    "unknown": "查无此人", "unclear": "看不出是谁", "bad_row": "填写有误",
}  # fmt: skip

TAKEN: frozenset[Kind] = frozenset({"due", "exempt"})
HOLDS_FAMILY: frozenset[Kind] = frozenset(
    {"refused", "name_differs", "amount_differs", "people_differ", "bad_row"}
)
"""Where one of a family stands so, none of it is taken: it is for the counter to look at."""


@dataclass(frozen=True)
class ListedRow:
    """A row of a cadre's list: a person, or a family by its number alone.

    ``where`` says which row, for people. Without ``insurance`` it is for those of the whole list.
    ``amount_fen`` is what the cadre took, ``people`` of how many of a family; ``fault`` is why the
    row could not be read, where it could not.
    """

    where: str = ""
    household: str = ""
    name: str = ""
    id_number: str = ""
    insurance: Insurance | None = None
    tier_fen: int | None = None
    amount_fen: int | None = None
    people: int | None = None
    fault: str = ""


@dataclass(frozen=True)
class VillageList:
    """Who is to pay: the rows of a list of one village, and what holds for all of them.

    ``tier_fen`` is the pension tier of everybody whose row has none. ``with_exempt``: everybody of
    the village who has nothing to pay is enrolled along.
    """

    village: str
    insurances: tuple[Insurance, ...]
    rows: tuple[ListedRow, ...]
    tier_fen: int | None = None
    levy_year: int | None = None
    with_exempt: bool = False


@dataclass(frozen=True)
class VillageRequest:
    """A list with the money for it.

    ``amount_fen``: what was handed in, checked against what is due. ``leaves_out``: whoever cannot
    be taken as listed was looked at and is left out. ``brought_by``: who handed it in.
    """

    listed: VillageList
    slips: tuple[PosSlip, ...] = ()
    cash: CashPaper | None = None
    amount_fen: int | None = None
    leaves_out: bool = False
    brought_by: str = ""
    second: SecondPerson | None = None
    confirmed: frozenset[str] = frozenset()


@dataclass(frozen=True)
class VillagePerson:
    """What becomes of somebody, for one insurance: ``note`` says more than the kind does.

    ``due_fen`` is what is due, or was paid; None where nobody can say. ``receipt``: of who paid.
    """

    kind: Kind
    where: str
    household: str
    name: str
    id_number: str = ""
    insurance: Insurance | None = None
    due_fen: int | None = None
    note: str = ""
    receipt: str = ""


@dataclass(frozen=True)
class PlannedFamily:
    """A family that would be taken: its people as quoted, and the lines of its entry."""

    household: Household
    payers: Payers
    lines: tuple[Line, ...]

    @property
    def amount_fen(self) -> int:
        """What it pays at the counter."""
        return sum(line.amount_fen for line in self.lines)


@dataclass(frozen=True)
class VillagePlan:
    """What a list comes to: the families that would be taken, and everybody on it.

    ``people`` are in the order of the list, then the exempt who were not on it, then members of
    those families who could pay and are not listed.
    """

    village: str
    families: tuple[PlannedFamily, ...]
    people: tuple[VillagePerson, ...]

    @property
    def amount_fen(self) -> int:
        """What is due of all families together."""
        return sum(each.amount_fen for each in self.families)

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines of all families."""
        return tuple(line for each in self.families for line in each.lines)

    @property
    def differences(self) -> tuple[VillagePerson, ...]:
        """Who is on the list and would not be taken as listed."""
        return tuple(
            each for each in self.people if each.kind not in TAKEN and each.kind != "unlisted"
        )

    def of_kind(self, kind: Kind) -> tuple[VillagePerson, ...]:
        """Return everybody of whom the same becomes."""
        return tuple(each for each in self.people if each.kind == kind)


@dataclass(frozen=True)
class FamilyReceipt:
    """The receipt of one of the families."""

    receipt: str
    household: str
    head: str
    amount_fen: int
    lines: tuple[ReceiptLine, ...]


@dataclass(frozen=True)
class VillageReceipt:
    """The acknowledged result; ``replayed``: the papers had been entered before.

    ``left_out`` is who was on the list and not taken.
    """

    village: str
    receipts: tuple[FamilyReceipt, ...]
    amount_fen: int
    replayed: bool
    left_out: tuple[VillagePerson, ...] = ()
    missing: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()
