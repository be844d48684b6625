"""In which order the files of tests go to the processes of a parallel run: the longest first, so that none is left alone at the end."""

from __future__ import annotations

from typing import Any

from xdist.scheduler import LoadFileScheduling

# Minutes each, of few tests: left to the end, one process would work while the others are idle.
LONG = ("tests/crash/", "tests/journeys/", "tests/bench/")
# One portal is started for all of these by the process that runs them.
TOGETHER = ("tests/journeys/",)


def scope(nodeid: str) -> str:
    """What goes to one process as a whole: the file of a test, or the folder whose tests share a portal."""
    return next((folder for folder in TOGETHER if nodeid.startswith(folder)), nodeid.partition("::")[0])


def rank(name: str, tests: int) -> tuple[int, int]:
    """The place of a scope in the queue: long folders as listed, then by number of tests."""
    place = next((number for number, folder in enumerate(LONG) if name.startswith(folder)), len(LONG))
    return place, -tests


class LongestFirst(LoadFileScheduling):
    """Files whole, the longest first."""

    def _split_scope(self, nodeid: str) -> str:
        return scope(nodeid)

    def _assign_work_unit(self, node: Any) -> None:
        first = min(self.workqueue, key=lambda name: rank(name, len(self.workqueue[name])))
        self.workqueue.move_to_end(first, last=False)
        super()._assign_work_unit(node)
