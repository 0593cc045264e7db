"""What the pages for developers name is there; the version is one number."""

import re
import tomllib
from pathlib import Path

from models.store.connect import SCHEMA_VERSION
from tests.cases import for_each

_ROOT = Path(__file__).parents[1]
_PAGES = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/decisions.md")
_TOPS = r"(?:models|reports|seed|tui|tests|docs|\.ci)"
_NAMED = re.compile(rf"`({_TOPS}/[^`\s:]*)[^`]*`|`(\w[\w.-]*\.(?:toml|lock|md)|Makefile)`")
_LINKED = re.compile(r"\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)")
_MADE_UP = re.compile(r"某|0002_")
"""What is still to be written, in an example."""


def _named_in(page: str) -> list[str]:
    text = (_ROOT / page).read_text(encoding="utf-8")
    named = [here or top for here, top in _NAMED.findall(text)]
    linked = [(Path(page).parent / path).as_posix() for path in _LINKED.findall(text)]
    return [path for path in (*named, *linked) if not _MADE_UP.search(path)]


@for_each("page", _PAGES)
def test_every_path_a_page_names_is_there(page: str) -> None:
    named = _named_in(page)
    assert named
    assert [path for path in named if not list(_ROOT.glob(path.rstrip("/")))] == []


def test_a_path_that_is_not_there_is_found() -> None:
    assert _NAMED.findall("`models/gone.py` `seed/x.toml::y` `pyproject.toml` `laobao`") == [
        ("models/gone.py", ""), ("seed/x.toml", ""), ("", "pyproject.toml"),
    ]  # fmt: skip


def test_the_changelog_tells_the_version_and_its_schema() -> None:
    project = tomllib.loads((_ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    changelog = (_ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = re.search(r"^## \[?([\d.]+)\]?.*$\s+^Schema (\d+)\.", changelog, re.MULTILINE)
    assert newest is not None
    assert newest[1] == project["version"]
    assert int(newest[2]) == SCHEMA_VERSION
