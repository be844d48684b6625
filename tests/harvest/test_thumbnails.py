"""The thumbnail of a kept document: asked of Gallica once, never disguised, kept small; a refusal is a state, never a picture."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from PIL import Image

from catalogue.core.description import Description, DigitalCopy, Title
from catalogue.core.serialization import to_dict
from catalogue.models import LocalDecision, LocalThumbnail, Record, Source
from catalogue.selectors import local_interest, local_thumbnails
from catalogue.services.institutions import make
from catalogue.services.local_decisions import Choice, decide
from harvest.services import gallica as turns
from harvest.services import press, thumbnails
from tests.harvest.scripted_gallica import CHALLENGE, REFUSALS, Answer, Gallica, played

PAGE = "https://gallica.bnf.fr/ark:/12148/bpt6k1000001"


def photograph(width: int = 900, height: int = 1300, kind: str = "JPEG") -> bytes:
    exif = Image.Exif()
    exif[0x8825] = {1: "N"}
    data = BytesIO()
    Image.new("RGB", (width, height), "red").save(data, kind, exif=exif)
    return data.getvalue()


@pytest.fixture
def gallica(db: None, settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Gallica]:
    with played(lambda path: (200, "image/jpeg", photograph())) as found:
        settings.GALLICA = found.address
        settings.CONTACT_EMAIL = "portail@x.example"
        settings.MEDIA_ROOT = tmp_path
        monkeypatch.setattr(press.timezone, "now", lambda: found.now)
        monkeypatch.setattr("harvest.protocols.politeness.MANNERS.cool", lambda place, *, seconds: None)
        yield found


def run(gallica: Gallica, steps: int, *, seconds: float = 5) -> None:
    for _ in range(steps):
        thumbnails.step()
        gallica.now += timedelta(seconds=seconds)


@pytest.fixture
def keep(gallica: Gallica) -> Callable[..., Record]:
    house = make("690290101", name="Bibliothèque")
    source = Source.objects.create(slug="gallica", name="Gallica", institution=house, curated=True, standing=Source.Standing.PREPARED)

    def kept(identifier: str, *, state: str = "kept", **copy: str) -> Record:
        said = Description(titles=(Title(value="Plan de Trévoux"),), digital_copies=(DigitalCopy(**({"url": PAGE} | copy)),))
        record = Record.objects.create(
            source=source,
            identifier=identifier,
            state="hidden",
            format="dublin_core",
            charset="utf-8",
            digest=b"",
            description=to_dict(said),
            created_at=gallica.now,
            updated_at=gallica.now,
        )
        decide({record.pk: Choice(state)}, author="curator")
        LocalDecision.objects.update(communes=["01427"])
        return record

    return kept


def test_one_small_picture_of_a_kept_document_is_asked_for_once_and_kept(gallica, keep):
    keep("kept")
    keep("rejected", state="rejected")
    run(gallica, 20)
    assert [path for _at, path, _headers in gallica.log] == ["/ark:/12148/bpt6k1000001.thumbnail"]
    (shown,) = local_interest.kept_of_communes(["01427"], most=5)
    assert shown.thumbnail is not None and max(shown.thumbnail.width, shown.thumbnail.height) <= 400
    picture = Image.open(BytesIO(local_thumbnails.picture(shown.thumbnail.number) or b""))
    assert (picture.format, picture.size) == ("JPEG", (shown.thumbnail.width, shown.thumbnail.height))
    assert not picture.getexif()
    row = LocalThumbnail.objects.get()
    assert row.address.endswith("bpt6k1000001.thumbnail") and row.asked_at.year == 2026


@pytest.mark.parametrize(
    ("copy", "asked"),
    [
        ({"thumbnail": f"{PAGE}/f1.lowres"}, "/ark:/12148/bpt6k1000001/f1.lowres"),
        ({"thumbnail": f"{PAGE}.thumbnail"}, "/ark:/12148/bpt6k1000001.thumbnail"),
        ({"thumbnail": f"{PAGE}.highres"}, "/ark:/12148/bpt6k1000001.thumbnail"),
        ({"thumbnail": "http://169.254.169.254/ark:/12148/bpt6k1000001.lowres"}, "/ark:/12148/bpt6k1000001.thumbnail"),
        ({"url": f"{PAGE}/f3.item?rk=1"}, "/ark:/12148/bpt6k1000001.thumbnail"),
        ({"url": "https://x.example/ark:/12148/bpt6k1000001"}, ""),
        ({"url": "https://gallica.bnf.fr/ark:/12148/../../x"}, ""),
        ({"url": "http://[", "thumbnail": "https://gallica.bnf.fr/blog"}, ""),
    ],
)
def test_gallica_alone_is_asked_and_only_for_a_picture_of_a_document(gallica, keep, copy, asked):
    keep("one", **copy)
    run(gallica, 6)
    assert [path for _at, path, _headers in gallica.log] == ([asked] if asked else [])
    assert LocalThumbnail.objects.get().state == ("kept" if asked else "none")


def test_we_say_who_we_are_and_ask_four_times_a_minute_at_most(gallica, keep):
    for number in range(8):
        keep(f"n{number}")
    run(gallica, 60, seconds=4)
    times = [at for at, _path, _headers in gallica.log]
    assert len(times) == 8
    assert max(sum(start <= at < start + timedelta(minutes=1) for at in times) for start in times) <= 4
    assert {headers["user-agent"] for _at, _path, headers in gallica.log} == {"Traboule (+portail@x.example)"}
    assert {headers["from"] for _at, _path, headers in gallica.log} == {"portail@x.example"}


@pytest.mark.parametrize("refusal", REFUSALS)
def test_a_refusal_rests_all_that_is_asked_of_gallica_and_is_never_kept_as_a_picture(gallica, keep, refusal):
    keep("one")
    gallica.script = [refusal] * 3
    run(gallica, 60, seconds=600)
    assert gallica.hours == [0, 1, 7]
    assert turns.turn().stopped and not LocalThumbnail.objects.exists()
    assert not turns.take_turn(press.ISSUES)
    turns.resume()
    run(gallica, 6)
    assert LocalThumbnail.objects.get().state == "kept" and turns.turn().refusals == 0


def test_after_one_refusal_it_goes_on_by_itself(gallica, keep):
    keep("one")
    gallica.script = [(200, "text/html", CHALLENGE)]
    run(gallica, 20, seconds=600)
    assert LocalThumbnail.objects.get().state == "kept" and not turns.turn().stopped


BOMB = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + b"\x00\x01\x00\x00" * 2 + b"\x08\x02\x00\x00\x00"


@pytest.mark.parametrize(
    "answer",
    [
        (404, "text/plain", b""),
        (200, "image/jpeg", b""),
        (200, "image/jpeg", photograph()[:400]),
        (200, "image/gif", b"GIF89a\x01\x00\x01\x00"),
        (200, "image/svg+xml", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"),
        (200, "text/xml", b"<error/>"),
        (200, "image/png", BOMB),
        (200, "image/jpeg", b"\xff\xd8\xff" + b"\x00" * 3_000_001),
    ],
)
def test_what_is_no_picture_is_tried_three_times_days_apart_and_says_why(gallica, keep, answer: Answer):
    keep("one")
    gallica.script = [answer] * 9
    run(gallica, 30, seconds=4 * 3600)
    row = LocalThumbnail.objects.get()
    assert (row.state, row.tries) == ("failed", 3) and row.reason
    assert len(gallica.log) == 3 and [hour // 24 for hour in gallica.hours] == [0, 1, 2]
    assert local_interest.kept_of_communes(["01427"], most=5)[0].thumbnail is None


def test_a_document_that_is_kept_no_more_shows_its_picture_to_nobody(gallica, keep):
    record = keep("one")
    run(gallica, 3)
    number = LocalThumbnail.objects.get().pk
    assert local_thumbnails.picture(number)
    decide({record.pk: Choice("rejected")}, author="curator")
    assert local_thumbnails.picture(number) is None


def test_a_picture_that_the_storage_lost_is_told_for_the_moment(gallica, keep, client):
    keep("one")
    run(gallica, 3)
    number = LocalThumbnail.objects.get().pk
    address = f"/dans-gallica/{number}.jpg"
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    default_storage.delete(local_thumbnails.file_name(number))
    assert client.get(address).status_code == 503
    assert client.get(f"/dans-gallica/{number + 1}.jpg").status_code == 404
    assert client.get(f"/dans-gallica/{'9' * 40}.jpg").status_code == 404


def test_nothing_is_looked_for_again_in_what_is_done(gallica, keep, django_assert_num_queries):
    keep("one")
    run(gallica, 3)
    with django_assert_num_queries(1, connection=connection):
        assert not thumbnails.step()
