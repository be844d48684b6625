"""Who may decide which records describe the same edition: whoever publishes the page of an institution that one of them belongs to; and
who keeps the safeguarding sheet of one.
"""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, QuerySet
from wagtail.models import GroupPagePermission

from catalogue.models import Institution

SAFEGUARDING = "catalogue.keep_safeguarding"


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


def safeguarded_by(user: Any) -> QuerySet[Institution]:
    """The institutions whose safeguarding sheet ``user`` keeps: one group holds both that right and the very page of the institution.

    A right on a page above gives nothing here, nor does being superuser: the sheet says where treasures are, and stays in the house.
    """
    if not user.is_active or user.is_anonymous:
        return Institution.objects.none()
    app_label, codename = SAFEGUARDING.split(".")
    granted = GroupPagePermission.objects.filter(
        group__user=user.pk,
        group__permissions__codename=codename,
        group__permissions__content_type__app_label=app_label,
        page=OuterRef("pk"),
    )
    return Institution.objects.filter(Exists(granted))
