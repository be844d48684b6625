"""What an engine keeps of a fonds: the words of its description as of a notice, its level, the fonds that it stands under."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import cast

from msgspec.structs import replace

from catalogue.core.description import Description, DigitalCopy, Holding, Language, Note, Title
from catalogue.core.fonds import FondsDescription
from catalogue.core.isil import code_of
from catalogue.core.keys import DocumentKey, Kind
from catalogue.core.kinds import DocumentType
from catalogue.search.apart import apart
from catalogue.search.document import InstitutionFacts, Provenance, SearchDocument, document_of
from catalogue.search.texts import kind_words

SOURCE = "fonds"  # what a document of a fonds comes from: no partner's source
_ANY: DocumentType = "archive"  # what a fonds is where nobody says which documents it holds


@dataclass(frozen=True, slots=True)
class StandingFonds:
    """A published fonds where it stands: ``path`` has the titles of those above it that are published, from the topmost down."""

    number: int
    description: FondsDescription
    path: tuple[str, ...]


def description_of(fonds: FondsDescription) -> Description:
    """A fonds as the common record says it. Who keeps it is among its words: « fonds ancien de Valence »."""
    keeper = code_of(fonds.keeper.isil)
    return Description(
        identifier=fonds.identifier,
        format="ead",
        document_type=_types(fonds)[0],
        titles=(Title(value=fonds.title, kind="proper"), *(Title(value=title, kind="variant") for title in fonds.other_titles)),
        agents=fonds.producers,
        dates=fonds.dates or fonds.bulk,
        languages=tuple(Language(code=code) for code in fonds.languages),
        subjects=fonds.subjects,
        notes=tuple(Note(value=text) for text in _said(fonds) if text),
        holdings=tuple(Holding(institution=keeper, call_number=one.value) for one in fonds.call_numbers) or (Holding(institution=keeper),),
        digital_copies=tuple(DigitalCopy(url=copy.url) for copy in fonds.digital_copies if copy.url),
    )


def document_of_fonds(standing: StandingFonds, *, institutions: Mapping[str, InstitutionFacts]) -> SearchDocument:
    """The search document of a fonds."""
    fonds = standing.description
    described = description_of(fonds)
    made = document_of(
        described,
        key=DocumentKey(Kind.FONDS, standing.number),
        ark=fonds.ark,
        received=_moment(fonds.created),
        provenance=Provenance(SOURCE, code_of(fonds.keeper.isil)),
        institutions=institutions,
    )
    others = [words for code in _types(fonds)[1:] for words in kind_words(replace(described, document_type=code, agents=()), None)]
    if others:
        made = dataclasses.replace(made, query={**made.query, "kinds": [*made.query.get("kinds", ()), *others]})
    return apart(made, level=fonds.level, path=standing.path, aggregate={"document_type": list(fonds.document_types)})


def _types(fonds: FondsDescription) -> tuple[DocumentType, ...]:
    return cast("tuple[DocumentType, ...]", fonds.document_types) or (_ANY,)


def _said(fonds: FondsDescription) -> tuple[str, ...]:
    """What it holds first: a passage of it is quoted before one of the others."""
    return (
        fonds.contents,
        fonds.biography,
        fonds.custody,
        *(one.note for one in fonds.acquisitions),
        fonds.arrangement,
        *fonds.bibliography,
        " ".join(filter(None, (fonds.keeper.name, fonds.keeper.town))),
    )


def _moment(day: date | None) -> int:
    return int(datetime.combine(day, time(), UTC).timestamp()) if day else 0
