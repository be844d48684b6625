"""What became of my notice X? Every example is a link, all of them can be reached, found and taken away."""

from __future__ import annotations

import pytest
from django.urls import reverse

from catalogue.models import Record, Source
from harvest.models import Endpoint, HarvestRun, QuarantinedRecord, Remark
from harvest.pipeline import fetch, log
from harvest.selectors import fate
from harvest.services import runs
from harvest.services.drive import drive
from tests.harvest.partner import NOTICE, Partner, PartnerProtocol, gone, item
from tests.portal.backoffice.conftest import World

WHO = "partner admin of A"
NO_TITLE = NOTICE[: NOTICE.index('<datafield tag="200"')] + "</record>"


def untitled(number: int):
    """A served record that says nothing to a reader."""
    served = item(number)
    served.data = NO_TITLE.format(number=number).encode()
    return served


def broken(number: int, *, file: str = ""):
    """A served record that no reader takes, of which a title can still be seen."""
    served = item(number, title=f"Traité n° {number}")
    served.data, served.file = served.data.replace(b"</record>", b""), file
    return served


@pytest.fixture
def served(world: World, monkeypatch: pytest.MonkeyPatch) -> Partner:
    """A partner behind every point."""
    partner = Partner([item(1), item(2), untitled(3), broken(4, file="lot-2/notices.mrc"), broken(5)])
    client = type("Client", (PartnerProtocol,), {"partner": partner})
    monkeypatch.setattr(fetch, "open_protocol", lambda _name, config: client(config))
    return partner


def harvest(point: Endpoint, kind: str = "full") -> HarvestRun:
    return drive(runs.start(Endpoint.objects.get(pk=point.pk), kind=kind).pk, index=False)


def asked(world: World, text: str, *, who: str = WHO, **fields: str) -> str:
    return world.client(who).get(reverse("harvesting:fate"), {"q": text} | fields).content.decode()


def test_a_record_without_a_title_waits_in_quarantine_and_not_before_readers(world: World, served: Partner) -> None:
    harvest(world.point_a)
    aside = QuarantinedRecord.objects.get(source=world.point_a.source, identifier="oai:partner:3")
    assert aside.code == "nothing_to_show" and "pas de titre" in asked(world, "oai:partner:3")
    assert not Record.objects.filter(source=world.point_a.source, identifier="oai:partner:3").exists()
    served.items[2] = item(3)
    harvest(world.point_a)
    assert Record.objects.get(source=world.point_a.source, identifier="oai:partner:3").state == "active"
    assert not QuarantinedRecord.objects.filter(pk=aside.pk).exists()


def test_a_notice_that_loses_its_title_is_shown_as_it_was(world: World, served: Partner) -> None:
    harvest(world.point_a)
    served.items[0] = untitled(1)
    harvest(world.point_a)
    assert Record.objects.get(source=world.point_a.source, identifier="oai:partner:1").state == "active"
    page = asked(world, "oai:partner:1")
    assert "devant les lecteurs" in page and "Sa dernière version est en quarantaine" in page


def test_what_waits_says_its_file_its_position_and_what_looks_like_its_title(world: World, served: Partner) -> None:
    harvest(world.point_a)
    aside = QuarantinedRecord.objects.get(source=world.point_a.source, identifier="oai:partner:4")
    assert (aside.file, aside.position, aside.title) == ("lot-2/notices.mrc", 4, "Traité n° 4")
    listing = world.client(WHO).get(reverse("harvesting:quarantine"), {"source": "a-livres", "q": "lot-2"}).content.decode()
    assert "lot-2/notices.mrc" in listing and "Traité n° 4" in listing and "oai:partner:5" not in listing
    assert "oai:partner:5" in world.client(WHO).get(reverse("harvesting:quarantine"), {"source": "a-livres", "q": "5"}).content.decode()
    assert "Traité n° 4" in world.client(WHO).get(reverse("harvesting:quarantined", args=[aside.pk])).content.decode()


def test_the_fate_of_a_notice_is_told(world: World, served: Partner) -> None:
    harvest(world.point_a)
    for text, said in (
        ("oai:partner:1", "devant les lecteurs"),
        (" partner:1 ", "devant les lecteurs"),
        ("oai:partner:5", "en quarantaine"),
        ("oai:partner:99", "Aucune notice n’a jamais été reçue"),
        ("%", "Aucune notice n’a jamais été reçue"),
    ):
        assert said in asked(world, text), text
        assert "console-table" not in asked(world, text, who="partner admin of B"), text


def test_what_was_withdrawn_or_hidden_is_told_too(world: World, served: Partner) -> None:
    Endpoint.objects.filter(pk=world.point_a.pk).update(deletion_guard=100)
    harvest(world.point_a)
    served.items[0] = gone(1)
    harvest(world.point_a)
    assert "retirée : le partenaire l’a supprimée" in asked(world, "oai:partner:1").replace("\xa0", " ")
    Source.objects.filter(pk=world.point_a.source_id).update(standing="prepared")
    Record.objects.filter(source=world.point_a.source, state="active").update(state="hidden")
    assert "en préparation" in asked(world, "oai:partner:2")


def test_a_source_too_large_for_ends_asks_for_the_whole_identifier(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*args: object) -> None:
        raise TimeoutError

    monkeypatch.setattr(fate, "find", slow)
    assert "donnez-le en entier" in asked(world, "1")


def test_every_record_of_a_message_can_be_reached_searched_and_taken_away(world: World, served: Partner) -> None:
    served.items = [broken(number, file="a.mrc" if number < 40 else "b.mrc") for number in range(1, 61)]
    run = harvest(world.point_a)
    message = run.messages.get(count=60)
    client = world.client(WHO)
    run_page = client.get(reverse("harvesting:run", args=[run.pk])).content.decode()
    assert f"{reverse('harvesting:fate')}?source=a-livres&amp;q=oai%3Apartner%3A1" in run_page
    address = reverse("harvesting:message", args=[message.pk])
    assert address in run_page and address in client.get(reverse("harvesting:messages")).content.decode()
    first = client.get(address).content.decode()
    following = client.get(address, {"before": Remark.objects.filter(message=message).order_by("-pk")[49].pk}).content.decode()
    reached = {number for number in range(1, 61) for page in (first, following) if f"oai:partner:{number}<" in page}
    assert reached == set(range(1, 61))
    assert "oai:partner:45<" in client.get(address, {"q": "b.mrc"}).content.decode()
    assert "oai:partner:39<" not in client.get(address, {"q": "b.mrc"}).content.decode()
    assert "oai:partner:7<" in client.get(address, {"q": "7"}).content.decode()
    exported = b"".join(client.get(address, {"export": "csv"}).streaming_content).decode()
    assert exported.count("oai:partner:") == 60 and "a.mrc" in exported
    assert world.client("partner admin of B").get(address).status_code == 404


def test_what_a_message_is_about_is_bounded_and_goes_with_age(world: World, served: Partner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "REMARKS", 20)
    served.items = [broken(number) for number in range(1, 61)]
    message = harvest(world.point_a).messages.get(count=60)
    assert 20 <= message.remarks.count() < 40
    log.prune(90)
    assert message.remarks.exists()
    type(message).objects.filter(pk=message.pk).update(at="2020-01-01T00:00Z")
    log.prune(90)
    assert not message.remarks.exists()


ODD = ("\x00", "é" * 5000, "9" * 400, "٣", "\\", "{}", "'\"><script>", "%00", "-1")


@pytest.mark.parametrize("name", ["fate", "quarantine", "messages", "message"])
def test_whatever_is_typed_is_answered(world: World, served: Partner, name: str) -> None:
    run, client = harvest(world.point_a), world.client(WHO)
    arguments = [run.messages.first().pk] if name == "message" else []
    for text in ODD:
        answer = client.get(reverse(f"harvesting:{name}", args=arguments), {"q": text, "source": "a-livres"})
        assert answer.status_code in (200, 302, 400, 404), text[:20]
        assert "'\"><script>" not in answer.content.decode()
