"""``python -m bench [NAME …] [--size N] [--rounds N] [--engine NAME] [--keep FOLDER]``: measure, and print one table."""

from __future__ import annotations

import argparse
import os
import traceback
from collections.abc import Callable

from bench import (
    away,
    clustering,
    dates,
    deposits,
    door,
    engines,
    finding_aids,
    fonds_grids,
    harvest,
    indexing,
    lighthouse,
    local_interest,
    migration,
    oai,
    pages,
    press,
    publication,
    readers,
    readership,
    record_form,
    region,
    siege,
    site,
    twins,
    upsert,
)
from bench.rounds import VARIABLE
from bench.table import HEADER, Figure, NotMeasured

# What measures, and over how many records unless told otherwise.
BENCHES: dict[str, tuple[Callable[[int], list[Figure]], int]] = {
    "readers": (lambda size: readers.figures(), 0),
    "dates": (lambda size: dates.figures(), 0),
    "record": (record_form.figures, 0),
    "twins": (twins.figures, twins.MOST),
    "upsert": (upsert.figures, 20_000),
    "indexing": (indexing.figures, 50_000),
    "publication": (publication.figures, 100_000),
    "migration": (migration.figures, 100_000),
    "finding_aids": (finding_aids.figures, 100_000),
    "fonds_grids": (fonds_grids.figures, 2_000),
    "region": (region.figures, 1_000_000),
    "clustering": (clustering.figures, clustering.MILLION),
    "harvest": (harvest.figures, 100_000),
    "oai": (oai.figures, 100_000),
    "door": (door.figures, 100_000),
    "readership": (readership.figures, 20_000),
    "siege": (siege.figures, 20_000),
    "away": (away.figures, 1_000),
    "engines": (engines.figures, 100_000),
    "deposits": (deposits.figures, deposits.SIZE),
    "local_interest": (local_interest.figures, 1_000_000),
    "press": (press.figures, 73_000),
    "lighthouse": (lambda size: lighthouse.figures(), 0),
    "pages": (pages.figures, pages.SIZE),
}


def main() -> None:
    """Run the benches that were named, all of them by default."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measures the portal's figures as ratios, in one run.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"among {', '.join(BENCHES)}; all by default")
    parser.add_argument("--size", type=int, help="records of each bench; by default its own, a million for that of pages")
    parser.add_argument("--engine", action="append", choices=sorted(pages.BARS), help="measure this engine only; may be repeated")
    parser.add_argument("--keep", metavar="FOLDER", help="keep the databases and the indexes there, for the next runs")
    parser.add_argument("--rounds", type=int, help="how often each measure is taken; by default three times or so, for their median")
    arguments = parser.parse_args()
    unknown = set(arguments.names) - set(BENCHES)
    if unknown:
        parser.error(f"no bench is called {', '.join(sorted(unknown))}")
    if "elasticsearch" in (arguments.engine or ()) and not os.environ.get("ELASTICSEARCH_URL"):
        parser.error("ELASTICSEARCH_URL is not set")
    if arguments.keep:
        os.environ[site.KEEP] = arguments.keep
    if arguments.rounds:
        os.environ[VARIABLE] = str(arguments.rounds)
    if arguments.engine:
        os.environ[site.ENGINES] = " ".join(arguments.engine)
    print(HEADER)
    failed = []
    for name in arguments.names or BENCHES:
        measure, usual = BENCHES[name]
        try:
            for figure in measure(arguments.size or usual):
                print(figure.line(), flush=True)
        except NotMeasured as reason:
            print(f"{name}: not measured: {reason}", flush=True)
        except Exception:
            failed.append(name)
            traceback.print_exc()
            print(f"{name}: failed", flush=True)
    if failed:
        parser.exit(1, f"failed: {', '.join(failed)}\n")


if __name__ == "__main__":
    main()
