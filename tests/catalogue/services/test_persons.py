"""Forms of names: joined by a number or a decision, proposed where enough agrees, followed through harvests, withdrawals and rebuilds."""

from __future__ import annotations

import random

import pytest
from django.db import connection, transaction
from django.utils import timezone

from catalogue.core.dates import parse
from catalogue.core.description import Agent, Description, Identifier, Publication, Title
from catalogue.core.keys import Kind
from catalogue.models import JudgedName, Mark, Mention, NameDecision, NameForm, Source
from catalogue.selectors import name_proposals, persons
from catalogue.services import name_decisions, names, withdrawal
from catalogue.services import persons as service
from tests.catalogue.services.test_clustering import make_source, store

FULL, BARE, LATIN = "tournes-jean-de-1504-1564", "tournes-jean-de", "tornaesius-ioannes"
SON = "tournes-jean-de-1539-1615"
IDREF = "027167704"


def book(title: str, year: str, *agents: Agent) -> Description:
    return Description(
        titles=(Title(value=title),), agents=agents, dates=(parse(year),), publications=(Publication(places=("Lyon",), date=year),)
    )


def printer(name: str, dates: str = "", number: str = "") -> Agent:
    return Agent(name=name, dates=dates, roles=("610",), identifiers=(Identifier(scheme="idref", value=number),) if number else ())


TOLD = {
    "a": book("Metamorphoses", "1557", printer("Tournes, Jean de", "1504-1564")),
    "b": book("Devises", "1551", printer("Tournes, Jean de")),
    "c": book("Sidonius", "1552", printer("Tornaesius, Ioannes")),
    "d": book("Essais", "1575", printer("Tournes, Jean de", "1539-1615")),
    "e": book("Sermons", "1890", Agent(name="Perret, Jean", roles=("070",))),
}


@pytest.fixture
def of_essai(db: None) -> Source:
    source = make_source()
    store(source, TOLD)
    settle()
    return source


def settle() -> None:
    while names.drain():
        pass


def form(heading: str) -> int:
    return NameForm.objects.get(heading=heading).pk


def pairs() -> set[frozenset[str]]:
    """The headings of the pairs that are proposed."""
    headings = dict(NameForm.objects.values_list("pk", "heading"))
    return {frozenset((headings[one], headings[other])) for one, other in JudgedName.objects.values_list("one", "other")}


def waiting(source: Source) -> set[frozenset[str]]:
    """The headings of the pairs that somebody is asked about."""
    headings = dict(NameForm.objects.values_list("pk", "heading"))
    found = name_proposals.waiting(everybody(source))
    assert len(found) == name_proposals.count(everybody(source))
    return {frozenset((headings[one.one], headings[one.other])) for one in found}


def pages() -> dict[str, str]:
    return dict(NameForm.objects.values_list("heading", "person"))


def decide(one: str, other: str, verdict: str = "same") -> None:
    assert name_decisions.decide([(form(one), form(other))], verdict, author="equipe@x.example", reason="Même matériel typographique")
    settle()


def everybody(source: Source) -> list[int]:
    assert source.institution_id is not None
    return [source.institution_id]


def test_forms_that_may_be_one_person_s_are_proposed_and_joined_by_nobody(of_essai: Source) -> None:
    assert frozenset((FULL, BARE)) in pairs() and frozenset((FULL, LATIN)) in pairs()
    assert frozenset((FULL, SON)) not in pairs() and not any("perret-jean" in pair for pair in pairs())
    assert pages() == {heading: heading for heading in pages()}


def test_what_records_say_of_a_bearer_is_counted(of_essai: Source) -> None:
    store(of_essai, {"f": book("Devises", "1559", Agent(name="Tournes, Jean de", roles=("070", "610")))})
    settle()
    found = NameForm.objects.get(heading=BARE)
    assert (found.records, found.made_from, found.made_to, found.roles) == (2, 1551, 1559, ["070", "610"])
    withdrawal.withdraw(of_essai.pk, ["f"], now=timezone.now())
    settle()
    found.refresh_from_db()
    assert (found.records, found.made_to) == (1, 1551)


def test_an_agency_s_number_joins_unasked_and_marks_the_records_for_the_engines(of_essai: Source) -> None:
    changed = {"a": book("Metamorphoses", "1557", printer("Tournes, Jean de", "1504-1564", IDREF))}
    changed["c"] = book("Sidonius", "1552", printer("Tornaesius, Ioannes", "", IDREF))
    store(of_essai, changed)
    settle()
    assert pages()[LATIN] == pages()[FULL] == FULL and pages()[BARE] == BARE
    assert frozenset((FULL, LATIN)) not in pairs()
    marked = {number for mark in Mark.objects.exclude(consumer__in=("clustering", "names")).filter(kind=Kind.NOTICE) for number in mark.ids}
    assert of_essai.records.get(identifier="c").pk in marked
    person = persons.of_heading(LATIN)
    assert person.headings == (FULL, LATIN) and person.numbers == (f"idref:{IDREF}",)


def test_a_number_that_everybody_bears_joins_nobody(of_essai: Source) -> None:
    store(of_essai, {str(number): book("Vers", "1850", printer(f"Nom{number}", "", "1")) for number in range(service.MOST_FORMS + 1)})
    settle()
    assert len(pages()) > service.MOST_FORMS and pages() == {heading: heading for heading in pages()}


def test_the_same_makes_one_person_of_two_and_taking_it_back_two_of_one(of_essai: Source) -> None:
    decide(FULL, BARE)
    assert pages()[BARE] == FULL and persons.of_heading(BARE).headings == (FULL, BARE)
    assert persons.elsewhere([BARE, LATIN, "nobody"]) == {BARE: persons.Elsewhere(FULL, "Tournes, Jean de (1504-1564)")}
    assert name_decisions.undo(NameDecision.objects.get().batch, author="equipe@x.example")
    settle()
    assert pages()[BARE] == BARE and persons.of_heading(BARE).headings == (BARE,)
    assert list(NameDecision.objects.order_by("pk").values_list("verdict", flat=True)) == ["same", "undone"]


def test_not_the_same_is_never_proposed_again_under_any_form(of_essai: Source) -> None:
    assert waiting(of_essai) == {frozenset(pair) for pair in ((FULL, BARE), (FULL, LATIN), (BARE, LATIN), (SON, BARE), (SON, LATIN))}
    decide(FULL, LATIN)
    decide(FULL, BARE, "not_same")
    assert waiting(of_essai) == {frozenset((SON, BARE))}
    store(of_essai, {"g": book("Petrarca", "1550", printer("Tournes, Jean de"))})
    settle()
    assert frozenset((FULL, BARE)) in pairs() and waiting(of_essai) == {frozenset((SON, BARE))}


def test_who_was_joined_to_the_father_is_not_proposed_as_the_son(of_essai: Source) -> None:
    assert {frozenset((BARE, FULL)), frozenset((BARE, SON))} <= pairs()
    decide(FULL, BARE)
    assert frozenset((BARE, SON)) not in pairs()
    name_decisions.undo(NameDecision.objects.get().batch, author="equipe@x.example")
    settle()
    assert frozenset((BARE, SON)) in pairs()


def test_later_leaves_the_queue_and_joins_nothing(of_essai: Source) -> None:
    before = name_proposals.count(everybody(of_essai))
    decide(FULL, BARE, "later")
    assert name_proposals.count(everybody(of_essai)) == before - 1 and pages()[BARE] == BARE


def test_a_person_who_sets_two_apart_wins_over_a_number(of_essai: Source) -> None:
    store(
        of_essai, {"h": book("Bible", "1558", printer("Tornaesius, Ioannes", "", IDREF), printer("Tournes, Jean de", "1504-1564", IDREF))}
    )
    settle()
    assert pages()[LATIN] == FULL
    decide(FULL, LATIN, "not_same")
    assert pages()[LATIN] == LATIN


def test_what_was_decided_outlives_a_deletion_a_rebuild_and_a_harvest_from_nothing(of_essai: Source) -> None:
    decide(FULL, BARE)
    decide(FULL, LATIN, "not_same")
    before = pages(), pairs()
    with transaction.atomic():
        withdrawal.withdraw(of_essai.pk, list(TOLD), now=timezone.now())
    settle()
    assert not Mention.objects.exists() and not JudgedName.objects.exists() and pages()[BARE] == FULL
    NameForm.objects.all().delete()
    store(of_essai, TOLD)
    settle()
    assert (pages(), pairs()) == before
    JudgedName.objects.all().delete()
    assert names.rebuild() == len(TOLD)
    assert (pages(), pairs()) == before


def test_what_comes_out_does_not_depend_on_the_order_of_arrival(db: None) -> None:
    source, seen = make_source(), []
    many = {f"{key}{n}": book(f"{key}{n}", told.dates[0].display, *told.agents) for n in range(3) for key, told in TOLD.items()}
    for seed in range(4):
        NameForm.objects.all().delete()
        keys = random.Random(seed).sample(sorted(many), len(many))
        for start in range(0, len(keys), 4):
            store(source, {key: many[key] for key in keys[start : start + 4]})
            if seed % 2:
                settle()
        settle()
        seen.append((pages(), pairs()))
        with transaction.atomic():
            withdrawal.withdraw(source.pk, list(many), now=timezone.now())
        settle()
    assert len(seen[0][1]) >= 3 and seen == [seen[0]] * 4


def test_a_record_that_says_the_same_again_marks_no_form(of_essai: Source) -> None:
    names.read(list(of_essai.records.values_list("pk", flat=True)))
    assert not Mark.objects.filter(kind=Kind.PERSON).exists()


def test_hostile_names_stop_no_run(of_essai: Source) -> None:
    names = ["", "\0", "a\0b", "\ud800x", "|", "A" * 9000, " ".join("word" for _ in range(3000)), "%(ids)s", "{x}", "🙂, 🙂", "'; --"]
    told = {
        str(place): book("T", "1550", printer(name, name, name), Agent(name=name, kind="corporate")) for place, name in enumerate(names)
    }
    with connection.cursor():
        store(
            of_essai,
            {key: value for key, value in told.items() if "\ud800" not in value.agents[0].name and "\0" not in value.agents[0].name},
        )
    settle()
    assert NameForm.objects.filter(heading__startswith="aaaa").exists()


def test_a_block_over_the_cap_gives_way_to_a_finer_key(of_essai: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    store(of_essai, {f"x{n}": book("Vers", "1550", printer(f"Tournes, J{n * 'a'}c")) for n in range(6)})
    settle()
    monkeypatch.setattr(service, "CAP", 5)
    store(of_essai, {"y": book("Odes", "1556", printer("Tornaesius, Johannes"))})
    settle()
    assert frozenset(("tornaesius-johannes", FULL)) in pairs()
