"""MARC-8: Latin with marks, other scripts behind escapes, and what has no sense is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymarc.marc8 import marc8_to_unicode

from catalogue.formats.marc import marc8


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"Ph\xe2enix", "Phénix"),
        (b"Moli\xe1ere, \xb6uvres", "Molière, œuvres"),
        (b"\x1b(N\x70\x71\x1b(B Lyon", "ПЯ Lyon"),
        (b"\x1b$1!0!\x1b(B /", "一 /"),
        (b"H\x1bb2\x1bsO", "H₂O"),
        (b"\x88Le \x89po\xe8ete", "\x98Le \x9cpoëte"),
    ],
)
def test_text_comes_out_composed(data, text):
    assert marc8.decode(data) == (text, b"")


def test_each_subfield_begins_in_the_default_sets():
    assert marc8.decode(b"\x1b(N\x70\x1fbabc")[0] == "П\x1fbabc"


def test_bytes_without_sense_are_told_not_blanked():
    text, senseless = marc8.decode(b"a\xc9b")
    assert (text, senseless) == ("a�b", b"\xc9")


@given(st.binary(max_size=200))
def test_no_bytes_stop_the_reader(data):
    text, _ = marc8.decode(data)
    assert isinstance(text, str)


LETTERS = st.sampled_from([bytes([mark, letter]) for mark in range(0xE0, 0xEA) for letter in b"aeiouAEIOUncsz"] + [b"a", b" ", b"t"])


@given(st.lists(LETTERS, max_size=30).map(b"".join))
def test_plain_latin_is_what_pymarc_reads(data):
    assert marc8.decode(data)[0] == marc8_to_unicode(data, hide_utf8_warnings=True)
