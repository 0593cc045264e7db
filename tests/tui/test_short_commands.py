"""``report day`` and ``report week`` as a script calls them; what is wrong is one line."""

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from models.base import clock
from tests.cases import for_each
from tests.making import in_csv, made_up_number
from tests.tui.calling import Caller

_SLIP = ("--terminal", "12345678", "--batch", "000001", "--trace")


def at(monkeypatch: pytest.MonkeyPatch, time: str, day: str = "2019-11-14") -> None:
    """Let China's clocks show a time of a day."""
    stamp = clock.kept_moment(dt.datetime.fromisoformat(f"{day}T{time}"))
    monkeypatch.setattr(clock, "timestamp", lambda: stamp)
    monkeypatch.setattr(clock, "today", lambda: dt.date.fromisoformat(day))


@pytest.fixture
def families(station: Caller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Caller:
    """Three families of two villages, of which one has paid at three in the afternoon."""
    path = tmp_path / "花名册.csv"
    rows = [
        f"{village},000{n},张{'零甲乙丙丁戊己庚辛壬癸'[n]},{in_csv(made_up_number())}"
        for n, village in ((1, "青山村"), (2, "绿水村"), (3, "绿水村"))
    ]
    path.write_text("\n".join(["村(社区),户编号,姓名,证件号码", *rows]), "utf-8")
    assert station("import", "roster", str(path)).status == 0
    assert station("target", "share").status == 0
    at(monkeypatch, "15:00")
    assert station("pay", "0001", "--insurance", "medical", *_SLIP, "000001").status == 0
    at(monkeypatch, "16:30")
    return station


def test_the_day_is_the_business_date_unless_another_is_named(families: Caller) -> None:
    said = families("report", "day")
    assert said.status == 0, said.error
    first, *rest = said.out.splitlines()
    assert first == "截至 2019年11月14日 16时30分 上岭桥镇劳动保障站 医疗保险2020年度"
    assert any(line.startswith("青山村 今日1 累计1/") for line in rest)
    assert families("report", "day", "2019-11-14").out == said.out
    assert "青山村 今日0 累计0/" in families("report", "day", "2019-11-13").out
    week = families("report", "week").out
    assert "周报（11月11日至11月17日）" in week and "11月14日周四 1人 250.00元" in week
    assert families("report", "week", "2019-11-17").out.splitlines()[1:] == week.splitlines()[1:]


def test_the_same_call_says_the_same_later(
    families: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In text, JSON and the workbook, whatever has been entered and voided since."""
    known = families("report", "day", "2019-11-14", "--until", "16")
    assert known.status == 0 and "截至 2019年11月14日 16时 " in known.out, known.error
    document = families("report", "day", "2019-11-14", "--until", "16:00", "--json").json
    paid = families("pay", "0002", "--insurance", "medical", *_SLIP, "000002", "--json").json
    assert families("pay", "0003", "--insurance", "medical", *_SLIP, "000003").status == 0
    assert families("void", paid["receipt"], "--reason", "刷错").status == 0
    assert "合计 今日2 累计2" in families("report", "day").out
    at(monkeypatch, "09:00", "2019-11-16")
    again = families("--on", "2019-11-16", "report", "day", "2019-11-14", "--until", "16点")
    assert again.out == known.out
    same = families("report", "day", "2019-11-14", "--until", "2019-11-14 16:00", "--json")
    assert same.json == document
    assert document["insurances"]["medical"]["total"]["people_this_period"] == 1
    later = families("report", "day", "2019-11-14", "--until", "2019-11-15 9:00").out
    assert "24时（按2019年11月15日 9时已录入的）" in later and "合计 今日2 累计2" in later


def test_what_goes_out_is_written(families: Caller, tmp_path: Path) -> None:
    book, picture, table = (tmp_path / name for name in ("a.xlsx", "a.svg", "a.csv"))
    done = families("report", "day", "--xlsx", str(book), "--picture", str(picture))
    assert done.out.splitlines() == [f"已写入 {picture}", f"已写入 {book}"]
    assert picture.read_text("utf-8").startswith("<svg")
    assert openpyxl.load_workbook(book).sheetnames == ["医疗保险", "医疗保险图", "收款渠道"]
    assert families("report", "week", "--csv", str(table)).status == 0
    assert table.read_text("utf-8-sig").startswith("险种,村(社区),任务数,本周,累计")
    assert "report" not in families("report", "day", "--picture", str(picture)).out
    trail = families("audit", "--action", "export").out
    assert "a.svg" in trail and "a.xlsx" in trail


@for_each(
    "words, told",
    [
        (("--until", "25"), "时刻“25”不认识，请写成 16 或 16:30"),
        (("--until", "16:75"), "不认识"),
        (("--until", "下午四点"), "不认识"),
        (("--until", "17"), "还没有到 2019-11-14 17:00"),
        (("--until", "99-99 12:00"), "不是有效日期"),
        (("2019-13-01",), "不是有效日期"),
        (("--picture", "a.png"), "请写成 .svg，用浏览器打开，截图发群"),
        (("--picture", "a.jpg"), "应以 .svg 结尾"),
        (("--picture", "没有/a.svg"), "没有文件夹"),
        (("--insurance", "大病保险"), "没有征收大病保险的轮次"),
    ],
)
def test_what_is_wrong_is_one_line(words: tuple[str, ...], told: str, families: Caller) -> None:
    for name in ("day", "week"):
        answer = families("report", name, *words)
        assert answer.status == 2 and told in answer.error, answer
        assert answer.error.count("\n") == 1 and not answer.out


def test_a_day_and_an_hour_cannot_both_be_what_is_known(families: Caller) -> None:
    answer = families("report", "--known", "2019-11-14", "day", "--until", "16")
    assert answer.status == 2 and "只能写一样" in answer.error and "--until" in answer.error
    known = families("report", "--known", "2019-11-14", "day")
    assert known.out.startswith("截至 2019年11月14日 24时 上岭桥镇")
