"""A station of each of the three present notices runs its days through the command line."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.making import fixed_number
from tests.tui.calling import REVIEWED, Caller, register_second
from tests.tui.days import Station

Open = Callable[[str, str], Station]


@pytest.fixture
def found(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Iterator[Open]:
    """Return how to found a station under a notice on a day."""

    def found_one(notice: str, township: str) -> Station:
        def call(day: str) -> Caller:
            store = str(tmp_path / f"{notice}.db")
            return Caller(capsys, "--store", store, "--on", day, "--operator", "01")

        station = Station(call, tmp_path)
        station.on("2024-09-01", "init", "--notice", notice, "--township", township)
        register_second(call("2024-09-01"))
        return station

    yield found_one


ROSTER = "村(社区),户编号,姓名,证件号码,与户主关系,参保情况"
LISTED = "姓名,证件号码,村"


def test_a_station_in_guangzhou(found: Open) -> None:
    """Two standards, the assisted pay nothing, waits that grow, a child born before New Year."""
    station = found("guangzhou-2026", "太和镇")
    zhang, pupil, li, wang = (
        fixed_number(born, place)
        for place, born in enumerate(("1970-05-10", "2012-03-01", "1975-10-10", "1950-01-01"), 701)
    )
    rows = (
        f"南岭村,0001,张三,{zhang},户主,",
        f"南岭村,0001,张小,{pupil},子,在校学生",
        f"南岭村,0002,李四,{li},户主,",
        f"南岭村,0003,王五,{wang},户主,",
    )
    day = "2025-11-05"
    assert station.bring(day, "roster", ROSTER, *rows)["people"] == 4
    history = [f"{name},{no},已缴,已缴" for name, no in (("张三", zhang), ("张小", pupil))]
    history += [f"李四,{li},已缴,未缴", f"王五,{wang},已缴,已缴"]
    brought = station.bring(day, "enrolment", "姓名,证件号码,2024医保,2025医保", *history)
    assert brought["new"] == 8
    words = ("--category", "医疗救助对象", "--department", "民政办")
    station.bring(day, "category", LISTED, f"王五,{wang},南岭村", words=words)

    adult, child = station.quotes(day, "0001")
    assert (adult["due_now_fen"], child["due_now_fen"]) == (549_00, 413_00)
    (missed,) = station.quotes(day, "0002")
    assert missed["benefit_from"] == "2026-05-01" and "2026-04-01 起" in missed["warnings"][0]
    assert "自 2026-05-01 起享受" in station.on(day, "explain", "0002").out
    assert station.refused("2025-10-20", "pay", "0001", "--insurance", "medical", *station.slip())
    assert station.pay(day, "0001") == 962
    assert station.begins(day, "2025-000001") == "2026-01-01"
    assert station.pay(day, "0003") == 0
    assert station.pay("2025-11-12", "0002", "--levy-year", "2025") == 549
    (bought,) = station.quotes("2025-11-12", "0002")
    assert (bought["benefit_from"], bought["warnings"]) == ("2026-04-01", [])
    assert station.pay("2025-11-12", "0002") == 549
    assert station.begins("2025-11-12", "2025-000004") == "2026-04-01"

    first = station.report("2025-11-16", "2025-11-H1")
    assert (first["levy_year"], first["total"]["people_to_date"]) == (2026, 4)
    assert first["total"]["personal_fen_to_date"] == (962 + 549) * 100
    assert first["total"]["subsidy_fen_to_date"] == 549_00
    assert (first["total"]["hardship_people"], first["total"]["hardship_covered"]) == (1, 1)
    station.on("2025-11-16", "report", "submit", "2025-11-H1", *REVIEWED)

    paper = ("--from", day, "--by", "民政办")
    station.on("2025-11-20", "certify", pupil, "--category", "医疗救助对象", *paper)
    listed = station.on("2025-11-20", "report", "differences", "--json").json
    (back,) = listed["insurances"]["medical"]["open"]
    assert (back["name"], back["amount_fen"]) == ("张小", -413_00), "what a pupil had paid"

    born = fixed_number("2025-12-15", 705)
    station.bring("2026-02-10", "roster", ROSTER, f"南岭村,0002,李小,{born},子,")
    (baby,) = [each for each in station.quotes("2026-02-10", "0002") if each["is_newborn"]]
    assert (baby["levy_year"], baby["benefit_from"]) == (2026, "2026-01-01")
    assert [(each["levy_year"], each["benefit_from"]) for each in baby["others"]] == [
        (2025, "2025-12-15")
    ]
    assert station.pay("2026-02-10", "0002", "--levy-year", "2025", "--members", born) == 549
    assert station.pay("2026-02-10", "0002", "--members", born) == 549
    assert station.begins("2026-02-10", "2026-000002") == "2026-01-01"
    assert station.on("2026-02-10", "check", "--json").json


def test_a_station_in_fuzhou(found: Open) -> None:
    """Two phases, a figure filled in, late payers who wait, newborns in two bands."""
    station = found("fuzhou-2025", "荆溪镇")
    numbers = [
        fixed_number(born, place)
        for place, born in enumerate(
            ("1980-06-01", "1982-06-01", "1975-04-04", "1960-06-01", "2003-01-01"), 711
        )
    ]
    zhang, sun, li, wang, zhao = numbers
    rows = (
        f"厚屿村,0001,张三,{zhang},户主,",
        f"厚屿村,0001,孙七,{sun},配偶,",
        f"厚屿村,0002,李四,{li},户主,",
        f"厚屿村,0003,王五,{wang},户主,",
        f"厚屿村,0004,赵六,{zhao},户主,职工医保",
    )
    day = "2024-12-20"
    station.bring(day, "roster", ROSTER, *rows)
    history = [f"张三,{zhang},已缴", f"孙七,{sun},已缴", f"李四,{li},已缴", f"王五,{wang},已缴"]
    station.bring(day, "enrolment", "姓名,证件号码,2024医保", *history)
    words = ("--category", "医疗救助对象", "--department", "民政办")
    station.bring(day, "category", LISTED, f"王五,{wang},厚屿村", words=words)

    key = "medical.subsidy.医疗救助对象"
    (assisted,) = station.quotes(day, "0003")
    assert assisted["refused"]["needs"] == [key], "nobody is charged the whole before it is known"
    figure = f"{key}=225,医疗救助,waived"
    station.on(day, "notice", "fill", figure, "--document", "某医保〔2024〕1号")
    assert station.pay(day, "0003") == 225
    (employee,) = station.quotes(day, "0004")
    assert employee["refused"]["code"] == "insured_elsewhere"
    assert station.pay("2024-12-31", "0001", "--members", zhang) == 450
    assert station.begins("2024-12-31", "2024-000002") == "2025-01-01"
    assert station.pay("2025-02-10", "0001", "--members", sun) == 450
    assert station.begins("2025-02-10", "2025-000001") == "2025-02-10"

    assert station.quotes("2025-03-10", "0002")[0]["late"]
    assert station.pay("2025-03-10", "0002") == 450
    assert station.begins("2025-03-10", "2025-000002") == "2025-06-10"
    born = fixed_number("2025-01-10", 716)
    station.bring("2025-04-10", "roster", ROSTER, f"厚屿村,0001,张小,{born},子,")
    for on, begins in (("2025-04-10", "2025-01-10"), ("2025-04-11", "2025-04-11")):
        baby = station.quotes(on, "0001")[2]
        assert (baby["is_newborn"], baby["benefit_from"]) == (True, begins)
    assert station.pay("2025-04-11", "0001", "--members", born) == 450
    slip = station.slip()
    again = ("pay", "0002", "--insurance", "medical", *slip)
    assert station.refused("2025-10-01", *again)

    april = station.report("2025-04-16", "2025-04-H1")
    assert (april["total"]["people_this_period"], april["total"]["people_to_date"]) == (1, 5)
    assert april["total"]["personal_fen_to_date"] == (225 + 4 * 450) * 100
    assert april["total"]["subsidy_fen_to_date"] == 225_00
    station.on("2025-04-16", "report", "submit", "2025-04-H1", *REVIEWED)
    assert station.on("2025-04-16", "check", "--json").json


def test_a_station_in_longjie(found: Open) -> None:
    """Fixed subsidies, the highest of two; no payment between the periods; two late prices."""
    station = found("dayao-longjie-2025", "龙街镇")
    people = {
        "张三": fixed_number("1975-04-04", 721),
        "张老": fixed_number("1950-04-04", 722),
        "李四": fixed_number("1969-04-04", 723),
        "王五": fixed_number("1948-04-04", 724),
        "赵六": fixed_number("1985-04-04", 725),
    }
    households = ("0001", "0001", "0002", "0003", "0004")
    rows = [
        f"鼠街村,{household},{name},{number},{'父' if name == '张老' else '户主'},"
        for (name, number), household in zip(people.items(), households, strict=True)
    ]
    day = "2024-10-10"
    station.bring(day, "roster", ROSTER, *rows)
    history = [f"{name},{number},已缴" for name, number in people.items()]
    station.bring(day, "enrolment", "姓名,证件号码,2024医保", *history)
    for category, names in (
        ("城乡低保对象", ("李四",)), ("突发严重困难户", ("李四",)), ("特困供养人员", ("王五",)),
        ("低收入家庭成员", ("张三", "张老")),
    ):  # fmt: skip
        listed = [f"{name},{people[name]},鼠街村" for name in names]
        words = ("--category", category, "--department", "民政办")
        station.bring(day, "category", LISTED, *listed, words=words)

    assert [each["due_now_fen"] for each in station.quotes(day, "0001")] == [400_00, 280_00]
    assert station.pay(day, "0001") == 680
    assert station.pay(day, "0002") == 220
    assert station.pay(day, "0003") == 0
    october = station.report("2024-10-16", "2024-10-H1")["total"]
    assert (october["people_to_date"], october["personal_fen_to_date"]) == (4, 900_00)
    assert october["subsidy_fen_to_date"] == (120 + 180 + 400) * 100

    pay = ("pay", "0004", "--insurance", "medical", *station.slip())
    assert station.refused("2025-02-26", *pay) == "window_closed"
    assert station.refused("2025-10-01", *pay) == "no_benefit_left"
    begins = {
        on: (station.quotes(on, "0004")[0]["due_now_fen"] // 100, benefit)
        for on, benefit in (("2025-03-31", "2025-06-01"), ("2025-07-01", "2025-10-01"))
        if station.quotes(on, "0004")[0]["benefit_from"] == benefit
    }
    assert begins == {
        "2025-03-31": (400, "2025-06-01"),
        "2025-07-01": (1070, "2025-10-01"),
    }
    assert station.pay("2025-07-01", "0004") == 1070
    assert station.begins("2025-07-01", "2025-000001") == "2025-10-01"
    born = fixed_number("2025-04-01", 726)
    station.bring("2025-07-01", "roster", ROSTER, f"鼠街村,0004,赵小,{born},子,")
    infant = station.quotes("2025-07-01", "0004")[1]
    assert infant["late"] and "出生多久算新生儿" in infant["warnings"][0]

    july = station.report("2025-07-16", "2025-07-H1")["total"]
    assert (july["people_this_period"], july["people_to_date"]) == (1, 5)
    assert july["personal_fen_this_period"] == 1070_00
    station.on("2025-07-16", "report", "submit", "2025-07-H1", *REVIEWED)
    assert station.on("2025-07-16", "check", "--json").json
