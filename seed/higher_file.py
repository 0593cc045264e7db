"""Higher documents as TOML files: those of the program, and those that stand beside a notice."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import msgspec

from models.base.errors import BadInput
from models.levy.faults import find_higher_faults
from models.levy.higher import HigherDocument, HigherRules
from seed.rule_file import convert, read_insurances, read_text, read_toml

Find = Callable[[str], HigherDocument]
"""How the document with an identifier is found; raises BadInput for an unknown one."""

_FOLDER = Path(__file__).parent / "notices" / "higher"


def higher_ids() -> tuple[str, ...]:
    """Return the identifiers of the documents that come with the program, sorted."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))


def higher_file(identifier: str) -> Path:
    """Return the file of one of the program's own documents."""
    return _FOLDER / f"{identifier}.toml"


@cache
def load_higher(identifier: str) -> HigherDocument:
    """Return one of the documents that come with the program.

    Raises BadInput, listing those there are, for an unknown identifier.
    """
    if identifier not in higher_ids():
        raise BadInput(f"没有上级文件“{identifier}”，可用：{'、'.join(higher_ids())}")
    return read_higher(higher_file(identifier))


def read_higher(path: Path) -> HigherDocument:
    """Read and check a document's file anywhere; raises BadInput with the first fault."""
    return parse_higher(read_text(path), path.name)


def parse_higher(text: str, file_name: str) -> HigherDocument:
    """Return the document a TOML text holds; raises BadInput naming file and key."""
    raw = read_toml(text, file_name)
    rules = read_insurances(raw, HigherRules, file_name)
    bare: HigherDocument = convert(raw, HigherDocument, "", file_name)
    document = msgspec.structs.replace(bare, insurances=rules)
    faults = find_higher_faults(document)
    if faults:
        raise BadInput(f"{file_name}：{faults[0].key}：{faults[0].message}")
    return document


def is_higher(path: Path) -> bool:
    """Whether a rule file says that it is a higher document's; raises BadInput if unreadable."""
    return read_toml(read_text(path), path.name).get("kind") == "higher"


def find_beside(path: Path) -> Find:
    """Return how the documents that a rule file rests on are found: near it, else the program's."""

    def find(identifier: str) -> HigherDocument:
        for folder in _folders(path):
            near = folder / f"{identifier}.toml"
            if near.is_file():
                return read_higher(near)
        return load_higher(identifier)

    return find


def higher_sources(path: Path) -> list[bytes]:
    """Return the texts of every document that a rule file could rest on, in a fixed order."""
    folders = [folder for folder in (*_folders(path), _FOLDER) if folder.name == "higher"]
    files = {each for folder in folders for each in folder.glob("*.toml")}
    return [each.read_bytes() for each in sorted(files)]


def _folders(path: Path) -> tuple[Path, ...]:
    return (path.parent, path.parent / "higher")
