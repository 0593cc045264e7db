"""Receipt numbers: one sequence per station and year, without gaps."""

import re

from models.base.errors import BadInput


def receipt_number(year: int, serial: int) -> str:
    """Return a receipt number as printed: ``2019-000123``."""
    return f"{year}-{serial:06d}"


def parse_receipt_number(text: str) -> tuple[int, int]:
    """Return year and serial of a printed receipt number; raises BadInput for anything else."""
    match = re.fullmatch(r"(\d{4})-(\d{1,9})", text.strip())
    if match is None:
        raise BadInput(f"收据号“{text}”不认识，请写成 2019-000123")
    return int(match[1]), int(match[2])
