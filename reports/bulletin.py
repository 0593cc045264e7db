"""The monthly bulletin (通报): each insurance's townships by rank, and who has not reported."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from models.base.terms import INSURANCE_TITLES
from models.bureau.district.values import Bulletin, InsuranceBulletin, TownshipRow
from reports.listing.document import listing_document
from reports.listing.text import listing_text
from reports.listing.values import Cell, Column, Listing
from reports.listing.workbook import FIRST_ROW, write_listing_sheet
from reports.rendering.charts import add_bar_page
from reports.rendering.sheet import Workbook, new_workbook

_COLUMNS = (
    Column("名次", "rank", "number"),
    Column("乡镇(街道)", "township"),
    Column("任务数", "target", "number"),
    Column("上年人数", "last_year_people", "number"),
    Column("本月", "people_this_month", "number"),
    Column("累计", "people_to_date", "number"),
    Column("完成率", "rate", "rate"),
    Column("名次升降", "ranks_gained", "number"),
    Column("个人缴费", "personal_fen", "money"),
    Column("资助", "subsidy_fen", "money"),
    Column("困难应保", "hardship_people", "number"),
    Column("已保", "hardship_covered", "number"),
    Column("参保率", "hardship_rate", "rate"),
    Column("说明", "remark", cells=20.0),
)
_RATE = 6
_SIGNATURES = ("制表：", "审核：", "签发：", "（盖章）    年   月   日")


def bulletin_listings(
    bulletin: Bulletin, refused: Sequence[tuple[str, str]] = ()
) -> tuple[Listing, ...]:
    """Return the bulletin as one list for each insurance; ``refused`` files are named in it."""
    return tuple(_listing(bulletin, each, refused) for each in bulletin.insurances)


def bulletin_text(listings: Sequence[Listing]) -> str:
    """Return the bulletin as text."""
    return "\n\n\n".join(map(listing_text, listings))


def bulletin_document(
    bulletin: Bulletin, listings: Sequence[Listing], refused: Sequence[tuple[str, str]]
) -> dict[str, Any]:
    """Return the bulletin for ``--json``; amounts in fen."""
    return {
        "notice": bulletin.notice,
        "period": {"from": bulletin.period.first_day, "to": bulletin.period.last_day},
        "insurances": {
            each.insurance: listing_document(listing)
            for each, listing in zip(bulletin.insurances, listings, strict=True)
        },
        "missing": bulletin.missing,
        "strangers": bulletin.strangers,
        "refused_files": [{"file": name, "message": message} for name, message in refused],
    }


def write_bulletin_workbook(
    listings: Sequence[Listing], path: Path, *, overwrite: bool = False
) -> None:
    """Write one sheet for each insurance, each with its bars; raises as ``new_workbook``."""
    with new_workbook(path, listings[0].dated, overwrite=overwrite) as book:
        for listing in listings:
            write_listing_sheet(book, listing, listing.name)
            _chart(book, listing)


def _listing(
    bulletin: Bulletin, each: InsuranceBulletin, refused: Sequence[tuple[str, str]]
) -> Listing:
    title = INSURANCE_TITLES[each.insurance]
    period = bulletin.period
    return Listing(
        name=title.removeprefix("城乡居民"),
        station="全区",
        title=f"{period.year}年{period.month}月{title}征缴进度通报",
        dated=period.last_day,
        facts=(
            f"参保年度：{each.levy_year}",
            f"截至 {period.last_day}",
            f"已报 {len(bulletin.reports)} 个单位",
            "单位：人、元",
        ),
        columns=_COLUMNS,
        rows=tuple(_row(row) for row in each.rows),
        total=_row(each.total),
        notes=tuple(_notes(bulletin, each, refused)),
        signatures=_SIGNATURES,
    )


def _row(row: TownshipRow) -> tuple[Cell, ...]:
    reported = row.is_reported or row.township == "合计"

    def stated(value: int) -> int | None:
        return value if reported else None

    return (
        row.rank,
        row.township,
        row.target,
        row.last_year_people,
        row.people_this_month,
        stated(row.people_to_date),
        None if row.rate is None or not reported else round(float(row.rate), 6),
        row.ranks_gained,
        stated(row.personal_fen),
        stated(row.subsidy_fen),
        stated(row.hardship_people),
        stated(row.hardship_covered),
        None if row.hardship_rate is None else round(float(row.hardship_rate), 6),
        _remark(row),
    )


def _remark(row: TownshipRow) -> str:
    if row.township == "合计":
        return "" if row.is_reported else "未报的没有计入"
    if not row.is_reported:
        return "未报"
    words = ["低于要求"] if row.is_below else []
    words += ["困难群体未全保"] if row.hardship_is_below else []
    words += ["没有任务数"] if row.target is None else []
    return "、".join(words)


def _notes(
    bulletin: Bulletin, each: InsuranceBulletin, refused: Sequence[tuple[str, str]]
) -> list[str]:
    notes = [f"依据：{bulletin.notice_title}（{bulletin.document}）"]
    if bulletin.missing:
        notes.append(
            f"未报 {len(bulletin.missing)} 个：{'、'.join(bulletin.missing)}；没有计入合计"
        )
    if each.goal is not None:
        below = [row.township for row in each.rows if row.is_below]
        notes.append(
            f"要求完成率 {float(each.goal):.2%}（{each.goal_clause}），"
            f"低于的 {len(below)} 个{'：' + '、'.join(below) if below else ''}"
        )
    if each.hardship_goal is not None:
        below = [row.township for row in each.rows if row.hardship_is_below]
        notes.append(
            f"困难群体要求参保率 {float(each.hardship_goal):.2%}，"
            f"低于的 {len(below)} 个{'：' + '、'.join(below) if below else ''}"
        )
    if each.discrepancy:
        notes.append(each.discrepancy)
    if bulletin.strangers:
        notes.append(f"任务分解表里没有的单位：{'、'.join(bulletin.strangers)}")
    notes += [f"没有采用的文件：{message}" for _, message in refused]
    return notes


def _chart(book: Workbook, listing: Listing) -> None:
    """Add a page with the completion rates as bars, as far as there are any."""
    rated = sum(row[_RATE] is not None for row in listing.rows)
    if rated:
        heading = f"{listing.title}：完成率"
        first = FIRST_ROW
        add_bar_page(
            book, f"{listing.name}图", listing.name, heading, (first, 1), (first, _RATE), rated
        )
