"""Deliveries made to hurt: archives that swell, names that climb, links that lead elsewhere."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest

from harvest.protocols.base import EndpointConfig, Fatal, Page, Slice
from harvest.protocols.registry import open_protocol
from tests.harvest.protocols.conductor import MEGABYTE, measured

SECRET = "the content of a file of this machine"


def drop(path: Path, **options: Any) -> Any:
    """The client of a delivery."""
    return open_protocol("file_drop", EndpointConfig(url=str(path), options=options))


def archive(path: Path, members: dict[str, bytes]) -> Path:
    """A ZIP file."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return path


def codes(pages: list[Page]) -> list[str]:
    """The codes of the messages of a delivery."""
    return [message.code for page in pages for message in page.messages]


def test_a_gzip_bomb_is_stopped_while_it_unpacks(tmp_path: Path) -> None:
    bomb = tmp_path / "bombe.xml.gz"
    bomb.write_bytes(gzip.compress(b"<collection><record/>" + b" " * 60 * MEGABYTE))
    assert bomb.stat().st_size < MEGABYTE
    with pytest.raises(Fatal) as raised:
        list(drop(bomb, max_unpacked=20 * MEGABYTE).pages(Slice()))
    assert raised.value.message.code == "protocol.drop.bomb"


def test_a_zip_bomb_is_stopped_while_it_unpacks(tmp_path: Path) -> None:
    bomb = archive(tmp_path / "bombe.zip", {f"{n}.xml": b"<collection><record/>" + b" " * 60 * MEGABYTE for n in range(3)})
    assert bomb.stat().st_size < MEGABYTE

    def read() -> None:
        with pytest.raises(Fatal, match="unpacks to more than"):
            list(drop(bomb, max_unpacked=20 * MEGABYTE).pages(Slice()))

    _, peak = measured(read)
    assert peak < 40 * MEGABYTE


def test_the_cap_of_an_archive_holds_across_checkpoints(tmp_path: Path) -> None:
    notices = (
        b"<collection>"
        + b"".join(b"<record><controlfield tag='001'>%d</controlfield></record>" % n for n in range(4000))
        + b"</collection>"
    )
    path = archive(tmp_path / "lot.zip", {"a.xml": notices, "b.xml": notices})
    checkpoint = None
    with pytest.raises(Fatal, match="unpacks to more than"):
        while True:
            page = next(drop(path, max_unpacked=len(notices) + 1000).pages(Slice(), checkpoint))
            checkpoint = page.checkpoint
            assert checkpoint is not None


def test_an_archive_of_too_many_files_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path / "lot.zip", {f"{n}.csv": b"a;b" for n in range(30)})
    with pytest.raises(Fatal, match="more than 20 files"):
        list(drop(path, max_files=20).pages(Slice()))


def test_dangerous_members_are_left_out_and_named(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as made:
        made.writestr("x.csv", "a;b")
    members = {
        "../../etc/cron.d/x.csv": b"a;b",
        "/etc/passwd.csv": b"a;b",
        "C:\\x.csv": b"a;b",
        "dedans.zip": inner.getvalue(),
        "bon.csv": b"a;b",
    }
    pages = list(drop(archive(tmp_path / "lot.zip", members)).pages(Slice()))
    assert [item.identifier for page in pages for item in page.items] == ["lot.zip/bon.csv"]
    assert sorted(codes(pages)) == ["protocol.drop.bad_name"] * 3 + ["protocol.drop.nested"]


def test_links_and_places_outside_the_delivery_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text(SECRET)
    depot = tmp_path / "depot"
    depot.mkdir()
    (depot / "lien.csv").symlink_to(tmp_path / "secret.csv")
    assert [page.items for page in drop(depot).pages(Slice())] == [()]
    with pytest.raises(Fatal, match="outside the folder"):
        list(drop(tmp_path / "secret.csv", root=str(depot)).pages(Slice()))
    with pytest.raises(Fatal, match="outside the folder"):
        list(drop(depot / ".." / "secret.csv", root=str(depot)).pages(Slice()))


def test_a_damaged_archive_says_so(tmp_path: Path) -> None:
    path = archive(tmp_path / "lot.zip", {"a.csv": b"abc;def" * 1000})
    data = bytearray(path.read_bytes())
    data[60] ^= 0xFF
    path.write_bytes(data)
    with pytest.raises(Fatal, match="is damaged"):
        list(drop(path).pages(Slice()))
