"""Campaigns: played for a short while with every run of the suite, at length by `make soak`.

`make soak` throws a new seed, says it, and takes it again as `make soak DICE=...`. The ordinary
suite always plays the same.
"""

import os

import pytest

IS_SOAK = "LAOBAO_DICE" in os.environ
DICE = int(os.environ.get("LAOBAO_DICE", "0"))

campaign = pytest.mark.soak if IS_SOAK else pytest.mark.slow
"""Marks a test that is in both, and asks ``times`` how long it is to play."""


def thrown(few: int, many: int) -> range:
    """Return the seeds of plays that a test makes by itself."""
    return range(DICE, DICE + times(few, many))


def times(few: int, many: int) -> int:
    """Return how often to play: ``few`` times in the suite, ``many`` in a campaign."""
    return many if IS_SOAK else few
