"""Deposited pictures made by the worker: how many of 40 megapixels a second, and the memory of all that makes them together."""

from __future__ import annotations

import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
from PIL import Image

from bench.table import Figure
from catalogue.pictures.making import AT_ONCE, Made, make

SIZE = 12
WIDE, TALL = 8000, 5000
LOOK = 0.02  # seconds between two looks at the memory


def figures(size: int) -> list[Figure]:
    """``size`` photographs, two at once as the worker has them; without the storage, whose pace is its own."""
    with tempfile.TemporaryDirectory() as place:
        source = Path(place) / "photograph.jpg"
        weight = _photograph(source)
        with _Memory() as memory, ThreadPoolExecutor(AT_ONCE) as hands:
            began = time.perf_counter()
            made = list(hands.map(lambda number: make(source, Path(place) / str(number)), range(size)))
            took = time.perf_counter() - began
    good = sum(isinstance(one, Made) for one in made)
    detail = f"{good} of {size} photographs of {WIDE} × {TALL}, {weight / 1e6:.0f} MB each"
    return [
        Figure("pictures of 40 megapixels made a second", good / took, bar=2, detail=detail),
        Figure(
            "  memory of the worker and its hands, MB",
            memory.most / 1e6,
            bar=600,
            at_most=True,
            detail="the highest sum of all its processes",
        ),
    ]


def _photograph(path: Path) -> int:
    """Grain on a slope of light, as photographs have; its bytes."""
    grain, light = Image.effect_noise((WIDE, TALL), 30), Image.radial_gradient("L").resize((WIDE, TALL))
    mixed = Image.blend(grain, light, 0.6)
    Image.merge("RGB", (mixed, Image.blend(grain, light, 0.8), light)).save(path, quality=90)
    return path.stat().st_size


class _Memory:
    """The most that this process and its children had together; what the drawing took before does not count."""

    def __enter__(self) -> _Memory:
        self.most, self._end = 0, threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        self._thread.join()

    def _watch(self) -> None:
        own = psutil.Process()
        while not self._end.wait(LOOK):
            self.most = max(self.most, sum(map(_held, [own, *own.children(recursive=True)])))


def _held(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.Error:
        return 0
