"""Telephone numbers: one reader for what stands in a file and for what is typed."""

import re

from models.base.errors import BadInput
from models.base.text import squeeze

_PHONE = re.compile(r"\+?(?:86)?(\d{7,12})", re.ASCII)


def plain_phone(text: str) -> str | None:
    """Return a telephone number in its stored form, seven to twelve digits; None if it is none.

    Spaces and hyphens between the digits do not matter, nor does the country's code before them.
    """
    match = _PHONE.fullmatch(squeeze(text).replace("-", "").replace(" ", ""))
    return match[1] if match else None


def parse_phone(text: str) -> str:
    """Return a telephone number in its stored form; raises BadInput for what is none."""
    phone = plain_phone(text)
    if phone is None:
        raise BadInput(f"“{text.strip()[:20]}”不是电话号码，请填 7 至 12 位数字")
    return phone
