"""French is complete: every sentence of the code and the templates has its translation, with the same placeholders."""

import re
from pathlib import Path

import polib
import pytest
from django.apps import apps

from runtime import messages

WAGTAILS = ("wagtailadmin", "wagtaildocs", "wagtailimages", "wagtailusers", "wagtailsnippets", "wagtailcore")


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


def test_no_word_of_ours_changes_the_words_of_wagtail():
    """A catalogue of the project goes before those of its libraries: what means something else here has a context."""
    installed = [Path(apps.get_app_config(label).path) for label in WAGTAILS]
    theirs: dict[str, set[str]] = {}
    for place in installed:
        for entry in polib.mofile(str(place / "locale" / "fr" / "LC_MESSAGES" / "django.mo")):
            if not entry.msgctxt and entry.msgstr not in ("", entry.msgid):  # what it leaves in English we may say
                theirs.setdefault(entry.msgid, set()).add(entry.msgstr.casefold())
    assert len(theirs) > 1000
    files = [path for path in map(messages.catalogue_path, messages.parts()) if path.exists()]
    ours = [entry for path in files for entry in polib.pofile(str(path)) if not entry.msgctxt and not entry.msgid_plural]
    assert {one.msgid: one.msgstr for one in ours if one.msgid in theirs and one.msgstr.casefold() not in theirs[one.msgid]} == {}
