"""The entries of a day (今日流水): every number with its family, then sums by channel and hour."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from models.ledger.entry import CHANNEL_TITLES, COUNTS_AS
from models.station.desk import Desk
from reports.listing.values import Cell, Column, Listing
from reports.receipt_register.gather import RegisterRow, register_rows

_COLUMNS = (
    Column("收据", "receipt"),
    Column("时间", "time"),
    Column("村(社区)", "village"),
    Column("户编号", "household"),
    Column("户主", "head"),
    Column("人数", "people", "number"),
    Column("险种", "insurances"),
    Column("方式", "channel"),
    Column("金额", "amount_fen", "money"),
    Column("状态", "state"),
    Column("操作员", "operator"),
)
_BAR_CELLS = 30
_HOUR = slice(11, 13)
_TIME = slice(11, 16)


def entries_listings(desk: Desk, *, is_mine: bool = False) -> tuple[Listing, ...]:
    """Return the entries of the business date, the newest first, and what they add up to.

    ``is_mine``: those of the operator alone.
    """
    day = desk.business_date
    rows = [
        each
        for each in register_rows(desk, day, day)
        if not is_mine or each.operator == desk.operator
    ]
    whose = f"操作员 {desk.operator}" if is_mine else "全站"
    net_fen = sum(each.amount_fen for each in rows)
    listing = Listing(
        name="今日流水",
        station=desk.township,
        title=f"{desk.township}劳动保障站流水",
        dated=day,
        facts=(f"{day}", whose, f"{len(rows)} 笔", "单位：元"),
        columns=_COLUMNS,
        rows=tuple(map(_row, reversed(rows))),
        total=("净额", *[None] * 7, net_fen, None, None),
        notes=() if rows else ("还没有收费",),
        signatures=(),
    )
    if not rows:
        return (listing,)
    order = list(CHANNEL_TITLES.values())
    channels = sorted(_sums(rows, lambda each: each.channel), key=lambda row: order.index(row[0]))
    hours = sorted(_sums(rows, lambda each: f"{each.recorded_at[_HOUR]} 时"))
    return (
        listing,
        _summed(listing, "按方式", "方式", channels),
        _summed(listing, "按小时", "时间", hours),
    )


def _row(row: RegisterRow) -> tuple[Cell, ...]:
    return (
        row.number, row.recorded_at[_TIME], row.village, row.household_number, row.head,
        row.people, row.insurances, row.channel, row.amount_fen, row.state, row.operator,
    )  # fmt: skip


def _sums(
    rows: Iterable[RegisterRow], key: Callable[[RegisterRow], str]
) -> list[tuple[str, int, int]]:
    """Return how many payments net of reversals, and how much in fen, by what they share."""
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for each in rows:
        sums[key(each)][0] += COUNTS_AS[each.kind]
        sums[key(each)][1] += each.amount_fen
    return [(what, payments, amount_fen) for what, (payments, amount_fen) in sums.items()]


def _summed(of: Listing, title: str, heading: str, sums: Sequence[tuple[str, int, int]]) -> Listing:
    most_fen = max(amount_fen for _, _, amount_fen in sums)
    return Listing(
        name=title,
        station=of.station,
        title=title,
        dated=of.dated,
        facts=of.facts[:2],
        columns=(
            Column(heading, "part"),
            Column("笔数", "payments", "number"),
            Column("金额", "amount_fen", "money"),
            Column("图", "bar"),
        ),
        rows=tuple(
            (*each, "#" * (max(0, each[2]) * _BAR_CELLS // most_fen) if most_fen > 0 else "")
            for each in sums
        ),
        total=("合计", sum(each[1] for each in sums), sum(each[2] for each in sums), ""),
        signatures=(),
    )
