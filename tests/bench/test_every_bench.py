"""Does every bench of one run give its figures, or say why it cannot, in the clone of a user who has no shared data?"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bench.__main__ import BENCHES
from bench.own_database import alone
from bench.table import Figure, NotMeasured

ROOT = Path(__file__).resolve().parents[2]
SERVED = ("harvest", "engines", "pages")  # they start servers and rebuild indexes: five minutes, even for few records
LONG = (
    "door",
    "siege",
    "away",
    "migration",
    "lighthouse",
    "deposits",
)  # crowds, attacks, old releases, browsers, photographs: minutes, whatever the size


def run_together(*names: str, size: int, absent: Path) -> str:
    """One ``python -m bench`` of these, without the real records; what it printed."""
    environ = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "ELASTICSEARCH_URL", "VAR_DIR")}
    command = [sys.executable, "-m", "bench", *names, "--size", str(size), "--rounds", "1"]
    done = subprocess.run(
        command, cwd=ROOT, env=environ | {"TRABOULE_SHARED": str(absent)}, capture_output=True, text=True, check=False, timeout=900
    )
    assert done.returncode == 0, done.stdout + done.stderr[-3000:]
    return done.stdout


def test_a_measurement_knows_its_own_environment_and_leaves_ours_as_it_was():
    before = dict(os.environ)
    assert alone(named, 7, environment={"DATABASE_URL": "postgresql://elsewhere"})[0].detail == "postgresql://elsewhere"
    with pytest.raises(NotMeasured, match="nothing to measure"):
        alone(nothing, 7, environment={"DATABASE_URL": "postgresql://elsewhere"})
    assert dict(os.environ) == before


def named(size: int) -> list[Figure]:
    """A figure that says which database it was taken on."""
    return [Figure("size", size, detail=os.environ["DATABASE_URL"])]


def nothing(size: int) -> list[Figure]:
    """A bench that cannot be run."""
    raise NotMeasured(f"nothing to measure of {size}")


@pytest.mark.timeout(1500)
def test_benches_follow_one_another_in_one_run(tmp_path):
    names = [name for name in BENCHES if name not in (*SERVED, *LONG)]
    printed = run_together(*names, size=40, absent=tmp_path)
    assert "readers: not measured: the real records are not there" in printed
    for row in ("dates: right", "a description written", "upsert, unchanged", "documents indexed", "publication of 40 holdings"):
        assert row in printed
