"""``python -m tests.judged.load``: reads the judged corpus, says what it holds, and that every judged query has an answer in it."""

from __future__ import annotations

import sys
from collections import Counter

from tests.judged.corpus import SharedMissing, corpus
from tests.judged.real import draws, judged


def main() -> int:
    """Print what there is; 0 as well where the real records are not on this machine, which is said."""
    try:
        kinds = Counter(known.file.partition("/")[0] for known in corpus().values())
    except SharedMissing as missing:
        print(missing)
        return 0
    for kind, count in sorted(kinds.items()):
        print(f"{count:7} {kind}")
    print(f"{sum(kinds.values()):7} records, {len(judged())} judged queries, {sum(map(len, draws().values()))} draws of known items")
    return 0


if __name__ == "__main__":
    sys.exit(main())
