"""Titles: 200 (with its statements of responsibility) and 5XX."""

from __future__ import annotations

from msgspec import convert

from catalogue.core.description import Text, Title
from catalogue.core.kinds import TitleKind
from catalogue.core.vocabularies import language_code
from catalogue.formats.cleaning import clean, clean_title
from catalogue.formats.draft import Draft
from catalogue.formats.marc.record import Field
from catalogue.formats.punctuation import sentence
from catalogue.formats.statements import put_title_proper_first
from catalogue.formats.tables import rows
from catalogue.formats.unimarc.languages import SCRIPTS

KINDS = convert({row["tag"]: row["kind"] for row in rows("unimarc_titles")}, dict[str, TitleKind])
# What a 200 without $a still offers as a title, in order of preference.
_SUBSTITUTES = ("part", "remainder", "parallel")


def _title_proper(field: Field, draft: Draft) -> None:
    """200: a field repeated in another script ($7) gives parallel titles; further $a and $c are works in the same volume."""
    place = field.place
    titles = draft.titles
    again = ("title proper",) in draft.known
    start = len(titles)
    script = SCRIPTS.get(field.first("7")[:2], "")
    if script and script not in draft.scripts:
        draft.scripts.append(script)
    language = ""
    parts: list[str] = []
    for code, raw in field.subfields:
        if code in "acd":
            text, nonsorting = clean_title(raw.lstrip(" =") if code == "d" else raw)
            if text:
                titles.append(
                    Title(
                        value=text, kind="parallel" if again or code == "d" else "proper", language="", nonsorting=nonsorting, place=place
                    )
                )
                if code != "d":
                    draft.first_time("title proper")
            continue
        text = clean(raw) if code in "efghivz" else ""
        if not text:
            continue
        if code == "e":
            titles.append(Title(value=text, kind="remainder", language="", nonsorting=0, place=place))
        elif code in "hiv":
            parts.append(text)
        elif code in "fg":
            draft.responsibility.append(Text(value=text, place=place))
        else:
            language = language_code(text)
    if parts:
        titles.append(Title(value=", ".join(parts), kind="part", language="", nonsorting=0, place=place))
    if language:
        _give_language(draft, language, start)


def _give_language(draft: Draft, language: str, start: int) -> None:
    """200 $z is the language of the parallel titles of its field, those from ``start`` on."""
    for position in range(start, len(draft.titles)):
        title = draft.titles[position]
        if title.kind == "parallel":
            draft.titles[position] = Title(
                value=title.value, kind=title.kind, language=language, nonsorting=title.nonsorting, place=title.place
            )


def _other_title(field: Field, draft: Draft) -> None:
    """5XX: heading and parts of the heading; a key title carries its qualifier in brackets."""
    value = ""
    nonsorting = 0
    for code, text in field.subfields:
        if code == "a" and not value:
            value, nonsorting = clean_title(text)
        elif code in "hiklmnqrsu" and (text := clean(text)):
            value = sentence(value, text)
        elif code == "e" and (text := clean(text)):
            value = f"{value} : {text}" if value else text
        elif code == "b" and value and field.tag in ("530", "531") and (text := clean(text)):
            value = f"{value} {text if text[0] == '(' else f'({text})'}"
    if value:
        draft.titles.append(
            Title(value=value, kind=KINDS[field.tag], language=language_code(field.first("z")), nonsorting=nonsorting, place=field.place)
        )


def _conventional(field: Field, draft: Draft) -> None:
    """503: a conventional heading, "Exposition. Bijoux. Paris. 1996"."""
    value = ". ".join(text for code, raw in field.subfields if code not in "01235679" and (text := clean(raw)))
    if value:
        draft.titles.append(Title(value=value, kind=KINDS[field.tag], language="", nonsorting=0, place=field.place))


def settle(draft: Draft) -> None:
    """Put the title proper first; where 200 has no $a, its part or other information stands in, else a title of 5XX."""
    put_title_proper_first(draft, tag="200", substitutes=_SUBSTITUTES)


HANDLERS = {"200": _title_proper, **dict.fromkeys(KINDS, _other_title), "503": _conventional}
