"""Who reads and answers what readers write: those who have the right over the institution it is for; the regional team all of it.

As with harvests, one group must hold both the right and the institution's page, or a page above it.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from wagtail.models import GroupPagePermission

from harvest import policies
from portal.models import ReaderMessage

READ, ANSWER = "portal.view_readermessage", "portal.change_readermessage"
DEEPEST_ROOT = 2  # the depth of a site's first page: whoever has a right there has it over every institution


def is_regional(user: Any, *, right: str = READ) -> bool:
    """Whether ``user`` has the right over the whole portal: messages for no institution of ours are hers too."""
    if policies.has_all(user):
        return True
    if not user.is_active or user.is_anonymous:
        return False
    app_label, codename = right.split(".")
    return GroupPagePermission.objects.filter(
        group__user=user.pk,
        group__permissions__codename=codename,
        group__permissions__content_type__app_label=app_label,
        page__depth__lte=DEEPEST_ROOT,
    ).exists()


def messages_for(user: Any, *, right: str = READ) -> QuerySet[ReaderMessage]:
    """The messages that ``user`` may read, or answer and close (:data:`ANSWER`)."""
    if is_regional(user, right=right):
        return ReaderMessage.objects.all()
    return ReaderMessage.objects.filter(Q(institution__in=policies.institutions_for(user, right=right)))


def may_read(user: Any) -> bool:
    """Whether messages may ever come to ``user``."""
    return policies.has_somewhere(user, READ) or is_regional(user)
