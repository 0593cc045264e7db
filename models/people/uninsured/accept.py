"""Settling by hand: a whole group with one reason and one act, or one person."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from models.base.errors import BadInput
from models.base.text import check_clean, squeeze
from models.people.uninsured.label import LABELS
from models.people.uninsured.read import read_roll
from models.people.uninsured.reasons import REASONS, reason_of
from models.people.uninsured.values import NOWHERE, Listed, Roll
from models.station.desk import Desk
from models.store.tables.uninsured import UninsuredAnswer

_LONGEST = 100


@dataclass(frozen=True)
class Accepted:
    """How many got which reason."""

    reason: str
    people: int


def group_of(roll: Roll, label: str, village: str = "") -> tuple[Listed, ...]:
    """Return those of a label for whom nothing counts yet, in one village or in all.

    Raises BadInput for a label or a village that there is not.
    """
    check_asked(roll, label, village)
    return tuple(
        each
        for each in roll.people
        if each.label.word == label
        and each.standing.state == "none"
        and village in ("", each.village)
    )


def check_asked(roll: Roll, label: str, village: str) -> None:
    """Raise BadInput for a label or a village that there is not; empty stands for all."""
    if label and label not in LABELS:
        raise BadInput(f"没有“{label}”这一组，可写：{'、'.join(LABELS)}")
    if village and village not in (*roll.villages, NOWHERE):
        raise BadInput(f"本站没有“{village}”，请核对「只办一个村」")


def accept_group(
    desk: Desk,
    label: str,
    village: str = "",
    reason: str = "",
    note: str = "",
    seen: Collection[int] | None = None,
) -> Accepted:
    """Give everybody of a group the same reason: the label's own, unless another is given.

    ``seen`` are the keys of those who were looked at: only they, should more have come since.
    Raises BadInput for a group that gives no reason of itself, and where nobody is left.
    """
    chosen = checked_reason(reason) if reason else (label if label in REASONS else "")
    if not chosen and label in LABELS:
        raise BadInput(f"“{label}”要问过才知道原因：请下发各村，或写明「未参保的原因」")
    with desk.writing("answer_uninsured"):
        people = [
            each
            for each in group_of(read_roll(desk), label, squeeze(village))
            if seen is None or each.key in seen
        ]
        if not people:
            raise BadInput(f"“{label}”这一组没有还没定的人")
        note = _checked_note(note)
        _write(desk, people, chosen, lambda each: note or each.label.basis)
        desk.record("answer_uninsured", f"people {len(people)}", f"{label} as {chosen}")
    return Accepted(chosen, len(people))


def settle_people(desk: Desk, keys: Sequence[int], reason: str, note: str = "") -> Accepted:
    """Give chosen people a reason, whatever was said of them before.

    Raises BadInput for a key that nobody has, or a reason that is none.
    """
    chosen = checked_reason(reason)
    with desk.writing("answer_uninsured"):
        by_key = {row: each for each in read_roll(desk).people for row in each.rows}
        for key in keys:
            if key not in by_key:
                raise BadInput(f"名单上没有编号 {key}，请在「列出名单」里看编号")
        people = list({by_key[key].key: by_key[key] for key in keys}.values())
        note = _checked_note(note)
        _write(desk, people, chosen, lambda _: note)
        desk.record("answer_uninsured", f"people {len(people)}", f"as {chosen}")
    return Accepted(chosen, len(people))


def checked_reason(text: str) -> str:
    """Return the reason that is meant; BadInput lists those there are."""
    found = reason_of(text)
    if not found:
        raise BadInput(f"原因“{text[:20]}”不认识，可写：{'、'.join(REASONS)}")
    return found


def _checked_note(text: str) -> str:
    note = check_clean(squeeze(text), "备注")
    if len(note) > _LONGEST:
        raise BadInput(f"备注超过 {_LONGEST} 个字，请写短一些")
    return note


def _write(
    desk: Desk, people: Sequence[Listed], reason: str, note: Callable[[Listed], str]
) -> None:
    stamp = desk.stamp()
    desk.store.add_all(
        UninsuredAnswer(
            return_id=None,
            place=0,
            row_id=each.key,
            name=each.name,
            id_number=each.id_number,
            reason=reason,
            said=reason,
            note=note(each),
            phone="",
            business_date=desk.business_date,
            **stamp,
        )
        for each in people
    )
