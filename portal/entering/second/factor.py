"""What a person has beside her password: set up, asked for, counted, taken away; django-otp keeps the keys and slows guesses down."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any, cast

import django_otp
import segno
from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from portal.entering.lockout import Attempt

RECOVERY_CODES = 10
DIGITS = 6
# Wrong codes in a row, from anywhere: after them each try waits 2 ** 10 seconds, no longer, so that its owner can come back.
MOST_COUNTED = 11


class Outcome(Enum):
    """What became of a code that somebody typed."""

    RIGHT = "right"
    WRONG = "wrong"
    WAIT = "wait"  # too soon after wrong ones, whatever it is
    LOCKED = "locked"  # as many wrong ones here as closes the door for passwords too


@dataclass(frozen=True, slots=True)
class Key:
    """What an application is told: by a picture (inline SVG without a style), or by letters typed in groups of four."""

    picture: str
    letters: str
    address: str


def has_one(user: Any) -> bool:
    """Whether a second factor of ``user`` is set up."""
    return TOTPDevice.objects.filter(user=user.pk, confirmed=True).exists()


def is_required_of(user: Any) -> bool:
    """Superusers do not work without one, but where ``SECOND_FACTOR_REQUIRED`` is off (`make run`, tests)."""
    return bool(settings.SECOND_FACTOR_REQUIRED and user.is_superuser)


def is_awaited_from(user: Any) -> bool:
    """Whether ``user``, of a request, has given her password and has yet to give, or to set up, her second factor."""
    return not user.is_verified() and (has_one(user) or is_required_of(user))


def begin(user: Any) -> Key:
    """A key that counts once :func:`confirm` has seen a code of it; the same one until then."""
    device, _ = TOTPDevice.objects.get_or_create(user=user, confirmed=False, defaults={"name": "application"})
    letters = base64.b32encode(device.bin_key).decode()
    groups = " ".join(letters[start : start + 4] for start in range(0, len(letters), 4))
    picture = segno.make(device.config_url, error="m").svg_inline(omitsize=True, svgclass="qr", lineclass="qr-line", border=4)
    return Key(picture, groups, device.config_url)


def confirm(request: HttpRequest, typed: str) -> tuple[Outcome, list[str]]:
    """The application gives the right codes: from now on they are asked for. The recovery codes, which are shown this once."""
    outcome = _tried(request, TOTPDevice, typed, confirmed=False)
    if outcome is not Outcome.RIGHT:
        return outcome, []
    with transaction.atomic():
        device = TOTPDevice.objects.select_for_update().get(user=request.user, confirmed=False)
        device.confirmed = True
        device.save()
        codes = new_recovery_codes(request.user)
    _enter(request, device)
    return outcome, codes


def new_recovery_codes(user: Any) -> list[str]:
    """Ten codes that open once each, in place of those there were."""
    with transaction.atomic():
        device, _ = StaticDevice.objects.select_for_update().get_or_create(user=user, defaults={"name": "recovery"})
        device.token_set.all().delete()
        codes = [StaticToken.random_token() for _ in range(RECOVERY_CODES)]
        StaticToken.objects.bulk_create([StaticToken(device=device, token=code) for code in codes])
    return codes


def recovery_codes_left(user: Any) -> int:
    """How many have not been used."""
    return StaticToken.objects.filter(device__user=user.pk).count()


def verify(request: HttpRequest, typed: str) -> Outcome:
    """Whether what was typed is the application's code of this moment, or a recovery code; if so the session is wholly entered."""
    kind = TOTPDevice if len(typed) == DIGITS and typed.isdigit() else StaticDevice
    outcome = _tried(request, kind, typed)
    if outcome is Outcome.RIGHT:
        _enter(request, kind.objects.get(user=request.user, confirmed=True))
    return outcome


def waits_until(user: Any) -> datetime | None:
    """Until when no code of ``user`` is looked at, whatever it is; None: it is looked at."""
    refusals = (device.verify_is_allowed()[1] for device in django_otp.devices_for_user(user, confirmed=None))
    return max((refusal["locked_until"] for refusal in refusals if refusal), default=None)


def remove(user: Any) -> bool:
    """Take everything away; whether there was anything. Whoever is entered by it has to enter again."""
    with transaction.atomic():
        gone = [model.objects.filter(user=user.pk).delete()[0] for model in (TOTPDevice, StaticDevice)]
    return any(gone)


def _tried(request: HttpRequest, kind: Any, typed: str, *, confirmed: bool = True) -> Outcome:
    """One try, counted like a wrong password: for this account and address by axes, for the account from anywhere by django-otp."""
    credentials = _credentials(request.user)
    if not AxesProxyHandler.is_allowed(request, credentials):
        return Outcome.LOCKED
    with transaction.atomic():
        device = kind.objects.select_for_update().filter(user=request.user.pk, confirmed=confirmed).order_by("pk").first()
        if device is not None and not device.verify_is_allowed()[0]:
            return Outcome.WAIT
        right = device is not None and device.verify_token(typed)
        kind.objects.filter(user=request.user.pk, throttling_failure_count__gt=MOST_COUNTED).update(throttling_failure_count=MOST_COUNTED)
    if right:
        AccessAttempt.objects.filter(username=credentials["username"], ip_address=cast(Attempt, request).axes_ip_address).delete()
        return Outcome.RIGHT
    AxesProxyHandler.user_login_failed(sender=kind, credentials=credentials, request=request)
    return Outcome.LOCKED if getattr(request, "axes_locked_out", False) else Outcome.WRONG


def _credentials(user: Any) -> Mapping[str, str]:
    """The account that wrong codes are counted for: not the one of wrong passwords, which the right password forgets."""
    return {"username": f"second factor of {user.get_username().casefold()}"}


def _enter(request: HttpRequest, device: Any) -> None:
    request.session.cycle_key()
    django_otp.login(request, device)
