"""What parsers and grammars say, in the reader's language: does every common fault become a sentence of ours?"""

from __future__ import annotations

from io import BytesIO

import pytest
from django.utils import translation
from django.utils.translation import gettext
from lxml import etree

from catalogue.core.messages import Message
from catalogue.formats.ead.checking import check_ead
from catalogue.formats.xml.fault import fault
from catalogue.formats.xml.walk import NotWellFormed, Walk
from tests.selections import some

BROKEN = [
    "<a><b></a>", "<a><b>", "<a>Tours & détours</a>", "<a>&inconnue;</a>", "<a>&eacute</a>", "<a>1 < 2</a>", "mots", "", "<a/><b/>",
    "<a b=c/>", "<a b/>", '<a b="1" b="2"/>', "<x:a/>", "<a>\x01</a>", "<a>&#1;</a>", "<a", "<a></a", "<a><!-- ", "<a><![CDATA[b",
    '<a b="<"/>', "\n<?xml version='1.0'?><a/>", "<?xml version='1.0' encoding='utf-8'?><a>\udce9</a>",
]  # fmt: skip


def in_french(argument: object) -> str:
    with translation.override("fr"):
        return Message("xml_broken", {"detail": argument}).sentence(gettext)


@pytest.mark.parametrize("text", BROKEN)
def test_whatever_the_parser_finds_broken_is_said_in_french(text: str) -> None:
    with pytest.raises(etree.XMLSyntaxError) as broken:
        etree.fromstring(text.encode("utf-8", "surrogateescape"))
    told = fault(broken.value.msg)
    assert isinstance(told, dict) and isinstance(told["args"]["fault"], dict), broken.value.msg
    assert in_french(told) != Message("xml_broken", {"detail": told}).sentence()


@pytest.mark.parametrize("text", [one for one in BROKEN if one.startswith("<") and one not in ("<a>&#1;</a>", "<x:a/>")])
def test_so_is_what_the_walk_through_an_answer_finds(text: str) -> None:
    with pytest.raises(NotWellFormed) as broken:
        Walk(text.encode("utf-8", "surrogateescape"), max_elements=100).run()
    told = fault(str(broken.value))
    assert isinstance(told, dict) and isinstance(told["args"].get("fault", {}), dict), str(broken.value)
    assert "octet" in in_french(told) or "byte" not in str(broken.value)


EAD = """<!DOCTYPE ead PUBLIC "+//ISBN 1-931666-00-8//DTD ead.dtd (Encoded Archival Description (EAD) Version 2002)//EN" "ead.dtd">
<ead><eadheader><eadid>a</eadid><filedesc><titlestmt><titleproper>T</titleproper></titlestmt></filedesc></eadheader>
<archdesc level="fonds"><did><unittitle>T</unittitle></did>%s</archdesc></ead>"""


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        ("<dsc><c level='boite'><did><unittitle>A</unittitle></did></c></dsc>", "« boite » n’est pas une des valeurs"),
        ("<dsc><c><unittitle>A</unittitle></c></dsc>", "<c> contient « (unittitle) » là où il faut"),
        ("<dsc><c cote='1'><did><unittitle>A</unittitle></did></c></dsc>", "<c> n’admet pas d’attribut « cote »"),
        ("<boite/>", "il n’existe pas d’élément <boite>"),
        ("<dsc><c id='x'><did><unittitle>A</unittitle></did></c><c id='x'><did><unittitle>B</unittitle></did></c></dsc>",
         "l’identifiant « x » figure deux fois"),
        ("<scopecontent><p><ref target='y'>B</ref></p></scopecontent>", "renvoie à l’identifiant « y »"),
        ("<dsc><c id='1 a'><did><unittitle>A</unittitle></did></c></dsc>", "n’est pas écrit comme il le faut"),
    ],
)  # fmt: skip
def test_what_the_grammar_of_finding_aids_forbids_is_said_in_french(inside: str, words: str) -> None:
    found = [one.message for one in check_ead(BytesIO((EAD % inside).encode())) if one.rule == "dtd"]
    with translation.override("fr"):
        said = [message.sentence(gettext) for message in some(found)]
    assert any(words in sentence.replace("\u00a0", " ") for sentence in said), said


SCHEMA = etree.XMLSchema(
    etree.fromstring(
        b"""<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:a" elementFormDefault="qualified">
    <xs:element name="a"><xs:complexType><xs:sequence><xs:element name="b" type="xs:date"/>
    <xs:element name="c" minOccurs="0"/></xs:sequence>
    <xs:attribute name="d" use="required"><xs:simpleType><xs:restriction base="xs:string"><xs:enumeration value="e"/></xs:restriction>
    </xs:simpleType></xs:attribute></xs:complexType></xs:element></xs:schema>"""
    )
)


@pytest.mark.parametrize(
    "text", ["<a d='e'/>", "<a d='e'><c/></a>", "<a d='e'><b>2024-01-01</b><c/><c/></a>", "<a><b>2024-01-01</b></a>", "<z/>",
             "<a d='f'><b>2024-01-01</b></a>", "<a d='e'><b>hier</b></a>", "<a d='e' g='h'><b>2024-01-01</b></a>",
             "<a d='e'>mots<b>2024-01-01</b></a>"],
)  # fmt: skip
def test_what_a_schema_forbids_is_said_without_its_namespaces(text: str) -> None:
    assert not SCHEMA.validate(etree.fromstring(text.replace("<a", '<a xmlns="urn:a"', 1)))
    for error in some(SCHEMA.error_log):  # type: ignore[call-overload]
        told = fault(error.message)
        assert isinstance(told, dict) and "urn:a" not in in_french(told), error.message


@pytest.mark.parametrize("said", [None, "", "Phrase que personne ne connaît\nseconde ligne", "x" * 500])
def test_a_sentence_that_nobody_knows_stays_as_it_is(said: str | None) -> None:
    assert fault(said) == (said or "").partition("\n")[0][:300]
