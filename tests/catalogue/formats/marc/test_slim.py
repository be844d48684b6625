"""UNIMARC Slim of the BNCF and UNISlim of RUSMARC: short names and fields embedded as elements, by every door."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalogue.core.description import Description
from catalogue.formats.reading import read_file, read_item
from harvest.protocols import record_identity, sru_answer
from tests.harvest.protocols.test_file_drop import items, read

SLIM = """<?xml version="1.0" encoding="utf-8"?>
<collection xmlns="http://www.bncf.firenze.sbn.it/unimarc/slim">
<rec type="Bibliographic"><lab>01434nam0 2200313 i 450 </lab><cf t="001">CFI1</cf>
<df t="100" i1=" " i2=" "><sf c="a">20140514d2014    ||||0itac50      ba</sf></df>
<df t="101" i1="|" i2=" "><sf c="a">ita</sf></df>
<df t="200" i1="1" i2=" "><sf c="a">\u0088Lo \u0089Stato &amp; la citt\u00e0</sf><sf c="f">Maria Rossi</sf></df>
<df t="410" i1=" " i2="0"><s1><cf t="001">RAV1797816</cf></s1>
<s1><df t="200" i1="1" i2=" "><sf c="a">Anticorpi</sf><sf c="v">43</sf></df></s1></df>
<df t="700" i1=" " i2="1"><sf c="a">Rossi</sf><sf c="b">Maria</sf></df></rec>
<rec><lab>01434nas0 2200313 i 450 </lab><cf t="001">CFI2</cf><df t="200" i1="1" i2=" "><sf c="a">Revue</sf></df>
<df t="207" i1=" " i2="0"><sf c="a">Vol. 1, n\u00b0 1 (1900)-vol. 3 (1903)</sf></df></rec></collection>"""


def described() -> list[Description]:
    return [reading.description for reading in read_file(SLIM.encode()) if reading.description]


def test_the_short_names_are_those_of_a_unimarc_record() -> None:
    first, second = described()
    assert (first.identifier, first.languages[0].code) == ("CFI1", "ita")
    assert "Stato & la citt\u00e0" in first.title
    assert [agent.name for agent in first.agents] == ["Rossi, Maria"]
    assert (second.level, [text.value for text in second.material_specific]) == ("serial", ["Vol. 1, n\u00b0 1 (1900)-vol. 3 (1903)"])


def test_an_embedded_field_is_a_link_to_the_other_record() -> None:
    (link,) = described()[0].links
    assert (link.relation, link.title, link.volume) == ("series", "Anticorpi", "43")
    assert [number.value for number in link.identifiers] == ["RAV1797816"]


@pytest.mark.parametrize("namespace", ["", ' xmlns="http://www.rba.ru/rusmarc/soft"'])
def test_fields_embedded_in_a_subfield_are_read_in_marcxchange_too(namespace: str) -> None:
    inner = (
        '<datafield tag="200" ind1="1" ind2=" "><subfield code="a">Revue du Vivarais</subfield><subfield code="v">43</subfield></datafield>'
    )
    data = (
        f'<record{namespace}><leader>01434nam0 2200313 i 450 </leader><controlfield tag="001">R1</controlfield>'
        '<datafield tag="200" ind1="1" ind2=" "><subfield code="a">T</subfield></datafield>'
        '<datafield tag="461" ind1=" " ind2="0"><subfield code="1"><controlfield tag="001">X9</controlfield></subfield>'
        f'<subfield code="1">{inner}</subfield></datafield></record>'
    )
    reading = read_item(data.encode())
    assert reading.description is not None
    assert [(link.title, link.volume) for link in reading.description.links] == [("Revue du Vivarais", "43")]


def test_every_door_gives_the_same_records(tmp_path: Path) -> None:
    (tmp_path / "slim.xml").write_text(SLIM, encoding="utf-8")
    delivered = items(read(tmp_path / "slim.xml"))
    assert [item.identifier for item in delivered] == ["CFI1", "CFI2"]
    assert [read_item(item.data).description for item in delivered] == described()
    record = delivered[0].data
    assert record_identity.of_xml(record) == "CFI1"
    opening, ending = b"<searchRetrieveResponse><records><record><recordData>", b"</recordData></record></records></searchRetrieveResponse>"
    (item,) = sru_answer.read(opening + record + ending).items
    assert (item.identifier, read_item(item.data).description) == ("CFI1", described()[0])


def test_an_element_of_that_name_that_holds_no_field_is_refused() -> None:
    reading = read_item(b"<rec><a>1</a></rec>")
    assert (reading.status, reading.reason and reading.reason.code) == ("refused", "xml_unknown")
