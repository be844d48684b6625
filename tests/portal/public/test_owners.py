"""The books of one convent or collector, across institutions: found from a copy, a search, an ark, whatever the form of the name."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import transaction
from django.test import Client
from msgspec.structs import replace
from pytest_django import DjangoAssertNumQueries

from catalogue.core.description import Agent, Description, Holding, Identifier, Note
from catalogue.models import Ark, OwnedCopy
from catalogue.selectors import persons
from catalogue.services import holdings, withdrawal
from tests.portal.conftest import Library
from tests.portal.public import samples
from tests.portal.public.browsing import Reader
from tests.portal.public.notices.test_together import germinal, group
from tests.portal.public.reading import page as _page
from tests.portal.public.reading import text as _text

IDREF = (Identifier(scheme="idref", value="026927608"),)
CAULET = Agent(name="Caulet, Jean de", dates="1693-1771", identifiers=IDREF)
OTHER_FORM = Agent(name="Caulet, Jean de, évêque de Grenoble", identifiers=IDREF)
DOMINICANS = Agent(name="Dominicains", qualifier="Lyon", kind="corporate")
EX_LIBRIS = Note(value="Ex-libris gravé aux armes", kind="provenance")


def owned(identifier: str, year: str, rcr: str, *owners: Agent, call_number: str = "", title: str = "") -> Description:
    holding = Holding(institution=rcr, call_number=call_number, former_owners=owners, notes=(EX_LIBRIS,))
    return replace(germinal(identifier, title or f"Histoire de {identifier}", holding, year=year), document_type="book")


def add(library: Library, told: Description) -> None:
    """A record with the rows of its copies, as intake writes them."""
    record = library.add(told)
    with transaction.atomic():
        holdings.write([holdings.Held(record.pk, told.holdings)], keeper=holdings.keeper_of(record.source_id))


@pytest.fixture
def dispersed(empty_library: Library) -> Library:
    """Books of Caulet in Lyon and Grenoble under two forms of his name, one of them described twice; one of the Dominicans."""
    for told in (
        owned("bayard", "1525", samples.GRENOBLE, CAULET, call_number="F.4411"),
        owned("dauphiné", "1661", samples.LYON, OTHER_FORM, call_number="Rés 12"),
        owned("vienne", "1701", samples.GRENOBLE, replace(CAULET, identifiers=()), call_number="F.9"),
        owned("twin", "1901", samples.GRENOBLE, CAULET, call_number="F.77", title="Le Jardin des soyeux"),
        owned("twin too", "1901", samples.GRENOBLE, CAULET, call_number="F.77", title="Le Jardin des soyeux"),
        owned("bible", "1527", samples.LYON, DOMINICANS),
        owned("other", "1600", samples.LYON),
    ):
        add(empty_library, told)
    group(empty_library)
    empty_library.index()
    return empty_library


def of_caulet(client: Client) -> str:
    answer = client.get("/personne/caulet-jean-de-1693-1771")
    assert answer.status_code == 301 and answer["Location"].startswith("/ark:/")
    return str(answer["Location"])


def test_an_owner_named_with_a_copy_leads_to_the_library_put_together_again(client: Client, dispersed: Library) -> None:
    link = _page(client, dispersed.path("bayard")).select_one('.where-to dd a[href^="/personne/"]')
    assert link is not None and _text(link) == "Caulet, Jean de (1693-1771)"
    page = _page(client, str(client.get(str(link["href"]))["Location"]))
    told = _text(page.select(".library")[0])
    assert "4 exemplaires qui portent ce nom" in told and "dans 2 établissements" in told
    assert "F.4411" in told and "Rés 12" in told and "Ex-libris gravé aux armes" in told
    books = [_text(book) for book in page.select(".library .line-title")]
    assert books[:3] == ["Histoire de bayard", "Histoire de dauphiné", "Histoire de vienne"] and len(books) == 4
    assert str(page.select("h1")[0].get_text()).startswith("Caulet, Jean de")


def test_each_form_of_the_name_leads_to_the_one_page(client: Client, dispersed: Library) -> None:
    assert client.get("/personne/caulet-jean-de-eveque-de-grenoble")["Location"] == of_caulet(client)
    assert "Caulet, Jean de, évêque de Grenoble" in _text(_page(client, of_caulet(client)).select(".browse-aside")[0])
    assert Ark.objects.filter(kind=5, identifier="idref:026927608").count() == 1
    assert "who: Caulet, Jean de (1693-1771)" in client.get(f"{of_caulet(client)}?info").content.decode()


def test_a_name_that_two_persons_bear_joins_nothing(client: Client, dispersed: Library) -> None:
    homonym = replace(CAULET, identifiers=(Identifier(scheme="idref", value="111111111"),))
    add(dispersed, owned("homonym", "1700", samples.LYON, homonym))
    group(dispersed)
    assert {copy.key.id for copy in persons.copies(persons.of_heading("caulet-jean-de-eveque-de-grenoble"), first=0, size=9)} >= {
        dispersed.records["dauphiné"].pk
    }
    by_number = {ark.identifier: ark.name for ark in Ark.objects.filter(kind=5)}
    told = _text(_page(client, f"/ark:/{by_number['idref:111111111']}").select(".library")[0])
    assert "Histoire de homonym" in told and "Histoire de bayard" not in told


def test_a_convent_has_its_page_and_the_table_of_its_books(client: Client, dispersed: Library) -> None:
    path = str(client.get("/personne/dominicains-lyon")["Location"])
    assert "1 exemplaire qui porte ce nom" in _text(_page(client, path).select(".library")[0])
    table = client.get(f"{of_caulet(client)}/exemplaires.csv")
    lines = table.content.decode().splitlines()
    assert table["Content-Type"].startswith("text/csv") and len(lines) == 5
    assert "Histoire de bayard" in lines[1] and "F.4411" in lines[1] and dispersed.path("bayard") in lines[1]
    assert client.get(f"{dispersed.path('bayard')}/exemplaires.csv").status_code == 404


def test_what_is_withdrawn_leaves_the_library_and_its_ark_says_so(client: Client, dispersed: Library) -> None:
    path, bible = str(client.get("/personne/dominicains-lyon")["Location"]), dispersed.records["bible"]
    with transaction.atomic():
        withdrawal.withdraw(bible.source_id, ["bible"], now=bible.updated_at)
    assert client.get(path).status_code == 404
    group(dispersed)
    assert not OwnedCopy.objects.filter(heading="dominicains-lyon").exists()
    assert client.get(path).status_code == 404


def test_owners_are_in_the_sitemap_and_named_by_a_search(client: Client, dispersed: Library) -> None:
    assert f"http://testserver{of_caulet(client)}</loc>" in client.get("/sitemap/pages.xml").content.decode()
    assert 'href="/personne/caulet-jean-de-1693-1771"' in client.get("/recherche?q=caulet").content.decode()


@pytest.mark.parametrize("asked", ["", "?page=2", "?page=999999999", "?page=x", "?page=-1"])
def test_sixty_books_cost_as_many_statements_as_four(
    client: Client, dispersed: Library, django_assert_max_num_queries: DjangoAssertNumQueries, asked: str
) -> None:
    if asked == "?page=2":
        for number in range(60):
            add(dispersed, owned(f"book {number}", str(1400 + number), samples.LYON, CAULET))
        group(dispersed)
    path = of_caulet(client)
    with django_assert_max_num_queries(14):
        page = _page(client, f"{path}{asked}")
    assert len(page.select(".library .line-title")) == (20 if asked == "?page=2" else 4)


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 1280])
def test_the_page_of_an_owner_is_accessible_and_fits(reader: Callable[..., Reader], dispersed: Library, client: Client, width: int) -> None:
    visit = reader(width=width)
    visit.open(of_caulet(client))
    assert visit.accessibility_faults() == []
    assert visit.too_wide() <= 0
    assert visit.strangers() == [] and visit.policy_breaches() == []
