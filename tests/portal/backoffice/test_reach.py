"""Does the portal's policy of pages answer as Wagtail's own does, whoever asks, and in a time that her rights do not square?"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.admin.views.pages.choose_parent import ChooseParentView
from wagtail.models import GroupPagePermission, Page, PagePermissionTester
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import policy_registry

from catalogue.models import Fonds, Institution
from portal.backoffice.reach import Reach
from portal.models import User
from tests.selections import some

pytestmark = pytest.mark.django_db
ACTIONS = ("add", "change", "publish", "lock", "unlock", "bulk_delete", "delete", "view")
WAGTAIL, OURS = PagePermissionPolicy(Page), Reach(Page)


def tree(dice: random.Random, people: list[User]) -> list[Page]:
    """Some pages at random places, of one of these people or of nobody."""
    pages = [Page.objects.get(depth=2)]
    for number in range(25):
        parent = Page.objects.get(pk=dice.choice(pages).pk)
        pages.append(parent.add_child(instance=Page(title=f"Page {number}", slug=f"page-{number}", owner=dice.choice([*people, None]))))
    return list(Page.objects.order_by("path"))


def person(name: str, dice: random.Random, pages: list[Page]) -> User:
    """Somebody in groups that have rights at random places, some of them below others."""
    user = User.objects.create_user(f"{name}@x.example", "x")
    rights = {
        right.codename: right for right in Permission.objects.filter(content_type__app_label="wagtailcore", content_type__model="page")
    }
    for number in range(dice.randrange(4)):
        group = Group.objects.create(name=f"{name} {number}")
        user.groups.add(group)
        for page in dice.sample(pages, dice.randrange(1, 4)):
            for action in dice.sample(ACTIONS[:6], dice.randrange(1, 4)):
                if right := rights.get(f"{action}_page"):
                    GroupPagePermission.objects.create(group=group, page=page, permission=right)
    return user


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


@pytest.mark.parametrize("seed", range(12))
def test_it_answers_as_wagtail_does(seed: int) -> None:
    dice = random.Random(seed)
    owner = User.objects.create_user("owner@x.example", "x")
    pages = tree(dice, [owner])
    people = [person(f"p{number}", dice, pages) for number in range(5)]
    Page.objects.filter(pk__in=[page.pk for page in dice.sample(pages, 8)]).update(owner=people[0])
    pages = list(Page.objects.order_by("path"))
    people.append(User.objects.create_superuser("superuser@x.example", "x"))
    User.objects.filter(pk=people[-2].pk).update(is_active=False)
    for one in some(people):
        # What each policy reads of rights is kept with the person: she asks as two.
        asked = [(OURS, fresh(one)), (WAGTAIL, fresh(one))]
        alike(lambda policy, user: set(policy.explorable_instances(user)), asked)
        alike(lambda policy, user: policy.explorable_root_instance(user), asked)
        for actions in ({"add"}, {"change"}, {"publish"}, {"add", "change"}, {"change", "publish"}, {"delete"}, set(ACTIONS)):
            alike(lambda policy, user, on=actions: set(policy.instances_user_has_any_permission_for(user, on)), asked)
            alike(lambda policy, user, on=actions: policy.user_has_any_permission(user, iter(on)), asked)
            for page in pages:
                alike(lambda policy, user, on=actions, page=page: policy.user_has_any_permission_for_instance(user, on, page), asked)
        for page in pages:
            alike(lambda _policy, user, page=page: getattr(PagePermissionTester(user, page), "permissions", None), asked)


def alike(answer: Callable[[Any, User], Any], asked: list[tuple[Any, User]]) -> None:
    ours, theirs = (answer(policy, user) for policy, user in asked)
    assert ours == theirs


def test_every_screen_asks_it() -> None:
    for model in (Page, Institution, Fonds):
        assert type(policy_registry.get_by_type(model)) is Reach


def test_the_statement_does_not_grow_with_the_rights_of_a_page(world: Any) -> None:
    def length(user: User) -> int:
        with CaptureQueriesContext(connection) as asked:
            list(OURS.explorable_instances(user))
        return max(len(one["sql"]) for one in asked.captured_queries)

    one, many = fresh(world.people["librarian of A"]), fresh(world.people["partner admin of B"])
    right = GroupPagePermission.objects.filter(group__user=many).first()
    for number in range(30):
        group = Group.objects.create(name=f"again {number}")
        many.groups.add(group)
        GroupPagePermission.objects.create(group=group, page=right.page, permission=right.permission)
    assert length(fresh(many)) <= length(one) + 50
    assert len(OURS.get_cached_permissions_for_user(fresh(many))) == len(set(OURS.get_cached_permissions_for_user(fresh(many))))


def test_where_she_may_add_a_page_is_asked_of_her_rights_as_wagtail_asks_it(world: Any) -> None:
    librarian = fresh(world.people["librarian of A"])
    view = ChooseParentView(model=Fonds, locale=None)
    found = set(view.get_valid_parent_pages(librarian))
    assert found and all(page.path.startswith(world.a.path) for page in found)
