"""Addresses: notices."""

from django.urls import path

from portal.public.notices.views import source

urlpatterns = [
    path("ark:/<ark:ark>/source", source, name="source"),
]
