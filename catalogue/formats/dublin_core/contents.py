"""What the document says and about what: language, subject, coverage, description, rights."""

from __future__ import annotations

import re
from collections.abc import Callable

from catalogue.core.dates import Years, parse
from catalogue.core.description import Language, Note, Subject, Text
from catalogue.core.kinds import NoteKind, SubjectKind
from catalogue.core.vocabularies import language_code
from catalogue.formats.coded_dates import display
from catalogue.formats.draft import Draft
from catalogue.formats.dublin_core.statement import Statement

_SEVERAL = re.compile(r"\s*[,;/|]\s*|\.\s+|\s+(?:et|and|&)\s+")
_IN = re.compile(r"\b(?:en|in) ([^\W\d_]+(?:-[^\W\d_]+)?)")  # "Texte en français"
_TOGETHER = re.compile(r"[a-z]{3}(?: ?[a-z]{3}){1,9}", re.IGNORECASE)  # "frelat", "fre lat"
_PAIR = re.compile(r"[a-z]{3}-[a-z]{3}", re.IGNORECASE)  # "fra-lat"; "fr-FR" is one language of a country
_LISTED = re.compile(r"\s+[;|](?:\s+|$)|;\s+(?=[^\W\d_])|;(?=[^\W\d_]{3})")
_SUBDIVIDED = re.compile(r"(?<!\d)\s*--\s*|\s*--\s*(?!\d)")  # "Lyon -- Histoire", "Lyon--18e siècle", but "1789--1799"
_CLASSES = {"ddc": "ddc", "udc": "udc", "lcc": "lcc", "nlm": "nlm"}


def _language(statement: Statement, draft: Draft) -> None:
    """A language, or several in one statement: "fre,lat", "français ; latin", "fra-lat"."""
    for code in language_codes(statement.text):
        if draft.first_time("language", code):
            draft.languages.append(Language(code=code, role="text", place=statement.place))


def language_codes(text: str) -> list[str]:
    """The codes of the languages that a text names, one or several, in words, codes or addresses (id.loc.gov, lexvo.org)."""
    if "://" in text:
        text = re.split(r"[/#]", text.rstrip("/"))[-1]
    if _TOGETHER.fullmatch(text) and not language_code(text):
        together = [language_code(code) for code in re.findall("[a-z]{3}", text.casefold())]
        if all(together):
            return together
    if whole := language_code(text) if not _SEVERAL.search(text) and not _PAIR.fullmatch(text) else "":
        return [whole]
    parts = re.split(r"-", text) if _PAIR.fullmatch(text) else _SEVERAL.split(text)
    codes = [code for part in parts if (code := language_code(part))]
    named = [text, re.sub(r"\s*\([^()]*\)", "", text), *_IN.findall(text)]
    return codes or list(dict.fromkeys(code for name in named if (code := language_code(name))))


def _subject(statement: Statement, draft: Draft) -> None:
    """Headings listed in one statement are several."""
    for text in _LISTED.split(statement.text):
        if (text := text.strip()) and draft.first_time("subject", text, statement.scheme):
            _heading(statement._replace(text=text), draft)


def _heading(statement: Statement, draft: Draft) -> None:
    """A heading under a named scheme is a subject, others are free words; two dashes part a heading."""
    if statement.scheme in _CLASSES:
        draft.subjects.append(
            Subject(
                value=statement.text,
                kind="class",
                parts=(statement.text,),
                scheme=_CLASSES[statement.scheme],
                identifiers=(),
                place=statement.place,
            )
        )
        return
    parts = tuple(part.strip() for part in _SUBDIVIDED.split(statement.text) if part.strip()) or (statement.text,)
    kind: SubjectKind = "topic" if statement.scheme or len(parts) > 1 else "free"
    draft.subjects.append(
        Subject(
            value=" -- ".join(parts),
            kind=kind,
            parts=parts,
            scheme=statement.scheme or ("free" if kind == "free" else ""),
            identifiers=(),
            place=statement.place,
        )
    )


def _place(statement: Statement, draft: Draft) -> None:
    if statement.scheme not in ("point", "box"):
        draft.subjects.append(
            Subject(
                value=statement.text, kind="place", parts=(statement.text,), scheme=statement.scheme, identifiers=(), place=statement.place
            )
        )


def _coverage(statement: Statement, draft: Draft) -> None:
    """Coverage is a place or a period; what reads as a date is a period."""
    date = parse(statement.text, kind="coverage", place=statement.place, w3c=True)
    if statement.scheme == "period" or (date.start is not None and len(statement.text) <= 60):
        draft.dates.append(date)
        said = display(Years(date.start, date.end)) if "=" in statement.text and date.start is not None else statement.text
        draft.subjects.append(Subject(value=said, kind="period", parts=(said,), scheme="", identifiers=(), place=statement.place))
    else:
        _place(statement, draft)


def _note(kind: NoteKind) -> Callable[[Statement, Draft], None]:
    def handler(statement: Statement, draft: Draft) -> None:
        if not draft.first_time("note", statement.text):
            return
        note = Note(value=statement.text, kind=kind, copy="", place=statement.place)
        (draft.copy_notes if kind in ("provenance", "acquisition") else draft.notes).append(note)

    return handler


def _rights(statement: Statement, draft: Draft) -> None:
    if draft.first_time("rights", statement.text):
        draft.rights.append(Text(value=statement.text, place=statement.place))


HANDLERS = {
    "language": _language,
    "subject": _subject,
    "spatial": _place,
    "coverage": _coverage,
    "description": _note("general"),
    "abstract": _note("summary"),
    "tableOfContents": _note("contents"),
    "provenance": _note("provenance"),
    "accrualMethod": _note("acquisition"),
    "accessRights": _note("access"),
    "bibliographicCitation": _note("references"),
    "rights": _rights,
    "license": _rights,
    "rightsHolder": _rights,
}
