"""Articles: what readers find, in which order, where else they are told of, and what keeps one from readers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from catalogue.selectors.memory import memory
from portal.pages.events import Sort
from portal.pages.mediation import Article, Exhibition
from portal.pages.models import HomePage
from portal.pages.ready import NotReady, unasked
from portal.public.home.told import forget
from portal.public.mediation import articles as views
from tests.portal.conftest import Library
from tests.portal.public import samples
from tests.portal.public.browsing import Reader
from tests.portal.public.digital.partner_images import Images
from tests.portal.public.mediation.made import block, digitised, make, of_exhibitions, picture
from tests.portal.public.mediation.test_pages import address
from tests.portal.public.paths import institution_path
from tests.portal.public.reading import page as read
from tests.portal.public.reading import text

TEXT = [block("text", title="", text="<p>Un texte.</p>")]
COMING = timezone.localdate() + timedelta(days=20)


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    """The first page keeps nothing from one test to another."""
    forget()
    yield
    cache.clear()
    memory.clear()


def article(title: str = "Un article", **fields: Any) -> Article:
    """A published article of the library of Lyon."""
    made: Article = make(Article, TEXT, title=title, **fields)
    return made


def event(title: str = "Une visite", **fields: Any) -> Article:
    """A published event of one day to come."""
    return article(title, **({"sort": Sort.EVENT, "begins": COMING} | fields))


def test_an_article_has_its_page_at_its_ark_with_pieces_and_credits(client: Client, library: Library, partner: Images, drawn: None) -> None:
    ark = digitised(library, f"{partner.base}/3/manifest")
    pieces = [block("detail", title="La marque", picture=picture(ark), text="<p>Voyez.</p>"), *of_exhibitions(ark, library.arks["rich"])]
    shown = read(client, address(make(Article, pieces, title="Un livre revient")))
    assert "Un livre revient" in text(shown.h1)
    assert "Article" in text(shown.select_one(".told-head .eyebrow"))
    assert "Domaine public" in text(shown.select_one(".credits"))
    assert shown.select_one(".piece--map svg")
    assert json.loads(shown.select_one('script[type="application/ld+json"]').get_text())["@type"] == "Article"
    where = shown.select_one('a[href$="manifest.json"]')["href"]
    assert client.get(where).status_code == 200


def test_an_article_without_a_picture_offers_no_empty_file(client: Client, library: Library) -> None:
    shown = read(client, address(article()))
    assert shown.select('a[href$="manifest.json"], a[href$="sources.csv"]') == []


def test_the_list_shows_the_newest_first_and_no_draft_by_sort_and_by_institution(client: Client, library: Library) -> None:
    article("Le premier")
    article("Le deuxième", sort=Sort.NEWS)
    article("Celui de Grenoble", sort=Sort.NEWS, rcr=samples.GRENOBLE)
    make(Article, TEXT, title="Un brouillon", publish=False)

    def titles(path: str) -> list[str]:
        return [text(one) for one in read(client, path).select("main .hit-title")]

    assert titles("/articles") == ["Celui de Grenoble", "Le deuxième", "Le premier"]
    assert titles("/articles?type=actualite") == ["Celui de Grenoble", "Le deuxième"]
    assert titles(f"/articles?type=actualite&etablissement={samples.LYON}") == ["Le deuxième"]
    assert titles("/en/articles?type=article") == ["Le premier"]
    assert titles("/articles?type=autre") == titles("/articles")
    assert client.get("/articles?etablissement=000000000").status_code == 404
    assert client.get("/articles.atom?etablissement=nulle-part").status_code == 404
    feed = client.get(f"/articles.atom?etablissement={samples.GRENOBLE}").content.decode()
    assert ("Celui de Grenoble" in feed, "Le deuxième" in feed) == (True, False)
    assert "Un brouillon" not in client.get("/articles.atom").content.decode()


def test_every_article_is_reached_page_after_page_once(client: Client, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "SIZE", 2)
    for number in range(5):
        article(f"Article {number}")
    Article.objects.update(first_published_at=timezone.now())  # all at the same moment: their rows tell them apart
    seen: list[str] = []
    path: str | None = "/articles?type=article"
    while path:
        shown = read(client, path)
        seen += [text(one) for one in shown.select("main .hit-title")]
        following = shown.select_one('a[rel="next"]')
        path = str(following["href"]) if following else None
        assert len(seen) <= 5
    assert seen == [f"Article {number}" for number in (4, 3, 2, 1, 0)]
    assert len(read(client, "/articles?avant=99999999999999999-99").select("main .hit-title")) == 2
    assert len(read(client, "/articles?avant=hier").select("main .hit-title")) == 2


@pytest.mark.parametrize("path", ["/articles", "/agenda", "/agenda.ics", "/articles.atom", "/"])
def test_a_list_costs_as_many_statements_however_many_there_are(
    client: Client, library: Library, django_assert_max_num_queries: Any, path: str
) -> None:
    with_a_work = [block("notice", title="", ark=library.arks["rich"], text="")]

    def count(more: int) -> int:
        for number in range(more):
            make(Article, with_a_work, title=f"{more} {number}", sort=Sort.EVENT, begins=COMING)
            make(Article, with_a_work, title=f"{more} {number}", rcr=(samples.LYON, samples.GRENOBLE)[number % 2])
        client.get(path)
        forget()
        with django_assert_max_num_queries(30) as asked:
            assert client.get(path).status_code == 200
        return len(asked)

    assert count(2) == count(6)


@pytest.mark.parametrize(
    "told",
    [
        {"begins": None},
        {"begins": COMING, "ends": COMING - timedelta(days=1)},
        {"begins": COMING, "closes": time(18)},
        {"begins": COMING, "opens": time(18), "closes": time(17)},
        {"begins": COMING, "ends": COMING + timedelta(days=4), "opens": time(18), "closes": time(17)},
    ],
)
def test_an_event_that_readers_would_stumble_on_is_not_published(library: Library, told: dict[str, Any]) -> None:
    with pytest.raises(NotReady):
        event(**told)
    assert not Article.objects.live().exists()
    article(**told)  # an article has no day to be wrong about


def test_an_article_of_the_region_has_no_institution_and_is_signed(client: Client, library: Library) -> None:
    page = Article(title="Une charte", slug="une-charte", summary="Un résumé.", live=False, body=TEXT)
    HomePage.objects.get().add_child(instance=page)
    page.save_revision().publish()
    shown = read(client, address(page))
    assert "Traboule" in text(shown.select_one(".told-facts"))
    assert not shown.select_one(".told-keeper")
    assert "Une charte" in text(read(client, "/articles").main)


def test_the_page_of_an_institution_has_its_own_articles_alone(client: Client, library: Library) -> None:
    event("À Lyon")
    article("À Grenoble", rcr=samples.GRENOBLE)
    shown = read(client, institution_path(samples.LYON))
    assert [text(one) for one in shown.select('[aria-labelledby="articles"] .hit-title')] == ["À Lyon"]
    assert shown.select_one(f'a[href="/articles?etablissement={samples.LYON}"]')


def test_the_first_page_has_a_row_of_what_is_recent_and_nothing_where_nothing_is(client: Client, library: Library) -> None:
    old = article("Vieux")
    event("Passé", begins=COMING - timedelta(days=90))
    event("Bien plus tard", begins=COMING + timedelta(days=300))
    Article.objects.filter(pk=old.pk).update(first_published_at=timezone.now() - timedelta(days=200))
    forget()
    assert not read(client, "/").select_one("#recent")
    event("Bientôt")
    article("Neuf")
    row = read(client, "/").select('[aria-labelledby="recent"] .hit-title')
    assert [text(one) for one in row] == ["Bientôt", "Neuf"]
    assert "News and agenda" in text(read(client, "/en/").select_one("#recent"))


def test_search_engines_and_other_sites_find_them(client: Client, library: Library) -> None:
    made = event("Une visite", opens=time(14))
    sitemap = client.get("/sitemap/pages.xml").content.decode()
    assert all(f"{path}</loc>" in sitemap for path in (address(made), "/articles", "/en/agenda"))
    told = client.get("/oembed", {"url": f"http://testserver{address(made)}", "format": "json"}).json()
    assert told["title"] == "Une visite"
    assert "14" in text(read(client, f"/integrer{address(made)}"))
    assert "Une visite" in client.get(f"{address(made)}?info").content.decode()


def test_an_unpublished_article_leaves_a_tombstone(client: Client, library: Library) -> None:
    made = article("Une annonce")
    made.unpublish()
    assert "Une annonce" in text(read(client, address(made), status=410))
    assert "Une annonce" not in text(read(client, "/articles").main)


def test_articles_do_not_stand_among_exhibitions(client: Client, library: Library) -> None:
    article("Un article seul")
    make(Exhibition, TEXT, title="Une exposition")
    assert "Un article seul" not in text(read(client, "/expositions"))
    assert "Un article seul" not in client.get("/expositions.atom").content.decode()


@pytest.mark.browser
def test_they_can_be_read_by_everybody(reader: Callable[..., Reader], library: Library, partner: Images, drawn: None) -> None:
    ark = digitised(library, f"{partner.base}/3/manifest")
    told = event(
        "Une visite au long titre, qui parle d’incunables",
        opens=time(14),
        commune="69123",
        place="Salle",
        registration="https://x.example/",
    )
    article("Un livre revient", sort=Sort.RESOURCE, level="cycle-4")
    long = address(make(Article, [block("detail", title="Une marque", picture=picture(ark), text=""), *of_exhibitions(ark, ark)]))
    phone, desk = reader(width=320, scripts=True), reader(width=1280)
    for where in ("/articles", "/agenda", "/en/agenda", address(told), long, "/"):
        for who in (phone, desk):
            who.open(where)
            assert who.accessibility_faults() == [], where
            assert who.too_wide() == 0, where
    assert phone.strangers() + desk.strangers() == []
    assert phone.policy_breaches() + desk.policy_breaches() == []
    assert phone.cookies + desk.cookies == []


def test_a_draft_is_previewed_with_its_day(client: Client, library: Library, rf: Any) -> None:
    page = make(Article, TEXT, title="Un brouillon", publish=False, sort=Sort.EVENT, begins=COMING, opens=time(9))
    answer = page.serve_preview(rf.get("/"), "")
    assert answer.status_code == 200
    assert "9\xa0h" in answer.content.decode()
    with unasked():
        page.begins = None
        assert page.serve_preview(rf.get("/"), "").status_code == 200
    assert isinstance(page.first_published_at, datetime | None)
