"""Is all that a description says found again, in its search document, where it is looked for, shown, filtered by and counted?"""

from __future__ import annotations

from typing import Any

from catalogue.core.description import (
    Agent,
    DateSpan,
    Description,
    DigitalCopy,
    Genre,
    Holding,
    Identifier,
    Language,
    Link,
    Note,
    Publication,
    Series,
    Subject,
    Text,
    Title,
)
from catalogue.core.keys import DocumentKey, Kind
from catalogue.core.rules.copies import copy_key
from catalogue.search.document import InstitutionFacts, Provenance, SearchDocument, document_of
from catalogue.search.engines.worded import worded
from catalogue.search.texts import kind_words, query_texts, together, words_of_fields
from catalogue.search.ties import tie_of

LYON, VIENNE = "693836101", "385446101"
FACTS = {LYON: InstitutionFacts("Bibliothèque de Lyon", "Lyon", "69")}
PICTURE = DigitalCopy(url="", ark="ark:/12148/bpt6k1234", thumbnail="https://images.invalid/2.jpg")
RICH = Description(
    document_type="book",
    level="monograph",
    titles=(Title(value="Les marguerites de la Marguerite", nonsorting=4), Title(value="poésies", kind="remainder")),
    responsibility=(Text(value="par la reine de Navarre"),),
    agents=(
        Agent(name="Marguerite de Navarre", qualifier="reine", roles=("070",)),
        Agent(name="Tournes, Jean de", roles=("610",)),
        Agent(name="Coste, Jean-Louis", roles=("390",), copy=f"{LYON}:Rés 1"),
    ),
    publications=(Publication(places=("A Lyon", "Lugduni"), names=("Jean de Tournes",), date="MDXLVII"),),
    dates=(DateSpan(display="1547", start=1547, end=1547), DateSpan(display="[1550-1560]", start=1550, end=1560, kind="reproduction")),
    production_places=(Text(value="Vienne"),),
    languages=(Language(code="fre"), Language(code="ita", role="original")),
    editions=(Text(value="Seconde édition"),),
    series=(Series(title="Poètes de Lyon"),),
    material_specific=(Text(value="Échelle inconnue"),),
    notes=(Note(value="Relié en veau."),),
    subjects=(Subject(value="Poésie -- 16e siècle"), Subject(value="840", kind="class")),
    genres=(Genre(value="Sonnets"),),
    links=(Link(relation="part_of", title="Œuvres"), Link(relation="related")),
    identifiers=(Identifier(scheme="ppn", value="012345672"),),
    holdings=(
        Holding(
            institution=LYON,
            call_number="Rés 1",
            collection="Fonds Coste",
            statement="2 vol.",
            notes=(Note(value="Ex-libris"),),
            former_owners=(Agent(name="Adamoli, Pierre"),),
        ),
        Holding(institution=VIENNE, call_number="Rés 2"),
        Holding(institution=VIENNE),
    ),
    digital_copies=(DigitalCopy(url="https://numerique.invalid/1"), PICTURE),
)


def made(description: Description = RICH, **rest: Any) -> SearchDocument:
    return document_of(
        description,
        key=DocumentKey(Kind.NOTICE, 7),
        ark="99999/b7",
        received=1_700_000_000,
        provenance=Provenance("essai", LYON),
        institutions=FACTS,
        **rest,
    )


def test_every_text_is_looked_for_in_its_field() -> None:
    assert query_texts(RICH, call_numbers=["Rés 1", "Rés 1"]) == {
        "title": ["Les marguerites de la Marguerite", "poésies"],
        "agents": ["Marguerite de Navarre, reine", "Tournes, Jean de", "Coste, Jean-Louis", "Adamoli, Pierre"],
        "subjects": ["Poésie -- 16e siècle", "840", "Sonnets"],
        "places": ["A Lyon", "Lugduni", "Vienne", "Lyon"],
        "publishers": ["Jean de Tournes"],
        "notes": [
            *("par la reine de Navarre", "Seconde édition", "Échelle inconnue", "Relié en veau.", "Poètes de Lyon", "Œuvres"),
            *("Ex-libris", "Fonds Coste", "2 vol."),
        ],
        "call_numbers": ["Rés 1"],
        "dates": ["1547", "[1550-1560]", "MDXLVII"],
    }
    assert query_texts(Description(), call_numbers=[]) == {}
    written = Description(dates=(DateSpan(display="an II", start=1793, end=1794), DateSpan(display="MDC", start=1600, end=1600)))
    assert query_texts(written, call_numbers=[]) == {"dates": ["an II", "MDC", "1600"]}, "a year is found in figures as well"


def test_a_long_note_is_cut_wherever_it_stands() -> None:
    long = "a" * 3999 + "bcd"
    notes = query_texts(Description(notes=(Note(value=long),), holdings=(Holding(notes=(Note(value="x" + long),)),)), call_numbers=[])[
        "notes"
    ]
    assert [len(note) for note in notes] == [4000, 4000] and notes[0].endswith("ab")


def test_the_words_of_other_records_of_the_thing_are_found_after_its_own() -> None:
    own = query_texts(Description(titles=(Title(value="Délie"),)), call_numbers=["A 1"])
    other = Description(titles=(Title(value="Délie"), Title(value="Object de plus haulte vertu")), notes=(Note(value="Rare."),))
    assert together(own, [other, other]) == {
        "title": ["Délie", "Object de plus haulte vertu"],
        "call_numbers": ["A 1"],
        "notes": ["Rare."],
    }
    assert together(own, []) == own


def test_the_words_of_each_text_are_told_apart() -> None:
    assert words_of_fields({"title": ["Le Rhône", "suite"], "notes": [], "places": ["À Lyon"]}) == {
        "title": [["le", "rhone"], ["suite"]],
        "notes": [],
        "places": [["a", "lyon"]],
    }
    mixed = words_of_fields({"title": ["中国诗", "Le Rhône"], "places": ["中国"]})
    assert mixed["title"][1] == ["le", "rhone"] and mixed["places"] == [["中国"]] and "中国" in mixed["title"][0]


def test_what_a_document_is_and_who_made_it_are_words_of_it() -> None:
    assert made().query["kinds"] == [["ancien", "possesseur"], ["imprimeur"]]
    book = Description(document_type="book")
    assert kind_words(book, None) == [] and kind_words(book, (1501, 1501)) == []
    assert kind_words(book, (1490, 1500)) == kind_words(book, (1500, 1500)) == [["incunable"]]
    assert kind_words(Description(document_type="map"), (1490, 1490)) == [["carte", "plan"]]
    owned = Description(holdings=(Holding(former_owners=(Agent(name="Adamoli"),)),))
    assert kind_words(owned, None) == [["ancien", "possesseur"]]
    assert "kinds" not in made(book).query


def test_what_the_line_of_a_result_shows() -> None:
    assert made().display == {
        "document_type": "book",
        "title": "Les marguerites de la Marguerite",
        "title_rest": "poésies",
        "agents": ["Marguerite de Navarre", "Tournes, Jean de"],
        "imprint": "A Lyon ; Lugduni : Jean de Tournes, MDXLVII",
        "date": "1547",
        "year_from": 1547,
        "year_to": 1547,
        "languages": ["fre"],
        "holdings": [[LYON, "Bibliothèque de Lyon", "Rés 1", "Lyon"], [VIENNE, VIENNE, "Rés 2", ""], [VIENNE, VIENNE, "", ""]],
        "holdings_count": 3,
        "institutions_count": 2,
        "digital": True,
        "digital_url": "https://numerique.invalid/1",
        "thumbnail": "https://images.invalid/2.jpg",
        "picture": copy_key(PICTURE),
        "source": "essai",
        "ark": "99999/b7",
    }


def test_a_line_leaves_out_what_nobody_says() -> None:
    nothing = {"holdings": [[LYON, "Bibliothèque de Lyon", "", "Lyon"]], "holdings_count": 1, "institutions_count": 1, "source": "essai"}
    assert made(Description()).display == {**nothing, "ark": "99999/b7"}
    assert made(Description(), deposited="d1").display == {**nothing, "ark": "99999/b7", "digital": True, "deposit": "d1"}
    assert made(Description(), deposited="d1").aggregate["digital"] == ["1"] and made(Description()).aggregate["digital"] == []
    year_zero = made(Description(dates=(DateSpan(display="0", start=0, end=0),))).display
    assert (year_zero["year_from"], year_zero["year_to"]) == (0, 0)
    many = tuple(Agent(name=f"Auteur {number}") for number in range(9))
    assert made(Description(agents=(many[0], *many))).display["agents"] == [agent.name for agent in many[:5]]
    manifest = DigitalCopy(manifest="https://iiif.invalid/manifest")
    assert made(Description(digital_copies=(manifest,))).display["picture"] == copy_key(manifest)


def test_what_a_notice_is_sorted_named_and_filtered_by() -> None:
    document = made()
    titles = document.filter["titles"]
    assert {name: value for name, value in document.filter.items() if name != "titles"} == {
        "received": 1_700_000_000,
        "year_from": 1547,
        "year_to": 1547,
        "early": True,
        "sort_title": "marguerites de la marguerite",
        "identifiers": ["012345672", "ark12148bpt6k1234", "bpt6k1234"],
        "call_numbers": ["res1", "res2"],
        "tie": tie_of(
            digital=True,
            copies=3,
            year=1547,
            sort_title="marguerites de la marguerite",
            names=("essai", "012345672", "ark12148bpt6k1234", "bpt6k1234", "res1", "res2"),
        ),
    }
    assert {"= les marguerites de la marguerite", "= marguerites de la marguerite poesies", "poesies"} <= set(titles)
    assert not any(title.startswith("==") for title in titles), "its title goes on"
    assert "== emma" in made(Description(titles=(Title(value="Emma"),))).filter["titles"]


def test_the_spelling_of_early_prints_is_for_those_and_for_what_has_no_date() -> None:
    dated = {year: made(Description(dates=(DateSpan(display=str(year), start=year, end=year),))) for year in (1547, 1829, 1830, 1900)}
    assert [document.filter["early"] for document in dated.values()] == [True, True, False, False]
    across = made(Description(dates=(DateSpan(display="1820-1850", start=1820, end=1850),)))
    assert across.filter["early"], "it may have begun early"
    undated = made(Description())
    assert undated.filter["early"] and undated.filter["year_to"] is None and undated.filter["sort_title"] == ""


def test_what_a_notice_is_counted_under() -> None:
    assert made().aggregate == {
        "kinds": ["notice"],
        "institutions": [LYON, VIENNE],
        "departments": ["69"],
        "document_type": ["book"],
        "centuries": ["16"],
        "languages": ["fre"],
        "digital": ["1"],
        "decades": ["1540"],
        "sure_decades": ["1540"],
        "communes": ["69123", "38544"],
        "areas": ["69", "38"],
        "persons": ["marguerite-de-navarre|Marguerite de Navarre", "tournes-jean-de|Tournes, Jean de"],
        "owners": ["coste-jean-louis|Coste, Jean-Louis", "adamoli-pierre|Adamoli, Pierre"],
        "subject_headings": ["poesie-16e-siecle|Poésie -- 16e siècle"],
        "place_headings": ["lyon|Lyon", "vienne|Vienne"],
    }
    twice = Description(languages=(Language(code="fre"), Language(code="fre")), holdings=(Holding(institution="999999999"),))
    assert made(twice).aggregate["languages"] == ["fre"] and made(twice).aggregate["departments"] == []


def test_the_words_of_names_are_indexed_as_they_are() -> None:
    people = (Agent(name="Dumas, Alexandre"), Agent(name="Société des hôpitaux"))
    notice = Description(titles=(Title(value="Vues des hôpitaux de Dumas"),), agents=people, publications=(Publication(places=("Tours",)),))
    words = worded(made(notice), fields=("title", "notes"))
    assert set(words.names.split()) == {"dumas", "alexandre", "societe", "des", "hopitaux", "tours"}
    assert (
        set(words.anywhere.split()) == {"vu", "des", "de", "hopital", "dumas", "societ"} == set(words.stems["title"].split()) | {"societ"}
    )
    assert "notes" not in words.stems
    assert {"tour", "duma", "soc"} & set(words.early.split())
    english = worded(made(Description(titles=(Title(value="Dumas libraries 2"),), languages=(Language(code="eng"),))), fields=("title",))
    assert {"e:librari", "librar"} & set(english.stems["title"].split()) >= {"e:librari"} and "e:2" not in english.anywhere.split()
    modern = Description(titles=(Title(value="Vues"),), dates=(DateSpan(display="1900", start=1900, end=1900),))
    assert worded(made(modern), fields=()).early == ""
