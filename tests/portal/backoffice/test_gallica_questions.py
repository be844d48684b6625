"""The page from which curators ask Gallica: what is asked, what they are told, who may."""

from __future__ import annotations

from html import unescape

import msgspec
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from catalogue.formats.gallica_answers import Found, read_hits
from catalogue.models import LocalDecision, Record
from catalogue.services.local_decisions import Choice, decide
from harvest.models import GallicaQuestion, GallicaTurn
from harvest.services import gallica as turns
from tests.catalogue.formats.test_gallica_answers import hits
from tests.portal.backoffice.test_local_interest import ark_of, document, gallica
from tests.portal.public.test_fonds import written

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


TAKE = "local_interest:take"
ARK = "bpt6k000001"


def answered(*records: tuple[str, str]) -> GallicaQuestion:
    question = GallicaQuestion.objects.create(kind="documents", words="Trévoux", asked_by="x")
    found = read_hits(hits(*records))
    assert isinstance(found, Found)
    answer(question, **msgspec.to_builtins(found))
    return question


def test_a_document_found_is_put_among_those_that_wait_with_its_reasons(world, gallica):
    desk, question = world.client("librarian of A"), answered((ARK, "Histoire de Lyon"))
    page = said(desk, f"?question={question.pk}")
    assert "Son titre nomme" in page and "Le mettre parmi ceux à décider" in page
    back = desk.post(reverse(TAKE), {"question": question.pk, "ark": ARK})
    assert back["Location"].endswith(f"?question={question.pk}#answer")
    assert not LocalDecision.objects.exists()
    waiting = unescape(desk.get(f"{reverse('local_interest:desk')}?queue=region").content.decode())
    assert "<legend><bdi>Histoire de Lyon</bdi>" in waiting and waiting.index("Histoire de Lyon") < waiting.index("Journal de Trévoux")
    page = said(desk, f"?question={question.pk}")
    assert ">À décider<" in page and "Le mettre parmi" not in page


def test_a_document_is_kept_at_once_with_why_by_whom_and_readers_see_it(world, gallica, client):
    desk, question = world.client("librarian of A"), answered((ARK, "Histoire de Lyon"), ("bpt6k000002", "Traité"))
    papers = written(world.a, "Papiers Coste")
    ark = ark_of(papers)
    desk.post(reverse(TAKE), {"question": question.pk, "ark": ARK, "keep": "yes", "why": "vu\x00 en salle", "fonds": ark})
    decision = LocalDecision.objects.get()
    assert (decision.state, decision.why, decision.author, decision.rules) == (
        "kept", "vu en salle", "librarian-of-a@x.example", ["title"],
    )  # fmt: skip
    assert decision.fonds_id == ark and "Histoire de Lyon" in unescape(client.get(f"/ark:/{ark}").content.decode())
    page = said(desk, f"?question={question.pk}")
    assert ">Gardés<" in page and "vu en salle" in page and "Aucune règle" in page


def test_nobody_keeps_a_find_for_the_fonds_of_another_institution(world, gallica):
    question, other = answered((ARK, "Histoire de Lyon")), written(world.b, "Papiers de B")
    world.client("librarian of A").post(reverse(TAKE), {"question": question.pk, "ark": ARK, "keep": "yes", "fonds": ark_of(other)})
    assert LocalDecision.objects.get().fonds_id is None


def test_what_was_rejected_says_so_and_cannot_be_taken(world, gallica):
    desk, question = world.client("librarian of A"), answered((ARK, "Histoire de Lyon"))
    rejected = document(gallica, f"oai:bnf.fr:gallica/ark:/12148/{ARK}", "Histoire de Lyon")
    decide({rejected.pk: Choice("rejected", "réimpression")}, author="archiviste")
    Record.objects.filter(pk=rejected.pk).update(state=Record.State.TOMBSTONE)
    page = said(desk, f"?question={question.pk}")
    assert "Écartés" in page and "réimpression" in page and "archiviste" in page and 'name="keep"' not in page
    told = unescape(desk.post(reverse(TAKE), {"question": question.pk, "ark": ARK, "keep": "yes"}, follow=True).content.decode())
    assert "est déjà là" in told and LocalDecision.objects.count() == 1


@pytest.mark.parametrize(
    "typed", [{}, {"question": "x", "ark": ARK}, {"question": "9" * 40}, {"ark": "\x00"}, {"ark": "x" * 5000}, {"question": "999"}]
)
def test_an_odd_taking_is_told_and_takes_nothing(world, gallica, typed):
    question = answered((ARK, "Histoire de Lyon"))
    named = {"question": str(question.pk)} if set(typed) == {"ark"} else {}
    told = world.client("librarian of A").post(reverse(TAKE), named | typed, follow=True)
    assert told.status_code == 200 and "ne contient plus ce document" in unescape(told.content.decode())
    assert not Record.objects.filter(identifier__contains=ARK).exists()


@pytest.mark.parametrize("who", ["anonymous", "nobody"])
def test_who_has_no_institution_takes_nothing(world, gallica, who):
    question = answered((ARK, "Histoire de Lyon"))
    assert world.client(who).post(reverse(TAKE), {"question": question.pk, "ark": ARK}).status_code == 302
    assert not Record.objects.filter(identifier__contains=ARK).exists()
