"""The forms of the kinds of change: what is marked as needed is what models refuse without."""

import pytest

from models.base.errors import BadInput, RefusedByRule
from models.people.changes.details import note_family
from models.people.changes.occasion import Occasion
from models.people.households.families import load_household
from models.people.person_meant import person_meant
from models.station.desk import Desk
from models.station.rehearse import rehearse
from tests.making import household_id, made_up_number
from tests.people.families import day
from tests.tui.families import add_families, number
from tui.screens.change_form import ChangeForm, Situation
from tui.screens.change_forms import FORMS

_FILLED = {
    "手机号码": {"phone": "13800001234"},
    "家庭备注": {"note": "联系女儿"},
    "姓名更正": {"name": "曾小学"},
    "与户主关系": {"relation": "养子"},
    "出生": {"number": made_up_number("2019-11-02"), "name": "曾新生", "relation": "孙女"},
    "婚入": {"number": made_up_number("1990-01-01"), "name": "新来", "relation": "配偶"},
    "婚出": {"household": "010002", "relation": "配偶"},
    "迁入": {"number": made_up_number("1990-01-02"), "name": "新来", "relation": "租户"},
    "分户": {"split": "010088"},
    "并户": {"household": "010002"},
    "户主变更": {"relation": "丈夫"},
    "号码更正": {"number": made_up_number("1990-01-03")},
    "情况开始": {"status": "现役军人"},
    "情况结束": {"status": "在校学生"},
}


@pytest.mark.parametrize("form", FORMS, ids=lambda each: each.title)
def test_what_is_marked_is_what_is_refused_without(sqlite_desk: Desk, form: ChangeForm) -> None:
    """A name may be left out of a marriage or a move of somebody the station knows."""
    add_families(sqlite_desk)
    note_family(sqlite_desk, household_id(sqlite_desk, "010001"), "在外打工")
    row = person_meant(sqlite_desk, number("1999-05-06", 15))
    household = load_household(sqlite_desk, household_id(sqlite_desk, "010001"))
    member = next(each for each in household.members if each.person_id == row)
    at, filled = Situation(sqlite_desk, household, member), _FILLED.get(form.title, {})
    common = {"date": "2019-11-14", "reason": "本人申请", "proof": "居住证 1"}

    def refused(left_out: str) -> bool:
        values = {name: "" if name == left_out else text for name, text in filled.items()}
        texts = [common[each] if each != left_out else "" for each in ("reason", "proof")]
        on = None if left_out == "date" else day(14)
        try:
            rehearse(sqlite_desk, lambda: form.act(at, values, Occasion(on, *texts)))
        except (BadInput, RefusedByRule):
            return True
        return False

    assert not refused("")
    for blank in (*form.blanks, *form.common):
        is_of_the_unknown = blank.name == "name" and not form.needs_member
        assert refused(blank.name) == (blank.is_needed or is_of_the_unknown), blank.label
