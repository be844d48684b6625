"""Health, outside the languages."""

from django.urls import path

from portal.public.views.health import live, ready

urlpatterns = [
    path("", live, name="live"),
    path("pret", ready, name="ready"),
]
