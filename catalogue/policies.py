"""Who may decide which records describe the same edition: whoever publishes the page of an institution that one of them belongs to."""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, QuerySet
from wagtail.models import GroupPagePermission

from catalogue.models import Institution


def institutions_of(user: Any) -> QuerySet[Institution]:
    """The institutions for whose records ``user`` decides: those whose page she publishes, by a right on it or on a page above it, as the
    regional team has. A superuser decides for all, an inactive account for none.
    """
    if not user.is_active or user.is_anonymous:
        return Institution.objects.none()
    if user.is_superuser:
        return Institution.objects.all()
    granted = (
        GroupPagePermission.objects.filter(group__user=user.pk, permission__codename="publish_page")
        .annotate(institution_path=ExpressionWrapper(OuterRef("path"), output_field=CharField()))
        .filter(institution_path__startswith=F("page__path"))
    )
    return Institution.objects.filter(Exists(granted))


def may_decide_some(user: Any) -> bool:
    """Whether there is any institution for whose records ``user`` decides."""
    return institutions_of(user).exists()
