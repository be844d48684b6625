"""Pictures that a library deposited, as viewers anywhere and our own are given them: manifest, tiles, what is said once they are gone."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from msgspec.structs import replace
from PIL import Image

from catalogue.core.description import DigitalCopy, Title
from catalogue.core.keys import Kind
from catalogue.core.serialization import to_json
from catalogue.formats.iiif.image import read_info
from catalogue.formats.iiif.manifest import read_manifest
from catalogue.models import Deposit, DepositView, Institution, Mark
from catalogue.pictures.layout import Layout
from catalogue.selectors.feeds.notices import NoticeDocuments
from catalogue.services import arks
from catalogue.services.deposits import making, showing
from catalogue.services.deposits.showing import Arranged
from portal.public import addresses
from tests.judged.json_schema import faults
from tests.portal import deposited
from tests.portal.conftest import Library
from tests.portal.public import samples
from tests.portal.public.reading import page
from tests.portal.public.test_fonds import path_of, written


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    deposited.at_hand(monkeypatch, settings, tmp_path)


@pytest.fixture
def lyon(library: Library) -> Institution:
    return Institution.objects.get(isil=f"FR-{samples.LYON}")


@pytest.fixture
def album(library: Library, lyon: Institution) -> Deposit:
    return deposited.shown(lyon, library.arks["rich"], (1300, 900), (60, 90), rights="by", credit="Photographies de Mme Durand")


def manifest(client: Client, deposit: Deposit) -> dict[str, Any]:
    answer = client.get(addresses.deposited("manifest", deposit.pk))
    assert answer.status_code == 200 and answer["Content-Type"].startswith("application/ld+json;profile=")
    assert answer["Access-Control-Allow-Origin"] == "*" and answer["ETag"]
    made: dict[str, Any] = json.loads(answer.content)
    return made


def test_a_manifest_says_what_it_is_who_gives_it_and_under_which_rights(client: Client, library: Library, album: Deposit) -> None:
    told = manifest(client, album)
    assert told["id"] == f"http://testserver/iiif/{album.pk}/manifest.json" and told["label"] == {"none": ["Album de la Croix-Rousse"]}
    assert told["rights"] == "http://creativecommons.org/licenses/by/4.0/"
    statement = "Bibliothèque municipale de Lyon – CC BY 4.0 – Photographies de Mme Durand"
    assert told["requiredStatement"] == {
        "label": {"fr": ["Droits"], "en": ["Rights"]},
        "value": {"fr": [statement], "en": [statement]},
    }
    assert told["homepage"][0]["id"] == f"http://testserver{library.path('rich')}"
    provider = told["provider"][0]
    assert provider["label"] == {"none": ["Bibliothèque municipale de Lyon"]}
    assert client.get(provider["id"].removeprefix("http://testserver"), follow=True).status_code == 200


def test_order_labels_and_parts_are_those_of_the_librarian(client: Client, album: Deposit) -> None:
    first, second = album.views.order_by("place")
    showing.arrange(album, [Arranged(second.pk, 1, "Plat supérieur", "Reliure"), Arranged(first.pk, 2, "Page de titre", "Texte")])
    told = manifest(client, album)
    assert [canvas["label"]["none"] for canvas in told["items"]] == [["Plat supérieur"], ["Page de titre"]]
    assert [(part["label"], [one["id"] for one in part["items"]]) for part in told["structures"]] == [
        ({"none": ["Reliure"]}, [told["items"][0]["id"]]),
        ({"none": ["Texte"]}, [told["items"][1]["id"]]),
    ]
    read = read_manifest(json.dumps(told).encode())
    assert [page.label for page in read.pages] == ["Plat supérieur", "Page de titre"]
    assert all(page.service and page.version == 3 for page in read.pages)


def test_each_address_of_a_manifest_and_an_info_is_answered(client: Client, album: Deposit) -> None:
    asked = 0
    for canvas in manifest(client, album)["items"]:
        body = canvas["items"][0]["items"][0]["body"]
        for one in (body, canvas["thumbnail"][0]):
            answer = client.get(one["id"].removeprefix("http://testserver"))
            with Image.open(io.BytesIO(answer.content)) as image:
                assert image.size == (one["width"], one["height"]) and answer["Access-Control-Allow-Origin"] == "*"
                assert answer["Cache-Control"] == "public, max-age=86400" and answer["Content-Type"] == "image/jpeg"
        service = body["service"][0]["id"].removeprefix("http://testserver")
        assert client.get(service).url == f"{service}/info.json"
        info = client.get(f"{service}/info.json")
        assert info["Access-Control-Allow-Origin"] == "*" and read_info(info.content) is not None
        for part in Layout(canvas["width"], canvas["height"]).parts():
            asked += 1
            assert client.get(f"{service}/{part.name}").status_code == 200
        assert client.get(f"{service}/0,0,7,7/7,7/0/default.jpg").status_code == 404
    assert asked == 6


def test_a_tile_costs_one_statement(client: Client, album: Deposit, django_assert_num_queries: Any) -> None:
    view = album.views.order_by("place")[0]
    with django_assert_num_queries(1):
        assert client.get(addresses.of_deposited_view(album.pk, view.pk, "full/max/0/default.jpg")).status_code == 200


@pytest.mark.shared
def test_manifests_are_valid_by_the_schema_of_iiif(client: Client, album: Deposit, shared_data: Any) -> None:
    schema = json.loads((shared_data / "schemas/iiif/iiif_3_0.json").read_text(encoding="utf-8"))
    showing.arrange(album, [Arranged(album.views.order_by("place")[0].pk, 1, "Titre", "Texte")])
    told = manifest(client, album)
    assert faults(told, schema["classes"]["manifest"], schema) == []
    assert faults({**told, "rights": "libre"}, schema["classes"]["manifest"], schema)


def test_the_notice_shows_them_in_the_viewer_of_partners_pictures(client: Client, library: Library, album: Deposit) -> None:
    page = client.get(library.path("rich")).content.decode()
    pages = addresses.deposited("pages", album.pk)
    assert f'data-pages="{pages}"' in page and "Album de la Croix-Rousse" in page and "Photographies de Mme Durand" in page
    assert f'href="{addresses.deposited("manifest", album.pk)}"' in page and "js/viewer.js" in page
    listed = client.get(pages).json()
    assert "CC BY 4.0" in listed["statement"] and len(listed["pages"]) == 2
    for one in listed["pages"]:
        for told in ("tiles", "small", "taken_away"):
            assert client.get(one[told]).status_code == 200
        assert client.get(one["tiles"]).json()["id"] == one["tiles"].removesuffix("/ici.json")  # under any name of the site


def test_the_search_knows_that_there_is_something_to_see(library: Library, album: Deposit) -> None:
    assert Mark.objects.filter(kind=Kind.NOTICE, ids__contains=[library.records["rich"].pk]).exists()


def test_a_fonds_shows_its_own_and_has_them_in_its_collection(client: Client, lyon: Institution) -> None:
    fonds = written(lyon, "Livres de Portes")
    path = path_of(fonds)
    assert client.get(f"{path}/collection.json").status_code == 404
    deposit = deposited.shown(lyon, path, title="Le cartulaire")
    page = client.get(path).content.decode()
    assert f'data-pages="{addresses.deposited("pages", deposit.pk)}"' in page and f'href="{path}/collection.json"' in page
    items = client.get(f"{path}/collection.json").json()["items"]
    assert [item["id"] for item in items] == [f"http://testserver{addresses.deposited('manifest', deposit.pk)}"]


def test_what_is_being_prepared_is_nobodys_to_see(client: Client, library: Library, lyon: Institution) -> None:
    deposit = deposited.opened(lyon, library.arks["rich"])
    deposited.given(deposit, deposited.photograph())
    (view,) = deposited.made(deposit)
    assert view.state == DepositView.State.MADE
    for address in (
        addresses.deposited("manifest", deposit.pk),
        addresses.deposited("pages", deposit.pk),
        addresses.of_deposited_view(deposit.pk, view.pk, "info.json"),
        addresses.of_deposited_view(deposit.pk, view.pk, "full/max/0/default.jpg"),
    ):
        assert client.get(address).status_code == 404
    assert "Croix-Rousse" not in client.get(library.path("rich")).content.decode()


def test_what_was_removed_says_what_it_was_and_leaves_no_file(client: Client, library: Library, album: Deposit, tmp_path: Path) -> None:
    view = album.views.order_by("place")[0]
    showing.remove(album)
    making.tidy()
    for address in (
        addresses.deposited("manifest", album.pk),
        addresses.of_deposited_view(album.pk, view.pk, "info.json"),
        addresses.of_deposited_view(album.pk, view.pk, "full/max/0/default.jpg"),
    ):
        answer = client.get(address)
        told = answer.json()
        assert answer.status_code == 410 and answer["Access-Control-Allow-Origin"] == "*"
        assert (told["title"], told["provider"]) == ("Album de la Croix-Rousse", "Bibliothèque municipale de Lyon") and told["removed"]
    assert [path for path in (tmp_path / "media").rglob("*") if path.is_file()] == []
    assert "Croix-Rousse" not in client.get(library.path("rich")).content.decode()


def test_one_view_removed_is_gone_and_the_others_stay(client: Client, album: Deposit) -> None:
    view = album.views.order_by("place")[0]
    showing.remove_view(view)
    assert len(manifest(client, album)["items"]) == 1
    assert client.get(addresses.of_deposited_view(album.pk, view.pk, "info.json")).status_code == 410


def test_pictures_follow_the_notice_that_stands_for_theirs(client: Client, library: Library, album: Deposit) -> None:
    arks.replace(library.arks["rich"], by=library.arks["bare"])
    page = client.get(library.path("bare")).content.decode()
    assert addresses.deposited("pages", album.pk) in page


def test_files_are_asked_for_by_these_addresses_alone(client: Client, album: Deposit, tmp_path: Path) -> None:
    names = [path.relative_to(tmp_path / "media").as_posix() for path in (tmp_path / "media").rglob("*.jpg")]
    assert names and all(client.get(f"/media/{name}").status_code == 404 for name in names)


def test_a_lost_file_is_said_to_be_away_for_the_moment(client: Client, album: Deposit, settings: Any, tmp_path: Path) -> None:
    view = album.views.order_by("place")[0]
    settings.MEDIA_ROOT = str(tmp_path / "elsewhere")
    answer = client.get(addresses.of_deposited_view(album.pk, view.pk, "full/max/0/default.jpg"))
    assert answer.status_code == 503 and answer["Retry-After"] and answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/iiif/x/manifest.json", "/iiif/00000000-0000-0000-0000-000000000000/manifest.json", "/iiif/%00/pages"])
def test_nothing_else_is_there(client: Client, db: None, path: str) -> None:
    assert client.get(path).status_code == 404


def pictured(client: Client, library: Library, address: str) -> list[str]:
    """The addresses of the pictures of a list, once the index knows what is shown."""
    library.index()
    return [str(image["src"]) for image in page(client, address).select(".hit img, .plate img, .brief img")]


@pytest.mark.parametrize("address", ["/recherche?q=", "/recherche?q=&vue=galerie"])
def test_a_notice_is_seen_in_lists_by_the_first_picture_that_its_library_gave(
    client: Client, library: Library, lyon: Institution, address: str
) -> None:
    given = deposited.shown(lyon, library.arks["bare"], (1300, 900), (60, 90))
    later = deposited.shown(lyon, library.arks["bare"])
    path = addresses.deposited("front", given.pk)
    assert path in pictured(client, library, address) and addresses.deposited("front", later.pk) not in pictured(client, library, address)
    answer = client.get(path)
    shown = Image.open(io.BytesIO(answer.content))
    assert answer["Content-Type"] == "image/jpeg" and shown.width < 700 and shown.width > shown.height
    first, second = given.views.order_by("place")
    showing.arrange(given, [Arranged(second.pk, 1, "", ""), Arranged(first.pk, 2, "", "")])
    assert Image.open(io.BytesIO(client.get(path).content)).size == (60, 90)
    showing.hide(given)
    assert client.get(path).status_code == 404 and path not in pictured(client, library, address)
    showing.show(given)
    showing.remove(given)
    assert client.get(path).status_code == 410 and path not in pictured(client, library, address)


def test_a_picture_of_a_list_that_the_storage_lost_is_told_for_the_moment(client: Client, album: Deposit, settings: Any) -> None:
    settings.MEDIA_ROOT = f"{settings.MEDIA_ROOT}-elsewhere"
    assert client.get(addresses.deposited("front", album.pk)).status_code == 503
    assert client.get(addresses.deposited("front", Deposit().pk)).status_code == 404


def test_a_digital_copy_of_its_own_is_shown_before_pictures_that_were_deposited(
    client: Client, library: Library, lyon: Institution
) -> None:
    copy = DigitalCopy(url="https://numerique.example/1", thumbnail="https://numerique.example/1.jpg")
    library.add(replace(samples.NO_DATE, identifier="both", titles=(Title(value="Vue du pont de pierre"),), digital_copies=(copy,)))
    given = deposited.shown(lyon, library.arks["both"])
    (shown,) = pictured(client, library, "/recherche?q=pierre")
    assert shown != addresses.deposited("front", given.pk) and "/numerisation/" in shown


def test_the_index_knows_the_pictures_of_each_record_of_an_edition(library: Library, lyon: Institution) -> None:
    given = deposited.shown(lyon, library.arks["bare"])
    bare, long = library.records["bare"], library.records["long"]
    told = {record.pk: to_json(record.as_description).decode() for record in (bare, long)}
    rows = [
        (long.pk, long.source_id, told[long.pk], 0, library.arks["long"], ((bare.pk, bare.source_id, told[bare.pk]),)),
        (long.pk, long.source_id, told[long.pk], 0, library.arks["long"], ()),
    ]
    together, alone = NoticeDocuments().of_rows(rows)
    assert together.display.get("deposit") == str(given.pk) and "deposit" not in alone.display
