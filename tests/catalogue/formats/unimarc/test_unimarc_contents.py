"""UNIMARC contents: document type, subjects, genre, notes, links, numbers, digital copies."""

import pytest

from catalogue.formats.unimarc import describe
from tests.catalogue.formats.written import fixture, record


def label(letters: str) -> str:
    return f"LDR 00000n{letters}##2200000###450#"


@pytest.mark.parametrize(
    ("text", "material", "document_type", "level"),
    [
        (label("am"), "text", "book", "monograph"),
        (label("aa"), "text", "article", "component"),
        (label("as") + "\n110 ##$acaaz", "text", "newspaper", "serial"),
        (label("as") + "\n110 ##$aaua", "text", "periodical", "serial"),
        (label("as"), "text", "periodical", "serial"),
        (label("bm"), "manuscript", "manuscript", "monograph"),
        (label("bc"), "manuscript", "archive", "collection"),
        (label("cm"), "score", "score", "monograph"),
        (label("em"), "map", "map", "monograph"),
        (label("gm"), "video", "video", "monograph"),
        (label("jm"), "sound", "sound", "monograph"),
        (label("km") + "\n116 ##$af||", "image", "photograph", "monograph"),
        (label("km") + "\n116 ##$ab||", "image", "drawing", "monograph"),
        (label("km") + "\n608 ##$aCartes postales$2rameau", "image", "postcard", "monograph"),
        (label("km") + "\n215 ##$a1 photogr. pos.", "image", "photograph", "monograph"),
        (label("km"), "image", "image", "monograph"),
        (label("am") + "\n608 ##$aAffiches$2rameau", "text", "poster", "monograph"),
        (label("am") + "\n608 ##$aPhotographies$2rameau", "text", "book", "monograph"),
        (label("rm") + "\n117 ##$abg", "object", "coin", "monograph"),
        (label("rm"), "object", "object", "monograph"),
        (label("lm"), "electronic", "electronic", "monograph"),
        ("LDR  cam0 22 450 ", "text", "book", "monograph"),
        ("LDR  cas0 22 3 450 \n110 ##$ac", "text", "newspaper", "serial"),
        ("LDR \n181 ##$cntm$2rdacontent", "score", "score", ""),
        ("LDR \n200 1#$aT$bTexte manuscrit", "manuscript", "manuscript", ""),
        ("LDR \n105 ##$ay", "text", "book", ""),
        ("LDR \n200 1#$aT", "", "", ""),
    ],
)
def test_a_reader_who_filters_by_type_finds_the_document(text: str, material: str, document_type: str, level: str) -> None:
    description = describe(record(text))
    assert (description.material, description.document_type, description.level) == (material, document_type, level)


def test_a_deleted_record_says_so() -> None:
    assert describe(fixture("unimarc/deleted_record")).deleted
    assert describe(record("LDR  dam0 22 450 \n001 1")).deleted
    assert not describe(fixture("unimarc/squeezed_label_of_sudoc")).deleted
    assert not describe(record("LDR \n001 1")).deleted


def test_subjects_keep_the_order_of_their_parts_and_their_authorities() -> None:
    subjects = describe(
        record(
            "606 ##$3027235351$aPoésie$yLyon (France)$z16e siècle$xHistoire$2rameau\n"
            "600 #1$aHugo$bVictor$f1802-1885$tLes misérables$xÉtude\n"
            "601 02$aLyon$bParlement$cFrance\n607 ##$aGrenoble (Isère)\n610 0#$agravure$aimprimerie\n676 ##$a841.3$v23\n605 ##$aBible$iN.T."
        )
    ).subjects
    assert [(s.kind, s.value) for s in subjects] == [
        ("topic", "Poésie -- Lyon (France) -- 16e siècle -- Histoire"),
        ("person", "Hugo, Victor (1802-1885). Les misérables -- Étude"),
        ("corporate", "Lyon. Parlement (France)"),
        ("place", "Grenoble (Isère)"),
        ("free", "gravure"),
        ("free", "imprimerie"),
        ("class", "841.3"),
        ("title", "Bible. N.T."),
    ]
    assert subjects[0].parts == ("Poésie", "Lyon (France)", "16e siècle", "Histoire")
    assert (subjects[0].scheme, subjects[0].identifiers[0].value) == ("rameau", "027235351")
    assert (subjects[6].scheme, subjects[4].scheme) == ("ddc", "free")


def test_genre_is_not_a_subject() -> None:
    description = describe(fixture("unimarc/early_print_in_two_libraries"))
    assert [(genre.value, genre.scheme, genre.identifiers[0].value) for genre in description.genres] == [("Poésie", "rameau", "02724640X")]
    assert "Poésie" not in [subject.value for subject in description.subjects]


def test_notes_are_told_apart_by_kind() -> None:
    notes = describe(
        record(
            "300 ##$aNote\n320 ##$aBibliogr.\n321 ##$aBaudrier$cX, p. 250\n326 ##$aMensuel$b1874-1877\n327 1#$aI. Odes$aII. Ballades\n"
            "328 #0$bTh.$cLettres$eLyon$d1927\n328 ##$aThèse. Droit. Grenoble. 1901\n330 ##$aRésumé\n300 ##$a  "
        )
    ).notes
    assert [(note.kind, note.value) for note in notes] == [
        ("general", "Note"),
        ("bibliography", "Bibliogr."),
        ("references", "Baudrier X, p. 250"),
        ("periodicity", "Mensuel (1874-1877)"),
        ("contents", "I. Odes ; II. Ballades"),
        ("thesis", "Th. : Lettres : Lyon : 1927"),
        ("thesis", "Thèse. Droit. Grenoble. 1901"),
        ("summary", "Résumé"),
    ]


def test_links_are_read_in_both_ways_of_writing_them() -> None:
    links = {link.relation: link for link in describe(fixture("unimarc/linked_with_embedded_fields")).links}
    assert (links["series"].title, links["series"].volume) == ("Bibliothèque dauphinoise", "4")
    assert [(n.scheme, n.value) for n in links["series"].identifiers] == [("ppn", "104837268"), ("issn", "1622-1168")]
    assert links["translation_of"].title == "Picturesque tour of Dauphiné"
    assert (links["part_of"].title, links["part_of"].volume) == ("Œuvres complètes", "3")
    assert links["has_part"].title == "La Grande Chartreuse"
    assert links["bound_with"].place == "481[1]"


def test_a_piece_is_part_of_the_host_where_the_record_is_a_part() -> None:
    (link,) = describe(record(label("aa") + "\n463 #0$tRevue du Lyonnais")).links
    assert link.relation == "part_of"


@pytest.mark.parametrize("field", ["461 #0$tŒuvres$hTome 3$iPoésies", "461 #0$12001#$aŒuvres$hTome 3$iPoésies"])
def test_the_part_of_a_linked_document_follows_its_title(field: str) -> None:
    (link,) = describe(record(field)).links
    assert link.title == "Œuvres. Tome 3. Poésies"


def test_the_link_of_a_bnf_record_leads_to_the_bnf_notice() -> None:
    (link,) = describe(record("001 FRBNF373006010000004\n461 #0$037346781$tVictor Hugo")).links
    assert [(n.scheme, n.value) for n in link.identifiers] == [("frbnf", "FRBNF37346781")]


def test_every_number_goes_under_its_scheme() -> None:
    description = describe(
        record(
            "001 003466753\n003 http://www.sudoc.fr/003466752\n"
            "010 ##$a2-8041-1595-X$bbr.\n010 ##$a2-8041-1595-1\n011 ##$a0182-2411$y1234-5678\n"
            "033 ##$ahttp://catalogue.bnf.fr/ark:/12148/cb37002860w$2BNF\n"
            "035 ##$a049704761$9sudoc\n035 ##$a(OCoLC)31870143\n035 ##$aX12$1RO\n"
            "073 #1$a9782804115951\n021 ##$aFR$bDL 98-50382\n801 #0$aFR$bBNF\n801 #3$aFR$bAbes\n801 #3$aFR$bAutre"
        )
    )
    assert [(n.scheme, n.value, n.qualifier) for n in description.identifiers] == [
        ("local", "003466753", ""),
        ("ppn", "003466752", ""),
        ("isbn", "9782804115951", "br."),
        ("invalid_isbn", "2-8041-1595-1", ""),
        ("issn", "0182-2411", ""),
        ("invalid_issn", "1234-5678", ""),
        ("ark", "ark:/12148/cb37002860w", ""),
        ("frbnf", "FRBNF37002860", ""),
        ("ppn", "049704761", "merged"),
        ("oclc", "31870143", ""),
        ("local", "X12", "RO"),
        ("ean", "9782804115951", ""),
        ("legal_deposit", "DL 98-50382", "FR"),
    ]
    assert (description.identifier, description.agency) == ("003466753", "Abes")


def test_a_fingerprint_joins_two_copies_of_the_same_print() -> None:
    one = describe(record("012 ##$ae.es s.s. n,t. DeQu 3 1556R$2fei")).identifiers
    other = describe(record("012 ##$ae.ess.s.n,t.DeQu (3) 1556 (R)$2fei")).identifiers
    assert one[0].value == other[0].value == "e.es s.s. n,t. DeQu (3) 1556 (R)"
    assert (one[0].scheme, one[0].qualifier) == ("fingerprint", "fei")


def test_a_number_of_another_catalogue_says_whose_it_is() -> None:
    (number,) = describe(record("033 ##$aX 12/4$2calames")).identifiers
    assert (number.scheme, number.value, number.qualifier) == ("local", "X 12/4", "calames")


def test_the_number_of_a_linked_notice_is_known_in_small_letters_too() -> None:
    (link,) = describe(record("463 #1$1001frbnf366461500000008$12001 $aRevue")).links
    assert [(number.scheme, number.value) for number in link.identifiers] == [("frbnf", "FRBNF36646150")]


def test_a_linked_notice_of_the_bnf_has_both_its_numbers() -> None:
    (link,) = describe(record("461 #0$tŒuvres$uhttps://catalogue.bnf.fr/ark:/12148/cb36646150b")).links
    assert [(number.scheme, number.value) for number in link.identifiers] == [("ark", "ark:/12148/cb36646150b"), ("frbnf", "FRBNF36646150")]


def test_a_gallica_copy_has_its_manifest_and_its_thumbnail() -> None:
    (copy,) = describe(fixture("unimarc/early_print_in_two_libraries")).digital_copies
    assert copy.ark == "ark:/12148/bpt6k72693c"
    assert copy.manifest == "https://gallica.bnf.fr/iiif/ark:/12148/bpt6k72693c/manifest.json"
    assert copy.thumbnail == "https://gallica.bnf.fr/ark:/12148/bpt6k72693c.thumbnail"
    assert (copy.label, copy.place) == ("Exemplaire de Lyon", "856[1]")


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)", "data:text/html,x", "ftp://example.org/x", "http://user:secret@example.org/", "http://", "https:///x",
        "http://exa mple.org/", "//example.org/x", 'http://example.org/"><script>', "mailto:a@example.org", "http://[::1",
    ],
)  # fmt: skip
def test_an_address_that_is_no_web_page_is_never_a_link(address: str) -> None:
    assert describe(record(f"856 4#$u{address}")).digital_copies == ()


def test_a_related_page_is_a_link_not_a_copy() -> None:
    description = describe(record("856 42$uhttp://example.org/notice$zNotice biographique\n856 40$uwww.example.org/livre.pdf"))
    assert [(link.relation, link.title) for link in description.links] == [("related", "Notice biographique")]
    assert [copy.url for copy in description.digital_copies] == ["http://www.example.org/livre.pdf"]
