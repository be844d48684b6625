"""The engines side by side, without a page: rebuilt from PostgreSQL while they serve, then asked the twelve families of questions."""

from __future__ import annotations

import json
import subprocess
import sys

from bench.pages import ALONE, BARS
from bench.questions import Questions
from bench.site import ROOT, Site, percentile, site_of, wanted_engines
from bench.table import Figure

# Searches until it is told to stop (its standard input is closed), then prints how many searches came and how many failed.
SEARCHING = """
import json, sys, threading, django; django.setup()
from catalogue.search.engine import SearchUnavailable
from catalogue.search.request import SearchRequest
from catalogue.selectors.search import search
ended = threading.Event()
threading.Thread(target=lambda: (sys.stdin.read(), ended.set()), daemon=True).start()
came, failed, empty = 0, [], 0
while not ended.wait(0.05):
    try:
        empty += search(SearchRequest(words="histoire", facets=("century",))).total == 0
        came += 1
    except SearchUnavailable as error:
        failed.append(str(error))
print(json.dumps({"came": came, "empty": empty, "failed": failed[:5], "failures": len(failed)}))
"""

# Asks each question once and prints the milliseconds of each, as JSON.
ASKING = """
import json, sys, django; django.setup()
from django.http import QueryDict
from catalogue.selectors.search import search
from portal.shown.filters import WITH_TIMELINE
from portal.shown.query import parse
asked = [parse(QueryDict(question)).request(facets=WITH_TIMELINE) for question in json.load(sys.stdin)]
for request in asked[:12]:
    search(request)
print(json.dumps([search(request).took_ms for request in asked[12:]]))
"""


def figures(size: int) -> list[Figure]:
    """Every figure, engine by engine."""
    with site_of(size) as site:
        return [figure for engine in wanted_engines() for figure in _of_engine(site, engine, size)]


def _of_engine(site: Site, engine: str, size: int) -> list[Figure]:
    site.use(engine)
    site.environ["SEARCH_SECONDS"] = "30"
    built = site.build(engine)
    searched = _searched_meanwhile(site, engine)
    questions = Questions(size)
    asked = [questions.ask(family) for _ in range(ALONE + 1) for family in questions.families()]
    took = json.loads(site.run("-c", ASKING, given=json.dumps(asked)).strip().splitlines()[-1])
    return [
        Figure(f"{engine}: rebuild, documents a second", built, BARS[engine][1], detail=f"{size} records, process start included"),
        Figure(
            f"{engine}: searches that failed while it was rebuilt",
            searched["failures"] + searched["empty"],
            0,
            at_most=True,
            detail=f"of {searched['came']}{''.join(f', {reason}' for reason in searched['failed'])}",
        ),
        Figure(
            f"{engine}: its own time, median ms",
            percentile(took, 0.5),
            detail=f"{len(took)} questions, p95 {percentile(took, 0.95):.1f} ms",
        ),
    ]


def _searched_meanwhile(site: Site, engine: str) -> dict:
    """Rebuild once more while another process searches without end; what became of its searches."""
    searching = subprocess.Popen(
        [sys.executable, "-c", SEARCHING], cwd=ROOT, env=site.environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        site.run("manage.py", "rebuild_index", "--engine", engine)
    finally:
        told, _ = searching.communicate()
    return json.loads(told.strip().splitlines()[-1])
