"""The README's table of environment variables, written from the one place that reads them.

usage: python -m runtime.environment_table    puts the table into README.md, between its two marks
"""

from __future__ import annotations

import sys

from runtime.environment import VARIABLES
from runtime.paths import ROOT

BEGIN, END = "<!-- environment: begin -->", "<!-- environment: end -->"


def table() -> str:
    """The table, one row per variable, as it must stand between the marks."""
    rows = [f"| `{known.name}` | {known.kind} | {f'`{known.default}`' if known.default else '–'} | {known.help} |" for known in VARIABLES]
    return "\n".join(["| Variable | Kind | Default | Meaning |", "|---|---|---|---|", *rows])


def between_marks(text: str) -> str:
    """What stands between the marks of a README; empty when a mark is missing."""
    _before, begin, rest = text.partition(BEGIN)
    inside, end, _after = rest.partition(END)
    return inside.strip() if begin and end else ""


def main() -> int:
    """Entry point; the exit status: 1 when the README lacks the marks."""
    readme = ROOT / "README.md"
    before, begin, rest = readme.read_text(encoding="utf-8").partition(BEGIN)
    _old, end, after = rest.partition(END)
    if not (begin and end):
        sys.stderr.write(f"README.md lacks {BEGIN} or {END}.\n")
        return 1
    readme.write_text(f"{before}{begin}\n{table()}\n{end}{after}", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
