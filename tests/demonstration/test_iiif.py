"""The digitised pages as IIIF: what info.json announces is there, in the size it says; both versions of the manifests."""

import io
import json
import os
import threading
import time

import pytest
from PIL import Image, ImageChops, ImageStat

from demonstration.iiif import manifests, tiles
from demonstration.iiif.store import Store
from demonstration.notices import all_notices
from tests.demonstration.test_server import get, serving
from tests.selections import some

THIRD, SECOND = "cp-crest", "urfe-astree-1607"


def notice(slug):
    return next(one for one in all_notices() if one.slug == slug)


def picture(data):
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize(("slug", "version"), [(THIRD, 3), (SECOND, 2)])
def test_every_tile_and_size_that_is_announced_is_given_in_that_size(pictures, slug, version):
    with serving(folder=pictures) as server:
        status, _, body = get(server, f"/iiif/{slug}/image/info.json")
        told = json.loads(body)
        assert status == 200 and told["@context"] == f"http://iiif.io/api/image/{version}/context.json"
        width, height, (grid,) = told["width"], told["height"], told["tiles"]
        asked = [("full", one["width"], one["height"]) for one in told["sizes"]]
        for factor in grid["scaleFactors"]:
            step = grid["width"] * factor
            for top in range(0, height, step):
                for left in range(0, width, step):
                    wide, tall = min(step, width - left), min(step, height - top)
                    region = "full" if (wide, tall) == (width, height) else f"{left},{top},{wide},{tall}"
                    asked.append((region, -(-wide // factor), -(-tall // factor)))
        assert len(asked) > 15
        for region, wide, tall in some(asked):
            size = f"{wide}," if version == 2 else f"{wide},{tall}"
            status, headers, data = get(server, f"/iiif/{slug}/image/{region}/{size}/0/default.jpg")
            assert (status, headers["Content-Type"]) == (200, "image/jpeg"), (region, size)
            assert picture(data).size == (wide, tall), (region, size)


def test_tiles_put_together_are_the_picture(pictures):
    store, one = Store(pictures), notice(THIRD)
    width, height = store.size(one)
    whole, put = picture(store.whole(one)), Image.new("RGB", (width, height))
    for cut in tiles.cuts(width, height):
        if cut.width == cut.box[2] - cut.box[0] and cut.region != "full":
            put.paste(picture(store.tile(one, region=cut.region, size=f"{cut.width},")), cut.box[:2])
    assert max(ImageStat.Stat(ImageChops.difference(whole, put)).mean) < 3


def test_pictures_drawn_ahead_are_given_without_being_drawn_again(tmp_path, monkeypatch):
    store, one = Store(tmp_path), notice(THIRD)
    unfinished, beside = store.folder / ".making-killed", store.folder / ".making-by-another"
    unfinished.mkdir(parents=True)
    beside.mkdir()
    os.utime(unfinished, (0, 0))
    thread = threading.Thread(target=store.draw_ahead, args=((one,),))
    thread.start()
    thread.join()
    assert (unfinished.exists(), beside.exists()) == (False, True)
    monkeypatch.setattr("demonstration.iiif.store.draw", None)
    assert picture(store.whole(one)).size == store.size(one)


def test_what_is_not_announced_is_not_there(pictures):
    with serving(folder=pictures) as server:
        for path in ("full/9,9/0", "0,0,9,9/9,9/0", "..%2f..%2fx/9,/0", "full/max/90", "square/max/0", "full/,9/0"):
            assert get(server, f"/iiif/{THIRD}/image/{path}/default.jpg")[0] == 404, path
        assert get(server, f"/iiif/{THIRD}/image/full/max/0/default.jpg")[0] == 200
        assert get(server, f"/iiif/{THIRD}/elsewhere")[0] == 404


def test_one_partner_serves_the_older_api():
    assert (manifests.version(notice(THIRD)), manifests.version(notice(SECOND))) == (3, 2)
    told = manifests.manifest(notice(SECOND), base="http://h", size=(1400, 2000))
    assert told["@type"] == "sc:Manifest" and told["@context"].endswith("/presentation/2/context.json")
    (canvas,) = told["sequences"][0]["canvases"]
    resource = canvas["images"][0]["resource"]
    assert (canvas["width"], resource["service"]["@id"]) == (1400, f"http://h/iiif/{SECOND}/image")


@pytest.mark.parametrize("slug", [THIRD, SECOND])
def test_every_manifest_says_that_it_is_a_reconstruction(slug):
    told = manifests.manifest(notice(slug), base="http://h", size=(10, 10))
    said = told.get("summary", {}).get("fr", [""])[0] + told.get("description", "")
    assert said.startswith("Reconstitution de démonstration")
    shown = json.dumps([told.get("requiredStatement"), told.get("attribution")], ensure_ascii=False)
    assert "Reconstitution de démonstration" in shown


def test_the_thumbnail_is_small(pictures):
    with serving(folder=pictures) as server:
        status, _, data = get(server, f"/iiif/{THIRD}/thumbnail.jpg")
    assert status == 200 and max(picture(data).size) < 300 and len(data) < 20_000


def test_a_picture_is_drawn_once_whoever_asks_at_the_same_moment(tmp_path, monkeypatch):
    from demonstration.iiif import store as module

    drawn = []
    monkeypatch.setattr(module, "draw", lambda one: drawn.append(one.slug) or Image.new("RGB", (900, 700), "white"))
    store = Store(tmp_path)
    together = [threading.Thread(target=store.whole, args=(notice(THIRD),)) for _ in range(6)]
    for thread in together:
        thread.start()
    for thread in together:
        thread.join()
    assert drawn == [THIRD] and [path.name for path in store.folder.iterdir() if path.name.startswith(".")] == []


def test_who_asks_for_a_picture_goes_before_those_drawn_ahead(tmp_path, monkeypatch):
    from demonstration.iiif import store as module

    drawn, begun, asked = [], threading.Event(), threading.Event()
    first, second, *_ = (one for one in all_notices() if one.all("page") and one.slug != THIRD)

    def draw(one):
        drawn.append(one.slug)
        if one is first:
            begun.set()
            asked.wait(60)
        return Image.new("RGB", (900, 700), "white")

    monkeypatch.setattr(module, "draw", draw)
    store = Store(tmp_path)
    ahead = threading.Thread(target=store.draw_ahead, args=((first, second),))
    ahead.start()
    assert begun.wait(60)
    reader = threading.Thread(target=store.whole, args=(notice(THIRD),))
    reader.start()
    while not store._asked:
        time.sleep(0.01)
    asked.set()
    reader.join()
    ahead.join()
    assert drawn == [first.slug, THIRD, second.slug]


def test_pictures_of_an_older_drawing_are_removed(tmp_path):
    (tmp_path / "older").mkdir()
    (tmp_path / "older" / "tile.jpg").write_bytes(b"x")
    Store(tmp_path)
    assert list(tmp_path.iterdir()) == []
