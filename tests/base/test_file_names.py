"""Files bear one style of names, whoever writes them."""

import datetime as dt

from models.base.file_names import file_stem
from tests.naming import sentences

_DAY = dt.date(2019, 11, 14)


def test_what_whose_when_and_which_village() -> None:
    assert file_stem("催缴名单", "上岭桥镇", _DAY) == "催缴名单-上岭桥镇-2019-11-14"
    assert file_stem("半月报", "上岭桥镇", "2019-11-H1") == "半月报-上岭桥镇-2019-11-H1"
    assert file_stem("登记单", _DAY, "青山村") == "登记单-2019-11-14-青山村"
    assert file_stem("名单", "", _DAY, "") == "名单-2019-11-14"


def test_no_sign_that_a_file_name_cannot_have() -> None:
    assert file_stem("核查表", _DAY, 'a/b\\c:"d"') == "核查表-2019-11-14-a_b_c__d_"


def test_nobody_makes_a_name_of_a_file_in_another_way() -> None:
    """An ending that is written behind a value stands behind ``file_stem``, or what holds it."""
    loose = [
        where
        for where, text in sentences("models", "reports", "seed", "tui")
        if text.endswith((".xlsx", ".csv", ".svg")) and text[0] in "-_/" and len(text) > 5
    ]
    assert loose == []
