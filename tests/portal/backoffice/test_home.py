"""Does the first page of the back office show each person what is hers, and nobody else's?"""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.backoffice.home import MOST
from portal.public import addresses
from tests.portal.backoffice.conftest import World, make_point

pytestmark = pytest.mark.django_db
HOME = "/gestion/"


def home(world: World, who: str) -> str:
    return world.client(who).get(HOME).content.decode()


def test_a_librarian_finds_her_institution_and_what_readers_miss_there(world: World) -> None:
    world.a.address, world.a.opening_hours = "1 quai des Livres", ""
    world.a.save()
    page = home(world, "librarian of A")
    assert "Votre établissement" in page and world.a.title in page and world.b.title not in page
    missing = page.partition("n’y trouvent pas encore")[2].partition("</p>")[0]
    assert "horaires" in missing and "adresse" not in missing
    assert reverse("wagtailadmin_pages:edit", args=[world.a.pk]) in page
    assert addresses.of_code(world.a.rcr) in page
    assert "Vos moissonnages" not in page, "a librarian has no harvests"


def test_what_is_complete_is_said_to_be(world: World) -> None:
    for name in ("presentation", "address", "opening_hours", "access"):
        setattr(world.a, name, "Écrit")
    world.a.save()
    page = home(world, "librarian of A")
    assert "Les lecteurs y trouvent comment venir" in page and "pas encore" not in page


def test_a_partner_finds_her_harvests_how_they_went_and_what_was_refused(world: World) -> None:
    page = home(world, "partner admin of A")
    assert "Vos moissonnages" in page
    assert world.point_a.source.name in page and world.point_b.source.name not in page
    assert reverse("harvesting:run", args=[world.run_a.pk]) in page and reverse("harvesting:run", args=[world.run_b.pk]) not in page
    assert f"{reverse('harvesting:quarantine')}?source={world.point_a.source.slug}" in page and "1 refusée" in page


@pytest.mark.parametrize("who", ["superuser", "editor"])
def test_who_has_many_institutions_in_her_charge_has_lists_instead(world: World, who: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.backoffice.home.MOST", 1)
    assert "Votre établissement" not in home(world, who) and "Vos établissements" not in home(world, who)


def test_the_page_asks_the_database_no_more_for_five_points_than_for_two(world: World) -> None:
    def queries() -> int:
        client = world.client("partner admin of A")
        client.get(HOME)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(HOME)
        return len(asked)

    few = queries()
    for number in range(MOST - 2):
        make_point(f"a-{number}", world.a)
    assert queries() == few
