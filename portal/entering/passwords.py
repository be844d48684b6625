"""Passwords: refused where they can be guessed, hashed one at a time, asked for again a few times an hour."""

from __future__ import annotations

import hashlib
import threading
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core.cache import cache as shared
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from wagtail.admin.forms.auth import PasswordResetForm
from zxcvbn import zxcvbn

from catalogue.core.text import fold
from catalogue.geography import tables
from portal.entering.lockout import account_of
from portal.visitors import house_of

ENOUGH_GUESSES = 10  # power of ten: the highest of the five scores of zxcvbn
SHORTEST_PART = 5  # letters: below, parts of names are little words
READ_LETTERS = 72  # zxcvbn takes no more; what is longer is not guessed by its beginning
_WORDS = Path(__file__).parent / "data" / "weak_words.txt"
# A French keyboard's keys, as the American keyboard that zxcvbn knows names them.
_AZERTY = str.maketrans("azqwmAZQWM,;:!", "qwaz;QWAZ:m,./")
HASHES_AT_ONCE = threading.BoundedSemaphore(1)
RESETS_FOR_AN_ACCOUNT = 3
RESETS_FROM_AN_ADDRESS = 12
RESET_SECONDS = 3600


@cache
def _known_words() -> tuple[str, ...]:
    """The words that people put into passwords: the usual ones first, then the names of every commune, whole and run together."""
    communes = list(tables.communes().names)
    parts = (part for name in communes for part in name.split() if len(part) >= SHORTEST_PART)
    return tuple(dict.fromkeys([*_WORDS.read_text(encoding="utf-8").split(), *(name.replace(" ", "") for name in communes), *parts]))


def _of_the_person(user: Any) -> Iterator[str]:
    for attribute in ("email", "first_name", "last_name"):
        text = fold(str(getattr(user, attribute, "") or ""))
        yield from text.replace("@", " ").replace(".", " ").split()


def guesses(password: str, user: Any = None) -> float:
    """How many guesses find it, as a power of ten: the least of it as typed, without accents or blanks, by its place on the keys."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", password) if not unicodedata.combining(letter))
    together = "".join(letter for letter in plain if letter.isalnum())
    forms = {form[:READ_LETTERS] for form in (password, plain, plain.translate(_AZERTY), together) if form}
    words = [*_of_the_person(user), *_known_words()]
    return min((float(zxcvbn(form, user_inputs=words)["guesses_log10"]) for form in forms), default=0.0)


class HardToGuess:
    """Refuses a password that a list of usual ones, a run of keys, names or dates would find (OWASP ASVS 2.1.7, 2.1.8)."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError with what to do instead."""
        if guesses(password, user) < ENOUGH_GUESSES:
            raise ValidationError(
                gettext("This password is easy to guess: choose four words that have nothing to do with one another, or with you."),
                code="password_easy_to_guess",
            )

    def get_help_text(self) -> str:
        """What the form says beforehand."""
        return gettext("Four words that have nothing to do with one another make a good password: easy to keep in mind, hard to guess.")


class OneAtATime(PBKDF2PasswordHasher):
    """Django's own hasher, one hash at a time in a process: whoever tries many passwords waits, readers' pages do not."""

    def encode(self, password: str, salt: str, iterations: int | None = None) -> str:
        """The hash, once it is this one's turn."""
        with HASHES_AT_ONCE:
            return super().encode(password, salt, iterations)


class FewResets(PasswordResetForm):
    """Sends few mails to one account and for one address; the page says the same thing whatever was sent."""

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Send the mail, or nothing where enough were sent within the hour."""
        request = kwargs["request"]
        from_one = asked_again(f"address-{house_of(request)}", RESETS_FROM_AN_ADDRESS)
        if asked_again(f"account-{account_of(self.cleaned_data['email'])}", RESETS_FOR_AN_ACCOUNT) and from_one:
            super().save(*args, **kwargs)


def asked_again(what: str, most: int) -> bool:
    """Count one more mail of a kind; whether that is still among the ``most`` of this hour."""
    key = f"reset-{hashlib.sha256(what.encode()).hexdigest()}"
    shared.add(key, 0, RESET_SECONDS)
    try:
        return shared.incr(key) <= most
    except ValueError:  # it ended in between
        return True
