"""Draws and cuts every picture of the demonstration ahead of readers: ``python -m demonstration.iiif [--folder var/demonstration]``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from demonstration.iiif.store import Store
from demonstration.pages import all_digitised
from runtime.paths import var_dir


def main(argv: Sequence[str] | None = None) -> int:
    """Draw what is not yet drawn in the folder; 0."""
    parser = argparse.ArgumentParser(prog="python -m demonstration.iiif", description="Draw every picture of the demonstration ahead.")
    parser.add_argument("--folder", type=Path, default=var_dir() / "demonstration", help="where drawn pictures are kept")
    Store(parser.parse_args(argv).folder).draw_ahead(all_digitised())
    return 0


if __name__ == "__main__":
    sys.exit(main())
