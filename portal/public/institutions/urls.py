"""Addresses: institutions."""

from django.urls import path

from portal.public.institutions.closures import closures
from portal.public.institutions.views import institutions

urlpatterns = [
    path("etablissements", institutions, name="institutions"),
    path("ark:/<ark:ark>/fermetures.ics", closures, name="closures"),
]
