"""Harvested words made fit for one line of a citation: no control character, no line break, no hidden change of direction."""

from __future__ import annotations

import unicodedata

_DROPPED = {"Cc", "Cs", "Co", "Cn"}
# Marks that open or close a run of another direction (Unicode, UAX 9): left open, they turn round what follows them.
_TURNS = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
ENDS = ".?!…"  # marks after which no full stop stands


def line(text: str) -> str:
    """``text`` on one line, its spaces made single; non-breaking spaces stay what they are."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    plain = "".join(" " if _breaks(char) else char for char in text if not _is_hidden(char))
    return " ".join(part for part in plain.split(" ") if part).strip()


def _breaks(char: str) -> bool:
    return char in "\t\n\x0b\x0c\r\x1c\x1d\x1e\x85\u2028\u2029"


def _is_hidden(char: str) -> bool:
    return char in _TURNS or (unicodedata.category(char) in _DROPPED and not _breaks(char))


def sentence(text: str) -> str:
    """``text`` with a full stop, unless it ends by a mark that stands for one; "" stays empty."""
    bare = text.strip().rstrip(",;:").rstrip()
    return bare if not bare or bare[-1] in ENDS else f"{bare}."


def bare(text: str) -> str:
    """``text`` without the brackets by which a cataloguer says that a word is his own, and without a final full stop."""
    stripped = text.strip().rstrip(",;:").strip()
    if stripped.startswith("[") and stripped.endswith("]") and stripped.count("[") == 1:
        stripped = stripped[1:-1].strip()
    return stripped
