"""Where a document can be opened, where its IIIF manifest and its thumbnail stand, whatever order a record says them in."""

from __future__ import annotations

import pytest

from catalogue.core.description import DigitalCopy
from catalogue.formats.digital import add_copy, add_manifest, add_thumbnail, digital_copy, is_manifest, is_thumbnail
from tests.cost import at_most

PAGE, MANIFEST, SMALL = "https://lib.example/doc/1", "https://lib.example/iiif/1/manifest", "https://lib.example/1.jpg"


def _copy(address: str) -> DigitalCopy:
    copy = digital_copy(address)
    assert copy is not None
    return copy


@pytest.mark.parametrize(
    "address",
    [MANIFEST, f"{MANIFEST}.json", "https://x.example/iiif/2/ark:/123/abc/manifest.json?v=2", "https://x.example/iiif/manifest/12.json"],
)
def test_an_address_that_ends_as_manifests_do_is_one(address: str) -> None:
    assert is_manifest(address)


def test_other_addresses_are_manifests_where_the_record_says_so() -> None:
    assert is_manifest("https://x.example/12", media_type="application/ld+json; profile=x", label="IIIF")
    assert is_manifest("https://x.example/12", label="Manifeste IIIF")
    assert not is_manifest("https://x.example/12", media_type="application/json")
    assert not is_manifest("https://x.example/manifestation-de-1848.html")
    assert not is_manifest("https://x.example/12", label="Manifeste du parti communiste")


@pytest.mark.parametrize("order", [(PAGE, MANIFEST), (MANIFEST, PAGE)])
def test_a_document_and_its_manifest_are_one_copy(order: tuple[str, str]) -> None:
    copies: list[DigitalCopy] = []
    for address in order:
        (add_manifest if is_manifest(address) else add_copy)(copies, _copy(address))
    add_thumbnail(copies, SMALL)
    assert [(copy.url, copy.manifest, copy.thumbnail) for copy in copies] == [(PAGE, MANIFEST, SMALL)]


def test_a_manifest_goes_to_the_document_of_its_own_host() -> None:
    copies = [_copy(PAGE), _copy("https://other.example/doc")]
    add_manifest(copies, _copy(MANIFEST))
    assert [copy.manifest for copy in copies] == [MANIFEST, ""]


def test_a_manifest_alone_is_a_copy_and_a_thumbnail_alone_is_not() -> None:
    copies: list[DigitalCopy] = []
    add_thumbnail(copies, SMALL)
    assert copies == []
    add_manifest(copies, _copy(MANIFEST))
    add_manifest(copies, _copy(MANIFEST))
    assert [(copy.url, copy.manifest) for copy in copies] == [(MANIFEST, MANIFEST)]


def test_thumbnails_are_known_by_their_words() -> None:
    assert is_thumbnail("Vignette") and is_thumbnail("Thumbnail image") and is_thumbnail("Aperçu") and not is_thumbnail("Une vignette")


def test_a_record_with_thousands_of_addresses_costs_no_more_than_their_number() -> None:
    copies: list[DigitalCopy] = []
    with at_most(10):
        for number in range(4000):
            add_copy(copies, _copy(f"https://lib.example/{number}"))
            add_manifest(copies, _copy(f"https://lib.example/iiif/{number}/manifest"))
    assert len(copies) == 4000
