"""What somebody answered about files of one sender's layout: asked once, known next month."""

from collections.abc import Mapping
from typing import NamedTuple

from models.station.desk import Desk
from models.store.tables.people import LayoutAnswer

_KNOWN = "SELECT asked, answer FROM layout_answer WHERE station_id = ? AND layout = ? ORDER BY id"


class _Answered(NamedTuple):
    asked: str
    answer: str


def layout_answers(desk: Desk, layout: str) -> dict[str, str]:
    """Return what was answered about a layout, the newest of each question."""
    return dict(desk.store.query(_Answered, _KNOWN, (desk.station_id, layout)))


def keep_layout_answers(desk: Desk, act: str, layout: str, given: Mapping[str, str]) -> None:
    """Keep answers about a layout that are not known yet; ``act`` is what they were given for."""
    known = layout_answers(desk, layout)
    new = {asked: answer for asked, answer in given.items() if known.get(asked) != answer}
    if not new:
        return
    with desk.writing(act):
        for asked, answer in new.items():
            desk.store.add(
                LayoutAnswer(
                    layout=layout,
                    asked=asked,
                    answer=answer,
                    business_date=desk.business_date,
                    **desk.stamp(),
                )
            )
        desk.record("answer_layout", "layout_answer", "、".join(f"{a}={b}" for a, b in new.items()))
