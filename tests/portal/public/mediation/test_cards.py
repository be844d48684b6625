"""What other sites show of a link to a page of ours: its title, a sentence, a picture, from this very site."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from catalogue.models import Institution
from portal.pages.mediation import Exhibition, LearningPath
from tests.portal import deposited
from tests.portal.conftest import Library
from tests.portal.public import samples
from tests.portal.public.digital.partner_images import Images, size
from tests.portal.public.mediation.made import DIGITISED, block, digitised, exhibition, make, path, picture
from tests.portal.public.mediation.test_pages import address
from tests.portal.public.reading import page as read

SITE = "https://traboule.example"


@pytest.fixture(autouse=True)
def under_its_name(settings: Any) -> None:
    """The site has a public name, whatever name a request bears."""
    settings.SITE_URL = SITE


def card(page: BeautifulSoup) -> dict[str, str]:
    """Each property once: those who read them disagree on which of two counts."""
    found = page.select('meta[property^="og:"], meta[name^="twitter:"], meta[name="description"]')
    names = [str(one.get("property") or one["name"]) for one in found]
    assert len(names) == len(set(names))
    return {name: str(one["content"]) for name, one in zip(names, found, strict=True)}


def is_open_to_robots(client: Client, where: str) -> bool:
    """By the longest rule that matches (RFC 9309 §2.2.2)."""
    lines = client.get("/robots.txt").content.decode().splitlines()
    rules = [line.split(": ", 1) for line in lines if line.startswith(("Allow: ", "Disallow: "))]
    matching = [(len(path), rule) for rule, path in rules if re.match(re.escape(path).replace(r"\*", ".*"), where)]
    return max(matching)[1] == "Allow"


def shown_picture(client: Client, told: dict[str, str], *, kind: str = "image/jpeg") -> bytes:
    """The picture of a card, as the robot of another site fetches it."""
    address = urlsplit(told["og:image"])
    assert f"{address.scheme}://{address.netloc}" == SITE
    assert is_open_to_robots(client, address.path)
    given = client.get(address.path)
    assert (given.status_code, given["Content-Type"]) == (200, kind)
    return given.content


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("made_by", [exhibition, path])
def test_an_exhibition_and_a_path_show_their_title_their_summary_and_a_picture(
    client: Client, library: Library, partner: Images, drawn: None, *, made_by: Any, language: str
) -> None:
    where = address(made_by(library, f"{partner.base}/3/manifest", title="Délie & ses « libraires »", summary="Un <livre>, une ville."))
    told = card(read(client, f"{language}{where}"))
    assert told["og:title"] == "Délie & ses « libraires »"
    assert told["description"] == told["og:description"] == "Un <livre>, une ville."
    assert told["og:url"] == f"{SITE}{where}"
    assert told["og:type"] == "article"
    assert told["og:locale"] == ("en_GB" if language else "fr_FR")
    assert told["twitter:card"] == "summary_large_image"
    assert told["og:image:alt"] == "Délie, objet de plus haute vertu"
    wide, tall = size(shown_picture(client, told))
    assert wide >= 300 and tall >= 157  # what a large card asks for


@pytest.mark.parametrize("language", ["", "/en"])
def test_a_notice_shows_its_title_its_imprint_and_its_first_page(client: Client, library: Library, partner: Images, language: str) -> None:
    where = f"{language}/ark:/{digitised(library, f'{partner.base}/3/manifest')}"
    told = card(read(client, where))
    assert told["og:title"] == "Délie, objet de plus haute vertu"
    assert "Scève, Maurice. Lyon" in told["og:description"]
    assert (told["og:url"], told["twitter:card"]) == (f"{SITE}{where}", "summary_large_image")
    assert shown_picture(client, told)


def test_a_notice_shows_the_album_that_its_library_deposited(
    client: Client, library: Library, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path
) -> None:
    deposited.at_hand(monkeypatch, settings, tmp_path)
    ark = library.arks["rich"]
    deposited.shown(Institution.objects.get(isil__endswith=samples.LYON), ark, (900, 600))
    told = card(read(client, f"/ark:/{ark}"))
    assert told["twitter:card"] == "summary_large_image"
    assert told["og:image"].startswith(f"{SITE}/")
    assert is_open_to_robots(client, urlsplit(told["og:image"]).path)


@pytest.mark.parametrize("model", [Exhibition, LearningPath])
def test_a_page_without_picture_has_one_drawn(client: Client, library: Library, model: Any) -> None:
    told = card(read(client, address(make(model, [block("notice", title="", ark=library.arks["rich"], text="")]))))
    assert told["twitter:card"] == "summary_large_image"
    wide, tall = size(shown_picture(client, told, kind="image/png"))
    assert [str(wide), str(tall)] == [told["og:image:width"], told["og:image:height"]]
    notice = card(read(client, f"/ark:/{library.arks['rich']}"))
    assert notice["og:image:alt"] == notice["og:title"] and shown_picture(client, notice, kind="image/png")


def test_a_picture_that_may_not_be_shown_is_on_no_card(client: Client, library: Library, partner: Images) -> None:
    ark = digitised(library, f"{partner.base}/3/manifest", rights="Tous droits réservés")
    told = card(read(client, address(make(Exhibition, [block("notice", title="", ark=ark, text="")]))))
    assert urlsplit(told["og:image"]).path.startswith("/carte/") and partner.base not in str(told)


def test_a_page_and_its_card_ask_no_other_site(client: Client, library: Library, partner: Images) -> None:
    made = make(LearningPath, [block("detail", title="", picture=picture(digitised(library, f"{partner.base}/3/manifest")), text="")])
    for where in (address(made), f"/ark:/{library.arks[DIGITISED]}"):
        shown = read(client, where)
        asked = [
            one.get("src") or one.get("href") for one in shown.select("img, script[src], iframe, link[rel=stylesheet], link[rel=icon]")
        ]
        assert asked
        assert [one for one in asked if one and urlsplit(one).netloc] == []
        assert partner.base not in str(card(shown))
