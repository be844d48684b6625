"""The curator's desk: why each document is there, what is decided and by whom, what readers of a commune then see."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from catalogue.clustering.keys import hashed, of_identifier
from catalogue.core.description import Agent, DateSpan, Description, DigitalCopy, Holding, Identifier, Publication, Title
from catalogue.core.serialization import to_dict
from catalogue.local_interest import Candidate
from catalogue.models import ClusterMember, Fonds, Institution, LocalDecision, LocalName, PublishedFonds, Record, Source
from catalogue.selectors import local_interest, local_knowledge
from catalogue.services import local_placing
from tests.portal.public.test_fonds import written

DESK = "local_interest:desk"


def document(source: Source, identifier: str, title: str, place: str = "Paris", notice: str = "") -> Record:
    description = Description(
        identifier=identifier,
        format="dublin_core",
        titles=(Title(value=title),),
        agents=(Agent(name="Coste, Jean"),),
        publications=(Publication(places=(place,)),),
        dates=(DateSpan(display="1789", start=1789, end=1789),),
        holdings=(Holding(institution_name="Bibliothèque nationale de France"),),
        identifiers=(Identifier(scheme="ark", value=f"ark:/12148/{notice}"),) if notice else (),
        digital_copies=(DigitalCopy(url=f"https://gallica.bnf.fr/ark:/12148/{identifier}"),),
    )
    return Record.objects.create(
        source=source,
        identifier=identifier,
        state=Record.State.HIDDEN,
        format="dublin_core",
        charset="utf-8",
        digest=b"",
        description=to_dict(description),
        created_at=timezone.now(),
        updated_at=timezone.now(),
    )


@pytest.fixture
def gallica(world) -> Source:
    """Three documents: two from here, one of which is doubtful."""
    source = Source.objects.create(slug="gallica", name="Gallica", institution=world.b, curated=True, standing=Source.Standing.PREPARED)
    for number, (title, place) in enumerate([("Journal de Trévoux", "Trévoux"), ("Notes sur Vienne", "Vienne"), ("<b>Plan</b>", "Lyon")]):
        document(source, f"bpt6k{number}", title, place)
    return source


def numbers(client: Client) -> list[int]:
    return [int(pk) for pk in dict.fromkeys(re.findall(r'name="decision-(\d+)"', client.get(reverse(DESK)).content.decode()))]


def test_each_document_says_why_it_is_there(world, gallica):
    said = unescape(world.client("editor").get(reverse(DESK)).content.decode())
    assert "Publié à" in said and "Trévoux" in said and "douteux" in said
    assert "<b>Plan</b>" not in world.client("editor").get(reverse(DESK)).content.decode()
    assert "https://gallica.bnf.fr/ark:/12148/bpt6k0" in said


def test_what_is_kept_is_on_the_page_of_its_commune_and_what_is_rejected_never_comes_back(world, gallica, client):
    desk = world.client("librarian of A")
    first, second, third = sorted(numbers(desk))
    desk.post(reverse(DESK), {f"decision-{first}": "kept", f"decision-{third}": "rejected", f"why-{third}": "plan de poche"})
    assert numbers(desk) == [second]
    decision = LocalDecision.objects.get(state="rejected")
    assert (decision.why, decision.author, decision.rules) == ("plan de poche", "librarian-of-a@x.example", ["published"])
    page = client.get(reverse("public:commune", args=["01427"])).content.decode()
    assert "Journal de Trévoux" in page and "ark:/12148/bpt6k0" in page
    assert "<b>Plan</b>" not in client.get(reverse("public:commune", args=["69123"])).content.decode()


def test_the_last_decision_holds_and_the_others_are_kept(world, gallica):
    desk, number = world.client("editor"), Record.objects.get(identifier="bpt6k0").pk
    for state in ("later", "kept", "rejected"):
        desk.post(reverse(DESK), {f"decision-{number}": state})
    assert list(LocalDecision.objects.order_by("pk").values_list("state", "current")) == [
        ("later", False),
        ("kept", False),
        ("rejected", True),
    ]
    assert local_interest.kept_of_communes(["01427"], most=5) == []


def test_a_rule_that_is_wrong_too_often_is_named(world, gallica):
    LocalDecision.objects.bulk_create(
        LocalDecision(source=gallica, identifier=f"x{n}", state="kept" if n % 2 else "rejected", rules=["title"]) for n in range(30)
    )
    (found,) = local_interest.precisions()
    assert (found.rule, found.kept, found.decided, found.is_poor) == ("title", 15, 30, True)
    assert "à retirer" in world.client("editor").get(reverse(DESK)).content.decode()


WHO = ("anonymous", "nobody", "editor", "librarian of A", "partner admin of A", "superuser")
MAY = frozenset({"editor", "superuser"})


@pytest.fixture(autouse=True)
def read_again() -> Iterator[None]:
    local_knowledge.renew()
    yield
    local_knowledge.renew()


def reasons(**said: tuple[str, ...]) -> list[str]:
    local_knowledge.renew()
    return [reason.rule for reason in local_knowledge.region().judge(Candidate(**said)).reasons]


@pytest.mark.parametrize("who", WHO)
def test_editors_alone_change_rules_and_names(world, gallica, who):
    client, name = world.client(who), LocalName.objects.get(kind="province", words="Forez")
    pages = [reverse("local_names:index"), reverse("local_names:add"), reverse("local_names:edit", args=[name.pk])]
    assert [client.get(page).status_code for page in pages] == [200 if who in MAY else 302] * 3
    client.post(reverse("local_names:add"), {"kind": "person", "words": "Labé, Louise", "departments": "69", "sure": "on"})
    client.post(reverse("local_interest:retire"), {"rule": "published", "retired": "yes"})
    assert (reasons(names=("Labé, Louise",)), reasons(published=("Trévoux",))) == ((["person"], []) if who in MAY else ([], ["published"]))
    assert client.get(reverse("local_interest:retire")).status_code in (302, 405)


def test_a_rule_that_was_retired_is_used_again(world, gallica):
    editor = world.client("editor")
    for retired, found in (("yes", []), ("no", ["title"])):
        editor.post(reverse("local_interest:retire"), {"rule": "title", "retired": retired})
        assert reasons(titles=("Histoire de Lyon",)) == found
    assert "pas de telle" in editor.post(reverse("local_interest:retire"), {"rule": "x"}, follow=True).content.decode()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"kind": "set", "words": "XX", "departments": "999"}, "«\u00a0999\u00a0» n’est pas un département"),
        ({"kind": "person", "words": "Labé, Louise"}, "Dites dans quels départements"),
        ({"kind": "province", "words": "«»", "departments": "42"}, "au moins une lettre"),
        ({"kind": "province", "words": "Forez", "departments": "42"}, "existe déjà"),
    ],
)
def test_an_editor_is_told_what_is_wrong_with_a_name(world, typed, told):
    assert told in world.client("editor").post(reverse("local_names:add"), typed).content.decode()


def test_a_document_of_which_the_catalogue_has_the_notice_says_so(world, gallica):
    ours = document(world.point_a.source, "a1", "Voyage", notice="cb12345678x")
    key = hashed(of_identifier("ark:ark:/12148/cb12345678x"))
    ClusterMember.objects.create(record=ours, cluster=ours.pk, traits=b"", keys=[key, 7])
    assert local_knowledge.ours(["cb12345678x", "cb00000000x"]) == {"cb12345678x"}
    document(gallica, "far", "Voyage au loin", notice="cb12345678x")
    assert "Il est déjà au catalogue" in unescape(world.client("editor").get(reverse(DESK)).content.decode())


@pytest.mark.parametrize(
    "typed", [{}, {"decision-0": "kept"}, {"decision-x": "kept"}, {"decision-1": "perhaps"}, {"decision-" + "9" * 30: "kept"}]
)
def test_odd_choices_decide_nothing(world, gallica, typed):
    assert world.client("editor").post(reverse(DESK), typed).status_code == 302
    assert not LocalDecision.objects.exists()


def test_a_record_of_the_catalogue_is_not_decided_of_here(world, gallica):
    other = document(world.point_a.source, "a1", "Histoire de Lyon", "Lyon")
    world.client("superuser").post(reverse(DESK), {f"decision-{other.pk}": "kept"})
    assert not LocalDecision.objects.exists()


@pytest.mark.parametrize(("who", "status"), [("anonymous", 302), ("nobody", 302), ("librarian of A", 200), ("superuser", 200)])
def test_the_desk_is_for_those_who_publish_for_an_institution(world, gallica, who, status):
    assert world.client(who).get(reverse(DESK)).status_code == status


def test_the_desk_costs_the_same_however_much_waits(world, gallica, django_assert_max_num_queries: DjangoAssertNumQueries):
    desk = world.client("superuser")
    desk.get(reverse(DESK))
    for number in range(15):
        document(gallica, f"more{number}", "Histoire de Lyon", "Lyon")
    with django_assert_max_num_queries(25):
        assert desk.get(reverse(DESK)).content.count(b"console-list") == 18


def place(institution: Institution, insee: str) -> None:
    Institution.objects.filter(pk=institution.pk).update(insee=insee)
    local_placing.place(budget_seconds=20)


def titles(client: Client, address: str = "") -> list[str]:
    said = client.get(f"{reverse(DESK)}{address}").content.decode()
    return [unescape(title) for title in re.findall(r"<legend><bdi>(.*?)</bdi>", said)]


def test_a_librarian_sees_first_what_names_her_commune(world, gallica):
    place(world.a, "01427")
    desk = world.client("librarian of A")
    assert titles(desk) == ["Journal de Trévoux"]
    assert titles(desk, "?queue=region") == ["<b>Plan</b>", "Notes sur Vienne", "Journal de Trévoux"]
    number = Record.objects.get(identifier="bpt6k0").pk
    desk.post(reverse(DESK), {f"decision-{number}": "later"})
    assert titles(desk) == ["<b>Plan</b>", "Notes sur Vienne"]
    assert "Rien n’attend pour vos communes" in unescape(desk.get(reverse(DESK)).content.decode())


def test_a_document_that_changes_changes_its_queue(world, gallica):
    place(world.a, "69123")
    assert titles(world.client("librarian of A")) == ["<b>Plan</b>"]
    plan = Record.objects.get(identifier="bpt6k2")
    plan.description["publications"] = [{"kind": "publication", "places": ["Trévoux"]}]
    plan.updated_at = timezone.now()
    plan.save()
    assert (local_placing.place(budget_seconds=20), local_placing.place(budget_seconds=20)) == (1, 0)
    assert titles(world.client("librarian of A"), f"?queue={world.a.pk}") == []


def test_another_institutions_queue_is_nobody_elses(world, gallica):
    place(world.b, "01427")
    assert world.client("librarian of A").get(f"{reverse(DESK)}?queue={world.b.pk}").content.count(b"<legend>") == 3
    assert titles(world.client("editor"), f"?queue={world.b.pk}") == ["Journal de Trévoux"]


def test_what_was_decided_is_listed_and_decided_anew_with_its_history(world, gallica):
    desk, number = world.client("librarian of A"), Record.objects.get(identifier="bpt6k0").pk
    desk.post(reverse(DESK), {f"decision-{number}": "later", f"why-{number}": "à voir"})
    assert titles(desk, "?list=later") == ["Journal de Trévoux"] and titles(desk, "?list=kept") == []
    said = unescape(desk.get(f"{reverse(DESK)}?list=later").content.decode())
    assert "à voir" in said and "librarian-of-a@x.example" in said
    answer = desk.post(f"{reverse(DESK)}?list=later", {f"decision-{number}": "kept", f"why-{number}": "vu"})
    assert answer["Location"].endswith("?list=later")
    assert titles(desk, "?list=later") == [] and titles(desk, "?list=kept") == ["Journal de Trévoux"]
    desk.post(f"{reverse(DESK)}?list=kept", {f"decision-{number}": "kept", f"why-{number}": "vu"})
    assert LocalDecision.objects.count() == 2


@pytest.fixture
def papers(world) -> Fonds:
    return written(world.a, "Papiers Coste")


def ark_of(fonds: Fonds) -> str:
    return str(PublishedFonds.objects.get(pk=fonds.pk).description["ark"])


def test_a_curator_says_to_which_fonds_of_hers_a_document_belongs_and_its_page_shows_it(world, gallica, papers, client):
    desk, number = world.client("librarian of A"), Record.objects.get(identifier="bpt6k0").pk
    assert "Papiers Coste" in desk.get(reverse(DESK)).content.decode()
    desk.post(reverse(DESK), {f"decision-{number}": "kept", f"fonds-{number}": ark_of(papers)})
    page = unescape(client.get(f"/ark:/{ark_of(papers)}").content.decode())
    assert "Dans Gallica" in page and "Journal de Trévoux" in page and "Bibliothèque nationale de France" in page
    desk.post(f"{reverse(DESK)}?list=kept", {f"decision-{number}": "kept", f"fonds-{number}": ""})
    assert "Journal de Trévoux" not in client.get(f"/ark:/{ark_of(papers)}").content.decode()


@pytest.mark.parametrize("typed", ["99999/none", "x", "\0", "ark:/99999/" + "z" * 400])
def test_a_fonds_that_is_none_is_left_out(world, gallica, papers, typed):
    number = Record.objects.get(identifier="bpt6k0").pk
    world.client("librarian of A").post(reverse(DESK), {f"decision-{number}": "kept", f"fonds-{number}": typed})
    assert LocalDecision.objects.get(current=True).fonds_id is None


def test_nobody_speaks_for_the_fonds_of_another_institution_nor_takes_it_away_unawares(world, gallica, papers):
    other, number = written(world.b, "Papiers de B"), Record.objects.get(identifier="bpt6k0").pk
    desk = world.client("librarian of A")
    desk.post(reverse(DESK), {f"decision-{number}": "kept", f"fonds-{number}": ark_of(other)})
    assert LocalDecision.objects.get(current=True).fonds_id is None
    world.client("editor").post(reverse(DESK), {f"decision-{number}": "kept", f"fonds-{number}": ark_of(other)})
    said = unescape(desk.get(f"{reverse(DESK)}?list=kept").content.decode())
    assert "Un fonds d’un autre établissement" in said
    desk.post(reverse(DESK), {f"decision-{number}": "kept", f"fonds-{number}": ark_of(other), f"why-{number}": "x"})
    assert LocalDecision.objects.get(current=True).fonds_id == ark_of(other)
