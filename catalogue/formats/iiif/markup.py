"""Markup in labels and statements made plain text: a reader is told what it says, and nothing of it acts."""

from __future__ import annotations

import re
from html import unescape

_HIDDEN = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|$)|<!--.*?(?:-->|$)", re.IGNORECASE | re.DOTALL)
_BREAK = re.compile(r"</?(?:br|p|div|li|ul|ol|dd|dt|tr|td|h[1-6])\b[^<>]*>", re.IGNORECASE)
# A sign "less than" before anything but a letter is one: "p < 0,05".
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")


def plain(text: str) -> str:
    """``text`` on one line without its elements, its entities read: "<p>Droits&nbsp;: <a href=…>BnF</a></p>" is "Droits : BnF"."""
    if "<" in text:
        text = _TAG.sub("", _BREAK.sub(" ", _HIDDEN.sub(" ", text)))
    if "&" in text:
        text = unescape(text)
    kept = "".join(char if char.isprintable() or char == "\u00a0" else " " for char in text)
    return re.sub("[ ]+", " ", kept).strip()
