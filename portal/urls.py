"""Every address of the portal: French without a prefix, English under /en/, the back office and health outside languages."""

from typing import NoReturn

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.http import Http404, HttpRequest
from django.urls import include, path
from wagtail.admin import urls as wagtail_admin_urls
from wagtail.documents import urls as wagtail_documents_urls

from portal.public.views import sitemaps
from portal.public.views.robots import robots


def closed(request: HttpRequest) -> NoReturn:
    """Wagtail's own pages for trying its error pages: nothing is there for anybody."""
    raise Http404


urlpatterns = [
    path("gestion/failwhale/", closed),
    path("gestion/test404/", closed),
    path("gestion/", include(wagtail_admin_urls)),
    path("administration/", admin.site.urls),
    path("documents/", include(wagtail_documents_urls)),
    path("robots.txt", robots),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap/pages.xml", sitemaps.pages, name="sitemap_pages"),
    path("sitemap/notices-<int:number>.xml", sitemaps.notices, name="sitemap_notices"),
    path("sante/", include("portal.public.health_urls")),
    *i18n_patterns(path("", include("portal.public.urls")), prefix_default_language=False),
]

handler400 = "portal.public.errors.bad_request"
handler403 = "portal.public.errors.forbidden"
handler404 = "portal.public.errors.not_found"
handler500 = "portal.public.errors.server_error"
