"""Partners who speak SRU and leave out, or double, what the standard asks for: no record is lost for it."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

import pytest

from tests.fault_server import FaultServer, records
from tests.fault_server.sru_play import SruPlay, scripted
from tests.harvest.protocols.test_sru import search
from tests.selections import some


class _Sparing(SruPlay):
    """Says neither how many there are nor how to go on; ``script["pointer"]``: says to go on at one place for ever."""

    def answer(self, inner: str, *, total: int) -> str:
        told = super().answer(inner, total=total)
        if "pointer" in self.script:
            return re.sub(r"<nextRecordPosition>\d+", f"<nextRecordPosition>{self.script['pointer']}", told)
        return re.sub(r"<(numberOfRecords|nextRecordPosition)>\d+</\1>", "", told)


@pytest.mark.parametrize(
    ("script", "asked"),
    [({}, 4), ({"cap": 20}, 3), ({"cap": 7}, 2), ({"stuck": True}, 2), ({"pointer": 11}, 3), ({"pointer": 1}, 3), ({"pointer": 0}, 3)],
)
def test_a_server_that_does_not_say_how_to_go_on_is_asked_until_nothing_comes(script: dict[str, object], asked: int) -> None:
    with FaultServer(play=type("Sparing", (_Sparing,), {"script": script}), records=records(25)) as server:
        outcome = search(server)
        assert len(server.requests) == asked
    kept = 10 if script.get("stuck") else min(25, int(str(script.get("cap", 25))))
    assert (outcome.ended, len(outcome.kept)) == ("done", kept)
    assert ("protocol.sru.no_total" in outcome.codes) == ("pointer" not in script)


@pytest.mark.parametrize("times", [1, 2])
def test_a_record_written_as_text_is_read_however_often_it_was_escaped(times: int) -> None:
    def written(page: str) -> str:
        for _ in range(times):
            page = re.sub(r"(?s)(?<=<recordData>).*?(?=</recordData>)", lambda found: escape(found[0]), page)
        return page

    play = type("Escaped", (SruPlay,), {"answer": lambda self, inner, *, total: written(SruPlay.answer(self, inner, total=total))})
    with FaultServer(play=scripted(), records=records(3)) as server:
        plain = search(server)
    with FaultServer(play=play, records=records(3)) as server:
        other = search(server)
    assert {one.identifier: one.data for one in some(other.items)} == {one.identifier: one.data for one in plain.items}
