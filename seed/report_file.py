"""Reports as stations send them: the figures that programs read, checked against what is shown.

A file that was changed by hand is refused, with the cells that were changed; so is one that
was never sent, and one that comes twice.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.base.errors import BadInput, LaobaoError
from models.base.text import cut
from models.bureau.district.part import FORMAT, SHEET, digest_of
from models.bureau.district.values import SentReport, sent_report
from seed.grid_file import Grid, clean_cell, read_grids
from seed.table_row import column_letter

_MOST_NAMED = 5


@dataclass(frozen=True)
class ReadReports:
    """The reports read, and the files refused with the sentence that says why."""

    reports: tuple[SentReport, ...]
    refused: tuple[tuple[str, str], ...]


def read_reports(paths: Iterable[Path]) -> ReadReports:
    """Return the reports in files, and in the folders' xlsx files; no file stops the others."""
    reports: dict[tuple[str, str], tuple[SentReport, str]] = {}
    refused = []
    for path in _files(paths):
        try:
            report = read_report(path)
        except LaobaoError as error:
            refused.append((path.name, error.message))
            continue
        key = report.station, str(report.half_month)
        if key in reports:
            other, name = reports[key]
            same = "内容相同" if other == report else "内容不同，请向该站核实哪一份有效"
            refused.append(
                (path.name, f"{path.name}：与 {name} 重复（{' '.join(key)}），{same}；没有计入")
            )
            continue
        reports[key] = report, path.name
    return ReadReports(tuple(report for report, _ in reports.values()), tuple(refused))


def read_report(path: Path) -> SentReport:
    """Return the report in a file; raises BadInput for one that cannot be trusted."""
    grids = {grid.sheet_name: grid for grid in read_grids(path, as_written=True)}
    part = grids.pop(SHEET, None)
    if part is None:
        raise BadInput(
            f"{path.name}：没有机读数据，不是上报的半月报；请用「上报一期半月报」写出的文件"
        )
    document = _document(part, path.name)
    differences = _differences(document.get("cells", {}), grids)
    if differences:
        more = f" 等 {len(differences)} 处" if len(differences) > _MOST_NAMED else ""
        raise BadInput(
            f"{path.name}：被手工改动过，不能汇总：{'；'.join(differences[:_MOST_NAMED])}{more}。"
            "请向该站要原文件"
        )
    import msgspec

    try:
        return sent_report(document)
    except msgspec.ValidationError:
        raise BadInput(f"{path.name}：机读数据不完整，请向该站要原文件") from None


def _files(paths: Iterable[Path]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        found += sorted(path.glob("*.xlsx")) if path.is_dir() else [path]
    return found


def _document(part: Grid, name: str) -> dict[str, Any]:
    lines = [row[0] if row else "" for row in part.cells]
    text = "".join(line[1:-1] for line in lines[2:])
    if lines[:1] != [FORMAT]:
        raise BadInput(f"{name}：机读数据的格式不认识，可能由更新的程序制作，请升级程序")
    if lines[1:2] != [digest_of(text)]:
        raise BadInput(f"{name}：机读数据被改动过，与校验值不符，请向该站要原文件")
    document: dict[str, Any] = json.loads(text)
    return document


def _differences(written: Mapping[str, Mapping[str, Any]], grids: Mapping[str, Grid]) -> list[str]:
    """Return what the visible sheets show otherwise than they were written, in words."""
    found = [f"多出工作表“{cut(name, 20)}”" for name in grids if name not in written]
    for sheet, cells in written.items():
        if sheet not in grids:
            found.append(f"缺少工作表“{sheet}”")
            continue
        shown = _shown(grids[sheet])
        was = {place: clean_cell(value) for place, value in cells.items()}
        places = sorted(was.keys() | shown.keys(), key=_by_place)
        for place in places:
            before, now = was.get(place, ""), shown.get(place, "")
            if before != now:
                found.append(f"“{sheet}”{place} 原为“{cut(before, 20)}”，文件里是“{cut(now, 20)}”")
    return found


def _shown(grid: Grid) -> dict[str, str]:
    return {
        f"{column_letter(column)}{line}": cell
        for line, row in enumerate(grid.cells, 1)
        for column, cell in enumerate(row)
        if cell
    }


def _by_place(place: str) -> tuple[int, int, str]:
    letters = place.rstrip("0123456789")
    return int(place[len(letters) :]), len(letters), letters
