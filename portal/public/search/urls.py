"""Addresses: searching."""

from django.urls import path

from portal.costs import costly
from portal.public.search.views.advanced import advanced
from portal.public.search.views.narrow import facet
from portal.public.search.views.results import results
from portal.public.search.views.suggest import suggestions
from portal.shown.query import PARAMETERS

urlpatterns = [
    costly("recherche", results, name="results", reads=PARAMETERS),
    path("recherche/suggestions", suggestions, name="suggestions"),
    path("recherche/avancee", advanced, name="advanced"),
    costly("recherche/affiner/<slug:facet>", facet, name="facet", always=True),
]
