"""Addresses: notices."""

from django.urls import path

from portal.public.notices.views import own_record, source

urlpatterns = [
    path("ark:/<ark:ark>/notice-d-origine", own_record, name="own_record"),
    path("ark:/<ark:ark>/source", source, name="source"),
]
