"""The unpaid as a list to be printed and taken along."""

from collections.abc import Iterator, Sequence

from models.base.money import format_yuan
from models.base.terms import Insurance
from models.station.desk import Desk
from reports.listing.values import Cell, Column, Listing
from reports.people_lists.chosen import elective_insurances, list_facts, short_title, with_year
from reports.people_lists.dunning import Dunning, UnpaidFamily, gather_dunning

REGISTER_NOTE = "缴费按入账的业务日期算；户、村和户成员没有变更记录的，按现在的花名册"

_COLUMNS = (
    Column("村(社区)", "village", cells=14),
    Column("户编号", "household", cells=12),
    Column("户主", "head", cells=14),
    Column("险种年度", "insurance", cells=16),
    Column("未缴人员", "people_names", cells=34),
    Column("人数", "people", "number", cells=8),
    Column("应缴金额", "due_fen", "money"),
    Column("电话", "phones", cells=16),
    Column("上次联系", "contacted_on", "date"),
    Column("方式", "how", cells=10),
    Column("结果", "result", cells=28),
)


def dunning_listing(desk: Desk, village: str = "", insurance: Insurance | None = None) -> Listing:
    """Return the list of the unpaid on the business date; raises as ``gather_dunning``."""
    dunning = gather_dunning(desk, village, insurance)
    families = dunning.families
    return Listing(
        name="催缴名单",
        station=desk.township,
        title=f"{desk.township}催缴名单",
        dated=desk.business_date,
        facts=list_facts(desk, village, dunning.insurances),
        columns=_COLUMNS,
        rows=tuple(_row(desk, each) for each in families),
        total=(
            "合计", f"{_families(families)} 户", None, None, None, _people(families),
            _due_fen(families), None, None, None, None,
        ),
        notes=tuple(_notes(desk, dunning, insurance)),
        signatures=(),
    )  # fmt: skip


def _row(desk: Desk, each: UnpaidFamily) -> tuple[Cell, ...]:
    last = each.contact
    return (
        each.village,
        each.number,
        each.head,
        with_year(desk, each.insurance),
        _names(each),
        len(each.people),
        each.due_fen,
        " ".join(each.phones) or None,
        last.on if last else None,
        last.how if last else None,
        last.outcome if last else None,
    )


def _names(each: UnpaidFamily) -> str:
    """Return who is unpaid; what all of them wait for is said once."""
    common = {person.waits_for for person in each.people}
    is_alike = len(common) == 1 and not any(person.answered for person in each.people)
    if len(each.people) > 1 and is_alike and common != {""}:
        return f"{'、'.join(person.name for person in each.people)}（均{common.pop()}）"
    return "、".join(map(str, each.people))


def _notes(desk: Desk, dunning: Dunning, asked: Insurance | None) -> Iterator[str]:
    """Yield a line for each village with anybody unpaid, then how to read the figures."""
    for place in dunning.places:
        own = [each for each in dunning.families if each.village == place.name]
        if own:
            yield f"{place.name}：{'；'.join(_sums(dunning.insurances, own))}"
    yield "应缴金额是截至当日在柜台要缴的数；待选档、标准未定等还算不出的没有计入"
    if dunning.excused:
        yield f"未参保核查已说明原因、不必催缴的 {dunning.excused} 人没有列入（在校、职工、死亡等）"
    elective = elective_insurances(desk)
    if asked is None and elective:
        name = short_title(elective[0])
        yield f"{name}自愿参加，没有列入；要列请在「只列一个险种」写{name}"
    yield REGISTER_NOTE


def _sums(insurances: Sequence[Insurance], families: Sequence[UnpaidFamily]) -> Iterator[str]:
    for insurance in insurances:
        own = [each for each in families if each.insurance == insurance]
        if own:
            undecided = sum(person.due_fen is None for each in own for person in each.people)
            rest = f"（另有 {undecided} 人未定）" if undecided else ""
            yield (
                f"{short_title(insurance)} {_families(own)} 户 {_people(own)} 人 "
                f"{format_yuan(_due_fen(own))} 元{rest}"
            )


def _families(families: Sequence[UnpaidFamily]) -> int:
    return len({each.household_id for each in families})


def _people(families: Sequence[UnpaidFamily]) -> int:
    return sum(len(each.people) for each in families)


def _due_fen(families: Sequence[UnpaidFamily]) -> int:
    return sum(each.due_fen or 0 for each in families)
