"""The terms every rule speaks in: insurances, settlements, conditions, and frozen values."""

from typing import Literal

import msgspec

Insurance = Literal["pension", "medical", "critical_illness"]
Settlement = Literal["waived", "remitted", "reimbursed"]
Condition = Literal["in_school", "insured_elsewhere", "in_service", "imprisoned"]

CONDITION_TITLES: dict[Condition, str] = {
    "in_school": "在校学生",
    "insured_elsewhere": "已在别处参保",
    "in_service": "现役军人",
    "imprisoned": "服刑人员",
}
SETTLEMENT_TITLES: dict[Settlement, str] = {
    "waived": "免缴代缴",
    "remitted": "划拨汇缴",
    "reimbursed": "先征后补",
}
"""How a funder settles its part, in the order in which reports list them."""

INSURANCE_TITLES: dict[Insurance, str] = {
    "pension": "城乡居民养老保险",
    "medical": "城乡居民医疗保险",
    "critical_illness": "大病保险",
}


class Value(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of every part of a notice: frozen, named fields only, nothing unknown."""


class Fault(Value, frozen=True):
    """One thing wrong in a notice: the key it stands at, and what is wrong."""

    key: str
    message: str
