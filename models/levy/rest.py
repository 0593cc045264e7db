"""Resting a notice on higher documents: what it does not say is borrowed from the nearest.

Every borrowed rule carries its document in its clause: ``国发〔2014〕8号 三``.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

from msgspec.structs import replace

from models.base.errors import BadInput
from models.base.terms import Value
from models.levy.higher import HigherDocument, HigherRules
from models.levy.notice import InsuranceRules, Notice
from models.levy.waiting_rules import WaitingRule
from models.levy.who import Eligibility, several

_Rule = TypeVar("_Rule", bound=Value)


def resting_order(
    rests_on: Sequence[str], find: Callable[[str], HigherDocument]
) -> tuple[HigherDocument, ...]:
    """Return the documents something rests on, nearest first: each before those it rests on.

    Raises BadInput where documents rest on each other in a circle, and what ``find`` raises
    for an unknown one.
    """
    order: list[HigherDocument] = []
    path: list[str] = []

    def visit(identifier: str) -> None:
        if identifier in path:
            circle = "、".join((*path[path.index(identifier) :], identifier))
            raise BadInput(f"文件互相依据，转成了圈：{circle}；请改 rests_on")
        if any(each.id == identifier for each in order):
            return
        document = find(identifier)
        path.append(identifier)
        for below in reversed(document.rests_on):
            visit(below)
        path.pop()
        order.insert(0, document)

    for identifier in reversed(rests_on):
        visit(identifier)
    return tuple(order)


def rest(notice: Notice, documents: Sequence[HigherDocument]) -> Notice:
    """Return a notice with what it does not say borrowed from documents, nearest first."""
    insurances = dict(notice.insurances)
    for document in documents:
        for name, said in document.insurances.items():
            rules = insurances.get(name)
            if rules is None:
                continue
            if said.from_levy_year is not None and rules.levy_year < said.from_levy_year:
                continue
            insurances[name] = _borrow(rules, said, document.document)
    return replace(notice, insurances=insurances)


def _borrow(rules: InsuranceRules, said: HigherRules, document: str) -> InsuranceRules:
    spoken = {each.condition for each in rules.exclusions}
    spoken |= {each.condition for each in rules.inclusions}
    eligibility = (*rules.bounds, *_of(document, _not_yet_said(rules.bounds, said.bounds)))
    return replace(
        rules,
        eligibility=eligibility or None,
        exclusions=(
            *rules.exclusions,
            *_of(document, [each for each in said.exclusions if each.condition not in spoken]),
        ),
        inclusions=(
            *rules.inclusions,
            *_of(document, [each for each in said.inclusions if each.condition not in spoken]),
        ),
        combination_clause=rules.combination_clause or _cited(document, said.combination_clause),
        newborn=rules.newborn or _of(document, said.newborns) or None,
        late=rules.late or _of(document, several(said.late)) or None,
        arrears=rules.arrears or _maybe(document, said.arrears),
        waiting=rules.waiting or _waiting(document, said.waiting),
        incentives=rules.incentives or _of(document, said.incentives),
    )


def _not_yet_said(
    spoken: Sequence[Eligibility], said: Sequence[Eligibility]
) -> tuple[Eligibility, ...]:
    """Return of a document's bounds of age those that nothing nearer states."""
    has_lower = any(each.min_age is not None for each in spoken)
    has_upper = any(each.has_upper_bound for each in spoken)
    left = (
        replace(
            each,
            min_age=None if has_lower else each.min_age,
            max_age=None if has_upper else each.max_age,
            born_from=None if has_upper else each.born_from,
        )
        for each in said
    )
    return tuple(each for each in left if each.min_age is not None or each.has_upper_bound)


def _of(document: str, rules: Sequence[_Rule]) -> tuple[_Rule, ...]:
    """Return rules with the document they come from in every clause."""
    return tuple(_signed(document, each) for each in rules)


def _maybe(document: str, rule: _Rule | None) -> _Rule | None:
    return _signed(document, rule) if rule is not None else None


def _waiting(document: str, rule: WaitingRule | None) -> WaitingRule | None:
    if rule is None:
        return None
    return replace(_signed(document, rule), exempt=_of(document, rule.exempt))


def _signed(document: str, rule: _Rule) -> _Rule:
    clauses = {
        name: _cited(document, getattr(rule, name))
        for name in rule.__struct_fields__
        if name == "clause" or name.endswith("_clause")
    }
    return replace(rule, **clauses)


def _cited(document: str, clause: str | None) -> str | None:
    return f"{document} {clause}" if clause else clause
