"""Deposited pictures made by the worker: how many of 40 megapixels a second, and the memory of all that makes them together."""

from __future__ import annotations

import resource
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from shutil import rmtree
from typing import Any

import psutil
from PIL import Image

from bench.table import Figure
from catalogue.pictures.making import AT_ONCE, Made, make

SIZE = 500
WIDE, TALL = 8000, 5000
LOOK = 0.02  # seconds between two looks at the memory
# What workshops deliver: name of the file → how many of ten, how Pillow saves it. A progressive JPEG is apart: its decoder holds it twice.
KINDS: dict[str, tuple[int, dict[str, Any]]] = {
    "photograph.jpg": (7, {"quality": 90}),
    "scan.tif": (2, {}),
    "scan.png": (1, {"compress_level": 1}),
}
PROGRESSIVE: dict[str, Any] = {"quality": 90, "progressive": True, "subsampling": "4:4:4"}


def figures(size: int) -> list[Figure]:
    """``size`` pictures, two at once as the worker does, without the storage; then a progressive JPEG for each hand."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        picture = _grained()
        for name, (_share, options) in KINDS.items():
            picture.save(folder / name, **options)
        picture.save(folder / "progressive.jpg", **PROGRESSIVE)
        del picture
        ten = [folder / name for name, (share, _options) in KINDS.items() for _ in range(share)]
        with _Memory() as memory:
            began, before = time.perf_counter(), _spent()
            good = _made([ten[number % len(ten)] for number in range(size)], folder)
            took, spent = time.perf_counter() - began, _spent() - before
        with _Memory() as heavy:
            _made([folder / "progressive.jpg"] * AT_ONCE, folder)
    told = "of ten, 7 JPEG, 2 TIFF, 1 PNG"
    return [
        Figure("pictures of 40 megapixels made a second", good / took, bar=2, detail=f"{good} of {size}; {told}"),
        Figure(
            "  seconds of the processor that each takes",
            spent / size,
            bar=AT_ONCE / 2,
            at_most=True,
            detail="whatever else the machine does: two hands on two processors make two a second of one second each",
        ),
        Figure(
            "  memory of the worker and its hands, MB",
            memory.most / 1e6,
            bar=600,
            at_most=True,
            detail="the highest sum of all its processes",
        ),
        Figure(
            "  the same with a progressive JPEG for each hand, MB", heavy.most / 1e6, bar=600, at_most=True, detail="one after the other"
        ),
    ]


def _made(sources: list[Path], folder: Path) -> int:
    """How many of these are made."""

    def one(number: int) -> bool:
        target = folder / str(number)
        try:
            return isinstance(make(sources[number], target), Made)
        finally:
            rmtree(target, ignore_errors=True)

    with ThreadPoolExecutor(AT_ONCE) as hands:
        return sum(hands.map(one, range(len(sources))))


def _spent() -> float:
    """Seconds of the processor that ended children have taken."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _grained() -> Image.Image:
    """Grain on a slope of light, as photographs have."""
    grain, light = Image.effect_noise((WIDE, TALL), 30), Image.radial_gradient("L").resize((WIDE, TALL))
    return Image.merge("RGB", (Image.blend(grain, light, 0.6), Image.blend(grain, light, 0.8), light))


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
