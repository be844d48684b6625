"""Does what readers see of a source hold for the finding aids that its server gave, wherever they are read?"""

from __future__ import annotations

import zipfile
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from catalogue.core.keys import Kind
from catalogue.models import Ark, Component, FindingAid, Source
from catalogue.selectors import changed, ead_uploads, feeds
from catalogue.services import finding_aid_standing, harvested_finding_aids, indexing, standing, withdrawal
from portal.publish.dumps import writing
from tests.catalogue.formats.ead_written import component, finding_aid
from tests.portal.conftest import Library
from tests.portal.public import samples
from tests.portal.public.finding_aids.conftest import ACCOUNTS, EADID, KEPT, LETTERS, RULE, SECRET, WRITTEN, path_of, take
from tests.portal.public.reading import page

GIVEN_AS = "oai:lyon:ferrand"
KEYS = ("", "lettres", "lettre")
HIDDEN = [Source.Standing.PREPARED, Source.Standing.WITHDRAWN, Source.Standing.REMOVED]


def receive(library: Library, data: bytes = WRITTEN, name: str = GIVEN_AS) -> None:
    """As a harvest does."""
    told = harvested_finding_aids.receive(library.source, name, data)
    assert told.status != "refused", told


def place(library: Library, wanted: str) -> None:
    """As the console does, to the end; then the engine follows."""
    standing.place(library.source, wanted)
    assert standing.settle(library.source.pk, budget_seconds=60)
    indexing.drain()


def a_minute_ago() -> None:
    """What changed a moment ago is beyond what lists may hold yet."""
    FindingAid.objects.update(updated_at=timezone.now() - timedelta(minutes=1), created_at=timezone.now() - timedelta(minutes=2))


@pytest.fixture
def harvested(library: Library) -> Library:
    receive(library)
    indexing.drain()
    return library


def found_by_search(client: Client) -> int:
    return len(page(client, "/recherche?nature=component&q=lettre").select(".hit"))


def headers(client: Client) -> list[str]:
    """What a harvester is told of finding aids: "shown" or "deleted" for each."""
    a_minute_ago()
    told = client.get("/oai?verb=ListIdentifiers&metadataPrefix=oai_ead&set=ead").content.decode()
    return ["deleted" if 'status="deleted"' in one else "shown" for one in told.split("<header")[1:]]


def in_dump(settings: Any, folder: Path) -> int:
    settings.VAR_DIR = Path(mkdtemp(dir=folder))
    a_minute_ago()
    with zipfile.ZipFile(writing.write() / "instruments-de-recherche.ead.zip") as archive:
        return len(archive.namelist())


def told_of_changes() -> list[bool]:
    a_minute_ago()
    start = changed.Place(datetime.fromisoformat("2000-01-01T00:00:00+00:00"), 0, 0)
    every = changed.page(start, horizon=timezone.now()).changes
    return [one.shown for one in every if one.place.kind == Kind.COMPONENT]


@pytest.mark.parametrize("state", HIDDEN)
def test_a_source_that_readers_do_not_see_hides_its_finding_aids_everywhere(
    client: Client, harvested: Library, state: str, settings: Any, tmp_path: Path
) -> None:
    paths = [path_of(key) for key in KEYS]
    within = path_of().rpartition("/")[2]
    forms = [f"{path}{form}" for path in paths for form in ("", "/ead.xml")] + [f"/api/v1/components{path}" for path in paths]
    assert {client.get(path).status_code for path in forms} == {200}
    assert found_by_search(client) == 9 and headers(client) == ["shown"] and in_dump(settings, tmp_path) == 1
    place(harvested, state)
    assert {client.get(path).status_code for path in forms} == {410}
    assert found_by_search(client) == 0 and feeds.of(Kind.COMPONENT).bounds().total == 0
    assert "Ferrand" not in page(client, f"/recherche?inventaire={within}").text
    assert headers(client) == ([] if state == Source.Standing.PREPARED else ["deleted"])
    assert in_dump(settings, tmp_path) == 0 and told_of_changes() == [False]
    place(harvested, Source.Standing.SHOWN)
    assert {client.get(path).status_code for path in forms} == {200}
    assert found_by_search(client) == 9 and headers(client) == ["shown"] and in_dump(settings, tmp_path) == 1
    assert told_of_changes() == [True] and not Ark.objects.filter(kind=Kind.COMPONENT, state=Ark.State.TOMBSTONE).exists()


def test_its_address_says_what_it_was_and_what_is_for_staff_is_not_told(client: Client, harvested: Library) -> None:
    place(harvested, Source.Standing.WITHDRAWN)
    gone = client.get(path_of("lettre"))
    assert gone.status_code == 410 and "Lettre à Élise" in gone.content.decode() and f'href="{path_of()}"' not in gone.content.decode()
    secret = client.get(path_of("secret"))
    assert secret.status_code == 404 and "personnel" not in secret.content.decode()


def test_what_was_for_staff_is_told_to_nobody_once_it_is_gone(client: Client, harvested: Library) -> None:
    receive(harvested, finding_aid(SECRET, LETTERS, eadid="autre", did=KEPT), "oai:lyon:autre")
    receive(harvested, finding_aid(LETTERS, ACCOUNTS, eadid=EADID, did=KEPT))
    harvested_finding_aids.withdraw_named(harvested.source, ["oai:lyon:autre"])
    for path in (path_of("secret"), path_of("secret", eadid="autre")):
        answer = client.get(path)
        assert answer.status_code == 410 and "personnel" not in answer.content.decode()
    assert "Lettres reçues" in client.get(path_of("lettres", eadid="autre")).content.decode()


def test_what_comes_while_it_is_hidden_stays_hidden_until_it_is_shown(client: Client, harvested: Library) -> None:
    place(harvested, Source.Standing.WITHDRAWN)
    receive(harvested, finding_aid(component("Plan", attributes='id="plan"'), LETTERS, SECRET, ACCOUNTS, eadid=EADID, did=KEPT, notes=RULE))
    receive(harvested, finding_aid(component("Carnet de voyage"), eadid="autre", did=KEPT, title="Papiers tout neufs"), "oai:lyon:autre")
    indexing.drain()
    assert [client.get(path_of(key)).status_code for key in ("", "lettre", "plan")] == [410, 410, 404]
    new = client.get(path_of(eadid="autre"))
    assert new.status_code == 404 and "neufs" not in new.content.decode() and found_by_search(client) == 0
    place(harvested, Source.Standing.SHOWN)
    assert {client.get(path).status_code for path in [*map(path_of, ("", "lettre", "plan")), path_of(eadid="autre")]} == {200}
    assert found_by_search(client) == 9 and "Carnet de voyage" in page(client, "/recherche?nature=component&q=carnet").text


def test_what_the_partner_takes_away_meanwhile_does_not_come_back(client: Client, harvested: Library) -> None:
    receive(harvested, finding_aid(component("Carnet"), eadid="autre", did=KEPT), "oai:lyon:autre")
    place(harvested, Source.Standing.WITHDRAWN)
    receive(harvested, finding_aid(LETTERS, eadid=EADID, did=KEPT))
    harvested_finding_aids.withdraw_named(harvested.source, ["oai:lyon:autre"])
    place(harvested, Source.Standing.SHOWN)
    answers = [client.get(path_of(key)).status_code for key in ("", "lettre", "comptes")]
    assert answers == [200, 200, 410] and client.get(path_of(eadid="autre")).status_code == 410


def test_a_removal_is_taken_back_or_ends_for_good(client: Client, harvested: Library) -> None:
    place(harvested, Source.Standing.REMOVED)
    standing.take_back(harvested.source)
    assert standing.settle(harvested.source.pk, budget_seconds=60) and client.get(path_of("lettre")).status_code == 200
    place(harvested, Source.Standing.REMOVED)
    withdrawal.withdraw_hidden(harvested.source.pk)
    assert not Component.objects.filter(gone=False).exists()
    place(harvested, Source.Standing.SHOWN)
    assert client.get(path_of("lettre")).status_code == 410, "nothing comes back of what went for good"
    receive(harvested)
    assert client.get(path_of("lettre")).status_code == 200


def test_a_long_one_is_hidden_at_once_and_followed_some_at_a_time(client: Client, harvested: Library) -> None:
    receive(harvested, finding_aid(component("Carnet"), eadid="autre", did=KEPT), "oai:lyon:autre")
    standing.place(harvested.source, Source.Standing.WITHDRAWN)
    assert {client.get(path).status_code for path in [*map(path_of, KEYS), path_of(eadid="autre")]} == {404}
    tombstones = Ark.objects.filter(kind=Kind.COMPONENT, state=Ark.State.TOMBSTONE)
    counts = [0]
    while finding_aid_standing.follow(harvested.source, most=5):
        counts.append(tombstones.count())
        assert 0 <= counts[-1] - counts[-2] <= 5 and len(counts) < 20
    assert counts[-1] == Component.objects.filter(internal=False).count() > 10
    assert not Source.objects.get(pk=harvested.source.pk).settled and not FindingAid.objects.filter(lags=True).exists()
    assert standing.settle(harvested.source.pk, budget_seconds=60) and Source.objects.get(pk=harvested.source.pk).settled


def test_what_a_file_brought_first_follows_the_source_that_gives_it_since(client: Client, library: Library) -> None:
    take(WRITTEN, namespace="lyon")
    place(library, Source.Standing.WITHDRAWN)
    assert client.get(path_of("lettre")).status_code == 200, "no server gave it"
    receive(library, finding_aid(LETTERS, eadid=EADID, did=KEPT))
    assert client.get(path_of("lettre")).status_code == 404 and not Source.objects.get(slug="lyon").settled
    standing.settle_all(budget_seconds=60)
    assert client.get(path_of("lettre")).status_code == 410


def test_the_librarian_of_the_institution_reads_why_hers_is_not_shown(harvested: Library) -> None:
    place(harvested, Source.Standing.WITHDRAWN)
    (aid,) = ead_uploads.aids_of(samples.LYON)
    assert (aid.shown, aid.hidden) == (False, True)
