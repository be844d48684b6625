"""The answers of the repository and of SRU by the schemas of their standards, where somebody put these into the folder ``schemas``.

They are others' files and not ours to give: folders ``oai``, ``marc``, ``ead``, ``edm`` and ``sru``, as README.md says.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_noop
from lxml import etree

from catalogue.formats.xml.grammar import schema
from portal.publish.conformance import oai_schema
from portal.publish.conformance.asking import Portal
from portal.publish.conformance.judging import Chance, Fault, Skipped, check, each

RECORDS = 8
_NONE = gettext_noop("Nobody put the schemas of the standards where the portal looks for them.")
_INVALID = gettext_noop("The schema does not allow it: %(why)s")
_OAI = ({"verb": "Identify"}, {"verb": "ListMetadataFormats"}, {"verb": "ListSets"})
_SRU = ({"query": "lyon", "maximumRecords": "5"}, {"query": "(a"}, {"query": "lyon", "facetLimit": "5", "maximumRecords": "1"})


def look(portal: Portal, chance: Chance) -> Iterator[Fault | None]:
    """Each verb, a page of each format, some answers of SRU 2.0."""
    folder = Path(settings.SCHEMAS_DIR)
    if not (folder / "oai/OAI-PMH.xsd").is_file():
        raise Skipped(_NONE)
    with tempfile.TemporaryDirectory(prefix="traboule-schemas-") as made:
        judge = oai_schema.schema(folder, Path(made))
    listed = portal.get("/oai", verb="ListMetadataFormats").xml()
    prefixes = [found.text or "" for found in listed.iter("{*}metadataPrefix")]
    asked = [*_OAI, *({"verb": "ListRecords", "metadataPrefix": prefix} for prefix in prefixes)]
    yield from each(asked, lambda parameters: _valid(portal, judge, "/oai", parameters))
    if (folder / "sru/sruResponse.xsd").is_file():
        answers = schema(folder / "sru/sruResponse.xsd")
        yield from each(_SRU, lambda parameters: _valid(portal, answers, "/sru", parameters))


def _valid(portal: Portal, judge: etree.XMLSchema, base: str, parameters: dict[str, str]) -> Iterator[Fault | None]:
    answer = portal.get(base, **parameters)
    try:
        judge.assertValid(answer.xml())
        why = ""
    except etree.DocumentInvalid as error:
        why = str(error)
    yield check(not why, answer.address, _INVALID, why=why)
