"""Who was found, and by what, in the clerk's words."""

from typing import NamedTuple

from models.base.text import mask_id
from models.search.keys import REVERSED, key_number


class Match(NamedTuple):
    """A person who was found. ``household`` is the household's number (户编号).

    ``left`` is why somebody is no member any more (死亡, 迁出 ...), empty for members;
    ``why`` is what the text was found in (姓名, 拼音, 证件号尾 ...), ``found`` what of it the
    row does not show already: a receipt's number, a former number (the identity masked).
    """

    person_id: int
    name: str
    id_number: str
    phone: str
    household_id: int
    household: str
    village: str
    left: str = ""
    why: str = ""
    found: str = ""


FORMER = "曾用号"
"""Found by a number that is another now."""


def why_matched(key: str, name: str, id_number: str, phone: str) -> str:
    """Return why a person was found: what the key stands for, in the clerk's words.

    A key that none of them gives belongs to a number the person had before.
    """
    is_end, number = key.startswith(REVERSED), key_number(key)
    if number == id_number.lower():
        return "证件号尾" if is_end else "证件号"
    if number == "".join(filter(str.isdigit, phone)):
        return "手机尾号" if is_end else "手机号"
    if is_end or key[0].isdigit():
        return FORMER
    return name_matched(key, name)


def name_matched(key: str, name: str) -> str:
    """Return what of a name a key stands for."""
    plain = name.lower().replace(" ", "")
    if key[0] < "\x7f" and not plain.startswith(key):
        return "首字母" if len(key) <= len(plain) else "拼音"
    return "姓名" if key == plain.replace("·", "") else "名字"


def former_number(key: str) -> str:
    """Return the number that a key holds, masked: nobody bears it any more."""
    return mask_id(key_number(key)).upper()
