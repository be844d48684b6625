"""Addresses: institutions."""

from django.urls import path

from portal.costs import costly
from portal.public.institutions.views import institution, institutions

urlpatterns = [
    path("etablissements", institutions, name="institutions"),
    costly("etablissement/<path:rcr>", institution, name="institution"),
]
