"""Who may do what with harvests: every right is a function that returns the rows a person may touch.

A person belongs to an institution through a group that holds two things: a right on the institution's page, or on a page
above it, and the permission that the right names. One group must hold both, so that the librarian of one library who looks
after another one's harvests never mixes the two. A superuser has every right; an inactive account none.
"""

from __future__ import annotations

from typing import Any, TypeVar

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, QuerySet
from wagtail.models import GroupPagePermission

from catalogue.models import Institution, Network
from catalogue.policies import rights_somewhere
from harvest.models import Endpoint, HarvestMessage, HarvestRun, QuarantinedRecord

SEE = "harvest.view_endpoint"
ADD = "harvest.add_endpoint"
EDIT = "harvest.change_endpoint"
RUN = "harvest.add_harvestrun"
STEER = "harvest.change_harvestrun"
SEE_QUARANTINE = "harvest.view_quarantinedrecord"
RIGHTS = (SEE, ADD, EDIT, RUN, STEER, SEE_QUARANTINE)

Place = TypeVar("Place", Institution, Network)


def has_all(user: Any) -> bool:
    """True for an active superuser."""
    return bool(user.is_active and user.is_superuser)


def institutions_for(user: Any, *, right: str = SEE) -> QuerySet[Institution]:
    """The institutions over whose harvests ``user`` has ``right``."""
    return _places(Institution.objects.all(), user, right)


def networks_for(user: Any, *, right: str = SEE) -> QuerySet[Network]:
    """The networks on which ``user`` has ``right``, and so over all their institutions."""
    return _places(Network.objects.all(), user, right)


def _places(every: QuerySet[Place], user: Any, right: str) -> QuerySet[Place]:
    if has_all(user):
        return every
    if not user.is_active or user.is_anonymous:
        return every.none()
    app_label, codename = right.split(".")
    granted = (
        GroupPagePermission.objects.filter(
            group__user=user.pk, group__permissions__codename=codename, group__permissions__content_type__app_label=app_label
        )
        .annotate(place_path=ExpressionWrapper(OuterRef("path"), output_field=CharField()))
        .filter(place_path__startswith=F("page__path"))
    )
    return every.filter(Exists(granted))


def people_of(institution: Institution, *, right: str = SEE) -> QuerySet[Any]:
    """The active accounts that have ``right`` over the harvests of an institution by one of their groups; superusers are not among them."""
    app_label, codename = right.split(".")
    above = [page.pk for page in institution.get_ancestors(inclusive=True)]
    groups = Group.objects.filter(
        page_permissions__page_id__in=above, permissions__codename=codename, permissions__content_type__app_label=app_label
    )
    return get_user_model().objects.filter(is_active=True, groups__in=groups).distinct()


def endpoints_for(user: Any, *, right: str = SEE) -> QuerySet[Endpoint]:
    """The harvesting points on which ``user`` has ``right``."""
    if has_all(user):
        return Endpoint.objects.all()
    return Endpoint.objects.filter(source__institution__in=institutions_for(user, right=right))


def runs_for(user: Any, *, right: str = SEE) -> QuerySet[HarvestRun]:
    """The harvests that ``user`` may see (``SEE``) or abort, resume and decide (``STEER``)."""
    if has_all(user):
        return HarvestRun.objects.all()
    return HarvestRun.objects.filter(endpoint__source__institution__in=institutions_for(user, right=right))


def messages_for(user: Any) -> QuerySet[HarvestMessage]:
    """The messages of the harvests that ``user`` may see."""
    if has_all(user):
        return HarvestMessage.objects.all()
    return HarvestMessage.objects.filter(run__endpoint__source__institution__in=institutions_for(user))


def quarantine_for(user: Any) -> QuerySet[QuarantinedRecord]:
    """The records in quarantine that ``user`` may read."""
    if has_all(user):
        return QuarantinedRecord.objects.all()
    return QuarantinedRecord.objects.filter(source__institution__in=institutions_for(user, right=SEE_QUARANTINE))


def has_somewhere(user: Any, right: str) -> bool:
    """Whether there is an institution, or a network, on which ``user`` has ``right``; a superuser has every right everywhere."""
    return has_all(user) or right in rights_somewhere(user)


def may_see_harvests(user: Any) -> bool:
    """Whether the console has anything for ``user``: a superuser, or somebody with an institution's harvests."""
    return has_somewhere(user, SEE)


def may_add(user: Any) -> bool:
    """Whether ``user`` may add a harvesting point for one institution at least."""
    return has_somewhere(user, ADD)


def may_edit(user: Any, endpoint: Endpoint) -> bool:
    """Whether ``user`` may change this harvesting point."""
    return endpoints_for(user, right=EDIT).filter(pk=endpoint.pk).exists()


def may_run(user: Any, endpoint: Endpoint) -> bool:
    """Whether ``user`` may start a harvest of this point."""
    return endpoints_for(user, right=RUN).filter(pk=endpoint.pk).exists()


def may_steer(user: Any, run: HarvestRun) -> bool:
    """Whether ``user`` may abort, resume or decide this harvest."""
    return runs_for(user, right=STEER).filter(pk=run.pk).exists()


def may_set_guards(user: Any) -> bool:
    """Whether ``user`` may touch what protects the portal and the partners: ports, rates, deletion guard, files of this machine."""
    return has_all(user)
