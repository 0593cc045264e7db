"""The monthly bulletin (通报): each insurance's townships by rank, and who has not reported."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from models.base.terms import INSURANCE_TITLES
from models.bureau.district.values import Bulletin, InsuranceBulletin, TownshipRow
from reports.listing.document import listing_document
from reports.listing.values import Cell, Column, Listing, Section

_COLUMNS = (
    Column("名次", "rank", "number"),
    Column("乡镇(街道)", "township"),
    Column("任务数", "target", "number"),
    Column("上年人数", "last_year_people", "number"),
    Column("应参保人数", "denominator", "number"),
    Column("常住人口", "permanent_people", "number"),
    Column("本月", "people_this_month", "number"),
    Column("累计", "people_to_date", "number"),
    Column("完成率", "rate", "rate"),
    Column("常住人口参保率", "permanent_rate", "rate"),
    Column("名次升降", "ranks_gained", "number"),
    Column("个人缴费", "personal_fen", "money"),
    Column("资助", "subsidy_fen", "money"),
    Column("困难应保", "hardship_people", "number"),
    Column("已保", "hardship_covered", "number"),
    Column("参保率", "hardship_rate", "rate"),
    Column("说明", "remark", cells=20.0),
)
_PLACES = {column.key: place for place, column in enumerate(_COLUMNS)}
_OF_RATE = frozenset({"rank", "rate", "ranks_gained"})
_SIGNATURES = ("制表：", "审核：", "签发：", "（盖章）    年   月   日")


def bulletin_listings(
    bulletin: Bulletin, refused: Sequence[tuple[str, str]] = ()
) -> tuple[Listing, ...]:
    """Return the bulletin as one list for each insurance; ``refused`` files are named in it."""
    return tuple(_listing(bulletin, each, refused) for each in bulletin.insurances)


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


def _listing(
    bulletin: Bulletin, each: InsuranceBulletin, refused: Sequence[tuple[str, str]]
) -> Listing:
    title = INSURANCE_TITLES[each.insurance]
    period = bulletin.period
    columns = _stated(each)
    places = [_PLACES[column.key] for column in columns]
    rated = _is_rated(each)

    def row(of: TownshipRow) -> tuple[Cell, ...]:
        cells = _row(each, of)
        return tuple(cells[place] for place in places)

    return Listing(
        name=f"{period.month}月通报",
        station=_whole(bulletin.locality),
        title=f"{period.year}年{period.month}月{title}征缴进度通报",
        dated=period.last_day,
        facts=(
            f"参保年度：{each.levy_year}",
            f"截至 {period.last_day}",
            f"已报 {len(bulletin.reports)} 个单位",
            "单位：人、元",
        ),
        columns=tuple(_named(column, each) for column in columns),
        rows=tuple(map(row, each.rows)),
        total=row(each.total),
        notes=tuple(_notes(bulletin, each, refused)),
        signatures=_SIGNATURES,
        sheet=title.removeprefix("城乡居民"),
        section=Section("险种", title),
        bars=("township", "rate") if rated else None,
    )


def _whole(locality: str) -> str:
    """Return how the whole of a locality is called: 全区, 全县, 全市; a street itself 全街道."""
    kind = next(
        (each for each in ("街道", "区", "县", "市", "镇", "乡") if locality.endswith(each)), ""
    )
    return f"全{kind}" if kind else locality


def _is_rated(each: InsuranceBulletin) -> bool:
    """Whether the rate of a township at least can be computed, now or once it reports."""
    return any(row.whole for row in each.rows)


def _stated(each: InsuranceBulletin) -> tuple[Column, ...]:
    """Return the columns of which something can be stated."""
    absent = set[str]()
    if not any(row.target is not None for row in each.rows):
        absent.add("target")
    if not any(row.last_year_people is not None for row in each.rows):
        absent.add("last_year_people")
    if not _is_rated(each):
        absent |= _OF_RATE
    if not each.is_by_rate:
        absent.add("denominator")
    if each.total.permanent_people is None or each.permanent_goal is None:
        absent |= {"permanent_people", "permanent_rate"}
    return tuple(column for column in _COLUMNS if column.key not in absent)


def _named(column: Column, each: InsuranceBulletin) -> Column:
    """Return a column under the name its rate has: completion of a number, or enrolment."""
    names = {"rate": "居民参保率", "hardship_rate": "困难群体参保率"} if each.is_by_rate else {}
    return replace(column, heading=names.get(column.key, column.heading))


def _row(each: InsuranceBulletin, row: TownshipRow) -> tuple[Cell, ...]:
    reported = row.is_reported or row.township == "合计"

    def stated(value: int) -> int | None:
        return value if reported else None

    return (
        row.rank,
        row.township,
        row.target,
        row.last_year_people,
        row.denominator,
        row.permanent_people,
        row.people_this_month,
        stated(row.people_to_date),
        None if row.rate is None or not reported else round(float(row.rate), 6),
        None if row.permanent_rate is None else round(float(row.permanent_rate), 6),
        row.ranks_gained,
        stated(row.personal_fen),
        stated(row.subsidy_fen),
        stated(row.hardship_people),
        stated(row.hardship_covered),
        None if row.hardship_rate is None else round(float(row.hardship_rate), 6),
        _remark(each, row),
    )


def _remark(each: InsuranceBulletin, row: TownshipRow) -> str:
    if row.township == "合计":
        return "" if row.is_reported else "未报的没有计入"
    if not row.is_reported:
        return "未报"
    words = ["低于要求"] if row.is_below else []
    words += ["困难群体未全保"] if row.hardship_is_below else []
    if row.whole is None and _is_rated(each):
        words.append("没有应参保人数" if each.is_by_rate else "没有任务数")
    return "、".join(words)


def _notes(
    bulletin: Bulletin, each: InsuranceBulletin, refused: Sequence[tuple[str, str]]
) -> list[str]:
    notes = [f"依据：{bulletin.notice_title}（{bulletin.document}）"]
    own = {row.township for row in each.rows}
    missing = [name for name in bulletin.missing if name in own]
    if missing:
        notes.append(f"未报 {len(missing)} 个：{'、'.join(missing)}；没有计入合计")
    notes += [
        words for words in (_goal(each), _permanent_goal(each), _hardship_goal(each)) if words
    ]
    if each.discrepancy:
        notes.append(each.discrepancy)
    if bulletin.strangers:
        notes.append(f"任务分解表里没有的单位：{'、'.join(bulletin.strangers)}")
    notes += [f"没有采用的文件：{message}" for _, message in refused]
    return notes


def _goal(each: InsuranceBulletin) -> str:
    """Return the rate asked and who is below it; where none was computed, that and why."""
    rated = [row for row in each.rows if row.is_reported and row.rate is not None]
    if each.goal is None:
        return "" if rated else "没有任务数，不计完成率，不排名"
    rate = "参保率" if each.is_by_rate or not rated else "完成率"
    asked = f"要求{rate} {float(each.goal):.2%}（{each.goal_clause}）"
    if not rated:
        return f"{asked}，上报的单位都没有任务数和应参保人数，不计参保率，不排名"
    return f"{asked}，{_below([row.township for row in rated if row.is_below])}"


def _permanent_goal(each: InsuranceBulletin) -> str:
    goal = each.permanent_goal
    if goal is None:
        return ""
    asked = f"要求常住人口参保率 {float(goal):.2%}（{each.permanent_clause}）"
    rates = {row.township: row.permanent_rate for row in each.rows if row.is_reported}
    known = {name: rate for name, rate in rates.items() if rate is not None}
    if not known:
        return f"{asked}，上报的单位都没有常住人口，不计"
    return f"{asked}，{_below([name for name, rate in known.items() if rate < goal])}"


def _hardship_goal(each: InsuranceBulletin) -> str:
    if each.hardship_goal is None:
        return ""
    asked = f"困难群体要求参保率 {float(each.hardship_goal):.2%}"
    if each.total.hardship_rate is None:
        return f"{asked}，上报的单位都没有应保的困难群体，不计"
    return f"{asked}，{_below([row.township for row in each.rows if row.hardship_is_below])}"


def _below(names: list[str]) -> str:
    return f"低于的 {len(names)} 个{'：' + '、'.join(names) if names else ''}"
