"""French catalogues: sentences are found in code and templates, merged without loss, and what is missing is named."""

import polib
import pytest

from runtime import messages

CODE = """
from django.utils.translation import gettext_lazy as _, ngettext, pgettext
TITLE = _("Harvest now")
NOTED = {"late": N_("The partner answers late: %(seconds)d s")}
def count(n):
    return ngettext("%(n)d record", "%(n)d records", n)
def may():
    return pgettext("month", "May")
"""
PAGE = """{% load i18n %}
  {% if user %}
<h1>{% translate "Results" %}</h1>
    {% endif %}
{% blocktranslate count n=total trimmed %}
  {{ n }} notice
{% plural %}
  {{ n }} notices
{% endblocktranslate %}
it's {% translate "Close" context "button" %} 'unclosed
"""


@pytest.fixture
def clone(tmp_path):
    for name, text in {"harvest/views.py": CODE, "templates/page.html": PAGE, "harvest/migrations/0001.py": '_("old")'}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def entries(clone, part: str) -> dict:
    return {(entry.msgctxt, entry.msgid): entry for entry in polib.pofile(str(messages.catalogue_path(part, clone)))}


def test_every_way_to_mark_a_sentence_is_found(clone):
    found = {(one.context, one.singular, one.plural) for one in messages.sentences("harvest", clone)}
    assert found == {
        (None, "Harvest now", ""),
        (None, "The partner answers late: %(seconds)d s", ""),
        (None, "%(n)d record", "%(n)d records"),
        ("month", "May", ""),
    }


def test_the_sentences_of_a_template_are_found(clone):
    found = {(one.context, one.singular, one.plural) for one in messages.sentences("templates", clone)}
    assert found == {(None, "Results", ""), (None, "%(n)s notice", "%(n)s notices"), ("button", "Close", "")}


def test_a_translation_survives_the_next_merge_even_when_its_sentence_rests(clone):
    messages.update("harvest", clone)
    path = messages.catalogue_path("harvest", clone)
    catalogue = polib.pofile(str(path))
    catalogue.find("Harvest now").msgstr = "Moissonner maintenant"
    catalogue.save()
    (clone / "harvest" / "views.py").write_text("")
    messages.update("harvest", clone)
    assert "Moissonner maintenant" in path.read_text()
    (clone / "harvest" / "views.py").write_text(CODE)
    assert messages.update("harvest", clone) == 3
    assert entries(clone, "harvest")[None, "Harvest now"].msgstr == "Moissonner maintenant"


def test_what_a_french_reader_would_miss_is_named(clone):
    assert any("not in the catalogue" in fault for fault in messages.faults("harvest", clone))
    messages.update("harvest", clone)
    assert len(messages.faults("harvest", clone)) == 4
    path = messages.catalogue_path("harvest", clone)
    catalogue = polib.pofile(str(path))
    french = {
        "Harvest now": "Moissonner",
        "May": "mai",
        "The partner answers late: %(seconds)d s": "Le partenaire répond en %(secondes)d s",
    }
    for entry in catalogue:
        entry.msgstr = french.get(entry.msgid, "")
        if entry.msgid_plural:
            entry.msgstr_plural = {0: "%(n)d notice", 1: "%(n)d notices"}
    catalogue.save()
    assert messages.faults("harvest", clone) == ["harvest: the French has other placeholders: 'The partner answers late: %(seconds)d s'"]


def test_only_a_catalogue_that_changed_is_compiled(clone):
    messages.update("harvest", clone)
    assert messages.compile_all(clone) == 1
    assert messages.catalogue_path("harvest", clone).with_suffix(".mo").exists()
    assert messages.compile_all(clone) == 0
