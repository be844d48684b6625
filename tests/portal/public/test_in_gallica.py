"""What readers see of the documents of Gallica that curators kept: on the page of a person, beside what a search finds, who keeps each."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from PIL import Image
from pytest_django import DjangoAssertNumQueries

from catalogue.core.description import Agent, DateSpan, Description, DigitalCopy, Holding, Identifier, Publication, Subject, Title
from catalogue.core.headings import agent_label, heading_key
from catalogue.core.text import STOP_WORDS, fold
from catalogue.local_interest.links import headings_of, words_of
from catalogue.models import LocalDecision, LocalThumbnail, Record, Source
from catalogue.search.result import TypedDate, Understood
from catalogue.selectors import local_interest
from catalogue.selectors.local_thumbnails import file_name
from catalogue.services.local_decisions import Choice, decide
from tests.portal.conftest import Library
from tests.portal.public import samples
from tests.portal.public.reading import page, text

LABE = Agent(name="Labé, Louise", dates="1524-1566", kind="person", roles=("070",))
KEEPER = "Bibliothèque municipale de Lyon, 301234"


def document(title: str, **facts: object) -> Description:
    plain = Description(
        format="dublin_core",
        titles=(Title(value=title),),
        publications=(Publication(places=("Lyon",)),),
        dates=(DateSpan(display="1555", start=1555, end=1555),),
        holdings=(Holding(institution_name=KEEPER),),
        digital_copies=(DigitalCopy(url="https://gallica.bnf.fr/ark:/12148/bpt6k1"),),
    )
    return replace(plain, **facts)


class Kept:
    """A curated source beside the library's own, and what was decided of its documents."""

    def __init__(self, library: Library) -> None:
        self.source = Source.objects.create(
            slug="gallica", name="Gallica", institution=library.source.institution, curated=True, standing=Source.Standing.PREPARED
        )
        self.library = library

    def picture(self, record: Record) -> LocalThumbnail:
        """A thumbnail as a worker would have kept it."""
        said = {"state": "kept", "width": 280, "height": 400}
        found = LocalThumbnail.objects.create(source=self.source, identifier=record.identifier, **said)
        drawn = BytesIO()
        Image.new("RGB", (280, 400), "#9C2F1B").save(drawn, "JPEG")
        default_storage.delete(file_name(found.pk))
        default_storage.save(file_name(found.pk), ContentFile(drawn.getvalue()))
        return found

    def add(self, title: str, *, state: str = "kept", **facts: object) -> Record:
        record = self.library.add(replace(document(title, **facts), identifier=f"g-{title}"), state=Record.State.HIDDEN)
        Record.objects.filter(pk=record.pk).update(source=self.source)
        decide({record.pk: Choice(state)}, author="curator")
        return record


@pytest.fixture
def kept(library: Library, settings: Any, tmp_path: Path) -> Kept:
    settings.MEDIA_ROOT = tmp_path
    return Kept(library)


def in_gallica(client: Client, address: str) -> list[str]:
    return [text(line) for line in page(client, address).select(".elsewhere-kept li")]


def test_the_page_of_a_person_has_what_gallica_has_by_her_and_about_her_and_who_keeps_it(
    client: Client, library: Library, kept: Kept
) -> None:
    library.add(replace(samples.RICH, identifier="labe", agents=(LABE,)))
    library.index()
    kept.add("Euvres", agents=(LABE,))
    kept.add("La Belle Cordière", subjects=(Subject(value="Labé, Louise (1524-1566) -- Biographies", kind="topic"),))
    kept.add("Lettres d’une autre", agents=(replace(LABE, dates="1800-1866"),))
    kept.add("Poésies écartées", agents=(LABE,), state="rejected")
    shown = in_gallica(client, "/personne/labe-louise-1524-1566")
    assert len(shown) == 2 and shown[0].startswith("La Belle Cordière") and shown[1].startswith("Euvres")
    assert all(f"Conservé par {KEEPER}" in line for line in shown)


NOTICE_OF_THE_BNF = Identifier(scheme="frbnf", value="FRBNF30712345")


def test_the_page_of_a_notice_has_the_digitised_edition_that_bears_the_same_number_of_the_bnf(
    client: Client, library: Library, kept: Kept
) -> None:
    library.add(replace(samples.RICH, identifier="evvres", identifiers=(NOTICE_OF_THE_BNF,), digital_copies=()))
    kept.add("Evvres de Louïze Labé", identifiers=(Identifier(scheme="ark", value="ark:/12148/bpt6k1"), NOTICE_OF_THE_BNF))
    kept.add("Evvres, une autre édition", identifiers=(replace(NOTICE_OF_THE_BNF, value="FRBNF30712346"),))
    kept.add("Evvres écartées", identifiers=(NOTICE_OF_THE_BNF,), state="rejected")
    (line,) = in_gallica(client, library.path("evvres"))
    assert "Evvres de Louïze Labé" in line and f"Conservé par {KEEPER}" in line


def test_what_a_notice_opens_already_is_not_shown_twice(client: Client, library: Library, kept: Kept) -> None:
    copies = (DigitalCopy(url="https://gallica.bnf.fr/ark:/12148/bpt6k1"),)
    library.add(replace(samples.RICH, identifier="evvres", identifiers=(NOTICE_OF_THE_BNF,), digital_copies=copies))
    kept.add("Evvres de Louïze Labé", identifiers=(NOTICE_OF_THE_BNF,))
    assert in_gallica(client, library.path("evvres")) == []


def test_what_answers_the_same_words_stands_beside_the_hits_and_where_nothing_else_is_found(client: Client, kept: Kept) -> None:
    kept.add("Plan de la ville", agents=(LABE,))
    kept.add("Le kilowattheure à Lyon")
    kept.add("Le soyeux écarté", state="rejected")
    kept.add("Le soyeux remis", state="later")
    assert in_gallica(client, "/recherche?q=soyeux") == []
    kept.add("Manuel du soyeux")
    (line,) = in_gallica(client, "/recherche?q=soyeux")
    assert "Manuel du soyeux" in line and f"Conservé par {KEEPER}" in line
    (line,) = in_gallica(client, "/recherche?q=kilowattheure+lyon&mots=tous")
    assert "Le kilowattheure à Lyon" in line
    assert len(in_gallica(client, "/recherche?q=labé")) == 1


@pytest.mark.parametrize(
    "address", ["/recherche?q=soyeux&type=book", "/recherche?q=soyeux&page=2", "/recherche", "/recherche?q=soyeux&vue=carte"]
)
def test_nothing_of_gallica_stands_beside_a_search_that_asks_for_something_else(client: Client, kept: Kept, address: str) -> None:
    kept.add("Manuel du soyeux")
    assert "Manuel du soyeux" not in client.get(address).content.decode()


@pytest.mark.parametrize(
    ("understood", "found"),
    [
        (Understood(words=("Soyeux", "manuel")), True),
        (Understood(words=("le", "SOYEUX"), dates=(TypedDate("1555", 1555, 1555),)), True),
        (Understood(phrases=("manuel du soyeux",)), True),
        (Understood(words=("soyeux",), excluded=("lyon",)), False),
        (Understood(words=("soyeux",), dates=(TypedDate("1556", 1556, 1556),)), False),
        (Understood(words=("soyeux",), fields=(("title", "soyeux"),)), False),
        (Understood(words=("le",)), False),
        (Understood(), False),
    ],
)
def test_every_word_is_there_and_none_that_was_left_out(kept: Kept, understood: Understood, *, found: bool) -> None:
    kept.add("Manuel du soyeux")
    assert len(local_interest.kept_of_words(understood, most=5)) == found


def test_a_search_shows_three_and_costs_the_same_for_any_number(
    client: Client, kept: Kept, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(8):
        kept.add(f"Manuel du soyeux, tome {number}")
    client.get("/recherche?q=jardin")
    with django_assert_max_num_queries(5):
        assert client.get("/recherche?q=soyeux").content.count(b"Manuel du soyeux") == 3


def test_what_is_withdrawn_by_its_library_is_shown_nowhere(client: Client, kept: Kept) -> None:
    record = kept.add("Manuel du soyeux")
    Record.objects.filter(pk=record.pk).update(state=Record.State.TOMBSTONE)
    assert in_gallica(client, "/recherche?q=soyeux") == []
    assert LocalDecision.objects.filter(current=True, state="kept").exists()


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_document_answers_to_the_words_of_its_title_and_to_its_author(title: str, name: str) -> None:
    agent = Agent(name=name)
    one = document(title, agents=(agent,))
    assert {word for word in fold(title).split() if word not in STOP_WORDS} <= set(words_of(one))
    assert not set(words_of(one)) & STOP_WORDS
    key = heading_key(agent_label(agent))
    assert (key in headings_of(one)) == bool(key)


@pytest.mark.parametrize(
    ("keeper", "credit"),
    [
        ("Bibliothèque nationale de France, département Arsenal, 8-BL-1", "gallica.bnf.fr / BnF"),
        ("Bibliothèque municipale de Lyon, 301234", "gallica.bnf.fr / Bibliothèque municipale de Lyon"),
        ("", "gallica.bnf.fr / BnF"),
    ],
)
def test_a_picture_is_ours_and_its_giver_is_named_under_it(client: Client, kept: Kept, keeper: str, credit: str) -> None:
    record = kept.add("Manuel du soyeux", holdings=(Holding(institution_name=keeper),))
    picture = kept.picture(record)
    (figure,) = page(client, "/recherche?q=soyeux").select(".elsewhere-kept figure")
    shown = figure.select_one("img")
    assert shown is not None and shown["src"] == f"/dans-gallica/{picture.pk}.jpg" and shown["alt"] == ""
    assert text(figure) == credit
    assert client.get(str(shown["src"])).content[:3] == b"\xff\xd8\xff"


def test_a_page_stands_without_a_picture(client: Client, kept: Kept) -> None:
    kept.add("Manuel du soyeux")
    (line,) = page(client, "/recherche?q=soyeux").select(".elsewhere-kept li")
    assert not line.select("img, figure") and "Manuel du soyeux" in text(line)
