"""``manage.py check_ead``: what a recipient would say, before anything is sent."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from tests.catalogue.formats.test_ead_rules import GOOD


def check(*arguments: object, language: str = "en") -> str:
    out = StringIO()
    with translation.override(language):
        call_command("check_ead", *map(str, arguments), stdout=out)
    return out.getvalue()


@pytest.fixture
def good(tmp_path):
    path = tmp_path / "ferrand.xml"
    path.write_text(GOOD, encoding="utf-8")
    return path


@pytest.fixture
def bad(tmp_path):
    path = tmp_path / "bad.xml"
    path.write_text(GOOD.replace('<unitid type="cote">Ms 100-140</unitid>', "").replace(' type="cote"', ""), encoding="utf-8")
    return path


def test_a_good_file_is_accepted(good):
    line = json.loads(check(good, "--json"))
    assert (line["status"], line["reason"], line["findings"]) == ("accepted", "", [])
    assert "Rien à dire" in check(good, language="fr")


def test_a_file_that_would_be_refused_ends_in_an_error_with_its_lines(bad):
    line = json.loads(check(bad, "--json"))
    assert (line["status"], line["counts"]["refuses"]) == ("refused", 1)
    assert [finding["level"] for finding in line["findings"]] == sorted(
        (finding["level"] for finding in line["findings"]), key=["refuses", "to correct", "to improve"].index
    )
    with pytest.raises(CommandError, match="would be refused: 1"):
        check(bad)


def test_the_sentences_are_in_the_language_of_who_reads(bad):
    out = StringIO()
    with translation.override("fr"), pytest.raises(CommandError):
        call_command("check_ead", str(bad), stdout=out)
    assert "L’ensemble n’a pas de cote (unitid)\u00a0: elle est obligatoire au plus haut niveau." in out.getvalue()


@pytest.mark.shared
def test_the_dtd_says_of_real_files_what_other_judges_say(shared_data):
    folder = shared_data / "ead" / "culturecommunication__francearchives-cubicweb"
    faults = {}
    for path in sorted(folder.glob("*.xml")):
        line = json.loads(check(path, "--json"))
        if path.read_bytes().count(b"urn:isbn:1-931666") == 0:
            faults[path.name] = sum(1 for finding in line["findings"] if finding["rule"] == "dtd")
    assert faults == {
        "FRAD001_0000002M.xml": 4,
        "FRAD034_000000248.xml": 0,
        "FRAD062_ir_9fi_02_permaliens.xml": 0,
        "FRAD084_IRL000006.xml": 0,
        "FRAD090_1r_retoucheFA.xml": 0,
        "FRANMT_IR_1996_94.xml": 46,
        "FRANOM_01250_excerpt.xml": 0,
        "FRMAEE_0001MA030.xml": 1,
        "frad001_ec_thol.xml": 7,
    }
