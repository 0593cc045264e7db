"""``duplicates``: who may be enrolled twice, shown side by side and decided by a person."""

from typing import Any

import click

from models.people.duplicates.terms import DECISION_TITLES, DECISIONS, KIND_TITLES, Decision
from tui.frame.choices import TitledChoice
from tui.frame.command_line import Answer, LaobaoGroup, answering
from tui.frame.session import Session


@click.group(cls=LaobaoGroup, help="重复核查：可能重复参保的人，逐件核查，由人决定。")
def duplicates() -> None:
    """Hold the commands below."""


@duplicates.command("find", help="在本站名册里查找疑似重复的人；只列出，不改动任何人。")
@answering
@click.pass_obj
def find(session: Session) -> Answer:
    """Record new cases and say how many."""
    from models.people.duplicates.find import find_duplicates

    found = find_duplicates(session.desk)
    return found, [f"新发现 {found.new} 件，原有 {found.known} 件，见「列出待核查的」"]


@duplicates.command("list", help="列出待核查的；或「连同已核查的」。")
@click.option("--all", "is_all", is_flag=True, help="连同已核查的")
@answering
@click.pass_obj
def list_them(session: Session, is_all: bool) -> Answer:
    """Print the cases, open ones only unless asked for all."""
    from models.people.duplicates.cases import list_cases

    cases = list_cases(session.desk, only_open=not is_all)
    if not cases:
        return {"cases": cases}, ["没有核查记录" if is_all else "没有待核查的重复"]
    from reports.rendering.text_table import text_table

    rows = [
        [
            str(each.case_id),
            KIND_TITLES[each.kind],
            f"{each.name} {each.place}",
            " ".join(part for part in (each.other_name, each.other_place, each.status) if part),
            DECISION_TITLES[each.decision] if each.decision else "待核查",
        ]
        for each in cases
    ]
    table = text_table(["编号", "情况", "本站", "另一方", "结果"], rows, right=(0,))
    return {"cases": cases}, [table]


@duplicates.command("show", help="并排看一件的两方，不同之处标 *。")
@click.argument("case_id", metavar="编号", type=int)
@answering
@click.pass_obj
def show(session: Session, case_id: int) -> Answer:
    """Print both sides of a case."""
    from models.people.duplicates.cases import find_case
    from tui.widgets.side_by_side import case_line, decided_line, pair_lines

    case = find_case(session.desk, case_id)
    choices = "，".join(f"{name} {DECISION_TITLES[name]}" for name in DECISIONS[case.kind])
    return _document(case), [
        case_line(case),
        *pair_lines(case),
        decided_line(case) or f"待核查，结果可为：{choices}",
    ]


@duplicates.command("resolve", help="记录核查结果并照办；只能决定一次。")
@click.argument("case_id", metavar="编号", type=int)
@click.option(
    "--as",
    "decision",
    required=True,
    type=TitledChoice(DECISION_TITLES),
    metavar="结果",
    help=f"结果，{'、'.join(DECISION_TITLES.values())}",
)
@click.option(
    "--keep", type=click.IntRange(1, 2), metavar="1或2", help="保留哪一方，认定为同一人时写"
)
@click.option("--reason", required=True, metavar="原因", help="为什么这样认定")
@click.option("--proof", default="", metavar="证明", help="证明材料；未在别处参保时必填")
@answering
@click.pass_obj
def resolve(
    session: Session,
    case_id: int,
    decision: Decision,
    keep: Any,
    reason: str,
    proof: str,
) -> Answer:
    """Decide a case once and for all."""
    from models.people.duplicates.resolve import resolve as resolve_case
    from tui.widgets.side_by_side import resolution_line

    result = resolve_case(session.desk, case_id, decision, reason, keep, proof)
    return result, [resolution_line(result)]


def _document(case: Any) -> dict[str, Any]:
    """Return a case with its sides; numbers and telephones masked, as on the screen."""
    return {
        "case_id": case.case_id,
        "kind": case.kind,
        "differs": case.differs,
        "status": case.status,
        "source": case.source,
        "found_on": case.found_on,
        "decided": case.decided,
        "sides": [
            {
                "person_id": side.person_id,
                "is_ours": side.is_ours,
                "source": side.source,
                "name": side.name,
                "masked_number": side.masked_number,
                "born": side.born,
                "village": side.place,
                "household": side.household,
                "relation": side.relation,
                "masked_phone": side.masked_phone,
                "categories": side.categories,
                "enrolment": side.enrolment,
                "left_on": side.left_on,
                "payments": side.payments,
            }
            for side in (case.one, case.other)
        ],
    }
