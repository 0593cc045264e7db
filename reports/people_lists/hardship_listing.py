"""Hardship people not enrolled as a list: first who is to enrol, then who need not."""

from collections.abc import Iterator, Sequence

from models.base.terms import Insurance
from models.base.text import mask_id
from models.station.desk import Desk
from reports.listing.values import Cell, Column, Listing
from reports.people_lists.chosen import list_facts, short_title, with_year
from reports.people_lists.dunning_listing import REGISTER_NOTE
from reports.people_lists.hardship import Uncovered, UncoveredList, gather_uncovered

_COLUMNS = (
    Column("情况", "state", cells=11),
    Column("村(社区)", "village", cells=14),
    Column("户编号", "household", cells=12),
    Column("姓名", "name", cells=14),
    Column("证件号码", "masked_number", cells=22),
    Column("困难类别", "categories", cells=20),
    Column("险种年度", "insurance", cells=16),
    Column("原因", "reason", cells=40),
    Column("应缴金额", "due_fen", "money"),
    Column("电话", "phones", cells=16),
)


def uncovered_listing(desk: Desk, village: str = "", insurance: Insurance | None = None) -> Listing:
    """Return the list on the business date; raises as ``gather_uncovered``."""
    found = gather_uncovered(desk, village, insurance)
    return Listing(
        name="应保尽保未参保名单",
        station=desk.township,
        title=f"{desk.township}应保尽保未参保名单",
        dated=desk.business_date,
        facts=list_facts(desk, village, found.insurances),
        columns=_COLUMNS,
        rows=tuple(_row(desk, each) for each in (*found.missing, *found.excused)),
        total=(
            "合计", None, None, None, None, None, None,
            f"应参保未参保 {len(found.missing)} 人次，可不参保 {len(found.excused)} 人次",
            sum(each.due_fen or 0 for each in found.missing), None,
        ),
        notes=tuple(_notes(found)),
        signatures=(),
    )  # fmt: skip


def _row(desk: Desk, each: Uncovered) -> tuple[Cell, ...]:
    return (
        "可不参保" if each.is_excused else "应参保",
        each.village,
        each.household,
        each.name,
        mask_id(each.id_number),
        "、".join(each.categories) or None,
        with_year(desk, each.insurance),
        each.reason,
        each.due_fen,
        " ".join(each.phones) or None,
    )


def _notes(found: UncoveredList) -> Iterator[str]:
    for place in found.places:
        counts = _counts(found, place.name, found.missing)
        if counts:
            yield f"{place.name}：应参保未参保 {'；'.join(counts)}"
    yield "各村人数等于同一天半月报困难群体人数减已参保人数"
    for insurance, people in found.of_other_age.items():
        if people:
            yield f"{short_title(insurance)}另有 {people} 人年龄不在参保范围，没有列入"
    yield REGISTER_NOTE


def _counts(found: UncoveredList, village: str, people: Sequence[Uncovered]) -> list[str]:
    """Return a village's numbers, insurance by insurance."""
    counts = []
    for insurance in found.insurances:
        own = sum(each.insurance == insurance and each.village == village for each in people)
        if own:
            counts.append(f"{short_title(insurance)} {own} 人")
    return counts
