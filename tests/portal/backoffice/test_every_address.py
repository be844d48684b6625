"""Every address of the back office, Wagtail's own included, asked by every role about the second institution."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from tests.portal.backoffice.test_rights import WHO

# What the back office gives to whoever asks: its forms to enter, its words and its signs.
FOR_ANYBODY = ("/gestion/login/", "/gestion/password_reset/", "/gestion/jsi18n/", "/gestion/sprite/")
STRANGERS = frozenset({"anonymous", "nobody"})
OTHERS = frozenset({"librarian of A", "partner admin of A"})
# They answer another librarian, but with a form whose deed is refused: test_a_move_of_the_second_institution_is_refused.
HARMLESS = ("/move/", "/workflow/confirm_cancellation/", "/choose-page/", "/password_reset/")


def _routes(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern, route)
        else:
            yield route


def _addresses(world) -> Iterator[str]:
    """Every address under the back office, filled with the second institution's page, point, run and record."""
    of_console = {"points": world.point_b.pk, "suivi": world.run_b.pk, "quarantaine": world.record_b.pk}

    def fill(found: re.Match[str]) -> str:
        name = found.group(0)
        known = {"app_label": "catalogue", "model_name": "institution", "action": "delete", "slug": "page"}
        word = next((value for key, value in known.items() if key in name), None)
        return word or str(next((pk for part, pk in of_console.items() if f"moissonnage/{part}" in route), world.b.pk))

    for route in _routes(get_resolver()):
        if route.startswith(("gestion/", "documents/")) and "logout" not in route:
            address = re.sub(r"\(\?P[^)]*\)|<[^>]+>", fill, route)
            yield "/" + re.sub(r"[\^$\\]", "", address)


def _asked(client: Client, address: str) -> int | str:
    """The status, or the error that no page was made of."""
    try:
        return client.get(address).status_code
    except Exception as error:
        return type(error).__name__


@pytest.mark.parametrize("who", WHO)
def test_no_address_of_the_back_office_breaks_or_opens_what_is_not_hers(world, who):
    client, of_b = world.client(who), f"/{world.b.pk}/"
    answers = {address: _asked(client, address) for address in set(_addresses(world))}
    assert len(answers) > 150
    assert {address: status for address, status in answers.items() if isinstance(status, str) or status >= 500} == {}
    opened = [address for address, status in answers.items() if status == 200]
    if who in STRANGERS:
        assert [address for address in opened if not address.startswith(FOR_ANYBODY)] == []
    if who in OTHERS:
        assert [address for address in opened if of_b in address and not any(part in address for part in HARMLESS)] == []


@pytest.mark.parametrize("who", sorted(OTHERS))
def test_a_move_of_the_second_institution_is_refused(world, who):
    before = world.b.path
    client = world.client(who)
    for target in (world.a.pk, world.b.get_parent().pk, world.b.pk):
        client.post(reverse("wagtailadmin_pages:move_confirm", args=[world.b.pk, target]))
    client.post(reverse("wagtailadmin_pages:confirm_workflow_cancellation", args=[world.b.pk]))
    world.b.refresh_from_db()
    assert (world.b.path, world.b.live) == (before, True)


def test_a_librarian_previews_what_she_is_writing_and_readers_do_not(world, client):
    world.a.presentation = "Une phrase que personne n’a encore lue"
    world.a.save_revision()
    draft = world.client("librarian of A").get(reverse("wagtailadmin_pages:view_draft", args=[world.a.pk]))
    assert draft.status_code == 200
    assert world.a.presentation in draft.content.decode()
    assert "frame-ancestors 'self'" in draft["Content-Security-Policy"]
    assert world.a.presentation not in client.get(f"/etablissement/{world.a.rcr}", follow=True).content.decode()


@pytest.mark.parametrize("address", ["/gestion/failwhale/", "/gestion/test404/"])
def test_the_pages_that_wagtail_tries_its_errors_with_are_closed(world, address):
    assert world.client("superuser").get(address).status_code == 404
