"""Rights over harvests: which rows a person may touch, and why."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser, Group, Permission
from wagtail.models import GroupPagePermission

from catalogue.models import Source
from catalogue.services import institutions, register
from harvest import policies
from harvest.models import Endpoint, HarvestRun, QuarantinedRecord
from portal.models import User


@pytest.fixture
def points(db):
    """One point in each of two institutions, each with a run and a record in quarantine."""
    register.forget()
    made = {}
    for name, rcr in (("a", "693836101"), ("b", "381856101")):
        institution = institutions.make(rcr)
        source = Source.objects.create(slug=name, name=name, institution=institution)
        point = Endpoint.objects.create(source=source, protocol="oai_pmh", url="http://example.org/oai")
        run = HarvestRun.objects.create(endpoint=point, kind="full")
        QuarantinedRecord.objects.create(
            source=source, key="x", code="unreadable", data=b"", run=run, first_seen_at=run.created_at, last_seen_at=run.created_at
        )
        made[name] = point
    return made


def group(name: str, *rights: str, page=None) -> Group:
    made = Group.objects.create(name=name)
    made.permissions.set(Permission.objects.filter(content_type__app_label="harvest", codename__in=[r.split(".")[1] for r in rights]))
    if page is not None:
        GroupPagePermission.objects.create(group=made, page=page.page_ptr, permission_type="change")
    return made


def person(*groups: Group, **fields) -> User:
    user = User.objects.create_user(f"p{User.objects.count()}@x.example", **fields)
    user.groups.set(groups)
    return user


def names(points) -> set[str]:
    return {point.source.slug for point in points}


def test_a_partner_admin_has_the_points_runs_and_quarantine_of_her_institution(points):
    user = person(group("g", *policies.RIGHTS, page=points["a"].source.institution))
    assert names(policies.endpoints_for(user)) == {"a"}
    assert {run.endpoint.source.slug for run in policies.runs_for(user)} == {"a"}
    assert {record.source.slug for record in policies.quarantine_for(user)} == {"a"}
    assert policies.may_run(user, points["a"])
    assert not policies.may_run(user, points["b"])
    assert policies.may_steer(user, points["a"].runs.get())
    assert not policies.may_steer(user, points["b"].runs.get())
    assert policies.may_edit(user, points["a"])
    assert not policies.may_edit(user, points["b"])
    assert policies.may_see_harvests(user)
    assert policies.may_add(user)
    assert not policies.may_set_guards(user)


def test_the_page_and_the_permission_must_be_held_by_one_group(points):
    """Librarian of A, partner admin of B: nothing of A's harvests."""
    librarian = group("librarian", page=points["a"].source.institution)
    admin = group("admin", *policies.RIGHTS, page=points["b"].source.institution)
    assert names(policies.endpoints_for(person(librarian, admin))) == {"b"}


def test_a_permission_without_a_page_gives_nothing(points):
    user = person(group("g", *policies.RIGHTS))
    assert not policies.endpoints_for(user).exists()
    assert not policies.may_see_harvests(user)


def test_a_page_without_the_permission_gives_nothing(points):
    user = person(group("g", page=points["a"].source.institution))
    assert not policies.endpoints_for(user).exists()
    assert not policies.quarantine_for(user).exists()


def test_a_right_on_the_page_above_is_a_right_on_every_institution_below(points):
    user = person(group("network", policies.SEE, policies.RUN, page=institutions.index_page()))
    assert names(policies.endpoints_for(user)) == {"a", "b"}
    assert policies.may_run(user, points["b"])


def test_each_right_is_given_for_itself(points):
    user = person(group("lookers-on", policies.SEE, page=points["a"].source.institution))
    assert names(policies.endpoints_for(user)) == {"a"}
    assert policies.runs_for(user).count() == 1
    assert not policies.may_run(user, points["a"])
    assert not policies.may_edit(user, points["a"])
    assert not policies.may_add(user)
    assert not policies.quarantine_for(user).exists()
    assert not policies.runs_for(user, right=policies.STEER).exists()


def test_a_superuser_has_everything_and_an_account_put_to_sleep_nothing(points):
    awake, asleep = User.objects.create_superuser("su@x.example"), User.objects.create_superuser("old@x.example", is_active=False)
    assert names(policies.endpoints_for(awake)) == {"a", "b"}
    assert policies.runs_for(awake).count() == policies.quarantine_for(awake).count() == 2
    assert policies.may_set_guards(awake)
    assert not policies.endpoints_for(asleep).exists()
    assert not policies.may_set_guards(asleep)
    left = person(group("g", *policies.RIGHTS, page=points["a"].source.institution), is_active=False)
    assert not policies.endpoints_for(left).exists()


def test_somebody_without_an_account_has_nothing(points):
    assert not policies.endpoints_for(AnonymousUser()).exists()
    assert not policies.runs_for(AnonymousUser()).exists()
    assert not policies.quarantine_for(AnonymousUser()).exists()
    assert not policies.may_see_harvests(AnonymousUser())


def test_a_right_is_one_query_whatever_it_is_used_for(points, django_assert_num_queries):
    user = person(group("g", *policies.RIGHTS, page=points["a"].source.institution))
    with django_assert_num_queries(1):
        assert len(policies.quarantine_for(user).filter(source__in=Source.objects.all())) == 1
