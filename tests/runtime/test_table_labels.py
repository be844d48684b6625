"""The words of the tables of codes reach French pages without standing in a catalogue of sentences."""

import gettext

from catalogue.core.vocabularies import french_labels
from runtime import messages
from tests.selections import some


def test_a_french_page_says_ancien_possesseur_and_moyen_francais(tmp_path) -> None:
    path = messages.catalogue_path("catalogue", tmp_path)
    path.parent.mkdir(parents=True)
    path.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8"\n\nmsgid "Newspaper"\nmsgstr "Quotidien"\n', encoding="utf-8"
    )
    assert messages.compile_all(tmp_path) == 1
    with path.with_suffix(".mo").open("rb") as stream:
        french = gettext.GNUTranslations(stream)
    assert french.gettext("Former owner") == "Ancien possesseur"
    assert french.gettext("Middle French") == "Moyen français"
    assert french.gettext("Newspaper") == "Quotidien"  # a person's word goes before the table's
    assert all(french.gettext(label) == words for label, words in some(french_labels().items()) if label != "Newspaper")
