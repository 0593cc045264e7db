"""Taking the receivables from the ledger: per funder and category, down to the people."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from models.base.errors import BadInput
from models.base.terms import SETTLEMENT_TITLES, Insurance, Settlement
from models.base.text import squeeze
from models.bureau.funders.owed import owed_to_people
from models.bureau.funders.shares import FundedShare, funded_shares
from models.bureau.funders.transfer import FunderTransfer, list_transfers
from models.station.desk import Desk

_Key = tuple[Insurance, int, Settlement, str, str]


@dataclass(frozen=True)
class ReceivableRow:
    """What one funder owes for one category, with the people and the money received, in fen."""

    insurance: Insurance
    levy_year: int
    settlement: Settlement
    funder: str
    category: str
    shares: tuple[FundedShare, ...]
    transfers: tuple[FunderTransfer, ...]

    @property
    def people(self) -> int:
        """How many people the funder pays for."""
        return len({each.person_id for each in self.shares})

    @property
    def due_fen(self) -> int:
        """What the funder owes by the ledger."""
        return sum(each.amount_fen for each in self.shares)

    @property
    def afterwards_people(self) -> int:
        """How many of them came onto the list after they had paid (事后资助)."""
        return len({each.person_id for each in self.shares if each.is_afterwards})

    @property
    def afterwards_fen(self) -> int:
        """What the funder owes for those; the rest counted when they paid (系统资助)."""
        return sum(each.amount_fen for each in self.shares if each.is_afterwards)

    @property
    def transferred_fen(self) -> int:
        """What the funder has transferred."""
        return sum(each.amount_fen for each in self.transfers)

    @property
    def difference_fen(self) -> int:
        """What is still to come; negative where too much was transferred."""
        return self.due_fen - self.transferred_fen


@dataclass(frozen=True)
class SettlementGroup:
    """The rows that are settled in one way; ways are never added to each other."""

    settlement: Settlement
    rows: tuple[ReceivableRow, ...]

    @property
    def people(self) -> int:
        """How many people, each once for an insurance and year."""
        return len(
            {
                (share.person_id, row.insurance, row.levy_year)
                for row in self.rows
                for share in row.shares
            }
        )

    @property
    def due_fen(self) -> int:
        """What the funders owe in this way."""
        return sum(row.due_fen for row in self.rows)

    @property
    def afterwards_people(self) -> int:
        """How many of them came onto a list after they had paid (事后资助)."""
        return len(
            {
                (share.person_id, row.insurance, row.levy_year)
                for row in self.rows
                for share in row.shares
                if share.is_afterwards
            }
        )

    @property
    def afterwards_fen(self) -> int:
        """What the funders owe for those."""
        return sum(row.afterwards_fen for row in self.rows)

    @property
    def transferred_fen(self) -> int:
        """What they have transferred in this way."""
        return sum(row.transferred_fen for row in self.rows)

    @property
    def difference_fen(self) -> int:
        """What is still to come in this way."""
        return self.due_fen - self.transferred_fen


@dataclass(frozen=True)
class ReceivableReport:
    """The receivables of a station on a day.

    ``owed_people`` and ``owed_fen`` are whom funders still owe under 先征后补, and how
    much; ``filters`` says what the report was narrowed to, empty for everything.
    """

    station: str
    document: str
    as_of: dt.date
    groups: tuple[SettlementGroup, ...]
    owed_people: int
    owed_fen: int
    filters: tuple[str, ...] = ()

    @property
    def rows(self) -> tuple[ReceivableRow, ...]:
        """All rows, in the order of the groups."""
        return tuple(row for group in self.groups for row in group.rows)


def gather_receivables(
    desk: Desk, as_of: dt.date | None = None, funder: str = "", category: str = ""
) -> ReceivableReport:
    """Return what funders owe by the entries up to a day (the business date unless given).

    ``funder`` and ``category`` narrow it. Raises BadInput for one the notice does not have.
    """
    day = as_of or desk.business_date
    funder = _known_funder(desk, squeeze(funder))
    category = desk.category_named(squeeze(category)).name if category else ""

    def is_asked(each: FundedShare | FunderTransfer) -> bool:
        return funder in ("", each.funder) and category in ("", each.category)

    shares: dict[_Key, list[FundedShare]] = defaultdict(list)
    for share in filter(is_asked, funded_shares(desk, day)):
        shares[_key(share)].append(share)
    transfers: dict[_Key, list[FunderTransfer]] = defaultdict(list)
    for transfer in filter(is_asked, list_transfers(desk, day)):
        transfers[_key(transfer)].append(transfer)
    rows = [
        ReceivableRow(*key, tuple(shares[key]), tuple(transfers[key]))
        for key in sorted({*shares, *transfers}, key=lambda key: _order(desk, key))
    ]
    owed = [
        each
        for each in owed_to_people(desk, day)
        if each.amount_fen > 0 and funder in ("", each.funder) and category in ("", each.category)
    ]
    return ReceivableReport(
        station=desk.township,
        document=desk.notice.document,
        as_of=day,
        groups=tuple(_groups(rows)),
        owed_people=len({(each.person_id, each.insurance, each.levy_year) for each in owed}),
        owed_fen=sum(each.amount_fen for each in owed),
        filters=tuple(each for each in (funder, category) if each),
    )


def _key(each: FundedShare | FunderTransfer) -> _Key:
    return each.insurance, each.levy_year, each.settlement, each.funder, each.category


def _groups(rows: list[ReceivableRow]) -> Iterable[SettlementGroup]:
    for settlement in SETTLEMENT_TITLES:
        own = tuple(row for row in rows if row.settlement == settlement)
        if own:
            yield SettlementGroup(settlement, own)


def _order(desk: Desk, key: _Key) -> tuple[int, int, int, str, str]:
    """Order rows as the present notices name insurances and categories."""
    insurance, levy_year, _, funder, category = key
    names = [each.name for each in desk.notice.categories]
    position = names.index(category) if category in names else len(names)
    insurances = list(desk.insurances)
    place = insurances.index(insurance) if insurance in insurances else len(insurances)
    return place, levy_year, position, category, funder


def _known_funder(desk: Desk, funder: str) -> str:
    known = dict.fromkeys(
        share.funder
        for each in reversed(desk.rounds)
        for rules in each.notice_on(desk.business_date).insurances.values()
        for rule in rules.subsidies
        for share in rule.shares
    )
    if funder and funder not in known:
        named = "、".join(known) or "没有"
        raise BadInput(f"“{funder}”不是 {desk.notice.id} 的资金来源，可用：{named}")
    return funder
