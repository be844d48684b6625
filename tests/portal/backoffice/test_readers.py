"""Can a source be hidden while it is prepared, withdrawn from readers, removed and taken back, with all that hangs on its notices?"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from catalogue.models import Ark, Holding, Record, Source
from catalogue.selectors import notices
from catalogue.services import indexing, standing
from harvest.models import Endpoint, HarvestRun, QuarantinedRecord, RawRecord
from harvest.pipeline import fetch
from harvest.services import runs, sources
from harvest.services.drive import drive
from tests.catalogue.services.marked import ids_in_index
from tests.harvest.partner import Partner, PartnerProtocol, gone, item
from tests.portal.backoffice.conftest import World
from tests.portal.backoffice.test_points import FORM

STANDING = Source.Standing


@pytest.fixture
def served(world: World, settings, tmp_path, monkeypatch: pytest.MonkeyPatch) -> Partner:
    """A partner of twelve notices behind point A, harvested and found by readers."""
    settings.SEARCH_INDEX_DIR, settings.ELASTICSEARCH_URL = tmp_path, ""
    partner = Partner([item(number) for number in range(1, 13)])
    client = type("Client", (PartnerProtocol,), {"partner": partner})
    monkeypatch.setattr(fetch, "open_protocol", lambda _name, config: client(config))
    harvest(world)
    assert len(found(world)) == 12
    return partner


def harvest(world: World, kind: str = "full") -> HarvestRun:
    return drive(runs.start(Endpoint.objects.get(pk=world.point_a.pk), kind=kind).pk)


def found(world: World) -> list[int]:
    """What readers find of point A's source."""
    indexing.drain()
    own = set(Record.objects.filter(source=world.point_a.source).values_list("pk", flat=True))
    return [number for number in ids_in_index() if number in own]


def ask(world: World, deed: str, *, who: str = "partner admin of A", sure: bool = True):
    address = reverse("harvesting:point_readers", args=[world.point_a.pk])
    return world.client(who).post(address, {"deed": deed} | ({"sure": "yes"} if sure else {}))


def test_a_withdrawn_source_leaves_readers_and_comes_back_whole(world: World, served: Partner, client) -> None:
    number = Record.objects.filter(source=world.point_a.source).first().pk
    question = ask(world, "retirer", sure=False)
    assert question.status_code == 200 and "12 notices quittent" in question.content.decode() and len(found(world)) == 12
    assert ask(world, "retirer").status_code == 302
    assert found(world) == []
    assert not Holding.objects.filter(record__source=world.point_a.source, shown=True).exists()
    assert notices.by_key(notices.key_of(number)).is_withdrawn
    assert client.get(f"/notice/{number}", follow=True).status_code == 410
    harvest(world)
    assert found(world) == [], "what a harvest brings meanwhile is kept from readers too"
    assert ask(world, "montrer").status_code == 302
    assert len(found(world)) == 12
    assert client.get(f"/notice/{number}", follow=True).status_code == 200
    assert not Ark.objects.filter(namespace=world.point_a.source.slug, state="tombstone").exists()


def test_what_the_partner_withdraws_meanwhile_does_not_come_back(world: World, served: Partner) -> None:
    ask(world, "retirer")
    served.items[0] = gone(1)
    harvest(world)
    ask(world, "montrer")
    assert len(found(world)) == 11


def test_a_source_being_prepared_is_told_to_nobody(world: World, served: Partner, client) -> None:
    Source.objects.filter(pk=world.point_a.source_id).update(standing=STANDING.PREPARED)
    served.items.append(item(13))
    harvest(world)
    new = Record.objects.get(source=world.point_a.source, identifier="oai:partner:13")
    assert new.state == "hidden" and new.pk not in found(world)
    assert client.get(f"/notice/{new.pk}", follow=True).status_code == 404
    ask(world, "montrer")
    assert new.pk in found(world)


def test_a_removed_source_can_be_taken_back_and_then_goes(world: World, served: Partner) -> None:
    world.quarantine(world.point_a, world.run_a, "oai:other")
    question = ask(world, "supprimer", sure=False).content.decode()
    assert "12 notices quittent" in question and "1 notice en quarantaine part avec elles" in question
    ask(world, "supprimer")
    assert found(world) == []
    with pytest.raises(runs.RunRefused):
        runs.start(Endpoint.objects.get(pk=world.point_a.pk))
    sources.purge()
    assert RawRecord.objects.filter(source=world.point_a.source, state="active").count() == 12, "not before its time"
    assert ask(world, "reprendre").status_code == 302
    assert len(found(world)) == 12
    ask(world, "supprimer")
    Source.objects.filter(pk=world.point_a.source_id).update(standing_since=timezone.now() - timedelta(days=31))
    sources.purge()
    assert not RawRecord.objects.filter(source=world.point_a.source).exists()
    assert not QuarantinedRecord.objects.filter(source=world.point_a.source).exists()
    assert not Endpoint.objects.filter(pk=world.point_a.pk).exists()
    assert set(Record.objects.filter(source_id=world.point_a.source_id).values_list("state", flat=True)) == {"tombstone"}
    assert RawRecord.objects.filter(source=world.point_b.source).count() == 0 and Endpoint.objects.filter(pk=world.point_b.pk).exists()


def test_a_large_source_follows_some_thousands_at_a_time(world: World, served: Partner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standing, "BATCH", 5)
    standing.place(world.point_a.source, STANDING.WITHDRAWN)
    assert not standing.settle(world.point_a.source_id, budget_seconds=-1)
    assert len(found(world)) == 7
    standing.settle_all(budget_seconds=60)
    assert found(world) == [] and Source.objects.get(pk=world.point_a.source_id).settled


@pytest.mark.parametrize("deed", ["", "montrer", "x", "\x00", "é" * 9000])
def test_a_deed_that_makes_no_sense_changes_nothing(world: World, deed: str) -> None:
    assert ask(world, deed).status_code in (302, 400, 404)
    assert Source.objects.get(pk=world.point_a.source_id).standing == STANDING.SHOWN


def test_a_new_point_can_be_prepared_and_a_second_one_on_an_address_is_warned_of(world: World) -> None:
    client = world.client("partner admin of A")
    sent = FORM | {"name": "Neuf", "institution": str(world.a.pk), "prepared": "on"}
    answer = client.post(reverse("harvesting:point_add"), sent, follow=True)
    assert Source.objects.get(name="Neuf").standing == STANDING.PREPARED
    assert "moissonne déjà cette adresse" not in answer.content.decode()
    again = client.post(reverse("harvesting:point_add"), sent | {"name": "Encore"}, follow=True).content.decode()
    assert "« Neuf » moissonne déjà cette adresse" in again.replace("\xa0", " ")
    other = world.client("partner admin of B").post(
        reverse("harvesting:point_add"), sent | {"name": "Autre", "institution": str(world.b.pk)}, follow=True
    )
    assert "Un autre point moissonne déjà cette adresse" in other.content.decode() and "Neuf" not in other.content.decode()


def test_who_withdraws_a_source_of_finding_aids_is_asked_about_finding_aids(world: World, served: Partner) -> None:
    Endpoint.objects.filter(pk=world.point_a.pk).update(format="ead")
    question = ask(world, "retirer", sure=False).content.decode()
    assert "12 instruments de recherche quittent" in question and "12 notices" not in question
