"""``report day`` and ``report week``: the short reports, as text to be pasted, xlsx, picture."""

import datetime as dt
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from models.base import clock
from models.base.dates import typed_date
from models.base.errors import BadInput
from models.base.terms import Insurance
from tui.commands.listing import Output, as_listing, show_listings, tell_written
from tui.frame.command_line import DATE, INSURANCE, FileToWrite, LaobaoCommand
from tui.frame.printing import print_lines
from tui.frame.session import Session

if TYPE_CHECKING:
    from reports.short.gather import Days

_TIME = re.compile(r"(?:(\d\S*|[今昨前]天)\s+)?(\d{1,2})(?:[:：时点](\d{1,2})?分?)?")
_DAY = click.argument("day", metavar="日期", required=False, type=DATE)
_UNTIL = click.option(
    "--until", default="", metavar="时刻", help="只计那一天到几时已录入的，写成 16 或 16:30"
)
_INSURANCE = click.option("--insurance", type=INSURANCE, help="只列一个险种，例如 医疗保险")


class PictureToWrite(FileToWrite):
    """The path of a picture to be written."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path; BadInput for another ending, and why a png cannot be."""
        if str(value).lower().endswith(".png"):
            raise BadInput(
                "png 图要带上中文字体才画得出，本程序不带；请写成 .svg，用浏览器打开，截图发群"
            )
        return super().convert(value, param, ctx)


_PICTURE = click.option(
    "--picture",
    type=PictureToWrite(".svg", or_folder=False),
    metavar="文件",
    help="各村完成率画成 svg 图",
)


@click.command("day", cls=LaobaoCommand, help="日报：发工作群的几行字，各村今日、累计、完成率。")
@_DAY
@_UNTIL
@_INSURANCE
@_PICTURE
@as_listing
@click.pass_obj
def report_day(
    session: Session,
    day: dt.date | None,
    until: str,
    insurance: Insurance | None,
    picture: Path | None,
    output: Output,
) -> None:
    """Print or write what a day brought; by default the business date."""
    day = day or session.business_date
    _show(session, (day, day), _moment(session, day, until), insurance, picture, output)


@click.command("week", cls=LaobaoCommand, help="周报：那一天所在的一周（周一至周日），写法同日报。")
@_DAY
@_UNTIL
@_INSURANCE
@_PICTURE
@as_listing
@click.pass_obj
def report_week(
    session: Session,
    day: dt.date | None,
    until: str,
    insurance: Insurance | None,
    picture: Path | None,
    output: Output,
) -> None:
    """Print or write what the week of a day brought; by default that of the business date."""
    from reports.short.gather import week_of

    day = day or session.business_date
    _show(session, week_of(day), _moment(session, day, until), insurance, picture, output)


def _moment(session: Session, day: dt.date, until: str) -> str:
    """Return the moment up to which entries count, as the store keeps it; empty for all.

    Raises BadInput for what is no time, and for a time to come: what it will have known is open.
    """
    if not until.strip():
        if session.known is None:
            return ""
        end = dt.datetime.combine(session.known, dt.time()) + dt.timedelta(days=1)
        return clock.kept_moment(end)
    if session.known is not None:
        raise BadInput("「时刻」和“按哪一天已登记的数据”只能写一样，请去掉其中一样")
    found = _TIME.fullmatch(until.strip())
    hour, minute = (int(found[2]), int(found[3] or 0)) if found else (99, 0)
    if found is None or hour * 60 + minute > 24 * 60 or minute > 59:
        raise BadInput(
            f"时刻“{until[:20]}”不认识，请写成 16 或 16:30；别的日子写成 2019-11-15 9:00"
        )
    of = typed_date(found[1], "时刻的日期", day) if found[1] else day
    local = dt.datetime.combine(of, dt.time()) + dt.timedelta(hours=hour, minutes=minute)
    moment = clock.kept_moment(local)
    if moment > clock.timestamp():
        raise BadInput(f"还没有到 {clock.local_time(moment)}，请写已过的时刻，或者不写")
    session.known_before = moment
    return moment


def _show(
    session: Session,
    days: "Days",
    known_before: str,
    insurance: Insurance | None,
    picture: Path | None,
    output: Output,
) -> None:
    from models.checks.check_store import one_moment
    from reports.short.document import short_document
    from reports.short.gather import gather_short
    from reports.short.listing import short_listings
    from reports.short.text import short_text

    with one_moment(session.desk.store):
        report = gather_short(session.desk, days, insurance, known_before)
    if picture is not None:
        from reports.short.picture import write_picture

        session.export(picture)
        write_picture(report, picture, overwrite=output.overwrite)
        tell_written(picture, output)
    if output.xlsx or output.csv or output.is_json:
        show_listings(lambda: short_listings(report), output, lambda: short_document(report))
    elif picture is None:
        print_lines([short_text(report)])
