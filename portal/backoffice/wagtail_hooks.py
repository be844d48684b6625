"""What we add to the Wagtail admin: the console, our colours and letters, the institutions to be completed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.models import Page

from catalogue.models import Institution
from portal.backoffice import (
    asking,
    letters,  # noqa: F401 - its hooks
    people,  # noqa: F401 - its hooks
    publishing,  # noqa: F401 - its hooks
)
from portal.backoffice.conventions import ConventionViewSet
from portal.backoffice.deliveries import DeliveriesViewSet
from portal.backoffice.deposits import DepositViewSet
from portal.backoffice.finding_aids import FindingAidViewSet
from portal.backoffice.fonds_grids import FondsGridViewSet
from portal.backoffice.home import Yours
from portal.backoffice.local_interest import LocalInterestViewSet, LocalNameViewSet
from portal.backoffice.matching import MatchingViewSet
from portal.backoffice.mediation import MediationViewSet
from portal.backoffice.press import PressViewSet
from portal.backoffice.readership import ReadershipViewSet
from portal.backoffice.register import RegisterViewSet
from portal.backoffice.safeguarding import SafeguardingViewSet
from portal.backoffice.synonyms import SynonymViewSet
from portal.backoffice.training import TrainingViewSet
from portal.backoffice.unit_costs import UnitCostViewSet
from portal.backoffice.views.institutions import InstitutionsToComplete
from portal.backoffice.viewset import HarvestViewSet
from portal.backoffice.waiting import Waiting
from portal.shown.sheets import vendor_stylesheets


@hooks.register("insert_editor_js")
def editor_script() -> str:
    """What makes buttons wait for a draft that is being saved."""
    return format_html('<script type="module" src="{}"></script>', static("backoffice/editor.js"))


@hooks.register("register_admin_viewset")
def register_console() -> HarvestViewSet:
    """The harvests' console."""
    return HarvestViewSet()


@hooks.register("register_admin_viewset")
def register_synonyms() -> SynonymViewSet:
    """The editors' table of synonyms."""
    return SynonymViewSet()


@hooks.register("register_admin_viewset")
def register_local_interest() -> LocalInterestViewSet:
    """The desk of Gallica d'ici."""
    return LocalInterestViewSet()


@hooks.register("register_admin_viewset")
def register_local_names() -> LocalNameViewSet:
    """The names that its rules look for."""
    return LocalNameViewSet()


@hooks.register("register_admin_viewset")
def register_press() -> PressViewSet:
    """Titles of the press and their calendars."""
    return PressViewSet()


@hooks.register("register_admin_viewset")
def register_mediation() -> MediationViewSet:
    """Exhibitions and paths."""
    return MediationViewSet()


@hooks.register("register_admin_viewset")
def register_register() -> RegisterViewSet:
    """The register of institutions."""
    return RegisterViewSet()


@hooks.register("register_admin_viewset")
def register_finding_aids() -> FindingAidViewSet:
    """Finding aids that librarians hand in."""
    return FindingAidViewSet()


@hooks.register("register_admin_viewset")
def register_deposits() -> DepositViewSet:
    """Pictures that librarians deposit."""
    return DepositViewSet()


@hooks.register("register_admin_viewset")
def register_fonds_grids() -> FondsGridViewSet:
    """Fonds handed in as a grid."""
    return FondsGridViewSet()


@hooks.register("register_admin_viewset")
def register_unit_costs() -> UnitCostViewSet:
    """What cataloguing a volume costs."""
    return UnitCostViewSet()


@hooks.register("register_admin_viewset")
def register_conventions() -> ConventionViewSet:
    """Conventions and their reports."""
    return ConventionViewSet()


@hooks.register("register_admin_viewset")
def register_training() -> TrainingViewSet:
    """Sessions of joint training."""
    return TrainingViewSet()


@hooks.register("register_admin_viewset")
def register_safeguarding() -> SafeguardingViewSet:
    """What is carried out first."""
    return SafeguardingViewSet()


@hooks.register("register_admin_viewset")
def register_readership() -> ReadershipViewSet:
    """How much is read."""
    return ReadershipViewSet()


@hooks.register("register_admin_viewset")
def register_matching() -> MatchingViewSet:
    """Which records describe the same edition."""
    return MatchingViewSet()


@hooks.register("register_admin_viewset")
def register_deliveries() -> DeliveriesViewSet:
    """What CCFr has of each institution."""
    return DeliveriesViewSet()


@hooks.register("register_admin_urls")
def register_institutions() -> list[URLPattern]:
    """The list of institutions to be completed."""
    return [path("etablissements-a-completer/", InstitutionsToComplete.as_view(), name="institutions_to_complete")]


@hooks.register("insert_global_admin_css")
def our_style() -> SafeString:
    """The public site's letters and colours, by Wagtail's own custom properties."""
    return format_html('{}<link rel="stylesheet" href="{}">', vendor_stylesheets(), static("backoffice/backoffice.css"))


@hooks.register("construct_homepage_panels")
def add_yours(request: HttpRequest, panels: list[Component]) -> None:
    """Before everything else what waits, then what one has come for."""
    panels.extend((Waiting(request), Yours(request)))


def _keep_institutions(request: HttpRequest, pages: Iterable[Page]) -> HttpResponse | None:
    """An institution is what notices and sources stand on: only a superuser deletes one, and never one that has a source."""
    found = Institution.objects.filter(pk__in=[page.pk for page in pages])
    if not request.user.is_superuser and found.exists():
        messages.error(request, _("An institution cannot be deleted here: ask the portal’s team."))
    elif found.filter(sources__isnull=False).exists():
        messages.error(request, _("This institution answers for a source: it cannot be deleted."))
    elif found.filter(deposits__isnull=False).exists():
        messages.error(request, _("This institution has deposited pictures, whose addresses are for ever: it cannot be deleted."))
    else:
        return None
    return redirect("wagtailadmin_home")


@hooks.register("before_delete_page")
def keep_institution(request: HttpRequest, page: Page) -> HttpResponse | None:
    """One page."""
    return _keep_institutions(request, page.get_descendants(inclusive=True))


@hooks.register("before_bulk_action")
def keep_institutions(request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any) -> HttpResponse | None:
    """Several pages chosen in a list."""
    if action.model is not Page:
        return None
    if action_type == "unpublish":
        return asking.unless_sure(request, objects)
    if action_type != "delete":
        return None
    return _keep_institutions(request, (page for chosen in objects for page in chosen.get_descendants(inclusive=True)))


@hooks.register("before_unpublish_page")
def ask_before_all(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A page with those below it."""
    return asking.unless_sure(request, [page])


@hooks.register("construct_help_menu")
def keep_what_is_ours(request: HttpRequest, items: list[MenuItem]) -> None:
    """Wagtail's pages of help are in English and speak of Wagtail; the keys of the editor stay."""
    items[:] = [item for item in items if not item.name.startswith(("whats-new", "editor-guide"))]
