"""Who may decide which records describe the same edition: whoever publishes the page of an institution that one of them belongs to; and
who keeps the safeguarding sheet of one.
"""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, QuerySet
from wagtail.models import GroupPagePermission

from catalogue.models import Institution, Network

SAFEGUARDING = "catalogue.keep_safeguarding"
PUBLISH = "wagtailcore.publish_page"
_KEPT = "_rights_somewhere"


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
    return (user.is_active and user.is_superuser) or PUBLISH in rights_somewhere(user)


def rights_somewhere(user: Any) -> frozenset[str]:
    """The rights that ``user`` has by a group on the page of some institution or network, or above it: those of the groups
    ("harvest.run_endpoint") and those on the pages ("wagtailcore.publish_page"). A superuser needs none and has none here.

    One statement, kept on the account as Django keeps its permissions: a page of the back office asks for ten.
    """
    kept: frozenset[str] | None = getattr(user, _KEPT, None)
    if kept is not None or not user.is_active or user.is_anonymous:
        return kept or frozenset()
    below = [Exists(places.objects.filter(path__startswith=OuterRef("page__path"))) for places in (Institution, Network)]
    of_groups = ("group__permissions__content_type__app_label", "group__permissions__codename")
    on_pages = ("permission__content_type__app_label", "permission__codename")
    given = GroupPagePermission.objects.filter(below[0] | below[1], group__user=user.pk)
    names = {f"{row[at]}.{row[at + 1]}" for row in given.values_list(*of_groups, *on_pages).distinct() for at in (0, 2)}
    setattr(user, _KEPT, frozenset(names))
    return frozenset(names)


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
