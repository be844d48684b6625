"""Pictures that a library deposited itself, in exhibitions and paths: shown, cut, credited, taken away, as those of partners are."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from catalogue.models import Deposit, Institution
from portal.pages.checking import problems
from portal.pages.mediation import Exhibition
from portal.pages.reading import pieces
from portal.pages.selectors import ark_of
from portal.public import addresses
from portal.public.templatetags import digital as tags
from tests.portal import deposited
from tests.portal.conftest import Library
from tests.portal.public import samples
from tests.portal.public.browsing import Reader
from tests.portal.public.mediation.made import PART, block, listed, make, picture
from tests.portal.public.reading import page as _page

SIZE, HALF = (1500, 1000), (750, 500)
Album = Callable[..., str]


@pytest.fixture
def deposit(library: Library, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Album:
    """Deposits one view of 1500 by 1000 pixels under some rights; gives the ark of its record."""
    deposited.at_hand(monkeypatch, settings, tmp_path)
    ark = library.arks[next(name for name, record in library.records.items() if not record.as_description.digital_copies)]

    def put(rights: str) -> str:
        deposited.shown(Institution.objects.get(isil__endswith=samples.LYON), ark, SIZE, rights=rights, credit="Fonds Sylvestre")
        return ark

    return put


@pytest.fixture
def album(deposit: Album) -> str:
    """Of the public domain."""
    return deposit("pdm")


def exhibition(ark: str, **more: Any) -> Exhibition:
    story = block("story", title="De près", picture=picture(ark, **more), stages=listed({"title": "Un coin", "region": PART, "text": ""}))
    made: Exhibition = make(Exhibition, [block("detail", title="Vue", picture=picture(ark, region=PART, **more), text=""), story])
    return made


def size(client: Client, address: str) -> tuple[int, int]:
    answer = client.get(address)
    assert answer.status_code == 200 and answer["Content-Type"] == "image/jpeg", address
    return Image.open(BytesIO(answer.content)).size


def path_of(page: Exhibition) -> str:
    return addresses.of_ark(ark_of(page))


def test_it_is_published_shown_and_cut_with_its_credit(client: Client, album: str) -> None:
    shown = _page(client, path_of(exhibition(album)))
    part, whole, stage = [one["src"] for one in shown.select(".piece img")]
    assert size(client, part) == (750, 300) and part == stage
    assert size(client, whole) == HALF, "as large as it stands among texts"
    credit = " ".join(shown.select_one(".piece figcaption").get_text().split())
    assert "Domaine public" in credit and "Fonds Sylvestre" in credit
    assert client.get(re.sub("[0-9a-f]{16}$", "0" * 16, part)).status_code == 404, "nobody else chooses what is cut"
    assert client.get(part.replace("10,20", "0,0")).status_code == 404


def test_it_is_taken_away_in_one_file_and_in_a_manifest(client: Client, album: str) -> None:
    ark = ark_of(exhibition(album))
    alone = client.get(reverse("public:mediation_alone", args=[ark])).content.decode()
    inside = [base64.b64decode(unquote(found)) for found in re.findall(r"data:image/jpeg;base64,([^\"']+)", alone)]
    assert [Image.open(BytesIO(one)).size for one in inside] == [(750, 300), HALF, (750, 300)]
    told = json.loads(client.get(reverse("public:mediation_manifest", args=[ark])).content)
    (canvas,) = told["items"]
    body = canvas["items"][0]["items"][0]["body"]
    assert (canvas["width"], canvas["height"]) == SIZE and body["id"].startswith("http://testserver/iiif/")
    assert client.get(body["id"].removeprefix("http://testserver")).status_code == 200


def test_a_page_that_the_deposit_does_not_have_gives_its_place_to_the_record(client: Client, album: str) -> None:
    assert not _page(client, path_of(exhibition(album, page=7))).select(".piece img[src*='/iiif/'][src*='detail']")


@pytest.mark.parametrize(("rights", "said"), [("pdm", ""), ("by-nc-nd", "d’en montrer une partie"), ("inc", "de la montrer ici")])
def test_the_rights_that_the_library_gave_are_kept(deposit: Album, rights: str, said: str) -> None:
    part = picture(deposit(rights), region=PART)
    page = make(Exhibition, [block("detail", title="Vue", picture=part, text="")], publish=False)
    told = [str(one) for one in problems(page.summary, pieces(page.body), page.facts)]
    assert [said in one for one in told] == ([True] if said else [])


def test_a_page_costs_as_many_statements_however_many_deposits_it_names(
    client: Client, album: str, django_assert_max_num_queries: Any
) -> None:
    page = make(Exhibition, [block("detail", title=f"{number}", picture=picture(album), text="") for number in range(20)])
    address = path_of(page)
    client.get(address)
    with django_assert_max_num_queries(16):
        assert len(_page(client, address).select(".piece img")) == 20


def followed(client: Client, where: str) -> tuple[str, dict[str, Any]]:
    """The page that a link leads to, and the view that it carries."""
    answer = client.get(where)
    assert answer.status_code == 302
    parts = urlsplit(answer.url)
    (text,) = parse_qs(parts.query)["iiif-content"]
    shown = client.get(answer.url).content.decode()
    assert f'id="{parts.fragment}"' in shown and "js/viewer.js" in shown
    state: dict[str, Any] = json.loads(unquote(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode()))
    return parts.path, state


def test_one_looks_closely_at_the_very_part_that_is_told(client: Client, album: str) -> None:
    shown = _page(client, path_of(exhibition(album)))
    links = [str(link["href"]) for link in shown.select(".piece .closely")]
    assert len(links) == 3
    (where, part), (_, whole), (_, stage) = (followed(client, link) for link in links)
    assert where == addresses.of_ark(album) and part == stage
    manifest = json.loads(client.get(whole["target"]["partOf"][0]["id"].removeprefix("http://testserver")).content)
    assert whole["target"]["id"] == manifest["items"][0]["id"] and manifest["id"] == whole["target"]["partOf"][0]["id"]
    assert part["target"]["id"] == f"{whole['target']['id']}#xywh=150,200,750,300"
    answer = client.get(urlsplit(part["id"]).path)
    assert answer.json() == part and answer["Access-Control-Allow-Origin"] == "*"
    for region in ("x", "1,2,3", "10,20,95,30", "nan,0,5,5", "0" * 400):
        assert client.get(links[1].replace("entier", region)).status_code == 404
    Deposit.objects.update(state=Deposit.State.REMOVED, removed_at=timezone.now())
    assert client.get(links[0]).status_code == 410


@pytest.mark.browser
def test_the_viewer_opens_there(reader: Callable[..., Reader], client: Client, album: str) -> None:
    if not tags._fetched():
        pytest.skip("the viewer was not fetched (make setup)")
    closely = _page(client, path_of(exhibition(album))).select_one(".piece .closely")
    assert closely
    visit = reader(width=360)
    page = visit.open(client.get(str(closely["href"])).url)
    page.wait_for_selector('.viewer[data-state="open"]', timeout=90_000)
    page.wait_for_selector(".viewer-said:empty", state="attached", timeout=90_000)
    assert not visit.complaints
