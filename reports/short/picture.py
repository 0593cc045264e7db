"""The villages' rates of a short report as bars: an SVG picture, drawn without any library."""

from collections.abc import Iterator
from math import ceil
from pathlib import Path
from xml.sax.saxutils import escape

from models.base.errors import BadInput
from models.base.text import cut, width
from reports.progress.figures import InsuranceProgress, ProgressRow
from reports.rendering.sheet import refuse_unwritable, write_whole
from reports.short.figures import ShortReport
from reports.short.text import as_of_words, insurance_words, rate_words, whole_of

_FONTS = (
    "'Microsoft YaHei','PingFang SC','Noto Sans CJK SC','Source Han Sans SC',"
    "'WenQuanYi Micro Hei',SimHei,sans-serif"
)
_WIDTH, _MARGIN, _ROW, _BAR, _CELL = 760, 24, 26, 16, 7.5
_HEAD, _SECTION, _FOOT = 78, 40, 20
_FIGURES = 190
"""Room for the figures behind the longest bar."""
_NAME_CELLS = 24
_FULL, _PART, _LOW, _GREY = "#2e7d32", "#1565c0", "#c62828", "#e8e8e8"


def write_picture(report: ShortReport, path: Path, *, overwrite: bool = False) -> None:
    """Write the picture to an svg file; raises BadInput where that cannot be."""
    refuse_unwritable(path, overwrite=overwrite)
    write_whole(path, short_picture(report).encode())


def short_picture(report: ShortReport) -> str:
    """Return the bars of every insurance that has rates, the highest at the top.

    Raises BadInput where no village has a rate.
    """
    shown = [of.progress for of in report.insurances if _rated(of.progress)]
    if not shown:
        raise BadInput("各村没有任务数或应参保人数，没有完成率可画；先在「任务」里分到各村")
    rows = sum(len(_rated(each)) for each in shown)
    height = _HEAD + len(shown) * _SECTION + rows * _ROW + _FOOT
    title = f"{report.station}劳动保障站 参保缴费{report.name}"
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}" '
        f'viewBox="0 0 {_WIDTH} {height}" font-family="{_FONTS}">',
        f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>',
        _text(_MARGIN, 36, title, 20, weight="bold"),
        _text(_MARGIN, 62, as_of_words(report), 14, "#555555"),
    ]
    top = float(_HEAD)
    for each in shown:
        lines += _section(each, top)
        top += _SECTION + len(_rated(each)) * _ROW
    return "\n".join([*lines, "</svg>", ""])


def _rated(each: InsuranceProgress) -> list[tuple[ProgressRow, float]]:
    known = ((row, each.rate_of(row)) for row in each.rows)
    rated = [(row, rate) for row, rate in known if rate is not None]
    return sorted(rated, key=lambda pair: -pair[1])


def _section(each: InsuranceProgress, top: float) -> Iterator[str]:
    rated = _rated(each)
    title = f"{insurance_words(each)} {'参保率' if each.is_by_rate else '完成率'}"
    total = each.rate_of(each.total)
    if total is not None:
        title += f"，全站 {_figures(each, each.total, total)}"
    yield _text(_MARGIN, top + 24, title, 16, weight="bold")
    names = max(min(width(row.village), _NAME_CELLS) for row, _ in rated) * _CELL
    left = _MARGIN + names + 10
    room = _WIDTH - _MARGIN - _FIGURES - left
    most = max(0.1, ceil(rated[0][1] * 10 - 1e-9) / 10)
    lowest = {id(row) for row, rate in rated if len(rated) > 5 and rate <= rated[-5][1]}
    if len(lowest) == len(rated):
        lowest.clear()
    for place, (row, rate) in enumerate(rated):
        y = top + _SECTION + place * _ROW
        colour = _FULL if rate >= 1 else _LOW if id(row) in lowest else _PART
        long = max(0.0, rate) / most * room
        yield _text(_MARGIN, y + 13, cut(row.village, _NAME_CELLS), 14)
        yield _rect(left, y, room, _GREY)
        yield _rect(left, y, long, colour)
        yield _text(left + room + 8, y + 13, _figures(each, row, rate), 13, "#333333")


def _figures(each: InsuranceProgress, row: ProgressRow, rate: float) -> str:
    return f"{row.people_to_date}/{whole_of(each, row)} {rate_words(rate)}"


def _text(
    x: float, y: float, words: str, size: int, colour: str = "#000000", weight: str = "normal"
) -> str:
    style = f'font-size="{size}" font-weight="{weight}" fill="{colour}"'
    return f'<text x="{x:.1f}" y="{y:.1f}" {style}>{escape(words)}</text>'


def _rect(x: float, y: float, long: float, colour: str) -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{long:.1f}" height="{_BAR}" fill="{colour}"/>'
