"""How many filtered searches a machine answers at once: who is given a place, when, and what becomes of a place left behind."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from portal.public.door.slots import Slots


@pytest.fixture
def slots(tmp_path: Path) -> Slots:
    return Slots(tmp_path / "door", count=1)


def test_a_place_is_given_back_when_a_page_breaks(slots: Slots, tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), slots.place():
        raise RuntimeError
    with slots.place() as held:
        assert held


def test_a_place_rests_for_as_long_as_it_was_held(slots: Slots, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.public.door.slots.PATIENCE", 0)
    with slots.place():
        time.sleep(0.05)
    with slots.place() as at_once:
        assert not at_once
    monkeypatch.setattr("portal.public.door.slots.PATIENCE", 0.25)
    with slots.place() as a_moment_later:
        assert a_moment_later


def test_a_place_does_not_rest_for_a_clock_that_was_wrong(slots: Slots, tmp_path: Path) -> None:
    with slots.place():
        pass
    [place] = (tmp_path / "door").iterdir()
    os.utime(place, (time.time() + 3600,) * 2)
    with slots.place() as held:
        assert held


def test_two_processes_share_the_places(slots: Slots, tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from portal.public.door.slots import Slots\n"
        "with Slots(Path(sys.argv[1]), count=1).place() as held: print(held, flush=True); sys.stdin.read()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path / "door")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdout is not None and other.stdin is not None
    try:
        assert other.stdout.readline().strip() == "True"
        with slots.place() as held:
            assert not held
    finally:
        other.kill()  # its place goes with it, however it ends
        other.communicate()
    with slots.place() as held:
        assert held
