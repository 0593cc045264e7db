"""The program on a station on disk, called as a script calls it."""

from tests.tui.conftest import own_folders, station  # noqa: F401
