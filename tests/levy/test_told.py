"""What a person is told, word for word: every worked example and every refusal.

Whoever changes a sentence sees here what villagers will read, and in which case.
"""

import pytest
from msgspec.structs import replace
from syrupy.assertion import SnapshotAssertion

from models.levy.notice import Notice
from models.levy.trial import quote_example
from models.levy.values import Quote
from seed.notice_file import load_notice, parse_notice
from tests.levy.asking import ALL_NOTICES, made_up, quote, switched
from tests.levy.sixth import SIXTH


def told(answer: Quote) -> str:
    """Return a quote as lines: the figures, then what was considered, then the sentences."""
    head = (
        [f"{answer.refused.code}：{answer.refused.message}", *answer.refused.needs]
        if answer.refused
        else [
            f"标准 {answer.standard_fen} 现缴 {answer.due_now_fen} 退回 {answer.reimbursed_fen} "
            f"类别 {answer.category} 自 {answer.benefit_from}{' 补缴' if answer.late else ''}"
        ]
    )
    considered = [
        f"{'√' if each.is_applied else '×'} {each.category} {each.amount_fen} "
        f"{each.reason}（{each.clause}）"
        for each in answer.considered
    ]
    clauses = [f"条款 {' '.join(answer.clauses)}", f"解释 {answer.interpretations}"]
    asked = f"{answer.notice} {answer.insurance} {answer.levy_year}"
    warnings = [f"注意 {each}" for each in answer.warnings]
    lines = [asked, *head, *considered, *answer.explanation, *clauses, *warnings]
    return "\n".join(lines + [f"另有 {told(each)}" for each in answer.others])


def told_examples(notice: Notice) -> str:
    """Return what is told in every worked example of a notice."""
    return told_all({each.title: quote_example(notice, each) for each in notice.examples})


def told_all(answers: dict[str, Quote]) -> str:
    """Return several quotes as lines, each under its title."""
    return "\n\n".join(f"【{title}】\n{told(answer)}" for title, answer in answers.items())


@pytest.mark.parametrize("notice_id", ALL_NOTICES)
def test_every_worked_example_is_told_in_these_words(
    notice_id: str, snapshot: SnapshotAssertion
) -> None:
    assert told_examples(load_notice(notice_id)) == snapshot


def test_the_sixth_notice_is_told_in_these_words(snapshot: SnapshotAssertion) -> None:
    assert told_examples(parse_notice(SIXTH, "sixth.toml")) == snapshot


_LENGSHUITAN = "lengshuitan-2019"
_SONGYANG = "songyang-2020"
_XIAOXUE = "xiaoxue-2019"


def _late(**rule: object) -> Notice:
    """Return the made-up notice with another rule for late payers."""
    notice = made_up()
    rules = notice.insurances["medical"]
    late = replace(rules.late, **rule)  # type: ignore[type-var]
    return replace(notice, insurances={"medical": replace(rules, late=late)})


REFUSED = {
    "征缴期未到": lambda: quote(_LENGSHUITAN, on="2019-08-31"),
    "征缴期已过，未载明补缴": lambda: quote(_LENGSHUITAN, on="2020-01-01"),
    "年度已过": lambda: quote(_XIAOXUE, on="2021-01-01"),
    "年度以后出生": lambda: quote(_XIAOXUE, on="2021-01-02", born="2021-01-01"),
    "补缴缺政府补助": lambda: quote(_XIAOXUE, on="2020-02-01"),
    "养老未满年龄": lambda: quote(_LENGSHUITAN, "pension", on="2019-10-31", born="2003-11-01"),
    "养老超过年龄": lambda: quote("yiwu-2020", "pension", on="2020-11-20", born="1960-11-20"),
    "养老出生太早": lambda: quote("weidong-2020", "pension", on="2020-11-20", born="1959-12-31"),
    "大学生": lambda: quote(_LENGSHUITAN, on="2019-11-14", born="2000-01-01", in_school=True),
    "在别处参保": lambda: quote(_LENGSHUITAN, on="2019-11-14", elsewhere=True),
    "没有选档": lambda: quote(_LENGSHUITAN, "pension", on="2019-10-31"),
    "没有这一档": lambda: quote(_LENGSHUITAN, "pension", on="2019-10-31", tier=123_00),
    "档次待填": lambda: quote(_SONGYANG, "pension", on="2020-11-20", tier=100_00),
    "不征收": lambda: quote(_LENGSHUITAN, "critical_illness", on="2019-11-14"),
    "标准待填": lambda: quote("yiwu-2020", on="2020-11-20"),
    "资助待填": lambda: quote(
        "yiwu-2020", on="2020-11-20", categories=["低保"], fill={"medical.personal": "500"}
    ),
}


def test_every_refusal_says_what_to_do_in_these_words(snapshot: SnapshotAssertion) -> None:
    answers = {title: ask() for title, ask in REFUSED.items()}
    assert all(each.refused for each in answers.values())
    assert told_all(answers) == snapshot


QUOTED = {
    "补缴总额": lambda: quote(_XIAOXUE, on="2020-02-01", fill={"medical.government": "520"}),
    "补缴，60 日": lambda: quote(made_up(), on="2022-02-01", categories=["渔民"]),
    "新生儿": lambda: quote(_XIAOXUE, on="2020-01-10", born="2019-12-20", levy_year=2019),
    "新生儿按三十天一个月": lambda: quote(
        switched(_XIAOXUE, months="thirty_days"),
        on="2020-01-10",
        born="2019-12-20",
        levy_year=2019,
    ),
    "类别已到期": lambda: quote(
        _LENGSHUITAN, on="2019-11-14", categories=["低保@2010-01-01..2019-11-13"]
    ),
    "类别未开始": lambda: quote(_LENGSHUITAN, on="2019-11-14", categories=["低保@2019-11-15"]),
    "两项就高": lambda: quote(made_up(), on="2021-10-01", categories=["渔民", "船工"]),
    "两项就高，次序相反": lambda: quote(made_up(), on="2021-10-01", categories=["船工", "渔民"]),
    "建档立卡又是低保": lambda: quote(
        _LENGSHUITAN, on="2019-11-14", categories=["低保", "建档立卡"]
    ),
    "养老选档": lambda: quote(_LENGSHUITAN, "pension", on="2019-10-31", tier=300_00),
    "养老代缴": lambda: quote(_LENGSHUITAN, "pension", on="2019-10-31", categories=["特困"]),
    "标准已定": lambda: quote(_LENGSHUITAN, on="2019-11-14", fill={"medical.personal": "280"}),
    "补缴只缴个人部分，缴费当日起": lambda: quote(
        _late(pays="personal", wait_days=0), on="2022-02-01"
    ),
    "自缴费之日起享受": lambda: quote(
        switched(made_up(), benefit_start="payment_date"), on="2021-10-01"
    ),
    "按通知先列": lambda: quote(
        switched(made_up(), combination="first_named"),
        on="2021-10-01",
        categories=["船工", "渔民"],
    ),
    "大病": lambda: quote("yiwu-2020", "critical_illness", on="2020-11-20", fill={
        "critical_illness.personal": "55", "medical.personal": "500"}),
}  # fmt: skip


def test_what_is_owed_is_told_in_these_words(snapshot: SnapshotAssertion) -> None:
    answers = {title: ask() for title, ask in QUOTED.items()}
    assert not any(each.refused for each in answers.values())
    assert told_all(answers) == snapshot
