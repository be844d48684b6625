"""Has somebody's file opened in a process of its own: what a hostile one does to it is a word here, never the end of who asked."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final, Literal, TypeVar

import msgspec

ENVIRONMENT: Final = {"LC_ALL": "C.UTF-8"}  # none of ours: who reads hostile files needs no password
ROOT: Final = Path(__file__).resolve().parents[2]
Fallen = Literal["costly", "broken"]
Said = TypeVar("Said", bound=msgspec.Struct)


def said_by(module: str, *arguments: str, seconds: float, form: type[Said]) -> Said | Fallen:
    """What a module prints of a file, as one line of JSON of this form, within so many seconds by the clock. "costly" where it was killed
    for its memory or its time, "broken" where it fell by what the file made it do.
    """
    command = [sys.executable, "-m", module, *arguments]
    try:
        done = subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, capture_output=True, timeout=seconds, check=False)
        return msgspec.json.decode(done.stdout, type=form)
    except subprocess.TimeoutExpired:
        return "costly"
    except msgspec.DecodeError:  # it fell without a word
        return "costly" if done.returncode < 0 else "broken"
