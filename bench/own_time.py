"""What the engine itself takes for some questions: ``python -m bench.own_time QUESTION …`` prints the median milliseconds."""

from __future__ import annotations

import statistics
import sys

import django


def main(asked: list[str]) -> None:
    """Search as the page of results does, without the page."""
    django.setup()
    from django.http import QueryDict

    from catalogue.selectors import search
    from portal.shown.filters import WITH_TIMELINE
    from portal.shown.query import parse

    requests = [parse(QueryDict(question)).request(facets=WITH_TIMELINE) for question in asked]
    for request in requests[:12]:
        search.search(request)
    print(statistics.median(search.search(request).took_ms for request in requests[12:]))


if __name__ == "__main__":
    main(sys.argv[1:])
