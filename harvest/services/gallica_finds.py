"""A document that a curator found by a question to Gallica is taken in among those that rules propose; nothing more is asked of Gallica."""

from __future__ import annotations

from enum import StrEnum
from typing import Final, NamedTuple

import structlog
from django.db import IntegrityError, transaction

from catalogue.models import Source
from catalogue.selectors import local_interest
from catalogue.services import alignments, local_placing
from catalogue.services.stored import digest_of, stored
from harvest.models import Endpoint, GallicaQuestion
from harvest.pipeline import load
from harvest.pipeline.sort import Accepted, read_of
from harvest.protocols.base import Item
from harvest.services import gallica_questions

logger = structlog.get_logger(__name__)

_OF_THE_BNF: Final = "bnf.fr"
_FORMAT: Final = Endpoint.Format.DUBLIN_CORE


class Outcome(StrEnum):
    """What became of a document that was to be taken in: it is there now; it was there, or was decided of, already; no question found it,
    or its answer does not hold its record; what Gallica says of it cannot be read; the portal has no source of Gallica to put it in.
    """

    TAKEN = "taken"
    HERE = "here"
    UNKNOWN = "unknown"
    UNREADABLE = "unreadable"
    NO_SOURCE = "no_source"


class Taking(NamedTuple):
    """``record``: the number of the record that now stands in the queue, None for any other outcome than taken."""

    outcome: Outcome
    record: int | None = None


def source_of_gallica() -> Source | None:
    """Where Gallica's documents stand: the curated source that the BnF serves, else the first curated one; None where there is none."""
    curated = Source.objects.filter(curated=True).exclude(standing=Source.Standing.REMOVED).select_related("endpoint").order_by("pk")
    return min(curated, key=lambda one: not _is_of_the_bnf(one), default=None)


def take(question: GallicaQuestion, ark: str) -> Taking:
    """Take in the document of this name ("bpt6k…") out of a question's answer. The same document is never there twice, and one that was
    decided of, rejected above all, does not come back by this door.
    """
    found = gallica_questions.found_by(question)
    hit = next((one for one in found.hits if one.ark == ark and one.record), None) if found else None
    if hit is None:
        return Taking(Outcome.UNKNOWN)
    source = source_of_gallica()
    if source is None:
        return Taking(Outcome.NO_SOURCE)
    names = list(gallica_questions.identifiers([ark]))
    if local_interest.standing_of(names):
        return Taking(Outcome.HERE)
    entry = _read(source.pk, Item(identifier=names[0], data=hit.record.encode()))
    if entry is None:
        return Taking(Outcome.UNREADABLE)
    try:
        with transaction.atomic():
            record = load.take_in(source.pk, entry)
            local_placing.place_one(record)
    except IntegrityError:  # a harvest, or another curator, brought it meanwhile
        return Taking(Outcome.HERE)
    logger.info("gallica_find_taken", source=source.slug, identifier=names[0], question=question.pk)
    return Taking(Outcome.TAKEN, record)


def _read(source: int, item: Item) -> Accepted | None:
    """As a harvest would read it; None where it would refuse it."""
    laid_over = alignments.of(source, [item.identifier]).get(item.identifier)
    reading, described = read_of(item, format=_FORMAT, aligned=laid_over)
    if reading.status == "refused" or reading.description is None or not reading.description.titles:
        return None
    known = stored(source, [item.identifier]).get(item.identifier)
    return Accepted(item, digest_of(item.data), reading, described, digest_of(described), known=None, record=known)


def _is_of_the_bnf(source: Source) -> bool:
    endpoint = getattr(source, "endpoint", None)
    return endpoint is not None and _OF_THE_BNF in endpoint.url
