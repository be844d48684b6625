"""Wagtail's views that show titles of the whole tree to whoever has entered, drafts of other institutions among them: closed to most.

No form of the portal chooses a page: only superusers meet that chooser, where they give a group its rights. What is of each type of page
is the regional team's, which sees every page anyway.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.admin.auth import require_admin_access
from wagtail.admin.menu import MenuItem
from wagtail.admin.views import chooser
from wagtail.admin.views.reports.page_types_usage import PageTypesUsageReportView
from wagtail.admin.viewsets.pages import page_viewset_registry
from wagtail.models import Page

TEAM = "catalogue.view_registerentry"  # the regional team, as for the register
_TYPE = "pages/usage/<slug:content_type_app_name>/<slug:content_type_model_name>/"
_BY = {"app_label_kwarg": "content_type_app_name", "model_name_kwarg": "content_type_model_name"}
_REPORT = "reports/page-types-usage/"
OF_SUPERUSERS: tuple[tuple[str, Any], ...] = (
    ("choose-page/", chooser.BrowseView.as_view()),
    ("choose-page/<int:parent_page_id>/", chooser.BrowseView.as_view()),
    ("choose-page/search/", chooser.SearchView.as_view()),
    ("choose-page/chosen-multiple/", chooser.ChosenMultipleView.as_view()),
)
OF_THE_TEAM: tuple[tuple[str, Any], ...] = (
    (_TYPE, page_viewset_registry.as_view("content_type_use", **_BY)),
    (f"{_TYPE}results/", page_viewset_registry.as_view("content_type_use_results", **_BY)),
    (_REPORT, PageTypesUsageReportView.as_view()),
    (f"{_REPORT}results/", PageTypesUsageReportView.as_view(results_only=True)),
)


# Its form to move a page is shown before its right is asked for.
_MOVE = "pages/<int:page_to_move_id>/move/<int:destination_id>/confirm/"


def _of_who_may_move(request: HttpRequest, page_to_move_id: int, destination_id: int) -> HttpResponseBase:
    page = get_object_or_404(Page, pk=page_to_move_id).specific
    if not page.permissions_for_user(request.user).can_move():
        raise PermissionDenied
    view = page_viewset_registry.as_view("move_confirm", page_id_kwarg="page_to_move_id")
    answer: HttpResponseBase = view(request, page_to_move_id=page_to_move_id, destination_id=destination_id)
    return answer


def _guarded(view: Any, *, superusers: bool) -> Any:
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        user = request.user
        if not (user.is_superuser if superusers else user.has_perm(TEAM)):
            raise PermissionDenied
        answer: HttpResponseBase = view(request, *args, **kwargs)
        return answer

    return require_admin_access(guarded)


def before_wagtail() -> list[URLPattern]:
    """The routes that stand before those of Wagtail."""
    closed = [path(route, _guarded(view, superusers=True)) for route, view in OF_SUPERUSERS]
    team = [path(route, _guarded(view, superusers=False)) for route, view in OF_THE_TEAM]
    return [*closed, *team, path(_MOVE, require_admin_access(_of_who_may_move))]


@hooks.register("construct_reports_menu")
def no_report_of_all(request: HttpRequest, items: list[MenuItem]) -> None:
    """No entry of the menu leads to a refusal."""
    if not request.user.has_perm(TEAM):
        items[:] = [item for item in items if item.name != "page-types-usage"]
