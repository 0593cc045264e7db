"""A station through the command line: from init to the report."""

import stat
from pathlib import Path

import pytest

from models.base.text import mask_id
from tests.making import made_up_number
from tests.tui.calling import Caller

_SLIP = ("--channel", "pos", "--terminal", "12345678", "--batch", "000001", "--trace")


@pytest.fixture
def numbers(station: Caller, tmp_path: Path) -> list[str]:
    """Two families of 青山村 come in by a roster; the identity numbers in its order."""
    numbers = [made_up_number("1975-03-04"), made_up_number("1976-05-06"), made_up_number()]
    roster = tmp_path / "花名册.csv"
    lines = [
        "村(社区),户编号,姓名,证件号码,与户主关系,人员类别",
        f"青山村,0001,张三,{numbers[0]},户主,",
        f"青山村,0001,李四,{numbers[1]},配偶,建档立卡",
        f"青山村,0002,王五,{numbers[2]},户主,",
    ]
    roster.write_text("\n".join(lines), encoding="utf-8")
    assert station("import", "roster", str(roster), "--json").json["people"] == 3
    return numbers


def test_init_makes_a_key_only_its_owner_reads_and_brings_the_targets(
    laobao: Caller, tmp_path: Path
) -> None:
    answer = laobao("init", "--notice", "lengshuitan-2019", "--township", "上岭桥镇", "--json")
    assert answer.status == 0
    assert answer.json["targets"] == {"pension": 20100, "medical": 47212}
    key = Path(answer.json["key_file"])
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert key.parent != Path(answer.json["store"]).parent


def test_init_again_refuses_and_changes_nothing(laobao: Caller) -> None:
    call = ("init", "--notice", "lengshuitan-2019", "--township", "上岭桥镇")
    assert laobao(*call).status == 0
    again = laobao(*call)
    assert again.status == 2 and "不覆盖" in again.error


def test_an_unknown_township_leaves_nothing_behind(laobao: Caller, tmp_path: Path) -> None:
    answer = laobao("init", "--notice", "lengshuitan-2019", "--township", "某某镇")
    assert answer.status == 2 and "上岭桥镇" in answer.error
    assert not (tmp_path / "data").exists() and not (tmp_path / "config").exists()


def test_a_township_of_one_annex_has_that_target_alone(laobao: Caller) -> None:
    """仁湾镇 has a medical target and no pension target."""
    answer = laobao("init", "--notice", "lengshuitan-2019", "--township", "仁湾镇", "--json")
    assert answer.json["targets"] == {"medical": 32010}


def test_without_a_store_every_command_says_what_to_run(laobao: Caller) -> None:
    for words in (("find", "张"), ("family", "1"), ("report", "half-month", "2019-11-H1")):
        answer = laobao(*words)
        assert answer.status == 2 and "laobao init" in answer.error


def test_an_emptied_key_is_a_failure(station: Caller, tmp_path: Path) -> None:
    (tmp_path / "config" / "laobao" / "station.key").write_text("")
    answer = station("find", "张")
    assert answer.status == 3 and "空的" in answer.error


@pytest.mark.parametrize("text", ["张三", "三", "zhangsan", "zs", "0001"])
def test_find_by_whatever_the_clerk_was_told(
    station: Caller, numbers: list[str], text: str
) -> None:
    matches = station("find", text, "--json").json["matches"]
    assert "张三" in [each["name"] for each in matches]
    assert {"id_number", "household", "village"} <= matches[0].keys()


def test_find_shows_identity_numbers_masked(station: Caller, numbers: list[str]) -> None:
    answer = station("find", "张三")
    assert numbers[0] not in answer.out and numbers[0][-4:] in answer.out
    assert "没有找到" in station("find", "赵钱孙").out


def test_family_shows_what_each_owes_and_why(station: Caller, numbers: list[str]) -> None:
    document = station("family", "0001", "--json").json
    assert document["due_now_fen"]["medical"] == 37500
    member = document["members"][1]
    assert member["categories"][0]["name"] == "建档立卡贫困人口"
    assert member["insurances"]["medical"]["quote"]["due_now_fen"] == 12500
    assert member["insurances"]["pension"]["quote"]["refused"]["code"] == "window_closed"
    text = station("family", "0001").out
    assert "应缴 125.00 元" in text and numbers[0] not in text


def test_certify_then_pay_then_family(station: Caller, numbers: list[str]) -> None:
    certified = station(
        "certify", numbers[0], "--category", "特困供养人员", "--by", "民政所", "--json"
    )
    assert certified.status == 0 and certified.json["is_new"] is True
    paid = station("pay", "0001", "--insurance", "medical", *_SLIP, "000123", "--json")
    assert paid.status == 0
    assert paid.json["amount_fen"] == 12500 and paid.json["replayed"] is False
    assert [
        (each["id_number"], each["insurance"], each["amount_fen"]) for each in paid.json["lines"]
    ] == [(mask_id(numbers[0]), "medical", 0), (mask_id(numbers[1]), "medical", 12500)]
    again = station("pay", "0001", "--insurance", "medical", *_SLIP, "000123", "--json")
    assert again.json["replayed"] is True and again.json["receipt"] == paid.json["receipt"]
    other = station("pay", "0002", "--insurance", "medical", *_SLIP, "000123", "--json")
    assert other.status == 1 and other.json["refused"]["code"] == "slip_used"
    assert "已缴 125.00 元" in station("family", "0001").out


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("--amount", "250"), 1),
        (("--amount", "much"), 2),
        (("--members", "431198197001010012"), 2),
        (("--members", ","), 2),
        (("--tier", "300"), 2),
        (("--channel", "cash"), 2),
        (("--channel", "barter"), 2),
        (("--batch", "1"), 2),
        (("--reference", "12"), 2),
        (("--on", "2020-01-01"), 1),
    ],
)
def test_a_payment_that_cannot_be_is_one_line(
    station: Caller, numbers: list[str], words: tuple[str, ...], status: int
) -> None:
    answer = station("pay", "0001", "--insurance", "medical", *_SLIP, "000123", *words)
    assert answer.status == status and answer.error.count("\n") == 1
    assert station("report", "half-month", "2019-11-H1", "--json").json["channels"] == {}


def test_an_unknown_household_says_how_to_find_it(station: Caller, numbers: list[str]) -> None:
    answer = station("family", "9999")
    assert answer.status == 2 and "按姓名、证件号查找" in answer.error


def test_a_household_number_of_two_villages_asks_which(
    station: Caller, numbers: list[str], tmp_path: Path
) -> None:
    roster = tmp_path / "r.csv"
    roster.write_text(
        f"村(社区),户编号,姓名,证件号码\n白塘村,0001,赵六,{made_up_number()}\n", encoding="utf-8"
    )
    station("import", "roster", str(roster))
    answer = station("family", "0001")
    assert answer.status == 2 and "白塘村/0001" in answer.error
    assert "赵六" in station("family", "白塘村/0001").out


def test_the_report_counts_the_payment(station: Caller, numbers: list[str]) -> None:
    station("pay", "0001", "--insurance", "medical", *_SLIP, "000123")
    report = station("report", "half-month", "2019-11上", "--json").json
    assert report["station"] == "上岭桥镇"
    assert report["period"] == {"from": "2019-11-01", "to": "2019-11-15"}
    medical = report["insurances"]["medical"]
    assert medical["levy_year"] == 2020
    assert medical["rows"] == [
        {
            "village": "青山村",
            "target": None,
            "people_this_period": 2,
            "people_to_date": 2,
            "rate": None,
            "personal_fen_this_period": 37500,
            "personal_fen_to_date": 37500,
            "subsidised_people_to_date": 1,
            "subsidy_fen_to_date": 12500,
            "hardship_people": 1,
            "hardship_covered": 1,
        }
    ]
    assert medical["total"]["target"] == 47212
    assert report["channels"] == {"pos": {"payments": 1, "amount_fen": 37500}}
    assert any("461604" in note and "462000" in note for note in report["notes"])


def test_the_report_as_a_workbook_never_replaces_a_file(
    station: Caller, numbers: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "半月报.xlsx"
    call = ("report", "half-month", "2019-11-H1", "--xlsx", str(path))
    assert station(*call).status == 0 and path.stat().st_size > 5000
    again = station(*call)
    assert again.status == 2 and "已存在" in again.error


@pytest.mark.parametrize("period", ["2019-11", "2019-13-H1", "十一月", "2019-11-H3"])
def test_a_period_that_is_none_is_bad_input(station: Caller, period: str) -> None:
    assert station("report", "half-month", period).status == 2


def test_targets_are_shared_out_to_the_villages(station: Caller, numbers: list[str]) -> None:
    targets = station("target", "--share", "--json").json["targets"]
    villages = {(each["insurance"], each["village"]): each["target_people"] for each in targets}
    assert villages["medical", "青山村"] == 47212 and villages["pension", "青山村"] == 20100
    assert "47212" in station("target").out


def test_a_figure_is_filled_with_its_document(station: Caller, numbers: list[str]) -> None:
    refused = station("notice", "fill", "medical.personal=280")
    assert refused.status == 2 and "--document" in refused.error
    filled = station("notice", "fill", "medical.personal=280", "--document", "湘医保发〔2019〕1号")
    assert filled.status == 0
    due = station("family", "0002", "--json").json["due_now_fen"]
    assert due["medical"] == 28000


def test_a_final_figure_is_not_replaced(station: Caller) -> None:
    answer = station("notice", "fill", "pension.tiers=50", "--document", "文号")
    assert answer.status == 1 and "不得擅自" in answer.error
