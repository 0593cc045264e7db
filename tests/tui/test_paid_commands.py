"""``import paid``, ``report paid-exceptions`` and ``paid``, as a script calls them."""

from pathlib import Path

import pytest

from tests.bureau.self_paid.making import paid_csv
from tests.making import made_up_number
from tests.tui.calling import Caller

_POS = ("--terminal", "12345678", "--batch", "000001", "--trace", "000001")


@pytest.fixture
def village(station: Caller, tmp_path: Path) -> tuple[Caller, list[str]]:
    """张三 and 李四; 张三 has paid by POS."""
    numbers = [made_up_number(), made_up_number()]
    path = tmp_path / "花名册.csv"
    rows = [
        f"青山村,000{place},{name},{numbers[place]}" for place, name in enumerate(("张三", "李四"))
    ]
    path.write_text("\n".join(["村(社区),户编号,姓名,证件号码", *rows]), encoding="utf-8")
    assert station("import", "roster", str(path)).status == 0
    assert station("pay", "0000", "--insurance", "medical", "--channel", "pos", *_POS).status == 0
    return station, numbers


def test_from_the_file_to_the_last_exception(
    village: tuple[Caller, list[str]], tmp_path: Path
) -> None:
    call, numbers = village
    path = paid_csv(
        tmp_path,
        f"张三,{numbers[0]},居民医保,2020,250,银行批扣,2019-11-05,1",
        f"李四,{numbers[1]},居民医保,2020,250,微信,2019-11-06,2",
        f"王五,{numbers[1]},居民医保,2020,二百,微信,2019-11-06,3",
    )
    seen = call("import", "paid", str(path), "--preview")
    assert seen.status == 0 and "将入账 1 行 250.00 元" in seen.out and "没有入账" in seen.out
    done = call("import", "paid", str(path), "--json").json
    assert done["posted"] == {"rows": 1, "amount_fen": 25000, "receipts": ["2019-000002"]}
    assert done["counts"] == {"paid_twice": 1} and done["refused"][0]["row"] == 4
    again = call("import", "paid", str(path))
    assert "已入账 0 行 0.00 元，以前导入过 1 行，例外 1 行，拒绝 1 行" in again.out
    assert numbers[0] not in again.out + seen.out
    listed = call("report", "paid-exceptions", "--json").json
    assert [each["number"] for each in listed["exceptions"]] == [1]
    assert call("report", "paid-exceptions", "--xlsx", str(tmp_path / "a.xlsx")).status == 0
    assert call("paid", "resolve", "1", "--reason", "税务已退").status == 0
    assert "没有待处理的例外" in call("report", "paid-exceptions").out
    refused = call("paid", "resolve", "1", "--reason", "再", "--json")
    assert refused.status == 1 and refused.json["refused"]["code"] == "already_resolved"


def test_another_name_is_accepted_and_what_is_ready_retried(
    village: tuple[Caller, list[str]], tmp_path: Path
) -> None:
    call, numbers = village
    path = paid_csv(tmp_path, f"李司,{numbers[1]},居民医保,2020,250,微信,2019-11-06,2")
    assert "姓名不符 1 行" in call("import", "paid", str(path)).out
    assert "入账 0 件" in call("paid", "retry").out
    assert "收据 2019-000002" in call("paid", "accept", "1", "--reason", "同一人").out
    channels = call("report", "half-month", "2019-11-H1", "--json").json["channels"]
    assert channels["wechat"] == {"payments": 1, "amount_fen": 25000}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("import", "paid", "没有.xlsx"), "没有.xlsx"),
        (("import", "paid", "x.csv", "--channel", "pos"), "--channel"),
        (("paid", "resolve", "1"), "--reason"),
        (("paid", "resolve", "7", "--reason", "无"), "没有第 7 号"),
    ],
)
def test_what_is_wrong_is_one_line(station: Caller, words: tuple[str, ...], said: str) -> None:
    answer = station(*words)
    assert answer.status == 2 and said in answer.error and answer.error.count("\n") == 1


def test_a_wrong_amount_is_taken_or_collected_and_never_charged_again(
    village: tuple[Caller, list[str]], tmp_path: Path
) -> None:
    call, numbers = village
    path = paid_csv(tmp_path, f"李四,{numbers[1]},居民医保,2020,230,丰收互联,2019-11-06,2")
    said = call("import", "paid", str(path))
    assert "缴费渠道“丰收互联”不认识，按其他渠道登记" in said.out
    again = ("--terminal", "12345678", "--batch", "000001", "--trace", "000002")
    refused = call("pay", "0001", "--insurance", "medical", *again, "--json")
    assert refused.status == 1 and refused.json["refused"]["code"] == "paid_at_bureau"
    assert "差 20.00 元" in refused.json["refused"]["message"]
    assert "税务已收 230.00 元，应缴 250.00 元，差 20.00 元" in call("family", "0001").out
    listed = call("report", "paid-exceptions", "--json").json["exceptions"]
    assert [(each["days"], each["open_fen"]) for each in listed] == [(8, 23000)]
    taken = call("paid", "take", "1", "--reason", "参保", "--json")
    assert taken.json["refused"]["code"] == "rest_to_collect"
    done = call("paid", "collect", "1", *again, "--amount", "20")
    assert done.status == 0 and "补收 20.00 元" in done.out
    assert "没有待处理的例外" in call("report", "paid-exceptions").out
    assert call("check").status == 0


def test_the_surplus_waits_for_the_bureau(
    village: tuple[Caller, list[str]], tmp_path: Path
) -> None:
    call, numbers = village
    path = paid_csv(tmp_path, f"李四,{numbers[1]},居民医保,2020,280,微信,2019-11-06,2")
    call("import", "paid", str(path))
    done = call("paid", "take", "1", "--reason", "本人要求")
    assert done.status == 0 and "多缴 30.00 元由税务退" in done.out
    assert "【多缴待退】1 行 30.00 元，最久的已等 8 天" in call("report", "paid-exceptions").out
    back = paid_csv(tmp_path, f"李四,{numbers[1]},居民医保,2020,-30,微信,2019-11-08,3")
    assert "冲回 1 行 30.00 元" in call("import", "paid", str(back)).out
    assert "没有待处理的例外" in call("report", "paid-exceptions").out


def test_a_file_of_mere_status(village: tuple[Caller, list[str]], tmp_path: Path) -> None:
    call, numbers = village
    header = "姓名,证件号码,险种,参保状态"
    path = paid_csv(
        tmp_path,
        f"张三,{numbers[0]},居民医保,未参保",
        f"李四,{numbers[1]},居民医保,正常参保",
        header=header,
    )
    missing = call("import", "paid", str(path))
    assert missing.status == 0 and "「整个文件的参保年度」" in missing.out + missing.error
    done = call("import", "paid", str(path), "--levy-year", "2020", "--json").json
    assert (done["kind"], done["posted"]["rows"], done["counts"]) == (
        "states", 1, {"posted": 1, "contradicted": 1},
    )  # fmt: skip
    again = call("import", "paid", str(path), "--levy-year", "2020")
    assert "以前导入过 1 人" in again.out and "税务登记为未参保" in again.out
    assert numbers[0] not in again.out and call("check").status == 0
