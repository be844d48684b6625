"""``python -m bench [NAME …] [--size N]``: measure, and print one table."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from bench import door, harvest, indexing, pages, readers, upsert
from bench.table import HEADER, Figure

BENCHES: dict[str, Callable[[int], list[Figure]]] = {
    "readers": lambda size: readers.figures(),
    "upsert": lambda size: upsert.figures(min(size, 20_000)),
    "indexing": indexing.figures,
    "harvest": harvest.figures,
    "door": door.figures,
    "pages": lambda size: pages.figures(),
}


def main() -> None:
    """Run the benches that were named, all of them by default."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measures the portal's figures as ratios, in one run.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"among {', '.join(BENCHES)}; all by default")
    parser.add_argument("--size", type=int, default=100_000, help="records of the harvest bench (100000)")
    arguments = parser.parse_args()
    unknown = set(arguments.names) - set(BENCHES)
    if unknown:
        parser.error(f"no bench is called {', '.join(sorted(unknown))}")
    print(HEADER)
    for name in arguments.names or BENCHES:
        for figure in BENCHES[name](arguments.size):
            print(figure.line(), flush=True)


if __name__ == "__main__":
    main()
