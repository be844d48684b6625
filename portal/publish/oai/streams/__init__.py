"""The streams of the repository, and which of them a request goes through: harvesters get one sort of things, never two unasked."""

from __future__ import annotations

from portal.publish.oai import names, sets
from portal.publish.oai.errors import OaiError
from portal.publish.oai.formats import EAD, FORMATS, Format
from portal.publish.oai.streams.editions import Editions
from portal.publish.oai.streams.finding_aids import FindingAids
from portal.publish.oai.streams.fonds import Fonds
from portal.publish.oai.streams.notices import ForEuropeana, Notices
from portal.publish.oai.told import Entry, Stream

NOTICES, FOR_EUROPEANA, EDITIONS, FINDING_AIDS, FONDS = Notices(), ForEuropeana(), Editions(), FindingAids(), Fonds()
STREAMS: tuple[Stream, ...] = (FOR_EUROPEANA, NOTICES, EDITIONS, FINDING_AIDS, FONDS)
_OF_SETS: dict[str, Stream] = {sets.UNION: EDITIONS, sets.EAD: FINDING_AIDS, sets.EUROPEANA: FOR_EUROPEANA}


def of_list(prefix: str, spec: str) -> Stream:
    """The stream of a list: that of its set, else of its format; notices as received for all others.

    Raises OaiError (cannotDisseminateFormat) where the things of the set are not given in the format.
    """
    of_no_set = FINDING_AIDS if prefix == EAD and not spec else NOTICES
    stream = FONDS if spec.partition(":")[0] == sets.FONDS else _OF_SETS.get(spec, of_no_set)
    if prefix not in stream.formats:
        raise OaiError("cannotDisseminateFormat", f"What is in this set is given in {', '.join(sorted(stream.formats))}.")
    return stream


def named(identifier: str, *, form: Format | None, site: str) -> tuple[Stream, Entry]:
    """The thing of an identifier, to be written in a format where it is given in it, and its stream; raises OaiError (idDoesNotExist)."""
    word, name = names.read(identifier, site=site)
    for stream in STREAMS:
        given = form if form is not None and form.prefix in stream.formats else None
        if stream.word == word and (found := stream.one(name, form=given, site=site)):
            return stream, found
    raise OaiError("idDoesNotExist", "This repository has no record of this identifier.")


def form_of(prefix: str) -> Format:
    """The format of a prefix; raises OaiError (cannotDisseminateFormat)."""
    if prefix not in FORMATS:
        raise OaiError("cannotDisseminateFormat", f"This repository gives {', '.join(FORMATS)}.")
    return FORMATS[prefix]
