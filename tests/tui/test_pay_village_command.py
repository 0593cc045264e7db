"""``pay --village``: a cadre's list as a script or a clerk at the command line takes it."""

from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from tests.making import fixed_number, in_csv
from tests.tui.calling import Answer, Caller

_SLIP = ("--terminal", "12345678", "--batch", "000001", "--trace")
_NUMBERS = [fixed_number("1980-05-06", sequence) for sequence in range(1, 7)]
_HOMES = ("0001", "0001", "0002", "0003", "0003", "0003")
_NAMES = ("张三", "李四", "王五", "赵六", "钱七", "孙八")


@pytest.fixture
def village(station: Caller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Caller:
    """青山村 with three families of two, one and three people, 250 each."""
    monkeypatch.chdir(tmp_path)
    rows = [
        f"青山村,{home},{name},{in_csv(number)}"
        for home, name, number in zip(_HOMES, _NAMES, _NUMBERS, strict=True)
    ]
    text = "\n".join(["村(社区),户编号,姓名,证件号码", *rows])
    Path("花名册.csv").write_text(text, encoding="utf-8")
    assert station("import", "roster", "花名册.csv").status == 0
    return station


def _list(name: str, head: str, *rows: str) -> str:
    Path(name).write_text("\n".join([head, *rows]), encoding="gb18030")
    return name


def _all() -> str:
    rows = [f"{name},{in_csv(number)},250" for name, number in zip(_NAMES, _NUMBERS, strict=True)]
    return _list("名单.csv", "姓名,身份证号,缴费金额(元)", *rows, "合计,,1500")


def _pay(call: Caller, *words: str) -> Answer:
    return call("pay", "--village", "青山村", "--insurance", "medical", *words)


def test_a_preview_then_the_same_taken_then_the_same_again(village: Caller) -> None:
    path = _all()
    seen = _pay(village, "--file", path, "--preview", "--json").json
    assert (seen["families"], seen["people"], seen["amount_fen"]) == (3, 6, 1500_00)
    assert {each["kind"] for each in seen["lines"]} == {"due"}
    words = ("--file", path, *_SLIP, "000001", "--amount", "1500", "--json")
    done = _pay(village, *words).json
    assert [each["receipt"] for each in done["receipts"]] == [f"2019-{n:06d}" for n in (1, 2, 3)]
    assert [each["household"] for each in done["receipts"]] == ["0001", "0002", "0003"]
    assert done["amount_fen"] == 1500_00 and not done["replayed"] and done["left_out"] == []
    again = _pay(village, *words).json
    assert again["replayed"] and again["receipts"] == done["receipts"]


def test_every_bad_row_is_named_and_nothing_is_entered(village: Caller) -> None:
    path = _list(
        "名单.csv",
        "户编号,姓名,身份证号,金额,备注",
        f"0001,张三,{in_csv(_NUMBERS[0])},250,",
        f"0001,李四,{in_csv(_NUMBERS[1][:-1] + '9')},250,",
        f"0002,王五,{in_csv(_NUMBERS[2])},二百五,",
        "0003,赵六,,250,微信收",
        f",钱七,{in_csv(_NUMBERS[4])},,已退",
    )
    answer = _pay(village, "--file", path, *_SLIP, "000001")
    assert answer.status == 1 and "第 3 行 0001 户 李四 填写有误" in answer.error
    assert (
        "第 4 行 0002 户 王五 填写有误（金额（D列）" in answer.error
        and "--leave-out" in answer.error
    )
    done = _pay(village, "--file", path, *_SLIP, "000001", "--leave-out", "--json").json
    assert [each["household"] for each in done["receipts"]] == ["0003"]
    assert [each["amount_fen"] for each in done["receipts"]] == [250_00]
    kinds = [(each["where"], each["kind"]) for each in done["left_out"]]
    assert kinds == [("第 2 行", "waits"), ("第 3 行", "bad_row"), ("第 4 行", "bad_row"),
                     ("第 6 行", "bad_row")]  # fmt: skip


def test_a_family_list_with_a_letterhead_people_and_sums(village: Caller) -> None:
    with xlsxwriter.Workbook("名单.xlsx") as book:
        sheet = book.add_worksheet("青山村")
        sheet.write(0, 0, "青山村2020年度医保代收名单")
        rows = [
            ("序号", "户号", "户主姓名", "缴费人数", "金额", "签字"),
            (1, "1", "张三", 2, 500, ""),
            (2, "2", "王五", 1, 250, ""),
            (3, "3", "赵六", 2, 500, ""),
        ]
        for place, row in enumerate(rows, 1):
            sheet.write_row(place, 0, row)
    answer = _pay(village, "--file", "名单.xlsx", "--preview", "--json")
    print(answer)
    answer = answer.json
    assert [each["kind"] for each in answer["lines"]] == ["due"] * 3 + ["people_differ"] * 3
    assert answer["amount_fen"] == 750_00


def test_several_slips_and_the_families_papers_in_one_workbook(village: Caller) -> None:
    answer = _pay(
        village, "--file", _all(), "--slip", "12345678/000001/000001=900",
        "--slip", "12345678/000001/000002=600", "--brought-by", "王支书",
        "--slips-xlsx", "登记单.xlsx",
    )  # fmt: skip
    assert answer.status == 0, answer.error
    assert "已入账：青山村 3 户 6 人，1,500.00 元，收据 3 张" in answer.out
    assert "登记单 3 张已写入 登记单.xlsx" in answer.out
    sheets = openpyxl.load_workbook("登记单.xlsx").worksheets
    assert len(sheets) == 3
    for sheet in sheets:
        assert any("整笔 1,500.00 元" in str(row) for row in sheet.values)
    printed = village("receipt", "2019-000002", "--json").json
    assert printed["prints"][0]["copy"] == 1


def test_the_total_of_the_list_that_does_not_add_up_is_said(village: Caller) -> None:
    path = _list("名单.csv", "姓名,身份证号,金额", f"张三,{in_csv(_NUMBERS[0])},250", "合计,,1000")
    answer = _pay(village, "--file", path, "--preview")
    assert "合计写 1,000.00 元，各行相加是 250.00 元" in answer.out


def test_households_instead_of_a_file_and_a_tier_for_all(village: Caller) -> None:
    answer = _pay(village, "0001", "2", *_SLIP, "000001", "--json").json
    assert [each["household"] for each in answer["receipts"]] == ["0001", "0002"]
    taken = village(
        "--on", "2019-10-20", "pay", "--village", "青山村", "0003", "--insurance", "pension",
        "--tier", "200", *_SLIP, "000002", "--preview", "--json",
    ).json  # fmt: skip
    assert taken["amount_fen"] == 600_00


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--preview",), "没有现在能收的人"),
        (("--file", "没有.csv"), "没有.csv"),
        (("--members", "431103"), "不写「证件号」"),
        (("--tier", "431198=200"), "只写一个元数"),
    ],
)
def test_what_does_not_fit_is_said(village: Caller, words: tuple[str, ...], said: str) -> None:
    answer = _pay(village, *words, *(() if "--preview" in words else (*_SLIP, "000001")))
    if "--preview" in words:
        assert answer.status == 0 and "0 户 0 人" in answer.out
    else:
        assert answer.status == 2 and said in answer.error and "Traceback" not in answer.error


def test_without_a_village_its_options_ask_for_one(village: Caller) -> None:
    answer = village("pay", "0001", "--insurance", "medical", "--preview")
    assert answer.status == 2 and "整村代收" in answer.error
    answer = village("pay", "--insurance", "medical", "--file", _all())
    assert answer.status == 2 and "村名" in answer.error


def test_a_whole_collection_is_voided_by_one_of_its_receipts(village: Caller) -> None:
    _pay(village, "--file", _all(), *_SLIP, "000001")
    one = village("void", "2019-000002", "--reason", "录错")
    assert one.status == 1 and "整批撤销" in one.error
    whole = village("void", "2019-000002", "--reason", "录错", "--whole", "--json").json
    assert whole["amount_fen"] == 1500_00 and len(whole["receipts"]) == 3
    assert village("check").status == 0
