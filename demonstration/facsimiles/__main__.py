"""Draws the pictures into a folder: ``python -m demonstration.facsimiles --folder pictures [name of a notice …]``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from demonstration.facsimiles.draw import draw, genre
from demonstration.notices import all_notices


def main(argv: Sequence[str] | None = None) -> int:
    """Draw the notices named, or all that are digitised; 1 with a sentence when a name is that of no digitised notice."""
    parser = argparse.ArgumentParser(
        prog="python -m demonstration.facsimiles", description="Draw the digitised pages of the demonstration."
    )
    parser.add_argument("--folder", type=Path, required=True, help="where the pictures go, as JPEG")
    parser.add_argument("notices", nargs="*", help="names of notices; all the digitised ones when none is given")
    chosen = parser.parse_args(argv)
    digitised = {notice.slug: notice for notice in all_notices() if notice.digitised}
    unknown = [name for name in chosen.notices if name not in digitised]
    if unknown:
        sys.stderr.write(f"No digitised notice of the demonstration is called {', '.join(unknown)}.\n")
        return 1
    chosen.folder.mkdir(parents=True, exist_ok=True)
    for slug in chosen.notices or digitised:
        path = chosen.folder / f"{slug}.jpg"
        draw(digitised[slug]).save(path, quality=86)
        sys.stdout.write(f"{path} ({genre(digitised[slug])})\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
