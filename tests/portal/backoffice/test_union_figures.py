"""What the union has become in figures, and whether grouping unasked is right: who sees it, who may say."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from catalogue.core.description import Holding
from catalogue.models import MatchDecision, MatchSample
from catalogue.selectors import union_figures
from catalogue.services import clustering
from tests.portal.backoffice.conftest import World
from tests.portal.backoffice.test_matching import give, labe, settle
from tests.portal.public.notices.test_together import germinal

TEAM, HERS = "superuser", "librarian of A"


@pytest.fixture
def union(world: World) -> World:
    """Germinal three times in A and B, which stand together unasked; Labé in both, of which nobody has decided."""
    for number, point in enumerate((world.point_a, world.point_b, world.point_b)):
        give(point.source, f"germinal-{number}", germinal(str(number), "Germinal", Holding()))
    for point in (world.point_a, world.point_b):
        give(point.source, f"labe-{point.pk}", labe())
    settle()
    return world


def figures(client: Client) -> str:
    return re.sub(r"\s+", " ", client.get(reverse("matching:figures")).content.decode())


def test_editions_are_counted_by_size_and_proposals_by_institution(union: World) -> None:
    assert [(one.editions, one.records) for one in union_figures.sizes()][:3] == [(2, 2), (0, 0), (1, 3)]
    assert union_figures.waiting_by_institution() == (("Bibliothèque A", 1), ("Bibliothèque B", 1))
    page = figures(union.client(HERS))
    assert "Chiffres des rapprochements" in page and "3 notices" in page and "Bibliothèque B" in page
    assert "Tirer 50 paires" not in page and "Tirer 50 paires" in figures(union.client(TEAM))


def test_the_regional_team_draws_judges_and_reads_how_often_it_is_right(union: World) -> None:
    client = union.client(TEAM)
    assert client.post(reverse("matching:draw"))["Location"] == reverse("matching:sample")
    drawn = list(MatchSample.objects.order_by("pk"))
    assert len(drawn) == 3 and all(one.one < one.other and "germinal" in one.one for one in drawn)
    assert client.get(reverse("matching:sample")).content.decode().count("data-pair>") == 3
    for one, verdict in zip(drawn, ("same", "same", "not_same"), strict=True):
        assert client.post(reverse("matching:sample"), {"judge": f"{verdict}:{one.pk}"}).status_code == 302
    page = figures(client)
    told = page.partition("Justesse")[2][:900]
    assert "66,7" in told and "2 justes, 1 faux" in told and "Intervalle de Wilson" in told, told
    assert "retirez l’une d’elles" in page
    assert set(MatchSample.objects.values_list("author", flat=True)) == {"superuser@x.example"}
    assert not MatchDecision.objects.exists()


def test_nobody_else_draws_or_judges(union: World) -> None:
    union.client(TEAM).post(reverse("matching:draw"))
    number = MatchSample.objects.values_list("pk", flat=True)[0]
    for who in (HERS, "partner admin of B", "nobody", "anonymous"):
        client = union.client(who)
        assert client.post(reverse("matching:draw")).status_code in (302, 403)
        assert client.post(reverse("matching:sample"), {"judge": f"same:{number}"}).status_code in (302, 403)
        assert client.get(reverse("matching:sample")).status_code == 302
    assert not MatchSample.objects.exclude(verdict="").exists() and MatchSample.objects.count() == 3


@pytest.mark.parametrize("judged", ["", "same", "same:", "same:x", "marry:1", f"same:{'9' * 30}", "same:-1"])
def test_a_word_or_a_pair_that_is_none_is_refused(union: World, judged: str) -> None:
    assert union.client(TEAM).post(reverse("matching:sample"), {"judge": judged}).status_code == 404


def test_where_nothing_stands_together_nothing_is_drawn_and_that_is_said(world: World) -> None:
    page = world.client(TEAM).post(reverse("matching:draw"), follow=True).content.decode()
    assert "il n’y a rien à tirer" in page and "Aucun échantillon" in page


def test_a_group_that_one_record_holds_together_is_to_be_looked_at(union: World) -> None:
    first = [give(union.point_a.source, f"l{number}", labe(f"Euvres de Louïze Labé {number}")) for number in range(4)]
    names = [f"{union.point_a.source.slug} l{number}" for number in range(4)]
    for other in names[1:]:
        MatchDecision.objects.create(one=names[0], other=other, verdict="same", author="a@b.fr")
    settle()
    clustering.rebuild()
    page = figures(union.client(HERS))
    assert reverse("matching:group", args=[first[0]]) in page and "une seule notice le fait tenir" in page


def test_the_page_asks_as_much_of_the_database_for_many_groups_as_for_one(union: World, django_assert_max_num_queries) -> None:
    client = union.client(HERS)
    figures(client)
    with django_assert_max_num_queries(24):
        assert "Chiffres" in figures(client)
