"""An explained quote: one insurance of one person, part by part; amounts in fen."""

import datetime as dt
from dataclasses import dataclass

from models.base.terms import INSURANCE_TITLES, Settlement
from models.levy.family import Paid
from models.levy.notice import Notice
from models.levy.values import INTERPRETATION_TITLES, Considered, Quote, ShareAmount

SETTLEMENT_WORDS: dict[Settlement, str] = {
    "waived": "直接缴入基金，本人不用缴这一部分",
    "remitted": "划拨到乡镇，和本人缴的一起汇缴",
    "reimbursed": "先征后补：先由本人缴，之后退到本人账户",
}


@dataclass(frozen=True)
class Explained:
    """Why somebody owes what they owe for one insurance, on ``on``.

    ``paid`` is the payment in force, if there is one: the quote is then that of its day.
    ``difference_fen`` is still owed (or comes back, if negative); ``difference_why``: after what.
    """

    title: str
    on: dt.date
    quote: Quote
    document: str
    paid: Paid | None = None
    difference_fen: int = 0
    difference_why: str = ""

    @property
    def own_fen(self) -> int:
        """What stays with the person when every refund has come back."""
        return (self.quote.standard_fen or 0) - (self.quote.subsidy_fen or 0)

    @property
    def refunds(self) -> tuple[ShareAmount, ...]:
        """The shares that come back to the person later (先征后补)."""
        return tuple(each for each in self.quote.shares if each.settlement == "reimbursed")

    @property
    def considered(self) -> tuple[Considered, ...]:
        """The categories looked at, the one that counts first."""
        return tuple(sorted(self.quote.considered, key=lambda each: not each.is_applied))

    @property
    def sentences(self) -> tuple[str, ...]:
        """What the rules said, each with its clause, but for what is shown elsewhere."""
        elsewhere = {each.category for each in self.quote.considered}
        refused = self.quote.refused.message if self.quote.refused else ""
        return tuple(
            sentence
            for sentence in self.quote.explanation
            if not sentence.startswith(("本程序解释", "现在应缴", "自 "))
            and sentence.partition("：")[0] not in elsewhere
            and sentence != refused
        )

    @property
    def interpretations(self) -> tuple[str, ...]:
        """What the program, not the notice, decided."""
        return tuple(
            f"{number}. {INTERPRETATION_TITLES[number]}" for number in self.quote.interpretations
        )


@dataclass(frozen=True)
class ExplainedMember:
    """One person with every insurance the notice collects."""

    name: str
    relation: str
    id_number: str
    born: dt.date
    age: int
    enrolment: str
    note: str
    parts: tuple[Explained, ...]


@dataclass(frozen=True)
class ExplainedFamily:
    """A household, its members explained, and what "all members enrol" says of it."""

    station: str
    notice_title: str
    document: str
    on: dt.date
    village: str
    number: str
    head: str
    members: tuple[ExplainedMember, ...]
    remarks: tuple[str, ...] = ()

    def only(self, position: int) -> "ExplainedFamily":
        """Return the same with one member alone."""
        from dataclasses import replace

        return replace(self, members=(self.members[position],), remarks=())


def explained(
    notice: Notice,
    quote: Quote,
    on: dt.date,
    paid: Paid | None = None,
    difference_fen: int = 0,
    difference_why: str = "",
) -> Explained:
    """Return a quote with what is needed to explain it."""
    title = INSURANCE_TITLES[quote.insurance]
    if quote.levy_year is not None:
        title = f"{title} {quote.levy_year} 年度"
    return Explained(title, on, quote, notice.document, paid, difference_fen, difference_why)
