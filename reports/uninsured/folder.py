"""The workbooks of all villages, written into a folder: all of them, or none."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from models.base.errors import BadInput
from models.base.long_work import Progress
from models.people.uninsured.ask import Asking
from models.people.uninsured.values import Roll
from reports.rendering.sheet import refuse_unwritable, write_whole
from reports.uninsured.village_workbook import village_file_name, village_workbook


def write_village_workbooks(
    roll: Roll,
    askings: Sequence[Asking],
    station: str,
    day: dt.date,
    folder: Path,
    progress: Progress = lambda done, total: None,
) -> list[str]:
    """Write a workbook for each village; return the files' names.

    Nothing that stands there is written over: raises BadInput before anything is written, and
    as ``write_whole`` after taking back what was.
    """
    paths = [folder / village_file_name(each, station, day) for each in askings]
    standing = [path for path in paths if path.exists()]
    if standing:
        raise BadInput(
            f"文件夹 {folder} 里已有 {len(standing)} 份同名的核查表（{standing[0].name}），不覆盖；"
            "请换一个文件夹"
        )
    if not folder.exists():
        refuse_unwritable(folder)
        folder.mkdir(mode=0o700)
    written: list[Path] = []
    try:
        for done, (path, asking) in enumerate(zip(paths, askings, strict=True)):
            progress(done, len(paths))
            refuse_unwritable(path)
            write_whole(path, village_workbook(roll, asking, station, day))
            written.append(path)
    except BaseException:
        for path in written:
            path.unlink(missing_ok=True)
        raise
    progress(len(paths), len(paths))
    return [path.name for path in paths]
