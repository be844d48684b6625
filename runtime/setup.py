"""Fills ``.venv`` from the locked requirements and ``var/vendor`` from npm; does nothing where that is done already.

usage: python -m runtime.setup run|dev [--again]    (in .venv; `make setup` and `make test` call it)
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import sysconfig
from pathlib import Path

from runtime import front_end, lighthouse
from runtime.locks import locked
from runtime.paths import ROOT

PATH_FILE = "traboule.pth"


def _hash(paths: list[Path]) -> str:
    total = hashlib.sha256(sys.version.encode())
    for path in paths:
        total.update(path.read_bytes())
    return total.hexdigest()


def install(name: str) -> None:
    """Install ``requirements/<name>.txt``, every file checked against its hash. Raises CalledProcessError."""
    requirements = ROOT / "requirements" / f"{name}.txt"
    stamp = Path(sys.prefix) / f"installed-{name}"
    state = _hash([requirements])
    if stamp.exists() and stamp.read_text() == state:
        return
    sys.stdout.write(f"Installing requirements/{name}.txt into .venv\n")
    sys.stdout.flush()
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    subprocess.run([*command, "--require-hashes", "--only-binary", ":all:", "-r", str(requirements)], check=True)
    stamp.write_text(state)


def note_path() -> None:
    """Make the clone's packages importable in ``.venv`` from any folder: pytest and the tools start without ``manage.py``."""
    note = Path(sysconfig.get_path("purelib")) / PATH_FILE
    line = f"{ROOT}\n"
    if not note.exists() or note.read_text(encoding="utf-8") != line:
        note.write_text(line, encoding="utf-8")


def main() -> int:
    """Entry point; the exit status."""
    names = {"run": ["run"], "dev": ["run", "dev"]}[sys.argv[1]]
    with locked(ROOT / ".venv" / "setup.lock"):
        try:
            for name in names:
                install(name)
        except subprocess.CalledProcessError:
            sys.stderr.write("The Python packages could not be installed; pip says why above. Is the network there?\n")
            return 1
        note_path()
        front_end.prepare(install=lambda: install("node"), again="--again" in sys.argv)
        if "dev" in names:
            lighthouse.prepare()
    return 0


if __name__ == "__main__":
    sys.exit(main())
