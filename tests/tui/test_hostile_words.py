"""Whatever stands in a file, its name or a word of the call: the answer shows it as plain text."""

from pathlib import Path

import pytest

from tests.base.test_visible import HOSTILE, acts
from tests.tui.calling import Caller


@pytest.mark.parametrize("hostile", [each for each in HOSTILE if "\x00" not in each])
def test_no_file_name_option_or_cell_reaches_standard_error_raw(
    station: Caller, tmp_path: Path, hostile: str
) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    path = folder / f"名{hostile}册.csv"
    path.write_text(f"户编号,姓名,证件号码,{hostile}\n0001,张{hostile},{hostile}\n".encode(
        "utf-8", "replace").decode(), encoding="utf-8")  # fmt: skip
    for words in (
        ("import", "roster", str(path)),
        ("import", "category", str(path), "--category", f"低{hostile}保"),
        ("find", hostile),
        ("family", f"0{hostile}1"),
        (f"no{hostile}ne",),
        ("report", "half-month", f"2019{hostile}"),
        ("notice", "check", str(path)),
    ):
        answer = station(*words)
        assert answer.status in (0, 1, 2)
        assert not acts(answer.error), (words, answer.error)
        assert not acts(answer.out), (words, answer.out)
