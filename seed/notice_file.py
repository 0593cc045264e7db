"""Notices as TOML files: one file a locality, checked when loaded, rested on higher documents."""

from functools import cache
from pathlib import Path

import msgspec

from models.base.errors import BadInput
from models.levy.faults import find_faults
from models.levy.notice import InsuranceRules, Notice
from models.levy.rest import rest, resting_order
from seed.higher_file import Find, find_beside, higher_sources, load_higher
from seed.rule_file import convert, read_insurances, read_text, read_toml

_FOLDER = Path(__file__).parent / "notices"


def notice_ids() -> tuple[str, ...]:
    """Return the identifiers of the notices that come with the program, sorted."""
    names = (entry.name for entry in _FOLDER.iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


def notice_file(notice_id: str) -> Path:
    """Return the file of one of the program's own notices."""
    return _FOLDER / f"{notice_id}.toml"


@cache
def load_notice(notice_id: str) -> Notice:
    """Return one of the notices that come with the program.

    Raises BadInput, listing those there are, for an unknown identifier.
    """
    if notice_id not in notice_ids():
        raise BadInput(f"没有通知“{notice_id}”，可用：{'、'.join(notice_ids())}")
    source = notice_file(notice_id)
    return parse_notice(source.read_text(encoding="utf-8"), source.name)


def read_notice(path: Path) -> Notice:
    """Read and check a notice file anywhere; raises BadInput with the first fault.

    The documents it rests on stand beside it, in a folder ``higher`` there, or come with the
    program.
    """
    return parse_notice(read_text(path), path.name, find_beside(path))


def source_of(path: Path) -> bytes:
    """Return every text that a notice's rules are read from; empty where there is no file."""
    if not path.is_file():
        return b""
    return b"".join([path.read_bytes(), *higher_sources(path)])


def parse_notice(text: str, file_name: str, find: Find = load_higher) -> Notice:
    """Return the notice a TOML text holds, rested on its documents.

    Raises BadInput naming file and key, also for a document that ``find`` does not know.
    """
    raw = read_toml(text, file_name)
    rules = read_insurances(raw, InsuranceRules, file_name)
    bare: Notice = convert({**raw, "insurances": {}}, Notice, "", file_name)
    notice = msgspec.structs.replace(bare, insurances=rules)
    try:
        notice = rest(notice, resting_order(notice.rests_on, find))
    except BadInput as error:
        raise BadInput(f"{file_name}：rests_on：{error.message}") from None
    faults = find_faults(notice)
    if faults:
        raise BadInput(f"{file_name}：{faults[0].key}：{faults[0].message}")
    return notice
