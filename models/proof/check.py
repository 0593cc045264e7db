"""All invariants of a store, one after the other."""

from collections.abc import Callable

from peewee import PeeweeException

from models.proof.chain import find_head, verify_chain
from models.proof.ledger import RULES, check_balance, check_rule
from models.proof.result import Finding, broken
from models.proof.store import check_file, check_guards, check_references, check_search_keys
from models.store.writing import Store

_CHECKS: tuple[Callable[[Store], Finding], ...] = (
    check_file,
    check_references,
    check_guards,
    verify_chain,
    check_balance,
    *((lambda store, rule=rule: check_rule(store, rule)) for rule in RULES),
    check_search_keys,
)


def check_store(store: Store, against: str = "") -> tuple[Finding, ...]:
    """Return what every invariant found; with ``against``, also a head printed before.

    A part of the store that cannot be read breaks the invariants that need it, and
    nothing else.
    """
    checks = [*_CHECKS]
    if against:
        checks.append(lambda store: find_head(store, against))
    return tuple(_found(store, check) for check in checks)


def _found(store: Store, check: Callable[[Store], Finding]) -> Finding:
    try:
        return check(store)
    except PeeweeException as error:
        return broken("读取数据库", " ".join(str(error).split())[:60])
