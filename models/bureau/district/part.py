"""The part of a sent report that programs read: its name, its format, its digest."""

import hashlib

SHEET = "机读数据"
FORMAT = "laobao-report-1"


def digest_of(text: str) -> str:
    """Return the SHA-256 of the part's JSON text, in hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()
