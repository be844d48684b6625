"""Will the national directory take the notice of a fonds? Its EAD keeps the DTD, the schema and the guide, and reads back."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from catalogue.core.dates import parse
from catalogue.core.description import Agent, DigitalCopy, Identifier, Subject
from catalogue.core.fonds import (
    Acquisition,
    CallNumber,
    Census,
    ExtentStatement,
    FindingAidReference,
    FondsDescription,
    Keeper,
    RelatedFonds,
)
from catalogue.formats.ead import Component, FindingAid, read_ead
from catalogue.formats.ead.checking import Finding, check_ead
from catalogue.formats.ead.checking.schema import DTD
from catalogue.formats.ead.copy_sheet import sheet
from catalogue.formats.ead.writing import write_fonds
from catalogue.formats.xml.grammar import schema
from tests.catalogue.formats.in_full import indented
from tests.catalogue.formats.written import FIXTURES

KEEPER = Keeper(isil="FR-693836101", rcr="693836101", name="Bibliothèque municipale de Lyon", town="Lyon")
IDREF = Identifier(scheme="idref", value="027241637")
PART = FondsDescription(
    identifier="b2",
    level="subfonds",
    title="Manuscrits de Portes",
    keeper=KEEPER,
    call_numbers=(CallNumber(value="Ms 1-40"),),
    dates=(parse("XIIe siècle", kind="creation"),),
    extents=(ExtentStatement(unit="manuscript", number=40, certainty="counted"),),
    contents="Cartulaires.",
    access="Sur rendez-vous.",
    languages=("lat", "fre"),
    document_types=("manuscript",),
)
WHOLE = FondsDescription(
    identifier="a1",
    title="Livres de la chartreuse de Portes & d’ailleurs",
    keeper=KEEPER,
    other_titles=("Bibliothèque du chapitre",),
    call_numbers=(CallNumber(value="A 1-200"), CallNumber(value="B 1-30"), CallNumber(value="In-fol. 3", kind="ancienne cote")),
    dates=(parse("1452-1789", kind="creation"),),
    bulk=(parse("1600-1700", kind="creation"),),
    extents=(ExtentStatement(unit="volume", number=1200, certainty="counted"), ExtentStatement(unit="metre", number=40.5, support="velin")),
    producers=(Agent(name="Chartreuse de Portes", kind="corporate", roles=("570",), identifiers=(IDREF,)),),
    biography="Fondée en 1115.\n\nSupprimée en 1791.",
    custody="Dépôt littéraire de Belley.",
    acquisitions=(Acquisition(mode="confiscation", date="1791", note="des chartreux"),),
    contents="Théologie, histoire.",
    document_types=("book",),
    languages=("lat", "fre"),
    subjects=(Subject(value="Chartreux -- France", kind="topic"), Subject(value="Portes (Ain)", kind="place")),
    accruals="closed",
    arrangement="Par formats.",
    treatment="catalogued",
    access="Sur rendez-vous.",
    reproduction="Photographies sans éclair.",
    legal_status="state",
    categories=("before_1830",),
    finding_aids=(FindingAidReference(kind="file", title="Inventaire", url="/documents/1/i.pdf"), FindingAidReference(kind="paper")),
    digital_copies=(DigitalCopy(url="https://gallica.bnf.fr/ark:/12148/btv1b1", label="Psautier"),),
    related=(RelatedFonds(title="Belley", institution="AD", url="https://exemple.org/f"), RelatedFonds(title="M", separated=True)),
    bibliography=("Lemoing, 1998",),
    census=Census(state="catalogued", day=dt.date(2025, 4, 1), author="Équipe", catalogued=60),
    author="M. Dupont",
    created=dt.date(2024, 1, 2),
    revised=dt.date(2025, 4, 2),
    parts=(PART,),
)  # fmt: skip


def written(fonds: FondsDescription) -> bytes:
    return b"".join(write_fonds(fonds, site="https://exemple.org"))


def findings(fonds: FondsDescription) -> list[Finding]:
    return check_ead(BytesIO(written(fonds)))


def read(data: bytes) -> tuple[FindingAid, list[Component]]:
    *components, aid = read_ead(BytesIO(data))
    assert isinstance(aid, FindingAid)
    return aid, sorted((one for one in components if isinstance(one, Component)), key=lambda one: one.first)


def test_a_whole_notice_has_nothing_to_hear_from_the_guide() -> None:
    assert [(one.rule, str(one.message)) for one in findings(WHOLE)] == []


def test_every_word_of_a_whole_notice_is_as_it_was_looked_at() -> None:
    kept = (FIXTURES / "in_full" / "fonds.xml").read_text(encoding="utf-8")
    assert indented(written(WHOLE)).splitlines() == kept.splitlines()


def test_the_file_keeps_the_schema_too(shared_data: Path) -> None:
    folder = shared_data / "schemas" / "ead"
    root = etree.fromstring(written(WHOLE), etree.XMLParser(load_dtd=False, no_network=True))
    for element in root.iter(etree.Element):
        element.tag = f"{{urn:isbn:1-931666-22-9}}{element.tag}"
        for name in ("href", "title") if etree.QName(element).localname in {"dao", "extref"} else ():
            if (value := element.attrib.pop(name, None)) is not None:
                element.set(f"{{http://www.w3.org/1999/xlink}}{name}", value)
    judge = schema(folder / "ead.xsd")
    assert judge.validate(etree.fromstring(etree.tostring(root))), judge.error_log


def test_the_file_reads_back_as_a_finding_aid_with_its_sous_fonds() -> None:
    aid, (whole, part) = read(written(WHOLE))
    assert (aid.header.eadid, aid.header.identifier) == ("FR-693836101-a1", "FR-693836101-a1")
    assert (whole.unit.title, whole.unit.level, whole.unit.repository_code) == (WHOLE.title, "fonds", "693836101")
    assert whole.unit.call_number == "A 1-200 ; B 1-30"
    assert [(date.start, date.end) for date in whole.unit.dates] == [(1452, 1789), (1600, 1700)]
    assert whole.unit.extents[0].value == "1200 volumes ; 40,5 mètres linéaires (velin) (estimé)"
    assert (part.key, part.unit.level, part.unit.title) == ("fonds-b2", "subfonds", "Manuscrits de Portes")


def test_a_sous_fonds_says_nothing_again_that_its_fonds_says() -> None:
    _, (_, part) = read(written(WHOLE))
    assert [note.kind for note in part.unit.notes] == ["scopecontent"]
    assert (part.unit.languages, part.unit.repository) == ((), "")


def test_who_publishes_the_file_is_the_recipient_s_to_say() -> None:
    data = b"".join(write_fonds(WHOLE, agency="FR-751131015"))
    assert b'mainagencycode="FR-751131015"' in data and b'identifier="FR-693836101-a1"' in data


def test_that_there_is_no_finding_aid_is_written() -> None:
    fonds = FondsDescription(identifier="c", title="F", keeper=KEEPER, finding_aids=(FindingAidReference(kind="none"),))
    assert "<otherfindaid><p>Aucun instrument de recherche</p></otherfindaid>" in written(fonds).decode()


def test_what_has_no_date_says_why() -> None:
    fonds = FondsDescription(identifier="c", title="F", keeper=KEEPER, undated="pas encore trié")
    assert "<unitdate>s.d. (pas encore trié)</unitdate>" in written(fonds).decode()


words = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs", "S", "Cc")), min_size=1, max_size=12)
lines = st.lists(words, max_size=2).map(tuple)


FONDS = st.builds(
    FondsDescription,
    identifier=words,
    title=words,
    keeper=st.builds(Keeper, isil=st.sampled_from(["FR-693836101", ""]), name=words),
    level=st.sampled_from(["fonds", "collection"]),
    other_titles=lines,
    call_numbers=st.lists(st.builds(CallNumber, value=words, kind=st.sampled_from(["cote", "ancienne cote"])), max_size=2).map(tuple),
    extents=st.lists(st.builds(ExtentStatement, unit=st.just("box"), number=st.none() | st.floats(0, 9999)), max_size=2).map(tuple),
    producers=st.lists(st.builds(Agent, name=words, kind=st.sampled_from(["person", "family"])), max_size=2).map(tuple),
    biography=words | st.just(""),
    contents=words | st.just(""),
    access=words | st.just(""),
    legal_status=st.sampled_from(["state", "unknown"]),
    digital_copies=st.lists(st.builds(DigitalCopy, url=words, label=words), max_size=1).map(tuple),
    related=st.lists(st.builds(RelatedFonds, title=words, institution=words, url=words | st.just("")), max_size=2).map(tuple),
    bibliography=lines,
    languages=st.sampled_from([(), ("fre",), ("lat", "fre")]),
    parts=st.sampled_from([(), (PART,)]),
)


@given(FONDS)
@settings(max_examples=60)
def test_no_notice_makes_a_file_that_the_dtd_forbids(fonds: FondsDescription) -> None:
    assert [str(one.message) for one in findings(fonds) if one.rule in {DTD, "not-read"}] == []


@pytest.mark.parametrize("number", [1, 2, 0.5])
def test_extents_are_in_french(number: float) -> None:
    fonds = FondsDescription(
        identifier="c", title="F", keeper=KEEPER, extents=(ExtentStatement(unit="volume", number=number, certainty="counted"),)
    )
    told = {1: "1 volume", 2: "2 volumes", 0.5: "0,5 volume"}
    assert f"<extent>{told[number]}</extent>" in written(fonds).decode()


def test_a_sheet_to_type_from_has_every_field_in_the_order_of_the_file() -> None:
    whole, part = sheet(written(msgspec.structs.replace(WHOLE, parts=(PART,))))
    assert (whole.title, whole.depth, part.title, part.depth) == (WHOLE.title, 0, PART.title, 1)
    elements = [line.element.partition("/")[0] for line in whole.lines]
    assert elements[:2] == ["eadid", "titleproper"] and elements.index("unitid") < elements.index("bioghist") < elements.index(
        "accessrestrict"
    )
    fields = {line.element: line for line in whole.lines}
    assert fields["repository/corpname"].attributes == (("authfilenumber", "693836101"),)
    assert fields["bioghist"].value == "Fondée en 1115.\nSupprimée en 1791."
    assert ("unitid", (("type", "ancienne cote"),), "In-fol. 3") in whole.lines
    assert [line.value for line in part.lines if line.element == "unitid"] == ["Ms 1-40"]


@settings(max_examples=20, deadline=None)
@given(FONDS)
def test_a_sheet_loses_no_word_of_the_file(fonds: FondsDescription) -> None:
    data = written(fonds)
    told = {word for part in sheet(data) for line in part.lines for each in line.value.split() for word in (each, each.rstrip(","))}
    described = etree.fromstring(data).find("archdesc")
    assert described is not None
    assert {word for element in described.iter() for word in (element.text or "").split()} <= told
