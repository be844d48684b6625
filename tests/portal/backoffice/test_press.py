"""The room of the press: who adds a title, asks Gallica, gives a list or words; what another institution may not."""

from __future__ import annotations

from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from catalogue.core.description import Description, Holding, Publication, Title
from catalogue.core.serialization import to_dict
from catalogue.models import PressIssue, PressPage, PressTitle, Record
from catalogue.selectors import arks as names
from catalogue.services import arks
from harvest.models import CalendarAsking, GallicaTurn
from harvest.services import gallica
from portal import roles
from portal.backoffice.press import PressViewSet
from portal.models import User
from tests.pdf_files import pdf
from tests.portal.backoffice.test_rights import WHO

LIST = "date;libellé;adresse\n1879-07-15;N° 1;https://a.example/1\n16/07/1879;;https://a.example/2\n1879;Spécimen;\n".encode()
# In the order of WHO: who publishes for no institution is turned away (302), the regional team and the superuser do for all.
SEES = (302, 302, 200, 200, 302, 302, 200)
DOES_FOR_A = (False, False, True, True, False, False, True)
DEEDS = ("ask", "list", "text", "remove")


@pytest.fixture
def notice(world) -> str:
    """The ark of a newspaper that A keeps."""
    told = Description(
        identifier="echo",
        level="serial",
        titles=(Title(value="L’Écho <b>"),),
        publications=(Publication(places=("Lyon",)),),
        holdings=(Holding(institution=world.a.rcr),),
    )
    now = timezone.now()
    record = Record.objects.create(
        source=world.point_a.source, identifier="echo", format="unimarc", charset="utf-8", digest=b"", description=to_dict(told),
        created_at=now, updated_at=now,
    )  # fmt: skip
    arks.mint_missing([record.pk])
    return names.of_records([record.pk])[record.pk]


@pytest.fixture
def title(world, notice) -> PressTitle:
    world.client("superuser").post(reverse("press:titles"), {"ark": notice, "institution": world.a.pk, "gallica": "cb32000001d"})
    return PressTitle.objects.get()


def said(client: Client, address: str) -> str:
    return unescape(client.get(address, follow=True).content.decode())


def given(name: str, world) -> dict[str, object]:
    """What the form of a deed holds, in the name of A."""
    return {
        "ask": {"gallica": "cb32000001d"},
        "list": {"institution": world.a.pk, "file": SimpleUploadedFile("liste.csv", LIST)},
        "text": {"institution": world.a.pk, "files": SimpleUploadedFile("1879-07-15.txt", b"Un mot\fUn autre")},
        "remove": {"sure": "yes"},
    }[name]


def done(name: str) -> bool:
    return {
        "ask": CalendarAsking.objects.filter(wanted_at__isnull=False).exists,
        "list": PressIssue.objects.filter(label="Spécimen").exists,
        "text": PressPage.objects.exists,
        "remove": lambda: not PressTitle.objects.exists(),
    }[name]()


def test_the_tables_name_every_address_of_the_room():
    assert {one.name for one in PressViewSet().get_urlpatterns()} == {"titles", "title", "resume", *DEEDS}


@pytest.mark.parametrize("who", WHO)
def test_every_page_and_deed_answers_each_role(world, title, who):
    client = world.client(who)
    place = WHO.index(who)
    for address in (reverse("press:titles"), reverse("press:title", args=[title.pk])):
        assert client.get(address).status_code == SEES[place]
    assert client.get(reverse("press:resume")).status_code == (405 if SEES[place] == 200 else 302)
    for name in DEEDS:
        address = reverse(f"press:{name}", args=[title.pk])
        assert client.get(address).status_code in (302, 404, 405)
        assert client.post(address, given(name, world)).status_code == 302
        assert done(name) is DOES_FOR_A[place], name


def of_b(world) -> Client:
    """A librarian of the second institution."""
    world.people["librarian of B"] = User.objects.create_user("librarian-of-b@x.example", "x")
    roles.grant(world.people["librarian of B"], "librarian", institution=world.b)
    return world.client("librarian of B")


def test_the_second_institution_does_nothing_in_the_name_of_the_first(world, title):
    client = of_b(world)
    assert client.get(reverse("press:title", args=[title.pk])).status_code == 200
    for name in DEEDS:
        assert client.post(reverse(f"press:{name}", args=[title.pk]), given(name, world)).status_code == 404
        assert not done(name), name
    client.post(reverse("press:list", args=[title.pk]), {"file": SimpleUploadedFile("x.csv", LIST)})
    assert set(PressIssue.objects.values_list("keeper", flat=True)) == {world.b.pk}


def test_a_title_is_added_by_the_address_of_its_notice(world, notice):
    client = world.client("librarian of A")
    client.post(reverse("press:titles"), {"ark": f"https://portail.example/en/ark:/{notice}"})
    found = PressTitle.objects.get()
    assert (found.title, found.place, found.commune, found.institution.pk) == ("L’Écho <b>", "Lyon", "69123", world.a.pk)
    assert "Écho <b>" not in client.get(reverse("press:titles")).content.decode()


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"ark": ""}, "n’est pas un ark"),
        ({"ark": "99999/zz"}, "n’est pas un ark"),
        ({"ark": "\x00"}, "n’est pas un ark"),
        ({"ark": "?", "gallica": "bpt6k5603637g"}, "commence par cb"),
    ],
)
def test_what_names_no_title_is_said(world, notice, form, sentence):
    client = world.client("librarian of A")
    form = form | ({"ark": notice} if form["ark"] == "?" else {})
    assert sentence in unescape(client.post(reverse("press:titles"), form, follow=True).content.decode())
    assert not PressTitle.objects.exists()


def test_a_library_that_keeps_no_copy_adds_no_title(world, notice):
    client = of_b(world)
    assert client.post(reverse("press:titles"), {"ark": notice, "institution": world.a.pk}).status_code == 404
    answer = client.post(reverse("press:titles"), {"ark": notice}, follow=True)
    assert "ne conserve pas ce titre" in unescape(answer.content.decode())
    assert not PressTitle.objects.exists()


def test_a_list_with_a_wrong_line_is_refused_whole_and_says_which(world, title):
    client = world.client("librarian of A")
    address = reverse("press:list", args=[title.pk])
    file = SimpleUploadedFile("liste.csv", LIST + b"1879-02-30;;\n1880-01-01;;javascript:alert(1)\n")
    answer = unescape(client.post(address, {"file": file}, follow=True).content.decode())
    assert "Ligne 5" in answer and "Ligne 6" in answer and not PressIssue.objects.exists()
    for content in (b"", b"a;b\n1;2\n", b"\x00\xff", b"date\n"):
        assert client.post(address, {"file": SimpleUploadedFile("x.csv", content)}, follow=True).status_code == 200
    client.post(address, {})
    assert not PressIssue.objects.exists()


def test_a_text_of_the_wrong_name_or_form_is_said(world, title):
    client = world.client("librarian of A")
    files = [SimpleUploadedFile("page.xml", b"<alto/>"), SimpleUploadedFile("1879-07-15.xml", b"<html/>")]
    answer = unescape(client.post(reverse("press:text", args=[title.pk]), {"files": files}, follow=True).content.decode())
    assert "page.xml" in answer and "n’est pas de l’ALTO" not in answer and "mais pas de l’ALTO" in answer
    assert not PressPage.objects.exists()


def test_a_hostile_pdf_ends_in_a_sentence_and_a_good_one_beside_it_is_taken(world, title):
    client = world.client("librarian of A")
    given = {"1879-07-15.pdf": pdf(["Les ouvriers tisseurs"]), "1879-07-16.pdf": b"%PDF-1.7\nnothing", "1879-07-17.pdf": b"MZ\x90"}
    files = [SimpleUploadedFile(name, content) for name, content in given.items()]
    answer = unescape(client.post(reverse("press:text", args=[title.pk]), {"files": files}, follow=True).content.decode())
    assert answer.count("n’est pas un PDF lisible") == 2
    assert list(PressPage.objects.values_list("number", "text")) == [(1, "Les ouvriers tisseurs")]


def test_a_refusal_of_gallica_is_told_and_a_person_lets_it_go_on(world, title):
    client = world.client("librarian of A")
    client.post(reverse("press:ask", args=[title.pk]), {"gallica": ""})
    gallica.turn()
    GallicaTurn.objects.update(refusals=1, reason="protocol.http.challenge")
    assert "refuse en ce moment" in said(client, reverse("press:titles"))
    GallicaTurn.objects.update(refusals=3, stopped=True)
    page = said(client, reverse("press:titles"))
    assert "a refusé trois fois" in page and reverse("press:resume") in page
    assert "Gallica refuse de répondre" in said(client, "/gestion/")
    client.post(reverse("press:resume"))
    assert not GallicaTurn.objects.get().stopped and "a refusé" not in said(client, reverse("press:title", args=[title.pk]))


def test_a_title_set_aside_says_why(world, title):
    client = world.client("librarian of A")
    client.post(reverse("press:ask", args=[title.pk]), {"gallica": "https://gallica.bnf.fr/ark:/12148/cb32000002q/date"})
    assert PressTitle.objects.get().gallica == "cb32000002q"
    CalendarAsking.objects.update(wanted_at=None, failures=3, reason="press.wrong_title")
    assert "sa réponse portait sur un autre titre" in said(client, reverse("press:title", args=[title.pk]))


def test_the_list_costs_the_same_however_many_titles(world, title, django_assert_max_num_queries: DjangoAssertNumQueries):
    client = world.client("superuser")
    client.get(reverse("press:titles"))
    PressTitle.objects.bulk_create(PressTitle(notice=f"99999/x{n}", title="x", sorting="x", institution=world.a) for n in range(40))
    with django_assert_max_num_queries(25):
        client.get(reverse("press:titles"))
