"""Roles: the groups that people are put into."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from wagtail.models import GroupPagePermission

from catalogue.models import Source
from catalogue.services import institutions, register
from harvest import policies
from portal import roles
from portal.demonstration_accounts import ACCOUNTS
from portal.models import User
from tests.selections import some


@pytest.fixture
def library(db):
    register.forget()
    return institutions.make("693836101", name="Bibliothèque A")


def everything() -> set:
    rights = set(GroupPagePermission.objects.values_list("group__name", "page_id", "permission__codename"))
    return rights | set(Group.objects.values_list("name", "permissions__codename"))


def test_migrating_makes_the_editors_with_the_tree_of_pages(db):
    group = Group.objects.get(name=roles.EDITOR.group)
    synonyms = {f"{action}_synonym" for action in ("add", "change", "delete", "view")}
    conventions = {f"{action}_convention" for action in ("add", "change", "delete", "view")}
    assert set(group.permissions.values_list("codename", flat=True)) == {
        "access_admin",
        "view_registerentry",
        "renumber_institution",
        "view_readermessage",
        "change_readermessage",
        *synonyms,
        "change_localrule",
        *(f"{action}_localname" for action in ("add", "change", "delete", "view")),
        *conventions,
        *("add_unitcost", "view_unitcost"),
        *(f"{action}_trainingsession" for action in ("add", "change", "delete", "view")),
    }
    assert set(group.page_permissions.values_list("permission__codename", flat=True)) >= {"add_page", "change_page", "publish_page"}
    assert {permission.page.depth for permission in group.page_permissions.all()} == {2}


def test_making_the_roles_twice_changes_nothing(library):
    Source.objects.create(slug="a", name="A", institution=library)
    library.to_complete = False
    library.save()
    roles.ensure_roles()
    once = everything()
    assert any("Moissonnages" in name for name, *_ in once)
    assert any("Bibliothécaires" in name for name, *_ in once)
    roles.ensure_roles()
    assert everything() == once


def test_a_group_that_lost_a_right_gets_it_back(library):
    group = roles.group_of(roles.PARTNER_ADMIN, library)
    group.permissions.clear()
    Source.objects.create(slug="a", name="A", institution=library)
    roles.ensure_roles()
    assert group.permissions.filter(codename="add_harvestrun").exists()


def test_a_renamed_library_keeps_its_groups(library):
    group = roles.group_of(roles.LIBRARIAN, library)
    library.title = "Médiathèque A"
    library.save()
    assert roles.group_of(roles.LIBRARIAN, library) == group


def test_two_libraries_of_one_name_have_two_groups(library):
    other = institutions.make("381856101", name=library.title)
    assert roles.group_of(roles.LIBRARIAN, library) != roles.group_of(roles.LIBRARIAN, other)


def test_a_very_long_name_still_makes_a_group(library):
    library.title = "Bibliothèque " * 19
    library.save()
    assert roles.group_of(roles.PARTNER_ADMIN, library).name.endswith("(693836101)")


def test_a_library_that_nobody_described_and_that_answers_for_nothing_has_no_group(library):
    roles.ensure_roles()
    assert not Group.objects.filter(name__contains=library.rcr).exists()


def test_the_librarian_has_no_harvests_and_the_partner_admin_has(library):
    librarian, admin = User.objects.create_user("l@x.example"), User.objects.create_user("p@x.example")
    roles.grant(librarian, "librarian", institution=library)
    roles.grant(admin, "partner admin", institution=library)
    assert not policies.may_see_harvests(librarian)
    assert set(policies.institutions_for(admin)) == {library}


def test_every_account_of_the_demonstration_has_a_role_that_exists(library):
    for account in some(ACCOUNTS):
        if account.role != "superuser":
            user = User.objects.create_user(account.email)
            assert roles.grant(user, account.role, institution=library if account.institution or account.network else None)


def test_an_unknown_role_and_a_missing_institution_are_said(library):
    user = User.objects.create_user("u@x.example")
    with pytest.raises(roles.RoleError, match="choose one of editor, librarian, partner admin"):
        roles.grant(user, "king")
    with pytest.raises(roles.RoleError, match="belongs to an institution"):
        roles.grant(user, "librarian")
    assert not user.groups.exists()


def test_the_roles_can_be_asked_for_before_the_pages_exist(db):
    """A test that empties the tables migrates again: content types come back, the page tree does not."""
    from wagtail.models import Page, Site

    Site.objects.all().delete()
    Page.objects.all().delete()
    Group.objects.all().delete()
    roles.ensure_roles()
    assert not Group.objects.exists()
