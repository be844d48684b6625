"""Logs of the processes of `make run`: files of a bounded size, and only what went wrong on the terminal."""

from __future__ import annotations

import re
import sys
import threading
from pathlib import Path
from typing import IO

from runtime import files

LIMIT = 5_000_000  # bytes a log, twice: the current one and the one before
ALARMING = re.compile(rb"level=(error|critical)|\[(ERROR|CRITICAL)\]|^Traceback |^\w*(Error|Exception)\b")
SHOWN = 240  # characters of a line on the terminal


def follow(name: str, stream: IO[bytes], log: Path) -> threading.Thread:
    """Copy a process's words to ``log`` until it closes them; a line that alarms also goes to the terminal, short."""
    thread = threading.Thread(target=_copy, args=(name, stream, log), name=f"log of {name}", daemon=True)
    thread.start()
    return thread


def _copy(name: str, stream: IO[bytes], log: Path) -> None:
    log.parent.mkdir(parents=True, exist_ok=True)
    file = log.open("ab")
    try:
        for line in stream:
            file.write(line)
            file.flush()
            if file.tell() > LIMIT:
                file.close()
                files.keep_small(log, limit=LIMIT)
                file = log.open("ab")
            if ALARMING.search(line):
                say(f"{name}: {line.decode('utf-8', 'replace').strip()[:SHOWN]}")
    finally:
        file.close()
        stream.close()


def say(sentence: str) -> None:
    """One line for the person at the terminal; a terminal that went away is no reason to stop."""
    try:
        sys.stdout.write(f"{sentence}\n")
        sys.stdout.flush()
    except (OSError, ValueError):
        return
