"""What a cadre's words mean: certain, or nobody guesses."""

from hypothesis import given
from hypothesis import strategies as st

from models.levy.enrolment import STATUSES
from models.people.changes.status import RECORDABLE
from models.people.uninsured.reasons import REASONS, is_excused, reason_of
from tests.cases import for_each


@for_each(
    "said, reason",
    (
        ("在校", "在校"), ("在 校 学 生", "在校"), ("大学生。", "在校"), ("在北京上大学", "在校"),
        ("职工医保", "职工"), ("已参加职工医保", "职工"), ("在广东打工，单位买了医保", "职工"),
        ("外地参保", "异地"), ("死亡", "死亡未销户"), ("2018年已去世", "死亡未销户"),
        ("户口已迁", "迁出"), ("嫁出", "迁出"), ("当兵", "服役"), ("坐牢", "服刑"),
        ("失联", "失踪"),
        ("不愿意", "拒参"), ("不想参保", "拒参"), ("未上户口", "未出生登记"),
        ("新生儿", "未出生登记"),
        ("已缴", "已参保"), ("打工", "外出"), ("不认识", "查无此人"), ("其他原因", "其他"),
        ("ＺＸ在校", "在校"), ("没钱", "困难"),
    ),
)  # fmt: skip
def test_a_reason_is_known_by_its_word_and_by_others(said: str, reason: str) -> None:
    assert reason_of(said) == reason


@for_each(
    "said",
    (
        "", "  ", "未参保", "参保", "不在校", "没有死亡", "未迁出", "不是职工", "父亲去世",
        "儿子在读",
        "老公是职工", "曾服役，已退伍", "大学毕业", "原职工，已离职", "刑满释放", "可能在外地参保",
        "在校、死亡", "迁出或异地", "明年上大学", "?", "1", "同上",
    ),
)  # fmt: skip
def test_what_is_denied_over_doubted_or_of_another_is_not_understood(said: str) -> None:
    assert reason_of(said) == ""


def test_every_reason_is_known_by_itself_and_no_word_means_two() -> None:
    words = [word for each in REASONS.values() for word in (each.word, *each.also.split())]
    assert len(words) == len(set(words))
    for each in REASONS.values():
        assert {reason_of(word) for word in (each.word, *each.also.split())} == {each.word}


def test_what_is_carried_into_the_roster_is_a_status_the_roster_knows() -> None:
    statuses = [each.status for each in REASONS.values() if each.status]
    assert set(statuses) <= set(RECORDABLE) <= set(STATUSES)


def test_who_refuses_serves_or_is_away_is_dunned_all_the_same() -> None:
    assert not any(map(is_excused, ("拒参", "服役", "服刑", "外出", "失踪", "", "没有这个词")))
    assert all(map(is_excused, ("在校", "职工", "异地", "死亡未销户", "迁出")))


@given(st.text(max_size=60))
def test_any_words_mean_one_reason_or_none(said: str) -> None:
    assert reason_of(said) in ("", *REASONS)
