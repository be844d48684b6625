"""Publishing in the back office, where it is refused: a sentence instead of an error, the page as it was; a list publishes the others."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.views.pages.bulk_actions import PublishBulkAction
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import Page

from catalogue.selectors.publication import REFUSED
from portal.pages.ready import NotReady


class Unready:
    """Answers for every view of the back office that would publish a page which is not ready, a review's approval among them."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Nothing of its own."""
        answer: HttpResponseBase = self.get_response(request)
        return answer

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """What is to be mended, above the page's form. Wagtail's window of a review follows an address that it is given."""
        if not isinstance(exception, NotReady):
            return None
        messages.error(request, exception.said)
        url = _form_of(request, exception.page_id)
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            return JsonResponse({"step": "success", "redirect": url})
        return redirect(url)


def _form_of(request: HttpRequest, page_id: int | None) -> str:
    """Where the page is mended, if this person may; else the home page of the back office."""
    page = Page.objects.filter(pk=page_id).first() if page_id else None
    if page is None or not page.specific.permissions_for_user(request.user).can_edit():
        return reverse("wagtailadmin_home")
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


class PublishReady(PublishBulkAction):
    """Wagtail's action on a list: pages that are not ready stay as they are and are told, the others are published."""

    def execute_action(self, objects: list[Page], include_descendants: bool = False, user: Any = None, **kwargs: Any) -> tuple[int, int]:
        """How many of those chosen were published, and how many of those below them."""
        chosen = below = 0
        for page in objects:
            chosen += self._publish(page.specific, user)
            drafts = page.get_descendants().not_live().defer_streamfields().specific() if include_descendants else ()
            below += sum(self._publish(draft, user) for draft in drafts if draft.permissions_for_user(user).can_publish())
        return chosen, below

    def _publish(self, page: Any, user: Any) -> bool:
        try:
            with transaction.atomic():
                (page.get_latest_revision() or page.save_revision(user=user)).publish(user=user)
        except NotReady as refused:
            messages.error(self.request, refused.said)
            return False
        return True

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str | Promise | None:
        """Wagtail's, unless nothing was published."""
        if not num_parent_objects and not num_child_objects:
            return None
        said: str | Promise = super().get_success_message(num_parent_objects, num_child_objects)
        return said


hooks.register("register_bulk_action", PublishReady, order=1)  # after Wagtail's own of the same name, whose place it takes


class Refused(LogFormatter):
    """A line of a page's history: its time came and it was not published."""

    label = gettext_lazy("Not published at its time")

    def format_message(self, log_entry: Any) -> str:
        """With what was to be mended."""
        return _("Not published at its time: %(problems)s") % {"problems": " ".join(log_entry.data.get("problems", ()))}


@hooks.register("register_log_actions")
def register_refused(actions: LogActionRegistry) -> None:
    """The action that the schedule writes."""
    actions.register_action(REFUSED)(Refused)
