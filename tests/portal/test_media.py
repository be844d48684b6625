"""Are the editors' pictures served, and nothing else of the media folder?"""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

PICTURE = b"\x89PNG\r\n\x1a\nnot really"


@pytest.fixture
def media(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    for name in (
        "images/pont.png",
        "original_images/pont \u00e9t\u00e9.jpg",
        "images/script.svg",
        "images/page.html",
        "documents/draft.pdf",
    ):
        path = settings.MEDIA_ROOT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(PICTURE)
    (tmp_path / "secret.png").write_bytes(b"secret")
    return settings.MEDIA_ROOT


@pytest.mark.parametrize("name", ["images/pont.png", "original_images/pont%20%C3%A9t%C3%A9.jpg"])
def test_a_picture_is_served(media, db, name):
    answer = Client().get(f"/media/{name}")
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == PICTURE
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"].startswith("public")


@pytest.mark.parametrize(
    "name",
    [
        *("documents/draft.pdf", "images/script.svg", "images/page.html", "images/", "images/none.png", "images/../documents/draft.pdf"),
        *("images/../../secret.png", "images/%2e%2e/%2e%2e/secret.png", "images/a%00.png", "", "images//etc/passwd"),
    ],
)
def test_nothing_else_is(media, db, name):
    assert Client().get(f"/media/{name}").status_code == 404
