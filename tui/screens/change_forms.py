"""The kinds of change the counter offers: what each asks for, and the function that does it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from models.desk import Desk
from models.levy.family import Household, Member
from models.people.changes.arrivals import birth, marry_in, move_in
from models.people.changes.departures import death, marry_out, move_out
from models.people.changes.households import change_head, merge_households, split_household
from models.people.changes.number import correct_number
from models.people.changes.occasion import Changed, Occasion
from models.people.changes.status import set_status
from models.people.families import household_numbered


@dataclass(frozen=True)
class Situation:
    """Where the clerk stands: the family, the member under the cursor (None if it is empty)."""

    desk: Desk
    household: Household
    member: Member | None

    @property
    def person_id(self) -> int:
        """The member's row; only for kinds that need a member."""
        assert self.member is not None
        return self.member.person_id

    @property
    def home(self) -> int:
        """The family's row."""
        return self.household.household_id


Values = Mapping[str, str]


@dataclass(frozen=True)
class ChangeForm:
    """One kind of change. ``fields`` are (name, label, hint); ``needs_member``: about somebody."""

    title: str
    explained: str
    fields: tuple[tuple[str, str, str], ...]
    act: Callable[[Situation, Values, Occasion], Changed]
    needs_member: bool = True


_NUMBER = ("number", "证件号码", "18 位")
_NAME = ("name", "姓名", "本站没有登记过的人须填")
_RELATION = ("relation", "与户主关系", "空着为家庭成员")

FORMS: tuple[ChangeForm, ...] = (
    ChangeForm(
        "出生",
        "新生儿加入这一户",
        (_NUMBER, ("name", "姓名", "新生儿的姓名"), ("relation", "与户主关系", "空着为子女")),
        lambda at, values, on: birth(
            at.desk, at.home, values["number"], values["name"], values["relation"] or "子女", on
        ),
        needs_member=False,
    ),
    ChangeForm(
        "死亡",
        "此人自当日起不再是成员",
        (),
        lambda at, values, on: death(at.desk, at.person_id, on),
    ),
    ChangeForm(
        "婚入",
        "加入这一户；本站另一户的人直接转来",
        (_NUMBER, _NAME, _RELATION),
        lambda at, values, on: marry_in(
            at.desk, at.home, values["number"], values["name"], values["relation"], on
        ),
        needs_member=False,
    ),
    ChangeForm(
        "婚出",
        "到本站另一户；空着为离开本站",
        (("household", "新户编号", "村名/户编号；空着为离开本站"), _RELATION),
        lambda at, values, on: marry_out(
            at.desk, at.person_id, _household(at, values), values["relation"], on
        ),
    ),
    ChangeForm(
        "迁入",
        "凭证须写明居住证、房产证或村证明",
        (_NUMBER, _NAME, _RELATION),
        lambda at, values, on: move_in(
            at.desk, at.home, values["number"], values["name"], values["relation"], on
        ),
        needs_member=False,
    ),
    ChangeForm(
        "迁出",
        "此人离开本站",
        (),
        lambda at, values, on: move_out(at.desk, at.person_id, on),
    ),
    ChangeForm(
        "分户",
        "此人另立一户为户主；多人分出用 laobao change split",
        (("split", "新户编号", "本村没有用过的编号"),),
        lambda at, values, on: split_household(
            at.desk, at.home, [at.person_id], values["split"], on
        ),
    ),
    ChangeForm(
        "并户",
        "全家并入另一户",
        (("household", "并入户编号", "村名/户编号"),),
        lambda at, values, on: merge_households(
            at.desk, at.home, household_numbered(at.desk, values["household"]), on
        ),
        needs_member=False,
    ),
    ChangeForm(
        "户主变更",
        "此人成为户主",
        (("relation", "原户主关系", "原户主与新户主关系，空着为家庭成员"),),
        lambda at, values, on: change_head(at.desk, at.person_id, values["relation"], on),
    ),
    ChangeForm(
        "号码更正",
        "更正登错的证件号码",
        (("number", "正确号码", "18 位；旧号码仍能查到此人"),),
        lambda at, values, on: correct_number(at.desk, at.person_id, values["number"], on),
    ),
    ChangeForm(
        "情况开始",
        "在校学生、现役军人、服刑人员、职工医保、异地参保等",
        (("status", "情况", "例如 在校学生"),),
        lambda at, values, on: set_status(at.desk, at.person_id, values["status"], on),
    ),
    ChangeForm(
        "情况结束",
        "上面这些情况自当日起结束",
        (("status", "情况", "例如 在校学生"),),
        lambda at, values, on: set_status(
            at.desk, at.person_id, values["status"], on, is_ending=True
        ),
    ),
)


def _household(at: Situation, values: Values) -> int | None:
    number = values["household"].strip()
    return household_numbered(at.desk, number) if number else None
