"""``laobao`` with its clock stopped, so that a picture is the same whenever it is made."""

import datetime as dt
from unittest.mock import patch

import models.base.clock

stopped = patch.multiple(
    models.base.clock,
    timestamp=lambda: "2019-10-24T02:31:00Z",
    today=lambda: dt.date(2019, 10, 24),
)

if __name__ == "__main__":
    from tests.tui.played import run

    with stopped:
        run()
