"""Asking the villages: whom a workbook asks about, under which mark, on which day."""

import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from models.base.errors import BadInput
from models.base.text import natural_key, squeeze
from models.people.uninsured.label import LABELS
from models.people.uninsured.read import read_roll
from models.people.uninsured.values import NOWHERE, Listed, Roll
from models.station.desk import Desk
from models.store.tables.uninsured import UninsuredAsked, UninsuredAsking


@dataclass(frozen=True)
class Asking:
    """What goes out to a village: ``mark`` stands with each row and tells it when it returns."""

    mark: str
    village: str
    people: tuple[Listed, ...]

    def key_of(self, each: Listed) -> str:
        """Return what stands with a row: the workbook and the person."""
        return f"{self.mark}-{each.key}"


def people_to_ask(
    roll: Roll, village: str = "", labels: Iterable[str] = ()
) -> dict[str, list[Listed]]:
    """Return by village who has to be asked about, household by household.

    Raises BadInput for a village or a label that there is not, and where nobody is left.
    """
    wanted, chosen = squeeze(village), set(labels)
    if unknown := chosen - set(LABELS):
        raise BadInput(f"没有“{min(unknown)}”这一组，可写：{'、'.join(LABELS)}")
    if wanted and wanted not in (*roll.villages, NOWHERE):
        raise BadInput(f"本站没有“{wanted}”，请核对「只办一个村」")
    found = {
        name: sorted(own, key=_walked)
        for name, people in roll.by_village().items()
        if wanted in ("", name)
        and (
            own := [
                each
                for each in people
                if each.is_to_ask and (not chosen or each.label.word in chosen)
            ]
        )
    }
    if not found:
        raise BadInput("没有要问的人：名单上的人都已有答复，或已参保")
    return found


def _walked(each: Listed) -> tuple[bool, Any, int]:
    """Return what orders people as they live; those of no household come last."""
    return not each.household, natural_key(each.household), each.key


def ask_villages(
    desk: Desk,
    write: Callable[[Roll, Sequence[Asking]], Sequence[str]],
    village: str = "",
    labels: Iterable[str] = (),
) -> tuple[Asking, ...]:
    """Record whom each village is asked about, and have the workbooks written: both or neither.

    ``write`` writes them and returns the names of the files, in the order of the askings.
    """
    with desk.writing("ask_uninsured"):
        roll = read_roll(desk)
        found = people_to_ask(roll, village, labels)
        askings = tuple(
            Asking(secrets.token_hex(4), name, tuple(people)) for name, people in found.items()
        )
        files = write(roll, askings)
        for asking, file in zip(askings, files, strict=True):
            kept = desk.store.add(
                UninsuredAsking(
                    mark=asking.mark,
                    village=asking.village,
                    file=file,
                    people=len(asking.people),
                    business_date=desk.business_date,
                    **desk.stamp(),
                )
            )
            desk.store.add_all(
                UninsuredAsked(station_id=desk.station_id, asking_id=kept.id, row_id=each.key)
                for each in asking.people
            )
        people = sum(len(each.people) for each in askings)
        desk.record("ask_uninsured", f"villages {len(askings)}", f"people {people}")
    return askings
