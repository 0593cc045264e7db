"""The unpaid as a list to be printed and taken along."""

from collections.abc import Iterator, Sequence

from models.base.money import format_yuan
from models.base.terms import Insurance
from models.people.contacts import NOTE, PROMISED, RESULT, RESULTS, WAY, WAYS
from models.station.desk import Desk
from reports.listing.values import Cell, Column, Listing
from reports.people_lists.chosen import elective_insurances, list_facts, short_title, with_year
from reports.people_lists.dunning import Dunning, Order, UnpaidFamily, gather_dunning

REGISTER_NOTE = "缴费按入账的业务日期算；户、村和户成员没有变更记录的，按现在的花名册"

_COLUMNS = (
    Column("村(社区)", "village", cells=10),
    Column("户编号", "household", cells=9),
    Column("户主", "head", cells=9),
    Column("险种年度", "insurance", cells=13.5),
    Column("未缴人员", "people_names", cells=22),
    Column("人数", "people", "number", cells=5.5),
    Column("应缴金额", "due_fen", "money", cells=10),
    Column("全户应缴", "family_due_fen", "money", cells=10),
    Column("电话", "phones", cells=13),
    Column("上次联系", "contacted_on", "date", cells=11),
    Column("方式", "how", cells=6.5),
    Column("结果", "result", cells=14),
)
_ANSWERS = (
    Column(RESULT, "answer", cells=10, choices=RESULTS),
    Column(WAY, "answer_how", cells=9, choices=WAYS),
    Column(PROMISED, "answer_promised", cells=10),
    Column(NOTE, "answer_note", cells=12),
)
"""What whoever calls fills in; ``contact --file`` reads it back."""


def dunning_listing(
    desk: Desk,
    village: str = "",
    insurance: Insurance | None = None,
    *,
    with_closed: bool = False,
    order: Order = "walk",
) -> Listing:
    """Return the list of the unpaid on the business date; raises as ``gather_dunning``."""
    dunning = gather_dunning(desk, village, insurance, with_closed=with_closed, order=order)
    families = dunning.families
    is_walk = order == "walk"
    return Listing(
        name="催缴名单" if is_walk else "催缴电话名单",
        station=desk.township,
        title=f"{desk.township}{'催缴名单' if is_walk else '催缴名单（该先联系的在前）'}",
        dated=desk.business_date,
        facts=list_facts(desk, village, dunning.insurances),
        columns=_COLUMNS,
        rows=tuple(_rows(desk, families)),
        total=(
            "合计", f"{_families(families)} 户", None, None, None, _people(families),
            _due_fen(families), _due_fen(families), None, None, None, None,
        ),
        notes=tuple(_notes(desk, dunning, insurance)),
        signatures=(),
        by_hand=_ANSWERS,
        pages_by="village" if is_walk else "",
    )  # fmt: skip


def _rows(desk: Desk, families: Sequence[UnpaidFamily]) -> Iterator[tuple[Cell, ...]]:
    """Yield a row for each family and insurance; what all of it owes stands in its first."""
    sums: dict[int, int | None] = {}
    for each in families:
        if each.due_fen is not None:
            sums[each.household_id] = (sums.get(each.household_id) or 0) + each.due_fen
    for each in families:
        yield _row(desk, each, sums.pop(each.household_id, None))


def _row(desk: Desk, each: UnpaidFamily, family_fen: int | None) -> tuple[Cell, ...]:
    last = each.contact
    return (
        each.village,
        each.number,
        each.head,
        with_year(desk, each.insurance),
        _names(each),
        len(each.people),
        each.due_fen,
        family_fen,
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
    if dunning.closed:
        yield f"征缴期已过、不能再缴的 {dunning.closed} 人没有列入；要列请选「征缴期已过的也列出」"
    yield f"“{RESULT}”四列填好后，用「催缴联系」的「催缴结果文件」读回，重复读不会重复登记"
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
