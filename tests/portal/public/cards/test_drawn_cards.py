"""The card drawn for a page without a picture: what it says, of which pages, that nobody else's words are drawn, that it is drawn once."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from catalogue.selectors import institutions
from portal.costs import of_the_portal
from portal.public.cards import drawing, views
from portal.public.cards import type as typeface
from portal.public.door.backend import Plain
from portal.shown import card as shown
from portal.shown.card import Card
from tests.portal.conftest import Library
from tests.portal.public import samples
from tests.portal.public.reading import page as read

TAGLINE = "le patrimoine écrit en Auvergne-Rhône-Alpes"
PLAIN = Card("fr", "Livre", "Délie", "Lyon")


def address(**words: str) -> str:
    return shown.path(PLAIN._replace(**words))


def words_of(path: str) -> Card | None:
    told, seal = path.removeprefix("/carte/").removesuffix(".png").split("/")
    return shown.read(told, seal)


def drawn(card: Card) -> Image.Image:
    return Image.open(BytesIO(drawing.draw(card, tagline=TAGLINE))).convert("RGB")


def dark(picture: Image.Image, box: tuple[int, int, int, int]) -> tuple[int, int, int, int] | None:
    """Where ink stands within a box, None where nowhere."""
    return picture.crop(box).convert("L").point([255 if value < 120 else 0 for value in range(256)]).getbbox()


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[Card]:
    """The cards that are drawn from now on."""
    found: list[Card] = []
    real = drawing.draw

    def draw(card: Card, *, tagline: str) -> bytes:
        found.append(card)
        return real(card, tagline=tagline)

    monkeypatch.setattr(views, "draw", draw)
    return found


def told_by(client: Client, path: str) -> Card:
    page = read(client, path)
    (picture,) = page.select('meta[property="og:image"]')
    assert page.select('meta[name="twitter:card"]')[0]["content"] == "summary_large_image"
    found = words_of(urlsplit(str(picture["content"])).path)
    assert found is not None
    return found


@pytest.mark.parametrize(("prefix", "kind"), [("", "Livre"), ("/en", "Book")])
def test_a_notice_without_a_picture_has_a_card_in_its_language(client: Client, library: Library, prefix: str, kind: str) -> None:
    told = told_by(client, f"{prefix}{library.path('rich')}")
    assert (told.language, told.kind) == (prefix[1:] or "fr", kind)
    assert told.title and told.beside.startswith("Lyon")


def test_institutions_persons_and_places_have_one(client: Client, library: Library) -> None:
    known = institutions.one(samples.LYON)
    assert known is not None
    institution = told_by(client, f"/ark:/{known.ark}")
    assert institution == Card("fr", "Établissement", "Bibliothèque municipale de Lyon", "Lyon")
    assert told_by(client, "/commune/69123") == Card("fr", "Commune", "Lyon", "Rhône")
    assert told_by(client, "/en/departement/69") == Card("en", "Department", "Rhône", "Auvergne-Rhône-Alpes")
    assert told_by(client, "/").title == "Patrimoine écrit"


def test_a_card_is_a_picture_of_the_size_that_others_ask_for_and_is_drawn_once(client: Client, db: None, counted: list[Card]) -> None:
    first, second = client.get(address()), client.get(address())
    assert first["Content-Type"] == "image/png" and Image.open(BytesIO(first.content)).size == (1200, 630)
    assert first.content == second.content and counted == [PLAIN]
    assert "public" in first["Cache-Control"] and len(first.content) < 100_000
    again = client.get(address(), headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(address(title="Délie, 1544"), headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_what_is_kept_is_what_the_service_s_cache_can_hold(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: dict[str, bytes | int] = {}
    monkeypatch.setattr(views.cache, "set", lambda name, value, _seconds: kept.update({name: Plain().dumps(value)}))
    monkeypatch.setattr(views.cache, "get", lambda name: Plain().loads(kept[name]) if name in kept else None)
    first = client.get(address())
    assert first.status_code == 200 and len(kept) == 1
    assert client.get(address()).content == first.content


def test_nobody_has_words_of_her_own_drawn(client: Client, db: None, counted: list[Card]) -> None:
    told, seal = address().removeprefix("/carte/").removesuffix(".png").split("/")
    other = address(title="Autre chose").removeprefix("/carte/").split("/")[0]
    for path in (f"/carte/{other}/{seal}.png", f"/carte/{told}/{seal[:-1]}.png", f"/carte/{told}/é.png", f"/carte/é/{seal}.png"):
        assert client.get(path).status_code == 404
        assert client.get(path, headers={"If-None-Match": "*"}).status_code == 404
    assert counted == []


def test_the_door_counts_it_as_what_costs() -> None:
    assert of_the_portal().always.fullmatch(address().removeprefix("/"))
    assert not of_the_portal().always.fullmatch("carte")


def test_robots_may_fetch_it(client: Client, db: None) -> None:
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert "Allow: /" in lines and not any(line.startswith("Disallow: /carte") for line in lines)


def test_what_a_library_wrote_is_cut_cleaned_and_never_a_second_word() -> None:
    told = words_of(address(title="A\x1fB\x00\u202ec\u200bd\ue000" + " long" * 100, beside="\x1f".join("xyz")))
    assert told is not None
    assert told.title.startswith("A B c d long") and told.title.endswith("long…") and len(told.title) <= 181
    assert told.beside == "x y z"
    assert shown.path(PLAIN._replace(title=" \u200b\x1f\x00")) == ""
    marks = words_of(address(title="q" + "\u0303" * 50))
    assert marks is not None and marks.title == "q\u0303\u0303"
    assert len(address(title="é" * 5000, kind="k" * 5000, beside="é" * 5000)) < 1200


@given(title=st.text(max_size=300), beside=st.text(max_size=120))
@settings(max_examples=40, deadline=None)
def test_any_words_are_drawn_within_the_card(title: str, beside: str) -> None:
    path = shown.path(PLAIN._replace(title=title, beside=beside))
    told = words_of(path) if path else None
    if told is None:
        return
    picture = drawn(told)
    sides = [(0, 20, 80, drawing.HEIGHT), (drawing.WIDTH - 80, 20, drawing.WIDTH, drawing.HEIGHT)]
    assert [dark(picture, side) for side in sides] == [None, None]


def test_a_long_title_is_written_smaller_and_ends_where_there_is_no_more_room() -> None:
    for size, most in ((92, 2), (48, 5)):
        found, whole = typeface.lines("mot " * 200, face=typeface.SERIF, size=size, room=1024, most=most)
        assert (len(found), whole) == (most, False) and found[-1].endswith("…")
        assert all(typeface.width(line, face=typeface.SERIF, size=size) <= 1024 for line in found)
    found, whole = typeface.lines("a" * 300, face=typeface.SERIF, size=48, room=1024, most=20)
    assert whole and "".join(found) == "a" * 300


def test_a_title_from_right_to_left_ends_at_the_right() -> None:
    if not typeface.runs("אוצר", face=typeface.SERIF, size=50):
        pytest.skip("no font of this machine has Hebrew")
    hebrew, latin = drawn(PLAIN._replace(title="אוצר", beside="")), drawn(PLAIN._replace(title="xxxx", beside=""))
    inked = [dark(one, (0, 130, drawing.WIDTH, 480)) for one in (hebrew, latin)]
    assert inked[0] is not None and inked[1] is not None
    assert inked[0][2] > 1000 and inked[0][0] > 600 and inked[1][2] < 600


def test_a_machine_without_the_fonts_draws_all_the_same(settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.VAR_DIR = tmp_path
    monkeypatch.setattr(typeface, "_SYSTEM", {typeface.SERIF: (), typeface.SANS: ()})
    typeface._fonts.cache_clear()
    try:
        assert len(dict(drawn(PLAIN).getcolors(100_000) or [])) > 4
    finally:
        typeface._fonts.cache_clear()
