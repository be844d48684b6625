"""A view of a document in a link: read back as the standard has it read."""

from __future__ import annotations

import json
import re
from base64 import b64decode
from urllib.parse import unquote

from hypothesis import given
from hypothesis import strategies as st

from catalogue.formats.iiif.content_state import content_state, encoded
from catalogue.formats.iiif.values import Json

STATE = "https://portail.example/etat.json"
MANIFEST = "https://iiif.example/ark:/1/é à/manifest"


def read(text: str) -> Json:
    """As §6.2 of the Content State API 1.0: the padding restored, base64 of ASCII letters, percent signs, JSON."""
    padded = text.replace("-", "+").replace("_", "/") + "=" * (-len(text) % 4)
    told: Json = json.loads(unquote(b64decode(padded, validate=True).decode("ascii")))
    return told


def test_a_part_of_a_page_comes_back_as_it_was() -> None:
    state = content_state(STATE, manifest=MANIFEST, canvas=f"{MANIFEST}/canvas/3", region=(10, 20, 300, 400))
    again = read(encoded(state))
    assert again == state
    assert again["motivation"] == ["contentState"]
    assert again["target"] == {
        "id": f"{MANIFEST}/canvas/3#xywh=10,20,300,400", "type": "Canvas", "partOf": [{"id": MANIFEST, "type": "Manifest"}],
    }  # fmt: skip


def test_a_whole_page_has_no_part() -> None:
    assert read(encoded(content_state(STATE, manifest=MANIFEST, canvas="https://c.example/1")))["target"]["id"] == "https://c.example/1"


@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_an_address_holds_a_link_carries_it(manifest: str, canvas: str) -> None:
    state = content_state(STATE, manifest=manifest, canvas=canvas)
    link = encoded(state)
    assert re.fullmatch(r"[A-Za-z0-9_-]+", link)
    assert read(link) == state
