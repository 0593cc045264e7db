"""What SQL and the readers of its rows must keep to: two stations have equal numbers."""

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

_ROOT = Path(__file__).parents[2]
_FILES = sorted(
    file.relative_to(_ROOT)
    for package in ("models", "reports", "seed", "tui")
    for file in (_ROOT / package).rglob("*.py")
    if file.parent.name != "migrations"
)
_UNTIL = re.compile(
    r"\b(?:(?:LEFT |CROSS |INNER )*JOIN|WHERE|GROUP BY|ORDER BY|HAVING|UNION|EXCEPT|LIMIT)\b"
)
_JOINED = re.compile(r"(?:\bJOIN\s+|^\s*(?!BEFORE|AFTER))([\w{}]+)(?:\s+(?:AS\s+)?(\w+))?\s+ON\s+")
_CROSSED = re.compile(r"\bCROSS JOIN\s+(\w+)\s+(\w+)\b(?!\s+ON\b)")
_ACROSS_STATIONS = {
    "township": "the county's: found by its own number",
    "in_force": "one of the county by identity number; whoever goes on names its station",
}
_SAID_ELSEWHERE = {
    (
        "models/villages/hand_over.py",
        "p.id_number = q.id_number",
    ): "the same people at two stations",
    ("models/people/households/register.py", "{same}"): "_SAME, by person or by identity number",
}


def _text(node: ast.expr, module: ModuleType) -> str:
    """Return what a string expression says, as far as that is known before it runs."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part, module) for part in node.values)
    if isinstance(node, ast.FormattedValue):
        known = getattr(module, node.value.id, None) if isinstance(node.value, ast.Name) else None
        return known if isinstance(known, str) else f"{{{ast.unparse(node.value)}}}"
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return _text(node.left, module) + _text(node.right, module)
    return ""


def _texts(file: Path) -> Iterator[str]:
    """Yield every string of a file, the whole of it where it is put together."""
    module = importlib.import_module(".".join(file.with_suffix("").parts).removesuffix(".__init__"))
    waiting: list[ast.AST] = [ast.parse((_ROOT / file).read_text(encoding="utf-8"))]
    while waiting:
        node = waiting.pop()
        text = _text(node, module) if isinstance(node, ast.expr) else ""
        if text:
            yield text
        else:
            waiting.extend(ast.iter_child_nodes(node))


def _conditions(sql: str) -> Iterator[tuple[str, str]]:
    """Yield what a text joins, each with the condition under which."""
    for match in _JOINED.finditer(sql):
        rest = sql[match.end() :]
        end = _UNTIL.search(rest)
        yield match[1], " ".join(rest[: end.start() if end else None].split())
    for match in _CROSSED.finditer(sql):
        named = re.search(rf"\b{match[2]}\.station_id = ", sql[match.end() :])
        yield match[1], named[0] if named else match[0]


def _borderless(file: Path, text: str) -> list[str]:
    return [
        f"{file}: {table} ON {condition}"
        for table, condition in _conditions(text)
        if "station_id" not in condition
        and table not in _ACROSS_STATIONS
        and not table.startswith("pg_")  # the server's own catalogue
        and (file.as_posix(), condition) not in _SAID_ELSEWHERE
    ]


def test_every_join_names_the_station() -> None:
    texts = [(file, text) for file in _FILES for text in _texts(file)]
    assert sum(len(list(_conditions(text))) for _, text in texts) > 200
    assert [found for file, text in texts for found in _borderless(file, text)] == []


def test_what_is_said_elsewhere_is_still_said() -> None:
    for (file, condition), reason in _SAID_ELSEWHERE.items():
        conditions = [each for text in _texts(Path(file)) for _, each in _conditions(text)]
        assert condition in conditions, (file, reason)


def test_a_join_without_its_station_is_found() -> None:
    for sql in (
        "SELECT 1 FROM payment p JOIN payment_line l ON l.payment_id = p.id WHERE p.station_id = ?",
        "payment_line l ON l.payment_id = p.id",
        "SELECT 1 FROM person p CROSS JOIN household h WHERE h.id = p.household_id",
    ):
        assert _borderless(Path("x.py"), sql), sql
    whole = "SELECT 1 FROM payment p JOIN slip s ON s.station_id = p.station_id AND s.id = p.id"
    assert not _borderless(Path("x.py"), whole)


def _rooms() -> Iterator[tuple[Path, ast.AST]]:
    """Yield everything in the rooms but the store and its checks, which read tables unseen."""
    for file in _FILES:
        if file.parts[0] == "models" and file.parts[1] not in {"store", "checks"}:
            for node in ast.walk(ast.parse((_ROOT / file).read_text(encoding="utf-8"))):
                yield file, node


def test_rows_are_read_by_name() -> None:
    """No ``row[3]``, no ``Value(*row)``: neither tells what it reads."""
    assert [
        f"{file}:{node.lineno}"
        for file, node in _rooms()
        if isinstance(node, ast.Subscript | ast.Starred)
        and isinstance(node.value, ast.Name)
        and node.value.id == "row"
    ] == []


def test_no_room_reads_bare_rows() -> None:
    assert [
        f"{file}:{node.lineno}"
        for file, node in _rooms()
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"rows", "execute_sql"}
    ] == []
