"""Who had a copy, read in what librarians write of it: what a note says is found, what it does not say is not made up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.core.description import Agent, Description, Holding, Note
from catalogue.core.rules.owners import owners_of
from catalogue.core.rules.provenance import named_in


@pytest.mark.parametrize(
    ("note", "names"),
    [
        ("Ex-libris gravé de Jean-Baptiste Morel", ["Morel, Jean-Baptiste"]),
        ("Ex-libris ms. au titre : Pierre Adamoli (1707-1769)", ["Adamoli, Pierre"]),
        ("Ex-libris armorié de Camille de Neufville de Villeroy", ["Neufville de Villeroy, Camille de"]),
        ("Ancien possesseur : Pernetti, Jacques (1696-1777)", ["Pernetti, Jacques"]),
        ("Anciens possesseurs : Pernetti, Jacques ; Coste, Jean-Louis", ["Pernetti, Jacques"]),
        ("Provenance : Couvent des Cordeliers de Grenoble", ["Couvent des Cordeliers de Grenoble"]),
        ("Provenance : Grand séminaire de Lyon, puis Pierre Adamoli", ["Grand séminaire de Lyon"]),
        ("Cachet de la Bibliothèque du Palais des Arts", ["Bibliothèque du Palais des Arts"]),
        ("Cachet humide : Bibliothèque de Chambéry", ["Bibliothèque de Chambéry"]),
        ("Estampille ovale du Collège de la Trinité à Lyon", ["Collège de la Trinité à Lyon"]),
        ("Ex-libris ms. : « Conventus Lugdunensis Capucinorum ». Reliure en vélin", ["Conventus Lugdunensis Capucinorum"]),
        ("Reliure aux armes de Gaspard de Tende", ["Tende, Gaspard de"]),
        ("A appartenu à Louis Perrin", ["Perrin, Louis"]),
        ("Provient du Séminaire Saint-Irénée", ["Séminaire Saint-Irénée"]),
        ("Legs de Jean Louis Antoine Coste, 1855", ["Coste, Jean Louis Antoine"]),
        ("Don de M. Jules Chomarat en 1923", ["Chomarat, Jules"]),
        ("Don de l'abbé Claude Reure", ["Reure, Claude"]),
        ("Ex-libris of John Dee", ["Dee, John"]),
        ("Ancienne bibliothèque de l'Église de Lyon", ["Église de Lyon"]),
        ("Ancien exemplaire du chapitre de Vienne", ["Chapitre de Vienne"]),
        ("From the library of William Morris", ["Morris, William"]),
        ("Ex-libris ms. de Jean d'Arces", ["Arces, Jean d'"]),
        ("Cachet : Jésuites de Tournon ; ex-libris de Claude Expilly", ["Jésuites de Tournon", "Expilly, Claude"]),
        ("Ex-libris de Claude Expilly. Ex-libris de Claude Expilly", ["Expilly, Claude"]),
    ],
)
def test_those_whom_a_note_names_are_found(note, names):
    assert [agent.name for agent in named_in(note)][: len(names)] == names


@pytest.mark.parametrize(
    "note",
    [
        "",
        "Ex-libris ms. illisible",
        "Ex-libris gravé non identifié",
        "Cachet de la Bibliothèque",
        "Ex-libris ms. : « Ex libris Joannis Bertrandi »",
        "Don de l'auteur",
        "Don Coste",
        "Legs Adamoli",
        "Don anonyme",
        "Provenance : inconnue",
        "Provenance inconnue",
        "Ancien possesseur : Coste",
        "Exemplaire incomplet du titre, relié avec d'autres pièces",
        "Notes manuscrites de lecture en marge",
        "Reliure en veau brun du XVIIIe siècle, dos à nerfs",
        "Envoi autographe de l'auteur à Louis Perrin",
        "Acquis en vente publique à Lyon en 1902",
        "Dépôt légal",
        "Timbre humide de la bibliothèque de la ville",
        "Don d'un membre de la Société d'émulation",
        "Donne les variantes de Paris",
        "Armes dorées sur les plats",
    ],
)
def test_nobody_is_made_up(note):
    assert named_in(note) == ()


def test_what_is_read_says_what_they_did_and_when_they_lived():
    (owner,) = named_in("Ex-libris ms. de Pierre Adamoli (1707-1769)", place="317[1]")
    assert (owner.kind, owner.roles, owner.dates, owner.place) == ("person", ("390",), "1707-1769", "317[1]")
    (donor,) = named_in("Don de la Société des Bibliophiles lyonnais")
    assert (donor.kind, donor.roles) == ("corporate", ("320",))


def _copy(*notes: str, owners: tuple[Agent, ...] = (), kind: str = "provenance") -> Description:
    return Description(holdings=(Holding(), Holding(notes=tuple(Note(value=note, kind=kind) for note in notes), former_owners=owners)))


def test_they_are_owners_of_that_copy():
    assert [(one.position, one.agent.name) for one in owners_of(_copy("Ex-libris de Claude Expilly"))] == [(2, "Expilly, Claude")]


def test_a_note_that_speaks_of_a_copy_of_the_record_is_read_too():
    holdings = (Holding(institution="693836101"), Holding(institution="380001001"))
    note = Note(value="Ex-libris de Claude Expilly", kind="provenance", copy="380001001")
    assert [(one.position, one.agent.name) for one in owners_of(Description(holdings=holdings, notes=(note,)))] == [(2, "Expilly, Claude")]


def test_a_note_says_nothing_more_of_those_whom_headings_name():
    named = Agent(name="Expilly, Claude", dates="1561-1636", roles=("390",))
    owners = list(owners_of(_copy("Ex-libris de Claude Expilly", "Cachet : Jésuites de Tournon", owners=(named,))))
    assert [one.agent.name for one in owners] == ["Expilly, Claude", "Jésuites de Tournon"]


def test_other_notes_name_no_owner():
    assert list(owners_of(_copy("Ex-libris de Claude Expilly", kind="binding"))) == []


WORDS = ["Ex-libris", "de", "gravé", ":", "Jean", "Claude", "«", "»", "(1700)", ",", ";", "Don", "legs", "Couvent", "des", "à"]


@given(st.text(max_size=300) | st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join))
def test_no_note_breaks_it_and_what_it_gives_stands_in_the_note(note):
    for agent in named_in(note):
        assert agent.name.strip() and len(agent.name.split()) <= 16
        assert all(word.casefold() in note.casefold() for word in agent.name.replace(",", " ").split())
