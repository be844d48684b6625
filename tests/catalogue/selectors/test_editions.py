"""One edition is one notice for readers: in the index, in lists, on its page; each of its records still answers by its own ark."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from catalogue.core.serialization import to_json
from catalogue.models import MatchDecision, Source
from catalogue.search import engines
from catalogue.search.request import SearchRequest
from catalogue.selectors import feeds, notices, ranges
from catalogue.services import clustering, indexing, institutions, intake, register, withdrawal
from tests.catalogue.services.marked import ENGINE, ids_in_index
from tests.contracts.notices import GRENOBLE, LYON, PRIVAS, description


@pytest.fixture(autouse=True)
def index_folder(settings: Any, tmp_path: Path) -> Path:
    settings.SEARCH_INDEX_DIR = tmp_path
    settings.ELASTICSEARCH_URL = ()
    return tmp_path


def source(slug: str, rcr: str, name: str, trust: int = 50) -> Source:
    return Source.objects.create(slug=slug, name=name, institution=institutions.make(rcr, name=name), trust=trust)


def give(of: Source, identifier: str, title: str, **given: Any) -> int:
    told = description(title, **given)
    with transaction.atomic():
        arrival = intake.Arrival(identifier, "unimarc", "utf-8", b"", to_json(told), told.holdings)
        return intake.store(of.pk, [arrival], now=timezone.now())[0]


@pytest.fixture
def labe(db: None) -> list[int]:
    """Labé 1556 in three libraries, which a person put together, and Scève, all in the index."""
    register.forget()
    indexing.drain()
    lyon, grenoble = source("lyon", LYON, "Bibliothèque de Lyon"), source("grenoble", GRENOBLE, "Bibliothèque de Grenoble", trust=10)
    privas = source("privas", PRIVAS, "Archives de Privas")
    common = {"printer": "Jean de Tournes", "date": "1556"}
    first = give(lyon, "l1", "Evvres de Lovize Labé", place="Lyon", holdings=((LYON, "Rés 1"),), notes=("Veau brun",), **common)
    second = give(grenoble, "g1", "Œuvres de Louise Labé", place="A Lyon", holdings=((GRENOBLE, "F 2"),), subjects=("Poésie",), **common)
    third = give(privas, "p1", "Euvres de Louize Labé lyonnoise", holdings=(), **common)
    other = give(lyon, "l2", "Delie", place="Paris", date="1544")
    for one, name in (("grenoble g1", "lyon l1"), ("grenoble g1", "privas p1")):
        MatchDecision.objects.create(one=one, other=name, verdict="same", author="a@b.fr")
    settle()
    return [first, second, third, other]


def settle() -> None:
    while clustering.drain() + indexing.drain():
        pass


def found(words: str) -> Any:
    return engines.get(ENGINE).search(SearchRequest(words=words))


def test_one_edition_is_one_document_that_the_words_of_each_record_find(labe):
    first, _, _, other = labe
    assert ids_in_index() == [first, other]
    for words in ("lovize", "louise", "lyonnoise", "poésie"):
        assert [hit.key.id for hit in found(words).hits] == [first], words
    assert found("labé").total == 1


def test_a_line_counts_every_institution_that_holds_the_edition(labe):
    display = found("labé").hits[0].display
    assert display["institutions_count"] == 3
    assert {held[0] for held in display["holdings"]} == {LYON, GRENOBLE, PRIVAS}
    assert display["title"] == "Œuvres de Louise Labé"  # of the most trusted source


def test_the_page_of_the_edition_holds_every_copy_and_who_says_what(labe):
    notice = notices.by_key(notices.key_of(labe[0]))
    assert notice is not None and [one.record for one in notice.members] == labe[:3]
    assert {holding.institution for holding in notice.copies} == {LYON, GRENOBLE, PRIVAS}
    assert notice.merged["title"].records == (labe[1],)
    assert {saying.records for saying in notice.merged["title"].others} == {(labe[0],), (labe[2],)}


def test_the_ark_of_each_record_still_shows_it_and_leads_to_the_edition(labe):
    edition, own = (notices.by_key(notices.key_of(number)) for number in labe[:2])
    assert edition is not None and own is not None
    assert own.edition == edition.ark and edition.edition == ""
    assert own.description.title == "Œuvres de Louise Labé" and len(own.members) == 1


def test_an_edition_costs_two_statements_however_many_records_it_has(labe, django_assert_num_queries):
    with django_assert_num_queries(2):
        notices.by_key(notices.key_of(labe[0]))
    with django_assert_num_queries(1):
        notices.by_key(notices.key_of(labe[3]))


def test_lists_and_sitemaps_name_the_edition_once(labe):
    assert [notice.key.id for notice in notices.latest(9)] == [labe[3], labe[0]]
    assert [notice.key.id for notice in notices.arrived(9)] == [labe[3], labe[0]]
    assert len(list(ranges.shown_between(1, max(labe)))) == 2
    assert list(feeds.all_of()[0].ids_after(0, limit=9)) == [labe[0], labe[3]]
    assert feeds.all_of()[0].bounds().total == 2
    assert not indexing.audit(ENGINE).differs


def test_the_edition_goes_on_under_the_next_record_when_the_first_is_withdrawn(labe):
    with transaction.atomic():
        withdrawal.withdraw(Source.objects.get(slug="lyon").pk, ["l1"], now=timezone.now())
    indexing.drain()  # before the groups are made again
    assert ids_in_index() == [labe[1], labe[3]]
    settle()
    assert ids_in_index() == [labe[1], labe[3]]
    assert found("labé").hits[0].display["institutions_count"] == 2


def test_a_decision_taken_back_gives_each_record_its_line_again(labe):
    MatchDecision.objects.create(one="grenoble g1", other="privas p1", verdict="undone", author="a@b.fr")
    clustering.rebuild()
    settle()
    assert ids_in_index() == [labe[0], labe[2], labe[3]]
