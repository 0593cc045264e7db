"""参保登记表: a family's registration form, filled with what is known, the rest by hand."""

from models.base.errors import BadInput
from models.base.identity import parse_identity_number
from models.levy.family import Household, Member
from models.people.households.families import load_household
from models.station.desk import Desk
from reports.listing.values import Cell, Column, Listing
from reports.people_lists.chosen import short_title
from reports.rendering.sheet import sheet_name_of

_COLUMNS = (
    Column("序号", "number", "number"),
    Column("姓名", "name", cells=11.0),
    Column("关系", "relation"),
    Column("性别", "sex"),
    Column("民族", "ethnicity"),
    Column("出生日期", "born", "date"),
    Column("证件号码", "id_number", cells=21.0),
    Column("手机号码", "phone", cells=15.0),
    Column("人员类别", "categories", cells=14.0),
    Column("参保情况", "enrolment", cells=12.0),
)
_BY_HAND = (
    Column("参加险种", "wanted", cells=12.0),
    Column("养老档次", "tier", cells=9.0),
    Column("本人签字", "signed", cells=10.0),
)
_EMPTY_ROWS, _LEAST_ROWS = 3, 8
_NOTES = (
    "打印的是台账里已有的，请核对：有错的划去改正，空着的补填，没有列上的人写在空行里",
    "参加险种填：养老、医疗、大病；不参加的写明原因（职工医保、异地参保、在校等）",
    "户籍地址：                                        银行账户（代扣、退款用）：",
    "本户承诺以上填写属实，不重复参保；情况有变化及时告知。本表不作缴费凭证",
)


def registration_listing(desk: Desk, household_id: int) -> Listing:
    """Return the form of a household on the business date; identity numbers stand whole."""
    household = load_household(desk, household_id)
    if not household.members:
        raise BadInput("这一户已没有成员，没有可打的登记表")
    rows = [_row(number, each, desk) for number, each in enumerate(household.members, 1)]
    empty = max(_EMPTY_ROWS, _LEAST_ROWS - len(rows))
    rows += [_empty(number) for number in range(len(rows) + 1, len(rows) + empty + 1)]
    return Listing(
        name=sheet_name_of(f"参保登记表_{household.number}_{household.head}"),
        station=desk.township,
        title=f"{desk.township}城乡居民社会保险参保登记表",
        dated=desk.business_date,
        facts=_facts(desk, household),
        columns=_COLUMNS,
        rows=tuple(rows),
        notes=_NOTES,
        signatures=("户主（代办人）签字：", "村（社区）：", "经办人：", "    年    月    日"),
        sheet="参保登记表",
        by_hand=_BY_HAND,
        is_one_page=True,
    )


def _facts(desk: Desk, household: Household) -> tuple[str, ...]:
    insurances = "、".join(
        f"{short_title(name)} {rules.levy_year} 年度" for name, rules in desk.insurances.items()
    )
    return (
        f"村(社区)：{household.village}",
        f"户编号：{household.number}",
        f"户主：{household.head}",
        f"本轮：{insurances}",
        f"打印日期：{desk.business_date}",
    )


def _row(number: int, member: Member, desk: Desk) -> tuple[Cell, ...]:
    held = [
        each.category
        for each in member.holdings
        if each.until is None or each.until >= desk.business_date
    ]
    return (
        number,
        member.name,
        member.relation,
        _sex(member.id_number),
        member.ethnicity,
        member.born,
        member.id_number,
        member.phone,
        "、".join(held),
        member.enrolment,
    )


def _empty(number: int) -> tuple[Cell, ...]:
    return (number, *[""] * (len(_COLUMNS) - 1))


def _sex(id_number: str) -> str:
    """Return 男 or 女 as the number tells it; nothing where it tells none."""
    try:
        is_male = parse_identity_number(id_number).is_male
    except BadInput:
        return ""
    return {True: "男", False: "女", None: ""}[is_male]
