"""A value of a few: declared with what it is called, typed either way, read in Chinese."""

from collections.abc import Mapping
from typing import Any

import click

from models.base.text import squeeze


class TitledChoice(click.Choice[str]):
    """One of some values, each with its Chinese title; scripts may write the value itself."""

    def __init__(self, titles: Mapping[Any, str]) -> None:
        super().__init__([str(each) for each in titles])
        self.titles = {str(each): title for each, title in titles.items()}

    @property
    def named(self) -> str:
        """The titles, to choose one from."""
        return "、".join(self.titles.values())

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the value that a title or the value itself means; click refuses any other."""
        typed = squeeze(str(value))
        meant = next((each for each, title in self.titles.items() if title == typed), typed)
        return super().convert(meant, param, ctx)
