"""What the tests of the reports begin with."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.station.desk import Desk
from tests.built import Built, open_copy
from tests.reports.stations import Lived


@pytest.fixture
def lived(built: Built, tmp_path: Path) -> Iterator[Lived]:
    """Open an embedded station that has lived through two months, of a seed."""

    desks: list[Desk] = []

    def opened(seed: int) -> Desk:
        desks.append(open_copy(built.lived(seed), tmp_path / str(seed)))
        return desks[-1]

    yield opened
    for desk in desks:
        desk.store.close()
