"""Which script a text is in, by its first letter, as UNIMARC codes it in 100 $a/34 and in $7."""

from __future__ import annotations

import unicodedata

from catalogue.formats.unimarc.languages import SCRIPTS

CODES = {script: code for code, script in reversed(SCRIPTS.items())}
# The first word of a letter's name in Unicode, where it names a script of the list.
_BY_NAME = {
    "LATIN": "ba", "CYRILLIC": "ca", "HIRAGANA": "dc", "KATAKANA": "dc", "CJK": "ea", "ARABIC": "fa", "GREEK": "ga", "HEBREW": "ha",
    "THAI": "ia", "DEVANAGARI": "ja", "HANGUL": "ka", "TAMIL": "la", "GEORGIAN": "ma", "ARMENIAN": "mb",
}  # fmt: skip
_OTHER = "zz"


def script_of(text: str) -> str:
    """The code of the script of ``text``; "ba" where it has no letter, "zz" for a script that the manual does not list."""
    letter = next((character for character in text if character.isalpha()), "a")
    return _BY_NAME.get(unicodedata.name(letter, "").partition(" ")[0], _OTHER)
