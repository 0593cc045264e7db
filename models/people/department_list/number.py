"""Identity numbers as departments' lists have them: padded, quoted, longer than 18 characters.

Only what surely is not part of the number is removed. Digits that a spreadsheet lost
are never made up.
"""

import re

from models.base.errors import BadInput
from models.base.identity import valid_number
from models.base.text import squeeze

_LENGTH = 18
_AROUND = re.compile(r"[\s'\"‘’“”`´=\u200b-\u200f\u2060\ufeff]")
_LIKE_X = str.maketrans("×✕ХхΧχ", "XXXXXX")


def bare_number(text: str) -> str:
    """Return a number as compared: no spaces, quotes, full-width digits or padding zeros."""
    number = _AROUND.sub("", squeeze(text)).translate(_LIKE_X).upper()
    # Area codes begin with 1 to 8: zeros in front of a longer number are padding.
    return number.lstrip("0") if len(number) > _LENGTH else number


def read_listed_number(text: str) -> str:
    """Return the identity number in a cell of a list.

    Of more than 18 characters (a disability certificate, letters or zeros behind the
    number) the first 18 count, if they are a valid number. Raises BadInput otherwise,
    with the number masked.
    """
    number = bare_number(text)
    if len(number) <= _LENGTH:
        return valid_number(number)
    try:
        return valid_number(number[:_LENGTH])
    except BadInput as error:
        if "?" in number:
            raise
        reason = f"证件号码有 {len(number)} 位，前 18 位不是有效号码：{error.message}"
        raise BadInput(reason) from None
