"""What real manifests hold besides: parts of images, choices, several languages, markup, blank pages, and other things than a document."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from catalogue.formats.iiif.manifest import read_manifest
from catalogue.formats.iiif.values import NotIiif

SERVICE = "https://images.example/iiif/3/a"


def _body(**said: Any) -> dict[str, Any]:
    return {"id": "https://x/1.jpg", "type": "Image", "service": [{"id": SERVICE, "type": "ImageService3"}], **said}


def _third(*bodies: Any, **said: Any) -> bytes:
    canvases = [
        {"type": "Canvas", "label": {"none": [str(n)]}, "items": [{"items": [{"body": b}] if b else []}]} for n, b in enumerate(bodies)
    ]
    return json.dumps({"type": "Manifest", "items": canvases, **said}).encode()


@pytest.mark.parametrize(
    "body",
    [
        _body(),
        [_body()],
        {"type": "SpecificResource", "source": _body(), "selector": {"type": "ImageApiSelector", "region": "0,0,9,9"}},
        {"type": "Choice", "items": [{"type": "SpecificResource", "source": _body()}, _body(id="https://x/2.jpg")]},
        {"type": "Choice", "items": [{"type": "Dataset", "id": "https://x/alto.xml"}, _body()]},
        {"@type": "oa:SpecificResource", "full": _body()},
        {"@type": "oa:Choice", "default": _body(), "item": [_body(id="https://x/2.jpg")]},
        {"@type": "oa:Choice", "default": "rdf:nil", "item": [_body()]},
        {**_body(), "type": ["Image", "schema:ImageObject"]},
    ],
)  # fmt: skip
def test_a_picture_is_found_through_choices_and_parts(body: Any) -> None:
    (page,) = read_manifest(_third(body)).pages
    assert (page.picture, page.service, page.version) == ("https://x/1.jpg", SERVICE, 3)


def test_a_picture_may_be_its_address_alone() -> None:
    assert read_manifest(_third("https://x/1.jpg")).pages[0].picture == "https://x/1.jpg"


def test_a_blank_page_keeps_its_place() -> None:
    found = read_manifest(_third(_body(), None, _body()))
    assert [(page.label, page.is_blank) for page in found.pages] == [("0", False), ("1", True), ("2", False)]


def test_what_is_laid_upon_a_part_of_a_page_is_not_the_page() -> None:
    whole, part = {"body": _body(), "target": "https://x/c"}, {"body": _body(id="https://x/part.jpg"), "target": "https://x/c#xywh=1,1,9,9"}
    text = {"motivation": "supplementing", "body": _body(id="https://x/text.jpg")}
    data = {"type": "Manifest", "items": [{"type": "Canvas", "items": [{"items": [text, part, whole]}]}]}
    assert read_manifest(json.dumps(data).encode()).pages[0].picture == "https://x/1.jpg"


def test_the_image_service_is_told_from_log_ins_and_the_latest_version_taken() -> None:
    offered = [
        {"@id": "https://x/auth", "@type": "AuthCookieService1"},
        {"@context": "http://iiif.io/api/auth/1/context.json", "@id": "https://x/login"},
        {"@id": "https://x/1", "@type": "ImageService1"},
        {"@id": "https://x/2", "@type": "ImageService2"},
    ]
    (page,) = read_manifest(_third(_body(service=offered))).pages
    assert (page.service, page.version) == ("https://x/2", 2)


@pytest.mark.parametrize(
    ("label", "french", "english"),
    [
        ({"en": ["A book"], "fr": ["Un livre"]}, "Un livre", "A book"),
        ({"en-GB": ["A book"], "fr-FR": ["Un livre"]}, "Un livre", "A book"),
        ({"eng": ["A book"], "fra": ["Un livre"]}, "Un livre", "A book"),
        ({"@none": ["Liber"], "en": ["A book"]}, "Liber", "A book"),
        ({"nl": ["Een boek"]}, "Een boek", "Een boek"),
        ([{"@value": "A book", "@language": "en"}, {"@value": "Un livre", "@language": "fr"}], "Un livre", "A book"),
        (["Tome 1", "Tome 2"], "Tome 1 ; Tome 2", "Tome 1 ; Tome 2"),
        ({"fr": ["-"]}, "", ""),
        (12, "12", "12"),
    ],
)  # fmt: skip
def test_labels_are_in_the_language_of_the_page(label: Any, french: str, english: str) -> None:
    data = _third(_body(), label=label)
    assert (read_manifest(data, language="fr").label, read_manifest(data, language="en").label) == (french, english)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('<p>Droits&nbsp;: <a href="javascript:alert(1)">BnF</a></p>', "Droits\u00a0: BnF"),
        ("Ligne une<br/>ligne deux", "Ligne une ligne deux"),
        ("<script>alert(1)</script>Gallica", "Gallica"),
        ("<img src=x onerror=alert(1)>Gallica<!-- rien -->", "Gallica"),
        ("p < 0,05 & q > 1", "p < 0,05 & q > 1"),
        ("Bibliothèque &amp; archives", "Bibliothèque & archives"),
        ("&lt;b&gt;", "<b>"),
        ("Une ligne\n  et une autre", "Une ligne et une autre"),
    ],
)  # fmt: skip
def test_markup_in_a_statement_is_made_text(written: str, said: str) -> None:
    data = _third(_body(), requiredStatement={"label": {"fr": ["Mention"]}, "value": {"fr": [written]}})
    assert read_manifest(data).statement == said


_MP3 = {"id": "https://x/1.mp3", "type": "Sound", "format": "audio/mp3"}
_SOUND = {"type": "Canvas", "duration": 9, "items": [{"items": [{"body": _MP3}]}]}


@pytest.mark.parametrize(
    ("data", "shape", "count"),
    [
        ({"type": "Collection", "items": [{"id": "https://x/1", "type": "Manifest"}, {"id": "https://x/2"}]}, "collection", 2),
        ({"@type": "sc:Collection", "total": 3000, "first": "https://x/page1"}, "collection", 3000),
        ({"@type": "sc:Collection", "manifests": [{"@id": "https://x/1"}], "collections": [{"@id": "https://x/2"}]}, "collection", 2),
        ({"type": "Manifest", "items": [_SOUND]}, "sound", 0),
        ({"type": "Manifest", "items": [{"type": "Canvas"}]}, "empty", 0),
        ({"type": "Manifest"}, "unreadable", 0),
        ({"type": "AnnotationPage", "items": []}, "unreadable", 0),
    ],
)  # fmt: skip
def test_what_is_no_document_of_pictures_is_told_for_what_it_is(data: Any, shape: str, count: int) -> None:
    with pytest.raises(NotIiif) as told:
        read_manifest(json.dumps(data).encode())
    assert (told.value.shape, told.value.count) == (shape, count)


_CANVAS = {"@type": "sc:Canvas", "label": "1r", "images": [{"resource": {"@id": "https://x/1.jpg", "@type": "dctypes:Image"}}]}


@pytest.mark.parametrize(
    "data",
    [
        {"@type": "sc:Manifest", "sequences": [{"canvases": []}, {"canvases": [_CANVAS]}]},
        {"@type": "sc:Manifest", "sequences": [{"@id": "https://x/s1"}, {"canvases": [_CANVAS]}, {"canvases": [_CANVAS, _CANVAS]}]},
        {"@type": "sc:Manifest", "sequences": [{"canvases": [{"@type": "sc:Range", "label": "Table"}, _CANVAS]}]},
        {"type": "Manifest", "items": [{"type": "Range", "items": []}, _CANVAS]},
    ],
)
def test_pages_are_those_of_the_first_sequence_that_has_any_and_nothing_else(data: Any) -> None:
    assert [page.label for page in read_manifest(json.dumps(data).encode()).pages] == ["1r"]


def test_a_page_that_came_alone_is_a_document_of_one_page() -> None:
    image = {"resource": {"@id": "https://x/1.jpg", "@type": "dctypes:Image"}}
    alone = {"@type": "sc:Canvas", "label": "p. 1", "images": [image]}
    assert [page.label for page in read_manifest(json.dumps(alone).encode()).pages] == ["p. 1"]


_READ = {
    "artic-manifest": 2, "biblissima-manifest": 22, "exhibition-1": 1, "europeana": 1, "ghent-omeka": 33, "ghent-university-manifest": 2,
    "manifests.britishart.yale.edu__manifest__1474": 5, "ldmax": 6, "ncsu-libraries-manifest": 16, "nlw-newspaper-manifest": 4,
    "princeton-manifest": 16, "start-canvas": 5, "uni-goettingen": 69, "wellcome-p3": 10, "wikimedia-proxy": 1, "css": 1,
}  # fmt: skip
_NOT_READ = {
    "biblissima-collection": "collection",
    "paginated-collection": "collection",
    "bl-ranges": "sound",
    "nls-collection": "collection",
}


@pytest.mark.parametrize("name", [*_READ, *_NOT_READ])
def test_real_manifests_are_read_page_by_page(shared_data: Path, name: str) -> None:
    path = shared_data / "iiif" / "IIIF-Commons__parser" / f"{name}.json"
    if name in _NOT_READ:
        with pytest.raises(NotIiif) as told:
            read_manifest(path.read_bytes())
        assert told.value.shape == _NOT_READ[name]
        return
    found = read_manifest(path.read_bytes())
    assert len(found.pages) == _READ[name] and not any(page.is_blank for page in found.pages)
    assert "<" not in f"{found.label}{found.statement}"
