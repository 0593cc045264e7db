"""The terms every rule speaks in: insurances, settlements, conditions, and frozen values."""

from typing import Literal

import msgspec

Insurance = Literal["pension", "medical", "critical_illness"]
Settlement = Literal["waived", "remitted", "reimbursed"]
Condition = Literal["in_school", "insured_elsewhere"]

INSURANCE_TITLES: dict[Insurance, str] = {
    "pension": "城乡居民养老保险",
    "medical": "城乡居民医疗保险",
    "critical_illness": "大病保险",
}


class Value(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of every part of a notice: frozen, named fields only, nothing unknown."""
