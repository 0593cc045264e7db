"""A short report as text to be pasted: short lines without a table, as phones show them."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from models.base.money import format_yuan
from models.ledger.entry import CHANNEL_TITLES
from reports.people_lists.chosen import short_title
from reports.progress.figures import InsuranceProgress, ProgressRow
from reports.rendering.sheet import refuse_unwritable, write_whole
from reports.short.figures import ShortInsurance, ShortReport

_WEEKDAYS = "一二三四五六日"


def short_text(report: ShortReport) -> str:
    """Return the whole text; its first line says as of when, whose, and of which insurances."""
    lines = [head_words(report)]
    for each in report.insurances:
        if len(report.insurances) > 1:
            lines += ["", f"【{insurance_words(each.progress)}】"]
        lines += _insurance(report, each)
    lines += ["", *_money(report), "", *note_words(report)]
    return "\n".join(lines)


def write_text(report: ShortReport, path: Path, *, overwrite: bool = False) -> None:
    """Write the text to a file that any editor of Windows opens; raises BadInput, StoreFailure."""
    refuse_unwritable(path, overwrite=overwrite)
    text = short_text(report).replace("\n", "\r\n")
    write_whole(path, f"{text}\r\n".encode("utf-8-sig"))


def head_words(report: ShortReport) -> str:
    """Return the first line: 截至 2019年11月14日 16时, the station, its insurances and years."""
    titles = "、".join(insurance_words(each.progress) for each in report.insurances)
    week = ""
    if report.is_week:
        week = f" 周报（{_day(report.first)}至{_day(report.last)}）"
    return f"{as_of_words(report)} {report.station}劳动保障站{week} {titles}"


def as_of_words(report: ShortReport) -> str:
    """Return as of when it is; where that is not by the clock, also when it was known."""
    day = f"截至 {report.stands_on.year}年{_day(report.stands_on)}"
    if not report.is_over:
        return f"{day} {_hour(report.known_at)}"
    at = report.known_at
    if at == dt.datetime.combine(report.stands_on + dt.timedelta(days=1), dt.time()):
        return f"{day} 24时"
    return f"{day} 24时（按{at.year}年{_day(at.date())} {_hour(at)}已录入的）"


def insurance_words(each: InsuranceProgress) -> str:
    """Return an insurance with its levy year: 医疗保险2020年度."""
    return f"{short_title(each.insurance)}{each.levy_year}年度"


def rate_words(rate: float) -> str:
    """Return a rate to one decimal; what is not reached is never rounded up to 100%."""
    return f"{min(rate, 0.999) if rate < 1 else rate:.1%}"


def whole_of(each: InsuranceProgress, row: ProgressRow) -> int | None:
    """Return what a line's rate is of: its target, or who is to enrol."""
    return row.denominator if each.is_by_rate else row.target


def _insurance(report: ShortReport, of: ShortInsurance) -> Iterator[str]:
    each = of.progress
    yield _line(report, each, each.total)
    yield from (_line(report, each, row) for row in each.rows)
    if of.last:
        named = "、".join(f"{row.village} {rate_words(each.rate_of(row) or 0)}" for row in of.last)
        yield f"{'参保率' if each.is_by_rate else '完成率'}后{len(of.last)}名：{named}"
    total = each.total
    if total.hardship_rate is not None:
        people, covered = total.hardship_people, total.hardship_covered
        yield f"困难群体 应保{people} 已保{covered} {rate_words(total.hardship_rate)}"
    for day in of.days:
        weekday = _WEEKDAYS[day.day.weekday()]
        yield f"{_day(day.day)}周{weekday} {day.people}人 {format_yuan(day.personal_fen)}元"


def _line(report: ShortReport, each: InsuranceProgress, row: ProgressRow) -> str:
    words = f"{row.village} {report.spoken}{row.people_this_period} 累计{row.people_to_date}"
    whole, rate = whole_of(each, row), each.rate_of(row)
    return words if whole is None or rate is None else f"{words}/{whole} {rate_words(rate)}"


def _money(report: ShortReport) -> Iterator[str]:
    """Yield what came in, all insurances and years together, and by which channel."""
    taken = [each for each in report.channels if each.amount_fen]
    if not taken:
        yield f"{report.spoken}没有收款"
        return
    yield f"{report.spoken}收款 {format_yuan(sum(each.amount_fen for each in taken))}元"
    for each in taken:
        title = CHANNEL_TITLES[each.channel]
        yield f"{title} {each.payments}笔 {format_yuan(each.amount_fen)}元"


def note_words(report: ShortReport) -> list[str]:
    """Return what the figures are, and what is not in them."""
    notes = ["按入账日期，撤销、退费已扣除；免缴登记的计人数"]
    if report.is_until:
        notes.append("这个时刻以后录入的不在内")
    for of in report.insurances:
        notes += _left_out(report, of.progress)
    for insurance, year in report.left_out:
        title = f"{short_title(insurance)}{year}年度"
        notes.append(f"{title}{report.spoken}不在征缴期，没有入账，没有列")
    return [f"注：{notes[0]}", *notes[1:]]


def _left_out(report: ShortReport, each: InsuranceProgress) -> Iterator[str]:
    """Yield what was entered in the days and stands in no village's line."""
    for other in each.other_years:
        people, fen = other.people_this_period, other.personal_fen_this_period
        if people or fen:
            what = f"{short_title(each.insurance)}{other.levy_year}年度"
            yield f"{what}{report.spoken}{people}人、{format_yuan(fen)}元不在各村里，收款里有"
    gone = each.moved_out
    if gone is not None and (gone.people_this_period or gone.personal_fen_this_period):
        people, fen = gone.people_this_period, gone.personal_fen_this_period
        yield f"已划出的村{report.spoken}{people}人、{format_yuan(fen)}元不在各村里，收款里有"
    if each.moved_in is not None:
        came = each.moved_in
        yield f"各村里有原乡镇站收取、随村划入的累计{came.people_to_date}人，收款里没有"


def _day(day: dt.date) -> str:
    return f"{day.month}月{day.day}日"


def _hour(moment: dt.datetime) -> str:
    return f"{moment.hour}时" + (f"{moment.minute}分" if moment.minute else "")
