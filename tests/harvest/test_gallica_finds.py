"""A document found by a question to Gallica is taken in among those that rules propose: once, as a harvest reads it, asked of nobody."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest
from django.utils import timezone

from catalogue.formats.gallica_answers import Found, Hit, read_hits
from catalogue.models import LocalPlacing, Record, Source
from catalogue.services.local_decisions import Choice, decide
from harvest.models import Endpoint, GallicaQuestion, HarvestRun, RawRecord
from harvest.pipeline import load
from harvest.protocols.base import Item
from harvest.services import gallica_finds
from harvest.services.gallica_finds import Outcome, take
from tests.catalogue.formats.test_gallica_answers import hits
from tests.harvest.partner import Partner
from tests.harvest.pipeline.test_curated import DC, curated

assert curated  # a fixture
pytestmark = pytest.mark.django_db
ARK = "bpt6k000001"
NAME = f"oai:bnf.fr:gallica/ark:/12148/{ARK}"


def question(found: object) -> GallicaQuestion:
    answer = msgspec.to_builtins(found)
    return GallicaQuestion.objects.create(kind="documents", words="x", asked_by="x", answer=answer, answered_at=timezone.now())


@pytest.fixture
def asked(curated: Endpoint) -> GallicaQuestion:
    return question(read_hits(hits((ARK, "Plan de Trévoux"), ("cb32699739p/date", "Journal de Trévoux"))))


def test_it_stands_in_the_queue_as_one_that_a_harvest_brought(curated: Endpoint, asked: GallicaQuestion) -> None:
    outcome, number = take(asked, ARK)
    record = Record.objects.get(pk=number)
    assert (outcome, record.identifier, record.state, record.source_id) == (Outcome.TAKEN, NAME, "hidden", curated.source_id)
    description = record.as_description
    assert description.title == "Plan de Trévoux" and description.digital_copies[0].url.endswith(ARK)
    raw = RawRecord.objects.get(identifier=NAME)
    assert raw.run_id is None and b"Plan de Tr" in bytes(raw.data)
    assert LocalPlacing.objects.get(record=record).communes == [], "a title alone places nothing"


def test_it_is_in_the_queue_of_its_commune_at_once(curated: Endpoint) -> None:
    printed = str(DC).replace("</oai_dc:dc>", "<dc:publisher>Ganeau (Trévoux)</dc:publisher></oai_dc:dc>").replace("{title}", "Journal")
    assert take(question(Found(1, hits=(Hit(ARK, record=printed),))), ARK).outcome == Outcome.TAKEN
    assert LocalPlacing.objects.get().communes == ["01427"]


def test_it_is_never_there_twice(asked: GallicaQuestion) -> None:
    assert [take(asked, ARK).outcome for _ in range(2)] == [Outcome.TAKEN, Outcome.HERE]
    assert Record.objects.count() == 1


def test_a_periodical_is_known_by_either_form_of_its_name(curated: Endpoint, asked: GallicaQuestion) -> None:
    take(asked, "cb32699739p")
    record = Record.objects.get()
    assert record.identifier.endswith("/cb32699739p/date")
    Record.objects.update(identifier=record.identifier.removesuffix("/date"))
    assert take(asked, "cb32699739p").outcome == Outcome.HERE


def test_what_was_rejected_does_not_come_back_even_when_its_record_is_gone(asked: GallicaQuestion) -> None:
    number = take(asked, ARK).record
    assert number is not None
    decide({number: Choice("rejected", "plan de poche")}, author="x")
    Record.objects.update(state=Record.State.TOMBSTONE)
    assert take(asked, ARK).outcome == Outcome.HERE


def test_a_harvest_afterwards_finds_it_and_a_full_one_that_does_not_leaves_it(
    asked: GallicaQuestion, serve: Callable[[Partner], Partner], harvest: Callable[..., HarvestRun]
) -> None:
    take(asked, ARK)
    partner = serve(Partner([Item(identifier="oai:bnf.fr:1", datestamp="2026-01-01T00:00:00Z", data=_dc("1", "Histoire de Lyon"))]))
    assert harvest(kind="full").state == "done"
    assert Record.objects.get(identifier=NAME).state == "hidden", "no run had brought it: none misses it"
    partner.items.append(Item(identifier=NAME, datestamp="2026-01-02T00:00:00Z", data=_dc("000001", "Plan d'une autre ville"), position=1))
    run = harvest(kind="full")
    assert (run.state, run.changed, run.let_go) == ("done", 1, 0)
    assert Record.objects.get(identifier=NAME).as_description.title == "Plan d'une autre ville"
    partner.items.pop()
    assert harvest(kind="full").state == "needs_decision", "now it is of the harvest: half of what there is would go"


def test_a_harvest_that_meets_it_between_reading_and_writing_goes_on(
    asked: GallicaQuestion,
    serve: Callable[[Partner], Partner],
    harvest: Callable[..., HarvestRun],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    serve(Partner([Item(identifier=NAME, datestamp="2026-01-01T00:00:00Z", data=_dc("000001", "Vue de Lyon"))]))
    store, taken = load.store, []

    def meanwhile(*args: object) -> None:
        if not taken:
            taken.append(take(asked, ARK).outcome)
        store(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(load, "store", meanwhile)
    run = harvest()
    assert taken == [Outcome.TAKEN] and (run.state, run.new, run.changed) == ("done", 0, 1)
    assert Record.objects.get().as_description.title == "Vue de Lyon"


def test_one_that_was_withdrawn_is_taken_again(asked: GallicaQuestion) -> None:
    take(asked, ARK)
    Record.objects.update(state=Record.State.TOMBSTONE)
    RawRecord.objects.update(state=RawRecord.State.TOMBSTONE)
    assert take(asked, ARK).outcome == Outcome.TAKEN
    assert (Record.objects.get().state, RawRecord.objects.get().state) == ("hidden", "active")


@pytest.mark.parametrize(
    ("hit", "outcome"),
    [
        (Hit(ARK, "Plan"), Outcome.UNKNOWN),
        (Hit("bpt6k999999", "Plan", record="<dc/>"), Outcome.UNKNOWN),
        (Hit(ARK, record="<dc"), Outcome.UNREADABLE),
        (Hit(ARK, record="<x/>"), Outcome.UNREADABLE),
        (Hit(ARK, record=str(DC).replace("{title}", "")), Outcome.UNREADABLE),
    ],
)
def test_what_cannot_be_taken_is_told_and_nothing_is_written(curated: Endpoint, hit: Hit, outcome: Outcome) -> None:
    assert take(question(Found(1, hits=(hit,))), ARK).outcome == outcome
    assert not RawRecord.objects.exists() and not Record.objects.exists()


def test_without_a_source_of_gallica_it_is_told(db: None) -> None:
    assert take(question(read_hits(hits((ARK, "Plan")))), ARK).outcome == Outcome.NO_SOURCE


def test_the_source_that_the_bnf_serves_is_taken_before_another(curated: Endpoint) -> None:
    Endpoint.objects.filter(pk=curated.pk).update(url="http://other.example/")
    theirs = Source.objects.create(slug="g", name="G", institution=curated.source.institution, curated=True)
    Endpoint.objects.create(source=theirs, protocol="oai_pmh", url="http://oai.bnf.fr/oai2/OAIHandler", format="dublin_core")
    assert gallica_finds.source_of_gallica() == theirs


def _dc(number: str, title: str) -> bytes:
    return DC.format(number=number, title=title).encode()
