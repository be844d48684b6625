"""The table of synonyms in the back office: who sees it, who changes it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from catalogue.models import Synonym

WHO = ("anonymous", "nobody", "editor", "librarian of A", "partner admin of A", "superuser")
MAY = frozenset({"editor", "superuser"})
NEW = {"words": "vieux papier", "equivalents": "éphémère, imprimé éphémère", "both_ways": "on"}


@pytest.mark.parametrize("who", WHO)
def test_only_editors_change_the_synonyms(world, who):
    client = world.client(who)
    line = Synonym.objects.create(words="vieille chose", equivalents="antiquité")
    wanted = 200 if who in MAY else 302
    pages = [reverse("synonyms:index"), reverse("synonyms:add"), reverse("synonyms:edit", args=[line.pk])]
    pages.append(reverse("synonyms:delete", args=[line.pk]))
    assert [client.get(page).status_code for page in pages] == [wanted] * len(pages)
    client.post(reverse("synonyms:add"), NEW)
    assert Synonym.objects.filter(words="vieux papier").exists() == (who in MAY)
    client.post(reverse("synonyms:edit", args=[line.pk]), {**NEW, "words": "vieille chose"})
    line.refresh_from_db()
    assert (line.equivalents == NEW["equivalents"]) == (who in MAY)
    client.post(reverse("synonyms:delete", args=[line.pk]))
    assert Synonym.objects.filter(pk=line.pk).exists() == (who not in MAY)


@pytest.mark.parametrize("who", ["editor", "librarian of A"])
def test_the_menu_shows_it_to_whom_it_concerns(world, who):
    page = world.client(who).get("/gestion/").content.decode()
    assert ("/gestion/synonymes/" in page) == (who in MAY)


def test_an_editor_is_told_what_is_wrong(world):
    answer = world.client("editor").post(reverse("synonyms:add"), {"words": "a b c d e", "equivalents": "plan"})
    assert answer.status_code == 200
    assert not Synonym.objects.filter(words="a b c d e").exists()
    assert answer.context["form"].errors["words"]


def test_the_list_is_searched(world):
    answer = world.client("editor").get(reverse("synonyms:index"), {"q": "gravure"})
    assert "estampe" in answer.content.decode()
