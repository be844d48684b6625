"""A catalogue of any size written straight into PostgreSQL: the corpus's editions as stored descriptions, with their copies and arks."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import msgspec
import orjson

from bench.corpus import FORENAMES, LIBRARIES, SHARED, edition, identifier
from catalogue.core.description import Holding

RECEIVED = datetime(2026, 1, 1, tzinfo=UTC)
TYPES = {"am": "book", "bm": "manuscript", "cm": "score", "em": "map", "km": "image", "as": "periodical"}
BATCH = 5_000


def call_number(number: int) -> str:
    """The call number of a notice, its own in the whole corpus."""
    return f"{('A', 'Rés', 'SJ', 'Ms', 'FA')[number % 5]} {number // 1000 + 100} {number % 1000:03d}"


def ark(number: int) -> str:
    """The ark of a notice."""
    return f"ark:/99999/n{number}"


def description(number: int) -> dict[str, Any]:
    """The stored description of a notice, with what reading the corpus's UNIMARC gives: the keys and the spread of its values."""
    choose = random.Random(f"d/{number}")
    it = edition(choose.randrange(number) if number > 10 and choose.random() < SHARED else number)
    library = LIBRARIES[number % len(LIBRARIES)]
    owner = {"name": f"{it.surname}, {choose.choice(FORENAMES)}", "kind": "person", "roles": ["390"], "copy": library}
    holding = {
        "institution": library,
        "call_number": call_number(number),
        "notes": [{"value": "Reliure en veau brun, dos à nerfs, tranches rouges", "kind": "binding"}],
        "former_owners": [owner],
    }
    parts = {
        "identifier": f"{number:09d}",
        "format": "unimarc",
        "material": "text",
        "document_type": TYPES[it.type],
        "level": "monograph",
        "titles": [{"value": it.title, "kind": "proper"}, {"value": it.remainder, "kind": "remainder"}],
        "responsibility": [{"value": f"par {it.forename} {it.surname}"}],
        "agents": [
            {"name": f"{it.surname}, {it.forename}", "kind": "person", "roles": ["070"], "dates": "16..-17.."},
            {"name": ", ".join(reversed(it.printer.split())), "kind": "person", "roles": ["610"], "rank": "other"},
        ],
        "publications": [{"kind": "publication", "places": [it.place], "names": [it.printer], "date": str(it.year)}],
        "dates": [{"display": str(it.year), "start": it.year, "end": it.year, "kind": "publication"}],
        "countries": ["FR"],
        "languages": [{"code": choose.choice(("fre", "fre", "fre", "lat", "ita")), "role": "text"}],
        "extents": [{"value": f"1 vol. ({it.pages} p.)", "illustrations": "ill.", "format": "in-8"}],
        "notes": [{"value": "Exemplaire décrit d’après le titre gravé"}, {"value": "Signatures : A-Z8, Aa-Bb4", "kind": "physical"}],
        "subjects": [
            {"value": f"{it.subjects[0]} -- {it.place}", "kind": "topic", "scheme": "rameau"},
            {"value": f"{it.subjects[1]} -- Ouvrages avant 1800", "kind": "topic", "scheme": "rameau"},
        ],
        "genres": [{"value": "Livres anciens", "scheme": "rameau"}],
        "identifiers": [{"scheme": "local", "value": f"{number:09d}"}, {"scheme": "ark", "value": ark(number)}],
        "holdings": [holding],
    }
    if number % 10 == 0:
        parts["digital_copies"] = [{"url": f"https://numerique.invalid/{ark(number)}", "ark": ark(number)}]
    return parts


def _rows(source_id: int, ids: range) -> Iterator[tuple[Any, ...]]:
    from catalogue.services.intake import jsonb

    for number in ids:
        text = orjson.dumps(description(number))
        digest = sha256(text).digest()
        yield (number, source_id, identifier(number), "active", "unimarc", "utf-8", digest, jsonb(text), RECEIVED, RECEIVED)


def fill(source_id: int, ids: range) -> None:
    """Store the notices numbered ``ids`` as records of a source, with their copies and arks as intake writes them, without marking
    them: the engines are rebuilt afterwards.
    """
    from django.db import transaction

    from catalogue.services import arks, holdings, intake, sql

    for start in range(ids.start, ids.stop, BATCH):
        numbers = range(start, min(start + BATCH, ids.stop))
        with transaction.atomic():
            with sql.copy_into(intake.COPY_RECORD, intake.RECORD_TYPES) as copy:
                for row in _rows(source_id, numbers):
                    copy.write_row(row)
            holdings.write((holdings.Held(number, _copies(number)) for number in numbers), keeper=holdings.keeper_of(source_id))
            arks.mint_notices(source_id, [identifier(number) for number in numbers])


def _copies(number: int) -> tuple[Holding, ...]:
    return tuple(msgspec.convert(copy, Holding) for copy in description(number)["holdings"])


def _main() -> None:
    """``python -m bench.descriptions SOURCE_ID START STOP``: fill, in a process of its own."""
    import sys

    import django

    django.setup()
    source, start, stop = map(int, sys.argv[1:])
    fill(source, range(start, stop))


if __name__ == "__main__":
    _main()
