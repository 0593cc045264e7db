"""A station through the command line on whatever days a test says: lists, quotes, money."""

from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

from tests.tui.calling import Answer, Caller


class Station:
    """A station on disk, called on whatever day a test says."""

    def __init__(self, call: Callable[[str], Caller], folder: Path) -> None:
        self._call, self._folder, self._traces = call, folder, count(1)

    def on(self, day: str, *words: str) -> Answer:
        """Call the program on a day; it must not fail."""
        answer = self._call(day)(*words)
        assert answer.status == 0, answer.error
        return answer

    def refused(self, day: str, *words: str) -> str:
        """Call the program on a day and return the code of the refusal it prints."""
        answer = self._call(day)(*words, "--json")
        assert answer.status == 1
        return str(answer.json["refused"]["code"])

    def bring(self, day: str, kind: str, head: str, *rows: str, words: tuple[str, ...] = ()) -> Any:
        """Import a list of one kind and return what the program says of it."""
        path = self._folder / f"{kind}-{day}.csv"
        path.write_text("\n".join((head, *rows)), encoding="utf-8")
        return self.on(day, "import", kind, str(path), *words, "--json").json

    def quotes(self, day: str, household: str) -> list[dict[str, Any]]:
        """Return the members' medical quotes, in the order of the roster; other years in each."""
        members = self.on(day, "family", household, "--json").json["members"]
        medical = [each["insurances"]["medical"] for each in members]
        return [each["quote"] | {"others": each["others"]} for each in medical]

    def report(self, day: str, period: str) -> dict[str, Any]:
        """Return the medical part of a half-monthly report."""
        document = self.on(day, "report", "half-month", period, "--json").json
        medical: dict[str, Any] = document["insurances"]["medical"]
        return medical

    def slip(self) -> tuple[str, ...]:
        """Return the words of a new slip."""
        numbers = ("--terminal", "12345678", "--batch", "000001")
        return (*numbers, "--trace", f"{next(self._traces):06d}")

    def pay(self, day: str, household: str, *words: str) -> int:
        """Take the medical premium of a household; returns what was taken, in yuan."""
        paid = ("pay", household, "--insurance", "medical", *self.slip(), *words, "--json")
        return int(self.on(day, *paid).json["amount_fen"]) // 100

    def begins(self, day: str, receipt: str) -> str:
        """Return the day from which a receipt promises benefits."""
        text = self.on(day, "receipt", receipt).out
        return text.partition("待遇自 ")[2][:10]
