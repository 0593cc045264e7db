"""The check code of a receipt: keyed over its figures, so that a forged paper shows."""

import hashlib
import hmac
from collections.abc import Iterable

from models.station.desk import Desk
from models.store.key import derived_key

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 8
_LOOK_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1", "-": "", " ": ""})


def check_code(desk: Desk, figures: Iterable[object]) -> str:
    """Return the code of a receipt's figures: eight letters and digits, ``7K3M-9Q2X``.

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
