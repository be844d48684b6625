"""An alignment that somebody handed in outlives the next harvests, of the record unchanged, changed, and read again."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from catalogue.models import Record
from catalogue.services import alignments
from harvest.models import Endpoint, HarvestRun
from harvest.protocols.base import Item
from tests.harvest.partner import Partner

pytestmark = pytest.mark.django_db
ARK = "ark:/12148/cb36646150b"
DC = (
    '<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<dc:title>{title}</dc:title></oai_dc:dc>"
)


def notice(title: str) -> Item:
    return Item(identifier="oai:x:1", datestamp="2026-01-01T00:00:00Z", data=DC.format(title=title).encode(), position=1)


def test_what_was_aligned_stays_aligned(
    endpoint: Endpoint, serve: Callable[[Partner], Partner], harvest: Callable[..., HarvestRun]
) -> None:
    Endpoint.objects.filter(pk=endpoint.pk).update(format="dublin_core")
    partner = serve(Partner([notice("Délie")]))
    harvest()
    alignments.take(endpoint.source, f"oai:x:1\t{ARK}\n".encode(), name="a.tsv", author="x")
    alignments.lay_over(budget_seconds=5)
    for kind, title, counted in (("full", "Délie", (0, 1)), ("full", "Délie, object", (1, 0)), ("replay", "Délie, object", (0, 1))):
        partner.items[0] = notice(title)
        run = harvest(kind=kind)
        record = Record.objects.get()
        assert (run.state, run.changed, run.unchanged) == ("done", *counted), kind
        assert record.as_description.title == title
        assert [one.value for one in record.as_description.identifiers if one.qualifier] == [ARK, "FRBNF36646150"], kind
