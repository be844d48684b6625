"""The token of a form that sends something: signed here, for one form and a few hours, in the place of a session's cookie."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass

from django.core import signing

SALT = "portal.letters.form"
LEAST = 3  # seconds: no person reads and fills a form in less
MOST = 6 * 3600  # seconds that a page may stay open


@dataclass(frozen=True, slots=True)
class Token:
    """A form's token that was read: ``nonce`` tells this form from every other, ``age`` is in seconds."""

    nonce: str
    age: float

    @property
    def too_soon(self) -> bool:
        """Whether nobody can have filled the form yet."""
        return self.age < LEAST


def fresh(about: str) -> str:
    """A new token for a form about something ("report 99999/t1…")."""
    return signing.dumps([about, secrets.token_urlsafe(16), int(time.time())], salt=SALT)


def opened(text: str, about: str) -> Token | None:
    """The token of a form about that very thing; None for one of another form, too old, or not signed here."""
    try:
        named, nonce, made = signing.loads(text, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    age = time.time() - made
    return Token(nonce, age) if named == about and -LEAST <= age <= MOST else None
