"""Files of one's own: whatever the umask, whole or not at all, nothing of killed work stays."""

import errno
import os
import stat
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.base import files
from models.base.files import clear_drafts, draft_beside, make_folder, put_in_place, sync_folder

_DAY = 24 * 3600


@pytest.fixture(params=[0o000, 0o022, 0o077])
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    usual = os.umask(request.param)
    yield request.param
    os.umask(usual)


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_folders_and_files_are_their_owners_alone(tmp_path: Path, umask: int) -> None:
    folder = tmp_path / "a" / "b" / "c"
    make_folder(folder)
    with draft_beside(folder / "file") as draft:
        draft.write_text("x")
        put_in_place(draft, folder / "file")
    assert [_mode(each) for each in (folder.parents[1], folder.parent, folder)] == [0o700] * 3
    assert _mode(folder / "file") == 0o600 and (folder / "file").read_text() == "x"
    assert [each.name for each in folder.iterdir()] == ["file"]


def test_a_folder_that_stands_there_stays_as_it_is(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    make_folder(tmp_path)
    assert _mode(tmp_path) == 0o755


def test_what_fails_leaves_neither_a_file_nor_a_draft(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), draft_beside(tmp_path / "file") as draft:
        for suffix in ("-wal", "-shm", "-journal", ".lock"):
            Path(f"{draft}{suffix}").write_text("x")
        1 / 0  # noqa: B018
    assert list(tmp_path.iterdir()) == []


def test_drafts_of_killed_work_are_cleared_and_nothing_else(tmp_path: Path) -> None:
    """Only by our own names, and only when nobody can be writing at them any more."""
    ours = [f".{'0a' * 8}.part{suffix}" for suffix in ("", "-wal", "-shm", ".lock")]
    others = [
        ".part", f"{'0a' * 8}.part", f".{'0g' * 8}.part", f".{'0a' * 8}.part.xlsx", "半月报.xlsx",
    ]  # fmt: skip
    fresh = f".{'0b' * 8}.part"
    for name in (*ours, *others, fresh):
        (tmp_path / name).write_text("x")
        if name != fresh:
            os.utime(tmp_path / name, times=(time.time() - 2 * _DAY,) * 2)
    with draft_beside(tmp_path / "new"):
        pass
    assert {each.name for each in tmp_path.iterdir()} == {*others, fresh}
    clear_drafts(tmp_path / "none")


def test_the_name_is_on_the_disk_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file synced under a name that is lost in a power cut would be lost with it."""
    synced: list[Path] = []
    monkeypatch.setattr(files, "sync", synced.append)
    with draft_beside(tmp_path / "file") as draft:
        put_in_place(draft, tmp_path / "file")
    assert synced == [draft, tmp_path]


@pytest.mark.parametrize(("number", "is_told"), [(errno.EINVAL, False), (errno.EIO, True)])
def test_a_file_system_that_syncs_no_folders_is_no_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, is_told: bool
) -> None:
    def fails(path: Path) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr(files, "sync", fails)
    if not is_told:
        sync_folder(tmp_path)
        return
    with pytest.raises(OSError, match="no"):
        sync_folder(tmp_path)
