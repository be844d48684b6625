"""What an application on a telephone would show."""

from __future__ import annotations

from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from portal.entering.second import factor
from portal.models import User


def code_of(user: User, *, drift: int = 0) -> str:
    """The code of this moment; forgets that one was used, since a test does not wait for the next half minute."""
    device = TOTPDevice.objects.get(user=user)
    TOTPDevice.objects.filter(pk=device.pk).update(last_t=-1)
    return f"{totp(device.bin_key, drift=drift):06d}"


def given_a_second_factor(user: User) -> list[str]:
    """Set one up; the recovery codes."""
    factor.begin(user)
    TOTPDevice.objects.filter(user=user).update(confirmed=True)
    return factor.new_recovery_codes(user)
