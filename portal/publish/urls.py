"""Addresses of what is given to machines: those at the root, and those beside the pages of each language."""

from django.urls import URLPattern, URLResolver, include, path

from portal.costs import costly
from portal.publish import changes, citations, deposits, iiif, sitemaps
from portal.publish.api.page import page as api_page
from portal.publish.api.service import urlpatterns as api
from portal.publish.articles_feed import articles_feed
from portal.publish.conformance import views as conformance
from portal.publish.dumps import views as dumps
from portal.publish.feeds import news_feed, results_feed
from portal.publish.forms import in_form
from portal.publish.mediation_feed import mediation_feed
from portal.publish.oai.views import oai, with_a_slash
from portal.publish.opensearch import opensearch
from portal.publish.reconcile import views as reconcile
from portal.publish.robots import robots
from portal.publish.sru.views import sru
from portal.publish.tables import results_table
from portal.publish.taken_away import results_in
from portal.shown.forms import FORMS
from portal.shown.query import PARAMETERS

deposits_of_libraries: list[URLPattern] = [
    path("manifest.json", deposits.manifest_of, name="deposit_manifest"),
    path("pages", deposits.pages, name="deposit_pages"),
    path("vignette", deposits.front, name="deposit_front"),
    path("<uuid:image>", deposits.image, name="deposit_image"),
    path("<uuid:image>/info.json", deposits.info),
    path(f"<uuid:image>/{deposits.HERE}", deposits.here),
    path("<uuid:image>/detail/<str:region>/<str:seal>", deposits.detail),
    path("<uuid:image>/vue/<str:region>", deposits.seen),
    path(f"<uuid:image>/vue/<str:region>/{deposits.STATE}", deposits.state),
    path("<uuid:image>/<str:region>/<str:size>/0/default.jpg", deposits.tile),
]
at_the_root: list[URLPattern | URLResolver] = [
    path("robots.txt", robots),
    path("oai", oai, name="oai"),
    path("oai/", with_a_slash),
    path("changements", changes.collection, name="changes"),
    path("changements/<slug:place>", changes.page, name="changes_page"),
    costly("sru", sru, name="sru", always=True),
    path("ark:/<ark:ark>.<slug:form>", in_form, name="notice_in_form"),
    costly("ark:/<ark:ark>/collection.json", iiif.of_ark, name="iiif_collection", always=True),
    path("iiif/<uuid:deposit>/", include(deposits_of_libraries)),
    path("api/v1/", include((api, "api"))),
    path("donnees/conformite.json", conformance.told, name="conformance"),
    path("telechargements/", dumps.dcat, name="dumps"),
    path("telechargements/manifest.json", dumps.manifest_file, name="dumps_manifest"),
    path("telechargements/<str:name>", dumps.file, name="dump"),
    path("reconcile/<slug:sort>", reconcile.service, name="reconcile"),
    path("reconcile/<slug:sort>/suggest", reconcile.suggest, name="reconcile_suggest"),
    path("reconcile/<slug:sort>/suggest/property", reconcile.columns_called),
    path("reconcile/<slug:sort>/suggest/type", reconcile.types),
    path("reconcile/<slug:sort>/preview", reconcile.preview),
    path("reconcile/<slug:sort>/properties", reconcile.properties, name="reconcile_properties"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap/pages.xml", sitemaps.pages, name="sitemap_pages"),
    path("sitemap/notices-<int:number>.xml", sitemaps.notices, name="sitemap_notices"),
]
urlpatterns: list[URLPattern] = [
    path("nouveautes.atom", news_feed, name="news_feed"),
    path("expositions.atom", mediation_feed, name="mediation_feed"),
    path("articles.atom", articles_feed, name="articles_feed"),
    costly("recherche.atom", results_feed, name="results_feed", reads=PARAMETERS),
    costly("recherche.csv", results_table, name="results_table", always=True, reads=PARAMETERS),
    path("recherche.xml", opensearch, name="opensearch"),
    *(costly(f"recherche.{form}", results_in(form), name=f"results-{form}", always=True, reads=PARAMETERS) for form in FORMS),
    path("ark:/<ark:ark>/citer/<slug:name>", citations.cite, name="citation"),
    path("api", api_page, name="api"),
    path("donnees/conformite", conformance.page, name="conformance"),
    path("unapi", citations.unapi, name="unapi"),
]
