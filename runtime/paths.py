"""Where this clone keeps its own things: the virtual environment, ``var/``, and the folder of the database's socket."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LONGEST_SOCKET_PATH = 103  # bytes: macOS takes 103, Linux 107
SOCKET_NAME = ".s.PGSQL.5432"


def var_dir() -> Path:
    """The folder for everything that is made while running: ``VAR_DIR``, relative to the clone, else ``var``."""
    return (ROOT / (os.environ.get("VAR_DIR") or "var")).resolve()


def venv_python() -> Path:
    """The interpreter that ``make setup`` made; it may not exist yet."""
    return ROOT / ".venv" / "bin" / "python"


def socket_folder(var: Path) -> Path:
    """The folder of the database's Unix socket: ``var/run/pg`` where the system takes a path that long, else a short one.

    The short one is in the temporary folder and carries a hash of the clone's path, so that two clones never share it.
    """
    folder = var / "run" / "pg"
    if len(os.fsencode(folder / SOCKET_NAME)) <= LONGEST_SOCKET_PATH:
        return folder
    mark = hashlib.sha256(os.fsencode(var)).hexdigest()[:12]
    short = Path(tempfile.gettempdir()) / f"traboule-{os.getuid()}-{mark}"
    if len(os.fsencode(short / SOCKET_NAME)) <= LONGEST_SOCKET_PATH:
        return short
    return Path("/tmp") / short.name  # noqa: S108  (the usual place; the folder itself is private)
