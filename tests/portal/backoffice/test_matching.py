"""A librarian decides which records of hers describe the same edition as another library's, and of no others."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from catalogue.core.dates import parse
from catalogue.core.description import Agent, Description, Extent, Publication, Title
from catalogue.core.serialization import to_json
from catalogue.models import ClusterMember, Institution, MatchDecision, Source
from catalogue.services import clustering, institutions, intake, names
from tests.portal.backoffice.conftest import World

WHO = "librarian of A"


def labe(title: str = "Euvres de Louïze Labé lionnoize") -> Description:
    return Description(
        titles=(Title(value=title),),
        agents=(Agent(name="Labé, Louise", roles=("070",)),),
        publications=(Publication(places=("Lyon",), names=("Jean de Tournes",), date="1556"),),
        dates=(parse("1556"),),
        extents=(Extent(value="173 p.", format="in-8"),),
    )


def give(source: Source, identifier: str, described: Description) -> int:
    arrival = intake.Arrival(identifier, "unimarc", "utf-8", b"", to_json(described), ())
    with transaction.atomic():
        return intake.store(source.pk, [arrival], now=timezone.now())[0]


@pytest.fixture
def labes(world: World) -> list[int]:
    """Labé 1556 in A, in B and in C; nobody has compared them."""
    third: Institution = institutions.make("071866101", name="Archives C")
    of_c = Source.objects.create(slug="c-livres", name="Source C", institution=third)
    sources = (world.point_a.source, world.point_b.source, of_c)
    found = [give(source, f"labe-{source.slug}", labe()) for source in sources]
    settle()
    return found


def settle() -> None:
    while clustering.drain() + names.drain():
        pass


def queue(world: World, who: str = WHO) -> str:
    return world.client(who).get(reverse("matching:queue")).content.decode()


def decide(world: World, who: str, deed: str, *pairs: str, **more: str) -> int:
    return world.client(who).post(reverse("matching:decide"), {"decide": deed, "pair": list(pairs), **more}).status_code


def groups() -> dict[int, int]:
    settle()
    return dict(ClusterMember.objects.values_list("record_id", "cluster"))


def test_she_sees_the_proposals_that_touch_her_institution_side_by_side(world, labes):
    a, b, c = labes
    page = queue(world)
    assert f"{a}-{b}" in page and f"{a}-{c}" in page and f"{b}-{c}" not in page
    assert "Euvres de Louïze Labé" in page and "Bibliothèque B" in page
    assert "2 propositions attendent" in page


def test_the_regional_team_sees_and_decides_of_all(world, labes):
    a, b, c = labes
    assert f"{b}-{c}" in queue(world, "editor")
    assert decide(world, "editor", f"same:{b}-{c}") == 302
    assert groups() == {a: a, b: b, c: b}


@pytest.mark.parametrize("who", ["nobody", "partner admin of A", "anonymous"])
def test_whoever_publishes_for_no_institution_sees_and_decides_nothing(world, labes, who):
    a, b, _ = labes
    assert world.client(who).get(reverse("matching:queue")).status_code == 302
    assert decide(world, who, f"same:{a}-{b}") in (302, 403)
    assert not MatchDecision.objects.exists()


def test_nobody_decides_for_two_foreign_institutions(world, labes):
    a, b, c = labes
    assert decide(world, WHO, f"same:{b}-{c}") == 404
    assert decide(world, WHO, "same", f"{a}-{b}", f"{b}-{c}") == 404
    assert not MatchDecision.objects.exists()
    assert world.client(WHO).get(reverse("matching:group", args=[b])).status_code == 404


def test_what_she_decides_groups_the_records_and_bears_her_name_and_her_reason(world, labes):
    a, b, c = labes
    assert decide(world, WHO, "same", f"{a}-{b}", f"{a}-{c}", reason="Mêmes bandeaux") == 302
    assert groups() == {a: a, b: a, c: a}
    decision = MatchDecision.objects.first()
    assert decision is not None and decision.author == "librarian-of-a@x.example" and decision.reason == "Mêmes bandeaux"
    assert "Euvres" not in queue(world)


@pytest.mark.parametrize("verdict", ["not_same", "later"])
def test_what_is_set_apart_or_put_off_leaves_the_queue_and_groups_nothing(world, labes, verdict):
    a, b, c = labes
    decide(world, WHO, f"{verdict}:{a}-{b}")
    assert groups() == {a: a, b: b, c: c}
    assert f"{a}-{b}" not in queue(world) and f"{a}-{c}" in queue(world)


def test_a_record_is_taken_out_of_its_group_from_its_page(world, labes):
    a, b, c = labes
    decide(world, WHO, "same", f"{a}-{b}", f"{a}-{c}")
    settle()
    page = world.client(WHO).get(reverse("matching:group", args=[a])).content.decode()
    assert reverse("matching:split", args=[a]) in page and "Archives C" in page
    assert world.client(WHO).post(reverse("matching:split", args=[a])).status_code == 302
    assert groups()[a] == a and groups()[b] != a and groups()[c] != a


def test_a_decision_is_taken_back_and_both_stay_in_the_history(world, labes):
    a, b, c = labes
    decide(world, WHO, f"same:{a}-{b}")
    batch = MatchDecision.objects.get().batch
    history = world.client(WHO).get(reverse("matching:history")).content.decode()
    assert reverse("matching:undo", args=[batch]) in history and "librarian-of-a@x.example" in history
    assert world.client("partner admin of B").post(reverse("matching:undo", args=[batch])).status_code == 302
    assert groups()[b] == a
    assert world.client(WHO).post(reverse("matching:undo", args=[batch])).status_code == 302
    assert groups() == {a: a, b: b, c: c}
    assert list(MatchDecision.objects.order_by("pk").values_list("verdict", flat=True)) == ["same", "undone"]
    assert f"{a}-{b}" in queue(world)


def test_taking_back_leaves_what_was_decided_since(world, labes):
    a, b, _ = labes
    decide(world, WHO, f"same:{a}-{b}")
    first = MatchDecision.objects.get().batch
    decide(world, WHO, f"not_same:{a}-{b}")
    world.client(WHO).post(reverse("matching:undo", args=[first]))
    assert MatchDecision.objects.count() == 2


@pytest.mark.parametrize("deed", ["", "same", "same:", "same:x-y", f"same:{'9' * 30}-1", "marry:1-2", "same:1-1"])
def test_a_form_that_says_nothing_gets_a_sentence(world, labes, deed):
    assert decide(world, WHO, deed) in (302, 404)
    assert not MatchDecision.objects.exists()


def test_the_queue_costs_as_many_statements_with_twelve_proposals_as_with_two(world, labes, django_assert_max_num_queries):
    for number in range(10):
        give(world.point_b.source, f"more{number}", labe())
    settle()
    client = world.client(WHO)
    client.get(reverse("matching:queue"))
    with django_assert_max_num_queries(40):
        page = client.get(reverse("matching:queue")).content.decode()
    assert "12 propositions" in page


def test_from_the_page_that_readers_see_she_is_two_clicks_from_taking_a_record_out(world, labes):
    a, b, _ = labes
    decide(world, WHO, f"same:{a}-{b}")
    settle()
    form, client = reverse("matching:group", args=[a]), world.client(WHO)
    notice = client.get(f"/notice/{a}", follow=True).content.decode()
    assert form in notice and "Retirer une notice de cette édition" in notice
    assert reverse("matching:split", args=[b]) in client.get(form).content.decode()
    for stranger in ("anonymous", "nobody", "partner admin of A"):
        assert form not in world.client(stranger).get(f"/notice/{a}", follow=True).content.decode()


def test_the_first_page_says_how_many_proposals_wait_for_her(world, labes):
    assert "2 propositions vous attendent" in world.client(WHO).get("/gestion/").content.decode()
    for other in ("nobody", "partner admin of B"):
        assert "proposition" not in world.client(other).get("/gestion/").content.decode()
    a, b, c = labes
    decide(world, WHO, "later", f"{a}-{b}", f"{a}-{c}")
    assert "proposition" not in world.client(WHO).get("/gestion/").content.decode()


def test_each_decision_of_the_queue_has_a_key_that_is_said(world, labes):
    page = queue(world)
    assert page.count('aria-keyshortcuts="m"') == page.count("data-pair>") == 2
    assert "backoffice/matching" in page and 'id="matching-keys" class="under" hidden' in page
