"""Changes in a family from the command line: done, refused, seen in the history."""

from pathlib import Path

import pytest

from tests.making import fixed_number, made_up_number
from tests.tui.calling import Caller

_HEAD, _WIFE, _CHILD, _OTHER = (
    made_up_number(born) for born in ("1970-01-01", "1972-01-01", "1998-01-01", "1995-01-01")
)
_GROWN = fixed_number()
_ROSTER = f"""村(社区),户编号,姓名,证件号码,与户主关系
青山村,0001,王大山,{_HEAD},户主
青山村,0001,李秀英,{_WIFE},配偶
青山村,0001,王小燕,{_CHILD},子女
青山村,0002,陈国华,{_OTHER},户主
"""


@pytest.fixture
def village(station: Caller, tmp_path: Path) -> Caller:
    """A station with two families."""
    path = tmp_path / "roster.csv"
    path.write_text(_ROSTER, encoding="utf-8")
    assert station("import", "roster", str(path)).status == 0
    return station


def _members(village: Caller, household: str = "0001") -> dict[str, str]:
    document = village("family", household, "--json").json
    return {each["name"]: each["relation"] for each in document["members"]}


def test_every_change_of_a_familys_life(village: Caller) -> None:
    baby, right, tenant = (
        made_up_number(born) for born in ("2019-11-02", "1996-02-03", "1980-05-06")
    )
    because = ("--reason", "本人申请")
    calls = [
        ("birth", "0001", "--number", baby, "--name", "王小宝", "--parent", _CHILD),
        ("marry-in", "0001", "--number", _OTHER, "--relation", "女婿", "--date", "2019-11-03"),
        ("number", _OTHER, right, *because),
        ("status", right, "现役军人", *because),
        ("status", right, "现役军人", "--end", *because),
        ("head", _WIFE, "--former", "丈夫", *because),
        ("death", _HEAD, "--date", "2019-11-05", "--reason", "病故", "--proof", "死亡证明 8"),
        ("split", "0001", "--members", f"{_CHILD},{_OTHER}", "--to", "0009", *because),
        ("marry-out", baby, "--to", "0009", "--relation", "子女"),
        ("move-in", "0002", "--number", tenant, "--name", "孙六", "--proof", "居住证 43000012"),
        ("merge", "0009", "--into", "0002", *because),
        ("move-out", tenant, *because),
    ]
    for call in calls:
        answer = village("change", *call)
        assert answer.status == 0, (call, answer.error)
        assert answer.out.startswith("已") and _OTHER not in answer.out
    assert _members(village) == {"李秀英": "户主"}
    assert set(_members(village, "0002")) == {"王小燕", "陈国华", "王小宝"}
    lines = village("history", "0001", "--json").json["lines"]
    assert [line["title"] for line in lines if line["day"] == "2019-11-05"] == ["死亡"]
    assert {line["title"] for line in lines} >= {
        "出生", "婚入", "号码更正", "情况变更", "户主变更", "死亡", "分户", "婚出",
    }  # fmt: skip
    text = village("history", "0002").out
    assert "孙六 家庭成员  凭证：居住证 43000012" in text and right not in text


def test_a_change_answers_with_one_document(village: Caller) -> None:
    changed = village("change", "death", _HEAD, "--date", "2019-11-05", "--json").json
    assert (changed["kind"], changed["happened_on"]) == ("death", "2019-11-05")
    assert "请办理户主变更" in changed["hint"]


def test_who_leaves_with_something_paid_is_told_how_to_get_it_back(village: Caller) -> None:
    village(
        "pay", "0001", "--insurance", "medical", "--channel", "pos",
        "--terminal", "12345678", "--batch", "000001", "--trace", "000123",
    )  # fmt: skip
    answer = village("change", "death", _WIFE)
    assert (
        "提示：已缴 2020 年度城乡居民医疗保险 250 元（收据 2019-000001），"
        "如需退费请办「退费」（laobao refund）"
    ) in answer.out
    paid = village("change", "move-out", _CHILD, "--reason", "外出", "--json").json["paid"]
    assert [(each["levy_year"], each["amount_fen"]) for each in paid] == [(2020, 25000)]


@pytest.mark.parametrize(
    ("call", "status", "says"),
    [
        (("birth", "0001", "--number", "", "--name", "王小宝"), 1, "先到派出所落户"),
        (("death", _HEAD, "--date", "2019-11-15"), 2, "晚于业务日期"),
        (("death", _HEAD, "--date", "1969-12-31"), 2, "早于此人的出生日期"),
        (("birth", "0001", "--number", _GROWN, "--name", "王五"), 1, "已 39 岁"),
        (("marry-in", "0001", "--number", _GROWN, "--name", "张[/]😀"), 2, "“[”不是文字"),
        (("move-in", "0001", "--number", made_up_number(), "--name", "孙六"), 2, "参保范围(二)"),
        (("number", _HEAD, _WIFE, "--reason", "登错"), 1, "重复人员"),
        (("move-out", _HEAD), 2, "要写明原因"),
        (("status", _HEAD, "出国", "--reason", "x"), 2, "现役军人"),
        (("split", "0001", "--members", _OTHER, "--to", "9", "--reason", "x"), 2, "不在这一户"),
        (("merge", "0001", "--into", "0001", "--reason", "x"), 2, "同一户"),
        (("head", _HEAD, "--reason", "x"), 1, "已是"),
        (("marry-out", "123"), 2, "没有户编号“123”"),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_what_cannot_be_done_is_one_line_and_changes_nothing(
    village: Caller, call: tuple[str, ...], status: int, says: str
) -> None:
    answer = village("change", *call)
    assert answer.status == status and says in answer.error
    assert len(answer.error.strip().splitlines()) == 1
    assert _HEAD not in answer.error and _WIFE not in answer.error
    assert len(_members(village)) == 3
    assert "还没有变更" in village("history", "0001").out


def test_a_past_business_date_sees_the_family_as_it_was(village: Caller) -> None:
    village("change", "death", _HEAD, "--date", "2019-11-05")
    before = village("family", "0001", "--on", "2019-11-04", "--json").json
    assert len(before["members"]) == 3 and len(_members(village)) == 2
    assert village("find", "王大山", "--json").json["matches"][0]["left"] == "死亡"


def test_the_excused_and_the_merely_missing_are_told_apart_by_the_notice(village: Caller) -> None:
    village("change", "status", _CHILD, "在校大学生", "--reason", "入学")
    village("change", "status", _WIFE, "服刑人员", "--reason", "判决书 1 号")
    document = village("family", "0001", "--json").json
    assert document["excused"]["medical"] == [
        {"name": "王小燕", "reason": "在校大学生（参保范围(三)）"}
    ]
    missing = {each["name"]: each["reason"] for each in document["missing"]["medical"]}
    assert missing["李秀英"].startswith("服刑人员：通知没有规定是否参保")
    text = village("family", "0001").out
    assert "可不参保：王小燕 在校大学生（参保范围(三)）" in text
