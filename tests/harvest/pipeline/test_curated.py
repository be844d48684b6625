"""A library of millions of documents: what is not from here is counted and let go, the rest is stored and hidden."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from catalogue.models import Record, Source
from catalogue.services.standing import place
from harvest.models import Endpoint, HarvestRun, RawRecord
from harvest.protocols.base import Item
from harvest.services.endpoints import EndpointRefused, NewEndpoint, add
from tests.harvest.partner import Partner

pytestmark = pytest.mark.django_db
DC = (
    '<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<dc:identifier>https://gallica.bnf.fr/ark:/12148/bpt6k{number}</dc:identifier><dc:title>{title}</dc:title></oai_dc:dc>"
)


def document(number: int, title: str) -> Item:
    data = DC.format(number=f"{number:07d}x", title=title).encode()
    return Item(identifier=f"oai:bnf.fr:{number}", datestamp="2026-01-01T00:00:00Z", data=data, position=number)


@pytest.fixture
def curated(endpoint: Endpoint) -> Endpoint:
    """The partner's endpoint, as one of a large library."""
    Source.objects.filter(pk=endpoint.source_id).update(curated=True, standing=Source.Standing.PREPARED)
    Endpoint.objects.filter(pk=endpoint.pk).update(format="dublin_core")
    endpoint.refresh_from_db()
    return endpoint


def test_what_no_rule_keeps_is_counted_and_not_stored(
    curated: Endpoint, serve: Callable[[Partner], Partner], harvest: Callable[..., HarvestRun]
) -> None:
    titles = ["Histoire de Lyon", "Histoire de Paris", "Vienne et le Prater", "Voyage en Savoie", "<broken"]
    partner = serve(Partner([document(number, title) for number, title in enumerate(titles)]))
    run = harvest()
    assert (run.state, run.read, run.new, run.let_go, run.refused) == ("done", 3, 2, 2, 1)
    assert set(Record.objects.values_list("identifier", "state")) == {("oai:bnf.fr:0", "hidden"), ("oai:bnf.fr:3", "hidden")}
    assert RawRecord.objects.filter(state="active").count() == 2
    partner.items[0] = document(0, "Histoire d'une autre ville")
    again = harvest(kind="full")
    assert (again.state, again.changed, again.let_go) == ("done", 1, 2), "what is there already is read as it has become"


def test_a_curated_source_is_never_shown_whole(curated: Endpoint) -> None:
    place(curated.source, Source.Standing.SHOWN)
    assert Source.objects.get(pk=curated.source_id).standing == Source.Standing.PREPARED


def test_a_curated_point_is_made_hidden_and_reads_dublin_core_alone(db: None) -> None:
    new = NewEndpoint(
        "gallica", protocol="oai_pmh", url="http://oai.example/", rcr="693836101", prefix="oai_dc", format="dublin_core", curated=True
    )
    source = add(new).source
    assert (source.curated, source.standing) == (True, Source.Standing.PREPARED)
    with pytest.raises(EndpointRefused, match="Dublin Core"):
        add(
            NewEndpoint("autre", protocol="oai_pmh", url="http://oai.example/", rcr="693836101", prefix="x", format="unimarc", curated=True)
        )
