"""An SRU server on the same HTTP side: versions, packings, diagnostics, caps, each set by an attribute."""

from __future__ import annotations

from typing import ClassVar
from xml.sax.saxutils import escape

from tests.fault_server.play import Play, Record, Request, Response

SRW = "http://www.loc.gov/zing/srw/"
SRU2 = "http://docs.oasis-open.org/ns/search-ws/sruResponse"
DIAGNOSTIC = "http://www.loc.gov/zing/srw/diagnostic/"


class SruPlay(Play):
    """A good SRU 1.2 server; ``script`` changes it: ``version`` known at most, ``packing``, ``cap`` (last position given),
    ``broken`` (positions answered by a surrogate diagnostic), ``ill_formed`` (positions whose XML is broken), ``holes`` (positions left
    out without a word), ``diagnostic`` (number of a final one), ``explain`` (False: it is not known), ``next`` (False: no
    nextRecordPosition), ``stuck`` (startRecord is ignored), ``identifiers`` (False: no recordIdentifier).
    """

    script: ClassVar[dict[str, object]] = {}

    def respond(self, request: Request) -> Response:
        """One answer."""
        if self.script.get("diagnostic"):
            return self.xml(self.answer(self.top(int(str(self.script["diagnostic"])), "essai"), total=0))
        if self.script.get("version") and request["version"] > str(self.script["version"]):
            return self.xml(self.answer(self.top(5, str(self.script["version"])), total=0))
        if request["operation"] == "explain" and self.script.get("explain") is False:
            return Response("Not found", 404)
        if request["operation"] == "explain":
            return self.xml(
                f'<explainResponse xmlns="{SRW}"><version>1.2</version><record><recordData><explain><databaseInfo>'
                "<title>Catalogue d’essai</title></databaseInfo></explain></recordData></record></explainResponse>"
            )
        first = 1 if self.script.get("stuck") else int(request["startRecord"] or 1)
        cap = int(str(self.script.get("cap") or len(self.all_records)))
        if first > cap:
            return self.xml(self.answer(self.top(61, "out of range"), total=len(self.all_records)))
        last = min(first + int(request["maximumRecords"]) - 1, cap)
        shown = "".join(self.one(self.all_records[n - 1], n) for n in range(first, last + 1) if n not in self.holes)
        following = f"<nextRecordPosition>{last + 1}</nextRecordPosition>" if last < len(self.all_records) else ""
        following = "" if self.script.get("next") is False else following
        return self.xml(self.answer(f"<records>{shown}</records>{following}", total=len(self.all_records)))

    @property
    def holes(self) -> tuple[int, ...]:
        return self.script.get("holes") or ()  # type: ignore[return-value]

    def answer(self, inner: str, *, total: int) -> str:
        namespace = SRU2 if self.script.get("two") else SRW
        return (
            f'<searchRetrieveResponse xmlns="{namespace}" xmlns:dc="urn:dc"><version>1.2</version>'
            f"<numberOfRecords>{total}</numberOfRecords>{inner}</searchRetrieveResponse>"
        )

    def one(self, record: Record, position: int) -> str:
        data = record.metadata
        if position in (self.script.get("ill_formed") or ()):  # type: ignore[operator]
            data = "<dc:dc><dc:title>Tours & détours</dc:title></dc:dc>"
        elif position in (self.script.get("broken") or ()):  # type: ignore[operator]
            data = f"<diagnostics>{self.diagnostic(130, 'connexion')}</diagnostics>"
        elif self.script.get("packing") == "string":
            data = escape(data)
        identifier = "" if self.script.get("identifiers") is False else f"<recordIdentifier>{record.identifier}</recordIdentifier>"
        packing = self.script.get("packing") or "xml"
        return (
            f"<record><recordSchema>dc</recordSchema><recordPacking>{packing}</recordPacking><recordData>{data}</recordData>"
            f"{identifier}<recordPosition>{position}</recordPosition></record>"
        )

    def top(self, number: int, details: str) -> str:
        return f"<diagnostics>{self.diagnostic(number, details)}</diagnostics>"

    def diagnostic(self, number: int, details: str) -> str:
        return (
            f'<d:diagnostic xmlns:d="{DIAGNOSTIC}"><d:uri>info:srw/diagnostic/1/{number}</d:uri><d:details>{details}</d:details>'
            f"<d:message>message {number}</d:message></d:diagnostic>"
        )


def scripted(**script: object) -> type[SruPlay]:
    """A server with this script."""
    return type("Scripted", (SruPlay,), {"script": script})
