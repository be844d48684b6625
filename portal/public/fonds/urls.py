"""Addresses: fonds. A page has that of its ark."""

from django.urls import path

from portal.public.fonds.views import fonds_list

urlpatterns = [
    path("fonds", fonds_list, name="fonds"),
]
