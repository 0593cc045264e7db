"""The notices a station can work under: those of the program, and those added from a file."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from models.base.errors import BadInput, StoreFailure
from models.base.files import draft_beside, file_cause, make_folder, put_in_place
from models.levy.higher import HigherDocument
from models.levy.notice import Notice
from models.levy.rest import resting_order
from seed.higher_file import find_beside, higher_ids, is_higher, load_higher, read_higher
from seed.notice_file import (
    load_notice,
    notice_file,
    notice_ids,
    parse_notice,
    read_notice,
    source_of,
)
from seed.rule_file import read_text
from tui.frame.folders import data_file

if TYPE_CHECKING:
    from models.station.desk import Desk
    from models.store.writing import Store


def find_notice(notice_id: str) -> Notice:
    """Return a notice by its identifier; raises BadInput, listing those there are."""
    if notice_id in notice_ids():
        return load_notice(notice_id)
    if notice_id in _added():
        return read_notice(_folder() / f"{notice_id}.toml")
    raise BadInput(f"没有通知“{notice_id}”，可用：{'、'.join(all_notice_ids())}")


def find_document(identifier: str) -> HigherDocument | None:
    """Return a higher document by its identifier, or None where no document bears it."""
    near = _folder() / "higher" / f"{identifier}.toml"
    if near.is_file():
        return read_higher(near)
    return load_higher(identifier) if identifier in higher_ids() else None


def documents_of(notice: Notice) -> tuple[HigherDocument, ...]:
    """Return the higher documents a notice rests on, nearest first."""
    return resting_order(notice.rests_on, find_beside(notice_path(notice.id)))


def notice_source(notice_id: str) -> bytes:
    """Return the texts that ``find_notice`` reads; empty where there is none."""
    return source_of(notice_path(notice_id))


def notice_path(notice_id: str) -> Path:
    """Return the file of a notice, the program's own or one added; it may not be there."""
    own = notice_id in notice_ids()
    return notice_file(notice_id) if own else _folder() / f"{notice_id}.toml"


def sit_down(store: "Store", business_date: dt.date, operator: str) -> "Desk":
    """Return an operator's desk in an open store, under the notice of its station."""
    from models.station.desk import open_desk

    return open_desk(store, find_notice, business_date, operator, notice_source)


def all_notice_ids() -> tuple[str, ...]:
    """Return the identifiers of all notices: the program's own, then those added."""
    return (*notice_ids(), *_added())


def add_rules(path: Path) -> Notice | HigherDocument:
    """Add a proven rule file to those of this machine; the same identifier is replaced.

    Raises BadInput for a file that does not prove sound or that would take the place of
    one of the program's own.
    """
    if is_higher(path):
        document = read_higher(path)
        if document.id in higher_ids():
            raise BadInput(f"{path.name}：编号 {document.id} 是程序自带的文件，请换一个编号")
        resting_order((document.id,), _with(document, find_beside(path)))
        _keep(path, document.id, _folder() / "higher")
        return document
    return _add_notice(path)


def _with(
    document: HigherDocument, find: Callable[[str], HigherDocument]
) -> Callable[[str], HigherDocument]:
    return lambda identifier: document if identifier == document.id else find(identifier)


def _add_notice(path: Path) -> Notice:
    from models.levy.trial import try_notice  # here, because no other command proves one

    notice = read_notice(path)
    parse_notice(read_text(path), path.name, find_beside(_folder() / path.name))
    faults = try_notice(notice).faults
    if faults:
        raise BadInput(f"{path.name}：{faults[0].key}：{faults[0].message}；没有加入")
    if notice.id in notice_ids():
        raise BadInput(f"{path.name}：编号 {notice.id} 是程序自带的通知，请换一个编号")
    _keep(path, notice.id, _folder())
    return notice


def _keep(path: Path, identifier: str, folder: Path) -> None:
    if not identifier or set(identifier) & set("/\\. \0"):
        raise BadInput(f"{path.name}：编号“{identifier}”只能用字母、数字和连字符")
    try:
        make_folder(folder)
        with draft_beside(target := folder / f"{identifier}.toml") as draft:
            draft.write_bytes(path.read_bytes())
            put_in_place(draft, target)
    except OSError as error:
        raise StoreFailure(f"写不了 {folder}：{file_cause(error)}") from None


def _folder() -> Path:
    return data_file("notices")


def _added() -> tuple[str, ...]:
    own = notice_ids()
    names = sorted(path.stem for path in _folder().glob("*.toml"))
    return tuple(name for name in names if name not in own)
