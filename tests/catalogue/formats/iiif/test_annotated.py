"""Stories of others, told by annotations on a manifest, read and written."""

from __future__ import annotations

import json
from typing import Any

import pytest

from catalogue.formats.iiif.annotated import read_annotated
from catalogue.formats.iiif.collection import Page
from catalogue.formats.iiif.story import Canvas, Head, Told, story
from catalogue.formats.iiif.values import NotIiif

HERE = Page("https://portail.example/ark:/1/a", "Une page")


def written(*told: Told) -> bytes:
    canvas = Canvas("f. 1", 900, 1300, "https://images.example/1", 3, "", "Bibliothèque", Page("https://p.example/ark:/1/b", "Délie"), told)
    head = Head("https://p.example/m", "Un parcours", "Un résumé", "Équipe, CC BY 4.0", "", HERE, HERE)
    return json.dumps(story(head, [canvas])).encode()


def annotated(*annotations: Any, **more: Any) -> bytes:
    canvas = {"id": "https://x.example/c", "type": "Canvas", "width": 1000, "height": 500, "annotations": [{"items": list(annotations)}]}
    return json.dumps({"type": "Manifest", "label": {"fr": ["Récit"]}, "items": [canvas]} | more).encode()


def test_what_is_exported_comes_back_the_same() -> None:
    found = read_annotated(written(Told("Le titre", "En capitales.\nSur une ligne.", (10, 20, 50, 30)), Told("", "Toute la page.")))
    assert [(note.label, note.text, note.page) for note in found.notes] == [
        ("Le titre", "En capitales.\nSur une ligne.", 1),
        ("", "Toute la page.", 1),
    ]
    assert found.notes[0].region == (10, 20, 50, 30)
    assert found.notes[1].region is None
    assert "https://p.example/ark:/1/b" in found.notes[0].addresses
    assert (found.label, found.summary, found.statement) == ("Un parcours", "Un résumé", "Équipe, CC BY 4.0")


@pytest.mark.parametrize(
    ("target", "region"),
    [
        ("https://x.example/c#xywh=100,50,500,250", (10, 10, 50, 50)),
        ("https://x.example/c#xywh=percent:10,10,50,50", (10, 10, 50, 50)),
        (
            {"source": "https://x.example/c", "selector": {"value": "xywh=pixel:100,50,500,250"}},
            (10, 10, 50, 50),
        ),
        ("https://x.example/c#xywh=900,0,500,500", (90, 0, 10, 100)),
        ("https://x.example/c#xywh=5000,0,5,5", None),
        ("https://x.example/c#xywh=1.1.1,0,5,5", None),
        ("https://x.example/c", None),
    ],
)
def test_a_region_is_read_however_it_is_said(target: Any, region: Any) -> None:
    note = {"motivation": "commenting", "body": {"type": "TextualBody", "value": "Ici"}, "target": target}
    assert read_annotated(annotated(note)).notes[0].region == region


def test_markup_of_others_is_text_and_tags_are_left_aside() -> None:
    bodies = [{"value": "<p>Vrai <script>alert(1)</script></p><p>suite</p>"}, {"value": "mot-clé", "purpose": "tagging"}]
    (note,) = read_annotated(annotated({"body": bodies, "target": "x"})).notes
    assert (note.label, note.text) == ("Vrai", "suite")


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{}", b'{"type": "Collection", "items": [{}]}', annotated(), annotated({"body": "x"}), annotated(items="x")]
)
def test_what_tells_nothing_is_refused(data: bytes) -> None:
    with pytest.raises(NotIiif):
        read_annotated(data)


def note(value: str, target: Any) -> dict[str, Any]:
    return {"motivation": "commenting", "body": {"type": "TextualBody", "value": value}, "target": target}


def test_a_note_on_a_page_of_another_manifest_says_whose_page_and_takes_no_region_of_the_page_that_holds_it() -> None:
    other = "https://y.example/page/7"
    source = {"type": "SpecificResource", "source": {"id": other, "type": "Canvas"}, "selector": {"value": "xywh=1,2,3,4"}}
    here, there, too = read_annotated(
        annotated(note("Ici", "http://x.example/c/"), note("Là", f"{other}#xywh=1,2,3,4"), note("Aussi", source))
    ).notes
    assert (here.page, here.elsewhere) == (1, "") and here.addresses
    assert {(one.region, one.addresses, one.elsewhere) for one in (there, too)} == {(None, (), other)}


def test_notes_that_the_manifest_holds_stand_on_the_page_they_name() -> None:
    pages = [{"id": f"https://x.example/{number}", "type": "Canvas", "width": 100, "height": 100} for number in (1, 2)]
    held = [note("Deux", "https://x.example/2#xywh=10,20,30,40"), note("Tout", "https://x.example/m")]
    data = {
        "id": "https://x.example/m",
        "type": "Manifest",
        "items": pages,
        "annotations": [{"items": held}, {"id": "https://x.example/a"}],
    }
    found = read_annotated(json.dumps(data).encode())
    assert [(one.text, one.page, one.region, one.elsewhere) for one in found.notes] == [
        ("Deux", 2, (10, 20, 30, 40), ""),
        ("Tout", 1, None, ""),
    ]
    assert found.unread == 1
