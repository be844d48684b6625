"""The visit sheet of a reader without an account: what she put aside, in one signed cookie that exists only once there is something."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse
from django.utils.http import base36_to_int, int_to_base36

COOKIE = "fiche"
MOST = 100
DAYS = 30  # from the last change
LARGEST_ID = 2**63 - 1
_SIGNER = Signer(salt="portal.public.visit.basket")
_TOKEN = re.compile(r"([0-9a-z]{1,13})(?:-([0-9a-z]{1,7}))?")


@dataclass(frozen=True, slots=True)
class Entry:
    """A notice put aside; ``library`` is the key of the card that was chosen (``copies.card_key``), "" for the notice as a whole."""

    record_id: int
    library: str = ""

    @property
    def token(self) -> str:
        """The entry in a few letters, for the cookie and for forms."""
        number = int_to_base36(self.record_id)
        return f"{number}-{self.library}" if self.library else number


@dataclass(frozen=True, slots=True)
class Basket:
    """What was put aside, in that order, each thing once, at most :data:`MOST`."""

    entries: tuple[Entry, ...] = ()

    @property
    def is_full(self) -> bool:
        """Whether nothing more can be put in."""
        return len(self.entries) >= MOST

    def adding(self, entry: Entry) -> Basket:
        """The basket with one more thing; unchanged where it is there already, or where there is no room."""
        if entry in self.entries or self.is_full:
            return self
        return replace(self, entries=(*self.entries, entry))

    def without(self, entry: Entry) -> Basket:
        """The basket without one thing."""
        return replace(self, entries=tuple(found for found in self.entries if found != entry))


def entry_of(token: str) -> Entry | None:
    """The entry that a token stands for, None for anything else."""
    found = _TOKEN.fullmatch(token)
    if found is None:
        return None
    record_id = base36_to_int(found[1])
    return Entry(record_id, found[2] or "") if 0 < record_id <= LARGEST_ID else None


def read(request: HttpRequest) -> Basket:
    """The reader's basket; empty without a cookie, and with one that was not signed here."""
    try:
        text = _SIGNER.unsign(request.COOKIES.get(COOKIE, ""))
    except BadSignature:
        return Basket()
    entries = [entry for token in text.split(".")[:MOST] if (entry := entry_of(token))]
    return Basket(tuple(dict.fromkeys(entries)))


def write(response: HttpResponse, basket: Basket) -> None:
    """Give the reader her basket to keep; an empty one leaves no cookie behind."""
    if not basket.entries:
        response.delete_cookie(COOKIE, samesite="Lax")
        return
    response.set_cookie(
        COOKIE,
        _SIGNER.sign(".".join(entry.token for entry in basket.entries)),
        max_age=DAYS * 86_400,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
