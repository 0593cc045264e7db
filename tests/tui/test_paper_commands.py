"""``paper`` and ``report paid-posting`` as a script calls them, and the papers on the screen."""

from collections.abc import AsyncIterator
from pathlib import Path

import openpyxl
import pytest
from textual.pilot import Pilot

from models.base.text import mask_id
from models.station.desk import Desk
from tests.making import fixed_number, in_csv, pay
from tests.reports.printed import cut_cells
from tests.tui.calling import Caller
from tests.tui.families import add_families
from tui.app import LaobaoApp
from tui.widgets.line import Line

_SLIP = ("--terminal", "12345678", "--batch", "000001", "--trace")
NUMBERS = [fixed_number(sequence=number) for number in (821, 822, 823)]


@pytest.fixture
def families(station: Caller, tmp_path: Path) -> Caller:
    """Two families of two villages, both paid; one name is no name for a file."""
    path = tmp_path / "花名册.csv"
    rows = [
        f"{village},{home},{name},{in_csv(number)}"
        for (village, home, name), number in zip(
            (
                ("青山村", "0001", "张三"), ("青山村", "0001", "李四"),
                ("绿水/新村", "0002", "王五"),
            ),
            NUMBERS, strict=True,
        )
    ]  # fmt: skip
    path.write_text("\n".join(["村(社区),户编号,姓名,证件号码", *rows]), "utf-8")
    assert station("import", "roster", str(path)).status == 0
    for home in ("0001", "0002"):
        paid = station("pay", home, "--insurance", "medical", *_SLIP, f"00{home}")
        assert paid.status == 0, paid.error
    return station


def test_a_number_is_masked_unless_there_is_a_reason(families: Caller, tmp_path: Path) -> None:
    masked, whole = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    proof = ("paper", "proof", "0001", "--member", NUMBERS[1])
    text = families(*proof).out
    assert "李四" in text and "备注" not in text
    assert mask_id(NUMBERS[1]) in text and NUMBERS[1] not in text
    assert NUMBERS[1] not in families(*proof, "--json").out
    assert families(*proof, "--xlsx", str(masked)).status == 0
    assert families(*proof, "--xlsx", str(whole), "--unmask", "银行贷款用").status == 0

    def cells(path: Path) -> set[object]:
        book = openpyxl.load_workbook(path)
        assert not cut_cells(book)
        return {cell.value for row in book.worksheets[0].iter_rows() for cell in row}

    assert mask_id(NUMBERS[1]) in cells(masked) and NUMBERS[1] not in cells(masked)
    assert NUMBERS[1] in cells(whole)
    assert "银行贷款用" in families("audit").out


def test_a_form_holds_whole_numbers_and_the_screen_does_not(
    families: Caller, tmp_path: Path
) -> None:
    assert NUMBERS[0] not in families("paper", "form", "0001").out
    done = families("paper", "form", "0001", "--xlsx", str(tmp_path))
    assert done.status == 0, done.error
    (path,) = tmp_path.glob("*参保登记表*.xlsx")
    book = openpyxl.load_workbook(path)
    assert NUMBERS[0] in {cell.value for row in book["参保登记表"].iter_rows() for cell in row}
    assert not cut_cells(book)


def test_a_posting_is_a_sheet_or_a_file_a_village(families: Caller, tmp_path: Path) -> None:
    book, folder = tmp_path / "公示.xlsx", tmp_path / "各村"
    folder.mkdir()
    assert families("report", "paid-posting", "--xlsx", str(book)).status == 0
    assert openpyxl.load_workbook(book).sheetnames == ["青山村", "绿水-新村"]
    done = families("report", "paid-posting", "--xlsx", str(folder))
    assert {path.name for path in folder.iterdir()} == {
        f"已参保公示-上岭桥镇-2019-11-14-{name}.xlsx" for name in ("青山村", "绿水-新村")
    }
    assert done.out.count("已写入") == 2
    again = families("report", "paid-posting", "--xlsx", str(folder))
    assert again.status == 2 and "不覆盖" in again.error
    text = families("report", "paid-posting", "--village", "青山村").out
    assert "共 2 人" in text and mask_id(NUMBERS[0]) in text and "王五" not in text


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("paper", "proof", "9999"), "没有户编号"),
        (("paper", "proof", "0001", "--member", NUMBERS[2]), "这一户没有这个证件号码的人"),
        (("paper", "proof", "0001", "--member", "123"), "这一户没有“123”"),
        (("paper", "proof", "0001", "--year", "2018"), "没有 2018 年度有效的缴费"),
        (("paper", "proof", "0001", "--year", "去年"), "「参保年度」"),
        (("paper", "form", "9999"), "没有户编号"),
        (("report", "paid-posting", "--village", "没有村"), "没有村"),
    ],
)
def test_what_is_wrong_is_one_line(words: tuple[str, ...], told: str, families: Caller) -> None:
    answer = families(*words)
    assert answer.status == 2 and told in answer.error and answer.error.count("\n") == 1


@pytest.fixture
async def pilot(
    sqlite_desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Pilot[None]]:
    add_families(sqlite_desk)
    pay(sqlite_desk, "010001")
    (tmp_path / "papers").mkdir()
    monkeypatch.chdir(tmp_path / "papers")
    async with LaobaoApp(sqlite_desk).run_test(size=(80, 24)) as pilot:
        yield pilot


async def chosen(pilot: Pilot[None], *keys: str) -> str:
    """Press keys, choose in the palette by initials; return what the counter says."""
    *before, initials = keys
    await pilot.press(*before, "ctrl+p", *initials, "enter")
    await pilot.pause()
    return pilot.app.screen.query_one("#message", Line).text


async def test_papers_of_the_open_family_go_into_the_folder(pilot: Pilot[None]) -> None:
    assert await chosen(pilot, "jfzm") == "先找到一户，再打缴费证明"
    assert await chosen(pilot, "cbdjb") == "先找到一户，再打参保登记表"
    await pilot.press(*"010001", "enter", "down")
    await pilot.pause()
    assert "已写入" in await chosen(pilot, "jfzm")
    await pilot.press("escape")
    assert "已写入" in await chosen(pilot, "jfzm")
    assert "含完整证件号码" in await chosen(pilot, "cbdjb")
    names = sorted(path.name for path in Path.cwd().iterdir())
    assert len(names) == 3 and all(name.endswith(".xlsx") for name in names)
    rows = []
    for name in names[1:]:
        sheet = openpyxl.load_workbook(name)["缴费证明"]
        rows.append(len({cell.value for cell in sheet["A"][3:]} & _members(pilot)))
    assert sorted(rows) == [1, 3], names


def _members(pilot: Pilot[None]) -> set[str]:
    household = pilot.app.screen.household  # type: ignore[attr-defined]
    return {each.name for each in household.members}
