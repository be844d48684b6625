"""Small files that several processes read while one writes them."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any


def write_json(path: Path, value: Any) -> None:
    """Replace the file in one step, readable by its owner alone: it may hold a password."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(value, file, indent=1)
    draft.replace(path)


def read_json(path: Path) -> dict[str, Any]:
    """The object in the file, empty when the file is absent or is not a JSON object."""
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return value if isinstance(value, dict) else {}


def tail(path: Path, *, lines: int = 8) -> str:
    """The last lines of a log, for a sentence about what went wrong; empty when there is no log."""
    try:
        text = path.read_bytes()[-8192:].decode("utf-8", "replace")
    except OSError:
        return ""
    return "\n".join(text.splitlines()[-lines:])


def keep_small(path: Path, *, limit: int = 5_000_000) -> None:
    """Set a log aside as ``.1`` once it has grown past ``limit`` bytes, replacing the one set aside before."""
    if path.exists() and path.stat().st_size > limit:
        path.replace(path.with_name(f"{path.name}.1"))
