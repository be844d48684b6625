"""A librarian decides which names that her records give are one person's; the regional team decides of all; the others of none."""

from __future__ import annotations

import pytest
from django.urls import reverse

from catalogue.core.dates import parse
from catalogue.core.description import Agent, Description, Title
from catalogue.models import NameDecision, NameForm, Source
from catalogue.services import institutions
from tests.portal.backoffice.conftest import World
from tests.portal.backoffice.test_matching import give, settle

WHO = "librarian of A"
FULL, BARE, LATIN = "tournes-jean-de-1504-1564", "tournes-jean-de", "tornaesius-ioannes"


def book(title: str, name: str, dates: str = "") -> Description:
    return Description(titles=(Title(value=title),), agents=(Agent(name=name, dates=dates, roles=("610",)),), dates=(parse("1552"),))


@pytest.fixture
def tournes(world: World) -> dict[str, int]:
    """Jean de Tournes: with his dates in A, without in B, in Latin in C; the number of each form."""
    of_c = Source.objects.create(slug="c-livres", name="Source C", institution=institutions.make("071866101", name="Archives C"))
    give(world.point_a.source, "a", book("Vitruve", "Tournes, Jean de", "1504-1564"))
    give(world.point_b.source, "b", book("Devises <script>", "Tournes, Jean de"))
    give(of_c, "c", book("Sidonius", "Tornaesius, Ioannes"))
    settle()
    return dict(NameForm.objects.values_list("heading", "pk"))


def pair(forms: dict[str, int], one: str, other: str) -> str:
    return "-".join(map(str, sorted((forms[one], forms[other]))))


def queue(world: World, who: str = WHO) -> str:
    return world.client(who).get(reverse("matching:names")).content.decode()


def decide(world: World, who: str, deed: str, *chosen: str, **more: str) -> int:
    return world.client(who).post(reverse("matching:decide_names"), {"decide": deed, "pair": list(chosen), **more}).status_code


def test_she_sees_the_names_that_her_records_give_beside_those_near(world, tournes):
    page = queue(world)
    assert pair(tournes, FULL, BARE) in page and pair(tournes, FULL, LATIN) in page and pair(tournes, BARE, LATIN) not in page
    assert "2 paires de noms attendent" in page and "Vitruve" in page and "Imprimeur" in page and "1552" in page
    assert "Devises &lt;script&gt;" in page and "Devises <script>" not in page
    assert "Aucune date de vie à comparer" in page


def test_the_regional_team_sees_and_decides_of_all(world, tournes):
    assert pair(tournes, BARE, LATIN) in queue(world, "editor")
    assert decide(world, "editor", f"same:{pair(tournes, BARE, LATIN)}") == 302
    settle()
    assert NameForm.objects.get(heading=BARE).person == NameForm.objects.get(heading=LATIN).person


# role → does she see the page; may she decide of a pair that A gives a name of, of one that others alone give.
MATRIX = {
    "anonymous": (False, False, False),
    "nobody": (False, False, False),
    "partner admin of A": (False, False, False),
    "partner admin of B": (False, False, False),
    "librarian of A": (True, True, False),
    "editor": (True, True, True),
    "superuser": (True, True, True),
}


@pytest.mark.parametrize("who", MATRIX)
def test_every_address_answers_each_role_as_the_matrix_says(world, tournes, who):
    sees, mine, foreign = MATRIX[who]
    client = world.client(who)
    for name in ("names", "names_history"):
        answer = client.get(reverse(f"matching:{name}"))
        assert (answer.status_code, b"console" in answer.content) == ((200, True) if sees else (302, False)), name
    for one, other, may in ((FULL, BARE, mine), (BARE, LATIN, foreign)):
        before = NameDecision.objects.count()
        decide(world, who, f"later:{pair(tournes, one, other)}")
        assert NameDecision.objects.count() == before + may
    assert decide(world, "editor", f"same:{pair(tournes, BARE, LATIN)}") == 302
    batch = NameDecision.objects.latest("pk").batch
    client.post(reverse("matching:undo_names", args=[batch]))
    assert NameDecision.objects.filter(verdict="undone").count() == int(foreign)
    assert (b"tornaesius" in client.get(reverse("matching:names_history")).content.lower()) == foreign


@pytest.mark.parametrize("name", ["decide_names", "undo_names"])
def test_a_deed_is_never_done_by_a_link(world, tournes, name):
    arguments = ["00000000-0000-4000-8000-000000000000"] if name == "undo_names" else []
    assert world.client("superuser").get(reverse(f"matching:{name}", args=arguments)).status_code == 405


@pytest.mark.parametrize("who", ["nobody", "partner admin of A", "anonymous"])
def test_whoever_publishes_for_no_institution_sees_and_decides_nothing(world, tournes, who):
    for name in ("names", "names_history"):
        assert world.client(who).get(reverse(f"matching:{name}")).status_code == 302
    assert decide(world, who, f"same:{pair(tournes, FULL, BARE)}") in (302, 403)
    assert not NameDecision.objects.exists()


def test_nobody_decides_for_two_foreign_institutions(world, tournes):
    assert decide(world, WHO, f"same:{pair(tournes, BARE, LATIN)}") == 404
    assert decide(world, WHO, "same", pair(tournes, FULL, BARE), pair(tournes, BARE, LATIN)) == 404
    assert not NameDecision.objects.exists()


def test_what_she_decides_bears_her_name_and_her_reason_and_is_taken_back(world, tournes):
    assert decide(world, WHO, "same", pair(tournes, FULL, BARE), reason="Même marque\0") == 302
    decision = NameDecision.objects.get()
    assert (decision.author, decision.reason, decision.verdict) == ("librarian-of-a@x.example", "Même marque", "same")
    settle()
    assert pair(tournes, FULL, BARE) not in queue(world)
    history = world.client(WHO).get(reverse("matching:names_history")).content.decode()
    undo = reverse("matching:undo_names", args=[decision.batch])
    assert undo in history and "Même marque" in history and "Tournes, Jean de (1504-1564)" in history
    assert world.client("librarian of A").get(undo).status_code == 405
    assert world.client("partner admin of B").post(undo).status_code == 302 and NameDecision.objects.count() == 1
    assert world.client(WHO).post(undo).status_code == 302
    settle()
    assert pair(tournes, FULL, BARE) in queue(world) and NameForm.objects.get(heading=BARE).person == BARE


@pytest.mark.parametrize("verdict", ["not_same", "later"])
def test_what_is_set_apart_or_put_off_leaves_the_queue(world, tournes, verdict):
    assert decide(world, WHO, f"{verdict}:{pair(tournes, FULL, BARE)}") == 302
    settle()
    assert pair(tournes, FULL, BARE) not in queue(world) and pair(tournes, FULL, LATIN) in queue(world)


@pytest.mark.parametrize("deed", ["", "same", "same:", "same:x-y", f"same:{'9' * 30}-1", "marry:1-2", "same:1-1", "same:0-0", "same:١-٢"])
def test_a_form_that_says_nothing_gets_a_sentence(world, tournes, deed):
    assert decide(world, WHO, deed) in (302, 404)
    assert not NameDecision.objects.exists()


def test_the_queue_costs_as_many_statements_with_twelve_proposals_as_with_two(world, tournes, django_assert_max_num_queries):
    for number in range(12):
        give(world.point_b.source, f"more{number}", book("Vers", f"Tournes, Jean {'abcdefghijkl'[number]}. de"))
    settle()
    client = world.client(WHO)
    client.get(reverse("matching:names"))
    with django_assert_max_num_queries(40):
        page = client.get(reverse("matching:names")).content.decode()
    assert page.count("data-pair>") >= 12 and page.count('aria-keyshortcuts="m"') == page.count("data-pair>")


def test_the_first_page_says_how_many_wait_for_her(world, tournes):
    assert "2 paires de noms vous attendent" in world.client(WHO).get("/gestion/").content.decode()
    assert "paires de noms" not in world.client("nobody").get("/gestion/").content.decode()
