"""Stations of two streets, played whole as in ``test_five_stations``: 东环路街道 and 小雪街道."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tui.whole_station import CASH, Town, number_of

Founding = Callable[[str, str], Town]
_MEDICAL, _PENSION = "居民医保", "居民养老"


@pytest.fixture
def town(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Founding:
    """Return how a station is made, given its notice and its name."""
    return lambda notice, township: Town(capsys, tmp_path, notice, township)


def test_weidong(town: Founding) -> None:
    """Pension by POS alone; the hall and online from September to December; numbers are set."""
    here = town("weidong-2020", "东环路街道")
    filled = {"medical.government": "550"}
    here.begin(
        "2020-10-25", filled, 叶小=("", "在校学生"), 雷丁=("特困", ""), 周戊=("", "职工医保")
    )
    here.certify("低保", "叶乙")
    here.remember("2019医保", "2019-10-22", "叶甲", "叶乙", "叶小", "周己")
    here.remember("2019养老", "2019-10-23", "叶甲", "周庚")
    assert here.pay("0001", "medical", *CASH, "00000001")["amount_fen"] == 840_00
    tiers = here.tiers(叶甲=300, 叶乙=200)
    cash = here.ask("pay", "0001", "--insurance", "pension", *tiers, *CASH, "00000002", "--json")
    assert cash.status == 1 and cash.json["refused"]["code"] == "channel_not_allowed"
    assert here.pay("0001", "pension", *tiers)["amount_fen"] == 500_00
    told = here.self_paid(
        "一",
        ("周己", _MEDICAL, 2020, 280, "线上缴费", "2020-09-22"),
        ("周庚", _PENSION, 2020, 500, "行政服务大厅", "2020-10-20"),
    )
    assert "不在通知的征缴期内" not in told  # the other channels have their own days
    here.targets(
        "任务数,应参保人数", "东村,医疗保险,4,4", "西村,医疗保险,3,3",
        "东村,养老保险,2,2", "西村,养老保险,4,3",
    )  # fmt: skip
    for insurance, people, before in (("medical", "7", "40"), ("pension", "6", "20")):
        here.do("target", "set", "--insurance", insurance, "--people", people,
                "--last-year", before, "--document", "镇〔2020〕2号")  # fmt: skip
    found = here.report("2020-10-H2")
    assert found["channels"]["online"] == {"payments": 1, "amount_fen": 280_00}
    assert found["insurances"]["medical"]["total"]["rate"] == 0.5714  # 4 of 7
    assert found["insurances"]["pension"]["total"]["growth_rate"] == 0.5  # 3, and 2 last year
    text = here.do("report", "half-month", "2020-10-H2")
    assert "距任务数还差 3 人" in text and "要求" not in text  # the notice asks for no rate
    here.day = "2020-11-01"
    sent = here.submit("2020-10-H2")
    bulletin = here.do("report", "bulletin", "2020-10")
    assert "要求" not in bulletin and "低于" not in bulletin
    (row,) = here.json("report", "bulletin", "2020-10")["insurances"]["medical"]["rows"]
    assert (row["rank"], row["people_this_month"], row["last_year_people"]) == (1, 4, 40)
    here.day = "2020-12-21"
    closed = here.ask("pay", "0002", "--insurance", "medical", "--json")
    assert closed.json["refused"]["code"] == "window_closed"
    assert "2020-12-30 前可通过线上缴费、行政服务大厅缴费" in closed.json["refused"]["message"]
    later = here.self_paid(
        "二",
        ("蓝丙", _MEDICAL, 2020, 280, "行政服务大厅", "2020-12-20"),
        ("雷丁", _PENSION, 2020, 500, "电子税务局", "2020-12-20"),
    )
    assert "参保年度 2020 有疑" in later
    assert "5.00" in here.do("report", "agency-fee", "2020-10-H2")  # 3 in cash and 2 by POS
    here.is_sound()

    here.next_round("2021-10-25", {"medical.government": "580"})
    assert ("医疗", "蓝丙") in here.not_renewed() and ("养老", "雷丁") in here.not_renewed()
    late = here.ask("pay", "0003", "--insurance", "medical", "--levy-year", "2020", "--json")
    assert late.status == 1 and late.json["refused"]["code"] == "window_closed"
    here.self_paid("三", ("周庚", _MEDICAL, 2021, 280, "微信", "2021-10-02"))
    assert here.pay("0001", "medical")["amount_fen"] == 840_00
    here.targets("任务数", "东村,医疗保险,4", "西村,医疗保险,3", "东村,养老保险,2",
                 "西村,养老保险,4")  # fmt: skip
    found = here.report("2021-10-H2")
    assert found["insurances"]["medical"]["total"]["people_to_date"] == 4
    assert found["insurances"]["medical"]["standing"][-1]["last_year_people"] == 5
    assert not any("2020 年度：" in note for note in found["notes"])
    here.comes_out_again("2020-10-H2", sent)
    here.is_sound()


def test_xiaoxue(town: Founding) -> None:
    """Medical alone; what a roster says is confirmed; newborns, seventy and over, late payers."""
    here = town("xiaoxue-2019", "小雪街道")
    here.begin("2019-11-12", {"medical.government": "520"}, 雷丁=("重度残疾人", ""),
               周戊=("", "职工医保"))  # fmt: skip
    here.certify("低保", "叶乙")
    assert "雷丁" in here.do("confirm") and "起始日期不详" in here.do("confirm")
    assert here.json("family", "0003")["due_now_fen"]["medical"] == 250_00
    here.do("confirm", "--village", "西村", "--by", "村委会")
    assert here.json("family", "0003")["due_now_fen"]["medical"] == 0
    child = here.newborn("小满", "2019-10-20")
    here.remember("2019医保", "2018-11-10", "叶甲", "叶乙", "叶小", "周己")
    assert here.pay("0001", "medical")["amount_fen"] == 750_00
    born = here.pay("0001", "medical", "--levy-year", "2019", "--members", child)
    assert born["amount_fen"] == 250_00
    assert here.json("pay", "0002", "--insurance", "medical")["amount_fen"] == 0  # 74 years old
    here.self_paid(
        "一",
        ("周己", _MEDICAL, 2020, 250, "扫码缴费", "2019-11-09"),
        ("周庚", _MEDICAL, 2020, 250, "税务微信公众号", "2019-11-10"),
    )
    here.targets("任务数,应参保人数", "东村,医疗保险,6,5", "西村,医疗保险,3,3")
    document = here.report("2019-11-H1")
    found = document["insurances"]["medical"]
    assert (found["total"]["rate"], found["total"]["enrolment_rate"]) == (0.7778, 0.875)
    assert found["other_years"][0]["levy_year"] == 2019
    # Four of the list of earlier years, and the child that was insured for its year of birth.
    assert found["standing"][-1]["last_year_people"] == 5
    here.day = "2019-11-16"
    sent = here.submit("2019-11-H1")
    bulletin = here.do("report", "bulletin", "2019-11")
    assert "低于" not in bulletin and "要求" not in bulletin
    (row,) = here.json("report", "bulletin", "2019-11")["insurances"]["medical"]["rows"]
    assert (row["rank"], row["rate"]) == (1, 0.777778)
    here.is_sound()

    here.day = "2020-01-05"
    told = here.do("family", "0003")
    assert "补缴 770.00 元" in told and "街道、村居不再代收，由本人自行缴纳" in told
    assert "补缴" in here.do("report", "dunning")
    here.next_round("2020-11-12", {"medical.government": "550"})
    assert ("医疗", "叶甲") in here.not_renewed() and ("医疗", "雷丁") not in here.not_renewed()
    late = here.pay("0003", "medical", "--levy-year", "2020")
    assert late["amount_fen"] == 250_00 + 520_00
    assert here.json("pay", "0003", "--insurance", "medical")["amount_fen"] == 0
    assert here.pay("0001", "medical")["amount_fen"] == 750_00
    here.targets("任务数", "东村,医疗保险,6", "西村,医疗保险,3")
    found = here.report("2020-11-H1")["insurances"]["medical"]
    assert found["other_years"][0]["personal_fen_this_period"] == 770_00
    assert (found["total"]["same_day_last_year"], found["total"]["people_to_date"]) == (7, 5)
    here.comes_out_again("2019-11-H1", sent)
    here.is_sound()


def test_a_newborns_year_of_birth_waits_for_no_parents(town: Founding) -> None:
    """The family rule is of the round's year: parents cannot buy the year before."""
    here = town("xiaoxue-2019", "小雪街道")
    here.begin("2019-11-12", {})
    child = here.newborn("小满", "2019-10-20")
    told = here.do(
        "pay", "0001", "--insurance", "medical", "--levy-year", "2019", "--members", child,
        "--channel", "pos", "--terminal", "12345678", "--batch", "000001", "--trace", "000001",
    )  # fmt: skip
    assert "250.00 元" in told and "未参保" not in told
    assert number_of("叶甲") not in told
