"""Can a person read what a partner sent, and does reading it fetch or unfold nothing?"""

from __future__ import annotations

import pytest

from catalogue.formats.xml.showing import indented


def test_a_record_on_one_line_is_shown_one_element_a_line_with_what_was_written_beside():
    shown = indented("<record><!-- de la base --><title>Été</title></record>".encode())
    assert shown == "<record>\n  <!-- de la base -->\n  <title>Été</title>\n</record>\n"


@pytest.mark.parametrize("data", [b"<record><title>", b"", b"\xff\xfe<", b"<?xml version='1.0' encoding='x-none'?><a/>", b"no xml \xe9"])
def test_what_is_no_xml_is_shown_as_it_came(data):
    assert indented(data) == data.decode("utf-8", "replace")


def test_nothing_is_unfolded_nor_fetched():
    bomb = b'<!DOCTYPE a [<!ENTITY x "' + b"y" * 100 + b'"><!ENTITY z SYSTEM "file:///etc/passwd">]><a>&x;&z;</a>'
    shown = indented(bomb)
    assert "&x;" in shown and "&z;" in shown and "root:" not in shown
