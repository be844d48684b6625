"""The visit sheet of a reader without an account: what she put aside, in one signed cookie that exists only once there is something."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse
from django.utils.http import base36_to_int, int_to_base36

from catalogue.core.ark import NotAnArk, is_checked, parse
from portal.hygiene import whole
from portal.public.door.address import SHEET_COOKIE

COOKIE = SHEET_COOKIE
MOST = 100
DAYS = 30  # from the last change
LARGEST_ID = 2**63 - 1
_SIGNER = Signer(salt="portal.public.visit.basket")
_TOKEN = re.compile(r"([0-9b-z]{5})_([0-9b-z]{2,22})(?:-([0-9a-z]{1,7}))?")
_FORMER = re.compile(r"([0-9a-z]{1,13})(?:-([0-9a-z]{1,7}))?")


@dataclass(frozen=True, slots=True)
class Entry:
    """A notice put aside; ``library`` is the key of the card that was chosen (``copies.card_key``), "" for the notice as a whole.

    ``ark`` is its "NAAN/name". ``number``: what a cookie of before arks, or a page open since then, says instead of it; 0 elsewhere.
    """

    ark: str
    library: str = ""
    number: int = 0

    @property
    def token(self) -> str:
        """The entry in a few letters, for the cookie and for forms."""
        name = self.ark.replace("/", "_") or int_to_base36(self.number)
        return f"{name}-{self.library}" if self.library else name

    @property
    def name(self) -> str:
        """What to call it where nothing is left of it."""
        return f"ark:/{self.ark}" if self.ark else str(self.number)


@dataclass(frozen=True, slots=True)
class Basket:
    """What was put aside, in that order, each thing once, at most :data:`MOST`."""

    entries: tuple[Entry, ...] = ()

    @property
    def is_full(self) -> bool:
        """Whether nothing more can be put in."""
        return len(self.entries) >= MOST

    @property
    def text(self) -> str:
        """The basket as :func:`listed` reads it."""
        return ".".join(entry.token for entry in self.entries)

    def adding(self, entry: Entry) -> Basket:
        """The basket with one more thing; unchanged where it is there already, or where there is no room."""
        if entry in self.entries or self.is_full:
            return self
        return replace(self, entries=(*self.entries, entry))

    def without(self, entry: Entry) -> Basket:
        """The basket without one thing."""
        return replace(self, entries=tuple(found for found in self.entries if found != entry))


def listed(text: str) -> Basket:
    """The basket that an address or a cookie lists, entry by entry behind full stops; what is no entry is left out."""
    entries = [entry for token in text.split(".")[:MOST] if (entry := entry_of(token))]
    return Basket(tuple(dict.fromkeys(entries)))


def entry_of(token: str) -> Entry | None:
    """The entry that a token stands for, None for anything else."""
    if found := _TOKEN.fullmatch(token):
        ark = f"{found[1]}/{found[2]}"
        return Entry(ark, found[3] or "") if is_checked(ark) else None
    if found := _FORMER.fullmatch(token):
        number = base36_to_int(found[1])
        return Entry("", found[2] or "", number) if 0 < number <= LARGEST_ID else None
    return None


def put_aside(name: str, library: str) -> Entry | None:
    """The entry that a form asks for: ``name`` is an ark, or the number that pages of before arks gave; None for anything else."""
    try:
        entry = Entry(parse(name).name, library)
    except NotAnArk:
        entry = Entry("", library, whole(name.removeprefix("notice:"), digits=19) or 0)
    return entry_of(entry.token) if entry.ark or 0 < entry.number <= LARGEST_ID else None


def renamed(basket: Basket, arks: Mapping[int, str]) -> Basket:
    """The basket with the arks of the entries of which only the number was known; ``arks``: by number."""
    entries = [Entry(arks[entry.number], entry.library) if entry.number in arks else entry for entry in basket.entries]
    return Basket(tuple(dict.fromkeys(entries)))


def read(request: HttpRequest) -> Basket:
    """The reader's basket; empty without a cookie, and with one that was not signed here. Entries of before arks have their number."""
    try:
        return listed(_SIGNER.unsign(request.COOKIES.get(COOKIE, "")))
    except BadSignature:
        return Basket()


def write(response: HttpResponse, basket: Basket) -> None:
    """Give the reader her basket to keep; an empty one leaves no cookie behind.

    Scripts of ours read it: pages are kept for everybody, and only the browser knows what this reader put aside. It holds no secret.
    """
    if not basket.entries:
        response.delete_cookie(COOKIE, samesite="Lax")
        return
    response.set_cookie(
        COOKIE,
        _SIGNER.sign(basket.text),
        max_age=DAYS * 86_400,
        httponly=False,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
