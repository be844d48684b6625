"""What entering adds to the Wagtail admin: the second factor's pages, and the ways that lead to them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets import Button


@hooks.register("register_admin_urls")
def register_second_factor() -> list[URLResolver]:
    """Its pages."""
    return [path("second-facteur/", include("portal.entering.second.urls"))]


@hooks.register("register_account_menu_item")
def second_factor_of_one_s_account(request: HttpRequest) -> dict[str, str]:
    """Among what one may do with one's account."""
    return {
        "url": reverse("second_factor:index"),
        "label": _("Second factor"),
        "help_text": _("A code of your telephone after the password: whoever learns your password does not enter."),
    }


@hooks.register("register_user_listing_buttons")
def second_factor_of_somebody(user: Any, request_user: Any) -> Iterator[Button]:
    """Beside each account, for superusers."""
    if request_user.is_superuser:
        address = reverse("second_factor:of_somebody", args=[user.pk])
        yield Button(_("Take away the second factor"), address, icon_name="lock", priority=40)
