"""Public addresses, in French words for both languages."""

from django.urls import include, path

from portal.public.feeds import news_feed, results_feed
from portal.public.views import basket, citations, institutions, pages, persons, places, subjects
from portal.public.views.advanced import advanced
from portal.public.views.home import by_chance, home
from portal.public.views.narrow import facet
from portal.public.views.news import news
from portal.public.views.notice import notice, source
from portal.public.views.results import results
from portal.public.views.robots import opensearch
from portal.public.views.styles import styles
from portal.public.views.suggest import suggestions

app_name = "public"
urlpatterns = [
    path("", home, name="home"),
    path("au-hasard", by_chance, name="chance"),
    path("nouveautes", news, name="news"),
    path("nouveautes.atom", news_feed, name="news_feed"),
    path("a-propos", pages.about, name="about"),
    path("aide", pages.searching, name="searching"),
    path("donnees", pages.data, name="data"),
    path("accessibilite", pages.accessibility, name="accessibility"),
    path("mentions-legales", pages.legal, name="legal"),
    path("styles/", styles, name="styles"),
    path("recherche", results, name="results"),
    path("recherche.atom", results_feed, name="results_feed"),
    path("recherche.xml", opensearch, name="opensearch"),
    path("recherche/suggestions", suggestions, name="suggestions"),
    path("recherche/avancee", advanced, name="advanced"),
    path("recherche/affiner/<slug:facet>", facet, name="facet"),
    path("lieux", places.places, name="places"),
    path("departement/<str:code>", places.department, name="department"),
    path("commune/<str:insee>", places.commune_page, name="commune"),
    path("lieu/<str:key>", places.place, name="place"),
    path("personnes", persons.persons, name="persons"),
    path("personne/<str:key>", persons.person, name="person"),
    path("sujets", subjects.subjects, name="subjects"),
    path("sujet/<str:key>", subjects.subject, name="subject"),
    path("etablissements", institutions.institutions, name="institutions"),
    path("etablissement/<str:rcr>", institutions.institution, name="institution"),
    path("notice/<int:record_id>", notice, name="notice"),
    path("numerisation/<int:record_id>/<int:position>/", include("portal.public.digital_urls")),
    path("notice/<int:record_id>/source", source, name="source"),
    path("notice/<int:record_id>/citer/<slug:name>", citations.cite, name="citation"),
    path("unapi", citations.unapi, name="unapi"),
    path("ma-fiche", basket.sheet, name="basket"),
    path("ma-fiche/citer/<slug:name>", basket.cite, name="basket_citations"),
]
