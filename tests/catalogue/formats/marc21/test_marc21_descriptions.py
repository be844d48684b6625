"""MARC 21: the same questions as for UNIMARC, asked of the other format."""

import pytest

from catalogue.core.description import Description
from catalogue.formats.marc.record import Field, MarcRecord
from catalogue.formats.marc21 import describe
from tests.catalogue.formats.written import MARC21_LEADER, fixture, record


def read(text: str) -> Description:
    return describe(record(text, leader=MARC21_LEADER))


def case(name: str) -> Description:
    return describe(fixture(f"marc21/{name}", leader=MARC21_LEADER))


def test_a_reader_sees_titles_without_isbd_punctuation_and_sorting_skips_the_article() -> None:
    description = case("early_print_with_copy_notes")
    assert [(title.kind, title.value, title.nonsorting) for title in description.titles] == [
        ("proper", "Les euvres de Louïze Labé Lionnoize", 4)
    ]
    assert [text.value for text in description.responsibility] == ["revues & corrigees par ladite dame"]
    assert [text.value for text in description.editions] == ["Seconde édition"]


def test_names_dates_and_roles_are_told_apart() -> None:
    author, printer = case("early_print_with_copy_notes").agents
    assert (author.name, author.dates, author.roles, author.rank) == ("Labé, Louise", "1524?-1566", ("070",), "main")
    assert [(number.scheme, number.value) for number in author.identifiers] == [("idref", "026967464")]
    assert (printer.name, printer.roles, printer.rank) == ("Tournes, Jean de", ("610",), "other")


def test_the_imprint_is_kept_and_its_roman_year_found() -> None:
    description = case("early_print_with_copy_notes")
    (publication,) = description.publications
    assert (publication.places, publication.names, publication.date) == (("A Lion",), ("Par Ian de Tournes",), "M. D. LVI [1556]")
    assert [(date.start, date.end, date.place) for date in description.dates] == [(1556, 1556, "260[1]")]
    assert (description.countries, description.languages[0].code) == (("FR",), "fre")
    assert [text.value for text in description.production_places] == ["Lyon (France)"]
    assert (description.extents[0].value, description.extents[0].format) == ("173, [3] p.", "8° (16 cm.)")


def test_a_librarian_finds_the_copy_notes_with_her_copy() -> None:
    description = case("early_print_with_copy_notes")
    (copy,) = description.holdings
    assert (copy.institution, copy.collection, copy.call_number, copy.barcode) == ("693836101", "Fonds ancien", "Rés 357 502", "106934726")
    assert [(note.kind, note.value) for note in copy.notes] == [
        ("copy", "Consultation sur rendez-vous"),
        ("acquisition", "Don ; Claude Brossette ; 1730"),
        ("provenance", "Ex-libris « Collegii Lugdunensis »."),
        ("binding", "Maroquin rouge du XVIIIe siècle."),
        ("copy", "Titre restauré."),
    ]
    assert [(owner.name, owner.roles) for owner in copy.former_owners] == [
        ("Adamoli, Pierre", ("390",)),
        ("Académie de Lyon. Bibliothèque", ("390",)),
    ]
    assert [note.kind for note in description.notes] == ["references"]


def test_notes_marked_private_and_staff_notes_never_leave() -> None:
    text = str(case("early_print_with_copy_notes"))
    assert "12 000 F" not in text
    assert "note de service" not in text


def test_a_gallica_copy_opens_and_a_blurb_does_not() -> None:
    description = case("early_print_with_copy_notes")
    assert [copy.ark for copy in description.digital_copies] == ["ark:/12148/bpt6k72693c"]
    assert [(link.relation, link.title) for link in description.links] == [("contents_or_cover", "Publisher description")]
    assert read("856 40$3Table of contents$uhttp://example.org/toc.pdf").digital_copies == ()


def test_subjects_and_genre_have_their_scheme() -> None:
    description = case("early_print_with_copy_notes")
    (subject,) = description.subjects
    assert (subject.value, subject.scheme, subject.identifiers[0].value) == ("Poésie française -- 16e siècle", "rameau", "027235351")
    assert [(genre.value, genre.scheme) for genre in description.genres] == [("Poèmes", "rameau")]
    name, work, place, free, dewey = read(
        "600 10$aHugo, Victor,$d1802-1885.$tMisérables$xCriticism.\n630 00$aBible.$pN.T.\n651 #0$aLyon (France)$vMaps.\n653 ##$agravure\n"
        "082 04$a841.3$223"
    ).subjects
    assert (name.kind, name.value) == ("person", "Hugo, Victor (1802-1885). Misérables -- Criticism")
    assert (work.kind, work.value, work.scheme) == ("title", "Bible. N.T.", "lcsh")
    assert (place.kind, place.parts) == ("place", ("Lyon (France)", "Maps"))
    assert (free.kind, dewey.kind, dewey.scheme) == ("free", "class", "ddc")


def test_the_numbers_of_the_record_go_under_their_schemes() -> None:
    description = read(
        "001 ocm31870143\n003 OCoLC\n020 ##$a2804115953 (br.)\n020 ##$a9782804115951$q(br.)$z2804115950\n"
        "022 ##$a0182-2411\n024 3#$a9782804115951\n"
        "024 7#$aark:/12148/cb37002860w$2ark\n024 7#$a10.1000/182$2doi\n035 ##$a(OCoLC)31870143\n035 ##$a(FR-PaBNF)FRBNF37002860\n"
        "035 ##$a(PPN)003466752\n010 ##$a   98024155 "
    )
    assert [(number.scheme, number.value) for number in description.identifiers] == [
        ("oclc", "31870143"),
        ("invalid_isbn", "2804115953 (br.)"),
        ("isbn", "9782804115951"),
        ("invalid_isbn", "2804115950"),
        ("issn", "0182-2411"),
        ("ean", "9782804115951"),
        ("ark", "ark:/12148/cb37002860w"),
        ("doi", "10.1000/182"),
        ("frbnf", "FRBNF37002860"),
        ("ppn", "003466752"),
        ("lccn", "98024155"),
    ]
    assert (description.identifier, description.agency) == ("ocm31870143", "OCoLC")


def test_a_fingerprint_is_the_same_as_in_unimarc() -> None:
    (number,) = [n for n in case("early_print_with_copy_notes").identifiers if n.scheme == "fingerprint"]
    assert number.value == "e.es s.s. n,t. DeQu (3) 1556 (R)"
    (parsed,) = read("026 ##$ae.es s.s.$bn,t. DeQu$c(3) 1556 (R)").identifiers
    assert (parsed.scheme, parsed.value) == ("fingerprint", number.value)


def test_where_a_manuscript_was_written_is_no_place_of_publication() -> None:
    text = "260 ##$aLyon,$c1452"
    (written,) = read(f"LDR 00000ntm#a2200000#i#4500\n{text}").publications
    (published,) = read(text).publications
    assert (written.kind, published.kind) == ("production", "publication")


def test_a_reader_of_hebrew_finds_title_and_author_in_their_script() -> None:
    description = case("title_in_another_script")
    assert [(title.kind, title.value) for title in description.titles] == [
        ("proper", "Anarkhizm be-Tsiyon"),
        ("remainder", "ben Buber le-Gordon"),
        ("parallel", "Anarchy in Zion"),
        ("parallel", "אנרכיזם בציון"),
        ("remainder", "בין בובר לגורדון"),
        ("parallel", "Sans lien"),
    ]
    assert description.titles[3].place == "880[2]"
    assert [(agent.name, agent.variants) for agent in description.agents] == [("Ratsabi, Shalom", ("רצבי, שלום",))]
    assert description.scripts == ("Hebr",)
    assert len(description.publications) == 2
    assert len(description.dates) == 1


def test_each_library_shows_what_it_holds_of_a_newspaper() -> None:
    description = case("newspaper_with_holdings")
    assert (description.document_type, description.level) == ("newspaper", "serial")
    assert [(copy.institution, copy.call_number, copy.statement) for copy in description.holdings] == [
        ("693836101", "JOURNAL 5", "1848-1869, 1872-1944"),
        ("381856101", "J 12", "1900-1914"),
    ]
    assert [note.value for note in description.holdings[0].notes] == ["Manque 1870-1871"]
    assert [(link.relation, link.title) for link in description.links] == [
        ("continues", "Courrier de Lyon (1832)"),
        ("continued_by", "Lyon libre"),
    ]
    assert [(title.kind, title.value, title.nonsorting) for title in description.titles[:2]] == [
        ("proper", "Le Salut public", 3),
        ("key", "Le Salut public (Lyon)", 3),
    ]
    assert [(date.start, date.end) for date in description.dates] == [(1848, 1944)]


def test_a_collection_without_title_proper_takes_its_form() -> None:
    description = case("collection_of_postcards")
    assert (description.title, description.document_type, description.level) == ("Cartes postales", "postcard", "collection")
    (copy,) = description.holdings
    assert (copy.institution, copy.institution_name, copy.call_number) == ("", "Bibliothèque municipale de Chambéry", "CP 1-320")


@pytest.mark.parametrize(
    ("leader", "more", "expected"),
    [
        ("am", "", ("text", "book", "monograph")),
        ("ab", "", ("text", "article", "component")),
        ("tm", "", ("manuscript", "manuscript", "monograph")),
        ("tc", "", ("manuscript", "archive", "collection")),
        ("pc", "", ("mixed", "archive", "collection")),
        ("em", "", ("map", "map", "monograph")),
        ("cm", "", ("score", "score", "monograph")),
        ("as", "", ("text", "periodical", "serial")),
        ("km", "007 kj##", ("image", "print", "monograph")),
        ("km", "007 kh##", ("image", "photograph", "monograph")),
        ("km", "655 #7$aPosters.$2gmgpc", ("image", "poster", "monograph")),
        ("rm", "", ("object", "object", "monograph")),
        ("mm", "", ("electronic", "electronic", "monograph")),
    ],
)
def test_a_reader_who_filters_by_type_finds_the_document(leader: str, more: str, expected: tuple[str, str, str]) -> None:
    description = read(f"LDR 00000n{leader}#a2200000###4500\n{more}")
    assert (description.material, description.document_type, description.level) == expected


@pytest.mark.parametrize(
    ("coded", "expected"),
    [
        ("s1789####", [(1789, 1789, False, "publication")]),
        ("s178u####", [(1780, 1789, True, "publication")]),
        ("q17501760", [(1750, 1760, True, "publication")]),
        ("r19751541", [(1975, 1975, False, "reproduction"), (1541, 1541, False, "original")]),
        ("t20172016", [(2017, 2017, False, "publication"), (2016, 2016, False, "copyright")]),
        ("c19559999", [(1955, None, False, "publication")]),
        ("i19001914", [(1900, 1914, False, "creation")]),
        ("nuuuuuuuu", []),
        ("s", []),
    ],
)
def test_coded_dates_are_understood(coded: str, expected: list[tuple[int, int | None, bool, str]]) -> None:
    value = ("990101" + coded).replace("#", " ")
    assert [(date.start, date.end, date.uncertain, date.kind) for date in read(f"008 {value}").dates] == expected


def test_264_says_by_its_indicator_what_happened_where() -> None:
    publications = read("264 #1$aLyon :$bJosserand,$c1874.\n264 #3$aVienne :$bSavigné.\n264 #4$c©1875").publications
    assert [(p.kind, p.places, p.names, p.date) for p in publications] == [
        ("publication", ("Lyon",), ("Josserand",), "1874"),
        ("manufacture", ("Vienne",), ("Savigné",), ""),
        ("copyright", (), (), "©1875"),
    ]


def test_a_work_contained_in_the_book_is_a_link_not_a_contributor() -> None:
    description = read(
        "700 12$aDestouches,$d1680-1754.$tLe glorieux.\n730 02$aBible.$pRuth.\n773 0#$tRevue du Lyonnais$gT. 3 (1836), p. 12-20$x1234-5679"
    )
    assert description.agents == ()
    assert [(link.relation, link.title, link.volume) for link in description.links] == [
        ("has_part", "Destouches. Le glorieux", ""),
        ("has_part", "Bible. Ruth", ""),
        ("part_of", "Revue du Lyonnais", "T. 3 (1836), p. 12-20"),
    ]


def test_a_record_withdrawn_by_its_library_is_deleted() -> None:
    assert read("LDR 00000dam#a2200000###4500\n001 1").deleted
    assert not read("001 1").deleted


def test_series_are_taken_once_and_terms_of_use_are_rights() -> None:
    description = read("490 1#$aCollection Forum ;$v12\n830 #0$aForum (Lyon) ;$v12.\n540 ##$aDomaine public.")
    assert [(series.title, series.volume) for series in description.series] == [("Collection Forum", "12")]
    assert [text.value for text in description.rights] == ["Domaine public."]
    assert [(s.title, s.volume) for s in read("830 #0$aForum (Lyon) ;$v12.").series] == [("Forum (Lyon)", "12")]


def test_names_of_families_and_meetings_and_former_forms_are_kept() -> None:
    family, meeting, free = read("100 3#$aSassenage (famille)\n711 2#$aSalon$n(12 :$d1904 :$cGrenoble)\n720 ##$aAnonyme$4ill").agents
    assert (family.kind, family.name) == ("family", "Sassenage (famille)")
    assert (meeting.kind, meeting.name, meeting.dates, meeting.qualifier) == ("meeting", "Salon", "1904", "12, Grenoble")
    assert (free.kind, free.name, free.roles) == ("unknown", "Anonyme", ("440",))


@pytest.mark.parametrize(
    ("written", "title", "skipped"),
    [
        ("<<Die>> Hexe als Zaunreiterin", "Die Hexe als Zaunreiterin", 4),
        ("¬L'¬homme qui rit", "L'homme qui rit", 2),
        ("<<Bonjour>> dit-il", "<<Bonjour>> dit-il", 0),
    ],
)
def test_an_article_between_other_signs_is_one_that_sorting_skips(written: str, title: str, skipped: int) -> None:
    record = MarcRecord("00000nam a2200000   4500", [Field("245", indicators="00", subfields=[("a", written)])])
    described = describe(record)
    assert (described.titles[0].value, described.titles[0].nonsorting) == (title, skipped)


def test_a_family_is_no_person() -> None:
    families = describe(record("600 34$aFerrand (famille)\n600 14$aHugo, Victor", leader=MARC21_LEADER)).subjects
    assert [(subject.value, subject.kind) for subject in families] == [("Ferrand (famille)", "family"), ("Hugo, Victor", "person")]


def test_a_linked_document_is_named_by_its_title_or_else_its_uniform_one() -> None:
    linked = "773 0#$sRevue uniforme\n780 00$tNavette$sAutre\n785 00$sUniforme$tTitre"
    assert [link.title for link in describe(record(linked, leader=MARC21_LEADER)).links] == ["Revue uniforme", "Navette", "Titre"]
