"""Checking a store: every invariant there is, in one reading of one moment."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, partial

from models.base.errors import LaobaoError
from models.checks.books import BOOK_RULES, check_money
from models.checks.chain import check_against, check_chain, check_memory, check_numbers
from models.checks.database import check_cipher, check_references, check_structure
from models.checks.enrolment_lists import check_enrolment_lists
from models.checks.head import Head, chain_head, typed_head
from models.checks.ledger import LEDGER_RULES
from models.checks.result import Finding, broken
from models.checks.rules import Rule, check_rule, township_names
from models.checks.schema import GUARDS, STRUCTURE, Differences, compare_schemas
from models.checks.search_keys import check_search_keys
from models.checks.self_paid import SELF_PAID_RULES
from models.checks.states import check_kept_notices, check_states
from models.checks.walk import Walk, walk_chains
from models.store.ddl import is_postgres
from models.store.writing import Store


@dataclass(frozen=True)
class CheckedStore:
    """What every invariant found, and the head of each station's chain, to be printed and kept.

    ``heads`` are given by township; a store of one station has one.
    """

    findings: tuple[Finding, ...]
    heads: Mapping[str, Head]

    @property
    def head(self) -> Head:
        """The head of the first station's chain; empty without any."""
        return next(iter(self.heads.values()), Head(0, ""))

    @property
    def broken(self) -> tuple[Finding, ...]:
        """The invariants that do not hold."""
        return tuple(each for each in self.findings if not each.is_sound)


class Evidence:
    """A store under examination; its chains are walked once for all who ask about them."""

    def __init__(self, store: Store) -> None:
        self.store = store

    @cached_property
    def walks(self) -> tuple[Walk, ...]:
        """Each station's chain, computed again."""
        return walk_chains(self.store)

    @cached_property
    def differences(self) -> Differences:
        """What the schema has that the program would not create, and the other way round."""
        return compare_schemas(self.store)


@dataclass(frozen=True)
class Invariant:
    """A name to report under where not even the question can be put, and the question."""

    name: str
    ask: Callable[[Evidence], Finding]


def _of_store(name: str, check: Callable[[Store], Finding]) -> Invariant:
    return Invariant(name, lambda evidence: check(evidence.store))


def _of_chains(name: str, check: Callable[[Store, Sequence[Walk]], Finding]) -> Invariant:
    return Invariant(name, lambda evidence: check(evidence.store, evidence.walks))


def _of_rule(rule: Rule) -> Invariant:
    return Invariant(rule.name, lambda evidence: check_rule(evidence.store, rule))


INVARIANTS: tuple[Invariant, ...] = (
    _of_store("收费减退费等于缴存加现金加待清算", check_money),
    *map(_of_rule, BOOK_RULES),
    *map(_of_rule, LEDGER_RULES),
    *map(_of_rule, SELF_PAID_RULES),
    _of_store("查找索引与名册一致", check_search_keys),
    _of_store("往年参保与名单一致", check_enrolment_lists),
    _of_store("可改的行与登记时一致", check_states),
    _of_store("存下的通知未被改动", check_kept_notices),
    _of_chains("封存链完整", check_chain),
    _of_chains("封存号连续", check_numbers),
    _of_chains("封存链没有截断", check_memory),
    Invariant(GUARDS, lambda evidence: evidence.differences.guards),
    Invariant(STRUCTURE, lambda evidence: evidence.differences.structure),
    _of_store("关联完整", check_references),
    _of_store("数据库结构完好", check_structure),
    _of_store("加密页完好", check_cipher),
)
"""Every invariant of a store, in the order in which they are reported."""


def check_store(store: Store, against: str | None = None) -> CheckedStore:
    """Return what every invariant found; ``against`` is a head printed before, to be found.

    All are asked of the same moment, so that a clerk who goes on working disturbs nothing.
    What cannot be read is a broken invariant and keeps no other from being asked. Raises
    BadInput where ``against`` is no head.
    """
    asked = list(INVARIANTS)
    if against is not None:
        typed_head(against)
        asked.append(
            Invariant(
                "印过的链头在链上",
                lambda evidence: check_against(evidence.store, evidence.walks, against),
            )
        )
    evidence = Evidence(store)
    with one_moment(store):
        return CheckedStore(tuple(_found(evidence, each) for each in asked), _heads(store))


def _heads(store: Store) -> dict[str, Head]:
    try:
        return {
            township: chain_head(store, station_id)
            for station_id, township in township_names(store).items()
        }
    except Exception:  # the page it stands on is gone; the findings have said so
        return {}


def _found(evidence: Evidence, invariant: Invariant) -> Finding:
    """Ask one question; PostgreSQL takes no more in a transaction in which one failed."""
    try:
        if not is_postgres(evidence.store.database):
            return invariant.ask(evidence)
        with evidence.store.database.atomic():
            return invariant.ask(evidence)
    except LaobaoError:
        raise
    except Exception as error:
        # The drivers' errors have no base in common, and their texts may quote what they read.
        return broken(invariant.name, f"数据读不出，查不下去（{type(error).__name__}）")


@contextmanager
def one_moment(store: Store) -> Iterator[None]:
    """Read as of one moment; text that is no text is read all the same, and found wrong."""
    if is_postgres(store.database):
        with store.database.atomic():
            store.run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    connection = store.database.connection()
    usual = connection.text_factory
    connection.text_factory = partial(str, encoding="utf-8", errors="surrogateescape")
    is_within = connection.in_transaction
    if not is_within:
        connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.text_factory = usual
        # A page that is gone may have ended the transaction already.
        if not is_within and connection.in_transaction:
            connection.execute("ROLLBACK")
