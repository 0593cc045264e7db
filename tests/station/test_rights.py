"""Who may do what: the table of roles by act, every cell of it, and that everything is in it."""

import ast
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from models.base.errors import Denied
from models.station.desk import Desk
from models.station.registration import register_operator
from models.station.rights import ACTS, ONLY_TOLD, ROLE_TITLES, act_title, may
from models.store.tables.station import Role
from tests.pictures.rights import rights_table

_ROOT = Path(__file__).parents[2]
_EVERYBODY = {"set_pin", "export", "see_number"}
_OVERSEERS = {"unmask", "read_audit"}
_REVIEWERS = {"refund", "settle_statement", "approve"}
_CHIEF = {
    "close_account", "mark_remote", "register_collectors", "end_collector",
    "boundary", "open_round", "withdraw_round", "fill", "set_target", "share_targets",
    "register_operator", "end_operator", "clear_pin", "register_terminal", "end_terminal",
    "set_statement_rule",
}  # fmt: skip


def _allowed(act: str) -> set[Role]:
    """Return who may do an act, as a person would say it: a second statement of the table."""
    if act in _EVERYBODY:
        return {"clerk", "reviewer", "chief", "auditor"}
    if act in _OVERSEERS:
        return {"reviewer", "chief", "auditor"}
    if act in _REVIEWERS:
        return {"reviewer", "chief"}
    return {"chief"} if act in _CHIEF else {"clerk", "reviewer", "chief"}


def test_every_act_by_every_role(desk: Desk) -> None:
    """Each cell is tried on a station: what is denied leaves nothing but its line in the trail."""
    for role in ROLE_TITLES:
        register_operator(desk, f"a-{role}", role)
    for act in ACTS:
        for role in ROLE_TITLES:
            mine = replace(desk, operator=f"a-{role}")
            if role in _allowed(act):
                with mine.writing(act):
                    pass
                mine.require(act)
            else:
                assert _denied(mine, act) == ("not_allowed", f"{act} not_allowed"), (act, role)


def _denied(desk: Desk, act: str) -> tuple[str, str]:
    """Return the code of a denial and what the trail says of it."""
    with pytest.raises(Denied) as denied, desk.writing(act):
        raise AssertionError("the block of a denied act never runs")
    (last,) = desk.store.rows(
        "SELECT a.action, a.subject, a.detail, o.login FROM audit a "
        "LEFT JOIN operator o ON o.id = a.operator_id ORDER BY a.id DESC LIMIT 1"
    )
    assert last[0] == "denied" and last[1] == act
    return denied.value.code, last[2]


def test_what_is_not_in_the_table_nobody_may(desk: Desk) -> None:
    assert not any(may(role, "something new") for role in ROLE_TITLES)
    assert not may(None, "pay")
    assert _denied(desk, "something new")[0] == "not_allowed"


def test_an_auditor_only_reads() -> None:
    assert {act for act in ACTS if may("auditor", act)} == _EVERYBODY | _OVERSEERS


def _words(method: str) -> Iterator[tuple[str, str]]:
    """Yield the words with which the program calls a method, and where."""
    for folder in ("models", "seed", "reports", "tui"):
        for path in (_ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if (
                    isinstance(node, ast.Call)
                    and isinstance(node.func, ast.Attribute)
                    and node.func.attr == method
                    and node.args
                    and isinstance(node.args[0], ast.Constant)
                    and isinstance(node.args[0].value, str)
                ):
                    yield node.args[0].value, path.name


def test_every_word_the_program_acts_or_records_by_has_a_title() -> None:
    acted = dict(_words("writing")) | dict(_words("require"))
    assert {word: path for word, path in acted.items() if word not in ACTS} == {}
    recorded = dict(_words("record"))
    assert {w: path for w, path in recorded.items() if w not in ACTS and w not in ONLY_TOLD} == {}
    assert len(acted) > 40 and act_title("pay") == "收费"


def test_the_manual_prints_the_table() -> None:
    """`make pictures` writes it anew."""
    manual = (_ROOT / "docs" / "手册.md").read_text(encoding="utf-8")
    assert rights_table() in manual
