"""ISO 5426 both ways, against its table and against YAZ where it is installed."""

import shutil
import string
import subprocess
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.formats.marc import iso5426

MARKS = bytes(iso5426.MARKS)
SIGNS = bytes(iso5426.OTHERS)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"Ph\xc2enix", "Phénix"),
        (b"\xc2Ecole des hautes \xc2etudes", "École des hautes études"),
        (b"\xfauvres compl\xc1etes", "œuvres complètes"),
        (b"\xeauvre, \xe1sop", "Œuvre, Æsop"),
        (b"Fran\xd0cois", "François"),
        (b"Mo\xc8ise, no\xc8el, M\xc9uller", "Moïse, noël, Müller"),
        (b"\xca\xc2a", "\N{LATIN SMALL LETTER A WITH RING ABOVE AND ACUTE}"),
        (b"\xaben Arles\xbb", "«en Arles»"),
        (b"co\xfbt stra\xfbe", "coßt straße"),
    ],
)
def test_a_french_word_keeps_its_accents(data, text):
    assert iso5426.decode(data) == (text, b"")


def test_the_article_that_sorting_skips_stays_bracketed():
    assert iso5426.decode(b"\x88L'\x89art de b\xc3atir") == ("\x98L'\x9cart de bâtir", b"")


def test_a_mark_never_crosses_a_separator():
    text, senseless = iso5426.decode(b"caf\xc2\x1fbe\xc2\x1e")
    assert text == "caf\N{REPLACEMENT CHARACTER}\x1fbe\N{REPLACEMENT CHARACTER}\x1e"
    assert senseless == b"\xc2\xc2"


def test_bytes_outside_the_set_are_shown_and_told():
    text, senseless = iso5426.decode(b"a\x80b\xffc\xdce")
    assert text == "a�b�ce�"
    assert senseless == b"\x80\xff\xdc"


@pytest.mark.parametrize("byte", SIGNS)
def test_every_sign_of_the_table_comes_back_from_its_character(byte):
    text, senseless = iso5426.decode(bytes([byte]))
    assert senseless == b""
    assert iso5426.decode(iso5426.encode(text))[0] == text
    if ord(text) >= 0x80:
        assert iso5426.encode(text) == bytes([byte])


@pytest.mark.parametrize("mark", MARKS)
def test_every_mark_stands_before_its_letter_when_written(mark):
    text, senseless = iso5426.decode(bytes([mark]) + b"a")
    assert senseless == b""
    assert unicodedata.normalize("NFD", text)[0] == "a"
    written = iso5426.encode(text)
    assert written[-1:] == b"a"
    assert iso5426.decode(written)[0] == text


@given(st.text(st.sampled_from("abcdefghijéèêëàâäîïôöùûüçÉÈÀÇœŒæÆøØłŁ ßðþ«»’“”§£.,;:'()[]0123456789"), max_size=80))
def test_what_is_written_is_read_back(text):
    assert iso5426.decode(iso5426.encode(text)) == (unicodedata.normalize("NFC", text), b"")


@given(st.binary(max_size=200))
def test_no_bytes_stop_the_reader(data):
    text, senseless = iso5426.decode(data)
    assert ("\N{REPLACEMENT CHARACTER}" in text) == bool(senseless)


@pytest.mark.parametrize("character", ["中", "ا", "€", "ж"])
def test_a_character_that_the_set_lacks_is_not_written_as_another(character):
    with pytest.raises(UnicodeEncodeError):
        iso5426.encode(f"a{character}")


def yaz(data: bytes) -> str:
    command = ["yaz-iconv", "-f", "iso5426", "-t", "utf-8"]
    return subprocess.run(command, input=data, capture_output=True, check=True, timeout=60).stdout.decode("utf-8")


@pytest.mark.skipif(not shutil.which("yaz-iconv"), reason="YAZ is not installed")
def test_yaz_reads_the_same_text():
    # YAZ parts a mark from its letter where its buffer ends: short pieces only.
    letters = string.ascii_letters.encode()
    lines = [bytes([mark, letter]) for mark in MARKS for letter in letters] + [bytes([sign]) + b"x" for sign in SIGNS]
    for start in range(0, len(lines), 16):
        piece = b"|".join(lines[start : start + 16])
        assert iso5426.decode(piece) == (unicodedata.normalize("NFC", yaz(piece)), b"")
