"""Entities in finding aids: those of HTML are characters, of others it is told which."""

import io

import pytest

from catalogue.formats.ead import Component, FindingAid, Refusal, read_ead
from tests.catalogue.formats.ead_written import component, finding_aid


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1"])
@pytest.mark.parametrize("size", [1, 7, 4096])
def test_entities_of_html_are_characters_wherever_a_block_ends(charset, size):
    text = f'<?xml version="1.0" encoding="{charset}"?>' + finding_aid(component("Étés & cafés")).decode()
    data = text.replace("&amp;", "&amp;&nbsp;").replace("cafés", "caf&eacute;s &OElig;uvre").encode(charset)

    class Slow(io.BytesIO):
        def read(self, wanted=-1):
            return super().read(min(wanted, size) if 0 < wanted != 1024 else wanted)

    pieces = list(read_ead(Slow(data)))
    assert next(one.unit.title for one in pieces if isinstance(one, Component)) == "Étés & cafés Œuvre"
    (aid_of_it,) = [one for one in pieces if isinstance(one, FindingAid)]
    assert ("ead_entities", 3) in [(warning.code, warning.args["count"]) for warning in aid_of_it.warnings]


def test_what_went_wrong_is_told_rather_than_what_came_of_it():
    data = finding_aid(component("Café")).replace("Café".encode(), b"Caf&inconnue;")
    (refused,) = [one for one in read_ead(io.BytesIO(data)) if isinstance(one, Refusal)]
    assert refused.reason.args["detail"]["code"] == "xml.fault.entity" and "inconnue" in str(refused.reason)
