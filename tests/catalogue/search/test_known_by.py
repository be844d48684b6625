"""By which whole titles, headings and other words is a notice known, and which passage of it is shown to say why it was found?"""

from __future__ import annotations

import pytest

from catalogue.core.description import Agent, Description, Holding, Publication, Subject, Text
from catalogue.search.highlight import WIDTH, Highlighter
from catalogue.search.result import Fragment
from catalogue.search.synonyms import MAX_FOR_ONE, NO_SYNONYMS, Row, Wording, synonyms_of
from catalogue.search.titles import ALONE, in_any_order, whole_titles, wholes_of
from catalogue.search.values import headings_of, place_names


def test_the_wholes_of_a_title() -> None:
    assert wholes_of(("les", "mondes", "and", "l", "homme")) == ("les mondes et l homme", "mondes et l homme")
    assert wholes_of(()) == () and wholes_of(("monde",)) == ("monde",)
    assert in_any_order(("monde", "le", "arche")) == "~ arche monde" and in_any_order(("monde", "monde")) == in_any_order(()) == ""


def test_the_whole_titles_of_a_notice() -> None:
    assert whole_titles(["Emma (film)"], [["emma", "film"]], alone=True) == [
        *("== emma film", "emma film", "= emma film", "~ emma film", "emma"),
    ]
    assert whole_titles(["Emma", "roman [anglais]"], [["emma"], ["roman", "anglais"]]) == [
        *("emma", "= emma", "emma roman anglais", "= emma roman anglais", "~ anglais emma roman", "roman anglais", "roman"),
    ]
    assert whole_titles([], [], alone=True) == [] and whole_titles(["(film)"], [["film"]]) == ["film", "= film"]
    for length, kept in ((150, True), (151, False)):
        assert ("a" * length in whole_titles(["x"], [["a" * length]])) is kept
        assert (f"{ALONE}{'a' * length}" in whole_titles(["x"], [["a" * length]], alone=True)) is kept
    titles = [f"titre{number}" for number in range(30)]
    assert len(whole_titles(titles, [[title] for title in titles])) == 16


def test_the_headings_of_a_description() -> None:
    description = Description(
        agents=(Agent(name="Labé, Louise"), Agent(name="LABÉ, Louise"), Agent(name="Coste, Jean", copy="?")),
        holdings=(Holding(former_owners=(Agent(name="Adamoli"), Agent(name=""))),),
        subjects=(Subject(value="Lyon"), Subject(value="840", kind="class"), Subject(value="")),
        publications=(Publication(places=("A Lyon", "[S.l.]", "Et se trouve à Paris", "Nullepart [Nord]")),),
        production_places=(Text(value="Lugduni"),),
    )
    assert {name: sorted(values) for name, values in headings_of(description).items()} == {
        "persons": ["labe-louise|Labé, Louise"],
        "owners": ["adamoli|Adamoli", "coste-jean|Coste, Jean"],
        "subject_headings": ["lyon|Lyon"],
        "place_headings": ["lyon|Lyon", "nullepart|Nullepart", "paris|Paris"],
    }


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("[S.l.]", ()),
        ("s. l.", ()),
        ("Sans lieu", ()),
        ("...", ()),
        ("nullepart", ("Nullepart",)),
        ("[Nullepart?]", ("Nullepart",)),
        ("", ()),
        ("A Lyon et Paris", ("Lyon", "Paris")),
        ("A Lyon, chez Benoist et Rigaud", ("Lyon",)),
        ("Francfort et Leipzig", ("Francfort", "Leipzig")),
        ("Paris ; Lyon ; etc.", ("Paris", "Lyon")),
        ("Lyon [i.e. Genève]", ("Lyon",)),
        ("A Paris : rue S. Jacques, & à Lyon", ("Paris", "Lyon")),
        ("Londres, & se vend à Paris", ("Londres",)),
        ("A Lyon, et se vend à Paris", ("Lyon",)),
        ("Lugduni, & veneunt Parisiis", ("Lyon",)),
        ("Se vend à Lyon", ("Lyon",)),
        ("Chambéry & Annecy", ("Chambéry", "Annecy")),
        ("A Paris, et à Lyon", ("Paris", "Lyon")),
        ("Melun (Seine et Marne)", ("Melun",)),
    ],
)
def test_the_towns_that_a_statement_names(said: str, names: tuple[str, ...]) -> None:
    assert place_names(said) == names


# Synonyms


def test_the_table_of_an_editor() -> None:
    table = synonyms_of([Row("journaux", ("Gazette", "feuille des nouvelles du jour passé", " "))], version="1")
    assert dict(table.others) == {("journal",): (Wording("Gazette", ("gazette",)),), ("gazette",): (Wording("journaux", ("journaux",)),)}
    assert (table.version, table.longest) == ("1", 1) and table == synonyms_of([], version="1") != NO_SYNONYMS
    assert hash(table) == hash(synonyms_of([], version="1")) and synonyms_of([], version="1").longest == 0
    many = synonyms_of([Row("mot", tuple(f"autre{letter}" for letter in "abcdefghij"))], version="2")
    assert len(many.others["mot",]) == MAX_FOR_ONE and many.others["mot",][0].label == "autrea"
    assert dict(synonyms_of([Row(" ", ("a", "b")), Row("mots", ("mot",))], version="3").others) == {}
    assert dict(synonyms_of([Row("un deux trois quatre cinq", ("a",))], version="4").others) == {}


@pytest.mark.parametrize(
    ("plural", "singular"),
    [("chevaux", "cheval"), ("bateaux", "bateau"), ("aux", "aux"), ("jeux", "jeu"), ("cartes", "carte"), ("bas", "bas"), ("eaux", "eau")],
)
def test_a_plural_is_found_under_its_singular(plural: str, singular: str) -> None:
    table = synonyms_of([Row(singular, ("zzz",))], version="5")
    assert table.at((plural,), 0) == (1, (Wording("zzz", ("zzz",)),))


def test_the_longest_wording_from_a_place_on() -> None:
    table = synonyms_of([Row("chemin de fer", ("rail",)), Row("fer", ("métal",))], version="6")
    words = ("le", "chemin", "de", "fer", "lyon")
    assert table.at(words, 1) == (3, (Wording("rail", ("rail",)),)) and table.at(words, 3)[1][0].label == "métal"
    assert table.at(words, 0) == table.at(words, 4) == (1, ()) and table.at(("chemin", "de"), 0) == (1, ())
    assert NO_SYNONYMS.at(("lugduni", "batavorum"), 0) == (2, (Wording("Leyde", ("leyde",)),))


# Passages


def marked(text: str, *words: str, field: str = "notes", periods: tuple[tuple[int, int], ...] = ()) -> str:
    """The passage, its words between stars."""
    found = Highlighter(words, root=str.lower, periods=periods).highlights(title="", agents=(), texts={field: [text]})
    return "".join(f"*{piece.text}*" if piece.matched else piece.text for piece in found[0].snippet) if found else ""


def test_the_passage_that_is_shown() -> None:
    assert marked("Relié en veau.", "veau") == "Relié en *veau*." and marked("veau", "veau") == "*veau*" and marked("Rien", "veau") == ""
    far = marked("mot " * 100 + "veau brun " + "mot " * 100, "veau")
    assert far.startswith("… mot ") and far.endswith("mot …") and "*veau* brun" in far
    assert far.index("*") == len("… ") + 56 and len(far) <= WIDTH + len("… ** …")
    begun = marked("veau brun " + "mot " * 100, "veau")
    assert begun.startswith("*veau* brun mot") and begun.endswith("mot …")
    ended = marked("mot " * 100 + "veau", "veau")
    assert ended.startswith("… mot") and ended.endswith("mot *veau*")
    assert marked("x" * 300 + " veau", "veau") == "… *veau*", "a word is shown whole or not at all"
    assert marked("a" * WIDTH, "veau") == "" and marked("veau" + " a" * 108, "veau") == "*veau*" + " a" * 108
    two = marked("veau " + "mot " * 100 + "veau", "veau")
    assert two.count("*") == 2


def test_years_of_a_period_are_marked_unless_it_is_long() -> None:
    assert marked("de 1557 à 1600", "x", periods=((1550, 1557),)) == "de *1557* à 1600"
    assert marked("de 1557", "x", periods=((1500, 1600),)) == "de *1557*" and marked("de 1557", "x", periods=((1500, 1601),)) == ""
    assert marked("155 15577 1549 1558", "x", periods=((1550, 1557),)) == ""


def test_a_latin_ending_is_marked_in_an_imprint_alone() -> None:
    assert marked("apud Gryphium", "gryphius", field="publishers") == "apud *Gryphium*" and marked("apud Gryphium", "gryphius") == ""


def test_the_title_the_agents_and_one_passage_more_are_shown() -> None:
    look = Highlighter(["lyon"], root=str.lower)
    texts = {"title": ["Lyon", "Vue de Lyon"], "notes": ["Lyon encore"], "agents": ["Lyon, Jean"], "subjects": ["Rien"]}
    found = look.highlights(title="Lyon", agents=("Lyon, Jean", "Autre"), texts=texts)
    assert [(each.field, "".join(piece.text for piece in each.snippet)) for each in found] == [
        *(("title", "Lyon"), ("agents", "Lyon, Jean"), ("notes", "Lyon encore")),
    ]
    assert look.highlights(title="", agents=(), texts={"title": ["Vue de Lyon"]})[0].snippet == (
        Fragment("Vue de ", False),
        Fragment("Lyon", True),
    )
    long_title = "Lyon " + "mot " * 100
    assert look.highlights(title=long_title, agents=(), texts={})[0].snippet[-1].text == long_title[4:], "a title is never cut"
