"""Files of one's own: for nobody else whatever the umask, whole or not at all, and on the disk.

What is written for others to find gets its name last: until then it is a draft beside it, whose
name nobody else uses. What killed work leaves of drafts is cleared when somebody next writes there.
"""

import contextlib
import errno
import os
import re
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_DRAFT = re.compile(r"\.[0-9a-f]{16}\.part(-wal|-shm|-journal|\.lock)?")
_SECONDS = 24 * 3600
"""Nobody writes at one file for so long."""
_LEFT_BESIDE = ("", "-wal", "-shm", "-journal", ".lock")
"""What there may be of a draft, which may be a store."""

_OF_ERRNO = {
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已满",
    errno.EROFS: "所在磁盘只读",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EIO: "磁盘读写出错",
    errno.ELOOP: "它是链接，不是文件",
    errno.EISDIR: "它是文件夹，不是文件",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EMFILE: "打开的文件太多",
    errno.EFBIG: "文件超过了允许的大小",
}


def make_folder(path: Path) -> None:
    """Make a folder that only its owner enters, and those above it that are missing."""
    if path.is_dir():
        return
    make_folder(path.parent)
    path.mkdir(mode=0o700, exist_ok=True)


@contextmanager
def draft_beside(path: Path) -> Iterator[Path]:
    """Give an empty private file in a file's folder; what is left of it at the end is removed."""
    clear_drafts(path.parent)
    draft = path.with_name(f".{secrets.token_hex(8)}.part")
    os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        yield draft
    finally:
        for suffix in _LEFT_BESIDE:
            Path(f"{draft}{suffix}").unlink(missing_ok=True)


def put_in_place(draft: Path, path: Path) -> None:
    """Give a draft its name, once it is on the disk; a power cut takes neither away."""
    sync(draft)
    draft.replace(path)
    sync_folder(path.parent)


def sync(path: Path) -> None:
    """Wait until a file is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(path: Path) -> None:
    """Wait until the names in a folder are on the disk, where its file system can say so."""
    try:
        sync(path)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.EACCES):
            raise


def clear_drafts(folder: Path) -> None:
    """Remove the drafts of work that was killed: one's own, a day old; whatever else stays."""
    with contextlib.suppress(OSError):
        for each in os.scandir(folder):
            if not _DRAFT.fullmatch(each.name):
                continue
            with contextlib.suppress(OSError):
                of = each.stat(follow_symlinks=False)
                if of.st_uid == os.getuid() and time.time() - of.st_mtime > _SECONDS:
                    Path(each.path).unlink()


def file_cause(error: OSError) -> str:
    """Return why a file cannot be used, in Chinese where that is known."""
    return _OF_ERRNO.get(error.errno or 0) or error.strerror or type(error).__name__
