"""French is complete: every sentence of the code and the templates has its translation, with the same placeholders."""

import re

import polib
import pytest

from runtime import messages


@pytest.mark.parametrize("part", messages.parts())
def test_every_sentence_has_its_french(part):
    assert messages.faults(part) == []


@pytest.mark.parametrize("part", messages.parts())
def test_no_translation_waits_for_a_second_look(part):
    path = messages.catalogue_path(part)
    assert path.exists() or messages.sentences(part) == []
    if path.exists():
        assert [entry.msgid for entry in polib.pofile(str(path)) if entry.fuzzy] == []


@pytest.mark.parametrize("part", messages.parts())
def test_no_line_begins_with_a_punctuation_mark(part):
    path = messages.catalogue_path(part)
    said = [text for entry in (polib.pofile(str(path)) if path.exists() else ()) for text in (entry.msgstr, *entry.msgstr_plural.values())]
    assert [text for text in said if re.search(r"« | [:;!?»](?!\S)", text)] == []
