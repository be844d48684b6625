"""Manifests of both versions, info.json of the three, and everything a server may send instead."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.formats.iiif.collection import Page as HomePage
from catalogue.formats.iiif.image import Grid, read_info
from catalogue.formats.iiif.manifest import Page, read_manifest, service_version
from catalogue.formats.iiif.values import NotIiif
from catalogue.formats.iiif.writing import Whole, manifest

SERVICE = "https://images.example/iiif/3/a"
THIRD: dict[str, Any] = {
    "@context": "http://iiif.io/api/presentation/3/context.json",
    "type": "Manifest",
    "label": {"en": ["A book"], "fr": ["Un livre"]},
    "requiredStatement": {"label": {"fr": ["Mention"]}, "value": {"fr": ["Bibliothèque"]}},
    "items": [
        {
            "id": "https://x/canvas/1",
            "type": "Canvas",
            "width": 10,
            "height": 20,
            "label": {"none": ["1r"]},
            "items": [
                {
                    "items": [
                        {
                            "motivation": "painting",
                            "body": {
                                "type": "Choice",
                                "items": [
                                    {
                                        "id": "https://x/1.jpg",
                                        "type": "Image",
                                        "width": 1000,
                                        "height": 2000,
                                        "service": [{"id": f"{SERVICE}/", "type": "ImageService3"}],
                                    }
                                ],
                            },
                        }
                    ]
                }
            ],
        }
    ],
}
SECOND: dict[str, Any] = {
    "@type": "sc:Manifest",
    "label": [{"@value": "Un livre", "@language": "fr"}],
    "attribution": "Bibliothèque",
    "sequences": [
        {
            "canvases": [
                {
                    "width": 1000,
                    "height": 2000,
                    "label": "p. 1",
                    "images": [
                        {
                            "resource": {
                                "@id": "https://x/1.jpg",
                                "@type": "dctypes:Image",
                                "service": {"@id": "https://x/iiif/1", "profile": "http://iiif.io/api/image/2/level1.json"},
                            }
                        }
                    ],
                },
                {"width": 5, "height": 5, "images": [{"resource": {"@id": "https://x/2.jpg", "@type": "dctypes:Image"}}]},
            ]
        }
    ],
}


def test_a_manifest_of_version_3() -> None:
    found = read_manifest(json.dumps(THIRD).encode())
    assert (found.label, found.statement, found.version) == ("Un livre", "Bibliothèque", 3)
    assert found.pages == (Page("1r", 1000, 2000, SERVICE, 3, "https://x/1.jpg", "https://x/canvas/1", (10, 20)),)


def test_a_manifest_of_version_2() -> None:
    found = read_manifest(json.dumps(SECOND).encode())
    assert (found.label, found.statement, found.version) == ("Un livre", "Bibliothèque", 2)
    assert found.pages[0] == Page("p. 1", 1000, 2000, "https://x/iiif/1", 2, "https://x/1.jpg", canvas_size=(1000, 2000))
    assert found.pages[1] == Page("", 5, 5, "", 0, "https://x/2.jpg", canvas_size=(5, 5))


def test_a_manifest_that_we_write_says_who_gives_it() -> None:
    home, giver = HomePage("https://x/notice", "Notice"), HomePage("https://x/library", "Bibliothèque de Régny")
    statement = ({"fr": ["Mention"]}, {"fr": ["Bibliothèque de Régny"]})
    written = manifest(Whole("https://x/d", "Un livre", home, giver, statement, "", ()), ())
    (agent,) = written["provider"]
    assert (agent["id"], agent["type"], agent["label"]) == ("https://x/library", "Agent", {"none": ["Bibliothèque de Régny"]})
    assert (written["label"], written["behavior"]) == ({"none": ["Un livre"]}, ["individuals"])


@pytest.mark.parametrize("data", [b"", b"<html>", b"[]", b"{}", b'{"type":"Manifest"}', b'{"type":"Collection"}', b"[" * 100_000, b"\xff"])
def test_what_is_no_manifest_is_said_to_be_none(data: bytes) -> None:
    with pytest.raises(NotIiif):
        read_manifest(data)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["items", "body", "type", "id", "label", "service", "width", "tiles", "@id", "profile"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)


@given(value=_JSON, width=st.integers(1, 3000))
def test_whatever_stands_in_the_json_nothing_but_not_iiif_is_raised(value: Any, width: int) -> None:
    for read, whole in (
        (read_manifest, {"type": "Manifest", "items": value, "label": value, "requiredStatement": value}),
        (read_manifest, {"@type": "sc:Manifest", "sequences": value, "attribution": value}),
        (read_manifest, {"@type": "sc:Manifest", "sequences": [{"canvases": [{"images": [{"resource": value}], "label": value}]}]}),
        (read_info, {"width": width, "height": 9, "tiles": value, "sizes": value, "profile": value, "scale_factors": value}),
    ):
        try:
            read(json.dumps(whole).encode())  # type: ignore[operator]
        except NotIiif:
            continue


@pytest.mark.parametrize(
    ("service", "version"),
    [
        ({"type": "ImageService3"}, 3),
        ({"@context": "http://iiif.io/api/image/2/context.json"}, 2),
        ({"profile": ["http://iiif.io/api/image/2/level0.json", {}]}, 2),
        ({"profile": "http://library.stanford.edu/iiif/image-api/1.1/compliance.html#level2"}, 1),
        ({}, 2),
    ],
)
def test_the_version_of_an_image_service(service: dict[str, Any], version: int) -> None:
    assert service_version(service) == version


def _grid(**facts: Any) -> Grid:
    found = read_info(json.dumps({"width": 1492, "height": 2138, **facts}).encode())
    assert found is not None
    return found


TILES = [{"width": 512, "scaleFactors": [1, 2, 4, 8]}]


def test_tiles_are_asked_for_in_the_form_of_each_version() -> None:
    third = _grid(type="ImageService3", profile="level0", tiles=TILES)
    assert third.tile("1024,0,468,512", "468,512") == "1024,0,468,512/468,512/0/default.jpg"
    assert third.tile("full", "187,268") == "full/187,268/0/default.jpg"
    second = _grid(
        **{"@context": "http://iiif.io/api/image/2/context.json"}, profile=["http://iiif.io/api/image/2/level0.json"], tiles=TILES
    )
    assert second.tile("0,0,1024,1024", "512,512") == "0,0,1024,1024/512,/0/default.jpg"
    first = _grid(profile="http://library.stanford.edu/iiif/image-api/1.1/compliance.html#level2", tile_width=256, scale_factors=[1, 2])
    assert first.tile("256,0,256,256", "256,256") == "256,0,256,256/256,/0/native.jpg"


@pytest.mark.parametrize(
    ("region", "size"),
    [
        ("0,0,1492,2138", "1492,2138"), ("1,0,512,512", "512,512"), ("0,0,512,512", "511,512"), ("0,0,99999999,1", "1,1"),
        ("square", "max"), ("full", "9999,9999"), ("full", "max"), ("..", "x"), ("0,0,0,0", "0,0"), ("5120,0,512,512", "512,512"),
    ],
)  # fmt: skip
def test_what_is_no_tile_is_never_asked_of_the_server(region: str, size: str) -> None:
    assert _grid(type="ImageService3", profile="level0", tiles=TILES).tile(region, size) == ""


def test_a_server_that_cuts_anything_is_asked_for_tiles_of_512() -> None:
    grid = _grid(type="ImageService3", profile="level2")
    assert (grid.tile_width, grid.factors, grid.level) == (512, (1, 2, 4, 8), 2)
    assert grid.preview() == "full/1000,1433/0/default.jpg"


def test_a_level_0_preview_is_a_size_that_is_announced() -> None:
    sizes = [{"width": 187, "height": 268}, {"width": 746, "height": 1069}, {"width": 1492, "height": 2138}]
    assert _grid(type="ImageService3", profile="level0", tiles=TILES, sizes=sizes).preview() == "full/746,1069/0/default.jpg"
    assert _grid(type="ImageService3", profile="level0", tiles=TILES).preview() == "full/187,268/0/default.jpg"


def test_an_image_without_tiles_has_no_grid() -> None:
    assert read_info(b'{"width": 10, "height": 10, "profile": "level0"}') is None
    with pytest.raises(NotIiif):
        read_info(b'{"width": 0, "height": 10}')


def test_our_own_info_announces_the_same_grid() -> None:
    told = _grid(type="ImageService3", profile="level2").info("/here")
    again = read_info(json.dumps(told).encode())
    assert again is not None and (again.width, again.height, again.factors, told["id"]) == (1492, 2138, (1, 2, 4, 8), "/here")
