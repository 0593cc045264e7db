"""Whether an account reads as a person's own: the levy never goes to one (公款不入私户)."""

import re

from models.base.errors import BadInput

_INSTITUTIONS = (
    "局", "所", "库", "税务", "财政", "银行", "中心", "公司", "专户", "待报解", "政府", "办公室",
    "委员会", "信用社", "社保", "医保", "站", "厅", "署", "支行", "基金",
)  # fmt: skip
"""What stands in the name of an office, a bank or an account that is nobody's own."""
_CARD = re.compile(r"62\d{14,17}")
"""Bank cards of people: 62..., 16 to 19 digits."""


def refuse_personal(holder: str, number: str) -> None:
    """Raise BadInput for a holder that is no institution, or the number of a personal card."""
    if not any(word in holder for word in _INSTITUTIONS):
        raise BadInput(
            f"户名“{holder[:20]}”像是个人的名字：只能登记税务等单位的待报解账户，"
            "不能是个人账户；请照税务部门的文件填「户名」"
        )
    if is_personal_card(number):
        raise BadInput(
            f"账号尾号 {number[-4:]} 是个人银行卡的卡号（62 开头、校验位相符），"
            "只能登记单位的待报解账户；请照税务部门的文件核对「账号」"
        )


def is_personal_card(number: str) -> bool:
    """Whether digits are a bank card's: its prefix and length, and its check digit fits (Luhn)."""
    if not _CARD.fullmatch(number):
        return False
    total = 0
    for place, digit in enumerate(map(int, reversed(number))):
        doubled = digit * 2 if place % 2 else digit
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0
