"""A station of each of the program's five notices: its autumn, and the next year's, played whole.

Roster, lists, quote, payments, self-paid data, targets or what a rate is of, the half-monthly
report without a dash that could have been a number, sent, the bulletin; then the next round in
the same store.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tui.whole_station import CASH, Town

Founding = Callable[[str, str], Town]
_MEDICAL, _PENSION, _CRITICAL = "居民医保", "居民养老", "大病保险"


@pytest.fixture
def town(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Founding:
    """Return how a station is made, given its notice and its name."""
    return lambda notice, township: Town(capsys, tmp_path, notice, township)


def test_lengshuitan(town: Founding) -> None:
    """Numbers are set by the annexes; both insurances can be paid in October."""
    here = town("lengshuitan-2019", "上岭桥镇")
    filled = {"medical.government": "520"}
    here.begin("2019-10-24", filled, 叶乙=("建档立卡", ""), 周戊=("", "职工医保"))
    here.certify("低保", "雷丁")
    here.remember("2019医保", "2018-10-20", "叶甲", "叶乙", "叶小", "雷丁", "周己")
    here.remember("2018养老", "2018-10-20", "叶甲", "雷丁", "周己")
    family = here.json("family", "0001")
    assert family["due_now_fen"]["medical"] == 250_00 + 125_00 + 250_00
    assert here.pay("0001", "medical")["amount_fen"] == 625_00
    assert here.pay("0001", "pension", *here.tiers(叶甲=300, 叶乙=100))["amount_fen"] == 300_00
    assert here.pay("0003", "medical", *CASH, "00000001")["amount_fen"] == 250_00
    here.self_paid(
        "一",
        ("周己", _MEDICAL, 2020, 250, "支付宝", "2019-10-12"),
        ("周己", _PENSION, 2019, 500, "银行批扣", "2019-10-12"),
    )
    here.targets(
        "任务数,上年参保人数",
        "东村,医疗保险,40000,3", "西村,医疗保险,7212,2",
        "东村,养老保险,20000,1", "西村,养老保险,100,2",
    )  # fmt: skip
    found = here.report("2019-10-H2")["insurances"]
    medical, pension = found["medical"]["total"], found["pension"]["total"]
    assert (medical["target"], medical["people_to_date"], medical["rate"]) == (47212, 5, 0.0001)
    assert (pension["target"], pension["people_to_date"]) == (20100, 3)
    assert (medical["same_day_last_year"], pension["same_day_last_year"]) == (5, 3)
    assert found["medical"]["standing"][-1]["last_year_people"] == 42920
    here.day = "2019-11-01"
    sent = here.submit("2019-10-H2")
    bulletin = here.json("report", "bulletin", "2019-10")["insurances"]
    (own,) = [row for row in bulletin["medical"]["rows"] if row["township"] == "上岭桥镇"]
    # Nobody was insured before the half-month: what it has is what the month has.
    assert (own["rank"], own["people_this_month"], own["last_year_people"]) == (1, 5, 42920)
    told = here.do("report", "bulletin", "2019-10").split("2019年10月城乡居民医疗保险")
    assert "未报 19 个" in told[0] and "仁湾镇" not in told[0] and "未报 20 个" in told[1]
    here.is_sound()

    here.next_round("2020-10-24", {"medical.government": "550"})
    assert ("医疗", "雷丁") in here.not_renewed() and ("养老", "雷丁") not in here.not_renewed()
    late = here.ask("pay", "0002", "--insurance", "medical", "--levy-year", "2020", "--json")
    assert late.status == 1 and late.json["refused"]["code"] == "window_closed"
    here.pay("0003", "medical", *CASH, "00000002")
    here.targets("任务数", "东村,医疗保险,40000", "西村,医疗保险,7212",
                 "东村,养老保险,20000", "西村,养老保险,100")  # fmt: skip
    found = here.report("2020-10-H2")
    assert found["insurances"]["medical"]["total"]["same_day_last_year"] == 5
    assert not any("2020 年度：" in note for note in found["notes"] if "医疗" in note)
    here.comes_out_again("2019-10-H2", sent)
    here.is_sound()


def test_songyang(town: Founding) -> None:
    """A rate of 99 % and of 98 %; the bureau's Alipay money before and after the window."""
    here = town("songyang-2020", "古市镇")
    filled = {"pension.tiers": "100,300,500,800", "pension.levy_year": "2020"}
    here.begin("2020-11-05", filled, 叶乙=("残疾人员", ""), 蓝丙=("少数民族", ""),
               雷丁=("少数民族", ""), 周戊=("", "职工医保"))  # fmt: skip
    here.certify("低保", "雷丁")
    here.remember("2020医保", "2019-11-10", "叶甲", "叶乙", "叶小", "周己")
    here.remember("2019养老", "2019-11-10", "叶甲", "周己")
    assert here.pay("0001", "medical")["amount_fen"] == 960_00
    assert here.pay("0001", "pension", *here.tiers(叶甲=300, 叶乙=100))["amount_fen"] == 400_00
    assert here.pay("0002", "medical", *CASH, "00000001")["amount_fen"] == 240_00
    refused = here.ask("pay", "0004", "--insurance", "medical", "--json")
    assert refused.json["refused"]["code"] in ("insured_elsewhere", "nothing_to_pay")
    told = here.self_paid(
        "一",
        ("周己", _MEDICAL, 2021, 480, "支付宝", "2020-11-02"),
        ("周庚", _MEDICAL, 2021, 480, "银行批扣", "2020-11-05"),
        ("周己", _PENSION, 2020, 500, "自助机", "2020-11-05"),
    )
    assert "2020-11-02 不在通知的征缴期内" in told and "税务部门已经收下，照常参保" in told
    here.targets("应参保人数", "东村,医疗保险,4", "西村,医疗保险,3",
                 "东村,养老保险,2", "西村,养老保险,3")  # fmt: skip
    found = here.report("2020-11-H1", "target", "rate", "to_target")["insurances"]
    assert found["medical"]["total"]["enrolment_rate"] == 0.8571  # 6 of 7
    assert found["pension"]["total"]["enrolment_rate"] == 0.6
    assert [goal["missing"] for goal in found["medical"]["goals"]] == [1, 1]
    here.day = "2020-11-16"
    sent = here.submit("2020-11-H1")
    text = here.do("report", "bulletin", "2020-11")
    assert "要求参保率 99.00%（三(一)），低于的 1 个：古市镇" in text
    assert "要求参保率 98.00%（三(一)），低于的 1 个：古市镇" in text
    rows = here.json("report", "bulletin", "2020-11")["insurances"]["medical"]["rows"]
    assert (rows[0]["rank"], rows[0]["last_year_people"]) == (1, 4)
    here.day = "2020-12-17"
    after = here.self_paid("二", ("雷丁", _PENSION, 2020, 500, "支付宝", "2020-12-16"))
    assert "通知要求 2020-12-15 前完成，现在缴费已过期限" in after
    here.is_sound()

    here.next_round("2021-11-10", {"pension.tiers": "100,300,500", "pension.levy_year": "2021"})
    assert ("医疗", "周庚") in here.not_renewed() and ("养老", "雷丁") in here.not_renewed()
    # He paid the bureau before the station opened its round.
    here.self_paid("三", ("周庚", _MEDICAL, 2022, 480, "支付宝", "2021-11-02"))
    here.pay("0001", "medical")
    here.targets("应参保人数", "东村,医疗保险,4", "西村,医疗保险,3",
                 "东村,养老保险,2", "西村,养老保险,3")  # fmt: skip
    found = here.report("2021-11-H1", "target", "rate", "to_target")
    medical = found["insurances"]["medical"]
    assert medical["total"]["people_to_date"] == 4
    assert medical["standing"][-1]["last_year_people"] == 6
    assert not any("2020 年度：" in note for note in found["notes"])
    here.comes_out_again("2020-11-H1", sent)
    here.is_sound()


def test_yiwu(town: Founding) -> None:
    """Three insurances, four rates; critical illness goes with medical, an employee's alone."""
    here = town("yiwu-2020", "上溪镇")
    filled = {
        "pension.tiers": "100,300,500", "medical.personal": "510", "medical.government": "1050",
        "critical_illness.personal": "70", "critical_illness.government": "0",
        "medical.subsidy.低保": "100%,医疗救助,waived", "pension.subsidy.低保": "100,财政,waived",
        "medical.subsidy.残疾人": "50%,财政,remitted", "pension.subsidy.残疾人": "100,财政,waived",
    }  # fmt: skip
    here.begin("2020-11-05", filled, 叶乙=("残疾人", ""), 周戊=("", "职工医保"))
    here.certify("低保", "雷丁")
    here.remember("2020医保", "2019-11-10", "叶甲", "叶乙", "周己")
    here.remember("2019养老", "2019-11-10", "叶甲", "雷丁")
    here.remember("2020大病", "2019-11-10", "叶甲", "周己")
    alone = here.ask("pay", "0003", "--insurance", "critical_illness", "--json")
    assert alone.status == 1 and alone.json["refused"]["code"] == "not_alone"
    both = here.pay("0001", "medical", "--insurance", "critical_illness")
    assert both["amount_fen"] == 510_00 + 255_00 + 510_00 + 3 * 70_00
    assert here.pay("0001", "pension", *here.tiers(叶甲=300, 叶乙=300))["amount_fen"] == 500_00
    assert here.json("pay", "0003", "--insurance", "medical")["amount_fen"] == 0
    assert here.pay("0004", "critical_illness")["amount_fen"] == 70_00  # 三(二): an employee
    here.self_paid(
        "一",
        ("周己", _MEDICAL, 2021, 510, "支付宝", "2020-11-02"),
        ("周己", _CRITICAL, 2021, 70, "支付宝", "2020-11-02"),
        ("周己", _PENSION, 2020, 500, "自助机", "2020-11-05"),
    )
    here.targets(
        "户籍人口,职工参保,常住人口",
        "东村,医疗保险,5,1,5", "西村,医疗保险,4,1,5", "东村,养老保险,2,0,", "西村,养老保险,4,1,",
        "东村,大病保险,4,0,", "西村,大病保险,4,0,",
    )  # fmt: skip
    found = here.report("2020-11-H1", "target", "rate", "to_target")
    medical, critical = (found["insurances"][name] for name in ("medical", "critical_illness"))
    assert medical["total"]["enrolment_rate"] == 0.7143  # 5 of 7
    assert medical["total"]["permanent_rate"] == 0.5
    assert critical["total"]["enrolment_rate"] == 0.625  # 5 of 8
    assert [goal["asked_rate"] for goal in medical["goals"]] == [0.9991, 0.95, 1.0]
    assert any("残疾人由财政资助 50%、划拨汇缴" in note for note in found["notes"])
    here.day = "2020-11-16"
    sent = here.submit("2020-11-H1")
    text = here.do("report", "bulletin", "2020-11")
    for asked in ("98.00%", "99.91%", "95.00%", "85.00%"):
        assert f"{asked}（二(二)），低于的 1 个：上溪镇" in text
    here.is_sound()

    here.next_round("2021-11-10", {**filled, "medical.personal": "540"})
    assert ("医疗", "周己") in here.not_renewed()
    # The year has not ended: "complete by" a day only warns.
    assert "现在缴费已过期限" in here.do("family", "0006")
    assert here.pay("0006", "medical", "--levy-year", "2021")["amount_fen"] == 510_00
    assert here.pay("0006", "medical", "--insurance", "critical_illness")["amount_fen"] == 610_00
    here.targets("应参保人数,常住人口", *(f"{village},{title},4,5" for village in ("东村", "西村")
                 for title in ("医疗保险", "养老保险", "大病保险")))  # fmt: skip
    found = here.report("2021-11-H1", "target", "rate", "to_target")["insurances"]
    assert found["medical"]["other_years"][0]["personal_fen_this_period"] == 510_00
    assert found["critical_illness"]["standing"][-1]["last_year_people"] == 5
    here.comes_out_again("2020-11-H1", sent)
    here.is_sound()
