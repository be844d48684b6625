"""Oddities of good servers: headers that mean something else, sessions, dates of before computers, no Identify."""

from __future__ import annotations

from dataclasses import replace

from tests.fault_server.play import DECLARATION, Play, Record, Request, Response, mode


class _Packed(Play):
    """Every answer is plain, and says that it is packed in a way that is none."""

    encoding = ""

    def xml(self, text: str | bytes, *, status: int = 200, headers: dict[str, str] | None = None) -> Response:
        return super().xml(text, status=status, headers={"Content-Encoding": self.encoding, **(headers or {})})


@mode("packed_as_a_character_set", 42)
class PackedAsCharset(_Packed):
    """Content-Encoding: UTF-8."""

    encoding = "UTF-8"


@mode("packed_as_nothing", 42)
class PackedAsNothing(_Packed):
    """Content-Encoding: none."""

    encoding = "none"


@mode("packed_as_nobody_knows", 42)
class PackedStrangely(_Packed):
    """Content-Encoding: a word of the server's own, beside one that everybody knows."""

    encoding = "gzip, x-koha"


@mode("session_in_a_cookie", 2)
class Session(Play):
    """A token is worth something in the session only that the first answer opened."""

    def list(self, request: Request) -> Response:
        sent = request.headers.get("cookie", "")
        if request["resumptionToken"] and "JSESSIONID=abc/1=" not in sent:
            return self.xml(self.envelope(self.error("badResumptionToken", "no session")))
        response = super().list(request)
        if not request["resumptionToken"]:
            response.headers["Set-Cookie"] = "JSESSIONID=abc/1=; Path=/; HttpOnly"
        return response


@mode("first_record_of_year_one", 20)
class YearOne(Play):
    """The oldest record is of the first of January of the year 1."""

    earliest = "0001-01-01T00:00:00Z"

    def identify(self) -> str:
        return super().identify().replace("2024-01-01T00:00:00Z", self.earliest)


@mode("first_record_of_no_date", 20)
class NoDate(YearOne):
    """The oldest record has no date that a calendar knows."""

    earliest = "0000-00-00T00:00:00Z"


@mode("identify_fails", 31)
class IdentifyFails(Play):
    """The server cannot say who it is; its lists work."""

    def identify(self) -> str:
        return "Internal error"

    def respond(self, request: Request) -> Response:
        return Response("Internal error", 500) if request["verb"] == "Identify" else super().respond(request)


@mode("identify_unknown", 31)
class IdentifyUnknown(Play):
    """The server does not know the verb Identify."""

    def identify(self) -> str:
        return self.envelope(self.error("badVerb", "Identify"))


@mode("charset_in_the_header_only", 15)
class CharsetInHeader(Play):
    """The pages are in Latin-1, as the header says; the XML says nothing."""

    def finish(self, page: str, *, at: int) -> str | bytes:
        return page.replace(DECLARATION, "").replace("–", "-").replace("’", "'").encode("latin-1")

    def xml(self, text: str | bytes, *, status: int = 200, headers: dict[str, str] | None = None) -> Response:
        kind = "iso-8859-1" if isinstance(text, bytes) else "utf-8"
        return super().xml(text, status=status, headers={"Content-Type": f'text/xml; charset="{kind}"', **(headers or {})})


@mode("charset_wrongly_declared", 15)
class CharsetWrong(Play):
    """The pages say that they are in Latin-1 and are in UTF-8."""

    def finish(self, page: str, *, at: int) -> str | bytes:
        return page.replace('encoding="UTF-8"', 'encoding="ISO-8859-1"')


@mode("bytes_of_no_character_set", 15)
class NoCharset(Play):
    """One record holds bytes that mean nothing in any character set."""

    def finish(self, page: str, *, at: int) -> str | bytes:
        return page.encode().replace("n° 12 – Æsop à".encode(), b"n\x81 12 \x8d \xf0\xde\x9d\xfe\x90")


@mode("periods_ignored", 22)
class PeriodsIgnored(Play):
    """Whatever the period, the whole list comes."""

    def select(self, state: dict[str, str]) -> list[Record]:
        return super().select({**state, "from": "", "until": ""})


class From(Play):
    """The oldest record is said to be of ``earliest``; a list that begins before it is refused, or answered by nothing (``silent``)."""

    earliest = "2024-01-01T00:00:00Z"
    silent = False

    def identify(self) -> str:
        return super().identify().replace("2024-01-01T00:00:00Z", self.earliest)

    def refused(self, low: str) -> bool:
        return bool(low) and low < self.earliest[: len(low)]

    def bad_argument(self, request: Request) -> str:
        return "" if self.silent or not self.refused(request["from"]) else "from is before the first record"

    def select(self, state: dict[str, str]) -> list[Record]:
        return [] if self.silent and self.refused(state["from"]) else super().select(state)

    def reload(self, title: str) -> None:
        """The partner's system is new: all is of today, and one title is corrected."""
        self.all_records = [replace(one, datestamp="2024-06-01T00:00:00Z") for one in self.all_records]
        self.all_records[4] = replace(self.all_records[4], metadata=self.all_records[4].metadata.replace("Notice n° 5", title))
