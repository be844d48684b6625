"""A newspaper's pages: its life, its calendar, the issues of a day, its words, the day in the press; whatever the size of the title."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from catalogue.core.description import Description, Holding, Link, Note, Publication, Title
from catalogue.formats.press_list import Listed
from catalogue.models import PressIssue, PressTitle, Record
from catalogue.services import press, press_text
from tests.pdf_files import pdf
from tests.portal.public import samples

ALTO = """<alto xmlns="http://www.loc.gov/standards/alto/ns-v3#"><Layout><Page><PrintSpace><TextBlock>
<TextLine><String CONTENT="Les"/><SP/><String CONTENT="ou-" SUBS_TYPE="HypPart1" SUBS_CONTENT="ouvriers"/><HYP CONTENT="-"/></TextLine>
<TextLine><String CONTENT="vriers" SUBS_TYPE="HypPart2" SUBS_CONTENT="ouvriers"/><SP/><String CONTENT="tisseurs"/></TextLine>
</TextBlock></PrintSpace></Page><Page><PrintSpace><TextBlock><TextLine><String CONTENT="Faits"/><String CONTENT="divers"/></TextLine>
</TextBlock></PrintSpace></Page></Layout></alto>"""

NEWSPAPER = Description(
    identifier="echo-1",
    format="unimarc",
    level="serial",
    document_type="newspaper",
    titles=(Title(value="L’Écho de la presqu’île", nonsorting=2), Title(value="journal du soir", kind="remainder")),
    publications=(Publication(places=("Lyon",), names=("Veuve Ayné",), date="1879-1881"),),
    links=(
        Link(relation="continues", title="La Navette de Lyon"),
        Link(relation="continued_by", title="Le Nouvel Écho"),
    ),
    holdings=(
        Holding(institution=samples.LYON, call_number="P 12", statement="1879-1881", notes=(Note(value="manque mai 1880", kind="gaps"),)),
        Holding(institution=samples.GRENOBLE, call_number="J 4", statement="1880"),
    ),
)
GALLICA = "https://gallica.bnf.fr/ark:/12148/"
OWN = "https://lyon.example/echo/"


def gallica(day: date | None, ark: str, label: str = "", year: int = 0) -> Listed:
    return Listed(day.year if day else year, day, label, address=f"{GALLICA}{ark}", ark=f"ark:/12148/{ark}")


@pytest.fixture
def title(empty_library) -> PressTitle:
    """Three years: a day with two issues, an undated one, a day that the library has its own copy of, a leap day; 1880 by Gallica."""
    empty_library.add(NEWSPAPER)
    keeper = empty_library.source.institution
    made = press.add_title(empty_library.arks["echo-1"], NEWSPAPER, institution=keeper, gallica="cb32000001d")
    days = [date(1879, 7, 15), date(1879, 7, 16), date(1879, 7, 16), date(1880, 2, 29)]
    found = [gallica(day, f"bpt6k{place}aaaa") for place, day in enumerate(days)]
    press.replace_issues(made, [*found, gallica(None, "bpt6k9aaaa", "Numéro spécimen", 1879)], keeper=None)
    own = [Listed(1879, days[0], "N° 1", address=f"{OWN}1879-07-15"), Listed(1881, date(1881, 1, 2), manifest=f"{OWN}m.json")]
    press.replace_issues(made, own, keeper=keeper)
    return made


def page(client: Client, title: PressTitle, rest: str = "") -> str:
    answer = client.get(f"/ark:/{title.notice}/presse{rest}")
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def test_the_page_of_a_title_tells_its_life_its_names_and_who_keeps_what(title, client):
    said = page(client, title)
    assert "L’Écho de la presqu’île" in said and "Du 15 juillet 1879 au 2 janvier 1881" in said
    assert "La Navette de Lyon" in said and "Le Nouvel Écho" in said
    assert "P 12" in said and "manque mai 1880" in said and "J 4" in said
    assert re.search(r"1879 <span class=\"count\">4<", said)  # two of one day, one of another that two give, one without a day
    assert f"{GALLICA}cb32000001d/date" in said


def test_the_calendar_leads_to_the_librarys_own_copy_then_to_gallica(title, client):
    said = page(client, title, "/1879")
    assert f'href="{OWN}1879-07-15"' in said and f"{GALLICA}bpt6k0aaaa" not in said
    assert f'href="/ark:/{title.notice}/presse/1879/07-16"' in said and "16 juillet 1879, 2 numéros" in said
    assert "Numéro spécimen" in said and said.count("<caption>") == 12 and said.count('scope="col"') == 84
    assert f"{GALLICA}bpt6k3aaaa" in page(client, title, "/1880")


def test_a_day_lists_its_issues_and_every_copy_of_them(title, client):
    first = page(client, title, "/1879/07-15")
    assert first.index(f"{OWN}1879-07-15") < first.index(f"{GALLICA}bpt6k0aaaa")
    second = page(client, title, "/1879/07-16")
    assert f"{GALLICA}bpt6k1aaaa" in second and f"{GALLICA}bpt6k2aaaa" in second
    assert f"{OWN}m.json" in page(client, title, "/1881/01-02")


@pytest.mark.parametrize("rest", ["/1878", "/99999999999", "/1879/02-30", "/1879/07-14", "/1879/x", "/0/01-01"])
def test_a_day_or_a_year_of_which_nothing_is_here_is_not_found(title, client, rest):
    assert client.get(f"/ark:/{title.notice}/presse{rest}").status_code == 404


def test_a_notice_without_a_calendar_has_no_page_of_the_press(library, client):
    assert client.get(f"{library.path(samples.EVERY[0].identifier)}/presse").status_code == 404


def test_the_notice_of_a_serial_leads_to_its_calendar(title, client):
    assert f'href="/ark:/{title.notice}/presse"' in client.get(f"/ark:/{title.notice}").content.decode()


def test_on_this_day_goes_through_the_years_and_a_day_that_is_none_is_said(title, client):
    said = unescape(client.get("/presse/ce-jour-la", {"jour": "07-15"}).content.decode())
    assert "1879" in said and f"{OWN}1879-07-15" in said and said.count("press-titles") == 1
    assert "mardi 15 juillet 1879" in said
    assert "29 février" in unescape(client.get("/presse/ce-jour-la", {"jour": "02-29"}).content.decode())
    for typed in ("02-30", "13-01", "x", "15/07", "\u0660\u0667-15", "7" * 40):
        answer = client.get("/presse/ce-jour-la", {"jour": typed})
        assert answer.status_code == 200 and "n’est pas un jour" in unescape(answer.content.decode())


def test_titles_are_listed_by_place_and_a_page_at_a_time(title, client, empty_library, monkeypatch):
    said = unescape(client.get("/presse").content.decode())
    assert "L’Écho de la presqu’île" in said and "1879–1881" in said and "?lieu=69123" in said
    assert "L’Écho" in unescape(client.get("/presse", {"lieu": "69123"}).content.decode())
    assert "L’Écho" not in unescape(client.get("/presse", {"lieu": "38185"}).content.decode())
    assert client.get("/presse", {"lieu": "xx"}).status_code == 404
    monkeypatch.setattr("portal.public.press.views.titles.SIZE", 1)
    other = Description(identifier="zebre", format="unimarc", level="serial", titles=(Title(value="Zèbre"),))
    empty_library.add(other)
    press.add_title(empty_library.arks["zebre"], other, institution=title.institution)
    first = unescape(client.get("/presse").content.decode())
    assert "Zèbre" not in first and f"apres={title.notice.replace('/', '%2F')}" in first
    assert "Zèbre" in unescape(client.get("/presse", {"apres": title.notice}).content.decode())


def test_a_title_whose_notice_is_withdrawn_is_listed_no_more(title, client):
    Record.objects.filter(identifier="echo-1").update(state=Record.State.TOMBSTONE)
    assert "L’Écho" not in unescape(client.get("/presse").content.decode())
    assert client.get(f"/ark:/{title.notice}/presse").status_code == 410


def test_words_of_a_librarys_own_pages_are_found_with_their_page(title, client):
    keeper = title.institution
    files = [("1879-07-15.xml", ALTO.encode()), ("1881-01-02_p3.txt", "Une séance du conseil municipal".encode()), ("x.xml", b"")]
    done = press_text.deliver(title, files, keeper=keeper)
    assert (done.issues, done.pages, [one.code for one in done.refused]) == (2, 3, ["page_text_name"])
    said = page(client, title, "/texte?q=Ouvrier tisseur")
    assert "<mark>ouvriers</mark> <mark>tisseurs</mark>" in said and "Mardi 15 juillet 1879, page 1" in said
    assert "page 3" in page(client, title, "/texte?q=SEANCES")
    assert "Aucune page" in page(client, title, "/texte?q=cathédrale")
    page(client, title, "/texte?q=le")
    assert "Les ouvriers" in page(client, title, "/1879/07-15") and 'name="q"' in page(client, title)


def test_words_of_a_pdf_are_found_with_their_page(title, client):
    files = [("1879-07-15.pdf", pdf(["Première page", "Les ouvriers\ntisseurs de Trévoux"])), ("1881-01-02.pdf", b"%PDF-1.4\n%%EOF")]
    done = press_text.deliver(title, files, keeper=title.institution)
    assert (done.issues, done.pages, [one.code for one in done.refused]) == (1, 2, ["page_text_pdf_broken"])
    said = page(client, title, "/texte?q=tisseurs trévoux")
    assert "<mark>tisseurs</mark> de <mark>Trévoux</mark>" in said and "Mardi 15 juillet 1879, page 2" in said


def test_pdfs_that_come_when_no_time_is_left_say_so_and_words_alone_are_taken(title):
    files = [("1879-07-15.txt", b"Mots"), ("1881-01-02.pdf", pdf(["page"]))]
    done = press_text.deliver(title, files, keeper=title.institution, seconds=0)
    assert (done.pages, [one.code for one in done.refused]) == (1, ["page_text_pdf_late"])


def test_a_list_that_comes_again_changes_what_changed_and_keeps_what_is_transcribed(title):
    press_text.deliver(title, [("1879-07-15.txt", b"Mots")], keeper=title.institution)
    done = press.replace_issues(title, [Listed(1881, date(1881, 1, 2), address=OWN)], keeper=title.institution)
    assert done == (0, 1, 0)
    assert PressIssue.objects.filter(keeper=title.institution).count() == 2
    assert PressIssue.objects.filter(keeper=None).count() == 5


@pytest.fixture
def long(title) -> PressTitle:
    """Two hundred years of a daily."""
    title.issues.all().delete()
    days = [date(1750, 1, 5) + timedelta(days=number) for number in range(0, 73_000, 9)]
    issues = [press.issue_of(title, Listed(day.year, day), 0, None) for day in days]
    PressIssue.objects.bulk_create(issues, batch_size=5000)
    return title


def test_a_title_of_two_hundred_years_costs_no_more_statements(long, client, django_assert_max_num_queries: DjangoAssertNumQueries):
    for rest, most in (("", 9), ("/1750", 6), ("/1750/01-05", 7), ("/texte?q=mot", 5)):
        with django_assert_max_num_queries(most):
            client.get(f"/ark:/{long.notice}/presse{rest}")
    for path in ("/presse", "/presse/ce-jour-la?jour=07-15"):
        with django_assert_max_num_queries(5):
            client.get(path)


def test_a_calendar_is_taken_on_another_site(title, client):
    site = "http://testserver"
    frame = client.get(reverse("public:embedded_press", args=[title.notice]), {"annee": "1879"})
    said = unescape(frame.content.decode())
    assert "frame-ancestors *" in frame["Content-Security-Policy"] and "<caption>" in said and "Numéro spécimen" in said
    whole = unescape(client.get(reverse("public:embedded_press", args=[title.notice])).content.decode())
    assert "1879" in whole and f"{site}/ark:/{title.notice}/presse/1880" in whole
    assert client.get(reverse("public:embedded_press", args=[title.notice]), {"annee": "1750"}).status_code == 404
    made = client.get("/oembed", {"url": f"{site}/ark:/{title.notice}/presse/1879"}).json()
    assert f"/integrer/presse/ark:/{title.notice}?annee=1879" in made["html"]
    composed = unescape(client.get("/integrer/", {"adresse": f"{site}/ark:/{title.notice}/presse"}).content.decode())
    assert f"/integrer/presse/ark:/{title.notice}" in composed
