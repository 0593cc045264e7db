"""The schema is the program's, to the letter: no guard weakened, dropped, disabled or put in."""

from collections.abc import Mapping
from functools import cached_property

from peewee import PeeweeException

from models.checks.result import Finding, broken, sound
from models.store import connect
from models.store.schema_text import Part, expected_schema, read_schema
from models.store.writing import Store

GUARDS = "只增不改的保护都在"
STRUCTURE = "库表结构与程序所建一致"
_OF_GUARDS = {"触发器", "函数", "规则", "设置"}
_NAMED = 5
_NO_COMPARISON = (
    "比不了：这个 PostgreSQL 账号不能在库里建比对用的模式（要有 CREATE 权限），请用建库的账号自检"
)


class Differences:
    """How a schema differs from what the program would create: part by part."""

    def __init__(
        self, found: Mapping[Part, str], expected: Mapping[Part, str], fault: str = ""
    ) -> None:
        self.parts = {
            part: _told(found.get(part), expected.get(part))
            for part in sorted(found.keys() | expected.keys())
            if found.get(part) != expected.get(part)
        }
        self._expected = expected
        self._fault = fault

    @cached_property
    def guards(self) -> Finding:
        """Whether the triggers that keep tables append-only are all there, as they were made."""
        return self._finding(GUARDS, are_guards=True)

    @cached_property
    def structure(self) -> Finding:
        """Whether tables, indexes and views are those that the program makes."""
        return self._finding(STRUCTURE, are_guards=False)

    def _finding(self, name: str, *, are_guards: bool) -> Finding:
        if self._fault:
            return broken(name, self._fault)
        told = [
            f"{_name(part)} {word}"
            for part, word in self.parts.items()
            if (part.kind in _OF_GUARDS) is are_guards
        ]
        if told:
            more = f"……共 {len(told)} 处" if len(told) > _NAMED else ""
            return broken(name, "；".join(told[:_NAMED]) + more)
        looked_at = sum((part.kind in _OF_GUARDS) is are_guards for part in self._expected)
        return sound(name, f"{looked_at} 项")


def compare_schemas(store: Store) -> Differences:
    """Compare a store's schema with what the program would create, part by part.

    On PostgreSQL a user without the right to create a schema cannot, and is told so.
    """
    try:
        expected = expected_schema(store.location, store.database, connect.MIGRATIONS)
    except PeeweeException:
        return Differences({}, {}, _NO_COMPARISON)
    return Differences(read_schema(store.database), expected)


def _told(found: str | None, expected: str | None) -> str:
    if found is None:
        return "被去掉了"
    return "不是本程序建的" if expected is None else "与程序所建的不同，被改动过"


def _name(part: Part) -> str:
    if part.kind == "触发器":
        return f"表 {part.table} 的保护 {part.name}"
    if part.kind == "函数" or part.name == part.table:
        return f"{part.kind} {part.table}"
    return f"表 {part.table} 的{part.kind} {part.name}"
