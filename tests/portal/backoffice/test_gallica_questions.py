"""The page from which curators ask Gallica: what is asked, what they are told, who may."""

from __future__ import annotations

from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from catalogue.models import Record
from catalogue.services.local_decisions import Choice, decide
from harvest.models import GallicaQuestion, GallicaTurn
from harvest.services import gallica as turns
from tests.portal.backoffice.test_local_interest import document, gallica

assert gallica  # a fixture
PAGE = "local_interest:questions"


def said(client: Client, address: str = "") -> str:
    return unescape(client.get(f"{reverse(PAGE)}{address}").content.decode())


def answer(question: GallicaQuestion, **told: object) -> None:
    question.answer, question.answered_at, question.wanted_at = told, timezone.now(), None
    question.save()


def test_a_curator_asks_and_reads_the_answer_with_what_is_here_already(world, gallica):
    desk = world.client("librarian of A")
    asked = desk.post(reverse(PAGE), {"words": "Trévoux"})
    question = GallicaQuestion.objects.get()
    assert asked["Location"].endswith(f"?question={question.pk}") and question.asked_by == "librarian-of-a@x.example"
    assert "À son tour" in said(desk, f"?question={question.pk}")
    here = document(gallica, "oai:bnf.fr:gallica/ark:/12148/bpt6k000001", "Plan de Trévoux")
    decide({here.pk: Choice("kept")}, author="x")
    hits = [{"ark": "bpt6k000001", "title": "Plan <b>de</b> Trévoux"}, {"ark": "bpt6k000002", "title": "Vue"}, {"ark": "cb32699739p"}]
    answer(question, total=706, hits=hits, passages=[])
    page = desk.get(f"{reverse(PAGE)}?question={question.pk}").content.decode()
    assert "<b>de</b>" not in page and "706 documents" in unescape(page)
    assert page.count(">Gardés<") == 1 and "https://gallica.bnf.fr/ark:/12148/cb32699739p/date" in page


def test_words_are_looked_for_in_a_document_that_is_kept(world, gallica):
    desk, record = world.client("librarian of A"), Record.objects.get(identifier="bpt6k0")
    assert "Journal de Trévoux" in said(desk, f"?dans={record.pk}")
    desk.post(reverse(PAGE), {"words": "soie", "dans": record.pk})
    question = GallicaQuestion.objects.get()
    assert (question.kind, question.ark, question.title) == ("passages", "bpt6k0", "Journal de Trévoux")
    answer(question, total=1, hits=[], passages=[{"page": 12, "words": "la soie"}])
    page = said(desk, f"?question={question.pk}")
    assert "Vue 12" in page and "/bpt6k0/f12.item" in page and "la soie" in page


@pytest.mark.parametrize("address", ["?question=x", "?question=999", "?dans=x", "?dans=999999", "?dans=" + "9" * 40, "?question=%00"])
def test_an_odd_address_is_the_empty_page(world, gallica, address):
    assert "Demander à Gallica" in said(world.client("librarian of A"), address)


def test_a_document_of_the_catalogue_is_not_looked_into(world, gallica):
    other = document(world.point_a.source, "bpt6k9", "Histoire")
    assert "Dans ce document" not in said(world.client("superuser"), f"?dans={other.pk}")


@pytest.mark.parametrize("typed", ["", " ", "\x00", '"'])
def test_no_word_is_told(world, gallica, typed):
    answered = world.client("librarian of A").post(reverse(PAGE), {"words": typed}, follow=True).content.decode()
    assert "Tapez au moins un mot" in answered and not GallicaQuestion.objects.exists()


def test_a_refusal_is_told_and_a_person_lets_it_go_on(world, gallica):
    desk = world.client("librarian of A")
    turns.turn()
    GallicaTurn.objects.update(refusals=3, stopped=True, reason="protocol.http.challenge")
    assert "a refusé trois fois" in said(desk)
    desk.post(reverse("local_interest:resume"))
    assert "a refusé" not in said(desk) and not turns.turn().stopped


@pytest.mark.parametrize(("who", "status"), [("anonymous", 302), ("nobody", 302), ("librarian of A", 200), ("superuser", 200)])
def test_who_publishes_for_an_institution_may_ask(world, gallica, who, status):
    assert world.client(who).get(reverse(PAGE)).status_code == status
    assert world.client(who).post(reverse("local_interest:resume")).status_code == 302
    assert world.client(who).get(reverse("local_interest:resume")).status_code in (302, 405)


def test_the_page_costs_the_same_however_much_was_answered(world, gallica, django_assert_max_num_queries: DjangoAssertNumQueries):
    desk = world.client("superuser")
    question = GallicaQuestion.objects.create(kind="documents", words="x", asked_by="x")
    answer(question, total=20, hits=[{"ark": f"bpt6k00000{number:02d}"} for number in range(20)], passages=[])
    desk.get(reverse(PAGE))
    with django_assert_max_num_queries(25):
        assert desk.get(f"{reverse(PAGE)}?question={question.pk}").content.count(b"bpt6k0") == 40
