"""Digital copies on our own pages: shown through our addresses, guarded, bounded, and never failing in silence."""

from __future__ import annotations

import json
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from lxml import etree
from msgspec.structs import replace

from catalogue.core.description import Description, DigitalCopy, Title
from catalogue.core.serialization import to_dict
from catalogue.models import Record
from catalogue.services import arks
from demonstration.iiif import manifests
from demonstration.notices import all_notices
from harvest.pictures import fetching
from harvest.pictures.keeping import KeptFiles
from harvest.protocols.politeness import MANNERS
from portal.public.templatetags import digital as tags
from tests.demonstration.test_server import serving as demonstrating
from tests.portal.conftest import Library
from tests.portal.public.digital.partner_images import HEIGHT, WIDTH, Images, recorded, sentences, size, with_manifest
from tests.portal.public.paths import copy_path, notice_path
from tests.portal.public.reading import page as _page
from tests.portal.public.reading import text as _text
from tests.selections import some


def test_without_scripts_a_notice_shows_the_picture_and_the_link(client: Client, empty_library: Library, partner: Images) -> None:
    base = with_manifest(empty_library, partner)
    page = _page(client, empty_library.path("digital"))
    (image,) = page.select(".digital img")
    assert image["src"] == f"{base}/apercu" and "Le Livre des quais" in image["alt"]
    assert page.select(f'.digital a[href="{partner.base}/doc"]')
    assert partner.asked == [], "a notice's page waits for nobody"
    answer = client.get(image["src"])
    assert (answer.status_code, answer["Content-Type"], size(answer.content)) == (200, "image/jpeg", (WIDTH, HEIGHT))
    assert answer["X-Content-Type-Options"] == "nosniff" and "max-age=86400" in answer["Cache-Control"] and not answer.cookies


def test_every_button_that_needs_a_script_is_hidden_until_one_runs(client: Client, empty_library: Library, partner: Images) -> None:
    with_manifest(empty_library, partner)
    page = _page(client, empty_library.path("digital"))
    assert all(button.find_parent(hidden=True) or button.has_attr("hidden") for button in some(page.select(".viewer button")))


def test_where_the_viewer_was_not_fetched_the_picture_stands_alone(
    client: Client, empty_library: Library, partner: Images, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tags, "_fetched", lambda: False)
    with_manifest(empty_library, partner)
    page = _page(client, empty_library.path("digital"))
    assert page.select(".viewer img") and not page.select(".viewer button, [data-program]")


def test_the_pages_of_a_manifest_of_version_3_are_given_under_our_addresses(
    client: Client, empty_library: Library, partner: Images
) -> None:
    base = with_manifest(empty_library, partner)
    told = client.get(f"{base}/pages").json()
    assert told["statement"] == "Bibliothèque du test"
    assert [(one["label"], one["tiles"]) for one in told["pages"]] == [(f"f. {at + 1}", f"{base}/{at}/info.json") for at in (0, 1)]
    info = client.get(f"{base}/1/info.json").json()
    assert (info["id"], info["width"], info["height"]) == (f"{base}/1", WIDTH, HEIGHT)
    tile = client.get(f"{base}/1/512,0,388,512/388,512/0/default.jpg")
    assert (tile.status_code, size(tile.content)) == (200, (388, 512))
    names = [one.pop("canvas") for one in told["pages"]]  # what a link may name a page by; nobody asks for anything there
    assert names == [{"id": f"{partner.base}/canvas/{at}", "width": 0, "height": 0} for at in (1, 2)]
    assert partner.base not in json.dumps([told, info])


def test_a_manifest_of_version_2_without_tiles_gives_its_picture(client: Client, empty_library: Library, partner: Images) -> None:
    record = recorded(empty_library, url=f"{partner.base}/doc", manifest=f"{partner.base}/2/manifest")
    base = copy_path(record)
    keep = f"{base}/0/telecharger"
    assert client.get(f"{base}/pages").json()["pages"] == [{"label": "p. 1", "image": f"{base}/0/image", "taken_away": keep}]
    assert client.get(f"{base}/0/vignette").status_code == 404, "no small picture is made of one that is given whole only"
    assert size(client.get(keep).content) == (600, 800)
    for name in ("0/image", "apercu", "vignette"):
        assert size(client.get(f"{base}/{name}").content) == (600, 800)


def test_a_page_is_small_in_the_strip_and_whole_for_a_reader_who_keeps_it(client: Client, empty_library: Library, partner: Images) -> None:
    base = with_manifest(empty_library, partner)
    second = client.get(f"{base}/pages").json()["pages"][1]
    small, kept = client.get(second["small"]), client.get(second["taken_away"])
    assert size(small.content)[0] < 300 and size(kept.content) == (WIDTH, HEIGHT)
    name = f"{empty_library.path('digital').rpartition('/')[2]}-2.jpg"
    assert kept["Content-Disposition"] == f'attachment; filename="{name}"'


def test_a_map_is_enlarged_and_a_book_is_leafed_through(client: Client, empty_library: Library, partner: Images) -> None:
    for kind, words in (("map", "Agrandir l’image"), ("book", "Feuilleter et agrandir")):
        copy = DigitalCopy(url=f"{partner.base}/doc", manifest=f"{partner.base}/3/manifest")
        empty_library.add(Description(identifier=kind, document_type=kind, titles=(Title(value=kind),), digital_copies=(copy,)))
        page = _page(client, empty_library.path(kind))
        assert _text(page.select_one(".viewer-open")) == words
        assert page.select(f'.viewer a.iiif[href="{partner.base}/3/manifest"]')


def test_a_copy_that_is_a_picture_is_shown_without_a_manifest(client: Client, empty_library: Library, partner: Images) -> None:
    record = recorded(empty_library, url=f"{partner.base}/page.jpg")
    assert size(client.get(f"{copy_path(record)}/apercu").content) == (600, 800)
    assert len(client.get(f"{copy_path(record)}/pages").json()["pages"]) == 1


def test_a_copy_that_is_only_a_page_elsewhere_stays_a_link(client: Client, empty_library: Library, partner: Images) -> None:
    record = recorded(empty_library, url=f"{partner.base}/doc")
    assert not _page(client, empty_library.path("digital")).select(".viewer")
    assert client.get(f"{copy_path(record)}/apercu").status_code == 404 and partner.asked == []


@pytest.mark.parametrize(
    "path",
    [
        "x/apercu", "/999999999999999999999/pages", "/7/info.json", "/0/0,0,511,512/511,512/0/default.jpg",
        "/0/full/9999,9999/0/default.jpg", "/0/0,0,512,512/pct:50/0/default.jpg", "/0/full/max/90/default.jpg", "/9/image",
        "/https:%2F%2Felsewhere.example/image",
    ],
)  # fmt: skip
def test_what_no_record_and_no_manifest_names_is_refused(client: Client, empty_library: Library, partner: Images, path: str) -> None:
    base = with_manifest(empty_library, partner)
    assert client.get(f"{base}{path}").status_code == 404
    assert set(partner.asked) <= {"/3/manifest", "/image/1/info.json"}


def test_unknown_and_withdrawn_records_give_nothing(client: Client, empty_library: Library, partner: Images) -> None:
    assert client.get(f"/numerisation/{2**70}/0/apercu").status_code == 404
    base = with_manifest(empty_library, partner)
    Record.objects.update(state=Record.State.TOMBSTONE)
    assert client.get(f"{base}/apercu").status_code == 404 and partner.asked == []


def test_this_very_machine_is_refused_unless_it_is_allowed(client: Client, empty_library: Library, partner: Images, settings: Any) -> None:
    settings.HARVEST_ALLOW_LOOPBACK = False
    base = with_manifest(empty_library, partner)
    for name in ("apercu", "vignette", "pages"):
        assert client.get(f"{base}/{name}").status_code == 502
    assert partner.asked == []


def test_who_finds_a_crowd_is_told_when_to_ask_again(
    client: Client, empty_library: Library, partner: Images, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = with_manifest(empty_library, partner)
    monkeypatch.setattr(fetching._TURNS, "of", lambda host: nullcontext(False))
    answer = client.get(f"{base}/pages")
    assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (503, "2", "no-store")
    assert answer.json()["reason"] == "crowded" and partner.asked == []


@pytest.mark.parametrize(
    "address", ["http://10.0.0.1/a.jpg", "http://169.254.169.254/a.jpg", "http://[::1]/a.jpg", "https://u:p@127.0.0.1/a.jpg"]
)
def test_private_addresses_are_never_asked(client: Client, empty_library: Library, partner: Images, settings: Any, address: str) -> None:
    settings.HARVEST_ALLOW_LOOPBACK = False
    record = recorded(empty_library, url=address)
    assert client.get(f"{copy_path(record)}/apercu").status_code == 502


def test_a_manifest_cannot_lead_to_a_private_address(client: Client, empty_library: Library, partner: Images) -> None:
    kind, body = partner.served["/2/manifest"]
    partner.served["/2/manifest"] = (kind, body.replace(f"{partner.base}/page.jpg".encode(), b"http://192.168.0.1/page.jpg"))
    record = recorded(empty_library, url=f"{partner.base}/doc", manifest=f"{partner.base}/2/manifest")
    assert client.get(f"{copy_path(record)}/0/image").status_code == 502


@pytest.mark.parametrize("name", ["vignette", "couverture", "couverture-double"])
def test_in_a_list_the_typographic_cover_stands_for_a_picture_that_does_not_come(
    client: Client, empty_library: Library, partner: Images, name: str
) -> None:
    record = recorded(empty_library, url=f"{partner.base}/nothing.jpg")
    answer = client.get(f"{copy_path(record)}/{name}")
    assert (answer.status_code, answer["Content-Type"], answer["Cache-Control"]) == (502, "image/svg+xml", "no-store")
    words = etree.fromstring(answer.content).itertext()
    assert record.as_description.title.split()[0] in " ".join(words)
    assert "ne répond pas" not in answer.content.decode()


def test_when_the_manifest_is_silent_the_thumbnail_still_shows(client: Client, empty_library: Library, partner: Images) -> None:
    record = recorded(
        empty_library, url=f"{partner.base}/doc", manifest=f"{partner.base}/gone/manifest", thumbnail=f"{partner.base}/thumbnail.jpg"
    )
    assert size(client.get(f"{copy_path(record)}/apercu").content) == (200, 290)


def test_a_partner_is_asked_once_and_serves_from_the_disk_when_it_is_gone(
    client: Client, empty_library: Library, partner: Images, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = with_manifest(empty_library, partner)
    first = client.get(f"{base}/apercu").content
    count = len(partner.asked)
    assert client.get(f"{base}/apercu").content == first and len(partner.asked) == count
    monkeypatch.setattr(KeptFiles, "get", lambda self, key, real=KeptFiles.get: (kept := real(self, key)) and kept._replace(age=1e9))
    partner.served.clear()
    assert client.get(f"{base}/apercu").content == first, "stale is better than nothing"
    assert len(partner.asked) > count


def test_a_partner_that_does_not_answer_is_left_alone_for_a_while(
    client: Client, empty_library: Library, partner: Images, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    real = fetching._get
    monkeypatch.setattr(fetching, "_get", lambda address, kind: asked.append(address) or real(address, kind=kind))
    partner.server_close()
    record = recorded(empty_library, url="http://127.0.0.1:9/page.jpg")
    for _ in range(3):
        assert client.get(f"{copy_path(record)}/apercu").status_code == 502
    assert len(asked) == 1


def test_english_readers_are_told_in_english(client: Client, empty_library: Library, partner: Images) -> None:
    record = recorded(empty_library, url=f"{partner.base}/nothing.jpg")
    told = sentences(client.get(f"/en{copy_path(record)}/apercu").content)
    assert "The demonstration’s server has nothing at this address any more." in told
    assert "First page of the digital copy" in str(_page(client, f"/en{empty_library.path('digital')}").select(".viewer")[0])
    assert "Image donnée par le serveur de la démonstration." in _text(_page(client, empty_library.path("digital")).select("figcaption")[0])


@pytest.mark.parametrize("demonstrated", [("cp-crest", 3), ("urfe-astree-1607", 2)])
def test_the_demonstrations_own_partners_are_shown_in_both_versions(
    client: Client, empty_library: Library, settings: Any, tmp_path: Path, demonstrated: tuple[str, int]
) -> None:
    slug, version = demonstrated
    settings.VAR_DIR = tmp_path / "var"
    with demonstrating(folder=tmp_path / "pictures") as server:
        here = f"{server.address}/iiif/{slug}"
        assert manifests.version(next(one for one in all_notices() if one.slug == slug)) == version
        record = recorded(
            empty_library, url=f"{server.address}/document/{slug}", manifest=f"{here}/manifest", thumbnail=f"{here}/thumbnail.jpg"
        )
        base = copy_path(record)
        assert "Reconstitution de démonstration" in client.get(f"{base}/pages").json()["statement"]
        told = client.get(f"{base}/0/info.json").json()
        for factor in some(told["tiles"][0]["scaleFactors"]):
            wide, tall = min(512 * factor, told["width"]), min(512 * factor, told["height"])
            cut = (-(-wide // factor), -(-tall // factor))
            region = "full" if (wide, tall) == (told["width"], told["height"]) else f"0,0,{wide},{tall}"
            tile = client.get(f"{base}/0/{region}/{cut[0]},{cut[1]}/0/default.jpg")
            assert (tile.status_code, size(tile.content)) == (200, cut), region
        assert size(client.get(f"{base}/apercu").content)[0] >= 600
        assert max(size(client.get(f"{base}/vignette").content)) < 600
    MANNERS.forget(f"127.0.0.1:{server.server_address[1]}")


FORMER = ("apercu", "couverture", "couverture-double", "vignette", "pages", "0/info.json", "0/image", "0/0,0,512,512/512,512/0/default.jpg")


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("part", FORMER)
def test_the_address_that_a_copy_had_by_its_place_leads_to_it(
    client: Client, empty_library: Library, partner: Images, part: str, language: str
) -> None:
    base, number = with_manifest(empty_library, partner), empty_library.records["digital"].pk
    answer = client.get(f"{language}/numerisation/{number}/0/{part}")
    assert (answer.status_code, answer["Location"]) == (301, f"{language}{base}/{part}")
    assert client.get(f"{language}/numerisation/{number}/1/{part}").status_code == 404
    assert client.get(f"{language}/numerisation/notice-{number}/{base.split('/')[-1]}/{part}")["Location"] == f"{language}{base}/{part}"
    assert partner.asked == []


def test_a_copy_keeps_its_address_when_the_list_comes_in_another_order(client: Client, empty_library: Library, partner: Images) -> None:
    copies = (DigitalCopy(url=f"{partner.base}/page.jpg"), DigitalCopy(url=f"{partner.base}/doc", manifest=f"{partner.base}/3/manifest"))
    record = empty_library.add(Description(identifier="two", titles=(Title(value="Deux"),), digital_copies=copies))
    before = [copy_path(record, place) for place in (0, 1)]
    record.description = to_dict(replace(record.as_description, digital_copies=(DigitalCopy(url="https://x.example/"), *reversed(copies))))
    record.save()
    assert [copy_path(record, place) for place in (2, 1)] == before
    assert [len(client.get(f"{base}/pages").json()["pages"]) for base in before] == [1, 2]


def test_a_copy_of_a_notice_that_another_replaces_is_looked_for_there(client: Client, empty_library: Library, partner: Images) -> None:
    base, old = with_manifest(empty_library, partner), empty_library.add(Description(identifier="old", titles=(Title(value="Double"),)))
    arks.replace(empty_library.arks["old"], by=empty_library.arks["digital"])
    asked = base.replace(empty_library.arks["digital"], empty_library.arks["old"])
    assert client.get(f"{asked}/0/info.json")["Location"] == f"{base}/0/info.json" and notice_path(old)
