"""Partners' pictures kept on disk: bounded, young or stale, and never in the way."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from harvest.pictures.keeping import KeptFiles

MEGABYTE = 1_000_000


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[KeptFiles]:
    """An empty folder for four megabytes."""
    files = KeptFiles(tmp_path / "pictures", bound=4 * MEGABYTE)
    yield files
    files.close()


def weight(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*.val"))


def test_the_disk_holds_no_more_than_its_bound(kept: KeptFiles) -> None:
    for number in range(100):
        kept.put(str(number), bytes(200_000))
        assert weight(kept.folder) <= kept.bound + 200_000
    assert weight(kept.folder) > kept.bound / 3, "the room is used"
    last = kept.get("99")
    assert last is not None and len(last.data) == 200_000 and last.age < 60
    assert kept.get("0") is None and kept.get("nothing") is None


def test_what_readers_look_at_stays_and_what_nobody_reads_leaves(kept: KeptFiles) -> None:
    kept.put("cover", bytes(200_000))
    kept.put("forgotten", bytes(200_000))
    for number in range(60):
        kept.put(str(number), bytes(200_000))
        assert kept.get("cover") is not None
    assert kept.get("forgotten") is None


def test_what_is_stale_is_still_there_with_its_age(kept: KeptFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    kept.put("manifest", b"{}")
    later = time.time() + 40 * 86_400
    monkeypatch.setattr("harvest.pictures.keeping.time.time", lambda: later)
    found = kept.get("manifest")
    assert found is not None and found.data == b"{}" and 39 * 86_400 < found.age < 41 * 86_400


def test_a_later_version_takes_the_place_of_the_first(kept: KeptFiles) -> None:
    kept.put("manifest", b"first")
    kept.put("manifest", b"second")
    found = kept.get("manifest")
    assert found is not None and found.data == b"second"


def test_two_processes_and_their_threads_share_one_folder(kept: KeptFiles) -> None:
    other = KeptFiles(kept.folder, bound=kept.bound)
    try:
        with ThreadPoolExecutor(4) as pool:
            for files in (kept, other):
                list(pool.map(lambda number, files=files: files.put(f"picture {number}", bytes([number]) * 1000), range(40)))
        for number in range(40):
            found = other.get(f"picture {number}")
            assert found is not None and found.data == bytes([number]) * 1000
    finally:
        other.close()


def test_a_disk_that_cannot_be_written_keeps_nothing_and_breaks_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    files = KeptFiles(tmp_path / "file", bound=10)
    files.put("a", b"b")
    assert files.get("a") is None


def test_an_index_that_was_damaged_keeps_nothing_and_breaks_nothing(tmp_path: Path) -> None:
    (tmp_path / "cache.db").write_bytes(b"this is no database" * 1000)
    files = KeptFiles(tmp_path, bound=10)
    files.put("a", b"b")
    assert files.get("a") is None
