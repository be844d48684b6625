"""Addresses: institutions."""

from django.urls import path

from portal.public.institutions.views import institutions

urlpatterns = [
    path("etablissements", institutions, name="institutions"),
]
