"""What a large archive costs."""

from __future__ import annotations

import zipfile
from pathlib import Path

from harvest.protocols.base import Slice
from tests.cost import at_most
from tests.harvest.protocols.test_file_drop import codes, drop


def test_an_archive_of_many_members_is_opened_once(tmp_path: Path) -> None:
    path = tmp_path / "lot.zip"
    with zipfile.ZipFile(path, "w") as made:
        for number in range(2000):
            made.writestr(f"{number}.xml", "")
    client = drop(path)
    with at_most(10):
        pages = list(client.pages(Slice()))
    client.close()
    assert codes(pages) == ["protocol.drop.empty_file"] * 2000
