"""ISBD punctuation that MARC 21 leaves at the end of subfields, taken off."""

from __future__ import annotations

import re

from catalogue.formats.cleaning import LONGEST, clean

_TRAILING = " /:;=,"
# A full stop ends a statement when a word of four letters stands before it: "Inc." and "J." keep theirs.
_FULL_STOP = re.compile(r"(?<=\w{4})\.$|(?<=[\])\d])\.$")


def trim(value: str) -> str:
    """``value`` cleaned, without the punctuation that announces the next subfield nor a closing full stop."""
    text = clean(value).rstrip(_TRAILING)
    return _FULL_STOP.sub("", text) if text.endswith(".") and not text.endswith("..") else text


def sentence(value: str, text: str) -> str:
    """``text`` after ``value`` and a full stop, not doubled after an abbreviation: "Bible. N.T. français"."""
    if not value or len(value) > LONGEST:
        return value or text
    return f"{value} {text}" if value[-1] == "." else f"{value}. {text}"
