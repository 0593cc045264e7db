"""``notice check``: what a wrong notice file is caught at, and how it is named."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from models.levy.examples import Expected
from models.levy.trial import try_notice
from seed.notice_file import load_notice, notice_ids, parse_notice
from tests.levy.sixth import SIXTH

_FOLDER = Path(__file__).parents[2] / "seed" / "notices"


def faults(text: str) -> list[str]:
    found = try_notice(parse_notice(text, "notice.toml")).faults
    return [f"{each.key}：{each.message}" for each in found]


def notice_text(notice_id: str) -> str:
    return (_FOLDER / f"{notice_id}.toml").read_text("utf-8")


@pytest.mark.parametrize("notice_id", notice_ids())
def test_every_notice_of_the_program_is_proven(notice_id: str):
    proof = try_notice(load_notice(notice_id))
    assert proof.faults == ()
    assert proof.examples >= 13 and proof.questions > 1000


def test_a_wrong_example_is_named_with_what_was_expected_and_found():
    wrong = notice_text("lengshuitan-2019").replace(
        'due_now_yuan = 125, category = "建', 'due_now_yuan = 120, category = "建'
    )
    if wrong == notice_text("lengshuitan-2019"):
        wrong = wrong.replace("due_now_yuan = 125\n", "due_now_yuan = 120\n", 1)
    assert len(found := faults(wrong)) == 1
    assert "建档立卡一半由扶贫划拨" in found[0]
    assert "due_now_yuan 应为 120 元，算得 125 元" in found[0]


@pytest.mark.parametrize(
    ("rule", "wrong", "named"),
    [
        ('rate = "30%"', 'rate = "40%"', "低保先征后补"),
        ("closes = 2019-12-31", "closes = 2020-01-01", "没有载明补缴办法"),
        ('unless = ["低保"]\n', "", "既是建档立卡又是低保"),
        ("min_age = 16", "min_age = 17", "满 16 周岁当天"),
        ("personal_yuan = 250", "personal_yuan = 260", "没有类别的成年人"),
    ],
)
def test_a_wrong_rule_breaks_an_example(rule: str, wrong: str, named: str):
    text = notice_text("lengshuitan-2019")
    assert text.count(rule) >= 1
    assert any(named in each for each in faults(text.replace(rule, wrong, 1)))


@pytest.mark.parametrize(
    ("text", "wrong", "named"),
    [
        ("refused = \"window_closed\"", "refused = \"too_old\"", "refused 应为 too_old"),
        ("benefit_from = 2020-01-01", "benefit_from = 2020-02-01", "算得 2020-01-01"),
        ("late = false", "late = true", "late 应为 是，算得 否"),
        ('funder = "扶贫", amount_yuan', 'funder = "民政", amount_yuan', "民政 125 元 remitted"),
        ('category = ""', 'category = "低保"', "category 应为 低保，算得 无"),
        ('categories = ["特困供养人员"]', 'categories = ["没有"]', "不是 lengshuitan-2019"),
    ],
)  # fmt: skip
def test_every_part_of_an_example_is_compared(text: str, wrong: str, named: str):
    whole = notice_text("lengshuitan-2019")
    assert text in whole
    assert any(named in each for each in faults(whole.replace(text, wrong, 1)))


def test_an_amount_that_is_neither_stated_nor_listed_as_open_is_named():
    text = notice_text("lengshuitan-2019").replace('open_figures = ["medical.government"]\n', "")
    assert faults(text) == [
        "open_figures：medical.government 没有写明，也没有列入 open_figures；请写明数字，或列为待填"
    ]


def test_a_stated_amount_is_not_listed_as_open():
    text = notice_text("lengshuitan-2019").replace(
        '["medical.government"]', '["medical.government", "medical.personal"]'
    )
    assert any("medical.personal 已有定数" in each for each in faults(text))


def test_every_subsidy_needs_an_example():
    cut = SIXTH.replace('title = "特困人员选 400 档"', 'title = "X"').replace(
        'categories = ["特困人员"]', 'categories = ["孤儿"]'
    ).replace('category = "特困人员" }', 'category = "孤儿" }')  # fmt: skip
    assert faults(cut) == ["examples：medical 的“特困人员@400”没有一个例子用到它的资助"]


def test_every_insurance_needs_an_example():
    text = notice_text("songyang-2020").replace('insurance = "pension"', 'insurance = "medical"')
    assert "examples：pension 没有例子" in faults(text)


def test_categories_that_give_way_to_each_other_are_named():
    """Someone who holds both would get nothing at all."""
    text = SIXTH.replace(
        'category = "低保"\nclause = "三"\ntier_yuan = 400',
        'category = "低保"\nclause = "三"\nunless = ["孤儿"]\ntier_yuan = 400',
    ).replace(
        'category = "孤儿"\nclause = "三"\ntier_yuan = 400',
        'category = "孤儿"\nclause = "三"\nunless = ["低保"]\ntier_yuan = 400',
    )
    with pytest.raises(Exception, match="互相让位"):
        faults(text)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (("tier_yuan = 775\nshares = [{ funder = \"医疗救助\", settlement = \"remitted\", "
          "amount_yuan = 775", "tier_yuan = 500\nshares = [{ funder = \"医疗救助\", settlement = "
          "\"remitted\", amount_yuan = 775"), "没有这一档"),
        (("below_age = 18", "below_age = 18\nfrom_age = 20"), "年龄上限低于下限"),
        (('category = "低保"\nclause = "三"\ntier_yuan = 775',
          'category = "低保"\nclause = "三"\ntier_yuan = 400'), "两条重叠的资助规定"),
        (("from_age = 60", "below_age = 17\ntier_yuan = 400"), ""),
    ],
)  # fmt: skip
def test_two_rules_cannot_both_hold(change: tuple[str, str], named: str):
    text = SIXTH.replace(*change)
    assert text != SIXTH
    if not named:
        text = text.replace('category = "失独老人"', 'category = "事实无人抚养儿童"', 1)
        named = "两条重叠的资助规定"
    with pytest.raises(Exception, match=named):
        faults(text)


def test_a_fault_names_the_example_and_the_part_of_it():
    text = notice_text("lengshuitan-2019")
    wrong = text.replace('categories = ["特困供养人员"]', 'categories = ["没有"]', 1)
    assert any(each.startswith("examples[") and "]：例“" in each for each in faults(wrong))
    notice = load_notice("lengshuitan-2019")
    position = next(n for n, each in enumerate(notice.examples) if each.expect.shares)
    changed = [*notice.examples]
    expect = replace(changed[position].expect, shares=(), category="孤儿", standard_fen=1)
    changed[position] = replace(changed[position], expect=expect)
    title = changed[position].title
    found = [
        (each.key, each.message)
        for each in try_notice(replace(notice, examples=tuple(changed))).faults
    ]
    key = f"examples[{position}].expect"
    words = f"例“{title}”："
    assert (f"{key}.standard_yuan", f"{words}standard_yuan 应为 0.01 元，算得 250 元") in found
    shares = dict(found)[f"{key}.shares"]
    assert shares.startswith(f"{words}shares 应为 无，算得 ") and shares.count("元 ") >= 1
    assert f"{words}category 应为 孤儿，算得 " in dict(found)[f"{key}.category"]


def test_several_shares_are_read_out_one_after_the_other():
    notice = parse_notice(SIXTH, "sixth.toml")
    last = replace(
        notice.examples[-1], expect=replace(notice.examples[-1].expect, shares=(), levy_year=2024)
    )
    found = try_notice(replace(notice, examples=(*notice.examples[:-1], last))).faults
    assert [each.message.partition("：")[2] for each in found] == [
        "levy_year 应为 2024，算得 2025",
        "shares 应为 无，算得 计生 387.50 元 waived、财政 337.50 元 waived",
    ]


def test_a_refusal_that_is_not_expected_is_a_fault_whatever_else_is_compared():
    notice = parse_notice(SIXTH, "sixth.toml")
    first = replace(notice.examples[0], tier_fen=None, expect=Expected())
    found = try_notice(replace(notice, examples=(first, *notice.examples[1:]))).faults
    assert [(each.key, each.message) for each in found] == [
        ("examples[0].expect.refused", "例“普通一档”：refused 应为 无，算得 tier_missing")
    ]


def test_an_inconsistent_notice_is_asked_nothing():
    notice = load_notice("lengshuitan-2019")
    proof = try_notice(replace(notice, insurances={}))
    assert proof.questions == 0 and proof.faults and proof.open_figures == ()


def test_what_is_wrongly_listed_as_open_is_named_under_its_key():
    notice = replace(load_notice("lengshuitan-2019"), open_figures=("medical.x",))
    found = [each for each in try_notice(notice).faults if "medical.x" in each.message]
    assert [each.key for each in found] == ["open_figures"]
