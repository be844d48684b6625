"""A record on its way out: in UTF-8 or in ISO 5426, its 100 $a/26-29 telling the truth; every change made to it is listed.

What came in UNIMARC goes out as it came: nothing else is touched.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from catalogue.core.messages import Message
from catalogue.formats.marc import iso5426
from catalogue.formats.marc.record import Field, MarcRecord, Subfields
from catalogue.formats.unimarc.writing.coded import ISO5426, UTF8

_CHARSET = slice(26, 30)
# Signs of typography that ISO 5426 lacks, and what stands for them in it.
_NEAREST = {
    "’": "'", "‘": "'", "ʼ": "'", "ʻ": "'", "–": "-", "—": "-", "‑": "-", "…": "...", "\xa0": " ", "\u202f": " ", "\u2009": " ", "€": "EUR",
    "“": '"', "”": '"', "•": "-", "−": "-", "×": "x", "½": "1/2", "¼": "1/4", "¾": "3/4", "²": "2", "³": "3", "¹": "1", "º": "o", "ª": "a",
}  # fmt: skip


class Delivered(NamedTuple):
    """A record as it goes out, and what was changed in it."""

    record: MarcRecord
    changes: tuple[Message, ...]


def in_utf8(record: MarcRecord) -> Delivered:
    """The record with 100 $a/26-29 that says UTF-8."""
    fields, changes = _told(record.fields, UTF8)
    return Delivered(MarcRecord(record.leader, fields), tuple(changes))


def in_iso5426(record: MarcRecord) -> Delivered:
    """The record in the characters of ISO 5426, 100 $a/26-29 saying so.

    A field in another script than Latin is left out (ABES exports those in UTF-8 only); a sign that the set lacks becomes its nearest.
    """
    record.by_tag("001")  # numbers the occurrences, for the places
    kept: list[Field] = []
    changes: list[Message] = []
    for field in record.fields:
        lacking = "".join(dict.fromkeys(_lacking(field)))
        if not lacking:
            kept.append(field)
            continue
        args = {"place": field.place, "characters": " ".join(lacking[:12])}
        if any(map(_is_foreign, lacking)):
            changes.append(Message("left_out_of_iso5426", args))
        else:
            kept.append(_replaced(field))
            changes.append(Message("not_in_iso5426", args))
    fields, told = _told(kept, ISO5426)
    return Delivered(MarcRecord(record.leader, fields, charset="iso-5426"), (*changes, *told))


def _texts(field: Field) -> Iterable[str]:
    return (text for _, text in field.subfields) if field.subfields else (field.value,)


def _lacking(field: Field) -> Iterable[str]:
    """The characters of a field that ISO 5426 lacks."""
    for text in _texts(field):
        if not text.isascii() and not _holds(text):
            yield from (character for character in text if not character.isascii() and not _holds(character))


def _holds(text: str) -> bool:
    try:
        iso5426.encode(text)
    except UnicodeEncodeError:
        return False
    return True


def _is_foreign(character: str) -> bool:
    """Whether it is a letter of another script, of which no Latin letter is the nearest."""
    return character.isalpha() and "LATIN" not in unicodedata.name(character, "") and character not in _NEAREST


def _replaced(field: Field) -> Field:
    pairs: Subfields = [(code, _nearest(text)) for code, text in field.subfields]
    return Field(field.tag, value=_nearest(field.value), indicators=field.indicators, subfields=pairs, occurrence=field.occurrence)


def _nearest(text: str) -> str:
    return "".join(character if character.isascii() or _holds(character) else _near(character) for character in text)


def _near(character: str) -> str:
    """What stands for a character that the set lacks: its usual substitute, its letter without marks, or a question mark."""
    if character in _NEAREST:
        return _NEAREST[character]
    bare = "".join(each for each in unicodedata.normalize("NFKD", character) if each.isascii())
    return bare or ("" if unicodedata.category(character).startswith(("M", "C")) else "?")


def _told(fields: list[Field], charset: str) -> tuple[list[Field], list[Message]]:
    """The fields, the first 100 saying the character set, and the change if it is one."""
    changes: list[Message] = []
    told: list[Field] = []
    for field in fields:
        data = field.first("a") if field.tag == "100" and not changes else ""
        if len(data) < _CHARSET.stop or data[_CHARSET] == charset:
            told.append(field)
            continue
        true = f"{data[: _CHARSET.start]}{charset}{data[_CHARSET.stop :]}"
        pairs = [(code, true if code == "a" and text == data else text) for code, text in field.subfields]
        told.append(Field("100", indicators=field.indicators, subfields=pairs))
        changes.append(Message("charset_told", {"said": data[_CHARSET], "charset": charset}))
    return told, changes
