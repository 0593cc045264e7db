"""The kinds of change the counter offers: what each asks for, and the function that does it.

Those made most often come first; each has its key (``KEYS``).
"""

from models.people.changes.arrivals import birth, marry_in, move_in
from models.people.changes.departures import death, marry_out, move_out
from models.people.changes.details import change_phone, change_relation, correct_name, note_family
from models.people.changes.households import change_head, merge_households, split_household
from models.people.changes.number import correct_number
from models.people.changes.status import set_status
from models.people.households.families import household_numbered
from tui.screens import change_words as words
from tui.screens.change_form import Blank, ChangeForm, Situation, Values

_NUMBER = Blank("number", "证件号码", "18 位", is_needed=True)
_NAME = Blank("name", "姓名", "本站没有登记过的人须填")
_RELATION = Blank("relation", "与户主关系", "空着为家庭成员")
_STATUS = Blank("status", "情况", "例如 在校学生", is_needed=True)

FORMS: tuple[ChangeForm, ...] = (
    ChangeForm(
        "phone",
        "手机号码",
        "登记或更改此人的手机号码",
        (Blank("phone", "手机号码", "没有号码了填 无", is_needed=True),),
        lambda at, values, on: change_phone(at.desk, at.person_id, values["phone"], on),
        choices=words.present_phone,
    ),
    ChangeForm(
        "note",
        "家庭备注",
        "柜台要记住的话，显示在这一户上；空着为删去",
        (Blank("note", "家庭备注", "例如 在外打工，联系女儿"),),
        lambda at, values, on: note_family(at.desk, at.home, values["note"], on),
        needs_member=False,
        present=lambda at: at.household.note,
    ),
    ChangeForm(
        "name",
        "姓名更正",
        "更正登错的姓名；旧姓名仍能查到此人",
        (Blank("name", "正确姓名", "例如 方荣勇", is_needed=True),),
        lambda at, values, on: correct_name(at.desk, at.person_id, values["name"], on),
        usual_reason="登记有误",
    ),
    ChangeForm(
        "relation",
        "与户主关系",
        "更改此人与户主的关系；换户主用户主变更",
        (Blank("relation", "与户主关系", "例如 配偶、子女", is_needed=True),),
        lambda at, values, on: change_relation(at.desk, at.person_id, values["relation"], on),
        choices=words.present_relation,
    ),
    ChangeForm(
        "birth",
        "出生",
        "新生儿加入这一户；两岁以上的用迁入",
        (
            _NUMBER,
            Blank("name", "姓名", "新生儿的姓名", is_needed=True),
            Blank("relation", "与户主关系", "空着为子女"),
        ),
        lambda at, values, on: birth(
            at.desk, at.home, values["number"], values["name"], values["relation"] or "子女", on
        ),
        needs_member=False,
    ),
    ChangeForm(
        "death",
        "死亡",
        "此人自当日起不再是成员",
        (),
        lambda at, values, on: death(at.desk, at.person_id, on),
        warning=words.death_words,
    ),
    ChangeForm(
        "marry_in",
        "婚入",
        "加入这一户；本站另一户的人直接转来",
        (_NUMBER, _NAME, _RELATION),
        lambda at, values, on: marry_in(
            at.desk, at.home, values["number"], values["name"], values["relation"], on
        ),
        needs_member=False,
        warning=words.coming_words,
    ),
    ChangeForm(
        "marry_out",
        "婚出",
        "到本站另一户；空着为离开本站",
        (Blank("household", "新户编号", "村名/户编号；空着为离开本站"), _RELATION),
        lambda at, values, on: marry_out(
            at.desk, at.person_id, _household(at, values), values["relation"], on
        ),
        warning=words.leaving_words,
    ),
    ChangeForm(
        "move_in",
        "迁入",
        "凭证须写明居住证、房产证或村证明",
        (_NUMBER, _NAME, _RELATION),
        lambda at, values, on: move_in(
            at.desk, at.home, values["number"], values["name"], values["relation"], on
        ),
        needs_member=False,
        warning=words.coming_words,
    ),
    ChangeForm(
        "move_out",
        "迁出",
        "此人离开本站",
        (),
        lambda at, values, on: move_out(at.desk, at.person_id, on),
        warning=words.leaving_words,
    ),
    ChangeForm(
        "split",
        "分户",
        "此人另立一户；几人一起分出：回柜台 Ctrl+P，全部命令，变更",
        (Blank("split", "新户编号", "本村没有用过的编号", is_needed=True),),
        lambda at, values, on: split_household(
            at.desk, at.home, [at.person_id], values["split"], on
        ),
        warning=words.split_words,
    ),
    ChangeForm(
        "merge",
        "并户",
        "全家并入另一户",
        (Blank("household", "并入户编号", "村名/户编号", is_needed=True),),
        lambda at, values, on: merge_households(
            at.desk, at.home, household_numbered(at.desk, values["household"]), on
        ),
        needs_member=False,
        warning=words.merge_words,
    ),
    ChangeForm(
        "head",
        "户主变更",
        "此人成为户主",
        (Blank("relation", "原户主关系", "原户主与新户主的关系，空着为家庭成员"),),
        lambda at, values, on: change_head(at.desk, at.person_id, values["relation"], on),
    ),
    ChangeForm(
        "number",
        "号码更正",
        "更正登错的证件号码",
        (Blank("number", "正确号码", "18 位；旧号码仍能查到此人", is_needed=True),),
        lambda at, values, on: correct_number(at.desk, at.person_id, values["number"], on),
    ),
    ChangeForm(
        "status",
        "情况开始",
        "在校、参军、服刑、在别处参保等，自当日起",
        (_STATUS,),
        lambda at, values, on: set_status(at.desk, at.person_id, values["status"], on),
        choices=words.status_choices,
    ),
    ChangeForm(
        "status",
        "情况结束",
        "上面这些情况自当日起结束",
        (_STATUS,),
        lambda at, values, on: set_status(
            at.desk, at.person_id, values["status"], on, is_ending=True
        ),
        choices=words.held_statuses,
    ),
)

KEYS = "123456789abcdefghijklmnopqrstuvwxyz"[: len(FORMS)]
"""The key that chooses each kind."""


def _household(at: Situation, values: Values) -> int | None:
    number = values["household"].strip()
    return household_numbered(at.desk, number) if number else None
