"""The language and the direction of a harvested text, as HTML attributes need them."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from catalogue.core.tables import rows

FRENCH = "fr"
_SHORT = {row["code"]: row["alpha2"] or row["terminology"] or row["code"] for row in rows("languages")}
_SCRIPTS = (("HEBREW", "he"), ("ARABIC", "ar"), ("SYRIAC", "syc"), ("CYRILLIC", "ru"), ("GREEK", "el"), ("ARMENIAN", "hy"))
_FIRST_RIGHT_TO_LEFT = "\u0590"  # no letter below is Hebrew, Arabic or of another script that runs from the right
_RIGHT_TO_LEFT = {"R", "AL"}
_LEFT_TO_RIGHT = {"L"}


@dataclass(frozen=True, slots=True)
class Words:
    """A text with its ``lang`` and ``dir`` attributes; either is empty where the page's own will do."""

    text: str
    lang: str = ""
    dir: str = ""

    def __str__(self) -> str:
        return self.text


def tag(code: str) -> str:
    """The language tag of the web (BCP 47) for an ISO 639-2/B code, or an empty string for one that is no language."""
    return _SHORT.get(code, "")


def direction(text: str) -> str:
    """``rtl`` where most letters of ``text`` are written from right to left, else an empty string."""
    if max(text, default="") < _FIRST_RIGHT_TO_LEFT:
        return ""
    kinds = [unicodedata.bidirectional(char) for char in text]
    right = sum(kind in _RIGHT_TO_LEFT for kind in kinds)
    return "rtl" if right and right >= sum(kind in _LEFT_TO_RIGHT for kind in kinds) else ""


def _script_language(text: str) -> str:
    for char in text:
        if char.isascii():
            if char.isalpha():
                return ""
        elif char.isalpha():
            name = unicodedata.name(char, "")
            return next((code for script, code in _SCRIPTS if name.startswith(script)), "")
    return ""


def words(text: str, *, language: str = "") -> Words:
    """``text`` with the attributes that its ``language`` (ISO 639-2/B, may be empty) and its letters call for."""
    return Words(text, lang=tag(language) or _script_language(text) or as_written(), dir=direction(text))


def as_written() -> str:
    """The language of what French libraries write, where the page is in another: a voice would read it as English (WCAG 3.1.2)."""
    return "" if (get_language() or FRENCH).startswith(FRENCH) else FRENCH


def as_written_attribute() -> SafeString:
    """The same as an attribute: ' lang="fr"', or nothing."""
    return format_html(' lang="{}"', written) if (written := as_written()) else SafeString("")
