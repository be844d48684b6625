"""What the records of an edition say together: whose word stands first, and what stays with each copy."""

from itertools import permutations

from catalogue.clustering.merging.merged import merged
from catalogue.clustering.merging.told import Told
from catalogue.core.dates import parse
from catalogue.core.description import Agent, Description, Extent, Holding, Note, Publication, Subject, Title

LYON, GRENOBLE = "693836101", "381856101"


def described(title: str = "", *, place: str = "", year: str = "", **given) -> Description:
    return Description(
        titles=(Title(value=title),) if title else (),
        publications=(Publication(places=(place,), date=year),) if place else (),
        dates=(parse(year),) if year else (),
        **given,
    )


def test_the_title_of_the_most_trusted_source_stands_and_the_others_are_kept_beside_it():
    found = merged([Told(1, described("Evvres"), 50), Told(2, described("Œuvres"), 10), Told(3, described("OEUVRES."), 60)])
    assert found.description.title == "Œuvres"
    assert found.values["title"].records == (2, 3)
    assert [(one.text, one.records) for one in found.values["title"].others] == [("Evvres", (1,))]


def test_a_place_of_one_record_never_stands_with_the_year_of_another():
    found = merged([Told(1, described("A", place="Lyon"), 10), Told(2, described("A", place="Genève", year="1585"), 20)])
    assert found.description.publications[0].places == ("Lyon",) and found.description.dates == ()
    assert [one.records for one in found.values["imprint"].others] == [(2,)]


def test_what_the_first_says_nothing_of_is_taken_from_the_next():
    found = merged([Told(1, described("A"), 10), Told(2, described("A", extents=(Extent(value="591 p."),)), 20)])
    assert found.description.extents[0].value == "591 p." and found.values["extent"].records == (2,)


def test_everybody_whom_a_record_names_is_named_once_with_every_role():
    one = described("A", agents=(Agent(name="Tournes, Jean de", roles=("610",)),))
    other = described("A", agents=(Agent(name="Tournes, Jean de", roles=("650",)), Agent(name="Labé, Louise")))
    agents = merged([Told(1, one), Told(2, other)]).description.agents
    assert {agent.name: agent.roles for agent in agents} == {"Tournes, Jean de": ("610", "650"), "Labé, Louise": ()} or {
        agent.name: agent.roles for agent in agents
    } == {"Tournes, Jean de": ("650", "610"), "Labé, Louise": ()}


def test_the_binding_of_a_copy_stays_with_its_copy():
    one = described("A", holdings=(Holding(institution=LYON, call_number="Rés 1"),), notes=(Note(value="Veau brun", kind="binding"),))
    other = described("A", holdings=(Holding(institution=GRENOBLE, call_number="F 2"),), notes=(Note(value="In-folio"),))
    found = merged([Told(1, one), Told(2, other)]).description
    notes = {holding.institution: [note.value for note in holding.notes] for holding in found.holdings}
    assert notes == {LYON: ["Veau brun"], GRENOBLE: []}
    assert [note.value for note in found.notes] == ["In-folio"]


def test_two_sources_that_speak_of_one_call_number_speak_of_one_copy_and_two_records_of_one_source_of_two():
    one = described("A", holdings=(Holding(institution=LYON, call_number="Rés 1"),))
    again = described("A", holdings=(Holding(institution=LYON, call_number="rés. 1", notes=(Note(value="Ex-libris"),)),))
    found = merged([Told(1, one), Told(2, again)]).description.holdings
    assert len(found) == 1 and found[0].notes[0].value == "Ex-libris"
    twice = described("A", holdings=(Holding(institution=LYON, call_number="Rés 1"), Holding(institution=LYON, call_number="Rés 1")))
    assert len(merged([Told(1, twice), Told(2, described("A"), keeper=GRENOBLE)]).description.holdings) == 3


def test_a_record_that_names_no_copy_has_one_at_its_keepers():
    found = merged([Told(1, described("A"), keeper=LYON), Told(2, described("A"), keeper=GRENOBLE)])
    assert {holding.institution for holding in found.description.holdings} == {LYON, GRENOBLE}


def test_it_is_the_same_in_whatever_order_the_records_are_given():
    told = [
        Told(1, described("A", place="Lyon", subjects=(Subject(value="Vin"),)), 20),
        Told(2, described("B", place="Paris", year="1585"), 20),
        Told(3, described("C", subjects=(Subject(value="vin"), Subject(value="Vigne"))), 10),
    ]
    assert len({str(merged(order)) for order in permutations(told)}) == 1
