"""Codes and numbers in a reader's words, in the language of the page."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from django.utils.translation import get_language, gettext, gettext_lazy, pgettext

from catalogue.core import vocabularies
from catalogue.core.dates.roman import to_roman
from catalogue.core.rules.dates import centuries_of

NARROW_SPACE = "\u202f"


def in_french() -> bool:
    """Whether the page is in French."""
    return (get_language() or "").startswith("fr")


def number(value: int) -> str:
    """``value`` with its thousands apart: by a narrow space in French, by a comma in English."""
    written = f"{int(value):,}"
    return written.replace(",", NARROW_SPACE) if "," in written and in_french() else written


def label(vocabulary: str, code: str) -> str:
    """The word for ``code`` in one of ``catalogue.core.vocabularies``' lists; the code itself where the list has none."""
    found = vocabularies.label(vocabulary, code)
    return gettext(found) if found else code


def features(codes: Iterable[str]) -> dict[str, str]:
    """Coded characteristics by kind: the name of the kind, and its values joined by commas; codes that no list explains are left out."""
    found: dict[str, list[str]] = {}
    for code in dict.fromkeys(codes):
        if name := vocabularies.label("feature", code):
            found.setdefault(label("feature_kind", code.partition(".")[0]), []).append(gettext(name))
    return {kind: ", ".join([values[0], *(value[:1].lower() + value[1:] for value in values[1:])]) for kind, values in found.items()}


def roles(codes: tuple[str, ...]) -> str:
    """What an agent did, as words joined by commas; codes that no list explains are left out."""
    labels = (vocabularies.relator_label(code) for code in codes)
    return ", ".join(dict.fromkeys(gettext(found).lower() for found in labels if found))


def _ordinal(value: int) -> str:
    if 10 <= value % 100 <= 20:
        return f"{value}th"
    return f"{value}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(value % 10, 'th') }"


def century(value: int) -> str:
    """A century by its number: "XVIe siècle", "16th century"; -1 is the first before our era."""
    return _century(value, get_language() or "")


@lru_cache(maxsize=512)
def _century(value: int, language: str) -> str:
    """The same in the language that is active, which ``language`` names: it is asked for every line of a list."""
    bare = abs(value)
    if not 1 <= bare <= 30:
        return str(value)
    name = f"{to_roman(bare)}{'er' if bare == 1 else 'e'}" if language.startswith("fr") else _ordinal(bare)
    if value > 0:
        return pgettext("century", "%(ordinal)s century") % {"ordinal": name}
    return pgettext("century", "%(ordinal)s century BC") % {"ordinal": name}


def centuries(start: int | None, end: int | None) -> str:
    """The centuries of a span of years, as the search counts them: "XVIe siècle", "XVe siècle – XVIe siècle"; "" without a year."""
    if start is None:
        return ""
    found = centuries_of((start, start if end is None else end))
    return " – ".join(century(value) for value in dict.fromkeys((*found[:1], *found[-1:])))


def language(code: str) -> str:
    """The name of a language by its ISO 639-2/B code."""
    return label("language", code)


SCRIPTS = {
    "Arab": gettext_lazy("Arabic script"),
    "Armn": gettext_lazy("Armenian script"),
    "Copt": gettext_lazy("Coptic script"),
    "Cyrl": gettext_lazy("Cyrillic script"),
    "Ethi": gettext_lazy("Ethiopic script"),
    "Geor": gettext_lazy("Georgian script"),
    "Grek": gettext_lazy("Greek script"),
    "Hani": gettext_lazy("Chinese characters"),
    "Hebr": gettext_lazy("Hebrew script"),
    "Jpan": gettext_lazy("Japanese script"),
    "Kore": gettext_lazy("Korean script"),
    "Syrc": gettext_lazy("Syriac script"),
}


def script(code: str) -> str:
    """The name of a script by its ISO 15924 code; nothing for the Latin one, which goes without saying, nor for unknown codes."""
    return str(SCRIPTS.get(code, ""))


def sentence(text: str) -> str:
    """``text`` with a capital and, where it ends by a letter or a digit, a full stop."""
    text = text.strip()
    if not text:
        return ""
    return text[0].upper() + text[1:] + ("." if text[-1].isalnum() or text[-1] in ")»\"'’" else "")


def printable(text: str) -> str:
    """``text`` without the characters that XML cannot hold (XML 1.0 §2.2)."""
    return "".join(char for char in text if char in "\t\n" or " " <= char < "\ud800" or "\ue000" <= char < "\ufffe" or char > "\uffff")
