"""The judged corpus: every bibliographic record of the shared data that our readers read, in one order."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from catalogue.core.description import Description
from catalogue.core.keys import DocumentKey, Kind
from catalogue.core.text import fold
from catalogue.formats.base import NotRecords
from catalogue.formats.reading import read_file
from catalogue.search.document import Provenance, SearchDocument, document_of

ROOT = Path(__file__).resolve().parents[2]
KINDS = ("dublin_core", "gallica", "marc21_iso2709", "marcxml", "oai_pmh", "sru", "unimarc_iso2709", "unimarc_xml")
_KEEPER = "693836101"


class SharedMissing(Exception):
    """The real records are not on this machine; the text says how to name their folder."""


class Known(NamedTuple):
    """A record of the corpus: where it comes from and what it says."""

    file: str
    description: Description


def folder() -> Path:
    """The real records beside the repository. Raises :class:`SharedMissing`."""
    found = Path(os.environ.get("TRABOULE_SHARED") or ROOT.parent / "shared") / "data"
    if not found.is_dir():
        raise SharedMissing(f"The real records are not on this machine ({found}); TRABOULE_SHARED names their parent folder.")
    return found


def _read(data: Path) -> Iterator[Known]:
    for path in sorted(path for kind in KINDS for path in (data / kind).rglob("*") if path.is_file()):
        try:
            with path.open("rb") as stream:
                for reading in read_file(stream):
                    if reading.description and reading.description.title:
                        yield Known(path.relative_to(data).as_posix(), reading.description)
        except NotRecords:
            continue


@cache
def corpus() -> dict[int, Known]:
    """The records by the number they are indexed under. Raises :class:`SharedMissing`."""
    return dict(enumerate(_read(folder()), 1))


def documents() -> Iterator[SearchDocument]:
    """Their search documents."""
    for number, known in corpus().items():
        provenance = Provenance(known.file, _KEEPER)
        yield document_of(known.description, key=DocumentKey(Kind.NOTICE, number), provenance=provenance, institutions={})


@cache
def titles() -> dict[int, str]:
    """The folded title of each record, with what goes on with it: two records of one such title, « & » or « and », are one known item."""
    return {number: fold(" ".join(title_parts(known.description))).replace(" and ", " et ") for number, known in corpus().items()}


def title_parts(description: Description) -> list[str]:
    """The title proper and what a title page goes on with."""
    return [description.titles[0].value, *(title.value for title in description.titles[1:] if title.kind in ("remainder", "part"))]
