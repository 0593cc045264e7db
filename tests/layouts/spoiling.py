"""Spoiling files the way people, programs and disks do: headings, merges, sheets, kinds, bytes."""

import datetime as dt
import random
import re
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.layouts.book import Formula, Leaf, Shown, Value

_STRANGE: tuple[Value, ...] = (
    "", " ", "0", "合计", "-", "#N/A", "TRUE", "=1+1", "'", '"', "\u202e", "\ue000", "姓名",
    "青山村", "长" * 300, "1" * 40, "43119919800506001X", "2019-02-30", "11-13", "250,00", "￥-",
    "1e308", "\x01", '=""', "null", "（）", "[", "第１行\n第二行", "99999999999999999999.99",
    "二〇一九年", "2019-13", 0, -1, 0.1 + 0.2, 1e300, -1e-300, 43783, 43783.999999,
    431199198005060017, 10**15, 2958466, dt.date(2019, 11, 5), dt.date(1900, 3, 1),
    dt.datetime.fromisoformat("9999-12-31 23:59:59.999"),
    Formula("#N/A"), Formula("#REF!"), Shown(1, 4), Shown(0, 18),
)  # fmt: skip


def spoil_sheets(dice: random.Random) -> Callable[[list[Leaf]], None]:
    """Return what changes a few things in the sheets of a file."""

    def change(leaves: list[Leaf]) -> None:
        for _ in range(dice.randint(0, 4)):
            dice.choice(_CHANGES)(dice, leaves)

    return change


def _cell(dice: random.Random, leaves: list[Leaf]) -> None:
    rows = [row for row in dice.choice(leaves).rows if row]
    for _ in range(dice.randint(1, 5) if rows else 0):
        row = dice.choice(rows)
        row[dice.randrange(len(row))] = dice.choice(_STRANGE)


def _column(dice: random.Random, leaves: list[Leaf]) -> None:
    """Drop a column, add it once more, put it elsewhere, or make all of it something else."""
    leaf = dice.choice(leaves)
    width = max(map(len, leaf.rows), default=0)
    if not width:
        return
    at, to, what = dice.randrange(width), dice.randrange(width), dice.randrange(4)
    value = dice.choice(_STRANGE)
    for row in leaf.rows:
        if at < len(row):
            cell = row.pop(at) if what in (0, 2) else row[at]
            if what in (1, 2):
                row.insert(min(to, len(row)), cell)
            elif what == 3:
                row[at] = value


def _row(dice: random.Random, leaves: list[Leaf]) -> None:
    """Drop a row (perhaps the headings), add it once more, shift it, or lose all others."""
    rows = dice.choice(leaves).rows
    if not rows:
        return
    at, what = dice.randrange(min(len(rows), 12)), dice.randrange(5)
    row = rows[at]
    if what == 0:
        del rows[at]
    elif what == 1:
        rows.insert(dice.randrange(len(rows)), list(row))
    elif what == 2:
        row.insert(0, dice.choice(_STRANGE))
    elif what == 3:
        del rows[at + 1 :]
    else:
        rows[at:at] = [[] for _ in range(dice.choice((1, 40)))]


def _merge(dice: random.Random, leaves: list[Leaf]) -> None:
    leaf = dice.choice(leaves)
    first, left = dice.randrange(max(len(leaf.rows), 1) + 5), dice.randrange(20)
    area = (first, first + dice.choice((0, 1, 3, 900)), left, left + dice.choice((0, 1, 4)))
    if area[0] != area[1] or area[2] != area[3]:
        leaf.merged.append(area)


def _sheets(dice: random.Random, leaves: list[Leaf]) -> None:
    leaf, what = dice.choice(leaves), dice.randrange(5)
    if what == 0:
        leaf.name = dice.choice(("合计", "青山村", " ", "《》", "a" * 31, "1"))
        leaf.name += str(len(leaves)) if any(leaf.name == each.name for each in leaves) else ""
    elif what == 1:
        leaves.append(Leaf(f"另{len(leaves)}", [list(row) for row in leaf.rows], leaf.merged[:]))
    elif what == 2:
        leaves.append(Leaf(f"空{len(leaves)}"))
    elif what == 3:
        leaves.reverse()
    elif any(not each.is_hidden for each in leaves if each is not leaf):
        leaf.is_hidden = True
    leaf.name = leaf.name[:31]


def _hidden(dice: random.Random, leaves: list[Leaf]) -> None:
    leaf = dice.choice(leaves)
    leaf.hidden_rows += [dice.randrange(200)]
    leaf.hidden_columns += [dice.randrange(200)]


_CHANGES: Sequence[Callable[[random.Random, list[Leaf]], None]] = (
    _cell, _cell, _column, _row, _merge, _sheets, _hidden,
)  # fmt: skip


def spoil_bytes(dice: random.Random, path: Path) -> None:
    """Spoil a written file, or leave it."""
    what = dice.randrange(6)
    data = bytearray(path.read_bytes())
    if what == 0:
        for _ in range(dice.choice((1, 3, 50))):
            data[dice.randrange(len(data))] = dice.randrange(256)
    elif what == 1:
        del data[dice.randrange(len(data)) :]
    elif what == 2:
        at = dice.randrange(len(data))
        data[at:at] = dice.choice((b"\0", b'"', b"\xff", "村".encode("gb18030"), b"\r", b"\t,;"))
    elif what in (3, 4) and data.startswith(b"PK"):
        _spoil_parts(dice, path)
        return
    path.write_bytes(data)


def _merged(*areas: bytes) -> bytes:
    cells = b"".join(b'<mergeCell ref="%s"/>' % each for each in areas)
    return b"</sheetData><mergeCells>" + cells + b"</mergeCells>"


_XML: tuple[tuple[bytes, tuple[bytes, ...]], ...] = (
    (
        rb'<dimension ref="[^"]*"',
        (b'<dimension ref="A1:XFD1048576"', b'<dimension ref="Z9:A1"', b'<dimension ref=""'),
    ),
    (
        rb'<c r="[A-Z]+\d+"',
        (b"<c", b'<c r="A0"', b'<c r="ZZZ9"', b'<c r="1A"', b'<c r="B2"'),
    ),
    (rb't="s"', (b't="x"', b't="b"', b't="d"', b't="e"', b"", b't="inlineStr"')),
    (
        rb"<v>[^<]*</v>",
        tuple(b"<v>%s</v>" % each for each in (b"99999999", b"-1", b"x", b"", b"NaN", b"1e999")),
    ),
    (
        rb'<row r="\d+"',
        (b"<row", b'<row r="0"', b'<row r="-1"', b'<row r="1048577"', b'<row r="a"'),
    ),
    (
        rb"</sheetData>",
        (
            _merged(b"A1:C9", b"B2:D4"),
            _merged(b"XFC1048570:XFD1048576"),
            *map(_merged, (b"A0:B0", b"", b"C9:A1", b"A1")),
        ),
    ),
    (rb'name="[^"]*"', (b'name=""', b'name="A"', b"")),
    (rb'r:id="[^"]*"', (b'r:id="rId99"', b"")),
    (rb'formatCode="[^"]*"', (b'formatCode=""', b'formatCode="[h]:mm"')),
    (rb'hidden="1"', (b'hidden="x"',)),
    (rb'min="\d+"', (b'min="-5"', b'min="x"', b'min="99999999"')),
    (rb"<si>", (b"<si><t>", b"", b"<si/><si>")),
    (rb'encoding="UTF-8"', (b'encoding="GBK"', b'encoding="UTF-16"', b'encoding="x"')),
)


def _spoil_parts(dice: random.Random, path: Path) -> None:
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    for _ in range(dice.randint(1, 3)):
        pattern, others = dice.choice(_XML)
        for name, part in parts.items():
            if re.search(pattern, part):
                count = dice.choice((0, 1, 1))
                other = dice.choice(others)
                parts[name] = re.sub(pattern, lambda _, other=other: other, part, count=count)  # type: ignore[misc]
    if dice.randrange(4) == 0:
        del parts[dice.choice(list(parts))]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, part in parts.items():
            book.writestr(name, part)
