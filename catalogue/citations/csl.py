"""CSL-JSON, the data that Citation Style Language processors read (schema 1.0.2)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from catalogue.citations import wording
from catalogue.citations.dates import Issued, about, years
from catalogue.citations.names import Name
from catalogue.citations.reference import Reference


def item(reference: Reference) -> dict[str, Any]:
    """The item of a reference; variables without a value are left out."""
    people, copy = reference.people, reference.copy
    fields = {
        "id": reference.number,
        "type": reference.kind.csl,
        "title": reference.full_title,
        "title-short": reference.title if reference.subtitle else "",
        "author": _names(people.authors),
        "editor": _names(people.editors),
        "translator": _names(people.translators),
        "illustrator": _names(people.illustrators),
        "recipient": _names(people.recipients),
        "issued": _date(reference.issued, reference.language),
        "accessed": {"date-parts": [[reference.accessed.year, reference.accessed.month, reference.accessed.day]]},
        "container-title": reference.container,
        "volume": reference.volume,
        "issue": reference.part.issue,
        "page": reference.part.pages,
        "number-of-volumes": str(reference.volumes or ""),
        "collection-title": reference.series,
        "collection-number": reference.series_number,
        "edition": reference.edition,
        "publisher": ", ".join(reference.publishers),
        "publisher-place": " ; ".join(reference.places),
        "dimensions": reference.extent,
        "genre": reference.type_name if reference.kind.named else "",
        "language": reference.text_language,
        "ISBN": reference.isbn,
        "ISSN": reference.issn,
        "DOI": reference.doi,
        "abstract": reference.summary,
        "keyword": ", ".join(reference.keywords),
        "archive": copy.library if copy else "",
        "archive-place": copy.town if copy else "",
        "archive_location": copy.call_number if copy else "",
        "call-number": copy.call_number if copy else "",
        "note": _note(reference),
        "source": reference.catalogue,
        "URL": reference.address,
    }
    return {name: value for name, value in fields.items() if value}


def write(references: Sequence[Reference]) -> str:
    """A list of items as JSON."""
    return json.dumps([item(reference) for reference in references], ensure_ascii=False, indent=1) + "\n"


def _names(names: tuple[Name, ...]) -> list[dict[str, str]]:
    return [{"literal": name.literal} if name.literal else {"family": name.family, "given": name.given} for name in names]


def _note(reference: Reference) -> str:
    """What has no variable: who keeps it where several do, the imprint as the document has it."""
    copies = reference.copies_in_words if reference.copies and not reference.copy else ""
    told = (("held by", copies), ("transcribed", reference.transcribed))
    return ". ".join(wording.word(key, reference.language, value) for key, value in told if value)


def _date(issued: Issued, language: str) -> dict[str, Any]:
    """Years as parts, with "circa" for a guess; as words where no year is known. A range open at its end is a literal."""
    if issued.start is None:
        return {"literal": issued.written} if issued.written else {}
    if issued.about is not None:
        return {"date-parts": [[issued.about]], "circa": True}
    if issued.end is None:
        return {"literal": about(issued, language) if issued.is_after else years(issued)}
    parts = [[issued.start]] if issued.is_one_year else [[issued.start], [issued.end]]
    return {"date-parts": parts, **({"circa": True} if issued.circa else {})}
