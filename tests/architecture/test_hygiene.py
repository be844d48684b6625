"""What must never stand in a tracked file: a registry's address, a path of somebody's machine, a work left for later."""

import re
import subprocess

import pytest

from tests.architecture.sources import ROOT
from tests.selections import some

LARGEST = 2_000_000  # bytes
REGISTRIES = re.compile(
    r"https?://[\w.-]*(?:py"
    + r"pi\.org|pythonhosted\.org|npmjs\.(?:org|com)|yarn"
    + r"pkg\.com|crates\.io|proxy\.golang\.org|artifactory|nexus)[/\w.-]*"
    r"|\"resolved\": *\"http|^--(?:extra-)?index-url",
    re.MULTILINE | re.IGNORECASE,
)
MACHINE_PATHS = re.compile(r"(?<![\w./~$}>-])/(?:work|root|farm|home|Users|mnt)/[\w.-]+")
LEFT_FOR_LATER = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b|NotImplemented" + r"Error")


def tracked() -> list[str]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def texts():
    for name in tracked():
        data = (ROOT / name).read_bytes()
        if b"\0" not in data[:8000]:
            yield name, data.decode("utf-8", "replace")


def test_no_registry_and_no_path_of_a_machine_stands_in_a_file():
    found = [f"{name}: {match.group(0)}" for name, text in texts() for match in (*REGISTRIES.finditer(text), *MACHINE_PATHS.finditer(text))]
    assert found == []


def test_nothing_is_left_for_later():
    found = [f"{name}: {match.group(0)}" for name, text in texts() if name.endswith(".py") for match in LEFT_FOR_LATER.finditer(text)]
    assert found == []


def test_no_tracked_file_is_large():
    assert [name for name in tracked() if (ROOT / name).stat().st_size > LARGEST] == []


def test_requirements_are_locked_by_hash():
    for path in some((ROOT / "requirements").glob("*.txt")):
        blocks = re.split(r"\n(?=\S)", path.read_text(encoding="utf-8").strip())
        assert [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block] == []
