"""Everything that can be wrong with a notice, each named by its key and in these words."""

import datetime as dt
from fractions import Fraction

from msgspec.structs import replace

from models.levy.amounts import Tiers
from models.levy.faults import find_faults
from models.levy.notice import (
    Category,
    FamilyRule,
    InsuranceRules,
    Notice,
    Share,
    SubsidyRule,
)
from models.levy.periods import LateRule, Window
from models.levy.round import Phase
from models.levy.who import Eligibility, Exclusion
from seed.notice_file import parse_notice
from tests.cases import for_each
from tests.levy.asking import made_up
from tests.levy.sixth import SIXTH

MEDICAL = "insurances.medical"


def told(notice: Notice) -> list[str]:
    return [f"{each.key}：{each.message}" for each in find_faults(notice)]


def with_rules(**changes: object) -> Notice:
    """Return the made-up notice with its medical rules changed."""
    notice = made_up()
    rules = replace(notice.insurances["medical"], **changes)
    return replace(notice, insurances={"medical": rules})


def with_subsidies(*rules: SubsidyRule, **changes: object) -> Notice:
    return with_rules(subsidies=rules, **changes)


def subsidy(category: str = "渔民", **more: object) -> SubsidyRule:
    share = Share(funder="财政", settlement="waived", rate=Fraction(1, 2))
    return SubsidyRule(**{"category": category, "clause": "三", "shares": (share,), **more})  # type: ignore[arg-type]


def test_a_sound_notice_has_none() -> None:
    assert told(made_up()) == told(parse_notice(SIXTH, "sixth.toml")) == []


def test_what_is_wrong_with_the_notice_as_a_whole() -> None:
    notice = replace(
        made_up(),
        insurances={},
        categories=(Category(name="渔民", clause="三", aliases=("渔民", "渔户")),) * 2,
        family_rule=FamilyRule(insurance="medical", clause=" "),
        phases=(
            Phase(title="动员", clause="一"),
            Phase(title="征收", clause="", starts=dt.date(2021, 9, 2), ends=dt.date(2021, 9, 1)),
        ),
    )
    assert sorted(told(notice)) == [
        "categories：人员类别名称重复：渔户",
        "categories：人员类别名称重复：渔民",
        "family_rule.clause：没有写明条款出处",
        "family_rule.insurance：通知没有这个险种",
        "insurances：至少要有一个险种",
        "phases[1].clause：没有写明条款出处",
        "phases[1].ends：结束日期早于开始日期",
    ]


def test_what_is_wrong_with_the_target_annexes() -> None:
    text = (
        '\n[[targets]]\ninsurance = "medical"\nclause = "附件"\nprinted_last_year_people = 2\n'
        "printed_target_people = 2\nrows = ["
        '{ township = "甲镇", last_year_people = 1, target_people = 1 }, '
        '{ township = "乙镇", last_year_people = 1, target_people = 1 }]\n'
    )
    table = made_up(text).targets[0]
    wrong = replace(
        table, rows=(*table.rows, replace(table.rows[0], target_people=-1, last_year_people=-1))
    )
    assert told(replace(made_up(), targets=(wrong, table))) == [
        "targets[0]：乡镇重复：甲镇",
        "targets[0].rows：甲镇的人数为负",
        "targets：险种重复：medical",
    ]


def test_what_is_wrong_with_an_insurance() -> None:
    closed = Window(opens=dt.date(2021, 9, 2), closes=dt.date(2021, 9, 1), clause="四")
    school = Exclusion(condition="in_school", clause="七", handled_by="某局")
    notice = with_rules(
        window=closed,
        tiers=Tiers(clause="二", amounts_fen=(200_00, 100_00)),
        late=LateRule(clause="五"),
        eligibility=Eligibility(clause="六", min_age=16, max_age=15),
        exclusions=(school, school),
    )
    assert told(notice) == [
        f"{MEDICAL}.window.closes：征缴期结束日期早于开始日期",
        f"{MEDICAL}：筹资标准 standard 与缴费档次 tiers 必须有且只有一个",
        f"{MEDICAL}.tiers.amounts_yuan：档次应由低到高、不重复、大于零",
        f"{MEDICAL}.late：wait_days 与 wait_months 必须有且只有一个",
        f"{MEDICAL}.eligibility.max_age：年龄上限低于下限",
        f"{MEDICAL}.exclusions：同一情形有两条规定：in_school",
    ]


def test_what_is_wrong_with_a_subsidy() -> None:
    half = Share(funder="财政", settlement="waived", rate=Fraction(1, 2))
    rest = Share(funder="财政", settlement="waived", part="rest")
    notice = with_subsidies(
        subsidy("樵夫", unless=("船工", "牧民")),
        subsidy("渔民", is_open=True, below_age=16, from_age=16),
        subsidy("船工", shares=(rest, half, half, replace(half, rate=Fraction(1, 100)))),
        subsidy("船工", tier_fen=400_00, shares=(Share(funder="财政", settlement="waived"),)),
        subsidy("渔民", from_age=60, shares=(replace(rest, part="lowest_tier"),)),
    )
    key = f"{MEDICAL}.subsidies"
    assert told(notice) == [
        f"{key}[0]：人员类别“樵夫”没有在 categories 中列出",
        f"{key}[0]：人员类别“牧民”没有在 categories 中列出",
        f"{key}[1]：资助要么写明 shares，要么注明 is_open = true，二者只能有一",
        f"{key}[1].below_age：年龄上限低于下限",
        f"{key}[2].shares：各资金来源比例之和超过 100%",
        f"{key}[2].shares：“其余部分”只能写在最后一项",
        f"{key}[3].shares[0]：rate、amount_yuan、part 必须有且只有一个",
        f"{key}[3].tier_yuan：这个险种没有这一档",
        f"{key}[4].shares[0]：这个险种没有缴费档次，不能按最低档资助",
        f"{key}：同一人员类别有两条重叠的资助规定：船工",
    ]


def test_categories_that_all_give_way_to_each_other() -> None:
    notice = with_subsidies(subsidy("渔民", unless=("船工",)), subsidy("船工", unless=("渔民",)))
    assert told(notice) in (
        [f"{MEDICAL}.subsidies：渔民、船工互相让位（unless），谁也享受不到"],
        [f"{MEDICAL}.subsidies：船工、渔民互相让位（unless），谁也享受不到"],
    )


@for_each(
    "first, second, overlap",
    [
        ({}, {}, True),
        ({"below_age": 18}, {"from_age": 18}, False),
        ({"from_age": 18}, {"below_age": 18}, False),
        ({"below_age": 18}, {"from_age": 17}, True),
        ({"from_age": 17}, {"below_age": 18}, True),
        ({"from_age": 60}, {"below_age": 18}, False),
        ({"below_age": 18}, {"from_age": 60}, False),
        ({"below_age": 1}, {"below_age": 1}, True),
        ({"from_age": 60}, {}, True),
        ({"tier_fen": 400_00}, {"tier_fen": 775_00}, False),
        ({"tier_fen": 400_00}, {"tier_fen": 400_00}, True),
        ({"tier_fen": 400_00}, {}, True),
        ({"category": "船工"}, {}, False),
    ],
)
def test_two_rules_of_a_category_overlap_where_one_person_could_have_both(
    first: dict[str, object], second: dict[str, object], overlap: bool
) -> None:
    rules: dict[str, object] = {
        "standard": None,
        "tiers": Tiers(clause="二", amounts_fen=(400_00, 775_00)),
    }
    found = told(with_subsidies(subsidy(**first), subsidy(**second), **rules))  # type: ignore[arg-type]
    assert found == (
        [f"{MEDICAL}.subsidies：同一人员类别有两条重叠的资助规定：渔民"] if overlap else []
    )


def test_an_upper_age_of_one_year_is_the_lowest() -> None:
    assert told(with_subsidies(subsidy(below_age=1))) == []
    assert len(told(with_subsidies(subsidy(below_age=0)))) == 1


def test_the_rest_may_stand_alone_or_last() -> None:
    rest = Share(funder="财政", settlement="waived", part="rest")
    whole = Share(funder="财政", settlement="waived", rate=Fraction(1))
    assert (
        told(with_subsidies(subsidy(shares=(rest,)), subsidy("船工", shares=(whole, rest)))) == []
    )


def test_a_sum_of_amounts_is_not_a_sum_of_rates() -> None:
    many = Share(funder="财政", settlement="waived", amount_fen=100_00)
    assert told(with_subsidies(subsidy(shares=(many, many)))) == []


def test_a_duty_needs_its_clause_only_where_it_is_stated() -> None:
    notice = made_up()
    stated = replace(notice.duties, deposit_days=1, report_clause="")
    assert told(replace(notice, duties=stated)) == ["duties.deposit_clause：没有写明条款出处"]
    rules: InsuranceRules = replace(notice.insurances["medical"], combination_clause="")
    assert told(replace(notice, insurances={"medical": rules})) == [
        f"{MEDICAL}.combination_clause：没有写明条款出处"
    ]
