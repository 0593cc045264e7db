"""A department's list, compared: as lines to read and as one JSON document."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from models.base.text import mask_id
from models.counter.differences import DifferenceSum
from models.people.department_list.part_names import part_title
from models.people.department_list.values import DepartmentList, Doubtful, ListPreview, Villager
from reports.certification_words import difference_words
from seed.table_file import RowFault, fault_lines
from seed.understood import ReadColumn


def preview_lines(
    listing: DepartmentList, preview: ListPreview, warnings: Sequence[RowFault], columns: str
) -> list[str]:
    """Return everything a list would change or cannot, with counts first and numbers masked."""
    lines = [
        f"{listing.file}：{listing.category}名单{_which(preview)}，{listing.listed_on} 起，"
        f"共 {listing.rows} 行 "
        f"{len(listing.entries)} 人；认出本站 {preview.people} 人，"
        f"本站现有 {preview.holders} 人",
        columns,
        counts_line(preview),
    ]
    if preview.unclear:
        lines.append(f"  不清楚：{preview.unclear}，请写明是哪一部分")
    lines += [f"  部分：{hint}" for hint in preview.hints]
    lines += [f"  不完整：{reason}" for reason in preview.incomplete]
    lines += [
        f"  新增：第 {each.row} 行 {_who(each.villager)}，自 {each.starts} 起"
        + (f"至 {each.until}" if each.until else "")
        for each in preview.newly_in
    ]
    lines += [
        f"  变更：第 {each.row} 行 {_who(each.villager)}，{'，'.join(each.changes)}"
        for each in preview.changed
    ]
    lines += [
        f"  退出：{_who(each.villager)}，至 {each.until} 止"
        f"（原为{each.source}{f'；名单上{each.stated}' if each.stated else ''}）"
        for each in preview.gone
    ]
    lines += [f"  待核对：{_who(each.villager)}，{each.reason}" for each in preview.kept]
    lines += _doubtful_lines("不算", preview.left)
    lines += _doubtful_lines("未找到", preview.unmatched)
    lines += _doubtful_lines("冲突", preview.conflicting)
    lines += _doubtful_lines("有错", preview.faults)
    return lines + fault_lines("提示", warnings)


def counts_line(preview: ListPreview) -> str:
    """Return how many people a list concerns, and how."""
    return (
        f"新增 {len(preview.newly_in)} 人，变更 {len(preview.changed)} 人，"
        f"退出 {len(preview.gone)} 人，未变 {preview.unchanged} 人；"
        f"待核对 {len(preview.kept)} 人，未找到 {len(preview.unmatched)} 人，"
        f"冲突 {len(preview.conflicting)} 处，有错 {len(preview.faults)} 处"
        + (f"，名单上写明不算的 {len(preview.left)} 行" if preview.left else "")
    )


def made_lines(made: DifferenceSum) -> list[str]:
    """Return for how many who had paid the list makes a difference; nothing for nobody."""
    words = difference_words(made)
    return [f"{words}；没有自动改动，名单见「补退差额名单」"] if words else []


def list_document(
    listing: DepartmentList,
    preview: ListPreview,
    warnings: Sequence[RowFault],
    made: DifferenceSum,
    columns: Sequence[ReadColumn],
    *,
    is_applied: bool,
    refused: dict[str, object] | None,
) -> dict[str, Any]:
    """Return the one JSON document: counts, lists, faults, and what became of it."""
    return {
        "file": listing.file,
        "category": listing.category,
        "department": listing.department,
        "part": preview.part,
        "parts": [asdict(each) | {"part": part_title(each.part)} for each in preview.parts],
        "hints": preview.hints,
        "unclear": preview.unclear,
        "listed_on": listing.listed_on,
        "refused": refused,
        "applied": is_applied,
        "counts": {
            "rows": listing.rows,
            "entries": len(listing.entries),
            "people": preview.people,
            "holders": preview.holders,
            "newly_in": len(preview.newly_in),
            "changed": len(preview.changed),
            "gone": len(preview.gone),
            "unchanged": preview.unchanged,
            "kept": len(preview.kept),
            "unmatched": len(preview.unmatched),
            "conflicting": len(preview.conflicting),
            "faults": len(preview.faults),
            "left": len(preview.left),
        },
        "differences": made,
        "previous": preview.previous,
        "incomplete": preview.incomplete,
        "newly_in": preview.newly_in,
        "changed": preview.changed,
        "gone": preview.gone,
        "kept": preview.kept,
        "unmatched": preview.unmatched,
        "conflicting": preview.conflicting,
        "faults": preview.faults,
        "left": preview.left,
        "columns": columns,
        "warnings": warnings,
    }


def _which(preview: ListPreview) -> str:
    """Say which part a list is, where there is more than one or it has a name."""
    is_one = len(preview.parts) == 1 and not preview.parts[0].part and not preview.hints
    return "" if is_one or not preview.parts else f"（{preview.part}）"


def _doubtful_lines(title: str, doubtful: Sequence[Doubtful]) -> Iterator[str]:
    for each in doubtful:
        who = " ".join(filter(None, (each.name or "（无姓名）", mask_id(each.number))))
        yield f"  {title}：第 {each.row} 行 {each.column}：{who}：{each.reason}"
        for candidate in each.candidates:
            yield f"      可能是：{_who(candidate.villager)}（{candidate.likeness}）"


def _who(villager: Villager) -> str:
    place = f"{villager.village} {villager.household} 户"
    return f"{villager.name} {mask_id(villager.id_number)} {place}"
