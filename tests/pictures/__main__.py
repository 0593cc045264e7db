"""``make pictures``: draw the manual's pictures anew, and list all actions and rights."""

import tempfile
from pathlib import Path

from tests.pictures.actions import actions_page
from tests.pictures.making import FOLDER, make_pictures
from tests.pictures.rights import with_rights

ACTIONS_PAGE, MANUAL = FOLDER.parent / "功能一览.md", FOLDER.parent / "手册.md"


def main() -> None:
    """Replace the list and every picture; what is no longer a scene is removed."""
    ACTIONS_PAGE.write_text(actions_page(), encoding="utf-8")
    MANUAL.write_text(with_rights(MANUAL.read_text(encoding="utf-8")), encoding="utf-8")
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
