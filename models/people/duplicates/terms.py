"""The kinds of duplicates, and what can be decided about each."""

from models.store.tables.people import DuplicateKind as Kind
from models.store.tables.people import DuplicateVerdict as Decision
from models.store.tables.people import Keep

__all__ = ["DECISIONS", "DECISION_TITLES", "KIND_TITLES", "Decision", "Keep", "Kind"]

KIND_TITLES: dict[Kind, str] = {
    "same_number": "证件号码重复",
    "insured_elsewhere": "在别处参保",
    "look_alike": "疑似同一人",
}
DECISION_TITLES: dict[Decision, str] = {
    "same": "同一人",
    "different": "两人",
    "elsewhere": "确认在别处参保",
    "not_elsewhere": "未在别处参保",
}
DECISIONS: dict[Kind, tuple[Decision, ...]] = {
    "same_number": ("same", "different"),
    "look_alike": ("same", "different"),
    "insured_elsewhere": ("elsewhere", "not_elsewhere"),
}
