"""What a person might look at to settle an exception, and why: never more than a suggestion."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from models.base.money import short_yuan
from models.bureau.reconciliation.coverage import standing
from models.bureau.reconciliation.numbers import differing_numbers
from models.bureau.reconciliation.values import (
    BookEntry,
    Coverage,
    Finding,
    Matching,
    StatementLine,
)

_Side = TypeVar("_Side", StatementLine, BookEntry)
_Facts = Callable[[StatementLine | BookEntry], tuple[object, ...]]
NUMBER_TITLES = {"merchant": "商户号", "reference": "参考号", "trace": "凭证号"}
_LIKENESSES: tuple[tuple[str, _Facts], ...] = (
    ("参考号相同", lambda each: (each.reference, each.amount_fen) if each.reference else ()),
    (
        "批次号、凭证号、日期、金额相同，终端号不同",
        lambda each: (each.batch, each.trace, each.day, each.amount_fen) if each.trace else (),
    ),
    (
        "终端号、批次号、凭证号、金额相同，日期不同",
        lambda each: (*each.key[:3], each.amount_fen) if each.trace else (),
    ),
    ("终端号、日期、金额相同", lambda each: (each.terminal, each.day, each.amount_fen)),
)
_BACK: tuple[tuple[str, _Facts], ...] = (
    ("终端号、金额相同", lambda each: (each.terminal, each.amount_fen)),
)
"""For voids and refunds alone: a refund comes to the statement days later."""
_WEAK = frozenset({_LIKENESSES[-1][0], _BACK[0][0]})
"""Likenesses that say nothing where both sides have references or cards, and other ones."""


@dataclass(frozen=True)
class Suggestion:
    """Why the exception may have come about; ``line`` or ``entry`` is the other side, if one.

    Only with one candidate is there another side: which of several it is, a person says.
    """

    why: str
    line: StatementLine | None = None
    entry: BookEntry | None = None


class Suggestions:
    """Suggestions for the exceptions of one matching; ``days`` is how long a slip may wait."""

    def __init__(self, matching: Matching, coverage: Coverage, days: int = 0) -> None:
        lonely = [each for each in matching.findings if not (each.line and each.entry)]
        lines = [
            each.line
            for each in lonely
            if each.line and each.kind != "duplicated" and each.about_entry is None
        ]
        entries = [each.entry for each in lonely if each.entry] + list(matching.waiting)
        likenesses = _LIKENESSES + _BACK
        self._lines = {why: _by(facts, lines) for why, facts in likenesses}
        self._entries = {why: _by(facts, entries) for why, facts in likenesses}
        self._coverage, self._days = coverage, days
        self._swiped: dict[tuple[object, ...], list[StatementLine]] = defaultdict(list)
        self._slips = {
            pair.entry.slip_id for pair in matching.pairs if pair.entry.kind == "purchase"
        }
        self._bought: dict[tuple[object, ...], list[BookEntry]] = defaultdict(list)
        for pair in matching.pairs:
            self._swiped[_swipe(pair.line)].append(pair.line)
            self._bought[pair.entry.terminal, pair.entry.amount_fen].append(pair.entry)

    def of(self, finding: Finding) -> Suggestion:
        """Return what to look at for an exception."""
        if finding.line is not None and finding.entry is not None:
            return Suggestion(_why_not_equal(finding, finding.line, finding.entry))
        if finding.kind == "duplicated":
            return Suggestion(_why_duplicated(finding))
        if finding.about_entry is not None:
            return Suggestion(_why_taken_back(finding, finding.about_entry))
        if finding.line is not None:
            return self._of_line(finding.line)
        assert finding.entry is not None
        return self._of_entry(finding.entry)

    def _of_line(self, line: StatementLine) -> Suggestion:
        why, found = _alike(line, self._entries)
        if len(found) == 1:
            named = f"台账收据 {found[0].receipt} {why}，可能是同一笔"
            return Suggestion(named, entry=found[0])
        if found:
            receipts = "、".join(each.receipt for each in found[:3])
            return Suggestion(f"台账有 {len(found)} 笔{why}（{receipts}），请凭签购单核对")
        swiped = self._swiped[_swipe(line)] if line.card_tail else []
        if line.kind == "purchase" and swiped:
            return Suggestion(
                f"同一张卡当天同金额已有一笔（凭证号 {swiped[0].trace}），可能重复刷卡"
            )
        if line.kind == "purchase":
            return Suggestion("台账没有相近的收费，可能漏录，或不是本站的业务")
        return Suggestion(self._why_taken_back_by_nobody(line))

    def _why_taken_back_by_nobody(self, line: StatementLine) -> str:
        bought = self._bought[line.terminal, -line.amount_fen]
        if line.kind == "void":
            bought = [each for each in bought if (each.batch, each.day) == (line.batch, line.day)]
        else:
            bought = [each for each in bought if each.day <= line.day]
        if not bought:
            return "对账单没有写明退的是哪一笔，台账也没有相近的收费"
        receipts = "、".join(each.receipt for each in bought[:3])
        return (
            f"没有写明退的是哪一笔；同终端、同金额的收费有 {len(bought)} 笔（收据 {receipts}"
            f"{' 等' if len(bought) > 3 else ''}），请凭签购单核对"
        )

    def _of_entry(self, entry: BookEntry) -> Suggestion:
        why, found = _alike(entry, self._lines)
        if len(found) == 1:
            named = f"对账单第 {found[0].row} 行{why}，可能是同一笔"
            return Suggestion(named, line=found[0])
        if found:
            rows = "、".join(str(each.row) for each in found[:3])
            return Suggestion(f"对账单有 {len(found)} 行{why}（第 {rows} 行），请凭签购单核对")
        if entry.kind == "void" and entry.slip_id in self._slips:
            return Suggestion("对账单有原来的消费，没有撤销：POS 机上可能没有撤成，钱没有退回卡上")
        place = standing(self._coverage, entry.terminal, entry.day)
        if place == "last_day":
            return Suggestion(
                f"是这台终端对账单的最后一天，超过 {self._days} 天还没有下一份，请向收单机构查问"
            )
        if place == "uncovered":
            return Suggestion(
                f"超过 {self._days} 天还没有包含这一天的对账单，请向收单机构要；钱可能没有到账"
            )
        if entry.kind == "purchase":
            return Suggestion("对账单没有相近的交易，可能没有刷成功，请核对签购单")
        return Suggestion("台账已退，对账单还没有；退货要过几天才到，可能在以后的对账单里")


def _by(facts: _Facts, sides: Iterable[_Side]) -> Mapping[tuple[object, ...], list[_Side]]:
    found: dict[tuple[object, ...], list[_Side]] = defaultdict(list)
    for each in sides:
        found[facts(each)].append(each)
    return found


def _alike(
    side: StatementLine | BookEntry,
    others: Mapping[str, Mapping[tuple[object, ...], list[_Side]]],
) -> tuple[str, Sequence[_Side]]:
    """Return those most like one, and in what; nothing where nobody is like it."""
    for why, facts in _LIKENESSES if side.kind == "purchase" else _LIKENESSES + _BACK:
        key = facts(side)
        found = others[why].get(key, []) if key else []
        if why in _WEAK:
            found = [each for each in found if not _contradicts(side, each)]
        if found:
            return why, found
    return "", []


def _contradicts(side: StatementLine | BookEntry, other: StatementLine | BookEntry) -> bool:
    pairs = ((side.reference, other.reference), (side.card_tail, other.card_tail))
    return any(one and two and one != two for one, two in pairs)


def _swipe(line: StatementLine) -> tuple[object, ...]:
    return line.terminal, line.day, line.card_tail, line.amount_fen


def _why_not_equal(finding: Finding, line: StatementLine, entry: BookEntry) -> str:
    if finding.kind == "date_differs":
        return f"终端、批次、凭证号、金额都相同，日期差一天：对账单 {line.day}，台账 {entry.day}"
    if finding.kind == "reference_differs":
        names = "、".join(NUMBER_TITLES[each] for each in differing_numbers(line, entry))
        return f"金额相同，{names}不同，可能是录入时看错"
    more_fen = line.amount_fen - entry.amount_fen
    if abs(more_fen) == abs(line.fee_fen):
        return "差额正好是手续费，对账单写的可能是扣费以后的金额"
    return f"对账单比台账{'多' if more_fen > 0 else '少'} {short_yuan(abs(more_fen))} 元"


def _why_duplicated(finding: Finding) -> str:
    assert finding.line is not None and finding.about is not None
    if finding.line.amount_fen == finding.about.amount_fen:
        return f"与第 {finding.about.row} 行相同，收单机构可能多记了一次"
    return (
        f"与第 {finding.about.row} 行号码相同，金额不同"
        f"（{short_yuan(finding.about.amount_fen)} 元）"
    )


def _why_taken_back(finding: Finding, entry: BookEntry) -> str:
    way = "撤销" if finding.line and finding.line.kind == "void" else "退货"
    return f"对账单{way}的是收据 {entry.receipt}，台账没有撤销或退费，请核实后补办"
