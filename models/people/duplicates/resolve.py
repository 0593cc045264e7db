"""Deciding a case: recorded once, with a reason, and what follows from it done with it.

No double enrolment, as the notices say in the clauses on who may enrol.
"""

from dataclasses import dataclass

from models.base.errors import BadInput, RefusedByRule
from models.base.terms import INSURANCE_TITLES
from models.levy.enrolment import STATUSES, split_statuses
from models.people.changes.departures import leave_as_duplicate
from models.people.changes.occasion import Occasion, check_short
from models.people.changes.status import set_status
from models.people.duplicates.cases import Case, find_case
from models.people.duplicates.sides import InForce, Side
from models.people.duplicates.terms import (
    DECISION_TITLES,
    DECISIONS,
    KIND_TITLES,
    Decision,
    Keep,
)
from models.station.desk import Desk
from models.store.tables.people import DuplicateDecision


@dataclass(frozen=True)
class Resolution:
    """What was decided and what followed.

    ``left``: who left our roster; ``enrolment``: the status that ours has from now on;
    ``refund``: receipts in force that have to be refunded; ``next_step``: what remains to
    be done, in one sentence, or empty.
    """

    case_id: int
    decision: Decision
    kept: Keep | None
    left: str
    enrolment: str
    refund: tuple[str, ...]
    next_step: str


def resolve(
    desk: Desk,
    case_id: int,
    decision: Decision,
    reason: str,
    keep: Keep | None = None,
    proof: str = "",
) -> Resolution:
    """Record a decision and carry it out, in one transaction.

    ``same`` needs ``keep`` (1: our person, 2: the other side); whoever is not kept leaves
    our roster on the business date. ``elsewhere`` sets the enrolment the list states;
    ``not_elsewhere`` needs a proof. Raises BadInput for a decision that does not fit the
    kind of case or a missing reason; RefusedByRule with ``already_resolved``, ``has_left``,
    ``paid_twice`` (both sides hold a payment for the same insurance and year) or
    ``paid_on_other`` (the one to leave alone holds this year's payment).
    """
    reason, proof = check_short(reason, "原因"), check_short(proof, "证明")
    if not reason:
        raise BadInput("请写明原因")
    with desk.writing("resolve_duplicate"):
        case = find_case(desk, case_id)
        _check(case, decision, keep, proof)
        _record(desk, case, decision, keep, reason, proof)
        if decision == "same":
            assert keep is not None
            return _keep_one(desk, case, keep, reason, proof)
        if decision == "elsewhere":
            return _confirm_elsewhere(desk, case, reason, proof)
    step = ""
    if case.kind == "same_number" and decision == "different":
        step = "两人不能用同一个证件号码，请核对户口簿后更正"
    return Resolution(case_id, decision, None, "", "", (), step)


def _check(case: Case, decision: Decision, keep: Keep | None, proof: str) -> None:
    if case.decided is not None:
        raise RefusedByRule(
            f"第 {case.case_id} 号已于 {case.decided.decided_on} 核查为"
            f"“{DECISION_TITLES[case.decided.decision]}”，不再改变",
            "already_resolved",
        )
    if case.one.left_on or case.other.left_on:
        raise RefusedByRule(f"第 {case.case_id} 号有一方已不在名册，不用再核查", "has_left")
    fitting = DECISIONS[case.kind]
    if decision not in fitting:
        choices = "或".join(f"“{DECISION_TITLES[each]}”" for each in fitting)
        raise BadInput(f"{KIND_TITLES[case.kind]}的核查结果应为{choices}")
    if decision == "same" and keep is None:
        raise BadInput("认定为同一人时，请写明「保留哪一方」：1 左边，2 右边")
    if decision != "same" and keep is not None:
        raise BadInput("只有认定为同一人时才写「保留哪一方」")
    if decision == "not_elsewhere" and not proof:
        raise BadInput("核实未在别处参保要有证明，请写明「证明材料」")


def _record(
    desk: Desk, case: Case, decision: Decision, keep: Keep | None, reason: str, proof: str
) -> None:
    desk.store.add(
        DuplicateDecision(
            duplicate_id=case.case_id,
            decision=decision,
            kept=keep,
            decided_on=desk.business_date,
            reason=reason,
            proof=proof,
            **desk.stamp(),
        )
    )
    kept = f" kept {keep}" if keep else ""
    desk.record("resolve_duplicate", f"duplicate {case.case_id}", f"{decision}{kept}")


def _keep_one(desk: Desk, case: Case, keep: Keep, reason: str, proof: str) -> Resolution:
    kept, leaving = (case.one, case.other) if keep == 1 else (case.other, case.one)
    _refuse_paid(desk, kept, leaving)
    if leaving.person_id is not None and leaving.is_ours:
        changed = leave_as_duplicate(desk, leaving.person_id, Occasion(None, reason, proof))
        return Resolution(case.case_id, "same", keep, leaving.name, "", (), changed.hint)
    step = f"右边一方不在本站名册（{leaving.source}），请告知对方更正"
    return Resolution(case.case_id, "same", keep, "", "", (), step)


def _refuse_paid(desk: Desk, kept: Side, leaving: Side) -> None:
    """Refuse while the one to leave holds a payment that would be lost or paid twice."""
    years = {rules.levy_year for rules in desk.insurances.values()}
    by_matter = {(each.insurance, each.levy_year): each for each in kept.payments}
    for each in leaving.payments:
        matter = f"{each.levy_year} 年度{INSURANCE_TITLES[each.insurance]}"
        same = by_matter.get((each.insurance, each.levy_year))
        if same is not None:
            raise RefusedByRule(
                f"两边都缴了 {matter}（收据 {same.receipt} 和 {each.receipt}），"
                f"请先退掉 {each.receipt} 再核查",
                "paid_twice",
            )
        if leaving.is_ours and each.levy_year in years:
            raise RefusedByRule(
                f"要去掉的一方缴了 {matter}（收据 {each.receipt}），请保留这一方，或先退费再核查",
                "paid_on_other",
            )


def _confirm_elsewhere(desk: Desk, case: Case, reason: str, proof: str) -> Resolution:
    side, status = case.one, case.status
    assert side.person_id is not None
    if status not in split_statuses(side.enrolment):
        paper = proof or f"重复核查第 {case.case_id} 号"
        set_status(desk, side.person_id, status, Occasion(None, reason, paper))
    refund = _to_refund(desk, side.payments, status)
    step = f"已缴过，请办理退费：收据 {'、'.join(refund)}" if refund else ""
    return Resolution(case.case_id, "elsewhere", None, "", status, refund, step)


def _to_refund(desk: Desk, payments: tuple[InForce, ...], status: str) -> tuple[str, ...]:
    """Return the receipts for the notice's years of insurances that are held elsewhere."""
    elsewhere = STATUSES[status].elsewhere
    current = {
        (name, rules.levy_year) for name, rules in desk.insurances.items() if name in elsewhere
    }
    receipts = (each.receipt for each in payments if (each.insurance, each.levy_year) in current)
    return tuple(dict.fromkeys(receipts))
