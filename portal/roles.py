"""Roles as groups: who enters the back office and what for; made and repaired by :func:`ensure_roles`, at any moment.

The editors are one group, with the whole tree of pages. Librarians, partner admins and keepers of the safeguarding plan are one group
per institution, tied to the institution by rights on its page (``harvest.policies`` reads that tie); librarians are one per network too,
whose page stands above those of its institutions. A superuser has no group. Group names are content, in the portal's first language; a
group is found again by its first words and its page, so it may be renamed after them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page, Site

from catalogue.models import Institution, Network
from catalogue.models.institution import RENUMBER
from catalogue.policies import SAFEGUARDING
from harvest import policies
from portal import review
from portal.letters import rights
from portal.models import User

ENTER = "wagtailadmin.access_admin"
TEAM = "portal.add_invitation"
JOURNAL = "portal.view_deed"
READ_REGISTER = "catalogue.view_registerentry"
PAGE_APP = "wagtailcore"
MEDIA_OF_EDITORS = (
    "wagtailimages.add_image",
    "wagtailimages.change_image",
    "wagtailimages.choose_image",
    "wagtaildocs.add_document",
    "wagtaildocs.change_document",
    "wagtaildocs.choose_document",
)
COSTS = ("catalogue.add_unitcost", "catalogue.view_unitcost")  # a cost of the past is neither changed nor deleted
CONVENTIONS = tuple(f"catalogue.{action}_convention" for action in ("add", "change", "delete", "view"))
TRAINING = tuple(f"catalogue.{action}_trainingsession" for action in ("add", "change", "delete", "view"))
LETTERS = (rights.READ, rights.ANSWER)
SYNONYMS = tuple(f"catalogue.{action}_synonym" for action in ("add", "change", "delete", "view"))
LOCAL_INTEREST = ("catalogue.change_localrule", *(f"catalogue.{action}_localname" for action in ("add", "change", "delete", "view")))
MEDIA_OF_LIBRARIANS = ("wagtailimages.add_image", "wagtailimages.choose_image", "wagtaildocs.add_document", "wagtaildocs.choose_document")


@dataclass(frozen=True, slots=True)
class Role:
    """What a role may do. ``group`` opens the name of its groups; ``pages`` are rights on a page and all below it."""

    code: str
    group: str
    of_one_institution: bool
    pages: tuple[str, ...]
    permissions: tuple[str, ...] = (ENTER,)
    media: tuple[str, ...] = ()


EDITOR = Role(
    "editor",
    "Équipe éditoriale",
    False,
    ("add", "change", "publish", "lock", "unlock"),
    permissions=(ENTER, READ_REGISTER, RENUMBER, *SYNONYMS, *LOCAL_INTEREST, *COSTS, *CONVENTIONS, *TRAINING, *LETTERS),
    media=MEDIA_OF_EDITORS,
)
LIBRARIAN = Role(
    "librarian",
    "Bibliothécaires",
    True,
    ("add", "change", "publish", "lock", "unlock"),
    permissions=(ENTER, *LETTERS),
    media=MEDIA_OF_LIBRARIANS,
)
PARTNER_ADMIN = Role("partner admin", "Moissonnages", True, ("change",), permissions=(ENTER, TEAM, JOURNAL, *policies.RIGHTS, *LETTERS))
# The right on the page gives her nothing to write: it ties the group to the institution.
SAFEGUARD = Role("safeguard", "Plan de sauvegarde", True, ("lock",), permissions=(ENTER, SAFEGUARDING))
ROLES = {role.code: role for role in (EDITOR, LIBRARIAN, PARTNER_ADMIN, SAFEGUARD)}
NAME_LENGTH = 150


class RoleError(Exception):
    """A role was asked for that does not exist, or without the institution it needs."""


def ensure_roles() -> None:
    """Make the groups that are missing and give each the rights of its role; changes nothing when all is there.

    Partner admins have a group for each institution that answers for a source, librarians for each institution that
    somebody has described and for each network. Does nothing before the tables are there (a partial ``migrate``).
    """
    if GroupPagePermission._meta.db_table not in connection.introspection.table_names():
        return
    for label in ("portal", "wagtailcore", "wagtailadmin", "wagtailimages", "wagtaildocs", "harvest", "catalogue"):
        create_permissions(apps.get_app_config(label), verbosity=0)
    with transaction.atomic():
        site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
        root = site.root_page if site else Page.get_first_root_node()
        if root is not None:
            group, _ = Group.objects.get_or_create(name=EDITOR.group)
            _give(EDITOR, {group.pk: root.pk})
            review.give_to(group)
        _ensure_groups(LIBRARIAN, Network.objects.all())
        described = Institution.objects.filter(to_complete=False)
        _ensure_groups(LIBRARIAN, described)
        _ensure_groups(PARTNER_ADMIN, Institution.objects.filter(sources__isnull=False).distinct())


def group_of(role: Role, institution: Institution | Network | None = None) -> Group:
    """The group of a role, made when it is not there. Raises RoleError when the role needs an institution and has none."""
    if not role.of_one_institution:
        ensure_roles()
        return Group.objects.get(name=role.group)
    if institution is None:
        raise RoleError(f"The role {role.code} belongs to an institution: name one.")
    with transaction.atomic():
        return Group.objects.get(pk=_ensure_groups(role, [institution])[institution.pk])


def grant(user: User, role_code: str, *, institution: Institution | Network | None = None) -> Group:
    """Put ``user`` into the group of a role, at an institution or at all those of a network; the group. Raises RoleError for an unknown
    role or a missing institution.
    """
    if role_code not in ROLES:
        raise RoleError(f"There is no role {role_code!r}: choose one of {', '.join(ROLES)}.")
    group = group_of(ROLES[role_code], institution)
    user.groups.add(group)
    return group


def team_institutions(user: User) -> QuerySet[Institution]:
    """The institutions whose people ``user`` may invite and remove."""
    return policies.institutions_for(user, right=TEAM)


def team_networks(user: User) -> QuerySet[Network]:
    """The networks whose people ``user`` may invite and remove."""
    return policies.networks_for(user, right=TEAM)


def looks_after(user: User, place: Institution | Network) -> bool:
    """Whether ``user`` may invite and remove the people of an institution or a network."""
    hers = team_networks(user) if isinstance(place, Network) else team_institutions(user)
    return hers.filter(pk=place.pk).exists()


def groups_of_team(place: Institution | Network | None) -> dict[str, list[Group]]:
    """The groups of each role at an institution or a network, by the role's code; those of the whole portal for None."""
    if place is None:
        return {EDITOR.code: list(Group.objects.filter(name=EDITOR.group))}
    tied = Group.objects.filter(page_permissions__page=place.pk).distinct()
    return {role.code: list(tied.filter(name__startswith=role.group)) for role in ROLES.values() if role.of_one_institution}


def _group_name(role: Role, institution: Institution | Network) -> str:
    """ "Moissonnages : Bibliothèque de Lyon (693836101)"; the number keeps two libraries of one name apart."""
    number = f" ({institution.code})"
    return f"{role.group}\u00a0: {institution.title}"[: NAME_LENGTH - len(number)] + number


def _ensure_groups(role: Role, institutions: Iterable[Institution | Network]) -> dict[int, int]:
    """The group of ``role`` for each institution, as page key → group key, with its rights."""
    wanted = {institution.pk: institution for institution in institutions}
    tied = GroupPagePermission.objects.filter(page_id__in=wanted, group__name__startswith=role.group)
    groups = dict(tied.order_by("-group_id").values_list("page_id", "group_id"))
    for pk, institution in wanted.items():
        if pk not in groups:
            groups[pk] = Group.objects.get_or_create(name=_group_name(role, institution))[0].pk
    _give(role, {group: page for page, group in groups.items()})
    return groups


def _permissions(names: Iterable[str]) -> list[Permission]:
    wanted = Q(pk__in=[])
    for name in names:
        app_label, codename = name.split(".")
        wanted |= Q(content_type__app_label=app_label, codename=codename)
    return list(Permission.objects.filter(wanted))


def _give(role: Role, pages: dict[int, int]) -> None:
    """Add what is missing to the groups: ``pages`` maps each to the page it works on. Takes nothing away."""
    through = Group.permissions.through
    rights = _permissions(role.permissions)
    through.objects.bulk_create(
        [through(group_id=group, permission_id=right.pk) for group in pages for right in rights], ignore_conflicts=True
    )
    page_rights = _permissions(f"{PAGE_APP}.{action}_{Page._meta.model_name}" for action in role.pages)
    GroupPagePermission.objects.bulk_create(
        [GroupPagePermission(group_id=group, page_id=page, permission=right) for group, page in pages.items() for right in page_rights],
        ignore_conflicts=True,
    )
    root = Collection.get_first_root_node()
    if root is not None:
        media = _permissions(role.media)
        GroupCollectionPermission.objects.bulk_create(
            [GroupCollectionPermission(group_id=group, collection_id=root.pk, permission=right) for group in pages for right in media],
            ignore_conflicts=True,
        )
