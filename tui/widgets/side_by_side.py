"""Two people side by side as lines of text; what differs is marked with ``*``."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import zip_longest

from models.base.money import short_yuan
from models.base.terms import INSURANCE_TITLES, Insurance
from models.base.text import cut, fit
from models.people.duplicates.cases import Case
from models.people.duplicates.resolve import Resolution
from models.people.duplicates.sides import Side
from models.people.duplicates.terms import DECISION_TITLES, KIND_TITLES

_LABEL_CELLS, _SIDE_CELLS = 12, 33


def case_line(case: Case) -> str:
    """Return what a case is about in one line."""
    parts = (
        f"第 {case.case_id} 号",
        KIND_TITLES[case.kind],
        case.differs if case.kind != "insured_elsewhere" else case.status,
        f"{case.found_on} 发现",
    )
    return "  ".join(part for part in parts if part)


def pair_lines(case: Case) -> list[str]:
    """Return both sides in two columns of 80 cells, under a line that says whose they are."""
    lines = [pair_line(" ", "", f"1 {case.one.source}", f"2 {case.other.source}")]
    for label, left, right, is_same in _rows(case.one, case.other):
        lines.append(pair_line(" " if is_same else "*", label, left, right))
    return lines


def decided_line(case: Case) -> str:
    """Return what was decided, when and why; empty while the case is open."""
    decided = case.decided
    if decided is None:
        return ""
    kept = f"，保留 {decided.kept}" if decided.kept else ""
    proof = f"，证明：{decided.proof}" if decided.proof else ""
    title = DECISION_TITLES[decided.decision]
    return f"{decided.decided_on} 核查为{title}{kept}：{decided.reason}{proof}"


def resolution_line(result: Resolution) -> str:
    """Return what a decision did, in one line."""
    line = f"第 {result.case_id} 号已核查：{DECISION_TITLES[result.decision]}"
    if result.left:
        line += f"，{result.left}的另一条记录已离开名册"
    if result.enrolment:
        line += f"，参保情况登记为{result.enrolment}"
    return f"{line}。{result.next_step}" if result.next_step else line


def pair_line(mark: str, label: str, left: str, right: str) -> str:
    """Return a labelled line of two columns in 80 cells; ``mark`` tells that they differ."""
    shown = fit(cut(left, _SIDE_CELLS - 1), _SIDE_CELLS), cut(right, _SIDE_CELLS)
    return f"{mark} {fit(label, _LABEL_CELLS)}{shown[0]}{shown[1]}".rstrip()


def _rows(one: Side, other: Side) -> Iterator[tuple[str, str, str, bool]]:
    """Yield label, left, right and whether they are the same.

    A list's row knows little: what it leaves empty differs from nothing.
    """
    born = [str(side.born or "") for side in (one, other)]
    texts = (
        ("姓名", one.name, other.name),
        ("出生日期", *born),
        ("村和户", one.address, other.address),
        ("与户主关系", one.relation, other.relation),
        ("手机", one.masked_phone, other.masked_phone),
        ("人员类别", "、".join(one.categories), "、".join(other.categories)),
        ("参保情况", one.enrolment, other.enrolment),
    )
    is_listed = other.person_id is None
    for position, (label, left, right) in enumerate(texts):
        yield label, left, right, left == right or (is_listed and not right)
        if position == 0:
            is_same = one.id_number == other.id_number
            yield "证件号码", one.masked_number, other.masked_number, is_same
    for position, (left, right) in enumerate(_payments(one, other)):
        yield "" if position else "已缴", left, right, is_listed or left == right


def _payments(one: Side, other: Side) -> list[tuple[str, str]]:
    """Return what both have paid, like beside like; the newest year first, cut off last."""
    paid = (_by_kind(one), _by_kind(other))
    kinds = sorted({*paid[0], *paid[1]}, key=lambda kind: (-kind[0], kind[1]))
    rows = [row for kind in kinds for row in zip_longest(*(each[kind] for each in paid))]
    return [(left or "", right or "") for left, right in rows] or [("", "")]


def _by_kind(side: Side) -> dict[tuple[int, Insurance], list[str]]:
    """Return payments in force as texts, by year and insurance."""
    found: dict[tuple[int, Insurance], list[str]] = defaultdict(list)
    for each in side.payments:
        title = f"{_short_title(each.insurance)}{each.levy_year}"
        text = f"{title} {short_yuan(each.amount_fen)} 元 {each.receipt}"
        found[each.levy_year, each.insurance].append(text)
    return found


def _short_title(insurance: Insurance) -> str:
    return INSURANCE_TITLES[insurance].removeprefix("城乡居民").removesuffix("保险")
