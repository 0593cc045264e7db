"""Villages to be handed in: families of three, lists of them, slips of known amounts."""

from collections.abc import Iterable, Iterator

from models.base.terms import Insurance
from models.checks.check_store import check_store
from models.counter.village.take import take_village
from models.counter.village.values import ListedRow, VillageList, VillageReceipt, VillageRequest
from models.ledger.slip import PosSlip
from models.people.roster import RosterPerson
from models.station.desk import Desk
from tests.making import BUSINESS_DATE, person, register_people

VILLAGE = "青山村"
EXEMPT = "特困供养人员"


def village_of(desk: Desk, families: int, village: str = VILLAGE) -> list[RosterPerson]:
    """Register families of two who pay and, in every third, one who has nothing to pay."""
    return register_people(desk, *_people(families, village))


def _people(families: int, village: str) -> Iterator[RosterPerson]:
    for number in range(1, families + 1):
        home = {"household": f"{number:04d}", "village": village}
        yield person("张大山", "1970-01-02", relation="户主", **home)
        yield person("李小花", "1972-03-04", relation="配偶", **home)
        if number % 3 == 0:
            yield person("张老爹", "1940-05-06", relation="父亲", categories=(EXEMPT,), **home)


def rows_of(people: Iterable[RosterPerson]) -> tuple[ListedRow, ...]:
    """Return a list that names these people by their numbers."""
    return tuple(
        ListedRow(f"第 {place} 行", name=each.name, id_number=each.id_number)
        for place, each in enumerate(people, 2)
    )


def of_amount(trace: int, amount_fen: int | None = None, terminal: str = "12345678") -> PosSlip:
    """Return a slip that states an amount."""
    return PosSlip(terminal, "000001", f"{trace:06d}", BUSINESS_DATE, amount_fen=amount_fen)


def listed(
    rows: Iterable[ListedRow], *insurances: Insurance, village: str = VILLAGE, **more: object
) -> VillageList:
    """Return a list of the village for the medical premium, or others."""
    return VillageList(village, insurances or ("medical",), tuple(rows), **more)  # type: ignore[arg-type]


def hand_in(
    desk: Desk, people: Iterable[RosterPerson], *slips: PosSlip, **more: object
) -> VillageReceipt:
    """Take a list of these people."""
    request = VillageRequest(listed(rows_of(people)), slips, **more)  # type: ignore[arg-type]
    return take_village(desk, request)


def faults(desk: Desk) -> list[str]:
    """Return what a check of the whole store finds wrong."""
    return [f"{each.name}: {each.detail}" for each in check_store(desk.store).broken]


def plain(desk: Desk, sql: str) -> list[tuple[object, ...]]:
    """Return bare rows."""
    return desk.store.rows(sql)
