"""The journal of the back office: who did what, to which institution; those who look after an institution read its part."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group
from django.db.models import Q, QuerySet
from wagtail.log_actions import get_active_log_context
from wagtail.models import GroupPagePermission

from catalogue.models import Institution, Network
from harvest import policies
from portal.models import Deed, User
from portal.place import Place, fields_of

READ = "portal.view_deed"
NAME_LENGTH, ABOUT_LENGTH = 300, 500


def note(person: Any, kind: Deed.Kind, *, about: str, institution: Place | None = None) -> None:
    """Write one line about an institution or a network; ``person`` is None for the command line and the schedule."""
    known = person if person is not None and person.is_authenticated else None
    name = f"{known} ({known.email})"[:NAME_LENGTH] if known else ""
    Deed.objects.create(person_id=known.pk if known else None, name=name, kind=kind, about=about[:ABOUT_LENGTH], **fields_of(institution))


def deeds_for(user: Any) -> QuerySet[Deed]:
    """The lines that ``user`` may read: all for a superuser, those of her institutions and networks for who looks after one."""
    if policies.has_all(user):
        return Deed.objects.all()
    institutions, networks = policies.institutions_for(user, right=READ), policies.networks_for(user, right=READ)
    return Deed.objects.filter(Q(institution__in=institutions) | Q(network__in=networks))


def may_read(user: Any) -> bool:
    """Whether the journal has anything for ``user``."""
    return policies.has_somewhere(user, READ)


def note_roles(sender: Any, instance: Any, action: str, reverse: bool, pk_set: set[int] | None, **kwargs: Any) -> None:
    """Notes each role given or taken, whatever page or command did it (a receiver of ``m2m_changed`` of accounts and groups)."""
    if action == "pre_clear":
        pk_set = set((instance.user_set if reverse else instance.groups).values_list("pk", flat=True))
    kind = {"post_add": Deed.Kind.ROLE_GIVEN, "post_remove": Deed.Kind.ROLE_TAKEN, "pre_clear": Deed.Kind.ROLE_TAKEN}.get(action)
    if kind is None or not pk_set:
        return
    people = list(User.objects.filter(pk__in=pk_set)) if reverse else [instance]
    groups = [instance] if reverse else list(Group.objects.filter(pk__in=pk_set))
    who = get_active_log_context().user
    for group in groups:
        place = _place_of(group)
        for person in people:
            note(who, kind, about=f"{person.email} · {group.name}", institution=place)


def _place_of(group: Group) -> Place | None:
    pages = GroupPagePermission.objects.filter(group=group).values("page")
    return Institution.objects.filter(pk__in=pages).first() or Network.objects.filter(pk__in=pages).first()
