"""Health, outside the languages."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
