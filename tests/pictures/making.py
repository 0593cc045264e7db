"""Making the manual's pictures: the demonstration station is built, and walked through."""

import csv
import os
from pathlib import Path

from models.store.connect import create_store
from seed.demo.station import build_demonstration
from tests.pictures.drawing import picture_of
from tests.pictures.scenes import PRINTED, VISITS, Printed, Visit
from tests.pictures.stopped_clock import stopped
from tests.tui.terminal import Terminal

FOLDER = Path(__file__).parents[2] / "docs" / "图"
_PROGRAM = "tests.pictures.stopped_clock"
_KEY = "5" * 64
_SLIPS = (
    "SELECT terminal, batch, trace, slip_date, amount_fen, reference FROM slip "
    "WHERE slip_date = '2019-10-23' ORDER BY id"
)


def make_pictures(folder: Path) -> dict[str, str]:
    """Return every picture by its name; ``folder`` holds the station meanwhile."""
    key_file = folder / "key"
    with os.fdopen(os.open(key_file, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
        file.write(_KEY)
    store = create_store(str(folder / "station.db"), key_file)
    with stopped:
        build_demonstration(store, operator="wangfang")
    _write_statement(folder, store.rows(_SLIPS))
    store.close()
    pictures: dict[str, str] = {}
    for visit in VISITS:
        pictures |= _walk(folder, visit)
    return pictures | {each.name: _print(folder, each) for each in PRINTED}


def _walk(folder: Path, visit: Visit) -> dict[str, str]:
    for words in visit.before:
        _run(folder, visit.day, words)
    terminal = Terminal(*_options(folder, visit.day), folder=folder, module=_PROGRAM)
    terminal.wait_for("F2 收费")
    pictures = {}
    for scene in visit.scenes:
        for keys, text in scene.steps:
            terminal.settled()
            terminal.send(keys)
            terminal.wait_for(text)
        terminal.settled()
        pictures[scene.name] = picture_of(terminal.screen)
    terminal.close()
    return pictures


def _print(folder: Path, printed: Printed) -> str:
    words = [*_options(folder, "2019-10-24"), *printed.words]
    terminal = Terminal(*words, folder=folder, module=_PROGRAM, size=(80, printed.rows))
    terminal.take(f"$ laobao {' '.join(printed.words)}\r\n".encode())
    assert terminal.wait_for_end() == 0, terminal.text
    terminal.screen.lines = len(terminal.text.rstrip().splitlines())
    return picture_of(terminal.screen)


def _run(folder: Path, day: str, words: tuple[str, ...]) -> None:
    terminal = Terminal(*_options(folder, day), *words, folder=folder, module=_PROGRAM)
    assert terminal.wait_for_end() == 0, terminal.text


def _options(folder: Path, day: str) -> tuple[str, ...]:
    return (
        "--store", str(folder / "station.db"), "--key-file", str(folder / "key"),
        "--on", day, "--operator", "wangfang",
    )  # fmt: skip


def _write_statement(folder: Path, slips: list[tuple[object, ...]]) -> None:
    """Write the acquirer's statement of a day: one line missing, one changed, one too many."""
    rows = [list(each) for each in slips[1:]]
    rows[0][4] = int(str(rows[0][4])) - 150
    rows.append([*rows[-1][:2], "900001", "2019-10-23", 25000, ""])
    with (folder / "对账单.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(
            ["终端号", "交易批次号", "凭证号", "交易时间", "交易金额", "参考号", "交易类型"]
        )
        for terminal, batch, trace, day, fen, reference in rows:
            yuan = f"{int(str(fen)) / 100:.2f}"
            writer.writerow([terminal, batch, trace, f"{day} 09:30:00", yuan, reference, "消费"])
