"""What the global options say, and the desk they lead to."""

import datetime as dt
import os
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from models.base import clock
from models.base.errors import BadInput
from models.base.text import check_clean, mask_id, mask_phone, squeeze
from tui.frame.folders import config_file, data_file

if TYPE_CHECKING:
    import click

    from models.station.desk import Desk

_OPERATOR = "local"


@dataclass
class Session:
    """One call of the program: which store, which key, which day, which operator.

    ``unmask``: why identity numbers are to be shown in full. ``known``: the store is to be seen
    as it was known at the end of that day, ``known_before`` at a moment as the store keeps it.
    ``command`` is the one being run; ``is_on_screen``: a
    screen shows what it prints.
    """

    store: str = field(default_factory=lambda: os.environ.get("LAOBAO_STORE", ""))
    key_file: Path | None = None
    on: dt.date | None = None
    operator: str = _OPERATOR
    known: dt.date | None = None
    known_before: str = ""
    unmask: str = ""
    command: "click.Command | None" = None
    is_on_screen: bool = False

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
        """The desk in the session's store; opened on first use, by a registered operator alone."""
        from models.station.desk import admit
        from models.store.connect import open_store
        from tui.frame.notices import sit_down

        store = open_store(self.location, self.key_path)
        station = admit(store, self.operator, self.business_date)
        if self.unmask:
            self._unmask(sit_down(store, self.business_date, self.operator))
        if self.known is not None:
            from models.store.past import see_as_known

            see_as_known(store, station.id, self.known)
        if self.known_before:
            from models.store.past import see_as_known_before

            see_as_known_before(store, station.id, self.known_before)
        desk = sit_down(store, self.business_date, self.operator)
        self._tell_of_clock(desk)
        return desk

    def number(self, id_number: str) -> str:
        """Return an identity number as this call may show it."""
        return id_number if self.unmask else mask_id(id_number)

    def phone(self, phone: str) -> str:
        """Return a telephone number as this call may show it."""
        return phone if self.unmask else mask_phone(phone)

    def export(self, path: Path) -> None:
        """Keep in the trail that a file is about to be written, unless it speaks of no store."""
        from models.checks.trail import record_export

        if "desk" in vars(self):
            record_export(self.desk, path.name)

    def _tell_of_clock(self, desk: "Desk") -> None:
        """Say on standard error that the clock was set back; the counter has a line for it."""
        import click

        from models.station.clock_set_back import clock_words

        is_command = self.command is not None and not self.is_on_screen
        if is_command and (words := clock_words(desk)):
            click.echo(f"！{words}", err=True)

    def _unmask(self, desk: "Desk") -> None:
        """Keep in the trail who sees numbers in full, where, and why; Denied for who may not."""
        reason = check_clean(squeeze(self.unmask), "理由")
        if not reason:
            raise BadInput("显示完整证件号码要写明为什么")
        with desk.writing("unmask"):
            desk.record("unmask", self.command.name or "" if self.command else "", reason)
