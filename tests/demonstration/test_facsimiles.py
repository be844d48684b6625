"""The drawn pages: every genre has its hand, the same notice gives the same page, and each says that it is a reconstruction."""

from functools import cache

import pytest
from PIL import ImageChops, ImageFont, ImageStat

from catalogue.geography.communes import commune
from demonstration.facsimiles import devices, faces, maps
from demonstration.facsimiles.__main__ import main
from demonstration.facsimiles.books import parts
from demonstration.facsimiles.draw import GENRES, draw, genre
from demonstration.facsimiles.images import UNSEEN
from demonstration.facsimiles.sheet import CARD, Sheet
from demonstration.notices import all_notices
from portal.public.maps.outlines import place
from tests.selections import some


@cache
def first_of(name):
    return next(notice for notice in all_notices() if notice.digitised and genre(notice) == name)


@cache
def drawn(name):
    return draw(first_of(name))


def notice(slug):
    return next(one for one in all_notices() if one.slug == slug)


def test_every_digitised_notice_has_a_genre_and_every_genre_a_notice():
    assert {genre(one) for one in all_notices() if one.digitised} == set(GENRES)


@pytest.mark.parametrize("name", sorted(GENRES))
def test_a_page_of_each_genre_is_drawn_on_paper_with_ink(name):
    picture = drawn(name)
    assert picture.mode == "RGB" and min(picture.size) > 1000
    middle = picture.crop((120, 120, picture.width - 120, picture.height - 200))
    light, dark = ImageStat.Stat(middle).median, ImageStat.Stat(middle).extrema
    assert light[0] > 100 and light[0] >= light[2], "paper is light and warm"
    assert min(low for low, _ in dark) < 90, "ink is dark"
    assert ImageStat.Stat(middle).stddev[0] > 8


def test_the_same_notice_gives_the_same_page():
    assert draw(first_of("postcard")).tobytes() == drawn("postcard").tobytes()


def test_two_notices_give_two_pages():
    one, other = draw(notice("cp-crest")), drawn("postcard")
    assert one.size == other.size and ImageChops.difference(one, other).getbbox()


def test_the_margin_says_that_the_picture_is_a_reconstruction(monkeypatch):
    written = []
    real = ImageFont.FreeTypeFont.getlength
    monkeypatch.setattr(ImageFont.FreeTypeFont, "getlength", lambda self, text, *a, **k: written.append(text) or real(self, text, *a, **k))
    draw(first_of("postcard"))
    assert any(text.startswith("Reconstitution de démonstration") for text in written)
    strip = drawn("postcard").crop((46, drawn("postcard").height - 70, 900, drawn("postcard").height - 10)).convert("L")
    assert ImageStat.Stat(strip).extrema[0][1] > 170, "light letters on the dark margin"


def test_the_transcription_is_what_is_written(monkeypatch):
    written = []
    monkeypatch.setattr(Sheet, "write", lambda self, text, **_: written.append(text.casefold()))
    for slug in ("labe-euvres-1555", "le-progres", "levasseur-ain", "af-chamonix", "hautecombe-psautier", "leclair-sonates-1723"):
        written.clear()
        GENRES[genre(notice(slug))](notice(slug))
        text = " ".join(written).replace("v", "u")
        for line in notice(slug).all("page")[1:]:
            assert line.casefold().replace("v", "u") in text, (slug, line)


def written_on(slug, monkeypatch):
    written = []
    monkeypatch.setattr(Sheet, "write", lambda self, text, **_: written.append(text))
    GENRES[genre(notice(slug))](notice(slug))
    return written


@pytest.mark.parametrize("slug", ["ph-malegue-puy", "es-silvestre-lyon"])
def test_a_photograph_and_a_print_have_a_window_that_says_why_it_is_blank(slug, monkeypatch):
    assert UNSEEN in written_on(slug, monkeypatch)


def test_a_photograph_says_who_took_it_and_a_postcard_who_published_it(monkeypatch):
    assert "Hippolyte Malègue, phot." in written_on("ph-malegue-puy", monkeypatch)
    assert "Margerit-Brémond, Le Puy" in written_on("cp-puy-corneille", monkeypatch)


def test_no_two_printers_have_the_same_device_and_a_printer_has_one():
    pages = some([one for one in all_notices() if one.digitised and genre(one) == "hand press" and devices.of(one)])
    by_printer = {devices.printer(one): devices.of(one) for one in pages}
    assert len(by_printer) > 40 and len(set(by_printer.values())) == len(by_printer)
    assert all(devices.of(one) == by_printer[devices.printer(one)] for one in pages)
    assert by_printer["Dolet, Étienne"][0] == devices.EMBLEMS.index(devices._axe)


@pytest.mark.skipif(not maps.has_outlines(), reason="the outlines are fetched by set-up")
def test_a_map_has_the_outline_of_its_department_and_towns_where_they_are(monkeypatch):
    written = written_on("levasseur-ain", monkeypatch)
    assert {"Bourg-en-Bresse", "Trévoux"} <= set(written) and "Lyon" not in written
    land = maps._land(notice("levasseur-ain"))
    sheet = Sheet(seed="x", size=maps.SIZE, kind=CARD)
    grid = maps._grid(sheet, land, right=True)
    west, east = (grid.at(place(at.latitude, at.longitude)) for at in (commune("01427"), commune("01034")))
    assert west[0] < east[0] and all(maps._INSET < x < sheet.width and maps._INSET < y < sheet.height for x, y in (west, east))


def test_a_plan_of_a_town_has_its_title_alone(monkeypatch):
    assert "Le plan n’est pas reproduit ici" in written_on("seraucourt-lyon-1735", monkeypatch)


def test_the_imprint_is_told_from_the_title():
    title, imprint = parts(notice("labe-euvres-1555").all("page"))
    assert (title[-1], imprint) == ("Lionnoize", ["A Lion", "par Jan de Tournes", "M. D. LV", "Avec privilege du Roy"])
    assert parts(["Delie"]) == (["Delie"], [])


def test_a_machine_without_fonts_draws_all_the_same(monkeypatch):
    faces.face.cache_clear()
    monkeypatch.setattr(faces, "_open", lambda name, size: None)
    try:
        assert faces.setting("Euvres", face_name="roman", size=40)
        assert faces.setting("אוצר", face_name="roman", size=40) is None, "better blank than boxes"
        assert min(draw(notice("pagninus-thesaurus-1529")).size) > 1000
    finally:
        monkeypatch.undo()
        faces.face.cache_clear()


def test_right_to_left_lines_are_never_spaced_letter_by_letter():
    sheet = Sheet(seed="x", size=(200, 100), kind=CARD)
    assert sheet.measure("אוצר לשון", face="roman", size=30, spacing=0.5) == sheet.measure("אוצר לשון", face="roman", size=30)


def test_the_command_draws_what_it_is_asked(tmp_path, capsys):
    assert main(["--folder", str(tmp_path), "cp-crest"]) == 0
    assert (tmp_path / "cp-crest.jpg").stat().st_size > 50_000 and "postcard" in capsys.readouterr().out
    assert main(["--folder", str(tmp_path), "nothing"]) == 1
    assert "nothing" in capsys.readouterr().err
