"""Where machines may go (RFC 9309)."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from portal.public.addresses import site_address
from portal.shown.query import FILTERS

CLOSED = ("/gestion/", "/administration/", "/oembed")
_BLOCKS = ("/integrer/bloc", "/integrer/ark:", "/integrer/?")
CLOSED_IN_EACH_LANGUAGE = ("/recherche/affiner/", "/numerisation/", "/ma-fiche", "/au-hasard", *_BLOCKS)
OTHER_PARAMETERS = ("de", "a", "numerise", "tri", "page", "vue")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Notices, feeds and sitemaps are open to every machine; the endless combinations of filters are not (RFC 9309).

    Pictures are closed but for the one that other sites show of a link.
    """
    languages = ("", *(f"/{code}" for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE))
    lines = ["User-agent: *"]
    lines += [f"Disallow: {path}" for path in CLOSED]
    lines += [f"Disallow: {language}{path}" for path in CLOSED_IN_EACH_LANGUAGE for language in languages]
    parameters = (*(facet.parameter for facet in FILTERS.values()), *OTHER_PARAMETERS)
    lines += [f"Disallow: /*{mark}{name}=" for name in dict.fromkeys(parameters) for mark in "?&"]
    lines += ["Disallow: /*/signaler", "Disallow: /*/question"]
    lines += [f"Allow: {language}/numerisation/*/apercu" for language in languages]
    lines += ["Allow: /", "", f"Sitemap: {site_address(request)}/sitemap.xml", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
