"""Which pages a person may see and change, asked in the time that her institutions take, not in the square of it.

Wagtail joins a condition a right, and copies all of those before it each time: a person of 300 institutions, who has 1 500 rights, waits
more than a minute for the explorer (https://github.com/wagtail/wagtail/issues/14593). Rights are said once for a page and hold for all that
is below it: the topmost pages are enough, and a path is below one of them when it begins with it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from wagtail.models import AbstractPage, GroupPagePermission, Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import register_permission_policy

EXPLORING = frozenset({"add", "change", "publish", "lock", "unlock", "bulk_delete"})
STEP: int = Page.steplen  # characters of a path for each level of the tree


class Place(NamedTuple):
    """What Wagtail asks of a page that a right is said for: where it stands in the tree."""

    pk: int
    path: str
    depth: int


class Named(NamedTuple):
    """What it asks of a permission: its name."""

    codename: str


class Right(NamedTuple):
    """One right of a person, with what Wagtail asks of its own ``GroupPagePermission``."""

    page: Place
    permission: Named

    @property
    def page_id(self) -> int:
        """The number of the page."""
        return self.page.pk


class Reach(PagePermissionPolicy):
    """Wagtail's policy of pages with the same answers, which a test compares."""

    def get_all_permissions_for_user(self, user: Any) -> tuple[Right, ...]:
        """Her rights, each once, whatever the number of groups that give it."""
        if not user.is_active or user.is_anonymous or user.is_superuser:
            return ()
        given = GroupPagePermission.objects.filter(group__user=user).order_by("page__path").distinct()
        rows = given.values_list("page_id", "page__path", "page__depth", "permission__codename")
        return tuple(Right(Place(pk, path, depth), Named(name)) for pk, path, depth, name in rows)

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        """Whether she may do one of these somewhere. Who may add pages may change her own."""
        known = self._base_user_has_permission(user)
        if known is not None:
            return bool(known)
        asked = set(actions)
        if "change" in asked:
            asked.add("add")
        return not set().union(*self._by_path(user).values()).isdisjoint(self._get_permission_codenames(asked))

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet[Page]:
        """The pages on which a person may do one of these."""
        whole = self._base_queryset_for_user(user)
        return self._pages(self._changeable(user, frozenset(actions))) if whole is None else whole

    def explorable_instances(self, user: Any) -> QuerySet[Page]:
        """The pages that she is shown: those that she may do something with, and the way down to them."""
        whole = self._base_queryset_for_user(user)
        if whole is not None:
            return whole
        pages = {right.page.path: right.page for right in self.get_cached_permissions_for_user(user)}
        way = {path for page in pages for path in _above(page)}
        first = self.model.base_page_model.objects.first_common_ancestor_of(pages.values())
        return self._pages([*self._changeable(user, EXPLORING), Q(path__in=way)]).filter(path__startswith=first.path)

    def user_has_any_permission_for_instance(self, user: Any, actions: Iterable[str], instance: Page) -> bool:
        """Whether she may do one of these on a page: the rights of the pages on the way down to it are looked at, not all that she has."""
        known = self._base_user_has_permission(user)
        if known is not None:
            return bool(known)
        rights = self._by_path(user)
        names = {name for path in (*_above(instance.path), instance.path) for name in rights.get(path, ())}
        if self._get_permission_codename("add") in names and instance.owner_id == user.pk:
            names.add(self._get_permission_codename("change"))
        return bool(self._get_permission_codenames(set(actions)) & names)

    def _changeable(self, user: Any, actions: frozenset[str]) -> list[Q]:
        """One of these conditions holds for each page on which she may do one of these."""
        add, wanted = self._get_permission_codename("add"), self._get_permission_codenames(set(actions))
        rights = self._by_path(user)
        found = [_below(path) for path in _topmost({path for path, names in rights.items() if names & wanted})]
        if "change" in actions and "add" not in actions:
            own = _topmost({path for path, names in rights.items() if add in names})
            found += [Q(Q(*map(_below, own), _connector=Q.OR), owner=user)] if own else []
        return found

    def _by_path(self, user: Any) -> dict[str, set[str]]:
        """The names of her rights, by the page that they are said for; kept with the rights that Wagtail keeps for a request."""
        rights = self.get_cached_permissions_for_user(user)
        kept: tuple[Any, dict[str, set[str]]] | None = getattr(user, "_reach_by_path", None)
        if kept is None or kept[0] is not rights:
            by_path: dict[str, set[str]] = {}
            for right in rights:
                by_path.setdefault(right.page.path, set()).add(right.permission.codename)
            kept = user._reach_by_path = (rights, by_path)
        return kept[1]

    def _pages(self, wanted: list[Q]) -> QuerySet[Page]:
        # Fields alone: the search of pages reads the conditions of what it searches in. Joined at once: each "or" copies what is before it.
        every = self.model._default_manager
        found: QuerySet[Page] = every.filter(Q(*wanted, _connector=Q.OR)) if wanted else every.none()
        return found


def _above(path: str) -> Iterator[str]:
    """The paths of the pages above one, from the root down."""
    return (path[:end] for end in range(STEP, len(path), STEP))


def _below(path: str) -> Q:
    """Pages at this path or below."""
    return Q(path__startswith=path)


def _topmost(paths: Collection[str]) -> list[str]:
    """Those that lie below none of the others."""
    return sorted(path for path in paths if not any(above in paths for above in _above(path)))


def take_over() -> None:
    """Ask this policy from now on."""
    register_permission_policy(AbstractPage, Reach(Page))
