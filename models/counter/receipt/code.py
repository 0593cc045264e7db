"""The check code of a slip: keyed over everything printed on it, so that a forged paper shows."""

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import fields, replace

import msgspec

from models.counter.receipt.values import PrintedReceipt
from models.station.desk import Desk
from models.store.key import derived_key

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 8
_LOOK_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1", "-": "", " ": ""})


_NOT_PRINTED = {"payment_id", "code", "prints"}


def content_of(receipt: PrintedReceipt) -> str:
    """Return all that stands on a slip, as JSON: what its check code is of.

    Of the prints it is the one that the paper is. What follows from the rest (sums in words,
    the state) follows from it here too.
    """
    printed = {
        each.name: getattr(receipt, each.name)
        for each in fields(receipt)
        if each.name not in _NOT_PRINTED
    }
    printed |= {
        "cash": receipt.cash and receipt.cash._asdict(),
        "later": [each._asdict() for each in receipt.later],
        "print": receipt.last_print and receipt.last_print._asdict(),
    }
    return msgspec.json.encode(printed).decode()


def as_entered(receipt: PrintedReceipt) -> PrintedReceipt:
    """Return a slip as it was when it was entered, before anything happened or was printed."""
    lines = tuple(replace(line, is_reversed=False) for line in receipt.lines)
    return replace(receipt, lines=lines, later=(), prints=(), corrected_by="")


def check_code(desk: Desk, figures: Iterable[object]) -> str:
    """Return the code of what stands on a paper: eight letters and digits, ``7K3M-9Q2X``.

    The key is derived from the station's, so nobody without it can make a code. Letters
    that look like digits are not used.
    """
    text = "\n".join(map(str, figures))
    key = derived_key(desk.store.key_file, "receipt check code")
    number = int.from_bytes(hmac.digest(key, text.encode(), hashlib.sha256)[:8], "big")
    code = "".join(_ALPHABET[number >> 5 * place & 31] for place in range(_LENGTH))
    return f"{code[:4]}-{code[4:]}"


def is_code(typed: str, code: str) -> bool:
    """Whether a code as somebody typed it from a paper is the code."""
    return hmac.compare_digest(_plain(typed), _plain(code))


def _plain(code: str) -> str:
    plain = code.upper().translate(_LOOK_ALIKE)
    return plain if plain.isascii() else ""
