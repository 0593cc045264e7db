"""``docs/通知写法.md`` names every key and every value that a rule file may have, and no other."""

import itertools
import re
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec

from models.levy.channels import CHANNEL_WORDS
from models.levy.higher import HigherDocument
from models.levy.notice import Notice
from models.levy.trial import quote_example
from seed.higher_file import higher_file, higher_ids
from seed.notice_file import notice_file, notice_ids, parse_notice

_GUIDE = (Path(__file__).parents[2] / "docs" / "通知写法.md").read_text("utf-8")
_PLAIN = {"clause", "true", "false"}
_FIGURES = {"personal", "government", "medical.personal", "medical.government"}


def parts(kind: Any, seen: set[type]) -> Iterator[Any]:
    """Yield every struct type and every value of a Literal that a type is made of."""
    if get_origin(kind) is Literal:
        yield from get_args(kind)
    elif get_origin(kind) in (tuple, dict, Union, types.UnionType):
        for inner in get_args(kind):
            yield from parts(inner, seen)
    elif isinstance(kind, type) and issubclass(kind, msgspec.Struct) and kind not in seen:
        seen.add(kind)
        yield kind
        for inner in get_type_hints(kind).values():
            yield from parts(inner, seen)


def schema() -> tuple[set[str], set[str]]:
    """Return the keys of rule files and the values a key may be one of."""
    keys: set[str] = set()
    values: set[str] = set(CHANNEL_WORDS)
    seen: set[type] = set()
    for part in (*parts(Notice, seen), *parts(HigherDocument, seen)):
        if isinstance(part, str):
            values.add(part)
        else:
            keys |= {re.sub("_fen$", "_yuan", name) for name in part.__struct_fields__}
    return keys, values


def named() -> set[str]:
    """Return the words that the guide prints as code: of a sentence or an example."""
    code = re.findall(r"`([^`\n]+)`", _GUIDE)
    code += [line for line in _GUIDE.splitlines() if line.startswith("    ")]
    return set(re.findall(r"[a-z][a-z_]+", "\n".join(code)))


def test_every_key_is_named() -> None:
    keys, _ = schema()
    assert len(keys) > 100
    assert keys - named() == set()


def test_every_value_is_named() -> None:
    _, values = schema()
    assert len(values) > 40
    assert {each for each in values if not each.isdigit()} - named() == set()


def test_no_key_is_named_that_is_none() -> None:
    """Of the tables and examples: what stands before an equals sign, or alone in a first cell."""
    keys, values = schema()
    before_equals = re.findall(r"(?m)\b([a-z][a-z_]+) = ", _GUIDE)
    in_cells = re.findall(r"(?m)^\| ((?:`[^`]+`[、 ]*)+)", _GUIDE)
    cells = [each for cell in in_cells for each in re.findall(r"`([a-z_]+)`", cell)]
    known = keys | values
    assert len(before_equals) > 100 and len(cells) > 60
    assert {each for each in (*before_equals, *cells) if each not in known} == set()


def test_the_files_of_the_program_use_no_key_beside_them() -> None:
    """They load, which refuses an unknown key; the guide's words are theirs."""
    keys, _ = schema()
    files = [*map(notice_file, notice_ids()), *map(higher_file, higher_ids())]
    used = {
        key
        for path in files
        for key in re.findall(r"(?m)(?:^|[{,] )([a-z_]+) = ", path.read_text("utf-8"))
    }
    assert used <= keys and len(used) > 60


def example(section: str) -> str:
    """Return the first indented example of a section."""
    lines = _GUIDE.partition(f"## {section}、")[2].splitlines()[1:]
    indented = itertools.dropwhile(lambda line: not line.startswith("    "), lines)
    block = itertools.takewhile(lambda line: not line or line.startswith("    "), indented)
    return "\n".join(line.removeprefix("    ") for line in block) + "\n"


def test_the_examples_together_are_a_notice_of_which_the_worked_example_comes_out() -> None:
    medical = example("二") + example("六")
    subsidies = example("五").partition("[[insurances")
    tiers = 'tiers = { amounts_yuan = [400, 775], clause = "二" }\n'
    text = (
        example("一").replace("某县", "nowhere").replace('["medical.government"]', "[]")
        + subsidies[0]
        + re.sub("(?m)^standard.*\n", tiers, medical)
        + example("七")
        + "[[insurances"
        + subsidies[2]
        + example("八")
        + example("十")
    )
    notice = parse_notice(text, "guide.toml")
    assert notice.insurances["medical"].levy_year == 2025
    (worked,) = notice.examples
    assert quote_example(notice, worked).due_now_fen == 40_00
