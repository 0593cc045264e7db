"""A clerk who enters one thing after another and says of each what she was told; see the test."""

import datetime as dt
import sys
from pathlib import Path

from models.base.errors import LaobaoError
from models.store.connect import open_store
from models.store.tables.station import Audit


def main(location: str, key_file: str, entries: int) -> None:
    """Enter audit lines, each a transaction; print what was said of each."""
    try:
        store = open_store(location, Path(key_file))
    except LaobaoError as error:
        print(f"closed 0 {error.message}", flush=True)
        return
    for number in range(1, entries + 1):
        try:
            with store.writing(1):
                line = Audit(
                    station_id=1,
                    recorded_at="2019-11-14T02:00:00Z",
                    operator_id=None,
                    business_date=dt.date(2019, 11, 14),
                    action="entered",
                    subject=str(number),
                    detail="长" * 4000,
                )
                store.add(line)
        except LaobaoError as error:
            print(f"told {number} {error.message}", flush=True)
        else:
            print(f"done {number}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
