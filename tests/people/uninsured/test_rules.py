"""The pure rules: what the data say of somebody, which answer counts, which village is meant."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from models.levy.enrolment import STATUSES
from models.people.uninsured.label import LABELS, Facts, label_of
from models.people.uninsured.place import Places
from models.people.uninsured.reasons import REASONS
from models.people.uninsured.standing import Answer, standing_of
from tests.cases import for_each

_DAY = dt.date(2019, 11, 14)
_FACTS = st.builds(
    Facts,
    is_enrolled=st.booleans(),
    is_at_bureau=st.booleans(),
    is_on_roster=st.booleans(),
    left=st.sampled_from(("", "死亡", "迁出", "婚出", "重复登记")),
    enrolment=st.lists(st.sampled_from(list(STATUSES)), max_size=2).map("、".join),
    elsewhere=st.sampled_from(("", "职工医保", "异地参保", "职工养老")),
    stated=st.lists(st.tuples(st.sampled_from(list(REASONS)), st.just("x")), max_size=2).map(tuple),
    fault=st.sampled_from(("", "号码 17 位")),
    namesakes=st.integers(0, 2),
    born=st.none() | st.dates(dt.date(1930, 1, 1), _DAY),
)


def _word(**facts: object) -> str:
    return label_of(Facts(**facts), "medical", _DAY).word  # type: ignore[arg-type]


@given(_FACTS)
def test_everybody_has_one_label_and_what_is_certain_comes_first(facts: Facts) -> None:
    label = label_of(facts, "medical", _DAY)
    assert label.word in LABELS
    assert (label.word == "已参保") >= facts.is_enrolled
    if not facts.is_enrolled and facts.is_at_bureau:
        assert label.word == "待入账"
    elif not facts.is_enrolled and facts.left in ("死亡", "迁出", "婚出"):
        assert label.reason in ("死亡未销户", "迁出")
    elif not facts.is_enrolled and facts.stated:
        assert label.word == facts.stated[0][0]
    elif not facts.is_enrolled and facts.is_on_roster:
        assert label.word in ("在校", "服役", "服刑", "职工", "异地", "名册未缴")
    if label.word in ("不在名册", "同名不同号", "号码有误", "未出生登记"):
        assert not facts.is_on_roster and not facts.is_enrolled


@for_each(
    "facts, word",
    (
        ({"is_on_roster": True}, "名册未缴"),
        ({"is_on_roster": True, "enrolment": "在校大学生"}, "在校"),
        ({"is_on_roster": True, "enrolment": "职工医保"}, "职工"),
        ({"is_on_roster": True, "enrolment": "职工养老"}, "名册未缴"),  # another insurance
        ({"is_on_roster": True, "enrolment": "异地医保"}, "异地"),
        ({"is_on_roster": True, "enrolment": "现役军人"}, "服役"),
        ({"is_on_roster": True, "enrolment": "服刑人员"}, "服刑"),
        ({"is_on_roster": True, "elsewhere": "职工医保"}, "职工"),
        ({"left": "死亡"}, "死亡未销户"),
        ({"left": "婚出"}, "迁出"),
        ({"left": "重复登记"}, "同名不同号"),
        ({"namesakes": 1}, "同名不同号"),
        ({"fault": "17 位"}, "号码有误"),
        ({"born": dt.date(2019, 3, 1)}, "未出生登记"),
        ({"born": dt.date(2018, 3, 1)}, "不在名册"),
        ({}, "不在名册"),
    ),
)
def test_a_label_says_what_the_data_say(facts: dict[str, object], word: str) -> None:
    assert _word(**facts) == word


def _answer(reason: str, file: int | None = 1, village: str = "青山村", said: str = "") -> Answer:
    return Answer(file, village if file else "", "", reason, said or reason, "", "", _DAY)


def test_nothing_was_answered() -> None:
    assert standing_of([]).state == "none"
    assert standing_of([_answer("", said="")]).state == "none"  # a row left blank


def test_what_a_village_sends_last_stands_for_what_it_sent_before() -> None:
    assert standing_of([_answer("在校", 1), _answer("职工", 2)]).reason == "职工"


def test_two_villages_or_two_rows_that_contradict_each_other_count_for_nothing() -> None:
    for answers in (
        [_answer("在校", 1), _answer("职工", 2, "白塘村")],
        [_answer("在校", 1), _answer("拒参", 1)],
    ):
        standing = standing_of(answers)
        assert (standing.state, standing.reason) == ("conflict", "")
        assert len(standing.open) == 2
    assert standing_of([_answer("在校", 1), _answer("在校", 2, "白塘村")]).reason == "在校"


def test_what_is_done_by_hand_settles_it_until_a_village_says_more() -> None:
    doubtful = [_answer("在校", 1), _answer("职工", 2, "白塘村")]
    settled = [*doubtful, _answer("职工", None)]
    assert standing_of(settled).reason == "职工"
    assert standing_of([*settled, _answer("死亡未销户", 3)]).reason == "死亡未销户"


def test_words_nobody_understands_open_what_was_clear() -> None:
    standing = standing_of([_answer("在校", 1), _answer("", 2, said="不清楚")])
    assert (standing.state, [each.said for each in standing.open]) == ("unclear", ["不清楚"])


@given(
    st.lists(
        st.tuples(
            st.sampled_from(("在校", "职工", "")),
            st.none() | st.integers(1, 3),
            st.sampled_from(("青山村", "白塘村")),
        ),
        max_size=6,
    )
)
def test_a_reason_counts_only_where_all_that_is_open_agrees(
    given_answers: list[tuple[str, int | None, str]],
) -> None:
    answers = [_answer(reason, file, village, "字") for reason, file, village in given_answers]
    standing = standing_of(answers)
    if standing.state == "answered":
        assert standing.reason in [each.reason for each in answers] and not standing.open
    else:
        assert standing.reason == ""
    assert (standing.state == "none") == (not answers)
    by_hand = standing_of([*answers, _answer("拒参", None)])
    assert by_hand.reason == "拒参"


@for_each(
    "text, village",
    (
        ("青山村", "青山村"), ("青山", "青山村"), ("青山村委会", "青山村"), ("青山社区", "青山村"),
        ("上岭桥镇青山村", "青山村"), ("湖南省永州市冷水滩区上岭桥镇青山村3组12号", "青山村"),
        ("上岭桥镇 青 山 村", "青山村"), ("大青山村5组", "大青山村"), ("青山村3组", "青山村"),
        ("蔡市镇青山村3组", ""), ("小青山村", ""), ("石头村", ""), ("", ""), ("3组", ""),
        ("冷水滩区上岭桥镇", ""),
    ),
)  # fmt: skip
def test_a_village_is_known_in_a_senders_words(text: str, village: str) -> None:
    assert Places(("青山村", "大青山村", "白塘村"), "上岭桥镇").named(text) == village
