"""Does a visit sheet begun before arks, or a page open since then, still serve?"""

from __future__ import annotations

from django.core.signing import Signer
from django.test import Client
from django.utils.http import int_to_base36

from catalogue.services import arks
from portal.public.visit import basket as baskets
from tests.catalogue.citations import parsers
from tests.portal.conftest import Library
from tests.portal.public.reading import page as _page
from tests.portal.public.reading import text
from tests.portal.public.visit.test_basket import LYON, OURS, SHEET, _add


def _with_a_former_cookie(client: Client, *entries: str) -> None:
    """The browser carries what the release before arks wrote: numbers to the base 36, each with the letters of its library."""
    client.cookies[baskets.COOKIE] = Signer(salt="portal.public.visit.basket").sign(".".join(entries))


def test_a_sheet_begun_before_arks_opens_and_goes_on(client: Client, library: Library) -> None:
    numbers = {name: int_to_base36(library.records[name].pk) for name in ("rich", "rtl")}
    _with_a_former_cookie(client, f"{numbers['rich']}-{LYON}", numbers["rtl"], int_to_base36(987654321))
    shown = _page(client, SHEET)
    assert "Rés 317 042" in text(shown) and "Ms hébreu 14" in text(shown) and "Notice 987654321" in text(shown)
    assert len(parsers.ris(client.get(f"{SHEET}/citer/ris").content.decode())) == 2
    _add(client, library, "long")
    kept = Signer(salt="portal.public.visit.basket").unsign(client.cookies[baskets.COOKIE].value).split(".")
    assert [entry.partition("-")[0].replace("_", "/") for entry in kept] == [
        library.arks["rich"], library.arks["rtl"], int_to_base36(987654321), library.arks["long"],
    ]  # fmt: skip
    for former in (f"{numbers['rich']}-{LYON}", int_to_base36(987654321)):
        client.post(SHEET, {"retirer": former}, **OURS)
    assert len(_page(client, SHEET).select(".asked li")) == 2


def test_a_page_left_open_since_before_arks_still_puts_aside(client: Client, library: Library) -> None:
    posted = {"ajouter": library.records["rich"].pk, "ou": LYON}
    assert client.post(SHEET, posted, **OURS)["Location"].startswith(f"{SHEET}?ajoute=")
    assert "Rés 317 042" in text(_page(client, SHEET))


def test_what_another_notice_replaces_is_on_the_sheet_under_it(client: Client, library: Library) -> None:
    _add(client, library, "long")
    arks.replace(library.arks["long"], by=library.arks["rtl"])
    shown = _page(client, SHEET)
    assert "Ms hébreu 14" in text(shown) and f'href="{library.path("rtl")}"' in str(shown)
