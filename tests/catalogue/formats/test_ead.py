"""Does a finding aid say in the portal what it says in its file, whatever form its makers gave it?"""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.formats.ead import Component, FindingAid, Refusal, Unit, read_ead
from tests.catalogue.formats.ead_written import DOCTYPE, EAD3, EAD2002, XLINK, answer, component, finding_aid


def pieces(data: bytes) -> list[Component | FindingAid | Refusal]:
    return list(read_ead(io.BytesIO(data)))


def components(data: bytes) -> list[Component]:
    """The components in the order of the document, the whole first."""
    return sorted((piece for piece in pieces(data) if isinstance(piece, Component)), key=lambda each: each.first)


def aid(data: bytes) -> FindingAid:
    return next(piece for piece in pieces(data) if isinstance(piece, FindingAid))


def refusal(data: bytes) -> str:
    found = [piece.reason.code for piece in pieces(data) if isinstance(piece, Refusal)]
    assert len(found) == 1
    return found[0]


def unit(inside: str, *, after: str = "") -> Unit:
    """The unit that one component describes: ``inside`` its did, ``after`` it."""
    return components(finding_aid(component("Lettres", after, did=inside)))[1].unit


def test_each_component_knows_its_place_and_what_lies_below_it():
    letters = component("Lettres", component("Lettres reçues"), component("Lettres envoyées", component("À son frère")))
    placed = {
        each.unit.title: (each.first, each.last, each.parent, each.depth) for each in components(finding_aid(letters, component("Comptes")))
    }
    assert placed == {
        "Papiers de la famille Ferrand": (0, 5, -1, 0),
        "Lettres": (1, 4, 0, 1),
        "Lettres reçues": (2, 2, 1, 2),
        "Lettres envoyées": (3, 4, 1, 2),
        "À son frère": (4, 4, 3, 3),
        "Comptes": (5, 5, 0, 1),
    }


@pytest.mark.parametrize("form", ["no namespace", "document type", "namespace", "prefix", "numbered", "latin-1", "bom", "blank", "utf-16"])
def test_every_form_of_a_file_gives_the_same_components(form):
    plain = finding_aid(component("Étienne Dolet", component("Procès"), attributes='id="a1" level="series"'))
    text = plain.decode()
    written = {
        "no namespace": plain,
        "document type": (DOCTYPE + text).encode(),
        "namespace": text.replace("<ead>", f'<ead xmlns="{EAD2002}" xmlns:xlink="{XLINK}">').encode(),
        "prefix": re.sub(r"<(/?)(\w)", r"<\1e:\2", text).replace("<e:ead>", f'<e:ead xmlns:e="{EAD2002}">').encode(),
        "numbered": text.replace("<c ", "<c01 ", 1).replace("<c ", "<c02 ").replace("</c>", "</c02>", 1).replace("</c>", "</c01>").encode(),
        "latin-1": ('<?xml version="1.0" encoding="iso-8859-1"?>' + text).encode("latin-1"),
        "bom": b"\xef\xbb\xbf" + plain,
        "blank": b'\xef\xbb\xbf\r\n \n<?xml version="1.0" encoding="utf-8"?>' + plain,
        "utf-16": ('<?xml version="1.0" encoding="utf-16"?>' + text).encode("utf-16"),
    }
    assert components(written[form]) == components(plain)
    assert aid(written[form]) == aid(plain)


def test_ead3_is_read_into_the_same_form():
    data = f"""<ead xmlns="{EAD3}"><control><recordid instanceurl="https://exemple.org/x">FR-1</recordid>
      <filedesc><titlestmt><titleproper>Papiers</titleproper></titlestmt></filedesc>
      <maintenanceagency countrycode="FR"><agencycode>FR-690836101</agencycode>
      <agencyname>Bibliothèque</agencyname></maintenanceagency></control>
      <archdesc level="fonds"><did><unittitle>Papiers</unittitle>
        <unitdatestructured><daterange><fromdate standarddate="1801">1801</fromdate>
        <todate standarddate="1850">1850</todate></daterange></unitdatestructured>
        <physdescstructured physdescstructuredtype="spaceoccupied"><quantity>3</quantity><unittype>boîtes</unittype></physdescstructured>
        <langmaterial><languageset><language langcode="lat">latin</language></languageset></langmaterial>
        <daoset><dao href="https://exemple.org/1"/><dao href="https://exemple.org/2"/></daoset></did>
      <controlaccess><persname identifier="027241637" source="idref"><part>Labé</part><part>Louise</part></persname></controlaccess>
      <dsc><c id="c1"><did><unittitle>Une lettre</unittitle></did></c></dsc></archdesc></ead>"""
    read, whole = aid(data.encode()), components(data.encode())[0].unit
    assert (read.dialect, read.header.eadid, read.header.agency, read.header.url) == (
        "ead3",
        "FR-1",
        "FR-690836101",
        "https://exemple.org/x",
    )
    assert [(date.start, date.end) for date in whole.dates] == [(1801, 1850)]
    assert [(extent.value, extent.unit) for extent in whole.extents] == [("3 boîtes", "boîtes")]
    assert [language.code for language in whole.languages] == ["lat"]
    assert [(term.value, term.identifiers[0].scheme) for term in whole.terms] == [("Labé, Louise", "idref")]
    assert read.digital_objects == 1
    assert whole.digital[0].parts == (("", "https://exemple.org/1"), ("", "https://exemple.org/2"))


def test_a_call_number_is_told_from_a_former_one_and_from_a_division():
    read = unit("<unitid type='division'>A</unitid><unitid type='ancienne cote'>Delandine 3</unitid><unitid type='cote'>Ms 3</unitid>")
    assert read.call_number == "Ms 3"
    assert [each.kind for each in read.ids] == ["division", "ancienne cote", "cote"]


def test_an_address_in_a_call_number_is_no_part_of_it():
    read = unit(f"<unitid xmlns:xlink='{XLINK}'><extptr xlink:href='https://exemple.org/ark:/1/x'/>203 M 1</unitid>")
    assert read.call_number == "203 M 1"
    assert [each.value for each in read.ids if each.kind == "address"] == ["https://exemple.org/ark:/1/x"]


@pytest.mark.parametrize(
    ("written", "years"),
    [
        ('<unitdate normal="1793/1795">An II - An III</unitdate>', (1793, 1795)),
        ('<unitdate normal="1904-01-01/1938-12-31">1904-1938</unitdate>', (1904, 1938)),
        ("<unitdate>an XII-1936</unitdate>", (1803, 1936)),
        ("<unitdate normal=''>XVIe siècle</unitdate>", (1501, 1600)),
        ("<unittitle>Registre <unitdate normal='1612'>1612</unitdate></unittitle>", (1612, 1612)),
    ],
)
def test_dates_are_those_of_the_normal_form_else_of_the_words(written, years):
    date = unit(written).dates[0]
    assert (date.start, date.end) == years


def test_the_words_of_a_date_are_what_a_reader_sees():
    assert unit('<unitdate normal="1793/1795">An II - An III</unitdate>').dates[0].display == "An II - An III"


def test_notes_keep_their_paragraphs_their_headings_and_their_links():
    read = unit(
        "",
        after="""<otherfindaid><head>Répertoire</head><p>Dactylographié.</p><list>
        <item>Table <extref href="https://exemple.org/t">en ligne</extref></item>
        <item>Fiches</item></list></otherfindaid>""",
    )
    note = read.notes[0]
    assert (note.kind, note.heading, note.paragraphs) == ("otherfindaid", "Répertoire", ("Dactylographié.", "Table en ligne", "Fiches"))
    assert [(link.text, link.href) for link in note.references] == [("en ligne", "https://exemple.org/t")]


def test_a_note_within_a_note_of_the_same_name_is_said_once():
    read = unit(
        "",
        after="""<accessrestrict><head>Accès</head><accessrestrict><head>Statut</head>
        <legalstatus>Archives publiques</legalstatus></accessrestrict>
        <accessrestrict><head>Communicabilité</head><p>Libre.</p></accessrestrict></accessrestrict>""",
    )
    assert [(note.kind, note.heading, note.paragraphs) for note in read.notes] == [
        ("legalstatus", "", ("Archives publiques",)),
        ("accessrestrict", "Communicabilité", ("Libre.",)),
    ]


def test_digital_objects_are_counted_once_wherever_they_stand():
    data = finding_aid(
        component("Plan", "<dao href='a.jpg'/>", did="<dao href='b.jpg'/>"),
        component("Vues", "<daogrp><daoloc role='image' href='1.jpg'/><daoloc role='vignette' href='1s.jpg'/></daogrp>"),
        component("Réservé", "<dao href='x.jpg' audience='internal'/>"),
    )
    assert aid(data).digital_objects == 4
    views = components(data)[2].unit.digital
    assert [(each.href, each.thumbnail) for each in views] == [("1.jpg", "1s.jpg")]
    assert [each.internal for each in components(data)[3].unit.digital] == [True]


def test_what_is_meant_for_staff_hides_what_lies_below_it():
    data = finding_aid(component("Dossiers", component("Nominatif"), attributes='audience="internal"'), component("Public"))
    assert [each.internal for each in components(data)] == [False, True, True, False]


def test_what_a_description_means_for_staff_alone_is_left_out_of_it():
    staff = "audience='internal'"
    inside = (
        f"<scopecontent><p>Pour tous.</p><p {staff}>Don d’une voisine.</p></scopecontent><processinfo {staff}><p>Reçu.</p></processinfo>"
    )
    did = f"<physloc {staff}>Coffre 3</physloc><origination>Labé <name {staff}>secret</name></origination>"
    data = finding_aid(component("Lettres", inside, did=did), component("Clos", inside, attributes=staff))
    shown, hidden = (each.unit for each in components(data)[1:])
    assert [(note.kind, note.paragraphs) for note in shown.notes] == [("scopecontent", ("Pour tous.",))] and shown.location == ""
    assert "secret" not in str(shown) and [note.kind for note in hidden.notes] == ["scopecontent", "processinfo"]


def test_components_without_an_id_or_with_anothers_are_named_by_their_place():
    data = finding_aid(component("A", attributes='id="x"'), component("B", attributes='id="x"'), component("C", component("D")))
    assert [each.key for each in components(data)] == ["", "x", "/2", "/3", "/3/1"]
    assert [(warning.code, warning.args["count"]) for warning in aid(data).warnings] == [("ead_duplicate_id", 1)]


def test_an_entity_of_a_dtd_that_is_not_read_keeps_its_letter():
    data = (DOCTYPE + finding_aid(component("X")).decode().replace("<unittitle>X<", "<unittitle>&Eacute;tat &inconnue; civil<")).encode()
    assert components(data)[1].unit.title == "État &inconnue; civil"


def test_no_entity_reaches_a_file_or_a_server(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("jamais")
    doctype = f'<!DOCTYPE ead [<!ENTITY x SYSTEM "{secret.as_uri()}"><!ENTITY y "&#x41;&#x41;">]>'
    data = (doctype + finding_aid(component("T")).decode().replace("<unittitle>T<", "<unittitle>T &x;<")).encode()
    assert "jamais" not in str(pieces(data))


def test_bytes_that_contradict_the_declaration_are_believed():
    text = '<?xml version="1.0" encoding="iso-8859-1"?>' + finding_aid(component("Évêché")).decode()
    assert components(text.encode())[1].unit.title == "Évêché"
    windows = finding_aid(component("Œuvres de l’évêché")).decode().encode("cp1252")
    assert components(windows)[1].unit.title == "Œuvres de l’évêché"
    assert [warning.code for warning in aid(windows).warnings] == ["ead_charset"]


@pytest.mark.parametrize(("bytes_of", "found"), [("utf-8", "UTF-8"), ("cp1252", "Windows-1252")])
def test_a_file_that_says_ascii_keeps_its_accents(bytes_of, found):
    text = '<?xml version="1.0" encoding="us-ascii"?>' + finding_aid(component("Évêché")).decode()
    data = text.encode(bytes_of)
    assert components(data)[1].unit.title == "Évêché"
    assert [(warning.code, warning.args) for warning in aid(data).warnings] == [("ead_charset", {"said": "us-ascii", "found": found})]
    assert aid(text.replace("Évêché", "Eveche").encode()).warnings == ()


def test_a_forbidden_character_costs_itself_and_is_counted():
    data = finding_aid(component("Une lettre")).replace(b"Une lettre", b"Une\x0b lettre")
    assert components(data)[1].unit.title == "Une lettre"
    assert [(warning.code, warning.args["count"]) for warning in aid(data).warnings] == [("ead_controls", 1)]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "ead_empty"),
        (b"bonjour", "ead_not_xml"),
        (b"<html><body/></html>", "ead_none"),
        (b'<eac-cpf xmlns="urn:isbn:1-931666-33-4"><control/></eac-cpf>', "ead_authority"),
        (b"<ead><eadheader><eadid>X</eadid></eadheader></ead>", "ead_without_description"),
        (finding_aid(eadid=""), "ead_without_identifier"),
        (finding_aid(title=""), "ead_without_title"),
        (finding_aid(eadid="X" * 300), "ead_identifier_long"),
        (finding_aid(component("A"))[:-30], "ead_broken"),
        (finding_aid().replace(b"<ead>", b'<?xml version="1.0" encoding="klingon"?><ead>'), "ead_encoding"),
        (finding_aid("<c><did/>" * 150 + "</c>" * 150), "ead_too_deep"),
        (finding_aid(notes="<odd>" + "<p>mot</p>" * 900_000 + "</odd>"), "ead_too_long"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_finding_aid_is_refused_with_its_reason(data, reason):
    assert refusal(data) == reason


def test_an_answer_of_a_server_gives_each_of_its_finding_aids_and_says_which_are_deleted():
    data = answer(
        "<header status='deleted'><identifier>oai:a</identifier></header>",
        f"<header><identifier>oai:b</identifier></header><metadata>{finding_aid(component('B'), eadid='').decode()}</metadata>",
        "<header><identifier>oai:c</identifier></header><metadata/>",
    )
    told = [
        (piece.reason.code, piece.eadid) if isinstance(piece, Refusal) else piece.header.eadid
        for piece in pieces(data)
        if not isinstance(piece, Component)
    ]
    assert told == [("ead_deleted", "oai:a"), "oai:b", ("ead_no_metadata", "oai:c")]


TREES = st.recursive(st.just(()), lambda children: st.lists(children, max_size=4).map(tuple), max_leaves=25)


@given(TREES)
def test_any_tree_keeps_its_shape(tree):
    def written(node):
        return component("n", *map(written, node))

    read = components(finding_aid(*map(written, tree)))

    def shape(place):
        return tuple(shape(each.first) for each in read if each.parent == place)

    assert shape(0) == tree
    assert [each.first for each in read] == list(range(len(read)))
    for each in read:
        assert each.last - each.first == sum(1 for other in read if each.first < other.first <= each.last)
        assert each.last == max([other.last for other in read if other.parent == each.first], default=each.first)
