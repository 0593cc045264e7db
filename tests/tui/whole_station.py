"""A township's station, played as its clerks play it: through the command line alone.

Eight made-up people of six families in two villages; what differs by notice is told by the test.
"""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.making import fixed_number, in_csv
from tests.naming import foreign
from tests.tui.calling import REVIEWED, Answer, Caller, register_second
from tests.years import text_of_year

NAMES = ("叶甲", "叶乙", "叶小", "蓝丙", "雷丁", "周戊", "周己", "周庚")
_BORN = (
    "1980-03-04", "1976-05-06", "2013-10-20", "1945-02-02",
    "1980-01-01", "1985-01-01", "1990-01-01", "1991-01-01",
)  # fmt: skip
NUMBERS = tuple(fixed_number(born, 700 + place) for place, born in enumerate(_BORN))
_HOMES = ("0001", "0001", "0001", "0002", "0003", "0004", "0005", "0006")
_VILLAGES = ("东村",) * 4 + ("西村",) * 4
_PAID = "姓名,身份证号,征收项目,费款所属年度,实缴金额,缴费方式,入库日期,电子税票号"
CASH = ("--channel", "cash", "--levy-list", "0001", "--voucher")


def number_of(name: str) -> str:
    """Return the made-up identity number of one of the people."""
    return NUMBERS[NAMES.index(name)]


class Town:
    """The program on one station, on a day that goes on."""

    def __init__(
        self, capture: pytest.CaptureFixture[str], folder: Path, notice: str, township: str
    ) -> None:
        self.folder, self.notice, self.township = folder, notice, township
        store = ("--store", str(folder / "s.db"), "--key-file", str(folder / "s.key"))
        self._call = Caller(capture, *store, "--operator", "01")
        self.day = ""
        self._traces = 0

    def ask(self, *words: str) -> Answer:
        """Run a command on the day, whatever comes of it."""
        return self._call("--on", self.day, *words)

    def do(self, *words: str) -> str:
        """Run a command that is done, and return what it prints."""
        answer = self.ask(*words)
        assert answer.status == 0, (words, answer.error or answer.out)
        assert not answer.error
        assert not foreign(answer.out), (foreign(answer.out), answer.out)
        return answer.out

    def json(self, *words: str) -> Any:
        """Run a command that is done, and return its document."""
        answer = self.ask(*words, "--json")
        assert answer.status == 0, (words, answer.error or answer.out)
        return answer.json

    def file(self, name: str, *lines: str) -> str:
        """Write a csv file."""
        path = self.folder / name
        path.write_text("\n".join(lines), "utf-8")
        return str(path)

    def begin(self, day: str, filled: dict[str, str], **noted: tuple[str, str]) -> None:
        """Found the station and take everybody in; ``noted`` holds category and 参保情况."""
        self.day = day
        self.do("init", "--notice", self.notice, "--township", self.township)
        register_second(self.ask)
        self.fill(filled)
        rows = [
            f"{village},{home},{name},{in_csv(number)},{','.join(noted.get(name, ('', '')))}"
            for village, home, name, number in zip(_VILLAGES, _HOMES, NAMES, NUMBERS, strict=True)
        ]
        header = "村(社区),户编号,姓名,证件号码,人员类别,参保情况"
        assert self.json("import", "roster", self.file("花名册.csv", header, *rows))["people"] == 8

    def fill(self, filled: dict[str, str]) -> None:
        """Fill in what the round's notice leaves open, by one document."""
        for key, value in filled.items():
            self.do("notice", "fill", f"{key}={value}", "--document", "某医保〔2020〕1号")

    def newborn(self, name: str, born: str) -> str:
        """Take a child into the first family by a second roster; return the identity number."""
        number = fixed_number(born, 799)
        header, row = "村(社区),户编号,姓名,证件号码", f"东村,0001,{name},{in_csv(number)}"
        self.do("import", "roster", self.file("新生儿.csv", header, row))
        return number

    def certify(self, category: str, *names: str) -> None:
        """Import a department's list."""
        rows = [f"{name},{in_csv(number_of(name))}" for name in names]
        path = self.file(f"{category}.csv", "姓名,身份证号", *rows)
        told = self.do("import", "category", path, "--category", category, "--department", "民政所")
        assert f"认出本站 {len(names)} 人" in told

    def remember(self, column: str, day: str, *names: str) -> None:
        """Import who was enrolled in an earlier year, with the day of payment."""
        rows = [
            f"{name},{in_csv(number)},{f'已缴,{day}' if name in names else '未缴,'}"
            for name, number in zip(NAMES, NUMBERS, strict=True)
        ]
        path = self.file(f"{column}.csv", f"姓名,证件号码,{column},{column}缴费日期", *rows)
        assert self.json("import", "enrolment", path, "--document", "3号")["new"] == 8

    def pay(self, household: str, insurance: str, *words: str) -> Any:
        """Take a payment by POS, unless the words say otherwise."""
        if "cash" not in words:
            self._traces += 1
            slip = ("--terminal", "12345678", "--batch", "000001", "--trace")
            words = (*words, "--channel", "pos", *slip, f"{self._traces:06d}")
        return self.json("pay", household, "--insurance", insurance, *words)

    def tiers(self, **chosen: int) -> tuple[str, ...]:
        """Return the words that choose a pension tier for each."""
        pairs = [f"{number_of(name)}={yuan}" for name, yuan in chosen.items()]
        return tuple(word for pair in pairs for word in ("--tier", pair))

    def self_paid(self, file: str, *rows: tuple[str, str, int, int, str, str]) -> str:
        """Import what people paid by themselves: every row is enrolled; return what is told."""
        lines = [
            f"{name},{in_csv(number_of(name))},{title},{year},{yuan},{channel},{day},{file}{place}"
            for place, (name, title, year, yuan, channel, day) in enumerate(rows)
        ]
        told = self.do("import", "paid", self.file(f"{file}.csv", _PAID, *lines))
        assert f"已入账 {len(rows)} 行" in told and "例外 0 行，拒绝 0 行" in told, told
        return told

    def targets(self, header: str, *rows: str) -> None:
        """Import targets and what rates are of."""
        path = self.file(f"任务{self.day}.csv", f"村,险种,{header}", *rows)
        assert "拒绝 0 行" in self.do("import", "targets", path, "--document", "镇〔2020〕2号")

    def report(self, period: str, *unknown: str) -> Any:
        """Return the half-monthly report; as text and as a workbook it is as full as it is said.

        ``unknown`` are the only keys that may be without a number, where nothing tells it.
        """
        document = self.json("report", "half-month", period)
        for insurance, found in document["insurances"].items():
            for row in (*found["rows"], found["total"], *found["standing"]):
                empty = {key for key, value in row.items() if value is None}
                of_total = {"rank"} if row.get("village") == "合计" else set()
                assert empty <= {*unknown, *of_total}, (insurance, row)
            assert found["pace"]["missing"] is not None
        assert document["channels"] and document["ledger_head"]
        self._read_through(period)
        return document

    def _read_through(self, period: str) -> None:
        """No cell of the printed tables is a dash that could have been a number."""
        text = self.do("report", "half-month", period)
        assert "None" not in text and "waived" not in text and "remitted" not in text
        for line in text.split("资助按资金来源")[0].split("困难群体按类别")[0].splitlines():
            if line.startswith(("东村", "西村")):
                assert "-" not in line.split(), line
            elif line.startswith("合计"):
                assert line.split().count("-") == 1, line  # its rank
        path = self.folder / f"{period}-{self.day}.xlsx"
        self.do("report", "half-month", period, "--xlsx", str(path))
        book = openpyxl.load_workbook(path)
        for sheet in book.worksheets[1:]:
            if not sheet.title.startswith(("城乡居民", "大病")):
                continue
            for cells in sheet.iter_rows(values_only=True):
                if cells[0] in ("东村", "西村"):
                    assert "-" not in cells, cells

    def submit(self, period: str) -> Path:
        """Send a report, and return the file that was sent."""
        path = self.folder / f"上报{period}.xlsx"
        told = self.do("report", "submit", period, *REVIEWED, "--xlsx", str(path))
        assert "请交税务部门" in told
        return path

    def is_sound(self) -> None:
        """Every invariant of the store holds."""
        assert "全部通过" in self.do("check")

    def next_round(self, day: str, filled: dict[str, str]) -> None:
        """Open the next year's round in the same store."""
        notice, text = text_of_year(self.notice, 1)
        self.do("notice", "add", self.file(f"{notice}.toml", text))
        self.day = day
        assert self.json("round", "open", "--notice", notice)["round"] == 2
        self.fill(filled)

    def not_renewed(self) -> set[tuple[str, str]]:
        """Return who was enrolled last year and has not paid this year: insurance, name."""
        rows = self.json("report", "not-renewed")["rows"]
        return {(row["insurance"][:2], row["name"]) for row in rows}

    def comes_out_again(self, period: str, sent: Path) -> None:
        """The report of last year is what was sent, byte for byte."""
        path = self.folder / f"又{period}.xlsx"
        self.do("report", "half-month", period, "--xlsx", str(path))
        assert path.read_bytes() == sent.read_bytes()
