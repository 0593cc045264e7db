"""What can be wrong with a notice although every key has the right type."""

from collections import Counter
from collections.abc import Iterator

import msgspec

from models.base.terms import Fault
from models.levy.higher import HigherDocument
from models.levy.notice import InsuranceRules, Notice
from models.levy.period_faults import period_faults, window_faults
from models.levy.round import TargetTable
from models.levy.subsidy_faults import subsidy_faults


def find_faults(notice: Notice) -> list[Fault]:
    """Return every inconsistency of a notice; an empty list for a sound one."""
    faults = list(_missing_clauses(notice, ""))
    names = [name for category in notice.categories for name in {category.name, *category.aliases}]
    faults += _repeated("categories", names, "人员类别名称重复")
    if not notice.insurances:
        faults.append(Fault(key="insurances", message="至少要有一个险种"))
    known = {category.name for category in notice.categories}
    for name, rules in notice.insurances.items():
        faults += _insurance_faults(f"insurances.{name}", rules, known)
    if notice.family_rule and notice.family_rule.insurance not in notice.insurances:
        faults.append(Fault(key="family_rule.insurance", message="通知没有这个险种"))
    for position, phase in enumerate(notice.phases):
        if phase.starts and phase.ends and phase.ends < phase.starts:
            faults.append(Fault(key=f"phases[{position}].ends", message="结束日期早于开始日期"))
    for position, table in enumerate(notice.targets):
        faults += _target_faults(f"targets[{position}]", table)
    faults += _repeated("targets", [table.insurance for table in notice.targets], "险种重复")
    return faults


def _missing_clauses(value: object, key: str) -> Iterator[Fault]:
    """Every rule must name its clause: walk the whole value and find empty ones."""
    if isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            inner = getattr(value, name)
            where = f"{key}.{name}" if key else name
            if (name == "clause" or name.endswith("_clause")) and inner is not None:
                if not inner.strip() and _is_used(value, name):
                    yield Fault(key=where, message="没有写明条款出处")
            yield from _missing_clauses(inner, where)
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _missing_clauses(inner, f"{key}.{name}")
    elif isinstance(value, tuple):
        for position, inner in enumerate(value):
            yield from _missing_clauses(inner, f"{key}[{position}]")


def _is_used(value: msgspec.Struct, clause: str) -> bool:
    """Whether the rule a clause belongs to is stated: ``deposit_clause`` to ``deposit_days``."""
    stem = clause.removesuffix("clause").rstrip("_")
    rules = [
        getattr(value, name)
        for name in value.__struct_fields__
        if stem and name.startswith(stem) and name != clause
    ]
    return not rules or any(rule not in (None, (), "") for rule in rules)


def _repeated(key: str, names: list[str], message: str) -> list[Fault]:
    return [
        Fault(key=key, message=f"{message}：{name}")
        for name, count in Counter(names).items()
        if count > 1
    ]


def _insurance_faults(key: str, rules: InsuranceRules, known: set[str]) -> Iterator[Fault]:
    yield from window_faults(f"{key}.window", rules)
    if (rules.standard is None) == (rules.tiers is None):
        yield Fault(key=key, message="筹资标准 standard 与缴费档次 tiers 必须有且只有一个")
    if rules.tiers is not None and rules.tiers.amounts_fen is not None:
        amounts = rules.tiers.amounts_fen
        if not amounts or list(amounts) != sorted(set(amounts)) or amounts[0] <= 0:
            yield Fault(key=f"{key}.tiers.amounts_yuan", message="档次应由低到高、不重复、大于零")
    if rules.standard is not None:
        others = [each.condition for each in rules.standard.instead]
        yield from _repeated(f"{key}.standard.instead", list(others), "同一情形有两个标准")
    yield from period_faults(key, rules, known)
    lower = next((each.min_age for each in rules.bounds if each.min_age is not None), None)
    upper = next((each.max_age for each in rules.bounds if each.max_age is not None), None)
    if lower is not None and upper is not None and upper < lower:
        yield Fault(key=f"{key}.eligibility.max_age", message="年龄上限低于下限")
    spoken = [each.condition for each in rules.exclusions]
    spoken += [each.condition for each in rules.inclusions]
    yield from _repeated(f"{key}.exclusions", list(spoken), "同一情形有两条规定")
    yield from subsidy_faults(f"{key}.subsidies", rules, known)


def _target_faults(key: str, table: TargetTable) -> Iterator[Fault]:
    yield from _repeated(key, [row.township for row in table.rows], "乡镇重复")
    for row in table.rows:
        if row.target_people < 0 or row.last_year_people < 0:
            yield Fault(key=f"{key}.rows", message=f"{row.township}的人数为负")


def find_higher_faults(document: HigherDocument) -> list[Fault]:
    """Return every inconsistency of a higher document; an empty list for a sound one."""
    faults = list(_missing_clauses(document, ""))
    for name, rules in document.insurances.items():
        spoken = [each.condition for each in rules.exclusions]
        spoken += [each.condition for each in rules.inclusions]
        faults += _repeated(f"insurances.{name}.exclusions", list(spoken), "同一情形有两条规定")
    if document.id in document.rests_on:
        faults.append(Fault(key="rests_on", message="文件不能依据自己"))
    return faults
