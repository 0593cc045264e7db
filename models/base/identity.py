"""Identity numbers (GB 11643-1999) and the permits that stand for them, and what they tell.

Of 18 digits are also the permits of residents from Hong Kong, Macao and Taiwan (81, 82, 83) and
of foreigners since 2023 (9). Other papers have numbers of their own kind, which hold no day of
birth: it is then asked for.
"""

import datetime as dt
import re
from dataclasses import dataclass

from models.base.dates import parse_date
from models.base.errors import BadInput
from models.base.text import mask_id, squeeze

_LENGTH = 18
_OLD_LENGTH = 15
_EARLIEST_YEAR = 1900
"""Nobody who was born before is alive; somebody of 114 may be."""

BIRTH_CERTIFICATE = "出生医学证明"
_OTHER_KINDS = {
    "港澳居民来往内地通行证": re.compile(r"[HM]\d{8}(\d{2})?"),
    "外国人永久居留身份证": re.compile(r"[A-Z]{3}\d{12}"),
    BIRTH_CERTIFICATE: re.compile(r"[A-Z]\d{9}"),
}
"""Papers whose numbers hold no whole day of birth."""

_WITH_BORN = re.compile(r"([A-Za-z][A-Za-z0-9]+)\s+(\d{4}\D\S+|\d{8})")
_RESIDENCE = {"81": "港澳居民居住证", "82": "港澳居民居住证", "83": "台湾居民居住证"}
_EXCELLED = re.compile(r"[-+]?\d+(\.\d+)?E\+?\d+", re.IGNORECASE)


@dataclass(frozen=True)
class IdentityNumber:
    """A valid number, its kind, and the birth date that follows from it or was given."""

    text: str
    born: dt.date
    kind: str = "居民身份证"

    @property
    def masked(self) -> str:
        """The number as it may be shown and logged."""
        return mask_id(self.text)

    @property
    def is_male(self) -> bool | None:
        """The sex that the number tells; None where it tells none."""
        return int(self.text[16]) % 2 == 1 if len(self.text) == _LENGTH else None


def parse_identity_number(text: str, born: dt.date | None = None) -> IdentityNumber:
    """Read an identity number as typed; spaces, full-width digits and a small x are forgiven.

    ``born`` is the birth date stated beside it, which counts where the number holds none; where
    a person types, it may stand behind such a number: ``H12345678 1980-01-02``. Raises
    BadInput saying which part is wrong: the length, a character, the birth date or the check
    character. The message shows the number masked, never whole. The area code is not looked
    up: abolished codes live on in people's numbers.
    """
    typed = _WITH_BORN.fullmatch(squeeze(text))
    if typed is not None:
        text, born = typed[1], parse_date(typed[2], "出生日期")
    number, kind = _checked(text)
    if len(number) != _LENGTH:
        if born is None:
            raise BadInput(
                f"{kind}号码 {mask_id(number)} 里没有出生日期，请写在号码后面，"
                "空一格，例如 H12345678 1980-01-02"
            )
        check_born(born)
        return IdentityNumber(number, born, kind)
    of_number = dt.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    return IdentityNumber(number, of_number, kind)


def valid_number(text: str) -> str:
    """Return an identity number in the form in which numbers are compared; raises BadInput.

    For whoever is looked for by the number alone, whatever kind of paper it is of.
    """
    return _checked(text)[0]


def is_birth_certificate(number: str) -> bool:
    """Say whether somebody is known by a birth certificate's number until there is another."""
    return _OTHER_KINDS[BIRTH_CERTIFICATE].fullmatch(number) is not None


def check_born(born: dt.date) -> dt.date:
    """Return a birth date that somebody alive can have; raises BadInput for another."""
    if born.year < _EARLIEST_YEAR:
        raise BadInput(f"出生年份 {born.year} 不可能，没有这样年纪的人，请核对")
    return born


def is_excelled(text: str) -> bool:
    """Say whether a number stands in scientific notation: a spreadsheet lost its last digits."""
    return _EXCELLED.fullmatch(text.strip()) is not None


def _checked(text: str) -> tuple[str, str]:
    """Return a number as compared, and of which paper it is; raises BadInput."""
    number = "".join(squeeze(text).split()).upper().removeprefix("'")
    shown = mask_id(number)
    if not number:
        raise BadInput("证件号码是空的，请补上 18 位身份证号")
    if "?" in number or is_excelled(number):
        raise BadInput(f"证件号码 {shown} 被表格存成了数字，末几位已丢失，请改成文本格式重新录入")
    for kind, form in _OTHER_KINDS.items():
        if form.fullmatch(number):
            return number, kind
    if len(number) == _OLD_LENGTH and number.isascii() and number.isdecimal():
        raise BadInput(_of_fifteen(number))
    if len(number) != _LENGTH:
        raise BadInput(f"证件号码 {shown} 有 {len(number)} 位，应为 18 位")
    if not (number[:17].isascii() and number[:17].isdigit() and number[17] in "0123456789X"):
        raise BadInput(f"证件号码 {shown} 含有数字和末位 X 以外的字符")
    try:
        born = dt.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        raise BadInput(f"证件号码 {shown} 的出生日期不存在，请核对第 7 至 14 位") from None
    if born.year < _EARLIEST_YEAR:
        raise BadInput(
            f"证件号码 {shown} 的出生年份 {born.year} 不可能，没有这样年纪的人，请核对第 7 至 10 位"
        )
    from stdnum.iso7064 import mod_11_2  # here, because it is slow to load

    if not mod_11_2.is_valid(number):
        if number.endswith("000"):
            raise BadInput(
                f"证件号码 {shown} 的校验码不对，末三位是 000，像是被表格存成了数字，"
                "请改成文本格式重新录入"
            )
        raise BadInput(f"证件号码 {shown} 的校验码不对，请逐位核对")
    if number.startswith("9"):
        return number, "外国人永久居留身份证"
    return number, _RESIDENCE.get(number[:2], "居民身份证")


def _of_fifteen(number: str) -> str:
    """Return what to do with a number of the older form, in which the century is left out."""
    full = with_check_character(f"{number[:6]}19{number[6:]}")
    return (
        f"证件号码 {mask_id(number)} 是 15 位的旧号码；18 位的写法是在第 6 位后面加 19、"
        f"末尾加 {full[-1]}，请核对后改成 18 位"
    )


def with_check_character(first_seventeen: str) -> str:
    """Return the full number for 17 digits, for made-up people in tests and the demonstration."""
    from stdnum.iso7064 import mod_11_2

    return first_seventeen + mod_11_2.calc_check_digit(first_seventeen)
