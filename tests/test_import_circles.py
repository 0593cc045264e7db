"""No circle of imports: not of files, not of packages; those for types and in functions count."""

import grimp
import pytest

_TOPS = ("tui", "models", "reports", "seed")


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph(*_TOPS, cache_dir=None)


def test_no_files_import_each_other_in_a_circle(graph: grimp.ImportGraph) -> None:
    edges = {
        module: set(graph.find_modules_directly_imported_by(module)) for module in graph.modules
    }
    assert circles(edges) == []


def test_no_packages_import_each_other_in_a_circle(graph: grimp.ImportGraph) -> None:
    """A package is a folder: what lies in it, without the folders in it."""
    edges: dict[str, set[str]] = {}
    for module in graph.modules:
        here = _folder(graph, module)
        there = {_folder(graph, each) for each in graph.find_modules_directly_imported_by(module)}
        edges.setdefault(here, set()).update(there - {here})
    assert circles(edges) == []


def test_no_neighbours_import_each_other_in_a_circle(graph: grimp.ImportGraph) -> None:
    """Neighbours: the modules and packages of one package, each with everything below it."""
    found = []
    for package in graph.modules:
        edges: dict[str, set[str]] = {}
        for child in graph.find_children(package):
            below = {child, *graph.find_descendants(child)}
            imported = {
                to for each in below for to in graph.find_modules_directly_imported_by(each)
            }
            edges[child] = {
                other
                for other in graph.find_children(package) - {child}
                if any(each == other or each.startswith(f"{other}.") for each in imported)
            }
        found += circles(edges)
    assert found == []


def test_a_circle_is_found() -> None:
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"b", "d"}, "d": set()}) == [{"b", "c"}]


def circles(edges: dict[str, set[str]]) -> list[frozenset[str]]:
    """Return the groups of those that reach each other (Tarjan)."""
    index: dict[str, int] = {}
    lowest: dict[str, int] = {}
    waiting: list[str] = []
    found: list[frozenset[str]] = []

    def visit(node: str) -> None:
        index[node] = lowest[node] = len(index)
        waiting.append(node)
        for to in edges.get(node, ()):
            if to not in index:
                visit(to)
            if to in waiting:
                lowest[node] = min(lowest[node], lowest[to])
        if lowest[node] == index[node]:
            at = waiting.index(node)
            group = frozenset(waiting[at:])
            del waiting[at:]
            if len(group) > 1:
                found.append(group)

    for node in edges:
        if node not in index:
            visit(node)
    return found


def _folder(graph: grimp.ImportGraph, module: str) -> str:
    return module if graph.find_children(module) else module.rpartition(".")[0]
