"""What became of a category, and what that changes for who had paid: one line each."""

from collections.abc import Sequence

from models.base.money import format_yuan, short_yuan
from models.counter.differences import DifferenceSum
from models.people.categories.certify import Certified, CertifiedFamily
from models.people.categories.change import KIND_TITLES, Changed


def certified_words(certified: Certified, *, done: str = "已登记", again: str = "早已登记") -> str:
    """Return that a person holds a category, new or as before."""
    how = done if certified.is_new else again
    until = f"至 {certified.until}" if certified.until else ""
    return f"{how}：{certified.name} {certified.category}，自 {certified.certified_from} 起{until}"


def family_words(family: CertifiedFamily, *, whose: str = "全家") -> str:
    """Return how many of a family hold a category now, and who could not be given it."""
    new = [each.name for each in family.members if each.is_new]
    names = f"（{'、'.join(new)}）" if new else ""
    held = len(family.members) - len(new)
    words = f"{whose}登记：{family.category} {len(new)} 人{names}"
    words += f"，早已登记 {held} 人" if held else ""
    return words + "".join(f"；{name}没有登记：{reason}" for name, reason in family.refused)


def changed_words(changed: Changed) -> str:
    """Return what days a category has now."""
    if not changed.is_new:
        return f"没有变化：{changed.name} {changed.category}原来就是这样"
    span = f"自 {changed.certified_from or '起始不详'} 至 {changed.until or '长期'}"
    return f"已{KIND_TITLES[changed.kind]}：{changed.name} {changed.category}，{span}"


def all_changed_words(changed: Sequence[Changed]) -> str:
    """Return what became of a category of several people."""
    new = [each.name for each in changed if each.is_new]
    if len(changed) == 1 or not new:
        return changed_words(changed[0])
    one = changed[0]
    same = len(changed) - len(new)
    words = f"已{KIND_TITLES[one.kind]}：{'、'.join(new)} {len(new)} 人 {one.category}"
    words += f"，到 {one.until or '长期'}" if one.kind != "correct" else ""
    return words + (f"，没有变化 {same} 人" if same else "")


def difference_words(differences: DifferenceSum) -> str:
    """Return how many people who had paid have a difference by it; empty for nobody."""
    if not differences.people:
        return ""
    parts = [f"已缴费的有差额 {differences.people} 人"]
    if differences.to_collect_fen:
        parts.append(f"应补 {format_yuan(differences.to_collect_fen)} 元")
    if differences.to_return_fen:
        parts.append(f"应退 {format_yuan(differences.to_return_fen)} 元")
    more_fen = differences.subsidy_fen
    if more_fen:
        parts.append(f"资助{'增加' if more_fen > 0 else '减少'} {short_yuan(abs(more_fen))} 元")
    return "，".join(parts)
