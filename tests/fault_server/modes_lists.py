"""Failure modes of the lists themselves: tokens, sizes, dates, order, sets, deletions."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tests.fault_server.play import Play, Record, Request, Response, mode


@mode("expired_token_mid_harvest", 1)
class ExpiredToken(Play):
    """The token of the second page has expired, once."""

    def read_token(self, token: str) -> dict[str, str] | None:
        state = super().read_token(token)
        asked = sum(1 for one in self.requests if one["resumptionToken"])
        return None if asked == 2 else state


@mode("token_always_expired", 1)
class TokenAlwaysExpired(Play):
    """No token is ever recognised."""

    def read_token(self, token: str) -> dict[str, str] | None:
        return None


@mode("single_use_token", 2)
class SingleUseToken(Play):
    """A token works once, and the first answer to a token is cut: asking again is refused."""

    def list(self, request: Request) -> Response:
        token = request["resumptionToken"]
        uses = [one for one in self.requests if token and one["resumptionToken"] == token]
        response = super().list(request)
        asked = sum(1 for one in self.requests if one["resumptionToken"])
        if len(uses) == 2 and asked == 2:
            return self.xml(self.envelope(self.error("badResumptionToken", "token already used")))
        if asked == 1:
            response.body = response.data[: len(response.data) // 2]
        return response


@mode("token_with_plus_signs", 3)
class TokenWithSigns(Play):
    """The token holds signs that must be encoded, once and only once."""

    def make_token(self, state: dict[str, str], offset: int) -> str:
        return "a+b/c=d&e%2Bé " + super().make_token(state, offset)

    def read_token(self, token: str) -> dict[str, str] | None:
        head, sign, rest = token.partition(" ")
        return super().read_token(rest) if head + sign == "a+b/c=d&e%2Bé " else None


@mode("same_token_for_ever", 4)
class SameTokenForEver(Play):
    """Every page carries the token of the second page."""

    def token_element(self, state: dict[str, str], *, total: int, at: int, shown: int) -> str:
        return f"<resumptionToken>{self.make_token(state, self.page_size)}</resumptionToken>"


@mode("same_page_new_tokens", 4)
class SamePageNewTokens(Play):
    """The second page comes again and again, each time with a fresh token."""

    def token_element(self, state: dict[str, str], *, total: int, at: int, shown: int) -> str:
        return f"<resumptionToken>{len(self.requests)}!{self.make_token(state, self.page_size)}</resumptionToken>"

    def read_token(self, token: str) -> dict[str, str] | None:
        return super().read_token(token.partition("!")[2])


@mode("long_token_circle", 4)
class LongCircle(Play):
    """One record a page, and after the last one the list starts again."""

    def page(self, request: Request, state: dict[str, str], chosen: list[Record], at: int) -> Response:
        self.page_size = 1
        return super().page(request, state, chosen, at % len(chosen))

    def token_element(self, state: dict[str, str], *, total: int, at: int, shown: int) -> str:
        return f"<resumptionToken>{self.make_token(state, (at + 1) % total)}</resumptionToken>"


@mode("token_element_blank_at_end", 5)
class BlankToken(Play):
    """The last page carries a token element with a blank in it."""

    def token_element(self, state: dict[str, str], *, total: int, at: int, shown: int) -> str:
        element = super().token_element(state, total=total, at=at, shown=shown)
        return element if at + shown < total else "<resumptionToken>\n  </resumptionToken>"


@mode("token_absent_at_end", 5)
class AbsentToken(Play):
    """The last page carries no token element."""

    def token_element(self, state: dict[str, str], *, total: int, at: int, shown: int) -> str:
        return super().token_element(state, total=total, at=at, shown=shown) if at + shown < total else ""


@mode("token_after_the_end", 5)
class TokenAfterEnd(Play):
    """The last page gives one token more, whose answer says that nothing matches."""

    def token_element(self, state: dict[str, str], *, total: int, at: int, shown: int) -> str:
        return f"<resumptionToken>{self.make_token(state, at + shown)}</resumptionToken>"

    def page(self, request: Request, state: dict[str, str], chosen: list[Record], at: int) -> Response:
        if at >= len(chosen):
            return self.xml(self.envelope(self.error("noRecordsMatch", "no more")))
        return super().page(request, state, chosen, at)


@mode("list_size_absurd", 6)
class AbsurdSize(Play):
    """225 176 records are announced for the few there are."""

    def announced(self, total: int, at: int) -> int:
        return 225_176


@mode("list_size_moves", 6)
class MovingSize(Play):
    """The announced size changes from page to page and ends right."""

    def announced(self, total: int, at: int) -> int:
        return total if at + self.page_size >= total else total + at * 7 + 3


@mode("list_ends_early", 7)
class EndsEarly(Play):
    """The list stops after its first page although more was announced."""

    def token_element(self, state: dict[str, str], *, total: int, at: int, shown: int) -> str:
        return f'<resumptionToken completeListSize="{total}" cursor="{at}"/>'


@mode("second_granularity_refused", 19)
class RefusesSeconds(Play):
    """Announces seconds and takes only days."""

    def bad_argument(self, request: Request) -> str:
        return "granularity" if any("T" in request[name] for name in ("from", "until")) else ""


@mode("day_granularity_refused", 19)
class RefusesDays(Play):
    """Announces days and takes only seconds."""

    granularity = "YYYY-MM-DD"

    def bad_argument(self, request: Request) -> str:
        return "granularity" if any(len(request[name]) == 10 for name in ("from", "until")) else ""


@mode("clock_ahead", 20)
class ClockAhead(Play):
    """The server's clock is two days behind, in another zone, written with an offset."""

    def now(self) -> str:
        moment = datetime.now(UTC) - timedelta(days=2) + timedelta(hours=2)
        return moment.strftime("%Y-%m-%dT%H:%M:%S+02:00")


@mode("not_in_date_order", 21)
class NotInOrder(Play):
    """The list comes in the order of the identifiers, not of the dates."""

    def select(self, state: dict[str, str]) -> list[Record]:
        return sorted(super().select(state), key=lambda one: one.identifier[::-1])


@mode("exclusive_until", 22)
class ExclusiveUntil(Play):
    """``until`` is taken as excluded."""

    def select(self, state: dict[str, str]) -> list[Record]:
        return [one for one in super().select(state) if not state["until"] or one.datestamp[: len(state["until"])] < state["until"]]


@mode("backdated_datestamps", 23)
class Backdated(Play):
    """``reload()`` changes every record and stamps it in the past: no incremental harvest can see it."""

    def reload(self) -> None:
        self.all_records = [
            replace(one, datestamp="2023-01-01T00:00:00Z", metadata=one.metadata.replace("Notice", "Notice revue"))
            for one in self.all_records
        ]


@mode("deletions_not_announced", 24)
class SilentDeletions(Play):
    """``forget(n)`` drops records without a tombstone."""

    deleted_record = "no"

    def forget(self, count: int) -> None:
        self.all_records = self.all_records[count:]


@mode("gap_behind_the_cursor", 25)
class Gap(Play):
    """A list that touches 10 January fails until ``repaired`` is set."""

    repaired = False

    def select(self, state: dict[str, str]) -> list[Record]:
        return super().select(state)

    def list(self, request: Request) -> Response:
        low, high = request["from"] or "0", request["until"] or "9"
        if not self.repaired and low[:10] <= "2024-01-10" <= high[:10]:
            return Response("broken", 500)
        return super().list(request)


@mode("duplicate_identifiers", 30)
class Duplicates(Play):
    """The first five records come again at the end, newer."""

    def select(self, state: dict[str, str]) -> list[Record]:
        chosen = super().select(state)
        again = [
            replace(one, datestamp="2024-03-01T00:00:00Z", metadata=one.metadata.replace("Notice", "Notice revue")) for one in chosen[:5]
        ]
        return chosen + again


@mode("nothing_matches", 32)
class NothingMatches(Play):
    """Nothing matches, and the set exists."""

    def select(self, state: dict[str, str]) -> list[Record]:
        return []


@mode("vanished_set", 32)
class VanishedSet(Play):
    """The set is gone: the list says that nothing matches, and ListSets knows other sets."""

    def select(self, state: dict[str, str]) -> list[Record]:
        return [] if state["set"] else super().select(state)

    def list_sets(self, request: Request) -> Response:
        if not request["resumptionToken"]:
            return self.xml(self.envelope("<ListSets><set><setSpec>autre</setSpec></set><resumptionToken>2</resumptionToken></ListSets>"))
        return self.xml(self.envelope("<ListSets><set><setSpec>encore</setSpec></set></ListSets>"))


@mode("empty_set_argument_refused", 37)
class RefusesEmptySet(Play):
    """An empty ``set=`` is refused."""

    def list(self, request: Request) -> Response:
        if request.arguments.get("set") == "":
            return self.xml(self.envelope(self.error("badArgument", "empty set")))
        return super().list(request)


@mode("format_not_offered", 32)
class FormatNotOffered(Play):
    """The metadataPrefix is unknown."""

    def list(self, request: Request) -> Response:
        return self.xml(self.envelope(self.error("cannotDisseminateFormat", "unknown prefix")))


@mode("no_sets", 32)
class NoSets(Play):
    """A set is asked of a server that has none."""

    def list(self, request: Request) -> Response:
        if request["set"]:
            return self.xml(self.envelope(self.error("noSetHierarchy", "no sets here")))
        return super().list(request)
