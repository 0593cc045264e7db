"""Why a person was found: which of their keys a search met, in the clerk's words."""

from models.base.text import plain_name
from models.search.keys import REVERSED


def why_matched(key: str, name: str, id_number: str, phone: str, household: str) -> str:
    """Return what the key stands for, by the form it has and the numbers of the person.

    A key that none of them gives belongs to a number the person had before.
    """
    if key.startswith(REVERSED):
        number = key[1:][::-1]
        return "证件号尾" if number == id_number.lower() else "手机尾号"
    if key == household.lower():
        return "户编号"
    if key == id_number.lower():
        return "证件号"
    if key == "".join(filter(str.isdigit, phone)):
        return "手机号"
    if key[0].isdigit():
        return "曾用号"
    plain = plain_name(name).lower()
    if key[0] < "\x7f" and not plain.startswith(key):
        return "首字母" if len(key) <= len(plain) else "拼音"
    return "姓名" if key == plain.replace("·", "") else "名字"
