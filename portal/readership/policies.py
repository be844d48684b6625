"""Whose figures a person reads: those of the institutions whose page she publishes or whose harvests she looks after."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from catalogue import policies
from catalogue.models import Institution
from harvest import policies as harvests


def institutions_for(user: Any) -> QuerySet[Institution]:
    """The institutions whose figures ``user`` reads; the regional team and a superuser read all, an inactive account none."""
    return policies.institutions_of(user) | harvests.institutions_for(user)


def may_read_some(user: Any) -> bool:
    """Whether there is any."""
    return institutions_for(user).exists()
