"""What readers wrote, in the Wagtail admin: its addresses, its entry in the menu, what waits on the first page."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from portal.backoffice.views.letters import Answer, Inbox, MessageOfReader, Move
from portal.letters import rights


def addresses() -> list[URLPattern]:
    """A message by its number."""
    return [
        path("messages-de-lecteurs/", Inbox.as_view(), name="reader_messages"),
        path("messages-de-lecteurs/<int:pk>/", MessageOfReader.as_view(), name="reader_message"),
        path("messages-de-lecteurs/<int:pk>/repondre/", Answer.as_view(), name="reader_message_answer"),
        path("messages-de-lecteurs/<int:pk>/etat/", Move.as_view(), name="reader_message_move"),
    ]


hooks.register("register_admin_urls", addresses)


class LettersMenuItem(MenuItem):
    """Shown to those to whom readers may write."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether there are any."""
        return rights.may_read(request.user)


@hooks.register("register_admin_menu_item")
def letters_in_the_menu() -> MenuItem:
    """Before the teams."""
    return LettersMenuItem(_("Messages of readers"), reverse("reader_messages"), name="letters", icon_name="mail", order=251)
