"""A path is taken away in files: for viewers, for a walk, for a spreadsheet, for a place without connection."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from lxml import etree

from catalogue.formats.iiif.annotated import read_annotated
from portal.pages.mediation import Exhibition
from tests.judged.json_schema import faults
from tests.portal.conftest import Library
from tests.portal.public.digital.partner_images import Images
from tests.portal.public.mediation.made import block, make, path
from tests.portal.public.mediation.test_pages import address


@pytest.fixture
def taken(client: Client, library: Library, partner: Images) -> Any:
    """Gives a file of a path with a piece of every kind."""
    where = address(path(library, f"{partner.base}/3/manifest"))

    def file(name: str) -> bytes:
        answer = client.get(f"{where}/{name}")
        assert answer.status_code == 200
        return answer.content

    return file


@pytest.mark.shared
def test_the_manifest_is_valid_and_tells_each_step_at_its_place(taken: Any, shared_data: Path) -> None:
    found = json.loads(taken("manifest.json"))
    schema = json.loads((shared_data / "schemas/iiif/iiif_3_0.json").read_text(encoding="utf-8"))
    judge = schema["classes"]["manifest"]
    assert faults(found, judge, schema) == []
    assert faults({**found, "label": "bare"}, judge, schema)


def test_the_manifest_comes_back_as_the_steps_that_it_was_made_of(taken: Any) -> None:
    notes = read_annotated(taken("manifest.json")).notes
    assert [note.label or note.text for note in notes][:4] == ["Ouverture", "Le Jardin des soyeux", "La marque", "Deux pages"]
    assert next(note for note in notes if note.label == "La marque").region == pytest.approx((10, 20, 50, 30), abs=0.2)
    assert "Une femme aimée" not in taken("manifest.json").decode()


def test_a_walk_has_its_places_in_order(taken: Any) -> None:
    found = etree.fromstring(taken("parcours.gpx"))
    space = {"g": "http://www.topografix.com/GPX/1/1"}
    assert found.xpath("//g:wpt/g:name/text()", namespaces=space) == ["La rue Mercière"]
    assert found.xpath("//g:rtept/@lat", namespaces=space) == ["45.762900"]


def test_the_table_of_sources_cites_each_record_once(taken: Any) -> None:
    rows = list(csv.reader(io.StringIO(taken("sources.csv").decode("utf-8-sig"))))
    assert len(rows) == 3
    assert any("SCÈVE, Maurice" in cell for cell in rows[2])
    assert rows[1][0] == "2"


def test_the_file_alone_asks_nobody_for_anything(taken: Any) -> None:
    found = taken("hors-ligne.html").decode()
    assert found.count("data:image/jpeg;base64,") >= 4
    assert re.findall(r'<(?:img|link|script|iframe)[^>]*(?:src|href)="(?!data:)', found) == []
    assert "Domaine public" in found
    assert "Une femme aimée" in found


def test_what_a_page_does_not_have_is_not_given(client: Client, library: Library) -> None:
    where = address(make(Exhibition, [block("text", title="", text="<p>Bonjour</p>")]))
    for name in ("manifest.json", "parcours.gpx", "fiche-eleve"):
        assert client.get(f"{where}/{name}").status_code == 404
    assert client.get(f"{where}/sources.csv").status_code == 200
