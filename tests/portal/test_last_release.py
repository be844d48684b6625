"""A portal of the release before arks, a harvest under way, becomes this one: nothing is lost, and every address leads where it led."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.core.signing import Signer
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone
from django.utils.http import int_to_base36

from catalogue.core.description import Description, DigitalCopy, Holding, Title
from catalogue.core.keys import Kind
from catalogue.core.serialization import to_json
from catalogue.models import Ark, Institution, Record, Source
from catalogue.models import Holding as Shelf
from catalogue.services import institutions, intake, register, withdrawal
from harvest.models import HarvestRun, RawRecord
from harvest.pipeline.advance import advance
from harvest.services import runs
from harvest.services.drive import drive
from harvest.services.endpoints import NewEndpoint, add
from portal.public.visit import basket
from tests.catalogue.test_migrations import before
from tests.harvest.conftest import serve
from tests.harvest.partner import Partner, item
from tests.selections import some

__all__ = ["before", "serve"]
LYON, GRENOBLE = "693836101", "381856101"
PARTS = ("apercu", "couverture", "couverture-double", "vignette", "pages", "0/info.json", "0/image", "0/0,0,512,512/512,512/0/default.jpg")
CITED = ("bibtex", "ris", "csl-json")
COPIES = (
    DigitalCopy(url="http://numerique.invalid/1", manifest="http://numerique.invalid/1/manifest"),
    DigitalCopy(url="http://numerique.invalid/2.jpg"),
)


@dataclass
class Before:
    """What the portal of the last release held. ``numbers``: of each record, by its title; ``stood``: rows, as they stood."""

    run: HarvestRun
    numbers: dict[str, int] = field(default_factory=dict)
    stood: dict[str, Any] = field(default_factory=dict)


def _described(title: str, **more: Any) -> bytes:
    facts = {"titles": (Title(value=title),), "holdings": (Holding(institution=LYON, call_number="Rés 1"),), **more}
    return to_json(Description(identifier=title, format="unimarc", document_type="book", **facts))


def _rows(model: type[Any], *fields: str) -> list[tuple[Any, ...]]:
    return list(model.objects.order_by("pk").values_list(*fields))


@pytest.fixture
def released(before: Callable[[str], Any], serve: Callable[[Partner], Partner], settings: Any, tmp_path: Path) -> Iterator[Before]:
    """Ten notices of a harvest of twenty-five, three of another source, one of them withdrawn, and a page that a librarian wrote."""
    settings.SEARCH_INDEX_DIR, settings.ELASTICSEARCH_URL = tmp_path, ""
    register.forget()
    cache.clear()
    serve(Partner([item(number) for number in range(25)]))
    endpoint = add(NewEndpoint("lyon", protocol="oai_pmh", url="http://partner.invalid/oai", rcr=LYON, prefix="marcxchange"))
    Institution.objects.filter(isil=f"FR-{LYON}").update(title="Bibliothèque de Lyon", presentation="Fondée en 1765.", to_complete=False)
    run = runs.start(endpoint, kind="full")
    advance(run.pk, budget_seconds=0)
    other = Source.objects.create(slug="fonds", name="Fonds", institution=institutions.make(GRENOBLE, name="Bibliothèque de Grenoble"))
    arrivals = [("a", _described("Carte", digital_copies=COPIES)), ("b", _described("Atlas")), ("c", _described("Plan retiré"))]
    with transaction.atomic():
        stored = [intake.Arrival(identifier, "unimarc", "utf-8", b"", data, ()) for identifier, data in arrivals]
        intake.store(other.pk, stored, now=timezone.now())
        withdrawal.withdraw(other.pk, ["c"], now=timezone.now())
    before("0006_marks_of_every_kind")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE catalogue_institution SET rcr = %s WHERE presentation <> ''", [LYON])
        cursor.execute("UPDATE catalogue_institution SET rcr = %s WHERE presentation = ''", [GRENOBLE])
        cursor.execute("SELECT to_regclass('catalogue_ark'), to_regclass('catalogue_registerentry')")
        assert cursor.fetchone() == (None, None), "the last release knew neither arks nor the register"
    numbers = {record.as_description.title: record.pk for record in Record.objects.all()}
    assert 13 <= len(numbers) < 28
    stood = {"records": _rows(Record, *_STORED), "raw": _rows(RawRecord, "pk", "identifier", "digest", "run_id")}
    yield Before(run, numbers, stood)
    register.forget()


_STORED = ("pk", "source_id", "identifier", "state", "digest", "description", "created_at", "updated_at")


def _former(numbers: dict[str, int]) -> Iterator[tuple[str, str, str]]:
    """Every address of the last release, what it showed, and what its path must end in now."""
    for title, number in numbers.items():
        yield f"/notice/{number}", title, ""
        yield f"/notice/{number}/source", title, "/source"
        for name in CITED:
            yield f"/notice/{number}/citer/{name}", title, f"/citer/{name}"
    for part in PARTS:
        for place in (0, 1):
            yield f"/numerisation/{numbers['Carte']}/{place}/{part}", "Carte", f"/{part}"


def _arks() -> dict[str, str]:
    return dict(Ark.objects.filter(kind=Kind.NOTICE).values_list("name", "identifier"))


@pytest.mark.django_db(transaction=True)
def test_nothing_is_lost_and_every_address_leads_to_what_it_showed(released: Before) -> None:
    call_command("migrate", verbosity=0)
    assert _rows(Record, *_STORED) == released.stood["records"]
    assert _rows(RawRecord, "pk", "identifier", "digest", "run_id") == released.stood["raw"]
    assert Institution.objects.get(isil=f"FR-{LYON}").presentation == "Fondée en 1765."
    assert Shelf.objects.values("record_id").distinct().count() == len(released.numbers)
    minted = _arks()
    assert len(minted) == len(released.numbers)
    of_title = {record.as_description.title: record.identifier for record in Record.objects.all()}
    client, names = Client(), {identifier: name for name, identifier in minted.items()}
    keys = set()
    for address, title, end in _former(released.numbers):
        for language in ("", "/en"):
            answer = client.get(f"{language}{address}")
            assert answer.status_code == 301, address
            name = names[of_title[title]]
            if address.startswith("/numerisation/"):
                start, key = f"{language}/numerisation/{name}/", answer["Location"].split("/")[-1 - end.count("/")]
                keys.add(key)
                assert answer["Location"] == f"{start}{key}{end}", address
            else:
                assert answer["Location"] == f"{language}/ark:/{name}{end}", address
    assert len(keys) == 2, "two copies, two addresses"
    for title, number in released.numbers.items():
        page = client.get(f"/notice/{number}", follow=True)
        assert (page.status_code, title in page.content.decode()) == (410 if title == "Plan retiré" else 200, True)
    for code in (LYON, f"FR-{LYON}", GRENOBLE):
        answer = client.get(f"/etablissement/{code}")
        kept = Ark.objects.get(kind=Kind.INSTITUTION, identifier=f"FR-{code.removeprefix('FR-')}")
        assert (answer.status_code, answer["Location"]) == (301, f"/ark:/{kept.name}")


@pytest.mark.django_db(transaction=True)
def test_a_visit_sheet_of_the_last_release_opens(released: Before) -> None:
    call_command("migrate", verbosity=0)
    client = Client()
    entries = [int_to_base36(released.numbers[title]) for title in ("Carte", "Atlas", "Plan retiré")]
    client.cookies[basket.COOKIE] = Signer(salt="portal.public.visit.basket").sign(".".join(entries))
    page = client.get("/ma-fiche").content.decode()
    assert all(title in page for title in ("Carte", "Atlas", "Plan retiré")) and "Ne figure plus" not in page


@pytest.mark.django_db(transaction=True)
def test_arks_are_minted_once_however_often_it_is_migrated(released: Before) -> None:
    call_command("migrate", verbosity=0)
    minted = _arks()
    for _ in range(2):
        call_command("migrate", "catalogue", "0007", verbosity=0)
        call_command("migrate", verbosity=0)
    assert _arks() == minted


@pytest.mark.django_db(transaction=True)
def test_the_harvest_under_way_ends_and_everything_harvested_again_is_where_it_was(released: Before) -> None:
    call_command("migrate", verbosity=0)
    minted = _arks()
    run = drive(released.run.pk, index=False)
    assert run.state == HarvestRun.State.DONE and run.new == 25
    assert Record.objects.filter(source__slug="lyon").count() == RawRecord.objects.count() == 25
    whole = _arks()
    assert minted.items() <= whole.items() and len(whole) == 28
    titles = {number: title for title, number in released.numbers.items()}
    for model in (Shelf, RawRecord):
        model.objects.all().delete()
    Record.objects.filter(source__slug="lyon").delete()
    again = drive(runs.start(run.endpoint, kind="full").pk, index=False)
    assert again.new == 25 and _arks() == whole
    client = Client()
    for number, title in some(titles.items()):
        page = client.get(f"/notice/{number}", follow=True)
        assert page.status_code in (200, 410) and title in page.content.decode()
