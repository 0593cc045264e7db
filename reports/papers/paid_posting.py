"""已参保公示: who of a village has paid for the round, to be put up there, a sheet a village.

Nothing stands on it that is nobody's business: no phone, no category, no amount, and of the
identity number as much as tells two of one name apart.
"""

from collections.abc import Iterable
from itertools import groupby

from models.base.terms import Insurance
from models.base.text import mask_id
from models.station.desk import Desk
from reports.listing.values import Cell, Column, Listing, Section
from reports.people_lists.chosen import chosen_insurances, short_title
from reports.people_lists.roster import roster_listing
from reports.rendering.sheet import sheet_name_of

NAME = "已参保公示"
_COLUMNS = (
    Column("户编号", "household"),
    Column("姓名", "name"),
    Column("证件号码", "masked_number"),
    Column("已缴险种和年度", "insured"),
)
_TAKEN = ("village", "household", "name", "id_number", "insurance", "levy_year", "remark")


def paid_postings(
    desk: Desk, village: str = "", insurance: Insurance | None = None
) -> tuple[Listing, ...]:
    """Return a list for each village in which somebody has paid, or for the one named.

    They are the roster's insured of the years that the round collects, without who has left.
    Raises BadInput for a village or an insurance the station does not have.
    """
    insurances = chosen_insurances(desk, insurance)
    years = {(short_title(each), str(desk.insurances[each].levy_year)) for each in insurances}
    roster = roster_listing(desk, village, insurance)
    keys = [column.key for column in roster.columns]
    places = [keys.index(key) for key in _TAKEN]
    taken = (tuple(row[place] for place in places) for row in roster.rows)
    made = tuple(
        _listing(desk, str(name), rows)
        for name, group in groupby(taken, key=lambda row: row[0])
        if (rows := _rows(row for row in group if _is_posted(row, years)))
    )
    return made or (_listing(desk, village, ()),)


def _is_posted(row: tuple[Cell, ...], years: set[tuple[str, str]]) -> bool:
    return row[6] is None and (row[4], row[5]) in years


def _rows(rows: Iterable[tuple[Cell, ...]]) -> tuple[tuple[Cell, ...], ...]:
    """Return a line for each person; the roster has one for each insurance and year."""
    return tuple(
        (household, name, mask_id(str(number)), "、".join(f"{row[4]}{row[5]}" for row in group))
        for (household, name, number), group in groupby(rows, key=lambda row: row[1:4])
    )


def _listing(desk: Desk, village: str, rows: tuple[tuple[Cell, ...], ...]) -> Listing:
    return Listing(
        name=NAME,
        station=desk.township,
        title=f"{desk.township}{village}城乡居民社会保险已参保人员公示",
        dated=desk.business_date,
        facts=(f"截至：{desk.business_date}", f"共 {len(rows)} 人"),
        columns=_COLUMNS,
        rows=rows,
        notes=(
            "列出本轮年度已登记缴费（含免缴）的人，撤销、退费的不列，已迁出、死亡的不列",
            f"没有列上或有差错的，请带身份证、缴费凭证到{desk.township}劳动保障站核对；本公示不作缴费凭证",
        ),
        signatures=(f"{desk.township}劳动保障站（盖章）", f"{village}（盖章）", "年    月    日"),
        sheet=sheet_name_of(village) or NAME,
        section=Section("村(社区)", village),
        is_upright=True,
    )
