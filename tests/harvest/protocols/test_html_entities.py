"""Servers that make XML of web pages: their entities are read as characters, quickly and slowly alike, and it is said."""

from __future__ import annotations

import pytest

from catalogue.formats.reading import read_item
from tests.fault_server import FaultServer, records
from tests.fault_server.play import Play, Record
from tests.fault_server.sru_play import SruPlay
from tests.harvest.protocols.conductor import conduct, config

WRITTEN, MEANT = "L&rsquo;&eacute;t&eacute;&nbsp;&agrave; Lyon &amp; ailleurs", "L’été à Lyon & ailleurs"


class _Oai(Play):
    """Record 7 has entities of HTML; the second page begins with a comment, for which nothing is read the quick way."""

    def record(self, record: Record) -> str:
        made = super().record(record)
        return made.replace("<dc:title>", f"<dc:title>{WRITTEN}. ") if record.identifier.endswith((":7", ":13")) else made

    def finish(self, page: str, *, at: int) -> str | bytes:
        return page.replace("<ListRecords>", "<ListRecords><!-- page -->") if at == self.page_size else page


class _Sru(SruPlay):
    def answer(self, inner: str, *, total: int) -> str:
        return super().answer(inner.replace("<dc:title>", f"<dc:title>{WRITTEN}. "), total=total)


@pytest.mark.parametrize(("play", "protocol"), [(_Oai, "oai_pmh"), (_Sru, "sru")])
def test_entities_of_html_are_characters(play: type[Play], protocol: str) -> None:
    with FaultServer(play=play, records=records(25)) as server:
        changes = {"set_spec": "dc.title all Lyon", "prefix": "dc", "page_size": 10} if protocol == "sru" else {}
        outcome = conduct(config(server.url, **changes), protocol=protocol)
    assert (outcome.ended, len(outcome.kept), outcome.refused) == ("done", 25, [])
    titles = [text for item in outcome.items if (found := read_item(item.data).description) for text in [found.titles[0].value]]
    assert sum(title.startswith(MEANT) for title in titles) == (25 if protocol == "sru" else 2)
    assert "protocol.xml.html_entities" in outcome.codes
