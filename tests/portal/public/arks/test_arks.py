"""Does the identifier of a notice or an institution lead to it, whatever form it is typed in and whatever became of the thing?"""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from catalogue.core.ark import check_character
from catalogue.models import Ark, Record
from catalogue.services import arks, withdrawal
from tests.portal.conftest import Library
from tests.portal.public import samples
from tests.portal.public.paths import institution_path, notice_path
from tests.portal.public.reading import page, robots, text
from tests.selections import some


def _name(library: Library, identifier: str = "rich") -> str:
    return library.arks[identifier]


def test_an_ark_is_the_page_of_a_notice_in_both_languages(client: Client, library: Library) -> None:
    for language in ("", "/en"):
        found = page(client, f"{language}{library.path('rich')}")
        assert "Le Jardin des soyeux" in text(found.h1)  # type: ignore[arg-type]
        assert str(found.select("link[rel=canonical]")[0]["href"]).endswith(f"{language}/ark:/{_name(library)}")


def test_an_ark_is_the_page_of_an_institution(
    client: Client, library: Library, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    path = institution_path(samples.LYON)
    client.get("/")
    with django_assert_max_num_queries(7):  # the documents, the fonds and the exhibitions that people put on it are three of them
        found = page(client, path)
    assert text(found.h1) == "Bibliothèque municipale de Lyon"  # type: ignore[arg-type]


def test_the_page_of_a_notice_costs_four_statements(
    client: Client, library: Library, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(4):
        page(client, library.path("rich"))


@pytest.mark.parametrize("suffix", ["", "?info", "/source?a=b", "/citer/ris"])
def test_hyphens_slashes_and_capitals_of_the_label_change_nothing(client: Client, library: Library, suffix: str) -> None:
    naan, own = _name(library).split("/")
    split = f"{own[:4]}-{own[4:7]}\u2011{own[7:]}"
    forms = [f"/ark:/{naan}/{split}{suffix}"]
    if not suffix.startswith("/"):
        forms += [f"/ARK:/{naan}/{own}{suffix}", f"/en/ARK:{naan}/{own}{suffix}"]
        forms += [f"/ark:{naan}/{own}{suffix}", f"/ark:/{naan}/{own}/{suffix}", f"/en/ark:{naan}/{split}{suffix}"]
    for form in forms:
        language = "/en" if form.startswith("/en/") else ""
        answer = client.get(form)
        assert (answer.status_code, answer["Location"]) == (301, f"{language}/ark:/{naan}/{own}{suffix}"), form


@pytest.mark.parametrize("suffix", ["", "/source", "/citer/ris", "?info"])
def test_a_sign_mistaken_for_another_is_told_by_a_sentence(client: Client, library: Library, suffix: str) -> None:
    name = _name(library)
    wrong = name[:-2] + ("x" if name[-2] != "x" else "z") + name[-1]
    answer = client.get(f"/ark:/{wrong}{suffix}")
    assert answer.status_code == 404 and wrong in answer.content.decode()
    assert "le dernier signe de chacun se calcule d’après les autres" in answer.content.decode()
    assert "reckoned from the others" in client.get(f"/en/ark:/{wrong}{suffix}").content.decode()


def test_a_name_that_was_never_given_is_told_by_a_sentence(client: Client, library: Library) -> None:
    bare = "99999/t1zzzzzzz"
    found = page(client, f"/ark:/{bare}{check_character(bare)}", status=404)
    assert "n’a jamais été donné" in text(found.main) and robots(found) == "noindex"  # type: ignore[arg-type]
    assert client.get(f"/ark:/{bare}{check_character(bare)}?info").status_code == 404


def test_info_says_who_what_when_and_where(client: Client, library: Library) -> None:
    answer = client.get(f"/ark:/{_name(library)}?info")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.content.decode().splitlines() == [
        "erc:", "who: Perrachon, Antoine", "what: Le Jardin des soyeux", "when: 1562",
        f"where: http://testserver/ark:/{_name(library)}",
    ]  # fmt: skip
    assert client.get(f"/en/ark:/{_name(library)}??").content == answer.content
    assert "who: (:unav)\n" in client.get(f"{library.path('bare')}?info").content.decode()
    of_lyon = client.get(f"{institution_path(samples.LYON)}?info").content.decode()
    assert "who: Bibliothèque municipale de Lyon\n" in of_lyon and "what: Bibliothèque municipale de Lyon, Lyon\n" in of_lyon


def test_a_value_of_several_lines_stays_on_one(client: Client, library: Library) -> None:
    for identifier in some(library.records):
        lines = client.get(f"{library.path(identifier)}?info").content.decode().splitlines()
        assert [line.partition(":")[0] for line in lines] == ["erc", "who", "what", "when", "where"]


def test_what_was_withdrawn_says_what_it_was(client: Client, library: Library) -> None:
    assert "Carte du diocèse de Viviers" in text(page(client, library.path("withdrawn"), status=410).main)  # type: ignore[arg-type]
    record = library.records["rich"]
    withdrawal.withdraw(record.source_id, ["rich"], now=record.updated_at)
    Record.objects.filter(pk=record.pk).delete()
    found = page(client, library.path("rich"), status=410)
    said = text(found.main)  # type: ignore[arg-type]
    assert "Le Jardin des soyeux" in said and "Perrachon, Antoine" in said and _name(library) in said and robots(found) == "noindex"
    assert client.get(f"{library.path('rich')}/citer/ris").status_code == 410
    assert "what: Le Jardin des soyeux\n" in client.get(f"{library.path('rich')}?info").content.decode()


def test_what_is_not_here_for_the_moment_keeps_its_name(client: Client, library: Library) -> None:
    Record.objects.filter(pk=library.records["rich"].pk).delete()
    assert "«\u00a0rich\u00a0» de «\u00a0lyon\u00a0»" in client.get(library.path("rich")).content.decode()
    assert client.get(library.path("rich")).status_code == 404


@pytest.mark.parametrize("suffix", ["", "/source", "/citer/ris", "?info"])
def test_what_another_replaces_leads_to_it(client: Client, library: Library, suffix: str) -> None:
    arks.replace(_name(library, "long"), by=_name(library, "rtl"))
    arks.replace(_name(library, "rtl"), by=_name(library, "rich"))
    for language in ("", "/en"):
        answer = client.get(f"{language}{library.path('long')}{suffix}")
        assert (answer.status_code, answer["Location"]) == (301, f"{language}{library.path('rich')}{suffix}")


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("suffix", ["", "/source", "/citer/ris", "/citer/bibtex", "?x=1&y=%C3%A9"])
def test_every_former_address_of_a_notice_leads_to_the_same_page(client: Client, library: Library, language: str, suffix: str) -> None:
    number = library.records["rich"].pk
    answer = client.get(f"{language}/notice/{number}{suffix}")
    wanted = f"{language}{library.path('rich')}{suffix}"
    assert (answer.status_code, answer["Location"]) == (301, wanted)
    if "?" not in suffix:
        assert client.get(f"{language}/notice/{number}{suffix}/")["Location"] == wanted


@pytest.mark.parametrize("form", [samples.LYON, f"FR-{samples.LYON}", f"{samples.LYON}/", f"fr-{samples.LYON}"])
def test_every_former_address_of_an_institution_leads_to_the_same_page(client: Client, library: Library, form: str) -> None:
    for language in ("", "/en"):
        answer = client.get(f"{language}/etablissement/{form}?siecle=16")
        assert (answer.status_code, answer["Location"]) == (301, f"{language}{institution_path(samples.LYON)}?siecle=16")


def test_what_has_no_ark_yet_is_given_one_when_somebody_asks_for_it(client: Client, library: Library) -> None:
    record, before = library.records["rich"], institution_path(samples.GRENOBLE)
    Ark.objects.all().delete()
    assert client.get(f"/notice/{record.pk}")["Location"] == notice_path(record)
    assert client.get(f"/etablissement/{samples.GRENOBLE}")["Location"] == institution_path(samples.GRENOBLE) != before
    assert client.get("/notice/987654321").status_code == 404 and Ark.objects.count() == 2


def test_a_number_leads_to_the_notice_that_had_it_before(client: Client, library: Library) -> None:
    Ark.objects.filter(name=_name(library, "rich")).update(old_number=library.records["rtl"].pk)
    assert client.get(f"/notice/{library.records['rtl'].pk}")["Location"] == library.path("rich")


def test_reference_managers_that_kept_a_number_find_the_ark(client: Client, library: Library) -> None:
    number = library.records["rich"].pk
    for kept in (f"notice:{number}", str(number)):
        answer = client.get(f"/unapi?id={kept}&format=ris")
        assert (answer.status_code, answer["Location"]) == (301, f"/unapi?id=ark:/{_name(library)}&format=ris")
        assert client.get(answer["Location"]).status_code == 200


def test_a_list_whose_index_knows_no_arks_leads_to_the_notices_all_the_same(client: Client, library: Library) -> None:
    from portal.shown.lines import Line
    from tests.portal.public.reading import page as read

    library.arks = dict.fromkeys(library.arks, "")
    library.index()
    links = [str(link["href"]) for link in read(client, "/recherche?q=soyeux").select(".hit-title a, h3 a, h2 a")]
    former = f"/notice/{library.records['rich'].pk}"
    assert former in links and Line.__name__
    assert client.get(former, follow=True).status_code == 200
