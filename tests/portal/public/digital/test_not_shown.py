"""Where a digital copy cannot be shown, the reader is told who was asked and what came instead."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from tests.portal.conftest import Library
from tests.portal.public.digital.partner_images import HEIGHT, WIDTH, Images, recorded, sentences, size, with_manifest
from tests.portal.public.paths import copy_path

HERE = "Le serveur de la démonstration"


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/huge.jpg", "donne un fichier trop lourd"),
        ("/page.svg.jpg", "a répondu, mais pas par des images."),
        ("/script.jpg", "a répondu, mais pas par des images."),
        ("/nothing.jpg", "n’a plus rien à cette adresse."),
        ("/busy.jpg", "demande de revenir un peu plus tard."),
        ("/closed.jpg", "ne laisse pas montrer ses images"),
        ("/broken.jpg", "a répondu par une erreur."),
    ],
)
def test_what_is_too_large_or_no_picture_is_refused_and_said(
    client: Client, empty_library: Library, partner: Images, path: str, said: str
) -> None:
    partner.statuses = {"/busy.jpg": 503, "/closed.jpg": 403, "/broken.jpg": 500}
    partner.served["/script.jpg"] = partner.served["/script"]
    record = recorded(empty_library, url=f"{partner.base}{path}")
    answer = client.get(f"{copy_path(record)}/apercu")
    assert (answer.status_code, answer["Content-Type"], answer["Cache-Control"]) == (502, "image/svg+xml", "no-store")
    told = sentences(answer.content)
    assert f"{HERE} {said}" in told and "ne répond pas" not in told and b"<script" not in answer.content
    assert len(answer.content) < 3000


def test_only_a_server_that_did_not_answer_is_said_not_to_answer(client: Client, empty_library: Library, partner: Images) -> None:
    record = recorded(empty_library, url="http://127.0.0.1:9/page.jpg")
    assert f"{HERE} ne répond pas." in sentences(client.get(f"{copy_path(record)}/apercu").content)


_RECORDING = {"items": [{"items": [{"body": {"type": "Sound", "id": "https://x/a"}}]}]}


@pytest.mark.parametrize(
    ("served", "said"),
    [
        (
            {"type": "Collection", "items": [{"id": "https://x/1"}, {"id": "https://x/2"}]},
            ("collection", "mène à un ensemble de 2 documents"),
        ),
        ({"type": "Manifest", "items": [{"type": "Canvas"}]}, ("empty", "sans donner d’images de ses pages")),
        ({"type": "Manifest", "items": [_RECORDING]}, ("sound", "C’est un enregistrement")),
    ],
)
def test_what_is_not_a_document_of_pictures_is_told_for_what_it_is(
    client: Client, empty_library: Library, partner: Images, served: Any, said: tuple[str, str]
) -> None:
    partner.served["/other/manifest"] = ("application/json", json.dumps(served).encode())
    record = recorded(empty_library, url=f"{partner.base}/doc", manifest=f"{partner.base}/other/manifest")
    told = client.get(f"{copy_path(record)}/pages").json()
    assert told["reason"] == said[0] and said[1] in told["said"] and "127.0.0.1" not in told["said"]


def test_a_blank_page_stands_among_the_others(client: Client, empty_library: Library, partner: Images) -> None:
    kind, body = partner.served["/3/manifest"]
    told = json.loads(body)
    told["items"].insert(0, {"type": "Canvas", "label": {"none": ["Garde"]}, "items": []})
    partner.served["/3/manifest"] = (kind, json.dumps(told).encode())
    base = with_manifest(empty_library, partner)
    pages = client.get(f"{base}/pages").json()["pages"]
    assert pages[0] == {"label": "Garde", "blank": True} and pages[1]["tiles"] == f"{base}/1/info.json"
    assert client.get(f"{base}/0/info.json").json()["type"] == "image" and client.get(f"{base}/0/image").status_code == 404
    assert size(client.get(f"{base}/apercu").content) == (WIDTH, HEIGHT), "the preview is the first page that has a picture"


def test_a_page_that_asks_for_a_person_is_no_manifest(client: Client, empty_library: Library, partner: Images) -> None:
    record = recorded(empty_library, url=f"{partner.base}/doc", manifest=f"{partner.base}/html/manifest")
    answer = client.get(f"{copy_path(record)}/pages")
    assert (answer.status_code, answer.json()) == (502, {"reason": "unreadable", "said": f"{HERE} a répondu, mais pas par des images."})
