"""Logs of the processes of `make run`: files of a bounded size, and only what went wrong on the terminal."""

from __future__ import annotations

import contextlib
import re
import sys
import threading
import time
from pathlib import Path
from typing import IO

from runtime import files

LIMIT = 5_000_000  # bytes a log, twice: the current one and the one before
ALARMING = re.compile(rb"level=(error|critical)|\[(ERROR|CRITICAL)\]|^Traceback |^\w*(Error|Exception)\b")
SHOWN = 240  # characters of a line on the terminal
MOMENT = re.compile(rb"\btimestamp=\S+ ?|\d{4}-\d\d-\d\d[T ][\d:.,]+Z?")
QUIET_SECONDS = 60.0  # before the same alarm is shown again


def follow(name: str, stream: IO[bytes], log: Path) -> threading.Thread:
    """Copy a process's words to ``log`` until it closes them; a line that alarms also goes to the terminal, short."""
    thread = threading.Thread(target=_copy, args=(name, stream, log), name=f"log of {name}", daemon=True)
    thread.start()
    return thread


def _copy(name: str, stream: IO[bytes], log: Path) -> None:
    shown: dict[bytes, float] = {}
    with contextlib.closing(stream):
        for line in stream:
            with contextlib.suppress(OSError):  # on a full disk the words are lost; the process that says them is not
                _keep(line, log)
            if ALARMING.search(line) and _is_news(MOMENT.sub(b"", line), shown):
                say(f"{name}: {MOMENT.sub(b'', line).decode('utf-8', 'replace').strip()[:SHOWN]}")


def opened(log: Path) -> IO[bytes]:
    """A log to be written at its end, each word at once; its folder is made where nobody has said anything yet. Raises OSError."""
    log.parent.mkdir(parents=True, exist_ok=True)
    return log.open("ab", buffering=0)


def _keep(line: bytes, log: Path) -> None:
    with opened(log) as file:
        file.write(line)
        size = file.tell()
    if size > LIMIT:
        files.keep_small(log, limit=LIMIT)


def _is_news(line: bytes, shown: dict[bytes, float]) -> bool:
    """Whether this very alarm was not shown within the last minute; remembers it when it was not."""
    now = time.monotonic()
    for old in [text for text, moment in shown.items() if now - moment > QUIET_SECONDS]:
        del shown[old]
    return shown.setdefault(line, now) == now


def say(sentence: str) -> None:
    """One line for the person at the terminal; a terminal that went away is no reason to stop."""
    try:
        sys.stdout.write(f"{sentence}\n")
        sys.stdout.flush()
    except (OSError, ValueError):
        return
