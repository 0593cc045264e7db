"""Who has not renewed, as a list to be printed and taken along."""

from collections.abc import Iterator

from models.base.terms import Insurance
from models.station.desk import Desk
from reports.listing.values import Cell, Column, Listing
from reports.people_lists.chosen import elective_insurances, list_facts, short_title, with_year
from reports.people_lists.dunning_listing import REGISTER_NOTE
from reports.people_lists.not_renewed import (
    NotRenewed,
    NotRenewedList,
    Renewal,
    gather_not_renewed,
)

_COLUMNS = (
    Column("村(社区)", "village", cells=14),
    Column("户编号", "household", cells=12),
    Column("户主", "head", cells=14),
    Column("姓名", "name", cells=14),
    Column("险种年度", "insurance", cells=16),
    Column("上年年度", "last_year", cells=10),
    Column("应缴金额", "due_fen", "money"),
    Column("待办", "waits_for", cells=12),
    Column("电话", "phones", cells=16),
    Column("上次联系", "contacted_on", "date"),
    Column("结果", "result", cells=28),
)


def not_renewed_listing(
    desk: Desk, village: str = "", insurance: Insurance | None = None
) -> Listing:
    """Return the list on the business date; raises as ``gather_not_renewed``."""
    found = gather_not_renewed(desk, village, insurance)
    due_fen = sum(each.due_fen or 0 for each in found.people)
    families = len({each.household_id for each in found.people})
    return Listing(
        name="未续保名单",
        station=desk.township,
        title=f"{desk.township}上年参保、今年未缴名单",
        dated=desk.business_date,
        facts=list_facts(desk, village, found.insurances),
        columns=_COLUMNS,
        rows=tuple(_row(desk, each) for each in found.people),
        total=(
            "合计", f"{families} 户", None, f"{len(found.people)} 人次", None, None, due_fen,
            None, None, None, None,
        ),
        notes=tuple(_notes(desk, found, insurance)),
        signatures=(),
    )  # fmt: skip


def _row(desk: Desk, each: NotRenewed) -> tuple[Cell, ...]:
    last = each.contact
    return (
        each.village,
        each.number,
        each.head,
        each.name,
        with_year(desk, each.insurance),
        str(desk.insurances[each.insurance].levy_year - 1),
        each.due_fen,
        each.waits_for or None,
        " ".join(each.phones) or None,
        last.on if last else None,
        last.outcome if last else None,
    )


def _notes(desk: Desk, found: NotRenewedList, asked: Insurance | None) -> Iterator[str]:
    """Yield a line for each insurance and each village, then how to read the list."""
    for insurance in found.insurances:
        total = found.total(insurance)
        year = desk.insurances[insurance].levy_year
        if not total.last_year:
            yield (
                f"{short_title(insurance)}：本站不知道 {year - 1} 年度谁参保，无从列出；"
                "请「导入」往年参保的名单"
            )
            continue
        rate = total.renewed / total.last_year
        yield (f"{short_title(insurance)}：{year - 1} 年度参保 {_words(total)}；续保率 {rate:.2%}")
    for place in found.places:
        parts = [
            f"{short_title(name)} {_words(own)}"
            for name in found.insurances
            if (own := found.counts[place.name, name]).missing
        ]
        if parts:
            yield f"{place.name}：上年参保的，{'；'.join(parts)}"
    if any(each.due_fen is None for each in found.people):
        yield "应缴金额是截至当日在柜台要缴的数；待选档、标准未定等还算不出的没有计入"
    yield "上年是否参保，按上一轮的台账或导入的往年参保名单；已去世、迁出的没有列入"
    yield "不必催缴：在别处参保、在校、服役、服刑或年龄不在范围内，没有列入"
    if asked is None and elective_insurances(desk):
        yield "自愿参加的险种没有列入；要列请写明「只列一个险种」"
    yield REGISTER_NOTE


def _words(each: Renewal) -> str:
    apart = f"，不必催缴 {each.not_asked} 人" if each.not_asked else ""
    return f"{each.last_year} 人，已续 {each.renewed} 人，未续 {each.missing} 人{apart}"
