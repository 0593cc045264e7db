"""缴费证明: what a household, or one of its members, has paid by the station's ledger.

Only the tax bureau's voucher is a voucher (税收票证). This is the station's statement of its own
ledger, net of refunds, and says so.
"""

import datetime as dt
from collections.abc import Callable, Sequence

from models.base.errors import BadInput
from models.base.money_words import amount_in_words
from models.base.text import mask_id
from models.levy.family import Household, Member, Paid
from models.people.households.families import load_household
from models.station.desk import Desk
from models.store.tables.people import Person
from reports.listing.values import Cell, Column, Listing
from reports.people_lists.chosen import short_title
from reports.rendering.sheet import sheet_name_of

_COLUMNS = (
    Column("姓名", "name"),
    Column("证件号码", "number"),
    Column("险种", "insurance"),
    Column("参保年度", "levy_year"),
    Column("个人缴费", "amount_fen", "money"),
    Column("缴费日期", "paid_on", "date"),
    Column("收据号", "receipt"),
)
_STATED = "税务登记参保"
_NOTES = (
    "本证明只说明本站台账的登记，截至开具当日，撤销、退费的已去掉，补退的差额已计入；免缴的为 0.00",
    "只有税务部门开具的税收票证才是缴费凭证，本证明不作缴费凭证、不作报销凭证",
    "职工保险、在别处参保、本站没有登记的缴费不在内；涂改无效",
)


def _member(desk: Desk, household_id: int, person_id: int) -> tuple[Household, Member]:
    """Return the member of a household with this identifier, also one who has left since.

    Raises BadInput where the person is of another household.
    """
    household = load_household(desk, household_id)
    found = next((each for each in household.members if each.person_id == person_id), None)
    if found is not None:
        return household, found
    person = desk.store.get(Person, station_id=desk.station_id, id=person_id)
    if person is None or person.household_id != household_id or person.left_on is None:
        raise BadInput("这一户没有这个证件号码的人，请核对「证件号码」")
    before = load_household(desk.on(person.left_on - dt.timedelta(days=1)), household_id)
    return household, next(each for each in before.members if each.person_id == person_id)


def proof_listing(
    desk: Desk,
    household_id: int,
    person_id: int | None = None,
    years: Sequence[int] = (),
    show_number: Callable[[str], str] = mask_id,
) -> Listing:
    """Return the paper for a household, or for one member of it; of some levy years, or of all.

    Raises BadInput where nothing was paid that it could state.
    """
    if person_id is None:
        household = load_household(desk, household_id)
        members: tuple[Member, ...] = household.members
    else:
        household, member = _member(desk, household_id, person_id)
        members = (member,)
    rows = tuple(
        _row(member, paid, show_number)
        for member in members
        for paid in sorted(member.paid, key=lambda each: (each.levy_year, each.insurance))
        if not years or paid.levy_year in years
    )
    if not rows:
        of = "、".join(map(str, years))
        raise BadInput(f"台账里没有{f' {of} 年度' if of else ''}有效的缴费，没有可证明的")
    amount_fen = sum(row[4] for row in rows if isinstance(row[4], int))
    who = household.head if person_id is None else members[0].name
    return Listing(
        name=sheet_name_of(f"缴费证明_{household.number}_{who}"),
        station=desk.township,
        title="城乡居民社会保险缴费证明",
        dated=desk.business_date,
        facts=(
            f"{desk.township}劳动保障站", f"{household.village} {household.number} 户",
            f"户主 {household.head}" if person_id is None else who,
            f"开具日期：{desk.business_date}", "单位：元",
        ),
        columns=_COLUMNS,
        rows=rows,
        total=("合计", None, None, None, amount_fen, None, None),
        notes=(f"合计大写：{amount_in_words(amount_fen)}", *_NOTES),
        signatures=(f"经办人：{desk.operator}", "（盖章）", "年    月    日"),
        sheet="缴费证明",
        is_one_page=True,
        is_upright=True,
    )  # fmt: skip


def _row(member: Member, paid: Paid, show_number: Callable[[str], str]) -> tuple[Cell, ...]:
    return (
        member.name,
        show_number(member.id_number),
        short_title(paid.insurance),
        str(paid.levy_year),
        _STATED if paid.is_stated else paid.amount_fen,
        paid.business_date,
        paid.receipt,
    )
