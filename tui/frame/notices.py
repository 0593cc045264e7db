"""The notices a station can work under: those of the program, and those added from a file."""

from pathlib import Path

from models.base.errors import BadInput, StoreFailure
from models.levy.notice import Notice
from seed.notice_file import load_notice, notice_ids, read_notice
from tui.frame.session import data_file


def find_notice(notice_id: str) -> Notice:
    """Return a notice by its identifier; raises BadInput, listing those there are."""
    if notice_id in notice_ids():
        return load_notice(notice_id)
    if notice_id in _added():
        return read_notice(_folder() / f"{notice_id}.toml")
    raise BadInput(f"没有通知“{notice_id}”，可用：{'、'.join(all_notice_ids())}")


def all_notice_ids() -> tuple[str, ...]:
    """Return the identifiers of all notices: the program's own, then those added."""
    return (*notice_ids(), *_added())


def add_notice(path: Path) -> Notice:
    """Add a proven notice file to those of this machine; the same identifier is replaced.

    Raises BadInput for a file that does not prove sound or that would take the place of
    one of the program's own.
    """
    from models.levy.trial import try_notice  # here, because no other command proves one

    notice = read_notice(path)
    faults = try_notice(notice).faults
    if faults:
        raise BadInput(f"{path.name}：{faults[0].key}：{faults[0].message}；没有加入")
    if notice.id in notice_ids():
        raise BadInput(f"{path.name}：编号 {notice.id} 是程序自带的通知，请换一个编号")
    if not notice.id or set(notice.id) & set("/\\. \0"):
        raise BadInput(f"{path.name}：编号“{notice.id}”只能用字母、数字和连字符")
    try:
        _folder().mkdir(parents=True, exist_ok=True)
        (_folder() / f"{notice.id}.toml").write_bytes(path.read_bytes())
    except OSError as error:
        raise StoreFailure(f"写不了 {_folder()}：{error.strerror}") from None
    return notice


def _folder() -> Path:
    return data_file("notices")


def _added() -> tuple[str, ...]:
    own = notice_ids()
    names = sorted(path.stem for path in _folder().glob("*.toml"))
    return tuple(name for name in names if name not in own)
