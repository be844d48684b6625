"""Copies of which nothing but a manifest is known, or an ark, or that curators kept of Gallica: the portal's own viewer opens them too."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from catalogue.core.description import Description, DigitalCopy, Title
from catalogue.formats.digital import manifest_of
from tests.portal.conftest import Library
from tests.portal.public.digital.partner_images import HEIGHT, WIDTH, Images, recorded, size
from tests.portal.public.paths import copy_path, notice_path
from tests.portal.public.reading import page as _page
from tests.portal.public.test_in_gallica import NOTICE_OF_THE_BNF, Kept

NUMBER = NOTICE_OF_THE_BNF


def opens(client: Client, base: str) -> list[str]:
    """The labels of the pages of a copy, whose first one is seen to come."""
    first = client.get(f"{base}/apercu")
    assert (first["Content-Type"], size(first.content)) == ("image/jpeg", (WIDTH, HEIGHT))
    return [one["label"] for one in client.get(f"{base}/pages").json()["pages"]]


@pytest.mark.parametrize(
    "given", [{"url": "{}/3/manifest"}, {"manifest": "{}/3/manifest"}, {"url": "{}/3/manifest", "manifest": "{}/3/manifest"}]
)
def test_a_manifest_alone_is_opened_and_said_to_be_for_viewers(
    client: Client, empty_library: Library, partner: Images, given: dict[str, str]
) -> None:
    address = f"{partner.base}/3/manifest"
    record = recorded(empty_library, **{name: value.format(partner.base) for name, value in given.items()})
    page = _page(client, empty_library.path("digital"))
    assert page.select(".viewer[data-pages]") and page.select_one(".viewer a.iiif")["href"] == address
    (link,) = page.select(".digital li a")
    assert (link["href"], link.get_text()) == (address, "Ses pages pour une visionneuse (IIIF), sur le serveur de la démonstration")
    assert partner.asked == []
    assert opens(client, copy_path(record)) == ["f. 1", "f. 2"]


def test_the_pages_of_a_choice_and_of_specific_resources_are_opened(client: Client, empty_library: Library, partner: Images) -> None:
    found = json.loads(partner.served["/3/manifest"][1])
    for canvas, wrap in zip(found["items"], (_choice, _specific), strict=True):
        annotation = canvas["items"][0]["items"][0]
        annotation["body"] = wrap(annotation["body"])
    partner.served["/iiif/x/manifest"] = ("application/json", json.dumps(found).encode())
    record = recorded(empty_library, url=f"{partner.base}/iiif/x/manifest")
    assert opens(client, copy_path(record)) == ["f. 1", "f. 2"]
    told = client.get(f"{copy_path(record)}/pages").json()["pages"]
    assert ["tiles" in one for one in told] == [True, True]


def _choice(body: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Choice", "items": [body, {"id": "http://x.example/uv.jpg", "type": "Image"}]}


def _specific(body: dict[str, Any]) -> dict[str, Any]:
    return {"type": "SpecificResource", "source": body, "selector": {"type": "ImageApiSelector", "rotation": "90"}}


@pytest.mark.parametrize(
    ("copy", "manifest"),
    [
        (DigitalCopy(ark="ark:/12148/bpt6k000001"), "https://gallica.bnf.fr/iiif/ark:/12148/bpt6k000001/manifest.json"),
        (DigitalCopy(ark="ark:/12148/cb12345678x"), ""),
        (DigitalCopy(ark="ark:/99999/b1"), ""),
        (DigitalCopy(url="https://x.example/doc"), ""),
        (DigitalCopy(url="javascript:alert(1)/manifest.json"), ""),
    ],
)
def test_the_manifest_of_a_copy_known_by_its_ark_is_gallicas(copy: DigitalCopy, manifest: str) -> None:
    assert manifest_of(copy) == manifest


@pytest.fixture
def kept(empty_library: Library, settings: Any, tmp_path: Path) -> Kept:
    settings.MEDIA_ROOT = tmp_path / "media"
    return Kept(empty_library)


def test_what_curators_kept_of_an_edition_is_opened_on_its_notice_and_gallica_is_asked_by_a_reader_alone(
    client: Client, kept: Kept, partner: Images
) -> None:
    of_edition = {
        "identifiers": (NUMBER,),
        "digital_copies": (DigitalCopy(url=f"{partner.base}/doc", manifest=f"{partner.base}/3/manifest"),),
    }
    picture = kept.picture(kept.add("Euvres", **of_edition))
    record = kept.library.add(Description(identifier="a", titles=(Title(value="Euvres"),), identifiers=(NUMBER,)))
    page = _page(client, notice_path(record))
    (figure,) = page.select("#gallica ~ .viewer")
    assert figure.select_one("img")["src"] == reverse("public:kept-thumbnail", args=[picture.pk])
    assert page.select('link[href*="viewer"]') and page.select('script[src*="viewer"]')
    assert "gallica.bnf.fr" in figure.get_text() and partner.asked == []
    told = client.get(figure["data-pages"]).json()
    assert [one["label"] for one in told["pages"]] == ["f. 1", "f. 2"]


def test_what_has_no_picture_here_is_a_link_and_gallica_is_asked_of_nothing(client: Client, kept: Kept, partner: Images) -> None:
    copies = (DigitalCopy(url=f"{partner.base}/doc", manifest=f"{partner.base}/3/manifest"),)
    kept.add("Euvres", identifiers=(NUMBER,), digital_copies=copies)
    record = kept.library.add(Description(identifier="a", titles=(Title(value="Euvres"),), identifiers=(NUMBER,)))
    page = _page(client, notice_path(record))
    assert page.select(".kept li a") and not page.select(".viewer") and partner.asked == []


def test_a_notice_with_a_copy_of_its_own_opens_that_one(client: Client, kept: Kept, partner: Images) -> None:
    kept.add("Euvres", identifiers=(NUMBER,), digital_copies=(DigitalCopy(manifest=f"{partner.base}/2/manifest"),))
    own = DigitalCopy(manifest=f"{partner.base}/3/manifest")
    record = kept.library.add(Description(identifier="a", titles=(Title(value="Euvres"),), identifiers=(NUMBER,), digital_copies=(own,)))
    page = _page(client, notice_path(record))
    assert len(page.select(".viewer")) == 1 and page.select(".digital .viewer") and page.select(".kept li")


def test_what_was_rejected_of_an_edition_is_not_opened(client: Client, kept: Kept, partner: Images) -> None:
    copies = (DigitalCopy(manifest=f"{partner.base}/3/manifest"),)
    kept.add("Euvres", state="rejected", identifiers=(NUMBER,), digital_copies=copies)
    record = kept.library.add(Description(identifier="a", titles=(Title(value="Euvres"),), identifiers=(NUMBER,)))
    assert not _page(client, notice_path(record)).select(".viewer")
    shown = kept.library.add(Description(identifier="b", titles=(Title(value="Autre"),), digital_copies=copies))
    elsewhere = notice_path(record).replace("/ark:/", "/numerisation/") + "/" + copy_path(shown).rsplit("/", 1)[1]
    assert client.get(f"{elsewhere}/pages").status_code == 404
