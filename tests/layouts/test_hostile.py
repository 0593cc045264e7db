"""No file costs more than itself: one clear line, seconds, and bounded memory."""

import json
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from models.base.errors import BadInput
from seed.roster_file import _LAYOUTS
from seed.table_file import read_layout
from tests.layouts.hostile import large_files, small_files

_MOST_SECONDS, _MOST_MB = 5, 300


def test_small_files_that_would_cost_much_are_refused_in_one_line_or_read(tmp_path: Path) -> None:
    rows = {path.name: _rows(path) for path in small_files(tmp_path)}
    read = {name for name, count in rows.items() if count}
    assert read == {
        "false dimension.xlsx", "merged.xlsx", "hidden.xlsx", "book.xls", "laughs in sheet1.xlsx",
        "laughs in styles.xlsx",
    }  # fmt: skip


def _rows(path: Path) -> int:
    """Return how many rows a file has; none where it is refused."""
    try:
        return len(read_layout(path, _LAYOUTS)[1].rows)
    except BadInput as error:
        assert path.name in error.message
        assert "\n" not in error.message
        return 0


@pytest.mark.soak
def test_no_file_takes_more_than_seconds_and_bounded_memory(tmp_path: Path) -> None:
    (tmp_path / "small").mkdir()
    for path in (*small_files(tmp_path / "small"), *large_files(tmp_path)):
        done = subprocess.run(
            [sys.executable, "-m", "tests.layouts.test_hostile", str(path)],
            capture_output=True,
            check=True,
        )
        seconds, ours, theirs = json.loads(done.stdout)
        print(f"{path.name}: {seconds:.1f} s of the processor, {ours} and {theirs} MB")
        assert seconds < _MOST_SECONDS, path.name
        assert max(ours, theirs) < _MOST_MB, path.name


def _measured(path: Path) -> tuple[float, int, int]:
    """Return what reading a file costs: seconds of the processor, MB here and in the reader."""
    _rows(path)
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    seconds = sum(each.ru_utime + each.ru_stime for each in both)
    return seconds, _own_peak_kb() >> 10, both[1].ru_maxrss >> 10


def _own_peak_kb() -> int:
    """Return the most this program held; what it was started from is counted by ``getrusage``."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(status.partition("VmHWM:")[2].split()[0])


if __name__ == "__main__":
    json.dump(_measured(Path(sys.argv[1])), sys.stdout)
