"""Every address of the portal: French without a prefix, English under /en/, the back office and health outside languages."""

from typing import NoReturn

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.http import Http404, HttpRequest
from django.urls import include, path
from django.views.decorators.cache import never_cache
from wagtail.admin import urls as wagtail_admin_urls
from wagtail.documents import urls as wagtail_documents_urls

from portal import health
from portal.backoffice.whole_tree import before_wagtail
from portal.entering.invitations.views import Accept
from portal.media import images
from portal.public.urls import at_the_root as asked_of_pages
from portal.public.urls import urlpatterns as pages
from portal.publish.urls import at_the_root
from portal.publish.urls import urlpatterns as machines


def closed(request: HttpRequest) -> NoReturn:
    """Wagtail's own pages for trying its error pages: nothing is there for anybody."""
    raise Http404


urlpatterns = [
    path("gestion/failwhale/", closed),
    path("gestion/test404/", closed),
    path("gestion/invitation/<str:token>/", never_cache(Accept.as_view()), name="invitation"),
    path("gestion/", include(before_wagtail())),
    path("gestion/", include(wagtail_admin_urls)),
    path("administration/", admin.site.urls),
    path("documents/", include(wagtail_documents_urls)),
    path("media/<path:name>", images),
    *at_the_root,
    *asked_of_pages,
    path("sante/", health.live, name="live"),
    path("sante/pret", health.ready, name="ready"),
    *i18n_patterns(path("", include(([*pages, *machines], "public"))), prefix_default_language=False),
]

handler400 = "portal.public.shared.errors.bad_request"
handler403 = "portal.public.shared.errors.forbidden"
handler404 = "portal.public.shared.errors.not_found"
handler500 = "portal.public.shared.errors.server_error"
