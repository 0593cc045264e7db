"""Lists in parts, and columns that say who does not count, in small files as offices send them."""

from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from tests.tui.calling import Answer, Caller

FILES = Path(__file__).parent.parent / "office_files"
RURAL, URBAN = "01-list-rural.csv", "01-list-urban.csv"


@pytest.fixture
def township(station: Caller) -> Caller:
    """The station with the roster of all cases."""
    assert station("import", "roster", str(FILES / "00-roster.csv")).status == 0
    return station


def import_category(
    township: Caller, path: Path | str, *words: str, category: str = "低保"
) -> Answer:
    return township(
        "import", "category", str(FILES / path), "--category", category, "--json", *words
    )


def holders(township: Caller, category: str = "低保") -> set[str]:
    """Return who holds a category now."""
    found = set()
    for household in range(1, 11):
        family: Any = township("family", f"{household:04d}", "--json").json
        for member in family["members"]:
            if any(category in str(each) for each in member["categories"]):
                found.add(member["name"])
    return found


# Lists in parts


@pytest.mark.parametrize("order", list(permutations((RURAL, URBAN))))
def test_rural_and_urban_in_either_order_every_month(
    township: Caller, order: tuple[str, str]
) -> None:
    for month in ("2019-11-14", "2019-12-01", "2020-01-01"):
        for name in order:
            done = import_category(township, name, "--listed-on", month)
            assert done.status == 0, done.error
            assert done.json["counts"]["gone"] == 0
    assert len(holders(township)) == 20


def test_a_new_part_is_said_on_the_preview(township: Caller) -> None:
    first = import_category(township, RURAL).json
    assert first["part"] == "第一部分" and not first["hints"]
    answer = township("import", "category", str(FILES / URBAN), "--category", "低保", "--preview")
    assert "新的一部分“第二部分”" in answer.out and "“第一部分”共 17 人" in answer.out


def test_a_part_given_or_said_by_the_file_is_one(township: Caller, tmp_path: Path) -> None:
    assert import_category(township, RURAL, "--part", "农村").json["part"] == "农村低保"
    named = tmp_path / "11月城市低保.csv"
    named.write_bytes((FILES / URBAN).read_bytes())
    assert import_category(township, named).json["part"] == "城镇低保"
    everybody = tmp_path / "低保.csv"
    lines = (FILES / RURAL).read_text("utf-8") + "".join(
        (FILES / URBAN).read_text("utf-8").splitlines(keepends=True)[1:]
    )
    everybody.write_text(lines, "utf-8")
    stopped = import_category(township, everybody)
    assert stopped.status == 1 and stopped.json["refused"]["code"] == "part_unclear"
    assert stopped.error.count("\n") == 1
    assert import_category(township, everybody, "--part", "全部").json["counts"]["unchanged"] == 20
