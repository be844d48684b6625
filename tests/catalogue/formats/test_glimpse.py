"""Can a person tell which record it was that could not be read?"""

from __future__ import annotations

import pytest

from catalogue.formats.glimpse import LONGEST, title_in

ISO = b"00075nam  2200049   450 001000500000200001500005\x1e0001\x1e1 \x1faLe Pr\xe9 vert\x1e\x1d"


@pytest.mark.parametrize(
    ("data", "title"),
    [
        (b'<datafield tag="200" ind1="1"><subfield code="a">Atlas </subfield>', "Atlas"),
        (b'<marc:datafield tag="245"><marc:subfield code="a">Maps', "Maps"),
        ("<dc:title xml:lang='fr'>Été\n1789</dc:title>".encode(), "Été 1789"),
        (ISO, "Le Pr\ufffd vert"),
        (b"", ""),
        (b"\xff" * 40_000, ""),
        (b"00000nam  22" + b"9" * 300, ""),
        (b"<title>" + b"a" * 5000 + b"</title>", ""),
    ],
)
def test_what_looks_like_a_title_is_seen(data: bytes, title: str) -> None:
    assert title_in(data) == title


def test_a_glimpse_is_short() -> None:
    assert len(title_in(b"<title>" + b"mot " * 240 + b"</title>")) <= LONGEST
