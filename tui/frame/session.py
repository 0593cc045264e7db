"""What the global options say, and the desk they lead to."""

import datetime as dt
import os
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_config_path, user_data_path

from models.base import clock

if TYPE_CHECKING:
    from models.station.desk import Desk

_NAME = "laobao"
_OPERATOR = "local"


def data_file(name: str) -> Path:
    """Return the path of a file in the user's data folder."""
    return user_data_path(_NAME, appauthor=False) / name


def config_file(name: str) -> Path:
    """Return the path of a file in the user's configuration folder."""
    return user_config_path(_NAME, appauthor=False) / name


@dataclass
class Session:
    """One call of the program: which store, which key, which day, which operator.

    ``known``: the store is to be seen as it was known at the end of that day.
    """

    store: str = field(default_factory=lambda: os.environ.get("LAOBAO_STORE", ""))
    key_file: Path | None = None
    on: dt.date | None = None
    operator: str = _OPERATOR
    known: dt.date | None = None

    @property
    def location(self) -> str:
        """The store's path or URL: as given, else in the user's data folder."""
        return self.store or str(data_file("station.db"))

    @property
    def key_path(self) -> Path:
        """The key file: as given, else beside the configuration (never beside the store)."""
        return self.key_file or config_file("station.key")

    @property
    def business_date(self) -> dt.date:
        """The day entries are made for: as given, else today."""
        return self.on or clock.today()

    @cached_property
    def desk(self) -> "Desk":
        """The desk in the session's store; opened on first use."""
        from models.station.desk import open_desk, station_of
        from models.store.connect import open_store
        from tui.frame.notices import find_notice

        store = open_store(self.location, self.key_path)
        if self.known is not None:
            from models.store.past import see_as_known

            see_as_known(store, station_of(store, self.operator).id, self.known)
        return open_desk(store, find_notice, self.business_date, self.operator)
