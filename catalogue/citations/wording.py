"""The few words of citations themselves, in the languages a citation can be written in."""

from __future__ import annotations

import datetime as dt

from catalogue.core import vocabularies

FRENCH, ENGLISH = "fr", "en"
LANGUAGES = (FRENCH, ENGLISH)
_MONTHS = {
    FRENCH: (
        *("janvier", "février", "mars", "avril", "mai", "juin", "juillet"),
        *("août", "septembre", "octobre", "novembre", "décembre"),
    ),
    ENGLISH: (
        *("January", "February", "March", "April", "May", "June", "July"),
        *("August", "September", "October", "November", "December"),
    ),
}
_WORDS = {
    FRENCH: {
        "colon": "\u00a0: ",
        "no place": "s. l.",
        "no publisher": "s. n.",
        "no date": "s. d.",
        "from": "depuis {}",
        "about": "vers {}",
        "before": "avant {}",
        "after": "{} ou après",
        "and": "et",
        "others": "et al.",
        "editor": "éd.",
        "translated by": "traduit par {}",
        "illustrated by": "illustré par {}",
        "in": "In",
        "call number": "cote {}",
        "available at": "Disponible à l’adresse\u00a0: {}",
        "accessed": "[consulté le {}]",
        "held by": "Exemplaires\u00a0: {}",
        "written": "Date selon la notice\u00a0: {}",
        "transcribed": "Adresse selon la notice\u00a0: {}",
        "untitled": "Document sans titre",
    },
    ENGLISH: {
        "colon": ": ",
        "no place": "n.p.",
        "no publisher": "n.pub.",
        "no date": "n.d.",
        "from": "from {}",
        "about": "about {}",
        "before": "before {}",
        "after": "{} or later",
        "and": "and",
        "others": "et al.",
        "editor": "ed.",
        "translated by": "translated by {}",
        "illustrated by": "illustrated by {}",
        "in": "In",
        "call number": "call number {}",
        "available at": "Available from: {}",
        "accessed": "[viewed {}]",
        "held by": "Copies: {}",
        "written": "Date according to the record: {}",
        "transcribed": "Imprint according to the record: {}",
        "untitled": "Untitled document",
    },
}


def known(language: str) -> str:
    """The language of a citation for a page in ``language`` ("fr", "fr-ca"…): French unless English is asked for."""
    return ENGLISH if language.startswith(ENGLISH) else FRENCH


def word(key: str, language: str, value: str = "") -> str:
    """The words for ``key`` in one of :data:`LANGUAGES`, ``value`` in their place for it."""
    return _WORDS[language][key].replace("{}", value)


def day(date: dt.date, language: str) -> str:
    """A day in full: "22 novembre 2026", "1er mars 2026", "22 November 2026"."""
    number = "1er" if date.day == 1 and language == FRENCH else str(date.day)
    return f"{number} {_MONTHS[language][date.month - 1]} {date.year}"


def type_name(document_type: str, language: str) -> str:
    """The name of a document type, "" for one that no list explains."""
    label = vocabularies.label("document_type", document_type)
    return _FRENCH[label] if label and language == FRENCH else label


_FRENCH = vocabularies.french_labels()
