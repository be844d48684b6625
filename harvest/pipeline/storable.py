"""Text and JSON that PostgreSQL takes, whatever a partner's bytes held: no NUL, no lone surrogate."""

from __future__ import annotations

import json
import re

REPLACEMENT = "\ufffd"
# An escaped NUL after an even number of backslashes; after an odd one it is the text "\\u0000" itself.
ESCAPED_NUL = re.compile(rb"(?<!\\)((?:\\\\)*)\\u0000")


def storable(text: str) -> str:
    """Text for a text column."""
    if text.isascii() and "\x00" not in text:
        return text
    return text.replace("\x00", REPLACEMENT).encode("utf-8", "replace").decode()


def storable_json(data: bytes) -> bytes:
    """JSON that is written already, for a jsonb column."""
    return ESCAPED_NUL.sub(rb"\1\\ufffd", data) if b"\\u0000" in data else data


def json_of(value: object) -> str:
    """A value as JSON for a jsonb column; what JSON does not know is written as text."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return storable_json(text.encode("utf-8", "replace")).decode()
