"""Addresses: notices."""

from django.urls import path

from portal.public.notices.views import notice, source

urlpatterns = [
    path("notice/<int:record_id>", notice, name="notice"),
    path("notice/<int:record_id>/source", source, name="source"),
]
