"""``certify``: a family at once; one person's category ended, renewed, corrected; what it makes."""

import json
from pathlib import Path

import pytest

from models.station.founding import found_station
from models.store.connect import create_store
from models.store.key import create_key_file
from seed.notice_file import load_notice
from tests.making import BUSINESS_DATE, made_up_number, person, register_people
from tests.tui.calling import Caller

_POS = ("--channel", "pos", "--terminal", "12345678", "--batch", "000001", "--trace", "000001")
_LATER = ("--on", "2019-11-20")


@pytest.fixture
def numbers() -> tuple[str, str]:
    return made_up_number(), made_up_number()


@pytest.fixture
def paid(station: Caller, tmp_path: Path, numbers: tuple[str, str]) -> Caller:
    """A station in which 张三 and 李四 of household 0001 have paid 250 each."""
    path = tmp_path / "花名册.csv"
    rows = [f"青山村,0001,{n},{no}" for n, no in zip(("张三", "李四"), numbers, strict=True)]
    path.write_text("\n".join(["村(社区),户编号,姓名,证件号码", *rows]), encoding="utf-8")
    assert station("import", "roster", str(path)).status == 0
    assert station("pay", "0001", "--insurance", "medical", *_POS).status == 0
    return station


def certify(laobao: Caller, *words: str, category: str = "建档立卡") -> dict[str, object]:
    answer = laobao("certify", *words, "--category", category, *_LATER, "--json")
    assert answer.status == 0, answer.error
    document: dict[str, object] = json.loads(answer.out)
    return document


def test_one_category_for_a_whole_family_says_what_it_makes(paid: Caller) -> None:
    words = ("--household", "0001", "--from", "2019-01-01", "--by", "扶贫办")
    done = certify(paid, *words)
    assert [each["name"] for each in done["members"]] == ["张三", "李四"]  # type: ignore[attr-defined]
    assert done["differences"] == {
        "people": 2, "to_collect_fen": 0, "to_return_fen": 25000, "subsidy_fen": 25000,
    }  # fmt: skip
    said = paid("certify", *words, "--category", "建档立卡", *_LATER).out
    assert (
        "早已登记 2 人" in said and "已缴费的有差额 2 人，应退 250.00 元，资助增加 250 元" in said
    )


def test_ended_renewed_and_corrected_with_day_and_paper(
    paid: Caller, numbers: tuple[str, str]
) -> None:
    one, paper = numbers[0], ("--paper", "民政函 1")
    certify(paid, one, "--from", "2019-01-01", "--until", "2019-10-31")
    renewed = certify(paid, one, "--renew", "--until", "2020-12-31", *paper)
    assert (renewed["kind"], renewed["until"]) == ("renew", "2020-12-31")
    assert renewed["differences"]["to_return_fen"] == 12500
    ended = certify(paid, one, "--end", "--until", "2019-11-13", *paper)
    assert ended["differences"]["people"] == 0
    assert not certify(paid, one, "--end", "--until", "2019-11-13", *paper)["is_new"]
    corrected = certify(paid, one, "--correct", "--until", "2019-11-14", *paper)
    assert (corrected["certified_from"], corrected["until"]) == ("2019-01-01", "2019-11-14")
    history = paid("history", "0001").out
    assert "续期" in history and "终止" in history and "更正" in history and "民政函 1" in history


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("--end", "--until", "2019-11-13"), 2, "「认定文件」"),
        (("--end", "--paper", "1"), 1, "没有“低保”认定"),
        (("--renew", "--paper", "1"), 1, "没有“低保”认定"),
        (("--household", "0001"), 2, "「户编号」"),
        (("--end", "--until", "某天", "--paper", "1"), 2, "日期"),
    ],
)
def test_what_cannot_be_changed_is_one_line(
    paid: Caller, numbers: tuple[str, str], words: tuple[str, ...], status: int, said: str
) -> None:
    answer = paid("certify", numbers[0], "--category", "低保", *words)
    assert answer.status == status and said in answer.error
    assert len(answer.error.splitlines()) == 1 and numbers[0] not in answer.error


def test_a_list_says_how_many_differences_it_makes(
    paid: Caller, numbers: tuple[str, str], tmp_path: Path
) -> None:
    path = tmp_path / "建档立卡.csv"
    path.write_text(f"姓名,证件号码\n张三,{numbers[0]}\n", encoding="utf-8")
    call = ("import", "category", str(path), "--category", "建档立卡", "--listed-on", "2019-11-01")
    shown = paid(*call, "--preview", *_LATER)
    assert "已缴费的有差额 1 人，应退 125.00 元，资助增加 125 元；没有自动改动" in shown.out
    done = paid(*call, *_LATER, "--json").json
    assert done["differences"]["people"] == 1 and done["applied"]
    listed = paid("report", "differences", *_LATER, "--json").json["insurances"]["medical"]
    assert [(each["name"], each["cause"]) for each in listed["open"]] == [("张三", "category")]
    again = paid(*call, *_LATER, "--json").json
    assert again["differences"]["people"] == 0
    settled = paid(
        "settle", "--insurance", "medical", "--all", "--paper", "转账 1", *_LATER, "--json"
    )
    assert settled.json == {"households": 1, "people": 1, "amount_fen": 12500}
    assert "认定变更" in paid("report", "differences", *_LATER).out


def test_a_certificate_is_asked_for_where_the_notice_names_one(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """松阳 三(五): 残疾人员 hold a certificate of disability."""
    key, store = tmp_path / "station.key", str(tmp_path / "songyang.db")
    create_key_file(key)
    opened = create_store(store, key)
    desk = found_station(opened, load_notice("songyang-2020"), "某镇", BUSINESS_DATE, "01")
    number = register_people(desk, person("张三"))[0].id_number
    opened.close()
    options = ("--store", store, "--key-file", str(key), "--on", "2020-11-20", "--operator", "01")
    laobao = Caller(capsys, *options)
    refused = laobao("certify", number, "--category", "残疾人", "--json")
    assert refused.status == 1 and refused.json["refused"]["code"] == "paper_needed"
    assert "残疾证" in refused.error and "--paper" in refused.error
    certificate = f"{number}42"
    done = laobao("certify", number, "--category", "残疾人", "--paper", certificate)
    assert done.status == 0 and number not in done.out
    assert laobao("certify", number, "--category", "低保").status == 0
