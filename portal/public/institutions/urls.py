"""Addresses: institutions."""

from django.urls import path

from portal.public.institutions.views import institution, institutions

urlpatterns = [
    path("etablissements", institutions, name="institutions"),
    path("etablissement/<path:rcr>", institution, name="institution"),
]
