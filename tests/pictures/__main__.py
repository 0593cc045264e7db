"""``make pictures``: draw the manual's pictures anew."""

import tempfile
from pathlib import Path

from tests.pictures.making import FOLDER, make_pictures


def main() -> None:
    """Replace every picture; what is no longer a scene is removed."""
    with tempfile.TemporaryDirectory() as folder:
        pictures = make_pictures(Path(folder))
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.svg"):
        old.unlink()
    for name, text in pictures.items():
        (FOLDER / f"{name}.svg").write_text(text, encoding="utf-8")
    print(f"{len(pictures)} 张图，在 {FOLDER}")


if __name__ == "__main__":
    main()
