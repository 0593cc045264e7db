"""Settling an exception: decided once, with a reason, by a person."""

from dataclasses import dataclass

from models.base.errors import BadInput, RefusedByRule
from models.base.money import format_yuan
from models.bureau.reconciliation.record import clear_pairs, is_cleared
from models.bureau.reconciliation.rules import StatementRules, read_rules
from models.bureau.reconciliation.run import (
    Case,
    agreed_pair,
    find_case,
    reconcile_in_transaction,
)
from models.bureau.reconciliation.terms import (
    DECISION_TITLES,
    DECISIONS,
    KIND_TITLES,
    Decision,
    decision_named,
)
from models.bureau.reconciliation.values import Pair
from models.people.changes.occasion import check_short
from models.station.approvals import SecondPerson, agreed
from models.station.desk import Desk
from models.store.tables.bureau import StatementDecision


@dataclass(frozen=True)
class DecidedException:
    """What was decided about an exception; ``cleared_fen`` is what the books cleared by it.

    ``agreed_by`` is the login of the second person; empty where one was enough.
    """

    number: int
    decision: Decision
    reason: str
    cleared_fen: int = 0
    agreed_by: str = ""


def needs_second(case: Case, rules: StatementRules) -> bool:
    """Say whether an exception is settled by two persons: above the station's limit."""
    return case.amount_fen > rules.limit_fen


def decide_exception(
    desk: Desk, number: int, decision: str, reason: str, approval: SecondPerson | None = None
) -> DecidedException:
    """Record a decision about an open exception, in one transaction.

    Above the station's limit (``read_rules``) a second person agrees: Denied otherwise, as
    ``agreed`` says. ``same`` (同一笔) also clears the line with the other side of the exception, or
    with the one that was suggested. Raises BadInput for an unknown number, a decision that does not
    fit the kind or a missing reason; RefusedByRule with ``already_settled``,
    ``nothing_to_settle`` (later entries left nothing), ``no_other_side`` (``same`` without
    one candidate) or ``amounts_differ``.
    """
    chosen = decision_named(decision.strip())
    if chosen is None:
        raise BadInput(f"处理结果“{decision[:20]}”不认识，可用：{_titles(tuple(DECISION_TITLES))}")
    reason = check_short(reason, "原因")
    if not reason:
        raise BadInput("请写明原因")
    with desk.writing("settle_statement"):
        case = find_case(reconcile_in_transaction(desk).cases, number)
        _check(case, chosen)
        pair = _same(case) if chosen == "same" else None
        agreed_by = ""
        if needs_second(case, read_rules(desk)):
            agreed_by = agreed(desk, "settle_statement", str(number), approval)
        desk.store.add(
            StatementDecision(
                exception_id=number,
                decision=chosen,
                reason=reason,
                business_date=desk.business_date,
                **desk.stamp(),
            )
        )
        if pair is not None and not is_cleared(desk, pair):
            clear_pairs(desk, [pair])
        desk.record("settle_statement", f"statement_exception {number}", chosen)
    cleared_fen = pair.line.amount_fen if pair else 0
    return DecidedException(number, chosen, reason, cleared_fen, agreed_by)


def _check(case: Case, decision: Decision) -> None:
    if case.decided is not None:
        raise RefusedByRule(
            f"第 {case.number} 号已于 {case.decided.decided_on} 处理为"
            f"“{DECISION_TITLES[case.decided.decision]}”，不再改变",
            "already_settled",
        )
    if case.state == "vanished":
        raise RefusedByRule(f"第 {case.number} 号已经核对上，不用再处理", "nothing_to_settle")
    fitting = DECISIONS[case.finding.kind]
    if decision not in fitting:
        raise BadInput(f"{KIND_TITLES[case.finding.kind]}的处理结果应为：{_titles(fitting)}")


def _same(case: Case) -> Pair:
    pair = agreed_pair(case)
    if pair is None:
        raise RefusedByRule(
            f"第 {case.number} 号没有唯一的另一方，不能认作同一笔；请先补录或更正，再对账",
            "no_other_side",
        )
    if pair.line.amount_fen != pair.entry.amount_fen:
        raise RefusedByRule(
            f"第 {case.number} 号两边金额不同（{format_yuan(pair.line.amount_fen)} 元和 "
            f"{format_yuan(pair.entry.amount_fen)} 元），不能认作同一笔",
            "amounts_differ",
        )
    return pair


def _titles(decisions: tuple[Decision, ...]) -> str:
    return "、".join(f"{each}（{DECISION_TITLES[each]}）" for each in decisions)
