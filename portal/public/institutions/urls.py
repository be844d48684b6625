"""Addresses: institutions."""

from django.urls import path

from portal.public.institutions.closures import closures
from portal.public.institutions.networks import network
from portal.public.institutions.views import institutions

urlpatterns = [
    path("etablissements", institutions, name="institutions"),
    path("reseaux/<slug:slug>", network, name="network"),
    path("ark:/<ark:ark>/fermetures.ics", closures, name="closures"),
]
