"""Do the pages of the back office work under a policy that runs no script but its own files?"""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]

PLACES = (
    "wagtailadmin_home", "wagtailadmin_account", "wagtailadmin_explore_root", "wagtailimages:index", "wagtailimages:add",
    "wagtaildocs:index", "wagtaildocs:add", "wagtailusers_users:index", "wagtailusers_groups:index", "wagtailusers_groups:add",
    "wagtailredirects:index", "wagtailredirects:add", "wagtailsites:index", "wagtailadmin_collections:index",
    "wagtailadmin_reports:site_history", "wagtailadmin_reports:locked_pages", "synonyms:index", "synonyms:add", "register:index",
    "institutions_to_complete", "teams", "team_of_portal", "journal", "second_factor:index", "second_factor:set_up",
    "harvesting:points", "harvesting:point_add", "harvesting:runs", "harvesting:messages", "harvesting:quarantine", "admin:index",
    "admin:portal_user_changelist", "admin:portal_user_add",
)  # fmt: skip


@pytest.fixture
def entered(transactional_db, world, context, live_server):
    """A superuser's browser, and what it complained of."""
    client = world.client("superuser")
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    page, complaints = context.new_page(), []
    page.on("console", lambda message: complaints.append((page.url, message.text)) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append((page.url, str(error))))
    return world, page, complaints


def visit(page: Any, address: str) -> None:
    """Open it and let its scripts run."""
    answer = page.goto(address)
    assert answer.status == 200, address
    policy = answer.headers["content-security-policy"]
    assert "unsafe" not in policy.replace("style-src 'self' 'unsafe-inline'", "") and "default-src 'none'" in policy
    page.wait_for_load_state("networkidle")


def test_no_page_of_the_back_office_breaks_the_policy(entered, live_server):
    world, page, complaints = entered
    addresses = [reverse(name) for name in PLACES]
    addresses += [reverse("wagtailadmin_pages:edit", args=[world.a.pk]), reverse("wagtailadmin_explore", args=[world.a.pk])]
    addresses += [reverse("wagtailadmin_pages:history", args=[world.a.pk]), reverse("harvesting:run", args=[world.run_a.pk])]
    addresses += [reverse("harvesting:point_edit", args=[world.point_a.pk]), reverse("team", args=[world.a.pk])]
    addresses += [reverse("wagtailusers_users:edit", args=[world.people["editor"].pk])]
    for address in addresses:
        visit(page, f"{live_server.url}{address}")
    assert complaints == []
