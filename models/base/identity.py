"""Identity numbers of 18 digits (GB 11643-1999): what makes one valid, and what it tells."""

import datetime as dt
from dataclasses import dataclass

from models.base.errors import BadInput
from models.base.text import mask_id, squeeze

_LENGTH = 18


@dataclass(frozen=True)
class IdentityNumber:
    """A valid number, with the birth date and sex that follow from it."""

    text: str
    born: dt.date
    is_male: bool

    @property
    def masked(self) -> str:
        """The number as it may be shown and logged."""
        return mask_id(self.text)


def parse_identity_number(text: str) -> IdentityNumber:
    """Read an identity number as typed; spaces, full-width digits and a small x are forgiven.

    Raises BadInput saying which part is wrong: the length, a character, the birth date
    or the check character. The message shows the number masked, never whole. The area
    code is not looked up: abolished codes live on in people's numbers.
    """
    number = "".join(squeeze(text).split()).upper().removeprefix("'")
    shown = mask_id(number)
    if not number:
        raise BadInput("证件号码是空的，请补上 18 位身份证号")
    if len(number) != _LENGTH:
        raise BadInput(f"证件号码 {shown} 有 {len(number)} 位，应为 18 位")
    if "?" in number:
        raise BadInput(f"证件号码 {shown} 被表格存成了数字，末几位已丢失，请改成文本格式重新录入")
    if not (number[:17].isascii() and number[:17].isdigit() and number[17] in "0123456789X"):
        raise BadInput(f"证件号码 {shown} 含有数字和末位 X 以外的字符")
    try:
        born = dt.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        raise BadInput(f"证件号码 {shown} 的出生日期不存在，请核对第 7 至 14 位") from None
    from stdnum.iso7064 import mod_11_2  # here, because it is slow to load

    if not mod_11_2.is_valid(number):
        raise BadInput(f"证件号码 {shown} 的校验码不对，请逐位核对")
    return IdentityNumber(number, born, int(number[16]) % 2 == 1)


def with_check_character(first_seventeen: str) -> str:
    """Return the full number for 17 digits, for made-up people in tests and the demonstration."""
    from stdnum.iso7064 import mod_11_2

    return first_seventeen + mod_11_2.calc_check_digit(first_seventeen)
