"""``pay --village``: a cadre's list of a village, taken or only looked at."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from models.base.money import format_yuan
from models.base.text import cut, fit
from models.counter.choose import missing_words
from models.counter.village.values import TAKEN, FamilyReceipt, VillageReceipt, VillageRequest
from models.station.desk import Desk
from reports.village_list import person_document, person_words, plan_words
from seed.table_file import RowFault, fault_lines
from tui.frame.command_line import Answer
from tui.program.village_slips import write_slips

_NOT_AT_A_GLANCE = 30
"""So many who are taken as listed are named in a preview; differences always are."""


def preview_village(desk: Desk, request: VillageRequest, warnings: Sequence[RowFault]) -> Answer:
    """Return what would become of everybody on the list; nothing is entered."""
    from models.counter.village.plan import plan_village

    plan = plan_village(desk, request.listed)
    document = {
        "village": plan.village,
        "preview": True,
        "families": len(plan.families),
        "people": len({each.person_id for each in plan.lines}),
        "amount_fen": plan.amount_fen,
        "lines": [person_document(each) for each in plan.people],
        "warnings": [each.reason for each in warnings],
    }
    lines = [plan_words(plan)]
    lines += [f"  {person_words(each)}" for each in plan.differences]
    lines += [f"  {person_words(each)}" for each in plan.of_kind("unlisted")]
    taken = [each for each in plan.people if each.kind in TAKEN]
    lines += [f"  {person_words(each)}" for each in taken[:_NOT_AT_A_GLANCE]]
    if len(taken) > _NOT_AT_A_GLANCE:
        lines.append(f"  …… 还有 {len(taken) - _NOT_AT_A_GLANCE} 人按名单收")
    return document, [*lines, *fault_lines("提示", warnings), "以上只是预览，没有入账"]


def take_list(
    desk: Desk, request: VillageRequest, warnings: Sequence[RowFault], papers: Path | None
) -> Answer:
    """Take the list, and write the families' registration slips where asked to."""
    from models.counter.village.take import take_village

    taken = take_village(desk, request)
    document = {
        "village": taken.village,
        "receipts": taken.receipts,
        "families": len(taken.receipts),
        "people": _people(taken.receipts),
        "amount_fen": taken.amount_fen,
        "replayed": taken.replayed,
        "left_out": [person_document(each) for each in taken.left_out],
        "missing": [{"name": who, "reason": why} for who, why in taken.missing],
        "warnings": [*taken.warnings, *(each.reason for each in warnings)],
    }
    lines = [_head(taken)]
    lines += [
        f"  {fit(each.receipt, 13)}{fit(each.household + ' 户', 12)}{fit(cut(each.head, 14), 15)}"
        f"{_people([each])} 人  {format_yuan(each.amount_fen)} 元"
        for each in taken.receipts
    ]
    lines += [f"  没有收：{person_words(each)}" for each in taken.left_out]
    lines += [f"  请注意：{said}" for said in taken.warnings]
    lines += [f"  {missing_words(taken.missing)}"] if taken.missing else []
    lines += fault_lines("提示", warnings)
    if papers is not None:
        lines.append(write_slips(desk, taken, papers))
    return document, lines


def _people(receipts: Iterable[FamilyReceipt]) -> int:
    return sum(len({line.id_number for line in each.lines}) for each in receipts)


def _head(taken: VillageReceipt) -> str:
    done = "这些单据早已入账，没有重复收费" if taken.replayed else "已入账"
    return (
        f"{done}：{taken.village} {len(taken.receipts)} 户 {_people(taken.receipts)} 人，"
        f"{format_yuan(taken.amount_fen)} 元，收据 {len(taken.receipts)} 张"
    )
